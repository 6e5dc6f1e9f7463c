-- Encounters: an examination of one person by one clinician, on a mission now, of a referral or a consultation later. What was said in
-- it lies sealed under the key of who was seen; in the clear stands only what is needed to find it, to follow it up and to count it.
create table encounter (
  -- On a mission the id that the device gave it.
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  is_demo boolean not null,
  mission_id uuid references mission,
  patient_id uuid references patient,
  -- Whose key seals the content: the visit on a mission, else the patient.
  subject_id uuid not null,
  -- By what one person is known again: keyed hashes, which mean nothing without the key of the installation. Several, where two
  -- spellings were found to be one person.
  people text[] not null check (cardinality(people) between 1 and 50),
  specialty text not null check (length(specialty) between 1 and 60),
  -- A place of the place table and its zone; null where the room was not one of the plan.
  place text,
  zone text,
  day date not null,
  room text check (length(room) <= 80),
  clinician_id uuid references mission_clinician,
  opened_at timestamptz not null,
  signed_at timestamptz,
  -- From taking a place in the queue until it was opened.
  waited_minutes integer check (waited_minutes between 0 and 1440),
  next_step text check (next_step in ('home', 'treatment_here', 'operation', 'referral', 'consultation')),
  was_treated boolean not null,
  was_operated boolean not null,
  age_group text not null check (age_group in ('0-17', '18-39', '40-64', '65+', 'unknown')),
  sex text not null check (sex in ('female', 'male', 'unknown')),
  content bytea not null,
  -- Keyed: whether what the devices say now is what stands here already.
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('in_progress', 'finished', 'entered_in_error')),
  -- Why it cannot be closed yet.
  open_because text check (open_because in ('not_signed', 'clinician_unknown', 'no_permission')),
  -- The version that was signed first and has been added to since.
  amended_from integer,
  withdrawn_because text check (length(trim(withdrawn_because)) between 10 and 500),
  followed_up_at timestamptz,
  followed_up_how text check (followed_up_how in ('done', 'declined', 'not_reached')),
  version integer not null,
  changed_at timestamptz not null,
  check ((state = 'in_progress') = (open_because is not null)),
  check ((state = 'entered_in_error') = (withdrawn_because is not null)),
  check (state <> 'finished' or signed_at is not null),
  check ((followed_up_at is null) = (followed_up_how is null)),
  check (mission_id is not null or patient_id is not null),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on encounter (mission_id, day);
create index on encounter (patient_id) where patient_id is not null;
create index on encounter (subject_id);
create index on encounter (owner_organisation, changed_at);
create index on encounter (clinician_id);
-- What is still to be done for somebody.
create index encounters_to_follow_up on encounter (mission_id, day)
  where state = 'finished' and followed_up_at is null and next_step in ('operation', 'referral', 'consultation');

-- What an encounter said before. Nothing signed is overwritten.
create table encounter_version (
  encounter_id uuid not null references encounter,
  version integer not null,
  state text not null,
  content bytea not null,
  until timestamptz not null,
  -- Null: the job did, by what the devices said.
  changed_by uuid,
  primary key (encounter_id, version)
);

-- Signing wants a permission that ran on that day, or somebody with one who answers: whatever the application asks.
create function encounter_is_signed_by_who_may() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and old.state <> 'in_progress' and new.state = 'in_progress' then
    raise exception 'what was closed is not opened again' using errcode = 'check_violation';
  end if;
  if new.state = 'finished' and new.mission_id is not null and (tg_op = 'INSERT' or old.state <> 'finished')
    and (new.clinician_id is null or not mission_may_sign(new.clinician_id, new.day)) then
    raise exception 'no encounter is closed without a permission to practise' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function encounter_is_signed_by_who_may() from public;
create trigger signed_by_who_may before insert or update of state on encounter for each row
  execute function encounter_is_signed_by_who_may();

-- An encounter is of its mission: owner, partnership, demonstration and clinician follow it.
create function encounter_is_of_its_mission() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not exists (select from mission m where m.id = new.mission_id and m.owner_organisation = new.owner_organisation
      and m.partnership_id = new.partnership_id and m.side_id = new.side_id and m.is_demo = new.is_demo)
    or (new.clinician_id is not null and not exists (
      select from mission_clinician c where c.id = new.clinician_id and c.mission_id = new.mission_id)) then
    raise exception 'an encounter is of its mission' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function encounter_is_of_its_mission() from public;
create trigger of_its_mission before insert or update of mission_id, clinician_id on encounter for each row
  when (new.mission_id is not null) execute function encounter_is_of_its_mission();

