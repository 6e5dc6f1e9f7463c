-- Referrals as other systems read them: the sender's request and the receiver's task, each with the version of its own row. They run
-- with the rights of whoever asks. What a system wrote of one is kept in the store under the same id, and shown with this truth over it.

-- A task is called by its referral's id with one sign changed, so that neither is taken for the other.
create function fhir_task_id(of_referral uuid) returns uuid immutable language sql
  return overlay(of_referral::text placing '9' from 15 for 1)::uuid;

create view fhir_service_request with (security_invoker = true) as
  select r.id, r.version, r.changed_at, r.is_demo, r.number, r.owner_organisation, r.commission_organisation, r.receiver_organisation,
         r.patient_id, r.quota_id, r.state, r.stage, r.priority, r.created_at, r.asked_at, r.previous_id, r.reason,
         coalesce(r.asked_at, r.created_at) as authored_at
  from referral r;
create view fhir_task with (security_invoker = true) as
  select fhir_task_id(r.id) as id, t.version, greatest(t.changed_at, r.changed_at) as changed_at, r.is_demo, r.id as referral_id, r.number,
         r.owner_organisation, r.receiver_organisation, r.patient_id, t.state, r.stage, r.priority, t.reason, t.arrival, t.arrival_time,
         t.until, t.arrived_at, t.started_at, t.discharged_at, t.fractions_planned, t.fractions_done, r.due_at,
         coalesce(r.asked_at, r.created_at) as authored_at
  from referral r join referral_task t on t.referral_id = r.id;
grant select on fhir_service_request, fhir_task to yntymaq_app;

