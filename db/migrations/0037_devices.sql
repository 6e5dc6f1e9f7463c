-- Devices of a mission, and the operations that they write and hand on. A device is let in by a code that works once, holds a
-- key pair of its own, and opens nothing but the day of its mission.
create table mission_device (
  id uuid primary key,
  mission_id uuid not null references mission,
  -- The host of the mission: its people look after the devices.
  owner_organisation uuid not null references organisation,
  label text not null check (length(trim(label)) between 1 and 60),
  -- Stands before the numbers that a device gives out alone, so that no two devices give out the same. A is the server itself,
  -- which numbers what is booked.
  letter text not null check (letter ~ '^[A-HJ-NP-Z]{1,3}$'),
  is_server boolean not null default false,
  -- The point on P-256 with which what the device wrote can be verified; none before it has joined.
  public_key bytea check (octet_length(public_key) = 65),
  -- Of the server alone, sealed.
  private_key bytea,
  -- Hashes of the code that lets a device in, once, and of the token with which it then asks.
  code_hash text unique check (code_hash ~ '^[0-9a-f]{64}$'),
  code_until timestamptz,
  token_hash text unique check (token_hash ~ '^[0-9a-f]{64}$'),
  enrolled_by uuid not null,
  made_at timestamptz not null,
  enrolled_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  last_seen_at timestamptz,
  wiped_at timestamptz,
  -- What it last said that it has: of each device the last operation up to which nothing is missing.
  has jsonb not null default '{}',
  -- The same of its own operations as they are here: with and without those that wait for a person.
  received integer not null default 0,
  admitted integer not null default 0,
  unique (mission_id, letter),
  -- What a device wrote is of its mission and of its host, by one reference instead of three.
  unique (id, mission_id, owner_organisation),
  check ((revoked_at is null) = (revoked_by is null)),
  check (is_server = (private_key is not null)),
  check (is_server or (code_hash is null) = (code_until is null))
);
create index on mission_device (owner_organisation);
create unique index one_server_of_a_mission on mission_device (mission_id) where is_server;

-- What a revoked device brought waits here until a person has admitted or refused it.
create table mission_held (
  id uuid primary key,
  mission_id uuid not null references mission,
  owner_organisation uuid not null references organisation,
  from_device uuid not null references mission_device,
  received_at timestamptz not null,
  operations integer not null check (operations > 0),
  decided_at timestamptz,
  decided_by uuid,
  is_admitted boolean,
  check ((decided_at is null) = (decided_by is null)),
  check ((decided_at is null) = (is_admitted is null))
);
create index on mission_held (mission_id, received_at);
create index on mission_held (owner_organisation);
create index on mission_held (from_device);

-- Only ever added to. Devices hand on each other's, so who wrote one and who brought it are two things.
create table mission_operation (
  id uuid primary key,
  mission_id uuid not null,
  owner_organisation uuid not null,
  device_id uuid not null,
  sequence integer not null check (sequence > 0),
  lamport bigint not null check (lamport > 0),
  kind text not null check (kind ~ '^[a-z]+(\.[a-z_]+)?$'),
  version integer not null check (version > 0),
  visit_id uuid,
  -- Milliseconds by the clock of the device, and what it knew that clock to be wrong by.
  at_ms bigint not null,
  offset_ms bigint,
  by_person text not null,
  -- Sealed under the key of the visit, of the mission where it is about none. Null: the person was erased.
  body bytea,
  -- Its hash, which outlives what it says; the hash of everything that the device had written before, and the same with this one.
  digest bytea not null check (octet_length(digest) = 32),
  previous bytea not null check (octet_length(previous) = 32),
  chain bytea not null check (octet_length(chain) = 32),
  -- The device's signature over the chain up to here; most need none, because a later one covers them.
  signature bytea check (octet_length(signature) = 64),
  received_at timestamptz not null,
  from_device uuid not null references mission_device,
  held_id uuid references mission_held,
  held boolean not null,
  unique (device_id, sequence),
  foreign key (device_id, mission_id, owner_organisation) references mission_device (id, mission_id, owner_organisation)
);
create index on mission_operation (mission_id, visit_id);
create index on mission_operation (mission_id, lamport desc);
create index on mission_operation (owner_organisation);
create index on mission_operation (held_id) where held_id is not null;

