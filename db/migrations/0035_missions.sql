-- What a mission is counted for is a promise of the same partnership.
alter table commitment add unique (id, partnership_id);

-- Missions. A visiting clinic: who comes to whom, where, on which days, in which rooms, with what capacity.
create table mission (
  id uuid primary key,
  -- The host: it answers for what is done there and for whoever is seen.
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  -- Names the public page: /{language}/missions/{slug}.
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  title jsonb not null,
  -- Languages in which it is announced and its tickets are written.
  languages text[] not null check (cardinality(languages) between 1 and 8),
  state text not null check (state in ('draft', 'announced', 'running', 'closed', 'cancelled')),
  -- The promise that its closed encounters are counted for, if there is one.
  commitment_id uuid,
  -- How long a device keeps a day after everything of it is safe elsewhere; then it wipes what it holds.
  keep_days smallint not null default 7 check (keep_days between 1 and 90),
  version integer not null,
  changed_at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id),
  foreign key (commitment_id, partnership_id) references commitment (id, partnership_id)
);
create index on mission (partnership_id, changed_at);
create index on mission (side_id);
create index on mission (commitment_id, partnership_id);

create table mission_visitor (
  mission_id uuid not null references mission,
  organisation_id uuid not null references organisation,
  primary key (mission_id, organisation_id)
);

create table mission_venue (
  id uuid primary key,
  mission_id uuid not null references mission,
  name jsonb not null,
  -- A place of the place table; its zone decides what a day is.
  place text not null,
  zone text not null,
  address jsonb not null,
  version integer not null default 1
);
create index on mission_venue (mission_id);

create table mission_room (
  id uuid primary key,
  venue_id uuid not null references mission_venue,
  name text not null check (length(trim(name)) between 1 and 40),
  version integer not null default 1,
  unique (venue_id, name)
);

-- One specialty in one room on one day, from–to by the clock of the venue.
create table mission_session (
  id uuid primary key,
  mission_id uuid not null references mission,
  room_id uuid not null references mission_room,
  day date not null,
  starts time not null,
  ends time not null check (ends > starts),
  specialty text not null check (specialty in ('traumatology', 'orthopaedics', 'surgery', 'cardiology', 'neurology', 'therapy',
    'ultrasound')),
  clinician_id uuid,
  capacity_per_hour integer not null check (capacity_per_hour between 1 and 60),
  -- Of each hour's places, how many nobody else may book.
  kept_referred integer not null default 0 check (kept_referred >= 0),
  kept_children integer not null default 0 check (kept_children >= 0),
  kept_disability integer not null default 0 check (kept_disability >= 0),
  cancelled_at timestamptz,
  version integer not null default 1,
  check (kept_referred + kept_children + kept_disability <= capacity_per_hour)
);
create index on mission_session (mission_id, day);

-- Somebody who sees people here: by a permission of their own that is on record, or under a local physician who answers.
create table mission_clinician (
  id uuid primary key,
  mission_id uuid not null references mission,
  -- As it stands on the permission; tickets, doors and signatures show it.
  name text not null check (length(trim(name)) between 1 and 200),
  -- The account, once there is one: a team is planned before everybody can sign in.
  person uuid,
  organisation_id uuid not null references organisation,
  specialty text not null check (specialty in ('traumatology', 'orthopaedics', 'surgery', 'cardiology', 'neurology', 'therapy',
    'ultrasound')),
  permission_authority text check (length(trim(permission_authority)) between 2 and 200),
  permission_number text check (length(trim(permission_number)) between 1 and 80),
  permission_from date,
  permission_until date check (permission_until >= permission_from),
  -- Another clinician of the same mission, who has a permission.
  answered_for_by uuid,
  ended_at timestamptz,
  version integer not null default 1,
  unique (mission_id, person, specialty),
  unique (id, mission_id),
  foreign key (answered_for_by, mission_id) references mission_clinician (id, mission_id),
  check ((permission_number is null) = (permission_authority is null)),
  check ((permission_number is null) = (permission_from is null)),
  check (answered_for_by <> id)
);
alter table mission_session add foreign key (clinician_id, mission_id) references mission_clinician (id, mission_id);
create index on mission_session (clinician_id, mission_id);
create index on mission_session (room_id);
create index on mission_clinician (answered_for_by, mission_id);
create index on mission_clinician (person);

