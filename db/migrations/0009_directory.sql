-- Organisations in full: what identifies them, where they are, whose part they are, and which of them are one and the same.
alter table organisation
  -- By scheme: bin, iati, ror, own.
  add column identifiers jsonb not null default '{}' check (jsonb_typeof(identifiers) = 'object'),
  add column website text check (website ~ '^https?://'),
  -- Of src/platform/place; `place` stays what a source or a person wrote.
  add column place_key text check (place_key ~ '^[a-z0-9-]+$'),
  add column parent_id uuid references organisation check (parent_id <> id),
  -- Other ways to write its name, for finding and matching.
  add column aliases text[] not null default '{}',
  -- The organisation that this one turned out to be. It is a signpost: no right, seat or row ever moves with it.
  add column merged_into uuid references organisation check (merged_into <> id),
  add column merged_at timestamptz,
  add check ((merged_into is null) = (merged_at is null));
create index on organisation (parent_id) where parent_id is not null;
create index on organisation (merged_into) where merged_into is not null;
grant update (identifiers, website, place_key, parent_id, aliases, merged_into, merged_at) on organisation to yntymaq_app;

-- A signpost leads to a record itself, never to another signpost: rows that are merged at the same time wait for each other.
create function one_step_to_the_kept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  leads_on boolean;
  is_led_to boolean;
begin
  -- In the order of their ids, so that two merges that cross cannot wait for each other.
  execute format('select from %I where id = any ($1) order by id for no key update', tg_table_name)
    using array[new.id, new.merged_into];
  execute format('select exists (select from %I where id = $1 and merged_into is not null)', tg_table_name)
    into leads_on using new.merged_into;
  execute format('select exists (select from %I where merged_into = $1)', tg_table_name) into is_led_to using new.id;
  if leads_on or is_led_to then
    raise exception 'a merged record cannot be merged again' using errcode = '40001';
  end if;
  return new;
end $$;
create trigger one_step_to_the_kept before update of merged_into on organisation for each row
  when (new.merged_into is not null) execute function one_step_to_the_kept();

