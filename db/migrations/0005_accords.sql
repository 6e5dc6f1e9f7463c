-- What is counted. `distinct` measures (people examined) are never summed: two reports give at least the larger one.
create table measure (
  key text primary key check (key ~ '^[a-z_]+$'),
  names jsonb not null,
  aggregation text not null check (aggregation in ('additive', 'distinct'))
);
grant select on measure to yntymaq_app, yntymaq_worker, yntymaq_public;

-- Who owes whom what. Amounts are whole numbers: a count, or minor units of `currency`. A single act counts as one.
create table commitment (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  kind text not null check (kind in ('money', 'measure', 'act')),
  title jsonb not null,
  measure_key text references measure,
  currency char(3),
  target bigint check (target > 0),
  comparator text not null check (comparator in ('eq', 'gt', 'ge', 'lt', 'le', 'approx')),
  -- Null: something was done, and no promise of it is known.
  strength text check (strength in ('discussed', 'proposed', 'considered', 'agreed_to_consider', 'planned', 'promised',
    'agreed', 'signed')),
  debtors uuid[] not null,
  creditors uuid[] not null,
  term text,
  term_last date,
  condition jsonb,
  condition_state text check (condition_state in ('met', 'unmet', 'unknown')),
  beneficiaries jsonb,
  place text,
  stated_on date,
  withdrawn_on date,
  retracted_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  check ((kind = 'measure') = (measure_key is not null)),
  check ((kind = 'money') = (currency is not null)),
  check (kind <> 'act' or target is null),
  check ((term is null) = (term_last is null)),
  check ((condition is null) = (condition_state is null)),
  check (strength is not null or target is null),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on commitment (partnership_id);
create index on commitment (side_id);
-- The name of a commitment in a sorted list, whatever the language of the reader: as textIn() falls back.
create function title_key(title jsonb) returns text immutable language sql
  return left(coalesce(title #>> '{kk,text}', title #>> '{ru,text}', title #>> '{en,text}',
    jsonb_path_query_first(title, '$.*.text') #>> '{}', ''), 200);

-- What was done for a commitment, in the unit of its commitment. `source_record` names the record it is counted from
-- in another module, so that counting twice changes nothing.
create table delivery (
  id uuid primary key,
  commitment_id uuid not null references commitment,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  amount bigint not null check (amount > 0),
  comparator text not null check (comparator in ('eq', 'gt', 'ge', 'lt', 'le', 'approx')),
  period text,
  place text,
  reported_on date,
  source_record text,
  retracted_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  unique (owner_organisation, source_record),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on delivery (commitment_id);
create index on delivery (partnership_id, changed_at);

-- A side says: yes, this was given; yes, this was received.
create table confirmation (
  delivery_id uuid not null references delivery,
  organisation_id uuid not null references organisation,
  confirmed_as text not null check (confirmed_as in ('giver', 'receiver')),
  person uuid not null,
  at timestamptz not null,
  primary key (delivery_id, organisation_id, confirmed_as)
);

-- A verdict needs a claim or an officer's reasons, and a day on which it was true.
create table assessment (
  id uuid primary key,
  commitment_id uuid not null references commitment,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  verdict text not null check (verdict in ('on_track', 'at_risk', 'late')),
  reasons jsonb,
  claim_id uuid references claim,
  true_on date not null,
  person uuid not null,
  at timestamptz not null,
  check (num_nonnulls(reasons, claim_id) > 0),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on assessment (commitment_id, true_on);
create index on assessment (claim_id);

-- What a place can do, or how things stand around it: never a promise, never a result.
create table capacity (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  title jsonb not null,
  amount bigint not null check (amount > 0),
  comparator text not null check (comparator in ('eq', 'gt', 'ge', 'lt', 'le', 'approx')),
  per text,
  retracted_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on capacity (partnership_id);

-- What a figure rests on. One figure may rest on several claims, which may disagree; it still counts once.
create table ground (
  claim_id uuid not null references claim,
  commitment_id uuid references commitment,
  delivery_id uuid references delivery,
  capacity_id uuid references capacity,
  part text not null check (part in ('target', 'statement', 'equivalent', 'delivered', 'capacity')),
  check (num_nonnulls(commitment_id, delivery_id, capacity_id) = 1)
);
create unique index one_ground_of_a_claim on ground
  (claim_id, coalesce(commitment_id, delivery_id, capacity_id), part);
create index on ground (commitment_id);
create index on ground (delivery_id);
create index on ground (capacity_id);

-- How a commitment stands, for each audience: the public (the nil id) or one side, each from what it may see.
-- A status can change with time at one moment only, the end of the term, so both answers are kept and no clock is needed.
-- `delivered` is the figure to show, with its comparator; `proven` is what it proves at least, which is what counts.
-- `term_last` is infinity where no term was stated.
create table standing (
  commitment_id uuid not null references commitment,
  audience uuid not null,
  partnership_id uuid not null,
  is_demo boolean not null,
  kind text not null,
  strength text,
  -- Whether the audience's side owes it, or is owed it.
  is_debtor boolean not null,
  is_creditor boolean not null,
  delivered bigint not null,
  delivered_comparator text not null,
  proven bigint not null,
  deliveries integer not null,
  reported_on date,
  verdict text,
  verdict_on date,
  term_last date not null,
  status_in_term text not null,
  status_after text not null,
  changed_at timestamptz not null,
  title_key text not null,
  primary key (commitment_id, audience)
);
create index on standing (term_last, commitment_id);
create index on standing (changed_at, commitment_id);
create index on standing (title_key, commitment_id);
create index on standing (status_in_term, term_last, commitment_id);
create index on standing (status_after, term_last, commitment_id);
create index on standing (partnership_id, audience);
-- Counting by status reads this index alone.
create index standings_by_status on standing (audience, partnership_id, is_demo, status_in_term, status_after, term_last);

-- The twin of statusOf() in src/modules/accords/status.ts; a property test holds the two together.
create function commitment_status(kind text, target bigint, comparator text, delivered bigint, is_withdrawn boolean, is_promised boolean,
  verdict text, verdict_on date, term_last date, today date) returns text immutable language sql
  return case
    when is_withdrawn then 'withdrawn'
    when case kind when 'act' then not is_promised else target is null end then 'no_target'
    when delivered > 0 and case comparator
        when 'gt' then delivered > coalesce(target, 1)
        when 'le' then delivered >= coalesce(target, 1) or today > term_last
        when 'lt' then delivered >= coalesce(target, 1) or today > term_last
        else delivered >= coalesce(target, 1)
      end then 'kept'
    when today > term_last then case
        when verdict is not null and verdict_on > term_last then case verdict when 'late' then 'overdue' else verdict end
        else 'not_reported'
      end
    when verdict in ('late', 'at_risk') then 'at_risk'
    when verdict = 'on_track' or delivered > 0 then 'on_track'
    else 'not_started'
  end;

-- How several reported amounts of one thing compare with the true total, the largest first: "more than 10" and "5" are
-- more than 15. Of people, who may be the same ones, the largest report is the least that is true.
create function figure_comparator(is_distinct boolean, reported text[]) returns text immutable language sql
  return case
    when coalesce(cardinality(reported), 0) = 0 then 'eq'
    when cardinality(reported) = 1 then reported[1]
    when is_distinct then case reported[1] when 'eq' then 'ge' else reported[1] end
    when reported <@ array['eq'] then 'eq'
    when reported <@ array['eq', 'ge', 'gt'] then case when 'gt' = any (reported) then 'gt' else 'ge' end
    when reported <@ array['eq', 'le', 'lt'] then case when 'lt' = any (reported) then 'lt' else 'le' end
    else 'approx'
  end;

-- What the rows below say now. Only restand() reads it.
create view standing_now as
  select c.id as commitment_id, a.audience, c.partnership_id, c.is_demo, c.kind, c.strength,
         exists (select from side_organisation so where so.side_id = a.audience and so.organisation_id = any (c.debtors))
           as is_debtor,
         exists (select from side_organisation so where so.side_id = a.audience and so.organisation_id = any (c.creditors))
           as is_creditor,
         d.delivered, d.delivered_comparator, d.proven,
         d.deliveries, greatest(c.stated_on, d.reported_on, v.true_on) as reported_on, v.verdict,
         v.true_on as verdict_on, coalesce(c.term_last, 'infinity') as term_last,
         commitment_status(c.kind, c.target, c.comparator, d.proven, c.withdrawn_on is not null,
           c.strength is not null, v.verdict, v.true_on, c.term_last, coalesce(c.term_last, 'infinity')) as status_in_term,
         commitment_status(c.kind, c.target, c.comparator, d.proven, c.withdrawn_on is not null,
           c.strength is not null, v.verdict, v.true_on,
           c.term_last, case when c.term_last is null then 'infinity' else c.term_last + 1 end) as status_after,
         greatest(c.changed_at, d.changed_at, v.at) as changed_at,
         title_key(c.title) as title_key
  from commitment c
  left join measure m on m.key = c.measure_key
  cross join lateral (
    select '00000000-0000-0000-0000-000000000000'::uuid as audience where c.visibility = 'public'
    union all
    select s.id from side s where s.partnership_id = c.partnership_id and (c.visibility <> 'own_side' or s.id = c.side_id)
  ) a
  cross join lateral (
    select least(9223372036854775807,
             coalesce(case m.aggregation when 'distinct' then max(d.amount) else sum(d.amount) end, 0))::bigint as delivered,
           figure_comparator(m.aggregation = 'distinct',
             array_agg(d.comparator order by d.amount desc, d.comparator desc)) as delivered_comparator,
           least(9223372036854775807,
             coalesce(case m.aggregation when 'distinct' then max(d.least) else sum(d.least) end, 0))::bigint as proven,
           count(*)::integer as deliveries, max(d.reported_on) as reported_on, max(d.changed_at) as changed_at
    from (
      select amount, comparator, reported_on, changed_at,
             case when comparator = 'gt' then amount::numeric + 1 when comparator in ('lt', 'le') then 1 else amount end as least
      from delivery
      where commitment_id = c.id and retracted_at is null
        and (visibility = 'public'
             or side_id = a.audience
             or (visibility = 'partnership' and a.audience <> '00000000-0000-0000-0000-000000000000'))
    ) d
  ) d
  left join lateral (
    select v.verdict, v.true_on, v.at
    from assessment v
    where v.commitment_id = c.id
      and (v.visibility = 'public'
           or v.side_id = a.audience
           or (v.visibility = 'partnership' and a.audience <> '00000000-0000-0000-0000-000000000000'))
    order by v.true_on desc, v.at desc, v.id desc limit 1
  ) v on true
  where c.retracted_at is null;

create function restand(changed uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  -- Whoever adds the next delivery waits here, and then counts this one too. A weaker lock than the foreign key's
  -- would be none, a stronger one would let two such writers wait for each other.
  perform from commitment where id = changed for no key update;
  delete from standing where commitment_id = changed;
  insert into standing select * from standing_now where commitment_id = changed;
end $$;
revoke all on function restand(uuid) from public;

-- For loading in bulk with the triggers below switched off.
create function restand_all() returns void language sql security definer set search_path = public, pg_temp
  begin atomic
    delete from standing;
    insert into standing select * from standing_now;
  end;
revoke all on function restand_all() from public;

create function restand_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'commitment' then perform restand(new.id); else perform restand(new.commitment_id); end if;
  return null;
end $$;
revoke all on function restand_changed() from public;
create trigger restand after insert or update on commitment for each row execute function restand_changed();
create trigger restand after insert or update on delivery for each row execute function restand_changed();
create trigger restand after insert or update on assessment for each row execute function restand_changed();

-- Row policies: the same ladder on every table that has a visibility.
do $$
declare
  name text;
begin
  foreach name in array array['commitment', 'delivery', 'assessment', 'capacity'] loop
    execute format('alter table %I enable row level security', name);
    execute format('grant select, insert on %I to yntymaq_app', name);
    execute format($policy$
      create policy seen on %I for select to yntymaq_app using (
        visibility = 'public'
        or owner_organisation = (select actor_organisation())
        or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
        or (visibility = 'partnership' and partnership_id = any ((select actor_partnerships())::uuid[]))
      )$policy$, name);
    execute format($policy$
      create policy entered_for_ones_own_side on %I for insert to yntymaq_app with check (
        owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
      )$policy$, name);
    execute format($policy$
      create policy changed_by_ones_own_side on %I for update to yntymaq_app
        using (side_id = any ((select actor_sides())::uuid[]))$policy$, name);
  end loop;
end $$;
grant update (visibility, title, target, comparator, strength, debtors, creditors, term, term_last, condition,
  condition_state, beneficiaries, place, stated_on, withdrawn_on, retracted_at, version, changed_at)
  on commitment to yntymaq_app;
grant update (visibility, amount, comparator, period, place, reported_on, retracted_at, version, changed_at)
  on delivery to yntymaq_app;
grant update (visibility, title, amount, comparator, per, retracted_at, version, changed_at) on capacity to yntymaq_app;
grant update (visibility) on assessment to yntymaq_app;

-- A side sees how a commitment stands for itself; who is no party sees how it stands for the public.
alter table standing enable row level security;
grant select on standing to yntymaq_app;
-- Lists read many of these rows at once: `in` is looked up in a hash, where `= any` would go through every side each time.
create policy ones_own_audience on standing for select to yntymaq_app using (
  audience in (select unnest(actor_sides()))
  or (audience = '00000000-0000-0000-0000-000000000000'
      and partnership_id not in (select unnest(actor_partnerships()))
      and (select actor_organisation()) is not null)
);

-- Confirmations and grounds are seen with what they belong to: the subqueries are themselves under the policies above.
alter table confirmation enable row level security;
grant select, insert, delete on confirmation to yntymaq_app;
create policy seen_with_its_delivery on confirmation for select to yntymaq_app
  using (exists (select from delivery d where d.id = delivery_id));
create policy given_in_ones_own_name on confirmation for insert to yntymaq_app with check (
  organisation_id = (select actor_organisation()) and person = (select actor_person())
  and exists (select from delivery d
              where d.id = delivery_id and d.partnership_id = any ((select actor_partnerships())::uuid[]))
);
create policy taken_back_by_who_gave_it on confirmation for delete to yntymaq_app
  using (organisation_id = (select actor_organisation()));

alter table ground enable row level security;
grant select, insert, delete on ground to yntymaq_app;
create policy seen_with_its_figure_and_claim on ground for select to yntymaq_app using (
  exists (select from claim c where c.id = claim_id)
  and (exists (select from commitment c where c.id = commitment_id)
       or exists (select from delivery d where d.id = delivery_id)
       or exists (select from capacity c where c.id = capacity_id))
);
create policy laid_by_the_claims_side on ground for insert to yntymaq_app
  with check (
    exists (select from claim c where c.id = claim_id and c.side_id = any ((select actor_sides())::uuid[]))
    and (exists (select from commitment c where c.id = commitment_id)
         or exists (select from delivery d where d.id = delivery_id)
         or exists (select from capacity c where c.id = capacity_id))
  );
create policy taken_up_by_the_claims_side on ground for delete to yntymaq_app
  using (exists (select from claim c where c.id = claim_id and c.side_id = any ((select actor_sides())::uuid[])));

-- How many stand how, over all partnerships in which one takes part: the row policy, asked once for the whole count.
create function own_standings_by_status(today date) returns table (is_demo boolean, status text, count integer)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select s.is_demo, case when s.term_last < today then s.status_after else s.status_in_term end, count(*)::integer
    from standing s where s.audience = any ((select actor_sides())::uuid[]) group by 1, 2;
  end;
revoke all on function own_standings_by_status(date) from public;
grant execute on function own_standings_by_status(date) to yntymaq_app;