-- Clinical people of the host and of who came to the mission; nobody else, whatever a mission's visibility.
alter table encounter enable row level security;
grant select, insert on encounter to yntymaq_app;
grant update (people, specialty, place, zone, day, room, clinician_id, opened_at, signed_at, waited_minutes, next_step, was_treated,
  was_operated, age_group, sex, content, content_hash, state, open_because, amended_from, withdrawn_because, followed_up_at,
  followed_up_how, version, changed_at) on encounter to yntymaq_app;
create policy seen_by_who_treats on encounter for select to yntymaq_app using (
  (select actor_is_clinical())
  and (owner_organisation = (select actor_organisation()) or mission_id = any ((select actor_visits())::uuid[]))
);
create policy recorded_by_who_treats on encounter for insert to yntymaq_app with check (
  (select actor_is_clinical()) and (select actor_reaches('officer'))
  and (owner_organisation = (select actor_organisation()) or mission_id = any ((select actor_visits())::uuid[]))
);
create policy changed_by_who_treats on encounter for update to yntymaq_app using (
  (select actor_is_clinical()) and (select actor_reaches('officer'))
  and (owner_organisation = (select actor_organisation()) or mission_id = any ((select actor_visits())::uuid[]))
);
alter table encounter_version enable row level security;
grant select, insert on encounter_version to yntymaq_app;
create policy seen_with_its_encounter on encounter_version for select to yntymaq_app using (
  (select actor_is_clinical()) and exists (select from encounter e where e.id = encounter_id));
create policy kept_in_ones_own_name on encounter_version for insert to yntymaq_app with check (
  changed_by = (select actor_person()) and (select actor_is_clinical()) and (select actor_reaches('officer'))
  and exists (select from encounter e where e.id = encounter_id));

-- What is counted of a mission, or of all missions of its promise: no name, no content, no id of an encounter. For organisations that
-- take part in the mission; demonstration is counted with demonstration alone.
create function countable_encounters(wanted uuid, with_its_promise boolean) returns table (mission uuid, owner uuid, place text,
    day date, specialty text, people text[], age_group text, sex text, next_step text, was_treated boolean, was_operated boolean,
    waited_minutes integer) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select e.mission_id, e.owner_organisation, e.place, e.day, e.specialty, e.people, e.age_group, e.sex, e.next_step, e.was_treated,
      e.was_operated, e.waited_minutes
    from mission m
    join mission o on o.id = m.id
      or (with_its_promise and o.commitment_id = m.commitment_id and o.partnership_id = m.partnership_id and o.is_demo = m.is_demo)
    join encounter e on e.mission_id = o.id
    where m.id = wanted and e.state = 'finished' and e.is_demo = m.is_demo
      and (m.owner_organisation = actor_organisation() or m.id = any (actor_visits()));
  end;
revoke all on function countable_encounters(uuid, boolean) from public;
grant execute on function countable_encounters(uuid, boolean) to yntymaq_app;

-- What a delivery was counted from: how many closed encounters, and by place and day. `public_breakdown` is the same with small numbers
-- taken out: the public site reads that alone, and never the other.
create table delivery_count (
  delivery_id uuid primary key references delivery,
  encounters integer not null check (encounters > 0),
  breakdown jsonb not null,
  public_encounters jsonb not null,
  public_breakdown jsonb not null,
  counted_at timestamptz not null
);
alter table delivery_count enable row level security;
grant select, insert, update (encounters, breakdown, public_encounters, public_breakdown, counted_at) on delivery_count to yntymaq_app;
create policy seen_with_its_delivery on delivery_count for select to yntymaq_app using (
  exists (select from delivery d where d.id = delivery_id and d.partnership_id = any ((select actor_partnerships())::uuid[])));
create policy counted_by_its_owner on delivery_count for insert to yntymaq_app with check (
  (select actor_reaches('officer'))
  and exists (select from delivery d where d.id = delivery_id and d.owner_organisation = (select actor_organisation())));
create policy recounted_by_its_owner on delivery_count for update to yntymaq_app using (
  (select actor_reaches('officer'))
  and exists (select from delivery d where d.id = delivery_id and d.owner_organisation = (select actor_organisation())));

create view public_delivery_count as
  select n.delivery_id, d.commitment_id, n.public_encounters as encounters, n.public_breakdown as breakdown, n.counted_at
  from delivery_count n join public_delivery d on d.id = n.delivery_id;
grant select on public_delivery_count to yntymaq_public;