-- What contradicts what is here: two operations in one place of a device's history. Kept to be looked at.
create table mission_refused (
  id uuid primary key,
  mission_id uuid not null references mission,
  owner_organisation uuid not null references organisation,
  device_id uuid not null references mission_device,
  sequence integer not null,
  operation_id uuid not null,
  reason text not null check (reason in ('sequence-taken', 'id-taken', 'chain-broken')),
  kind text not null,
  visit_id uuid,
  -- By whom and when, as the device said it: whoever decides about it later needs to know.
  version integer not null,
  lamport bigint not null,
  at_ms bigint not null,
  offset_ms bigint,
  by_person text not null,
  body bytea,
  chain bytea not null,
  received_at timestamptz not null,
  from_device uuid not null references mission_device,
  unique (device_id, operation_id, chain)
);
create index on mission_refused (mission_id);
create index on mission_refused (owner_organisation);

-- Photos of papers, sealed under the key of the visit, in pieces until they are whole.
create table mission_photo (
  id uuid primary key,
  mission_id uuid not null references mission,
  owner_organisation uuid not null references organisation,
  visit_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes between 1 and 12000000),
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
  from_device uuid not null references mission_device,
  begun_at timestamptz not null,
  received integer not null default 0 check (received between 0 and bytes),
  -- Where the file lies; null until it is whole.
  address text check (address ~ '^[0-9a-f]{64}$'),
  kept_at timestamptz,
  check ((address is null) = (kept_at is null))
);
create index on mission_photo (mission_id, visit_id);
create index on mission_photo (owner_organisation);
create table mission_photo_piece (
  photo_id uuid not null references mission_photo,
  place integer not null check (place >= 0),
  bytes integer not null check (bytes > 0),
  content bytea not null,
  primary key (photo_id, place)
);

-- Which device asks, and for which mission; nobody else has these facts, and a device has no other.
create function actor_device() returns uuid stable language plpgsql as
  $$ begin return public.actor_fact('device')::pg_catalog.uuid; end $$;
create function actor_mission() returns uuid stable language plpgsql as
  $$ begin return public.actor_fact('mission')::pg_catalog.uuid; end $$;

-- The first statement of a request of a device: it acts for no organisation and is no person. A revoked one is let in to give what
-- it has, and the policies below keep the rest from it.
create function enter_by_device(token_hash text, came_from text default null)
  returns table (device uuid, mission uuid, organisation uuid, is_revoked boolean, keep_days integer) language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform seat(null, null, null), seal('facts', null);
  select d.id, d.mission_id, d.owner_organisation, d.revoked_at is not null, m.keep_days
    into device, mission, organisation, is_revoked, keep_days
    from mission_device d join mission m on m.id = d.mission_id where d.token_hash = enter_by_device.token_hash;
  if device is null then return; end if;
  perform seal('facts', jsonb_strip_nulls(jsonb_build_object('device', device, 'mission', mission, 'origin', came_from,
    'revoked', nullif(is_revoked, false)))::text);
  return next;
end $$;
revoke all on function enter_by_device(text, text) from public;
grant execute on function enter_by_device(text, text) to yntymaq_app;

-- A device joins with its code and its key. Whoever has lost the answer may ask again with the same key while the code is valid;
-- with another key the code does nothing any more.
create function enrol_device(by_code text, key bytea, new_token text, at timestamptz, came_from text default null)
  returns table (device uuid, mission uuid, organisation uuid, is_first boolean, keep_days integer) language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  joined timestamptz;
begin
  perform seat(null, null, null), seal('facts', null);
  select d.id, d.mission_id, d.owner_organisation, d.enrolled_at into device, mission, organisation, joined
    from mission_device d where d.code_hash = by_code and d.code_until > at and d.revoked_at is null
      and (d.public_key is null or d.public_key = key) for update;
  if device is null then return; end if;
  is_first := joined is null;
  select m.keep_days into keep_days from mission m where m.id = enrol_device.mission;
  update mission_device d set public_key = key, token_hash = new_token, enrolled_at = coalesce(d.enrolled_at, at),
    last_seen_at = at where d.id = enrol_device.device;
  perform seal('facts', jsonb_strip_nulls(jsonb_build_object('device', device, 'mission', mission, 'origin', came_from))::text);
  return next;