-- Whether the system of an organisation that takes part in a patient's care asks, whose token says that it works on referrals. The
-- consent is asked each time, as for people (is_in_care).
create function system_is_in_care(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return actor_fact('token') is not null and actor_works_on_cases() and exists (
    select from care_part p where p.patient_id = wanted and p.organisation_id = actor_organisation() and (p.until is null or p.until > now())
      and (p.ground = 'custodian' or (consent_stands(p.consent_id) and consent_covers(p.consent_id, p.organisation_id))));
revoke all on function system_is_in_care(uuid) from public;
grant execute on function system_is_in_care(uuid) to yntymaq_app;
-- Such a system brings a case before a board, and brings what a board decided elsewhere with its reasons. It has no rung: its scopes say
-- whether it may write.
alter policy opened_in_care on board_case with check (
  (select actor_works_on_cases()) and ((select actor_reaches('officer')) or (select actor_moves_seats()))
  and (owner_organisation = (select actor_organisation()) or (select actor_organisation()) = any (parties))
  and state = 'open' and round = 1 and outcome is null and (is_care_open(patient_id) or system_is_in_care(patient_id))
  and exists (select from board b where b.id = board_id));
alter policy moved_by_its_parties on board_case
  using ((select actor_works_on_cases()) and ((select actor_reaches('officer')) or (select actor_moves_seats()))
    and (owner_organisation = (select actor_organisation()) or (select actor_organisation()) = any (parties)));
alter policy seen_in_care on board_reason using (
  exists (select from board_case c where c.id = case_id and (is_care_open(c.patient_id) or system_is_in_care(c.patient_id))));
alter policy said_by_the_board on board_reason with check (exists (
  select from board_case c join board b on b.id = c.board_id
  where c.id = case_id and c.state = 'open' and c.owner_organisation = (select actor_organisation())
    and ((select actor_reaches('officer')) or ((select actor_brings_decisions()) and b.votes_elsewhere))));

-- What modules hold, by systems. A system has neither rung nor clinical power: whether it may write is what its scopes say of each type,
-- and whose it may see is who takes part in the care, with the consent asked each time, as for people.

-- Whether a token asks that may do one of these things (of c, r, u, d, s) with one of these types.
create function system_does(types text[], acts text) returns boolean stable language sql
  return actor_fact('token') is not null and actor_fhir_types(acts) && types;
create function system_takes_part(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return actor_fact('token') is not null and exists (
    select from care_part p where p.patient_id = wanted and p.organisation_id = actor_organisation() and (p.until is null or p.until > now())
      and (p.ground = 'custodian' or (consent_stands(p.consent_id) and consent_covers(p.consent_id, p.organisation_id))));
create function system_answers_for(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return actor_fact('token') is not null and exists (select from patient p where p.id = wanted and p.custodian = actor_organisation());
revoke all on function system_takes_part(uuid), system_answers_for(uuid) from public;
grant execute on function system_takes_part(uuid), system_answers_for(uuid) to yntymaq_app;

-- Patients: registered and changed by the systems of the organisation that answers for them.
create policy seen_by_systems on patient for select to yntymaq_app using (
  (select system_does('{Patient,Consent,ServiceRequest}', 'crus')) and system_takes_part(id));
create policy registered_by_systems on patient for insert to yntymaq_app with check (
  (select system_does('{Patient}', 'c')) and custodian = (select actor_organisation()) and registered_by = (select actor_person())
  and merged_into is null and erased_at is null and is_demo = (select o.is_demo from organisation o where o.id = (select actor_organisation())));
-- A consent is given while nobody changes whose it is.
create policy changed_by_systems on patient for update to yntymaq_app
  using ((select system_does('{Patient,Consent}', 'cu')) and custodian = (select actor_organisation()))
  with check ((select system_does('{Patient}', 'u')) and custodian = (select actor_organisation()));
create policy seen_by_systems on patient_version for select to yntymaq_app using (
  (select system_does('{Patient}', 'r')) and system_answers_for(patient_id));
create policy written_by_systems on patient_version for insert to yntymaq_app with check (
  (select system_does('{Patient}', 'u')) and system_answers_for(patient_id) and changed_by = (select actor_person()));
create policy seen_by_systems on patient_key for select to yntymaq_app using (
  (select system_does('{Patient}', 'crus')) and system_takes_part(patient_id));
create policy added_by_systems on patient_key for insert to yntymaq_app with check (
  (select system_does('{Patient}', 'cu')) and system_answers_for(patient_id));
create policy removed_by_systems on patient_key for delete to yntymaq_app using (
  (select system_does('{Patient}', 'u')) and system_answers_for(patient_id));
create policy seen_by_systems on care_part for select to yntymaq_app using (
  (select system_does('{Patient,Consent,ServiceRequest}', 'crus')) and system_takes_part(patient_id));
create policy begun_by_systems on care_part for insert to yntymaq_app with check (
  (select system_does('{Patient}', 'c')) and ground = 'custodian' and organisation_id = (select actor_organisation())
  and system_answers_for(patient_id) and granted_by = (select actor_person()));

-- Consents: given and superseded by who answers for the record, withdrawn by whoever takes part. The text is as it was asked there.
create policy brought_by_systems on consent_text for insert to yntymaq_app with check (
  (select system_does('{Consent}', 'c')) and owner_organisation = (select actor_organisation()) and approved_by = (select actor_person()));
create policy seen_by_systems on consent for select to yntymaq_app using (
  (select system_does('{Consent,ServiceRequest}', 'crus')) and system_takes_part(patient_id));
create policy recorded_by_systems on consent for insert to yntymaq_app with check (
  (select system_does('{Consent}', 'c')) and system_answers_for(patient_id) and owner_organisation = (select actor_organisation())
  and recorded_by = (select actor_person()) and exists (select from consent_text t where t.id = text_id and t.purpose = consent.purpose
    and t.owner_organisation = (select actor_organisation())));
create policy seen_by_systems on consent_end for select to yntymaq_app using (
  (select system_does('{Consent,ServiceRequest}', 'crus')) and system_takes_part(patient_of_consent(consent_id)));
create policy recorded_by_systems on consent_end for insert to yntymaq_app with check (
  (select system_does('{Consent}', 'cu')) and recorded_by = (select actor_person()) and recorded_organisation = (select actor_organisation())
  and case how when 'withdrawn' then system_takes_part(patient_of_consent(consent_id)) else system_answers_for(patient_of_consent(consent_id)) end);

-- What is written to the patient's page and comes from there.
create policy seen_by_systems on patient_message for select to yntymaq_app using (
  (select system_does('{Communication}', 'crs')) and case_is_open(referral_id));
create policy written_by_systems on patient_message for insert to yntymaq_app with check (
  (select system_does('{Communication}', 'c')) and organisation_id = (select actor_organisation()) and person = (select actor_person())
  and case_is_open(referral_id) and read_at is null
  and exists (select from referral r where r.id = referral_id and r.patient_id = patient_message.patient_id and r.stage <> 'died'));

-- What came in before a module held it: a patient is kept, and becomes one of ours when they are referred.
create function fhir_bind(of_type text, of_id uuid, at timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform fhir_facts(of_type, 'c');
  update fhir_resource set is_bound = true, version = version + 1, changed_at = greatest(changed_at, at) where id = of_id and type = of_type
    and owner_organisation = actor_organisation() and not is_deleted and not is_bound;
end $$;
revoke all on function fhir_bind(text, uuid, timestamptz) from public;
grant execute on function fhir_bind(text, uuid, timestamptz) to yntymaq_app;

-- A part of a case has an id of its own, by which other systems know it.
alter table case_part add column id uuid not null default gen_random_uuid() unique;
create view fhir_registered with (security_invoker = true) as
  select p.id, p.version, p.changed_at, p.is_demo, p.id as patient_id, p.custodian, p.identity, p.merged_into
  from patient p where (select actor_reads('{Patient}'));
create view fhir_consent with (security_invoker = true) as
  select c.id, 1 + (e.consent_id is not null)::integer as version, coalesce(e.recorded_at, c.recorded_at) as changed_at, c.is_demo, c.patient_id,
         c.owner_organisation, c.purpose, c.receiving_country::text as receiving_country, c.receiving_organisation, c.given_by, c.given_how,
         c.given_on, c.stands_from, c.stands_until, c.details, c.supersedes, c.recorded_at, e.recorded_at as ended_at, e.how as ended_how,
         t.language, t.title, t.wording, c.text_id,
         case when e.consent_id is null then 'active' else 'inactive' end as state
  from consent c join consent_text t on t.id = c.text_id left join consent_end e on e.consent_id = c.id
  where (select actor_reads('{Consent}'));
create view fhir_document with (security_invoker = true) as
  select d.id, 1 + (d.taken_back_at is not null or s.id is not null)::integer as version, coalesce(d.taken_back_at, s.at, d.at) as changed_at, r.is_demo,
         r.patient_id, d.referral_id, d.organisation_id, d.paper, d.content, d.media_type, d.bytes, d.pages, d.replaces, d.at,
         case when d.taken_back_at is not null then 'taken_back' when s.id is not null then 'replaced' else 'stands' end as state
  from case_document d join referral r on r.id = d.referral_id
  left join case_document s on s.replaces = d.id and s.taken_back_at is null
  where (select actor_reads('{DocumentReference,Binary}'));
create view fhir_part with (security_invoker = true) as
  select p.id, p.version, p.at as changed_at, r.is_demo, r.patient_id, p.referral_id, p.kind, p.party,
         p.organisation_id, p.content
  from case_part p join referral r on r.id = p.referral_id;
create view fhir_diagnosis with (security_invoker = true) as
  select * from fhir_part p where p.kind = 'diagnosis' and (select actor_reads('{Condition}'));
create view fhir_letter with (security_invoker = true) as
  select * from fhir_part p where p.kind <> 'diagnosis' and (select actor_reads('{DocumentReference}'));
create view fhir_message with (security_invoker = true) as
  select m.id, 1 + (m.read_at is not null)::integer as version, coalesce(m.read_at, m.at) as changed_at, m.is_demo, m.patient_id, m.referral_id,
         m.organisation_id, m.holder, m.about, m.body, m.at, m.read_at, 'completed' as state
  from patient_message m where (select actor_reads('{Communication}'));
-- The day on which a patient is awaited.
create function fhir_arrival_id(of_referral uuid) returns uuid immutable language sql
  return overlay(of_referral::text placing 'a' from 15 for 1)::uuid;
create view fhir_arrival with (security_invoker = true) as
  select fhir_arrival_id(r.id) as id, t.version, t.changed_at, r.is_demo, r.id as referral_id, r.patient_id, r.receiver_organisation, r.stage,
         t.arrival, t.arrival_time, t.until, t.arrived_at, t.arrival::timestamp at time zone 'UTC' as starts_at
  from referral r join referral_task t on t.referral_id = r.id
  where t.arrival is not null and (select actor_reads('{Appointment}'));
create view fhir_organisation with (security_invoker = true) as
  select o.* from organisation o where (select actor_reads('{Organization}'));
create view fhir_service with (security_invoker = true) as
  select q.id, q.version, q.changed_at, q.is_demo, q.centre, q.beneficiary, q.disease_group, q.year, q.unit, q.state, g.names, q.state = 'open' as is_open
  from quota q join disease_group g on g.code = q.disease_group where (select actor_reads('{HealthcareService}'));
grant select on fhir_registered, fhir_consent, fhir_document, fhir_part, fhir_diagnosis, fhir_letter, fhir_message, fhir_arrival, fhir_organisation,
  fhir_service to yntymaq_app;
-- What is kept beside what modules hold, as it is searched.
create view fhir_kept with (security_invoker = true) as
  select r.id, r.version, r.changed_at, r.is_demo, r.type, r.owner_organisation, r.patient_id, r.content, r.keys, r.d1_from, r.d1_to,
         r.d2_from, r.d2_to, r.d3_from, r.d3_to, coalesce(r.d1_from, 'infinity') as d1_sort, coalesce(r.d2_from, 'infinity') as d2_sort,
         coalesce(r.d3_from, 'infinity') as d3_sort
  from fhir_resource r where not r.is_deleted and r.is_bound;
grant select on fhir_kept to yntymaq_app;

-- What each side of a referral said before, as it was read then: kept when a transaction ends that changed one of its rows. The task's
-- version grows with either row, because where the referral stands is said by both.
create or replace view fhir_task with (security_invoker = true) as
  select fhir_task_id(r.id) as id, r.version + t.version - 1 as version, greatest(t.changed_at, r.changed_at) as changed_at, r.is_demo,
         r.id as referral_id, r.number, r.owner_organisation, r.receiver_organisation, r.patient_id, t.state, r.stage, r.priority, t.reason, t.arrival,
         t.arrival_time, t.until, t.arrived_at, t.started_at, t.discharged_at, t.fractions_planned, t.fractions_done, r.due_at,
         coalesce(r.asked_at, r.created_at) as authored_at
  from referral r join referral_task t on t.referral_id = r.id;
create table fhir_shell_version (
  type text not null check (type in ('ServiceRequest', 'Task')),
  id uuid not null,
  version integer not null,
  referral_id uuid not null references referral,
  changed_at timestamptz not null,
  -- The row of the view: nothing clinical, no name.
  said jsonb not null,
  primary key (type, id, version)
);
create index on fhir_shell_version (referral_id);
create function fhir_shell_is_kept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted uuid := case tg_table_name when 'referral' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'referral_id' end;
begin
  insert into fhir_shell_version (type, id, version, referral_id, changed_at, said)
    select 'ServiceRequest', v.id, v.version, v.id, v.changed_at, to_jsonb(v) from fhir_service_request v where v.id = wanted
    union all
    select 'Task', v.id, v.version, v.referral_id, v.changed_at, to_jsonb(v) from fhir_task v where v.referral_id = wanted
    on conflict do nothing;
  return null;
end $$;
create constraint trigger said_is_kept after insert or update on referral deferrable initially deferred for each row execute function fhir_shell_is_kept();
create constraint trigger said_is_kept after insert or update on referral_task deferrable initially deferred for each row execute function fhir_shell_is_kept();
revoke all on function fhir_shell_is_kept() from public;
alter table fhir_shell_version enable row level security;
grant select on fhir_shell_version to yntymaq_app;
-- The sender reads all; the others what was said since it came before them.
create policy seen_with_its_referral on fhir_shell_version for select to yntymaq_app using (
  type = any ((select actor_fhir_types('r'))::text[]) and exists (select from referral r where r.id = referral_id
    and (r.owner_organisation = (select actor_organisation())
      or (r.commission_organisation = (select actor_organisation()) and fhir_shell_version.changed_at >= r.asked_at)
      or (r.receiver_organisation = (select actor_organisation()) and fhir_shell_version.changed_at >= r.shown_at))));
