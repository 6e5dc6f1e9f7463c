-- People treated, in the ledger. A quota serves a promise; whose treatment has begun under it is counted for that promise: different
-- people, aggregated, by the same rules as on missions (0038). A stop or a death does not un-treat anybody.

-- The promise that a quota serves: of its own partnership.
alter table quota add column commitment_id uuid;
alter table quota add foreign key (commitment_id, partnership_id) references commitment (id, partnership_id);
create index on quota (commitment_id);
grant update (commitment_id) on quota to yntymaq_app;

-- What has to be counted again: only ever added to, in the transaction in which it happened, and taken out in the one that has
-- counted. Whoever gives a quota of the promise enters what it comes to.
create table promise_touched (
  position bigint generated always as identity primary key,
  commitment_id uuid not null references commitment,
  owner_organisation uuid not null references organisation
);
create index on promise_touched (commitment_id, owner_organisation);
create index on promise_touched (owner_organisation);
alter table promise_touched enable row level security;

-- For everybody who gives a quota of the promise, and for whoever gave one until now.
create function touch_promise(of_commitment uuid, besides uuid) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic
    insert into promise_touched (commitment_id, owner_organisation)
      select of_commitment, g.giver from (
        select q.owner_organisation from quota q where q.commitment_id = of_commitment union select besides) g (giver)
      where of_commitment is not null and g.giver is not null;
  end;

create function quota_promise_touched() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform touch_promise(old.commitment_id, new.owner_organisation);
  perform touch_promise(new.commitment_id, null);
  return null;
end $$;
create trigger counting after update of commitment_id on quota for each row
  when (new.commitment_id is distinct from old.commitment_id) execute function quota_promise_touched();
create function treatment_touched() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform touch_promise(q.commitment_id, null) from referral r join quota q on q.id = r.quota_id where r.id = new.referral_id;
  return null;
end $$;
create trigger counting after update of started_at on referral_task for each row
  when (new.started_at is distinct from old.started_at) execute function treatment_touched();
-- Two records that are found to be of one person, or of two: by their keys, or because somebody merges them.
create function treated_person_touched() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed uuid;
begin
  changed := case tg_table_name when 'patient' then (to_jsonb(new) ->> 'id')::uuid
    else (coalesce(to_jsonb(new), to_jsonb(old)) ->> 'patient_id')::uuid end;
  perform touch_promise(c.id, null) from (
    select distinct q.commitment_id from referral r join referral_task t on t.referral_id = r.id join quota q on q.id = r.quota_id
    where r.patient_id = changed and t.started_at is not null) c (id);
  return null;
end $$;
create trigger counting after update of merged_into on patient for each row
  when (new.merged_into is distinct from old.merged_into) execute function treated_person_touched();
create trigger counting after insert or delete on patient_key for each row execute function treated_person_touched();

-- The record that stands for a person today: merged ones lead to it.
create function patient_standing(of_patient uuid) returns uuid stable language sql security definer set search_path = public, pg_temp
  begin atomic
    with recursive way (id, leads_to) as (
      select p.id, p.merged_into from patient p where p.id = of_patient
      union select p.id, p.merged_into from way w join patient p on p.id = w.leads_to)
    select id from way where leads_to is null limit 1;
  end;

-- Treatments that have begun under the quotas of a promise, for whoever gives one of them: no id of a referral or a patient, and keys that
-- mean something for this promise alone. The month by universal time, wherever it is counted.
create function treatments_for(promise uuid) returns table (quota uuid, owner uuid, month text, people text[]) stable
  language sql security definer set search_path = public, pg_temp
  begin atomic
    select q.id, q.owner_organisation, to_char(t.started_at at time zone 'UTC', 'YYYY-MM'), array(
        select encode(sha256(convert_to(promise || ' ' || key, 'UTF8')), 'hex') from (
          select k.hash from patient_key k where k.patient_id = patient_standing(r.patient_id) and k.kind = 'identifier'
          union select patient_standing(r.patient_id)::text) of_person (key))
    from quota q join referral r on r.quota_id = q.id join referral_task t on t.referral_id = r.id
      join commitment c on c.id = q.commitment_id
    where q.commitment_id = promise and t.started_at is not null and r.is_demo = c.is_demo
      and exists (select from quota o where o.commitment_id = promise and o.owner_organisation = actor_organisation())
      and (actor_may('coordinator', '{quotas.decide}') or actor_service() is not distinct from 'countReferrals');
  end;

-- What waits to be counted, for the job: each promise with who enters it.
create function promises_touched() returns table (commitment uuid, giver uuid) stable language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform must_be_service('countReferrals');
  return query select t.commitment_id, t.owner_organisation from promise_touched t
    group by t.commitment_id, t.owner_organisation order by min(t.position);
