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
  commitment_id uuid references commitment,
  version integer not null,
  changed_at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on mission (partnership_id, changed_at);
create index on mission (side_id);
create index on mission (commitment_id);

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
  address jsonb not null
);
create index on mission_venue (mission_id);

create table mission_room (
  id uuid primary key,
  venue_id uuid not null references mission_venue,
  name text not null check (length(trim(name)) between 1 and 40),
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
  check (kept_referred + kept_children + kept_disability <= capacity_per_hour)
);
create index on mission_session (mission_id, day);

-- Somebody who sees people here: by a permission of their own that is on record, or under a local physician who answers.
create table mission_clinician (
  id uuid primary key,
  mission_id uuid not null references mission,
  person uuid not null,
  organisation_id uuid not null references organisation,
  specialty text not null check (specialty in ('traumatology', 'orthopaedics', 'surgery', 'cardiology', 'neurology', 'therapy',
    'ultrasound')),
  permission_authority text check (length(trim(permission_authority)) between 2 and 200),
  permission_number text check (length(trim(permission_number)) between 1 and 80),
  permission_from date,
  permission_until date check (permission_until >= permission_from),
  -- Another clinician of the same mission, who has a permission.
  answered_for_by uuid references mission_clinician,
  ended_at timestamptz,
  unique (mission_id, person, specialty),
  check ((permission_number is null) = (permission_authority is null)),
  check ((permission_number is null) = (permission_from is null)),
  check (answered_for_by <> id)
);
alter table mission_session add foreign key (clinician_id) references mission_clinician;

create table mission_equipment (
  id uuid primary key,
  mission_id uuid not null references mission,
  name text not null check (length(trim(name)) between 1 and 200),
  quantity integer not null check (quantity between 1 and 10000),
  -- Who brings it.
  organisation_id uuid references organisation
);
create index on mission_equipment (mission_id);
create table mission_interpreter (
  id uuid primary key,
  mission_id uuid not null references mission,
  name text not null check (length(trim(name)) between 1 and 200),
  languages text[] not null check (cardinality(languages) >= 2)
);
create index on mission_interpreter (mission_id);
create table mission_check (
  id uuid primary key,
  mission_id uuid not null references mission,
  item text not null check (length(trim(item)) between 1 and 300),
  due date,
  done_at timestamptz,
  done_by uuid
);
create index on mission_check (mission_id);

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

alter table mission enable row level security;
grant select, insert, update (visibility, title, languages, state, commitment_id, version, changed_at) on mission to yntymaq_app;
create policy seen on mission for select to yntymaq_app using (
  visibility = 'public'
  or owner_organisation = (select actor_organisation())
  or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
  or (visibility = 'partnership' and partnership_id = any ((select actor_partnerships())::uuid[]))
);
create policy entered_for_ones_own_side on mission for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[])
);
create policy changed_by_ones_own_side on mission for update to yntymaq_app
  using (side_id = any ((select actor_sides())::uuid[]));