-- The result of a mission as everybody may read it. Small numbers are gone before it is stored: nothing here can give them back.
create table mission_result (
  mission_id uuid primary key references mission,
  figures jsonb not null,
  -- Null: taken back.
  published_at timestamptz,
  published_by uuid not null,
  version integer not null
);
alter table mission_result enable row level security;
grant select, insert, update (figures, published_at, published_by, version) on mission_result to yntymaq_app;
create policy seen_with_its_mission on mission_result for select to yntymaq_app using (
  exists (select from mission m where m.id = mission_id));
create policy published_by_the_host on mission_result for insert to yntymaq_app with check (
  published_by = (select actor_person()) and (select actor_may('coordinator', '{missions.publish}'))
  and exists (select from mission m where m.id = mission_id and m.owner_organisation = (select actor_organisation())));
create policy changed_by_the_host on mission_result for update to yntymaq_app using (
  (select actor_may('coordinator', '{missions.publish}'))
  and exists (select from mission m where m.id = mission_id and m.owner_organisation = (select actor_organisation())))
  with check (published_by = (select actor_person()));

create view public_mission_result as
  select m.id as mission_id, m.slug, m.title, m.is_demo, m.partnership_id, p.slug as partnership, p.names as partnership_names,
         m.owner_organisation as host_id,
         case when c.id is null then null else m.commitment_id end as commitment_id, r.figures, r.published_at
  from mission_result r
  join mission m on m.id = r.mission_id and m.visibility = 'public' and m.state in ('running', 'closed')
  join public_partnership p on p.id = m.partnership_id
  left join public_commitment c on c.id = m.commitment_id
  where r.published_at is not null;
grant select on public_mission_result to yntymaq_public;

-- What has come since encounters and the ledger were last brought up to date: only ever added to, in the transaction in which it
-- happened, and taken out in the one that has done it. Whoever is killed in between leaves it, and does it the next time.
create table mission_touched (
  position bigint generated always as identity primary key,
  mission_id uuid not null references mission,
  -- Null: no visit has changed, but what is counted has.
  visit_id uuid
);
create index on mission_touched (mission_id, visit_id);

-- By what each visit depends on others, as keyed hashes: who is one person with whom, and who names whose encounter. When one visit
-- changes, those that share one of these with it are looked at again, and no others.
create table projected_visit (
  mission_id uuid not null references mission,
  visit_id uuid not null,
  owner_organisation uuid not null references organisation,
  links text[] not null,
  primary key (mission_id, visit_id)
);
create index on projected_visit using gin (links);
create index on projected_visit (owner_organisation);
-- What each device was taken to be wrong by. What it learns later holds for what it had written before.
create table projected_clock (
  mission_id uuid not null references mission,
  device_id uuid not null references mission_device,
  owner_organisation uuid not null references organisation,
  offset_ms bigint not null,
  primary key (mission_id, device_id)
);
create index on projected_clock (owner_organisation);

create function operations_touch() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into mission_touched (mission_id, visit_id)
    select distinct o.mission_id, o.visit_id from fresh o where not o.held and o.visit_id is not null;
  return null;
end $$;
revoke all on function operations_touch() from public;
create trigger touches after insert on mission_operation referencing new table as fresh for each statement
  execute function operations_touch();
create function operations_released_touch() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into mission_touched (mission_id, visit_id)
    select distinct o.mission_id, o.visit_id from fresh o join stale s using (id)
    where o.held <> s.held and o.visit_id is not null;
  return null;
end $$;
revoke all on function operations_released_touch() from public;
create trigger released_touches after update on mission_operation referencing new table as fresh old table as stale for each statement
  execute function operations_released_touch();

-- A permission, a room or a venue that is put right later: every encounter of the mission may stand otherwise.
create function plan_touches() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  touched uuid := coalesce(to_jsonb(new) ->> 'mission_id',
    (select v.mission_id::text from mission_venue v where v.id = (to_jsonb(new) ->> 'venue_id')::uuid))::uuid;
begin
  insert into mission_touched (mission_id, visit_id)
    select distinct e.mission_id, e.subject_id from encounter e where e.mission_id = touched
      and not exists (select from mission_touched t where t.mission_id = touched and t.visit_id = e.subject_id);
  return null;
end $$;
revoke all on function plan_touches() from public;
create trigger touches after insert or update on mission_clinician for each row execute function plan_touches();
create trigger touches after insert or update on mission_room for each row execute function plan_touches();
create trigger touches after insert or update on mission_venue for each row execute function plan_touches();
create trigger touches after insert or update of room_id, day on mission_session for each row execute function plan_touches();

