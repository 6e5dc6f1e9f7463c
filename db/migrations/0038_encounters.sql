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
  changed_by uuid not null,
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
grant update (people, specialty, place, zone, room, clinician_id, signed_at, waited_minutes, next_step, was_treated, was_operated,
  age_group, sex, content, content_hash, state, open_because, amended_from, withdrawn_because, followed_up_at, followed_up_how,
  version, changed_at) on encounter to yntymaq_app;
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