end $$;
revoke all on function enrol_device(text, bytea, text, timestamptz, text) from public;
grant execute on function enrol_device(text, bytea, text, timestamptz, text) to yntymaq_app;

-- The devices of the asking device's mission among these, locked in one order, so that two who hand on the same wait for each other.
create function lock_devices(wanted uuid[]) returns table (device uuid, public_key bytea, is_revoked boolean) language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  return query select d.id, d.public_key, d.revoked_at is not null from mission_device d
    where d.id = any (wanted) and (d.mission_id = actor_mission() or d.owner_organisation = actor_organisation())
    order by d.id for update;
end $$;
revoke all on function lock_devices(uuid[]) from public;
grant execute on function lock_devices(uuid[]) to yntymaq_app;

-- Up to where nothing is missing of these devices, after something has come.
create function count_operations(wanted uuid[]) returns void language sql security definer set search_path = public, pg_temp
  begin atomic
    update mission_device d set
      received = d.received + (select count(*) from (select o.sequence - row_number() over (order by o.sequence) as gap
        from mission_operation o where o.device_id = d.id and o.sequence > d.received) t where t.gap = d.received),
      admitted = d.admitted + (select count(*) from (select o.sequence - row_number() over (order by o.sequence) as gap
        from mission_operation o where o.device_id = d.id and o.sequence > d.admitted and not o.held) t where t.gap = d.admitted)
    where d.id = any (wanted) and (d.mission_id = actor_mission() or d.owner_organisation = actor_organisation());
  end;
revoke all on function count_operations(uuid[]) from public;
grant execute on function count_operations(uuid[]) to yntymaq_app;

-- What is here already in these stretches of devices' histories, with their neighbours, and under these ids.
create function operations_known(authors uuid[], firsts integer[], lasts integer[], ids uuid[])
  returns table (id uuid, device uuid, sequence integer, previous bytea, chain bytea, held boolean) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select o.id, o.device_id, o.sequence, o.previous, o.chain, o.held
      from unnest(authors, firsts, lasts) as s (author, first, last)
      join mission_operation o on o.device_id = s.author and o.sequence between s.first - 1 and s.last + 1
      where o.mission_id = actor_mission()
    union
    select o.id, o.device_id, o.sequence, o.previous, o.chain, o.held from mission_operation o
      where o.id = any (ids) and actor_mission() is not null;
  end;
revoke all on function operations_known(uuid[], integer[], integer[], uuid[]) from public;
grant execute on function operations_known(uuid[], integer[], integer[], uuid[]) to yntymaq_app;

-- Which of these ends of histories are kept as evidence: what goes on from one of them is of the same history.
create function chains_refused(chains bytea[]) returns setof bytea stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select r.chain from mission_refused r where r.mission_id = actor_mission() and r.chain = any (chains);
  end;
revoke all on function chains_refused(bytea[]) from public;
grant execute on function chains_refused(bytea[]) to yntymaq_app;

-- Where the server's own history of a mission ends, and the highest clock of the mission: what it says next comes after all of that.
create function history_of_server(server uuid) returns table (chain bytea, sequence integer, lamport bigint) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select (select o.chain from mission_operation o where o.device_id = d.id order by o.sequence desc limit 1), d.received,
      (select coalesce(max(o.lamport), 0) from mission_operation o where o.mission_id = d.mission_id and not o.held)
    from mission_device d where d.id = server and d.is_server
      and (d.mission_id = actor_mission() or d.owner_organisation = actor_organisation());
  end;
revoke all on function history_of_server(uuid) from public;
grant execute on function history_of_server(uuid) to yntymaq_app;

-- How much of what the asking device brought waits for a person.
create function held_of_device() returns bigint stable language sql security definer set search_path = public, pg_temp
  begin atomic select coalesce(sum(h.operations), 0) from mission_held h where h.from_device = actor_device() and h.decided_at is null; end;
revoke all on function held_of_device() from public;
grant execute on function held_of_device() to yntymaq_app;

-- What a device says of itself.
create function device_said(said jsonb, is_wiped boolean, at timestamptz) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic
    update mission_device set last_seen_at = at, has = coalesce(said, has),
      wiped_at = case when is_wiped then coalesce(wiped_at, at) else wiped_at end
    where id = actor_device();
  end;