end $$;
-- What waited is counted in this transaction.
create function take_touched_promise(of_commitment uuid) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not (actor_may('coordinator', '{quotas.decide}') or actor_service() is not distinct from 'countReferrals') then return false; end if;
  delete from promise_touched t where t.commitment_id = of_commitment and t.owner_organisation = actor_organisation();
  return found;
end $$;
revoke all on function touch_promise(uuid, uuid), quota_promise_touched(), treatment_touched(), treated_person_touched(),
  patient_standing(uuid), treatments_for(uuid), promises_touched(), take_touched_promise(uuid) from public;
grant execute on function treatments_for(uuid), take_touched_promise(uuid) to yntymaq_app, yntymaq_worker;
grant execute on function promises_touched() to yntymaq_worker;

-- A job touches no entry of the ledger but those that were counted from its own module's records.
create function actor_enters(host uuid) returns boolean stable language sql
  return coalesce(actor_service() in ('countMissions', 'countReferrals') and host = actor_organisation(), false);
create function counted_by_actor(record text) returns boolean stable language sql
  return coalesce(starts_with(record, case actor_service() when 'countMissions' then 'missions:' when 'countReferrals' then 'referrals:' end),
    false);
alter policy seen_by_the_job on commitment using (
  (select actor_service()) in ('countMissions', 'countReferrals') and partnership_id = any ((select actor_partnerships())::uuid[])
  and (visibility <> 'own_side' or side_id = any ((select actor_sides())::uuid[])));
alter policy entered_by_the_job on delivery with check (actor_enters(owner_organisation));
alter policy seen_by_the_job on delivery using (actor_enters(owner_organisation) and counted_by_actor(source_record));
alter policy told_by_missions on delivery rename to told_by_its_module;
alter policy told_by_its_module on delivery with check (
  counted_by_actor(source_record) and side_id = any ((select actor_sides())::uuid[]) and settlement_id is null
  and exists (select from commitment c where c.id = commitment_id and c.partnership_id = delivery.partnership_id));
alter policy corrected_by_the_job on delivery using (actor_enters(owner_organisation) and counted_by_actor(source_record));
alter policy entered_by_the_job on correction with check (actor_enters(owner_organisation));
alter policy seen_by_the_job on correction using (actor_enters(owner_organisation));

-- Whose records a figure was counted from, for everybody, too.
create or replace view public_delivery_count as
  select n.delivery_id, d.commitment_id, n.public_encounters as encounters, n.public_breakdown as breakdown, n.counted_at,
         split_part(e.source_record, ':', 1) as counted_by
  from delivery_count n join public_delivery d on d.id = n.delivery_id join delivery e on e.id = n.delivery_id;

-- A quota's path is of its own partnership, as its promise is.
alter table referral_path add unique (id, partnership_id);
alter table quota drop constraint quota_path_id_fkey, add foreign key (path_id, partnership_id) references referral_path (id, partnership_id);

-- What both agreed about seats is signed by those who give and those who receive them; its signatures are seen with it.
create function quota_decision_signs(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return exists (select from quota_decision d where d.id = wanted and d.state = 'agreed' and actor_reaches('coordinator')
    and not exists (select from quota q where q.id in (d.from_quota, d.to_quota)
      and actor_organisation() not in (q.owner_organisation, q.beneficiary)));
revoke all on function quota_decision_signs(uuid) from public;
grant execute on function quota_decision_signs(uuid) to yntymaq_app;
alter table signature drop constraint signature_subject_check, add constraint signature_subject_check
  check (subject in ('minutes', 'instrument_version', 'consent', 'board_decision', 'quota_decision'));
alter policy seen_with_what_was_signed on signature using (
  case subject
    when 'minutes' then exists (select from meeting m where m.id = subject_id)
    when 'instrument_version' then exists (select from instrument_version v where v.id = subject_id)
    when 'consent' then is_care_open(patient_of_consent(subject_id))
    when 'board_decision' then board_decision_is_open(subject_id)
    when 'quota_decision' then exists (select from quota_decision d where d.id = subject_id)
  end
);
alter policy signed_in_ones_own_name on signature with check (
  person = (select actor_person()) and owner_organisation = (select actor_organisation())
  and (select actor_fact('session')) is not null and (select actor_reaches('officer'))
  and case subject
        when 'minutes' then side_id = any ((select actor_sides())::uuid[])
          and exists (select from meeting m where m.id = subject_id)
        when 'instrument_version' then side_id = any ((select actor_sides())::uuid[])
          and exists (select from instrument_version v where v.id = subject_id)
        -- Who records a patient's consents witnesses them.
        when 'consent' then is_custodian(patient_of_consent(subject_id), 'officer') and consent_is_alive(subject_id)
        when 'board_decision' then board_of_decision_signs(subject_id) and board_decision_is_open(subject_id)
        when 'quota_decision' then side_id = any ((select actor_sides())::uuid[]) and quota_decision_signs(subject_id)
      end
);