-- What a person did to an encounter, and for which promise a mission counts: it is counted again.
create function counting_touched() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into mission_touched (mission_id)
    select distinct o.id from mission m join mission o on o.id = m.id or (o.commitment_id = m.commitment_id and o.is_demo = m.is_demo)
    where m.id = case when tg_table_name = 'mission' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'mission_id')::uuid end;
  return null;
end $$;
revoke all on function counting_touched() from public;
create trigger counting after update of state on encounter for each row
  when (new.state = 'entered_in_error' and old.state <> new.state and new.mission_id is not null) execute function counting_touched();
create trigger counting after update of commitment_id on mission for each row
  when (new.commitment_id is distinct from old.commitment_id) execute function counting_touched();

-- Missions of which something waits, for the job: each with its host.
create function missions_touched() returns table (mission uuid, host uuid, counts boolean) stable language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform must_be_service('countMissions');
  return query select t.mission_id, m.owner_organisation, bool_and(t.visit_id is null)
    from mission_touched t join mission m on m.id = t.mission_id group by t.mission_id, m.owner_organisation order by min(t.position);
end $$;
revoke all on function missions_touched() from public;
grant execute on function missions_touched() to yntymaq_worker;

-- Takes visits out that wait to be looked at; whoever rolls back has taken none.
create function take_touched_visits(of_mission uuid, at_most integer) returns table (visit uuid) language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not exists (select from mission m where m.id = of_mission and m.owner_organisation = actor_organisation())
     or not (actor_is_clinical() or actor_service() is not distinct from 'countMissions') then return; end if;
  return query with due as (
      select t.visit_id from mission_touched t where t.mission_id = of_mission and t.visit_id is not null
      group by t.visit_id order by min(t.position) limit at_most),
    taken as (delete from mission_touched t using due where t.mission_id = of_mission and t.visit_id = due.visit_id)
    select due.visit_id from due;
end $$;
-- The visits of a mission wait to be looked at, all of them or those that these devices wrote without knowing the time.
create function touch_visits(of_mission uuid, devices uuid[]) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into mission_touched (mission_id, visit_id)
    select distinct o.mission_id, o.visit_id from mission_operation o join mission m on m.id = o.mission_id
    where o.mission_id = of_mission and m.owner_organisation = actor_organisation() and o.visit_id is not null and not o.held
      and (actor_is_clinical() or actor_service() is not distinct from 'countMissions')
      and (devices is null or (o.device_id = any (devices) and o.offset_ms is null));
