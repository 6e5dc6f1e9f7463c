-- Encounters at the centre: when the patient of a referral arrives, each fraction that is given, and whatever else a clinician of the
-- receiver writes down of a visit. They lie beside those of missions (0038), sealed under the patient's key. Whoever records one is no
-- mission's clinician: it is said which person, or whose system, it was.
alter table encounter
  alter column side_id drop not null,
  add column referral_id uuid references referral,
  add column kind text check (kind in ('arrival', 'fraction', 'visit')),
  add column fraction smallint check (fraction between 1 and 200),
  add column clinician_person uuid,
  add check (mission_id is null or (side_id is not null and referral_id is null)),
  add check (num_nonnulls(referral_id, kind, clinician_person) in (0, 3)),
  add check (referral_id is null or (clinician_id is null and patient_id is not null and subject_id = patient_id)),
  add check ((fraction is not null) = (kind is not distinct from 'fraction'));
create index on encounter (referral_id, opened_at) where referral_id is not null;
-- A fraction is given once; one that was entered in error is recorded anew.
create unique index one_encounter_of_a_fraction on encounter (referral_id, fraction) where fraction is not null and state <> 'entered_in_error';

-- An encounter is of its referral: the receiver's, of its patient. What it is of never changes.
create function encounter_is_of_its_referral() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from referral r where r.id = new.referral_id and r.receiver_organisation = new.owner_organisation
      and r.partnership_id = new.partnership_id and r.patient_id = new.patient_id and r.is_demo = new.is_demo) then
    raise exception 'an encounter is of its referral' using errcode = 'check_violation';
  end if;
  return new;
end $$;
revoke all on function encounter_is_of_its_referral() from public;
create trigger of_its_referral before insert or update of referral_id, patient_id on encounter for each row
  when (new.referral_id is not null) execute function encounter_is_of_its_referral();

-- Of a mission: as before. Of a referral: read where the case is open to whoever asks, which asks the consent each time; recorded by who
-- treats, also where the consent has ended meanwhile, because what was done is to be on record.
alter policy seen_by_who_treats on encounter using (
  (select actor_is_clinical()) and referral_id is null
  and (owner_organisation = (select actor_organisation()) or mission_id = any ((select actor_visits())::uuid[])));
alter policy recorded_by_who_treats on encounter with check (
  (select actor_is_clinical()) and (select actor_reaches('officer')) and referral_id is null
  and (owner_organisation = (select actor_organisation()) or mission_id = any ((select actor_visits())::uuid[])));
alter policy changed_by_who_treats on encounter using (
  (select actor_is_clinical()) and (select actor_reaches('officer'))
  and (owner_organisation = (select actor_organisation()) or mission_id = any ((select actor_visits())::uuid[])));
create policy seen_on_the_referral on encounter for select to yntymaq_app using (
  referral_id is not null and (select actor_fact('token')) is null and case_is_open(referral_id));
create policy recorded_at_the_centre on encounter for insert to yntymaq_app with check (
  referral_id is not null and (select actor_moves_seats()) and owner_organisation = (select actor_organisation())
  and clinician_person = (select actor_person()) and state = 'finished'
  and exists (select from referral r where r.id = referral_id));
alter policy read_by_token on encounter using (
  (select actor_reads('{Encounter,Condition,Procedure,Patient}'))
  and case when referral_id is null
    then owner_organisation = (select actor_organisation()) or mission_id = any ((select actor_visits())::uuid[])
    else case_is_open(referral_id) end);

-- As other systems read them. A fraction is something that was done.
create or replace view fhir_encounter with (security_invoker = true) as
  select e.id, e.version, e.changed_at, e.mission_id, e.is_demo, e.specialty, e.state, e.subject_id, e.clinician_id,
         e.owner_organisation, e.opened_at, e.signed_at, coalesce(e.signed_at, 'infinity') as ended_at, coalesce(e.zone, 'UTC') as zone,
         e.room, e.content, e.was_operated, e.sex, e.referral_id, e.kind, e.fraction, e.clinician_person,
         e.was_operated or e.kind is not distinct from 'fraction' as was_done
  from encounter e;
-- Who was seen on a mission has no record of their own; the patient of a referral has.
create or replace view fhir_patient with (security_invoker = true) as
  select e.subject_id as id, sum(e.version) as version, max(e.changed_at) as changed_at, bool_or(e.is_demo) as is_demo,
         (array_agg(e.content order by e.changed_at desc, e.id desc))[1] as content,
         (array_agg(e.sex order by e.changed_at desc, e.id desc))[1] as sex
  from encounter e where e.referral_id is null group by e.subject_id;