-- Who leads one record to another must be allowed to change both: nobody's promises get another's name against its will.
create function may_change_organisation(which uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return exists (select from organisation o where o.id = which and actor_organisation() in (o.id, o.registered_by));
revoke all on function may_change_organisation(uuid) from public;
grant execute on function may_change_organisation(uuid) to yntymaq_app;
create policy merged_by_who_may_change_both on organisation as restrictive for update to yntymaq_app
  using (true) with check (merged_into is null or may_change_organisation(merged_into));

-- Office holders and other people who act for an organisation; never a patient, and never the account of a user.
create table person (
  id uuid primary key,
  names jsonb not null,
  aliases text[] not null default '{}',
  merged_into uuid references person check (merged_into <> id),
  merged_at timestamptz,
  is_demo boolean not null,
  registered_by uuid references organisation,
  version integer not null,
  changed_at timestamptz not null,
  check ((merged_into is null) = (merged_at is null))
);
create index on person (merged_into) where merged_into is not null;
create trigger one_step_to_the_kept before update of merged_into on person for each row
  when (new.merged_into is not null) execute function one_step_to_the_kept();

-- What somebody is or was somewhere. `since` and `until` are EDTF, as far as they are known; null is not known.
create table post (
  id uuid primary key,
  person_id uuid not null references person,
  organisation_id uuid not null references organisation,
  title jsonb not null,
  since text,
  until text,
  -- A day on which a source shows the person in this post.
  seen_on date,
  removed_at timestamptz,
  version integer not null,
  changed_at timestamptz not null
);
create index on post (person_id);
create index on post (organisation_id);
alter table person enable row level security;
alter table post enable row level security;
grant select, insert, update (names, aliases, merged_into, merged_at, version, changed_at) on person to yntymaq_app;
grant select, insert, update (organisation_id, title, since, until, seen_on, removed_at, version, changed_at) on post to yntymaq_app;
grant select on person, post to yntymaq_worker;
create policy known_to_all on person for select to yntymaq_app, yntymaq_worker
  using ((select actor_organisation()) is not null);
create policy known_to_all on post for select to yntymaq_app, yntymaq_worker
  using ((select actor_organisation()) is not null);

-- Who registered a person, or has them in a post, may change them.
create function may_change_person(who uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select exists (select from person p where p.id = who and p.registered_by = actor_organisation())
        or exists (select from post o where o.person_id = who and o.organisation_id = actor_organisation()
                   and o.removed_at is null);
  end;
revoke all on function may_change_person(uuid) from public;
grant execute on function may_change_person(uuid) to yntymaq_app;
create policy registered_by_anybody on person for insert to yntymaq_app
  with check (registered_by = (select actor_organisation()));
-- A new record is one itself: it becomes a signpost only by a merge, with its checks.
create policy registered_as_itself on organisation as restrictive for insert to yntymaq_app with check (merged_into is null);
create policy registered_as_itself on person as restrictive for insert to yntymaq_app with check (merged_into is null);
create policy changed_by_who_registered_or_employs on person for update to yntymaq_app
  using (may_change_person(id)) with check (merged_into is null or may_change_person(merged_into));
create policy given_by_who_may_change_the_person on post for insert to yntymaq_app with check (may_change_person(person_id));
create policy changed_by_who_may_change_the_person on post for update to yntymaq_app using (may_change_person(person_id));

-- The directory is known to all who sign in, and so is what happened in it; other events keep to their own policy.
create function directory_events(subjects uuid[], most integer)
  returns table (id uuid, at timestamptz, person uuid, organisation uuid, subject text, subject_id uuid, action text, fields text[],
    is_demo boolean)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select e.id, e.at, e.person, e.owner_organisation, e.subject, e.subject_id, e.action, e.fields, e.is_demo
    from event e
    where e.subject_id = any (subjects) and e.subject in ('organisation', 'person') and actor_organisation() is not null
    order by e.at desc, e.id desc limit most;
  end;
revoke all on function directory_events(uuid[], integer) from public;
grant execute on function directory_events(uuid[], integer) to yntymaq_app;

-- Partnerships in full.
alter table partnership
  add column fields text[] not null default '{health}'
    check (fields <@ array['health', 'tourism', 'electronics', 'transport', 'agriculture', 'education']),
  add column countries text[] not null default '{}' check (array_to_string(countries, ' ') ~ '^([A-Z]{2}( |$))*$'),
  -- Keys of src/platform/place.
  add column places text[] not null default '{}',
  -- In which it keeps its papers: BCP 47.
  add column languages text[] not null default '{}',
  -- EDTF, as far as it is known.
  add column since text;
grant update (fields, countries, places, languages, since) on partnership to yntymaq_app;

alter table side
  add column role text not null default 'both' check (role in ('giver', 'receiver', 'both')),
  -- What this side may publish of its own records.
  add column may_publish text[] not null default '{commitments,meetings,instruments,verdicts}'
    check (may_publish <@ array['commitments', 'meetings', 'instruments', 'verdicts']);
grant update (names, role, may_publish) on side to yntymaq_app;
-- Who opens a partnership seats the first organisations of each side. Once a side has kept anything, who joins it is its own
-- decision: nobody lets a friend in on what another side keeps to itself.
create function may_seat(on_side uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select on_side = any (actor_sides()) or exists (
      select from side s join partnership p on p.id = s.partnership_id
      where s.id = on_side and p.owner_organisation = actor_organisation()
        and not exists (select from event e where e.side_id = on_side));
  end;
revoke all on function may_seat(uuid) from public;
grant execute on function may_seat(uuid) to yntymaq_app;
drop policy drawn_by_the_owner on side_organisation;
create policy seated_by_the_side on side_organisation for insert to yntymaq_app with check (may_seat(side_id));
create policy changed_by_the_owner on side for update to yntymaq_app using (
  exists (select from partnership p where p.id = partnership_id and p.owner_organisation = (select actor_organisation()))
);

-- The public site: a merged organisation is shown as the one it turned out to be.
create or replace view public_partnership as
  select id, slug, names, summary, is_demo, changed_at, fields, countries, places, languages, since
  from partnership where visibility = 'public';
create or replace view public_side as
  select s.id, s.partnership_id, s.position, s.names, s.role from side s
  where exists (select from partnership p where p.id = s.partnership_id and p.visibility = 'public');
create or replace view public_organisation as
  select o.id, k.kind, k.country, k.place, k.names, k.is_demo, k.website, k.place_key,
         k.identifiers - 'own' as identifiers, o.merged_into
  from organisation o join organisation k on k.id = coalesce(o.merged_into, o.id)
  where exists (select from side_organisation so join partnership p on p.id = so.partnership_id
                where so.organisation_id = o.id and p.visibility = 'public')
     or exists (select from organisation merged join side_organisation so on so.organisation_id = merged.id
                join partnership p on p.id = so.partnership_id
                where merged.merged_into = o.id and p.visibility = 'public');

alter table meeting_participant add foreign key (person_id) references person;
alter table signatory add foreign key (person_id) references person;
-- Only those who appear in something public.
create view public_person as
  select p.id, k.names, k.is_demo, p.merged_into
  from person p join person k on k.id = coalesce(p.merged_into, p.id)
  where exists (select from public_meeting_participant m where m.person_id = p.id)
     or exists (select from public_signatory s where s.person_id = p.id)
     or exists (select from person merged where merged.merged_into = p.id
                and (exists (select from public_meeting_participant m where m.person_id = merged.id)
                     or exists (select from public_signatory s where s.person_id = merged.id)));
grant select on public_person to yntymaq_public;