revoke all on function device_said(jsonb, boolean, timestamptz) from public;
grant execute on function device_said(jsonb, boolean, timestamptz) to yntymaq_app;

-- What a device did is on record in its own name: seen by the host alone.
create function note_device(event uuid, at timestamptz, action text, fields text[]) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic
    insert into event (id, at, service, owner_organisation, partnership_id, side_id, visibility, is_demo, subject, subject_id,
      action, fields)
    select event, note_device.at, 'device', m.owner_organisation, m.partnership_id, m.side_id, 'own_side', m.is_demo, 'mission_device',
      actor_device(), note_device.action, note_device.fields
    from mission m where m.id = actor_mission();
  end;
revoke all on function note_device(uuid, timestamptz, text, text[]) from public;
grant execute on function note_device(uuid, timestamptz, text, text[]) to yntymaq_app;

-- Which device took what of a mission's people with it.
create function note_device_access(access uuid, at timestamptz, endpoint text, subject text, subject_id uuid) returns void
  language sql security definer set search_path = public, pg_temp
  begin atomic
    insert into access_record (id, at, person, organisation_id, origin, endpoint, kind, subject, subject_id, purpose)
    select access, note_device_access.at, d.id, d.owner_organisation, actor_fact('origin'), note_device_access.endpoint, 'exported',
      note_device_access.subject, note_device_access.subject_id, 'care'
    from mission_device d where d.id = actor_device();
  end;
revoke all on function note_device_access(uuid, timestamptz, text, text, uuid) from public;
grant execute on function note_device_access(uuid, timestamptz, text, text, uuid) to yntymaq_app;

alter table mission_device enable row level security;
-- Of codes and tokens nobody reads even the hash.
grant select (id, mission_id, owner_organisation, label, letter, is_server, public_key, private_key, code_until, enrolled_by, made_at,
  enrolled_at, revoked_at, revoked_by, last_seen_at, wiped_at, has, received, admitted) on mission_device to yntymaq_app;
grant insert (id, mission_id, owner_organisation, label, letter, is_server, public_key, private_key, code_hash, code_until,
  enrolled_by, made_at, enrolled_at) on mission_device to yntymaq_app;
grant update (revoked_at, revoked_by) on mission_device to yntymaq_app;
create policy seen_by_the_host_and_each_other on mission_device for select to yntymaq_app using (
  owner_organisation = (select actor_organisation()) or mission_id = (select actor_mission())
);
create policy let_in_by_the_host on mission_device for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and enrolled_by = (select actor_person()) and (select actor_reaches('officer'))
  and exists (select from mission m where m.id = mission_id and m.owner_organisation = (select actor_organisation()))
);
create policy revoked_by_the_host on mission_device for update to yntymaq_app
  using (owner_organisation = (select actor_organisation()) and (select actor_reaches('officer')))
  with check (revoked_by = (select actor_person()));

alter table mission_operation enable row level security;
grant select, insert, update (held, held_id) on mission_operation to yntymaq_app;
create policy seen_by_clinical_people_and_devices on mission_operation for select to yntymaq_app using (
  (owner_organisation = (select actor_organisation()) and (select actor_is_clinical()))
  or (mission_id = (select actor_mission()) and (select actor_fact('revoked')) is null)
);
-- What a revoked device brings is held, whatever the application says.
create policy brought_by_a_device on mission_operation for insert to yntymaq_app with check (
  (mission_id = (select actor_mission()) and (held or (select actor_fact('revoked')) is null)
    and (from_device = (select actor_device())))
  or (owner_organisation = (select actor_organisation()) and (select actor_reaches('officer')) and not held
    and exists (select from mission_device d where d.id = device_id and d.is_server and d.mission_id = mission_operation.mission_id))
);
create policy admitted_by_a_person_or_brought_again on mission_operation for update to yntymaq_app using (
  (owner_organisation = (select actor_organisation()) and (select actor_is_clinical()) and (select actor_reaches('officer')))
  or (mission_id = (select actor_mission()) and (select actor_fact('revoked')) is null)
) with check (not held);

