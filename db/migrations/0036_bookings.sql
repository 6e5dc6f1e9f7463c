-- Bookings: who comes to which session, at what time. Who they are and what they complain of lies sealed under a key of each
-- booking's own; they are found by keyed hashes, and their ticket by the hash of a secret that only its holder has.
create table booking (
  id uuid primary key,
  mission_id uuid not null references mission,
  -- The host, and whether it is a demonstration: as the mission has it.
  owner_organisation uuid not null references organisation,
  is_demo boolean not null,
  specialty text not null check (specialty in ('traumatology', 'orthopaedics', 'surgery', 'cardiology', 'neurology', 'therapy',
    'ultrasound')),
  -- moved: holds a place still, another than the first. waiting: holds none, and gets the next that is freed.
  state text not null check (state in ('booked', 'moved', 'cancelled', 'waiting', 'came', 'no_show')),
  session_id uuid references mission_session,
  -- Which place of the session, from 0: two bookings never have one place.
  place integer check (place >= 0),
  starts_at timestamptz,
  day date,
  -- Of the ticket, by mission and day: A-001 …
  number integer check (number > 0),
  -- Of the ticket and of every message.
  language text not null check (language ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'),
  channel text not null check (channel in ('public', 'operator')),
  -- Of the secret in the ticket's address.
  code_hash text not null unique check (code_hash ~ '^[0-9a-f]{64}$'),
  -- Keyed hashes: of name, year of birth and telephone; of the telephone.
  -- Gone, with what was sealed, once the booking is erased.
  person_key text check (person_key ~ '^[0-9a-f]{64}$'),
  phone_key text check (phone_key ~ '^[0-9a-f]{64}$'),
  -- Name, year of birth, telephone, complaint, consent: one sealed text under a key of the booking's own, which is not that of the
  -- visit: to erase who booked leaves the record of who was examined.
  details bytea,
  erased_at timestamptz,
  consent_version integer not null,
  -- Since when in the queue for a freed place; who lost a place through no fault of theirs stands where they booked.
  waiting_since timestamptz,
  booked_by uuid,
  booked_at timestamptz not null,
  reminded_at timestamptz,
  -- What the holder has not been told yet; told by a job.
  to_tell text check (to_tell in ('placed', 'displaced', 'mission_cancelled')),
  version integer not null,
  changed_at timestamptz not null,
  check ((state = 'waiting') = (waiting_since is not null)),
  check ((erased_at is null) = (details is not null) and (erased_at is null) = (person_key is not null)
    and (erased_at is null) = (phone_key is not null)),
  check ((session_id is null) = (place is null) and (session_id is null) = (starts_at is null) and (session_id is null) = (day is null)
    and (session_id is null) = (number is null)),
  check (state not in ('booked', 'moved', 'came', 'no_show') or session_id is not null),
  check (state <> 'waiting' or session_id is null)
);
create unique index booking_place_held on booking (session_id, place) where state in ('booked', 'moved', 'came', 'no_show');
-- Nobody stands twice for one specialty.
create unique index booking_once_a_person on booking (mission_id, specialty, person_key) where state in ('booked', 'moved', 'waiting');
create unique index booking_ticket on booking (mission_id, day, number);
create index on booking (mission_id, phone_key);
create index on booking (mission_id, specialty, waiting_since, id) where state = 'waiting';
create index booking_to_remind on booking (starts_at) where state in ('booked', 'moved') and reminded_at is null;
create index booking_to_tell on booking (changed_at) where to_tell is not null;
create index on booking (owner_organisation);

-- The last ticket of a day. It only counts up: the number of who moved to another day is not given again.
create table booking_counter (
  mission_id uuid not null references mission,
  day date not null,
  last integer not null,
  primary key (mission_id, day)
);

-- Everybody who books without an account comes in as this service: it sees bookings and nothing else of any organisation.
create function enter_public_booking() returns void language sql security definer set search_path = public, pg_temp
  begin atomic select seat(null, 'publicBooking', null); end;
revoke all on function enter_public_booking() from public;
grant execute on function enter_public_booking() to yntymaq_app;

-- Whether the acting organisation has a part in a mission: it is the host, or comes.
create function mission_takes_part(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return exists (select from mission m where m.id = wanted and (m.owner_organisation = actor_organisation()
    or exists (select from mission_visitor v where v.mission_id = m.id and v.organisation_id = actor_organisation())));
revoke all on function mission_takes_part(uuid) from public;
grant execute on function mission_takes_part(uuid) to yntymaq_app;

-- How many places of a mission are given out and how many wait, for whoever takes part in it and plans, without seeing who they are.
create function mission_booked(wanted uuid) returns jsonb stable language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not mission_takes_part(wanted) then
    return null;
  end if;
  return (select jsonb_build_object('places', count(*) filter (where b.state in ('booked', 'moved', 'came', 'no_show')),
    'waiting', count(*) filter (where b.state = 'waiting')) from booking b where b.mission_id = wanted);
end $$;
revoke all on function mission_booked(uuid) from public;
grant execute on function mission_booked(uuid) to yntymaq_app;

-- How many places a session has: the twin of `placesOf` in src/modules/missions/booking.ts.
create function session_places(starts time, ends time, capacity_per_hour integer) returns integer immutable language sql
  return floor(extract(epoch from ends - starts) / 60 * capacity_per_hour / 60)::integer;

-- A booking belongs to its mission and its session, holds a place that there is, and gets its number with its day.
create function booking_is_whole() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  s record;
begin
  select m.owner_organisation, m.is_demo into new.owner_organisation, new.is_demo from mission m where m.id = new.mission_id;
  if new.session_id is null or (tg_op = 'UPDATE' and new.session_id is not distinct from old.session_id
                                and new.place is not distinct from old.place) then
    return new;
  end if;
  select x.*, v.zone, m.state as mission_state into s from mission_session x
    join mission_room r on r.id = x.room_id join mission_venue v on v.id = r.venue_id join mission m on m.id = x.mission_id
    where x.id = new.session_id;
  if s.mission_id <> new.mission_id or s.specialty <> new.specialty or s.cancelled_at is not null
     or s.mission_state not in ('announced', 'running') or new.place >= session_places(s.starts, s.ends, s.capacity_per_hour) then
    raise exception 'no such place' using errcode = 'check_violation';
  end if;
  if tg_op = 'INSERT' or new.number is null or new.day is distinct from s.day then
    insert into booking_counter as c values (new.mission_id, s.day, 1)
      on conflict (mission_id, day) do update set last = c.last + 1 returning last into new.number;
  end if;
  new.day := s.day;
  return new;
end $$;
create trigger is_whole before insert or update of session_id, place, mission_id on booking for each row
  execute function booking_is_whole();

-- What happened, in the same transaction: names of fields, never what they hold.
create function booking_happened() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  m record;
begin
  select partnership_id, side_id into m from mission where id = new.mission_id;
  insert into event (id, at, person, service, owner_organisation, partnership_id, side_id, visibility, is_demo, subject, subject_id,
                     action, fields)
    values (gen_random_uuid(), new.changed_at, actor_person(), case when actor_person() is null then coalesce(actor_service(), 'owner') end,
            new.owner_organisation, m.partnership_id, m.side_id, 'own_side', new.is_demo, 'booking', new.id,
            case when tg_op = 'INSERT' then 'record' else 'change' end,
            case when tg_op = 'INSERT' then '{state}'::text[]
                 else array_remove(array[case when old.state <> new.state then 'state' end,
                   case when (old.session_id, old.place) is distinct from (new.session_id, new.place) then 'place' end,
                   case when old.to_tell is distinct from new.to_tell then 'notice' end,
                   case when old.reminded_at is distinct from new.reminded_at then 'reminder' end,
                   case when old.erased_at is distinct from new.erased_at then 'details' end], null) end);
  if tg_op = 'UPDATE' and new.to_tell is not null and new.to_tell is distinct from old.to_tell then
    perform wake_job('tendBookings');
  end if;
  return null;
end $$;
create trigger happened after insert or update on booking for each row execute function booking_happened();

-- The sessions of a mission that is open for booking, with the places that are held; nothing of who holds them.
create function booking_sessions(of_mission uuid) returns table (id uuid, specialty text, day date, starts_at timestamptz, minutes integer,
    capacity_per_hour integer, kept_referred integer, kept_children integer, kept_disability integer, taken integer[], room text,
    venue_id uuid, zone text) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select s.id, s.specialty, s.day, (s.day + s.starts) at time zone v.zone, (extract(epoch from s.ends - s.starts) / 60)::integer,
           s.capacity_per_hour, s.kept_referred, s.kept_children, s.kept_disability,
           array(select b.place from booking b where b.session_id = s.id and b.state in ('booked', 'moved', 'came', 'no_show')),
           r.name, v.id, v.zone
    from mission m join mission_session s on s.mission_id = m.id join mission_room r on r.id = s.room_id
    join mission_venue v on v.id = r.venue_id
    where m.id = of_mission and m.state in ('announced', 'running') and s.cancelled_at is null
    order by s.day, s.starts, r.name, s.id;
  end;
revoke all on function booking_sessions(uuid) from public;
grant execute on function booking_sessions(uuid) to yntymaq_app, yntymaq_worker;

-- What a ticket and a message show of the mission, the venue and the room, whatever became of them.
create function booking_surroundings(of_mission uuid, of_session uuid) returns jsonb stable language sql security definer
  set search_path = public, pg_temp
  return (select jsonb_build_object('slug', m.slug, 'title', m.title, 'state', m.state, 'isDemo', m.is_demo, 'languages', m.languages,
      'host', (select o.names from organisation o where o.id = m.owner_organisation), 'room', r.name, 'venue', v.name,
      'address', v.address, 'zone', coalesce(v.zone, (select w.zone from mission_venue w where w.mission_id = m.id order by w.id limit 1)))
    from mission m left join mission_session s on s.id = of_session and s.mission_id = m.id left join mission_room r on r.id = s.room_id
    left join mission_venue v on v.id = r.venue_id
    where m.id = of_mission and m.state <> 'draft');
revoke all on function booking_surroundings(uuid, uuid) from public;
grant execute on function booking_surroundings(uuid, uuid) to yntymaq_app, yntymaq_worker;

-- Missions in which somebody waits or holds a place that is no longer there: what the job looks after.
create function bookings_to_tend() returns table (mission_id uuid) language plpgsql stable security definer
  set search_path = public, pg_temp as $$
begin
  perform must_be_service('tendBookings');
  return query select distinct b.mission_id from booking b join mission m on m.id = b.mission_id
    left join mission_session s on s.id = b.session_id
    where b.state = 'waiting'
       or (b.state in ('booked', 'moved') and (m.state = 'cancelled' or s.cancelled_at is not null) and b.starts_at > now());
end $$;
revoke all on function bookings_to_tend() from public;
grant execute on function bookings_to_tend() to yntymaq_worker;

alter table booking enable row level security;
alter table booking_counter enable row level security;
grant select, insert, update (state, session_id, place, starts_at, day, number, waiting_since, reminded_at, to_tell, version, changed_at)
  on booking to yntymaq_app;
grant select, update (state, session_id, place, starts_at, day, number, waiting_since, reminded_at, to_tell, version, changed_at)
  on booking to yntymaq_worker;
create policy seen on booking for select to yntymaq_app using (
  (select actor_service()) = 'publicBooking' or ((select actor_is_clinical()) and mission_takes_part(mission_id)));
-- Without an account: for a mission that is announced to all.
create policy booked on booking for insert to yntymaq_app with check (
  case when (select actor_service()) = 'publicBooking'
    then channel = 'public' and booked_by is null and exists (select from mission m where m.id = mission_id and m.visibility = 'public')
    else channel = 'operator' and booked_by = (select actor_person()) and (select actor_is_clinical()) and (select actor_reaches('officer'))
      and mission_takes_part(mission_id) end);
create policy changed on booking for update to yntymaq_app using (
  (select actor_service()) = 'publicBooking'
  or ((select actor_is_clinical()) and (select actor_reaches('officer')) and mission_takes_part(mission_id)));
create policy tended on booking to yntymaq_worker using ((select actor_service()) = 'tendBookings');

-- Takes who booked out of bookings, for good: of one whose secret somebody has or that a clinical officer of its mission is asked for,
-- once nothing is held any more; and of a host's bookings of days before a day, by the job that lets go.
create function erase_booking(wanted uuid, at timestamptz) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  update booking b set details = null, person_key = null, phone_key = null, erased_at = at, to_tell = null, version = b.version + 1,
    changed_at = at
    where b.id = wanted and b.erased_at is null and (b.state in ('cancelled', 'came', 'no_show') or b.starts_at < at)
      and (actor_service() is not distinct from 'publicBooking'
        or (actor_is_clinical() and actor_reaches('officer') and mission_takes_part(b.mission_id)));
  return found;
end $$;
revoke all on function erase_booking(uuid, timestamptz) from public;
grant execute on function erase_booking(uuid, timestamptz) to yntymaq_app;
create function let_go_bookings(of_organisation uuid, before timestamptz) returns setof uuid language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform must_be_service('applyRetention');
  return query update booking b set details = null, person_key = null, phone_key = null, erased_at = now(), to_tell = null,
      version = b.version + 1, changed_at = now(),
      state = case when b.state = 'waiting' then 'cancelled' else b.state end, waiting_since = null
    where b.owner_organisation = of_organisation and b.erased_at is null and coalesce(b.starts_at, b.booked_at) < before
    returning b.id;
end $$;
revoke all on function let_go_bookings(uuid, timestamptz) from public;
grant execute on function let_go_bookings(uuid, timestamptz) to yntymaq_worker;

-- What the public site reads: missions that are announced, where and when, and which places are free.
create view public_mission as
  select m.id, m.slug, m.title, m.languages, m.state, m.is_demo, m.owner_organisation, m.partnership_id, m.changed_at,
         array(select v.organisation_id from mission_visitor v where v.mission_id = m.id) as visitors
  from mission m join partnership p on p.id = m.partnership_id and p.visibility = 'public'
  where m.visibility = 'public' and m.state <> 'draft';
create view public_mission_venue as
  select v.id, v.mission_id, v.name, v.place, v.zone, v.address from mission_venue v join public_mission m on m.id = v.mission_id;
create view public_mission_hours as
  select s.id, s.mission_id, s.specialty, s.day, (s.day + s.starts) at time zone v.zone as starts_at,
         (extract(epoch from s.ends - s.starts) / 60)::integer as minutes, s.capacity_per_hour, s.kept_referred, s.kept_children,
         s.kept_disability, r.name as room, v.id as venue_id, v.zone
  from mission_session s join public_mission m on m.id = s.mission_id join mission_room r on r.id = s.room_id
  join mission_venue v on v.id = r.venue_id
  where s.cancelled_at is null;
-- Which places are held; not by whom.
create view public_mission_place as
  select b.session_id as hours_id, b.place from booking b join public_mission m on m.id = b.mission_id
  where b.state in ('booked', 'moved', 'came', 'no_show');
-- How many wait, by specialty.
create view public_mission_waiting as
  select b.mission_id, b.specialty, count(*)::integer as people from booking b join public_mission m on m.id = b.mission_id
  where b.state = 'waiting' group by b.mission_id, b.specialty;
grant select on public_mission, public_mission_venue, public_mission_hours, public_mission_place, public_mission_waiting
  to yntymaq_public;