create table mission_equipment (
  id uuid primary key,
  mission_id uuid not null references mission,
  name text not null check (length(trim(name)) between 1 and 200),
  quantity integer not null check (quantity between 1 and 10000),
  -- Who brings it.
  organisation_id uuid references organisation,
  version integer not null default 1
);
create index on mission_equipment (mission_id);
create table mission_interpreter (
  id uuid primary key,
  mission_id uuid not null references mission,
  name text not null check (length(trim(name)) between 1 and 200),
  languages text[] not null check (cardinality(languages) between 2 and 8),
  version integer not null default 1
);
create index on mission_interpreter (mission_id);
create table mission_check (
  id uuid primary key,
  mission_id uuid not null references mission,
  item text not null check (length(trim(item)) between 1 and 300),
  -- Who sees to it, as the people there call them.
  responsible text check (length(trim(responsible)) between 1 and 200),
  due date,
  -- Without it the mission is not announced.
  is_required boolean not null default false,
  done_at timestamptz,
  done_by uuid,
  version integer not null default 1,
  check (done_by is null or done_at is not null)
);
create index on mission_check (mission_id);

-- Parts of one mission belong together.
create function mission_session_is_in_its_mission() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not exists (select from mission_room r join mission_venue v on v.id = r.venue_id
                 where r.id = new.room_id and v.mission_id = new.mission_id) then
    raise exception 'a room of another mission' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger is_in_its_mission before insert or update of room_id, mission_id on mission_session for each row
  execute function mission_session_is_in_its_mission();

-- The twin of `moved` in src/modules/missions/mission.ts.
create function mission_may_move(from_state text, to_state text) returns boolean immutable language sql
  return from_state || ' ' || to_state in ('draft announced', 'draft cancelled', 'announced running', 'announced cancelled',
    'running closed', 'closed running');
create function mission_moves_by_its_table() returns trigger language plpgsql as $$
begin
  if not mission_may_move(old.state, new.state) then
    raise exception 'a mission does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger moves_by_its_table before update of state on mission for each row
  when (new.state is distinct from old.state) execute function mission_moves_by_its_table();

-- Whether somebody may sign what was done on that day: by their own permission, or through who answers for them and has one.
-- The twin of `maySign` in src/modules/missions/plan.ts.
create function mission_may_sign(wanted uuid, on_day date) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select exists (select from mission_clinician c left join mission_clinician a on a.id = c.answered_for_by and a.ended_at is null
      where c.id = wanted and c.ended_at is null
        and (on_day between c.permission_from and coalesce(c.permission_until, on_day)
          or on_day between a.permission_from and coalesce(a.permission_until, on_day)));
  end;

-- Missions to which the acting organisation comes. As the owner, because the policy of a mission asks it.
create function actor_visits() returns uuid[] stable language sql security definer set search_path = public, pg_temp
  return array(select v.mission_id from mission_visitor v where v.organisation_id = actor_organisation());

-- Whether an address of a page is taken, by whatever mission: one does not see those of others.
create function mission_slug_taken(wanted text) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return exists (select from mission where slug = wanted);

-- People who hold a clinical role at the host of a mission, or will; for the side that keeps it. Roles that are over are not told.
create function mission_people(of_mission uuid) returns table (person uuid, name text, since timestamptz, ends_at timestamptz)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select u.id, u.name, m.since, m.ends_at
    from mission x join membership m on m.organisation_id = x.owner_organisation join auth."user" u on u.id = m.person
    where x.id = of_mission and x.side_id = any (actor_sides()) and actor_may('officer', '{missions.write,missions.publish}')
      and m.is_clinical and m.suspended_at is null and (m.ends_at is null or m.ends_at > now())
      and not exists (select from deactivated_person d where d.person = m.person);
  end;