alter table mission_held enable row level security;
grant select, insert, update (decided_at, decided_by, is_admitted) on mission_held to yntymaq_app;
create policy seen_by_the_host on mission_held for select to yntymaq_app using (owner_organisation = (select actor_organisation()));
create policy brought_by_a_device on mission_held for insert to yntymaq_app with check (
  mission_id = (select actor_mission()) and from_device = (select actor_device()) and decided_at is null
);
create policy decided_by_clinical_people on mission_held for update to yntymaq_app
  using (owner_organisation = (select actor_organisation()) and decided_at is null and (select actor_is_clinical())
    and (select actor_reaches('officer')))
  with check (decided_by = (select actor_person()));

alter table mission_refused enable row level security;
grant select, insert on mission_refused to yntymaq_app;
create policy seen_by_clinical_people on mission_refused for select to yntymaq_app using (
  owner_organisation = (select actor_organisation()) and (select actor_is_clinical())
);
create policy brought_by_a_device on mission_refused for insert to yntymaq_app with check (
  mission_id = (select actor_mission()) and from_device = (select actor_device())
);

alter table mission_photo enable row level security;
grant select, insert, update (received, address, kept_at) on mission_photo to yntymaq_app;
create policy seen_by_clinical_people_and_devices on mission_photo for select to yntymaq_app using (
  (owner_organisation = (select actor_organisation()) and (select actor_is_clinical()))
  or (mission_id = (select actor_mission()))
);
create policy brought_by_a_device on mission_photo for insert to yntymaq_app with check (
  mission_id = (select actor_mission()) and from_device = (select actor_device())
);
create policy gone_on_with_by_a_device on mission_photo for update to yntymaq_app using (mission_id = (select actor_mission()));
alter table mission_photo_piece enable row level security;
grant select, insert, delete on mission_photo_piece to yntymaq_app;
create policy of_a_photo_of_the_mission on mission_photo_piece for all to yntymaq_app using (
  exists (select from mission_photo p where p.id = photo_id and p.mission_id = (select actor_mission()))
);

-- What a device must know before the network is gone: the plan of its mission, and who is booked.
create function plan_for_device() returns jsonb stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select jsonb_build_object(
      'mission', jsonb_build_object('id', m.id, 'slug', m.slug, 'title', m.title, 'languages', m.languages, 'state', m.state,
        'keepDays', m.keep_days, 'isDemo', m.is_demo, 'host', (select o.names from organisation o where o.id = m.owner_organisation),
        'visitors', (select coalesce(jsonb_agg(o.names order by o.id), '[]') from mission_visitor v
          join organisation o on o.id = v.organisation_id where v.mission_id = m.id)),
      'venues', (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'zone', v.zone, 'address', v.address)
        order by v.id), '[]') from mission_venue v where v.mission_id = m.id),
      'rooms', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'venue', r.venue_id, 'name', r.name) order by r.name), '[]')
        from mission_room r join mission_venue v on v.id = r.venue_id where v.mission_id = m.id),
      'sessions', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'room', s.room_id, 'day', s.day,
        'starts', to_char(s.starts, 'HH24:MI'), 'ends', to_char(s.ends, 'HH24:MI'), 'specialty', s.specialty,
        'clinician', s.clinician_id) order by s.day, s.starts, s.id), '[]')
        from mission_session s where s.mission_id = m.id and s.cancelled_at is null),
      'clinicians', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.name, 'organisation', c.organisation_id,
        'specialty', c.specialty, 'answeredForBy', c.answered_for_by, 'permission', case when c.permission_number is not null then
          jsonb_build_object('authority', c.permission_authority, 'number', c.permission_number, 'from', c.permission_from,
            'until', c.permission_until) end) order by c.name, c.id), '[]')
        from mission_clinician c where c.mission_id = m.id and c.ended_at is null))
    from mission m where m.id = actor_mission() and actor_fact('revoked') is null;
  end;
revoke all on function plan_for_device() from public;
grant execute on function plan_for_device() to yntymaq_app;
create function bookings_for_device() returns table (id uuid, state text, day date, number integer, specialty text, session_id uuid,
  starts_at timestamptz, language text, details bytea, code_hash text) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select b.id, b.state, b.day, b.number, b.specialty, b.session_id, b.starts_at, b.language, b.details, b.code_hash from booking b
    where b.mission_id = actor_mission() and actor_fact('revoked') is null and b.state in ('booked', 'moved', 'came', 'no_show')
    order by b.day, b.number;
  end;
revoke all on function bookings_for_device() from public;
grant execute on function bookings_for_device() to yntymaq_app;