end $$;
-- What is counted has changed: for the mission, and for every other host of its promise.
create function touch_counts(of_mission uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into mission_touched (mission_id)
    select distinct on (o.owner_organisation) o.id from mission m
    join mission o on o.id = m.id or (o.commitment_id = m.commitment_id and o.partnership_id = m.partnership_id and o.is_demo = m.is_demo)
    where m.id = of_mission and m.owner_organisation = actor_organisation()
    order by o.owner_organisation, (o.id = m.id) desc, o.id;
end $$;
-- What waited to be counted is counted in this transaction.
create function take_touched_counts(of_mission uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from mission_touched t using mission m where m.id = t.mission_id and t.mission_id = of_mission and t.visit_id is null
    and m.owner_organisation = actor_organisation();
  return found;
end $$;
revoke all on function take_touched_visits(uuid, integer), touch_visits(uuid, uuid[]), touch_counts(uuid), take_touched_counts(uuid) from public;
grant execute on function take_touched_visits(uuid, integer), touch_visits(uuid, uuid[]), touch_counts(uuid), take_touched_counts(uuid)
  to yntymaq_app, yntymaq_worker;

-- The job does what a clinical person of the host may do by hand, for the host in whose name it works, and nothing else.
alter table mission_touched enable row level security;
alter table projected_visit enable row level security;
alter table projected_clock enable row level security;
create function actor_counts(host uuid) returns boolean stable language sql
  return coalesce(actor_service() = 'countMissions' and host = actor_organisation(), false);
grant select, insert, update (links) on projected_visit to yntymaq_app, yntymaq_worker;
grant select, insert, update (offset_ms) on projected_clock to yntymaq_app, yntymaq_worker;
do $$
declare
  name text;
begin
  foreach name in array array['projected_visit', 'projected_clock'] loop
    execute format('create policy kept_by_the_host on %I to yntymaq_app
      using (owner_organisation = (select actor_organisation()) and (select actor_is_clinical()) and (select actor_reaches(''officer'')))', name);
    execute format('create policy kept_by_the_job on %I to yntymaq_worker using (actor_counts(owner_organisation))', name);
  end loop;
  foreach name in array array['mission', 'mission_operation'] loop
    execute format('create policy counted_by_the_job on %I for select to yntymaq_worker using (actor_counts(owner_organisation))', name);
  end loop;
  foreach name in array array['mission_venue', 'mission_session', 'mission_clinician', 'mission_visitor'] loop
    execute format('create policy counted_by_the_job on %1$I for select to yntymaq_worker using (
      exists (select from mission m where m.id = %1$I.mission_id))', name);
  end loop;
  foreach name in array array['encounter', 'delivery', 'correction'] loop
    execute format('create policy entered_by_the_job on %I for insert to yntymaq_worker with check (actor_counts(owner_organisation))', name);
  end loop;
end $$;
grant select on mission, mission_venue, mission_room, mission_session, mission_clinician, mission_visitor, mission_operation, encounter,
  encounter_version, commitment, delivery, correction, delivery_count to yntymaq_worker;
create policy counted_by_the_job on mission_room for select to yntymaq_worker using (
  exists (select from mission_venue v where v.id = mission_room.venue_id));
grant insert on encounter, encounter_version, delivery, correction, delivery_count to yntymaq_worker;
grant update (people, specialty, place, zone, day, room, clinician_id, opened_at, signed_at, waited_minutes, next_step, was_treated,
  was_operated, age_group, sex, content, content_hash, state, open_because, amended_from, version, changed_at) on encounter to yntymaq_worker;
create policy seen_by_the_job on encounter for select to yntymaq_worker using (actor_counts(owner_organisation));
create policy changed_by_the_job on encounter for update to yntymaq_worker using (actor_counts(owner_organisation));
create policy seen_by_the_job on encounter_version for select to yntymaq_worker using (
  exists (select from encounter e where e.id = encounter_id));
create policy kept_by_the_job on encounter_version for insert to yntymaq_worker with check (
  changed_by is null and exists (select from encounter e where e.id = encounter_id));
-- Who came and who did not is said of the host's bookings.
create policy settled_by_the_job on booking to yntymaq_worker using (actor_counts(owner_organisation));
-- Bookings of whom nobody heard, some hours after the end of a day on which people were seen: for the job that looks after bookings.
create function bookings_missed(at timestamptz, grace interval) returns table (booking uuid, mission uuid) language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('tendBookings');
  return query select b.id, b.mission_id from booking b join mission_session s on s.id = b.session_id
    join mission_room r on r.id = s.room_id join mission_venue v on v.id = r.venue_id
    where b.state in ('booked', 'moved') and (b.day + 1)::timestamp at time zone v.zone + grace < at
      and exists (select from encounter e where e.mission_id = b.mission_id and e.day = b.day);
end $$;
revoke all on function bookings_missed(timestamptz, interval) from public;
grant execute on function bookings_missed(timestamptz, interval) to yntymaq_worker;
-- In the ledger it sees the promises of the host's own partnerships and touches no entry but those that were counted from missions.
create policy seen_by_the_job on commitment for select to yntymaq_worker using (
  (select actor_service()) = 'countMissions' and partnership_id = any ((select actor_partnerships())::uuid[])
  and (visibility <> 'own_side' or side_id = any ((select actor_sides())::uuid[])));
create policy seen_by_the_job on delivery for select to yntymaq_worker using (
  actor_counts(owner_organisation) and starts_with(source_record, 'missions:'));
create policy told_by_missions on delivery as restrictive for insert to yntymaq_worker with check (
  starts_with(source_record, 'missions:') and side_id = any ((select actor_sides())::uuid[]) and settlement_id is null
  and exists (select from commitment c where c.id = commitment_id and c.partnership_id = delivery.partnership_id));
grant update (corrected_at, reported_on, version, changed_at) on delivery to yntymaq_worker;
create policy corrected_by_the_job on delivery for update to yntymaq_worker using (
  actor_counts(owner_organisation) and starts_with(source_record, 'missions:'));
-- Nobody's own name: the log says that the records were counted again.
alter table correction alter column person drop not null;
create policy of_what_it_counted on correction as restrictive for insert to yntymaq_worker with check (
  person is null and exists (select from delivery d where d.id = delivery_id and d.commitment_id = correction.commitment_id));
create policy seen_by_the_job on correction for select to yntymaq_worker using (actor_counts(owner_organisation));
grant update (encounters, breakdown, public_encounters, public_breakdown, counted_at) on delivery_count to yntymaq_worker;
create policy counted_by_the_job on delivery_count to yntymaq_worker using (exists (select from delivery d where d.id = delivery_id));
grant execute on function countable_encounters(uuid, boolean), mission_may_sign(uuid, date), actor_visits() to yntymaq_worker;