revoke all on function mission_may_sign(uuid, date), actor_visits(), mission_slug_taken(text), mission_people(uuid),
  mission_session_is_in_its_mission() from public;
grant execute on function mission_may_sign(uuid, date), actor_visits(), mission_slug_taken(text), mission_people(uuid) to yntymaq_app;

alter table mission enable row level security;
grant select, insert, update (visibility, title, languages, state, commitment_id, keep_days, version, changed_at) on mission to yntymaq_app;
create policy seen on mission for select to yntymaq_app using (
  visibility = 'public'
  or owner_organisation = (select actor_organisation())
  or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
  or (visibility = 'partnership' and partnership_id = any ((select actor_partnerships())::uuid[]))
  -- Who comes reads what they come to, whatever side they are on.
  or id = any ((select actor_visits())::uuid[])
);
create policy entered_for_ones_own_side on mission for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
);
create policy changed_by_ones_own_side on mission for update to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));

-- Parts are changed by the side that keeps the mission. Where, when and what is seen with it; who, with whose permission and what is
-- still to be done only by those who take part, and not by whoever reads an announcement.
do $$
declare
  part record;
  takes_part constant text := '(m.visibility <> ''public'' or m.owner_organisation = (select actor_organisation())
    or m.partnership_id = any ((select actor_partnerships())::uuid[]) or m.id = any ((select actor_visits())::uuid[]))';
  whole text;
begin
  for part in select * from (values ('mission_visitor', true), ('mission_venue', true), ('mission_room', true),
      ('mission_session', true), ('mission_clinician', false), ('mission_equipment', false), ('mission_interpreter', false),
      ('mission_check', false)) as parts (name, is_announced) loop
    whole := case part.name when 'mission_room' then 'exists (select from mission_venue v join mission m on m.id = v.mission_id where v.id = venue_id'
      else 'exists (select from mission m where m.id = mission_id' end;
    execute format('alter table %I enable row level security', part.name);
    execute format('grant select, insert on %I to yntymaq_app', part.name);
    execute format('create policy seen_with_its_mission on %I for select to yntymaq_app using (%s%s)', part.name, whole,
      case when part.is_announced then ')' else ' and ' || takes_part || ')' end);
    execute format('create policy planned_by_its_side on %I for insert to yntymaq_app
      with check (%s and m.side_id = any ((select actor_sides())::uuid[])))', part.name, whole);
    execute format('create policy changed_by_its_side on %I for update to yntymaq_app
      using (%s and m.side_id = any ((select actor_sides())::uuid[])))', part.name, whole);
    execute format('create policy taken_out_by_its_side on %I for delete to yntymaq_app
      using (%s and m.side_id = any ((select actor_sides())::uuid[])))', part.name, whole);
  end loop;
end $$;
grant delete on mission_visitor, mission_venue, mission_room, mission_equipment, mission_interpreter, mission_check to yntymaq_app;
-- A session, which people may have booked, is cancelled, and somebody of the team is ended: neither disappears.
grant update (name, place, zone, address, version) on mission_venue to yntymaq_app;
grant update (venue_id, name, version) on mission_room to yntymaq_app;
grant update (room_id, day, starts, ends, specialty, clinician_id, capacity_per_hour, kept_referred, kept_children, kept_disability,
  cancelled_at, version) on mission_session to yntymaq_app;
grant update (name, person, organisation_id, specialty, permission_authority, permission_number, permission_from, permission_until,
  answered_for_by, ended_at, version) on mission_clinician to yntymaq_app;
grant update (name, quantity, organisation_id, version) on mission_equipment to yntymaq_app;
grant update (name, languages, version) on mission_interpreter to yntymaq_app;
grant update (item, responsible, due, is_required, done_at, done_by, version) on mission_check to yntymaq_app;

-- What a role may, once more (0027): a viewer plans nothing, and announcing or showing takes a coordinator.
do $$
declare
  name text;
  command text;
