-- The weekly digest: what an organisation should look at, as ids and counts, never as words.

-- Whether a person wants it by mail, for one of their organisations, and in which language.
create table reminder_choice (
  person uuid not null,
  organisation_id uuid not null references organisation,
  by_mail boolean not null,
  locale text not null check (locale ~ '^[a-z]{2}(-[A-Za-z]{4})?$'),
  changed_at timestamptz not null,
  primary key (person, organisation_id)
);
alter table reminder_choice enable row level security;
grant select, insert, update (by_mail, locale, changed_at) on reminder_choice to yntymaq_app;
create policy ones_own on reminder_choice to yntymaq_app
  using (person = (select actor_person()) and organisation_id = (select actor_organisation()))
  with check (person = (select actor_person()) and organisation_id = (select actor_organisation()));

create table digest (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  week text not null check (week ~ '^\d{4}-W\d\d$'),
  made_at timestamptz not null,
  contents jsonb not null,
  unique (organisation_id, week)
);
alter table digest enable row level security;
grant select on digest to yntymaq_app;
create policy seen_in_the_organisation on digest for select to yntymaq_app
  using (organisation_id = (select actor_organisation()));

-- What has been mailed, so that it is mailed once.
create table digest_mail (
  digest_id uuid not null references digest,
  person uuid not null,
  mailed_at timestamptz not null,
  primary key (digest_id, person)
);
alter table digest_mail enable row level security;

-- One section of a digest: how many commitments there are, real and demonstration apart, and the first of them.
create function digest_section("real" bigint, demo bigint, first uuid[]) returns jsonb immutable language sql
  return jsonb_build_object('real', "real", 'demo', demo, 'first', to_jsonb(first));

-- What an organisation should look at on a day, from what its sides may see. `since` is when the week before began.
create function ledger_digest(for_organisation uuid, today date, since timestamptz) returns jsonb stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    with sides as (
      select side_id, partnership_id from side_organisation where organisation_id = for_organisation
    ), stands as (
      select s.* from standing s where s.audience = any (array(select side_id from sides))
    ), due as (
      select * from stands where term_last between today and today + 14 and status_in_term in ('on_track', 'at_risk', 'not_started')
    ), overdue as (
      select * from stands where term_last < today and status_after = 'overdue'
    ), silent as (
      select * from stands where term_last < today and status_after = 'not_reported'
    ), changed as (
      select * from stands where changed_at >= since
    ), reported as (
      -- The deliveries of one partnership after another, by their index.
      select d.*, sides.side_id as audience from sides cross join lateral (
        select d.id, d.commitment_id, d.partnership_id, d.is_demo, d.changed_at from delivery d
        where d.partnership_id = sides.partnership_id and d.retracted_at is null and d.corrected_at is null
          and d.settled_at is null and (d.visibility <> 'own_side' or d.side_id = sides.side_id) offset 0) d
    ), confirmed as (
      select distinct k.delivery_id, so.side_id
      from reported d join confirmation k on k.delivery_id = d.id
      join side_organisation so on so.partnership_id = d.partnership_id and so.organisation_id = k.organisation_id
    ), seen as (
      select d.*, ours.side_id is not null as is_confirmed_by_us
      from reported d left join confirmed ours on ours.delivery_id = d.id and ours.side_id = d.audience
    ), to_confirm as (
      select seen.* from seen
      join stands s on s.commitment_id = seen.commitment_id and s.audience = seen.audience and (s.is_debtor or s.is_creditor)
      where not seen.is_confirmed_by_us
    ), waiting as (
      select seen.* from seen
      join stands s on s.commitment_id = seen.commitment_id and s.audience = seen.audience
      where seen.is_confirmed_by_us and not exists (
        select from confirmed theirs where theirs.delivery_id = seen.id and theirs.side_id <> seen.audience)
    )
    select jsonb_build_object(
      'dueSoon', (select digest_section(count(*) filter (where not is_demo), count(*) filter (where is_demo),
          array(select commitment_id from due order by term_last, commitment_id limit 20)) from due),
      'overdue', (select digest_section(count(*) filter (where not is_demo), count(*) filter (where is_demo),
          array(select commitment_id from overdue order by term_last, commitment_id limit 20)) from overdue),
      'notReported', (select digest_section(count(*) filter (where not is_demo), count(*) filter (where is_demo),
          array(select commitment_id from silent order by reported_on nulls first, commitment_id limit 20)) from silent),
      'toConfirm', (select digest_section(count(*) filter (where not is_demo), count(*) filter (where is_demo),
          array(select commitment_id from to_confirm order by changed_at desc, id limit 20)) from to_confirm),
      'waitingForOthers', (select digest_section(count(*) filter (where not is_demo), count(*) filter (where is_demo),
          array(select commitment_id from waiting order by changed_at desc, id limit 20)) from waiting),
      'changed', (select digest_section(count(*) filter (where not is_demo), count(*) filter (where is_demo),
          array(select commitment_id from changed order by changed_at desc, commitment_id limit 20)) from changed));
  end;
revoke all on function ledger_digest(uuid, date, timestamptz) from public;

-- As of now, for whoever asks.
create function own_digest(today date, since timestamptz) returns jsonb stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select ledger_digest(actor_organisation(), today, since) where actor_organisation() is not null;
  end;
revoke all on function own_digest(date, timestamptz) from public;
grant execute on function own_digest(date, timestamptz) to yntymaq_app;

-- Makes the week's digests of all organisations in which somebody works; one that is there already stays as it is.
create function make_digests(of_week text, today date, at timestamptz) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  made integer;
begin
  insert into digest (id, organisation_id, week, made_at, contents)
    select gen_random_uuid(), o.id, of_week, at, ledger_digest(o.id, today, at - interval '7 days')
    from organisation o
    where exists (select from membership m where m.organisation_id = o.id)
      and not exists (select from digest d where d.organisation_id = o.id and d.week = of_week)
    on conflict do nothing;
  get diagnostics made = row_count;
  return made;
end $$;
revoke all on function make_digests(text, date, timestamptz) from public;
grant execute on function make_digests(text, date, timestamptz) to yntymaq_worker;

-- Mails that are still to be sent, of digests made since then, to people who still work there.
create function digests_to_mail(since timestamptz, at_most integer)
  returns table (digest uuid, person uuid, address text, locale text, organisation uuid, week text, contents jsonb) stable
  language sql security definer set search_path = public, pg_temp
  begin atomic
    select d.id, c.person, u.email, c.locale, d.organisation_id, d.week, d.contents
    from digest d
    join reminder_choice c on c.organisation_id = d.organisation_id and c.by_mail
    join membership m on m.person = c.person and m.organisation_id = c.organisation_id
    join auth."user" u on u.id = c.person
    where d.made_at >= since
      and not exists (select from digest_mail k where k.digest_id = d.id and k.person = c.person)
    order by d.made_at, d.id, c.person limit at_most;
  end;
revoke all on function digests_to_mail(timestamptz, integer) from public;
grant execute on function digests_to_mail(timestamptz, integer) to yntymaq_worker;

create function digest_was_mailed(digest uuid, person uuid, at timestamptz) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic insert into digest_mail values (digest, person, at) on conflict do nothing; end;
revoke all on function digest_was_mailed(uuid, uuid, timestamptz) from public;
grant execute on function digest_was_mailed(uuid, uuid, timestamptz) to yntymaq_worker;
