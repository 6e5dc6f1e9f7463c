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
alter policy said_by_the_board on board_reason with check (
  ((select actor_reaches('officer')) or (select actor_brings_decisions())) and exists (
    select from board_case c where c.id = case_id and c.state = 'open' and c.owner_organisation = (select actor_organisation())));