begin
  foreach name in array array['mission', 'mission_visitor', 'mission_venue', 'mission_room', 'mission_session', 'mission_clinician',
      'mission_equipment', 'mission_interpreter', 'mission_check'] loop
    execute format('create policy written_by_role on %I as restrictive for insert to yntymaq_app
      with check ((select actor_may(''officer'', ''{missions.write,missions.publish}'')))', name);
    foreach command in array array['update', 'delete'] loop
      execute format('create policy %I on %I as restrictive for %s to yntymaq_app
        using ((select actor_may(''officer'', ''{missions.write,missions.publish}'')))', command || 'd_by_role', name, command);
    end loop;
  end loop;
end $$;
create policy shown_by_role on mission as restrictive for insert to yntymaq_app
  with check (visibility = 'own_side' or (select actor_may('coordinator', '{missions.publish}')));
create trigger shown_by_role before update of visibility on mission for each row
  when (new.visibility is distinct from old.visibility and new.visibility <> 'own_side') execute function refuse_showing('{missions.publish}');

-- Missions are found as everything else is (0011), by what is announced of them: never by who is in the team, and by nothing of
-- those who book.
alter table search_entry drop constraint search_entry_subject_check, add constraint search_entry_subject_check
  check (subject in ('partnership', 'organisation', 'person', 'instrument', 'commitment', 'meeting', 'mission', 'document', 'document_text'));
create index words_of_mission on search_entry using gin (words) where subject = 'mission';
create or replace function search_subjects(kinds text[]) returns text[] immutable language sql
  return (select array_agg(subject) from unnest(array['partnership', 'organisation', 'person', 'instrument', 'commitment',
            'meeting', 'mission', 'document', 'document_text']) as subject
          where kinds is null or replace(subject, 'document_text', 'document') = any (kinds));
-- Who comes may see what they come to, whatever side they are on.
create or replace function search_audience(entry search_entry) returns text[] stable language sql
  return array_remove(array[
    case entry.visibility when 'public' then '@all' when 'known' then '@all' when 'partnership' then '@' || entry.partnership_id
      else '@' || entry.side_id end,
    '@' || entry.owner_organisation], null)
    || array(select '@' || v.organisation_id from mission_visitor v where entry.subject = 'mission' and v.mission_id = entry.subject_id);

-- What a specialty is called, in the languages of the pages and shortened as people do: `specialty.*` in the texts of missions and of
-- their public pages.
create function specialty_words(specialty text) returns text immutable language sql
  return case specialty
    when 'traumatology' then 'травматология traumatology 외상외과'
    when 'orthopaedics' then 'ортопедия orthopaedics 정형외과'
    when 'surgery' then 'хирургия surgery 외과'
    when 'cardiology' then 'кардиология cardiology 심장내과'
    when 'neurology' then 'неврология neurology 신경과'
    when 'therapy' then 'терапия therapy internal medicine 내과'
    when 'ultrasound' then 'ультрадыбыстық зерттеу УДЗ ультразвуковое исследование УЗИ ultrasound 초음파' end;

create function search_of_mission(m mission) returns void language sql security definer set search_path = public, pg_temp
  return search_put(row('mission', m.id, m.owner_organisation, m.partnership_id, m.side_id,
    -- Before it is announced it is a matter of those who plan it, however widely it is to be shown.
    case when m.state = 'draft' and m.visibility = 'public' then 'partnership' else m.visibility end,
    m.is_demo, m.title, null, m.changed_at, '', '')::search_entry,
    concat_ws(' ',
      (select string_agg(concat_ws(' ', search_texts(v.name), v.place, search_texts(v.address)), ' ' order by v.id)
       from mission_venue v where v.mission_id = m.id),
      (select string_agg(distinct specialty_words(s.specialty), ' ') from mission_session s
       where s.mission_id = m.id and s.cancelled_at is null),
      -- Of whom the public site does not name, a public mission does not say that they come.
      (select string_agg(concat_ws(' ', search_texts(o.names), array_to_string(o.aliases, ' ')), ' ' order by o.id) from organisation o
       where (o.id = m.owner_organisation
           or o.id in (select v.organisation_id from mission_visitor v where v.mission_id = m.id))
         and (m.visibility <> 'public' or o.id in (select p.id from public_organisation p)))));

create function search_changed_missions() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform search_of_mission(m) from mission m where m.id in (select c.mission_id from changed c);
  return null;
end $$;
create function search_changed_organisation() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform search_of_mission(m) from mission m where m.owner_organisation = new.id
    or m.id in (select v.mission_id from mission_visitor v where v.organisation_id = new.id);
  return null;
end $$;
revoke all on function search_of_mission(mission), search_changed_missions(), search_changed_organisation() from public;
create trigger search_changed after insert or update on mission for each row execute function search_changed('search_of_mission');
create trigger search_missions_of after update of names, aliases on organisation for each row
  when (new.names is distinct from old.names or new.aliases is distinct from old.aliases) execute function search_changed_organisation();

do $$
declare
  part text;
  command text;
begin
  -- Once for a statement: a plan of many days is entered with one.
  foreach part in array array['mission_visitor', 'mission_venue', 'mission_session'] loop
    foreach command in array array['insert', 'update', 'delete'] loop
      execute format('create trigger %I after %s on %I referencing %s table as changed for each statement
        execute function search_changed_missions()', 'search_changed_' || command, command, part,
        case command when 'delete' then 'old' else 'new' end);
    end loop;
  end loop;
end $$;

-- The two functions that look (0011), once more with a branch for missions.
do $$
declare
  own constant text := $condition$
    e.visibility in ('public', 'known') or e.owner_organisation = (select actor_organisation())
    or (e.visibility = 'own_side' and e.side_id = any ((select actor_sides())::uuid[]))
    or (e.visibility = 'partnership' and e.partnership_id = any ((select actor_partnerships())::uuid[]))$condition$;
  shown constant text := $condition$
    e.visibility = 'public' and exists (select from partnership p where p.id = e.partnership_id and p.visibility = 'public')$condition$;
  maker constant text := $maker$
    create or replace function %I(terms tsquery, asked tsquery, subjects text[])
      returns table (kind text, subject_id uuid, subject text, level integer, changed_at timestamptz)
      stable language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off
      set plan_cache_mode = force_custom_plan as $body$
    declare
      exact tsquery := replace(terms::text, ':*', '')::tsquery;
    begin
      return query select replace(e.subject, 'document_text', 'document'), e.subject_id, e.subject,
        case when e.heading @@ exact then 3 when e.heading @@ terms then 2 else 1 end, e.changed_at
      from (%s) e;
    end $body$
  $maker$;
  branch constant text := $branch$
    (select e.subject, e.subject_id, e.heading, e.changed_at from search_entry e
     where e.subject = %1$L and %1$L = any (subjects) and e.words @@ asked and (%2$s)
     order by e.changed_at desc limit 200)
  $branch$;
begin
  execute format(maker, 'search_found_own', (
    select string_agg(format(branch, subject, condition), ' union all ')
    from (values ('partnership', own), ('organisation', own), ('person', own), ('instrument', own), ('commitment', own),
      ('meeting', own), ('mission', own || ' or e.subject_id = any ((select actor_visits())::uuid[])'), ('document', own),
      ('document_text', 'cardinality((select actor_sides())::uuid[]) <= 30 and e.side_id = any ((select actor_sides())::uuid[])'),
      ('document_text', 'cardinality((select actor_sides())::uuid[]) > 30 and (' || own || ')')) as kinds (subject, condition)));
  execute format(maker, 'search_found_public', (
    select string_agg(format(branch, subject, condition), ' union all ')
    from (values ('partnership', shown), ('instrument', shown), ('commitment', shown), ('meeting', shown),
      ('mission', shown || ' and exists (select from mission m where m.id = e.subject_id
         and m.state in (''announced'', ''running'', ''closed''))'),
      ('organisation', 'exists (select from public_organisation o where o.id = e.subject_id and o.merged_into is null)'),
      ('person', 'exists (select from public_person p where p.id = e.subject_id and p.merged_into is null)'),
      ('document', 'e.visibility = ''public'' and exists (select from public_claim c where c.document_id = e.subject_id)'))
      as kinds (subject, condition)));
end $$;
