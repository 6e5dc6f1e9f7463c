-- Referrals: a patient treated elsewhere against a quota. One referral, two truths: `referral` is what the sender's side asks, and
-- `referral_task` what the receiver says of it. Each side writes its own row alone; where it stands follows from both. The shell holds
-- no name and nothing clinical. What was said with an act lies sealed under the patient's key.

-- What no token may hold: whoever decides about referrals is a person, or a system that speaks by FHIR.
create or replace function token_may_hold(scope text) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return (scope ~ '^[a-z]+\.[a-z]+$' and scope !~ '\.manage$' and scope not in ('account.own', 'signatures.sign', 'quotas.write', 'quotas.decide')
      and scope !~ '^(patients|encounters|boards|referrals)\.')
    or scope ~ '^system/(Schedule|Slot|Appointment|Encounter|Condition|Procedure|Patient)\.(r|s|rs)$';

-- A path: the steps of a referral, their papers, boards and days. Orders differ and change, so it is data; what was approved is never
-- changed, only followed by the next version. A referral stays on the one it began with.
create table referral_path (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  side_id uuid not null,
  is_demo boolean not null,
  names jsonb not null,
  version integer not null,
  changed_at timestamptz not null,
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on referral_path (partnership_id);
create index on referral_path (side_id);
create index on referral_path (owner_organisation);
create table referral_path_version (
  path_id uuid not null references referral_path,
  number integer not null check (number > 0),
  -- See `PathConfig` in src/modules/referrals/path.ts.
  config jsonb not null,
  written_by uuid not null,
  written_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  primary key (path_id, number),
  check ((approved_by is null) = (approved_at is null))
);
alter table quota add foreign key (path_id) references referral_path;
create index on quota (path_id);

create table referral (
  id uuid primary key,
  number text not null unique check (number ~ '^Y-\d{4}-\d{4,}$'),
  -- The sender: it answers for the patient's record and for what is asked.
  owner_organisation uuid not null references organisation,
  partnership_id uuid not null references partnership,
  is_demo boolean not null,
  -- Who decides at home, where the path has a commission.
  commission_organisation uuid references organisation,
  receiver_organisation uuid not null references organisation,
  patient_id uuid not null references patient,
  quota_id uuid not null references quota,
  path_id uuid not null,
  path_version integer not null,
  state text not null check (state in ('draft', 'submitted', 'completeness', 'commission', 'returned', 'declined', 'sent', 'follow_up',
    'completed', 'cancelled', 'died')),
  -- How often it was submitted, and how often a stop was asked for.
  round integer not null check (round >= 0),
  stops integer not null check (stops >= 0),
  priority text not null check (priority in ('urgent', 'soon', 'planned')),
  -- The consents that let the receiver and the commission in.
  consent_id uuid references consent,
  commission_consent_id uuid references consent,
  -- A code, of what its side said last.
  reason text check (reason ~ '^[a-z_]{2,40}$'),
  previous_id uuid references referral,
  created_by uuid not null,
  created_at timestamptz not null,
  asked_at timestamptz,
  -- Since when the receiver sees it.
  shown_at timestamptz,
  -- Follow from both truths and the path; written by a trigger alone.
  stage text not null,
  stage_since timestamptz not null,
  due_at timestamptz,
  version integer not null,
  changed_at timestamptz not null,
  foreign key (path_id, path_version) references referral_path_version (path_id, number),
  check (receiver_organisation <> owner_organisation),
  check ((round = 0) = (asked_at is null)),
  check (round = 0 or consent_id is not null)
);
create index on referral (owner_organisation, changed_at desc);
create index on referral (receiver_organisation, changed_at desc);
create index on referral (commission_organisation, changed_at desc);
create index on referral (patient_id);
create index on referral (quota_id);
create index on referral (path_id, path_version);
create index on referral (partnership_id);
create index on referral (consent_id);
create index on referral (commission_consent_id);
create unique index on referral (previous_id) where state <> 'cancelled';

create table referral_task (
  referral_id uuid primary key references referral,
  -- The receiver.
  owner_organisation uuid not null references organisation,
  state text not null check (state in ('waiting', 'accepted', 'scheduled', 'arrived', 'in_treatment', 'discharged', 'no_show', 'returned',
    'declined', 'referred_onward', 'stopped', 'gone', 'died')),
  -- Of which round of the request this is said, and how many requests to stop have an answer.
  round integer not null,
  stops_answered integer not null,
  arrival date,
  -- By the clock of the centre.
  arrival_time time,
  until date check (until >= arrival),
  arrived_at timestamptz,
  started_at timestamptz,
  discharged_at timestamptz,
  fractions_planned smallint check (fractions_planned between 1 and 200),
  fractions_done smallint not null check (fractions_done between 0 and coalesce(fractions_planned, 0)),
  reason text check (reason ~ '^[a-z_]{2,40}$'),
  version integer not null,
  changed_at timestamptz not null
);
create index on referral_task (owner_organisation);

-- What was done, by whom, from where to where: never changed, read by all parties.
create table referral_act (
  id uuid primary key,
  position bigint generated always as identity,
  referral_id uuid not null references referral,
  at timestamptz not null,
  act text not null check (act ~ '^[a-zA-Z]{3,40}$'),
  from_stage text not null,
  to_stage text not null,
  organisation_id uuid not null references organisation,
  person uuid not null,
  reason text check (reason ~ '^[a-z_]{2,40}$')
);
create index on referral_act (referral_id, position);
create index on referral_act (organisation_id);
create table referral_words (
  act_id uuid primary key references referral_act,
  content bytea not null
);

-- Numbers by which people call a referral: one row of each year.
create table referral_number (
  year smallint primary key,
  last integer not null
);
create function next_referral_number(of_year integer) returns text language sql security definer set search_path = public, pg_temp
  begin atomic
    insert into referral_number as n (year, last) values (of_year, 1) on conflict (year) do update set last = n.last + 1
      returning 'Y-' || year || '-' || case when last < 10000 then lpad(last::text, 4, '0') else last::text end;
  end;

-- Where a referral stands. The twin of `stageOf` in src/modules/referrals/referral.ts.
create function stage_of(request text, round integer, task text, task_round integer) returns text immutable language sql
  return case
    when request = 'died' or task = 'died' then 'died'
    when request <> 'sent' then request
    when task_round <> round or task = 'waiting' then 'board'
    when task in ('stopped', 'gone') then 'cancelled'
    else task end;

-- Keeps where it stands, since when and until when, and whether the receiver sees it, with every change of either row.
create function referral_stands() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  task referral_task;
  config jsonb;
  days integer;
begin
  select * into task from referral_task where referral_id = new.id;
  select v.config into config from referral_path_version v where v.path_id = new.path_id and v.number = new.path_version;
  new.stage := stage_of(new.state, new.round, coalesce(task.state, 'waiting'), coalesce(task.round, 0));
  new.shown_at := case when tg_op = 'UPDATE' then old.shown_at end;
  if tg_op = 'UPDATE' then
    new.stage_since := old.stage_since;
    new.due_at := old.due_at;
  end if;
  if tg_op = 'INSERT' or new.stage <> old.stage then
    new.stage_since := greatest(new.changed_at, task.changed_at);
    select (step ->> 'days')::integer into days from jsonb_array_elements(config -> 'steps') step where step ->> 'stage' = new.stage;
    new.due_at := new.stage_since + make_interval(days => days);
  end if;
  if new.shown_at is null and (new.state = 'sent' or (new.round > 0 and (config ->> 'receiverSeesEarly')::boolean)) then
    new.shown_at := new.changed_at;
  end if;
  return new;
end $$;
create trigger stands before insert or update on referral for each row execute function referral_stands();
create function referral_task_moves() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update referral set stage = stage where id = new.referral_id;
  return null;
end $$;
create trigger moves after update on referral_task for each row execute function referral_task_moves();
-- The receiver has its row from the beginning, and another one as long as nobody there has seen it.
create function referral_begins() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into referral_task as t (referral_id, owner_organisation, state, round, stops_answered, fractions_done, version, changed_at)
    values (new.id, new.receiver_organisation, 'waiting', 0, 0, 0, 1, new.changed_at)
    on conflict (referral_id) do update set owner_organisation = new.receiver_organisation where t.version = 1;
  return null;
end $$;
create trigger begins after insert or update of receiver_organisation on referral for each row execute function referral_begins();

-- Whether the board that its path names for a step has accepted it in what it decided last. What any other board says of it is no answer.
create function referral_is_accepted(of_referral uuid, in_step text) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return exists (select from referral r join referral_path_version v on v.path_id = r.path_id and v.number = r.path_version,
      jsonb_array_elements(v.config -> 'steps') step, board_case c
    where r.id = of_referral and step ->> 'stage' = in_step and c.board_id = (step ->> 'board')::uuid and c.subject_id = r.id
      and c.subject_kind = 'referral' and c.patient_id = r.patient_id and c.state = 'decided'
      and c.outcome in ('accept', 'accept_on_condition'));

-- What each side's word may become: the twin of the table in src/modules/referrals/table.ts, asked of whoever writes a row.
create function request_may_move(from_state text, to_state text, is_sender boolean, is_commission boolean, stage text) returns boolean
  immutable language sql
  return from_state = to_state and to_state <> 'died'
    or is_sender and (
      (stage in ('draft', 'returned') and to_state = 'submitted')
      or (to_state = 'cancelled' and stage in ('draft', 'returned', 'submitted', 'completeness', 'commission', 'board', 'accepted', 'scheduled',
        'arrived', 'no_show'))
      or (stage = 'discharged' and to_state in ('follow_up', 'completed'))
      or (from_state = 'follow_up' and to_state = 'completed')
      or (stage <> 'died' and to_state = 'died'))
    or (is_sender or is_commission) and from_state in ('submitted', 'completeness')
      and (to_state in ('commission', 'sent', 'returned') or (from_state = 'submitted' and to_state = 'completeness'))
    or is_commission and from_state = 'commission' and to_state in ('sent', 'declined', 'returned');
create function task_may_move(stage text, to_state text) returns boolean immutable language sql
  return case stage
    when 'board' then to_state in ('accepted', 'declined', 'referred_onward', 'returned', 'died')
    when 'accepted' then to_state in ('scheduled', 'died')
    when 'scheduled' then to_state in ('scheduled', 'arrived', 'no_show', 'died')
    when 'no_show' then to_state in ('scheduled', 'gone', 'died')
    when 'arrived' then to_state in ('in_treatment', 'discharged', 'died')
    when 'in_treatment' then to_state in ('in_treatment', 'discharged', 'stopped', 'died')
    when 'died' then false
    else to_state = 'died' end;

create function referral_is_moved() returns trigger language plpgsql as $$
declare
  here constant uuid := actor_organisation();
begin
  if current_user <> 'yntymaq_app' then return new; end if;
  if new.version <> old.version + 1 or new.round not between old.round and old.round + 1 or new.stops not between old.stops and old.stops + 1
     or not request_may_move(old.state, new.state, here = old.owner_organisation, here is not distinct from old.commission_organisation, old.stage)
     or (old.state = 'commission' and new.state = 'sent' and not referral_is_accepted(new.id, 'commission'))
     or (new.round > old.round) <> (new.state = 'submitted' and old.state <> 'submitted')
     or (new.stops > old.stops and old.stage <> 'in_treatment')
     or (old.shown_at is not null and new.receiver_organisation <> old.receiver_organisation)
     or ((new.quota_id, new.path_id, new.path_version, new.priority) is distinct from (old.quota_id, old.path_id, old.path_version, old.priority)
       and (old.stage not in ('draft', 'returned') or here <> old.owner_organisation))
     or ((new.quota_id, new.receiver_organisation) is distinct from (old.quota_id, old.receiver_organisation)
       and not (quota_is_for(new.quota_id) and exists (select from quota q where q.id = new.quota_id and q.state = 'open'
         and q.centre = new.receiver_organisation and q.partnership_id = new.partnership_id))) then
    raise exception 'a request does not go so' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger a_is_moved before update on referral for each row execute function referral_is_moved();
create function referral_task_is_moved() returns trigger language plpgsql as $$
declare
  asked referral;
begin
  if current_user <> 'yntymaq_app' then return new; end if;
  select * into asked from referral where id = new.referral_id;
  if new.version <> old.version + 1 or new.round <> asked.round or not task_may_move(asked.stage, new.state)
     or new.stops_answered not between old.stops_answered and asked.stops
     or (new.state = 'accepted' and not referral_is_accepted(new.referral_id, 'board')) then
    raise exception 'a task does not go so' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger a_is_moved before update on referral_task for each row execute function referral_task_is_moved();

-- At the end of a transaction the seat is what the word of the receiver says. A reservation may expire later by itself.
create function referral_seat_fits() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  held text;
  task referral_task;
begin
  select * into task from referral_task where referral_id = new.referral_id;
  select s.state into held from quota_seat s where s.referral_id = new.referral_id and s.state in ('reserved', 'confirmed', 'consumed');
  if (task.state = 'accepted' and held is distinct from 'reserved')
     or (task.state in ('scheduled', 'arrived') and held is distinct from 'confirmed')
     or (task.state = 'in_treatment' and held is distinct from 'consumed')
     or (task.state in ('declined', 'referred_onward', 'returned', 'gone') and held is not null)
     or (task.state = 'died' and held in ('reserved', 'confirmed')) then
    raise exception 'a seat that does not fit %', task.state using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger seat_fits after update on referral_task deferrable initially deferred for each row
  when (new.state <> old.state) execute function referral_seat_fits();

-- Who has died is referred nowhere any more: a death that one referral records closes every other one of the patient that still runs, gives
-- its seat back and takes the question back from its board. It is on record in the name of its own sender, so that no centre learns of
-- another. Messages and codes end in db/migrations/0045.
create function referral_death_closes_others() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  r referral;
  s quota_seat;
  q quota;
  acting constant uuid := coalesce(actor_person(), '00000000-0000-0000-0000-000000000000');
begin
  for r in select * from referral o where o.patient_id = new.patient_id and o.id <> new.id
      and o.stage not in ('completed', 'declined', 'referred_onward', 'cancelled', 'died') order by o.id for no key update loop
    update referral o set state = 'died', reason = null, version = o.version + 1, changed_at = new.stage_since
      where o.id = r.id and o.stage <> 'died';
    -- What closed first has closed the others.
    if not found then continue; end if;
    for s in select * from quota_seat x where x.referral_id = r.id and (x.state in ('reserved', 'confirmed')
        or (x.state = 'consumed' and r.stage = 'in_treatment')) for no key update loop
      select * into q from quota where id = s.quota_id for share;
      perform quota_write(row(gen_random_uuid(), q.id, 'release', r.id, s.id, 'died', null, null, null, r.owner_organisation, actor_person(),
          case when actor_person() is null then coalesce(actor_service(), 'referrals') end, new.stage_since)::quota_transaction,
        jsonb_build_object(s.state, -s.amount, case q.state when 'open' then 'free' else 'lapsed' end, s.amount));
      update quota_seat set state = 'released', amount = 0 where id = s.id;
      perform quota_note(q, new.stage_since, 'releaseSeat', '{seat}');
    end loop;
    update board_case c set state = 'withdrawn', version = c.version + 1 where c.subject_id = r.id and c.state = 'open';
    insert into referral_act (id, referral_id, at, act, from_stage, to_stage, organisation_id, person, reason)
      values (gen_random_uuid(), r.id, new.stage_since, 'recordDeath', r.stage, 'died', r.owner_organisation, acting, null);
    insert into event (id, at, person, service, owner_organisation, partnership_id, side_id, visibility, is_demo, subject, subject_id,
        action, fields)
      values (gen_random_uuid(), new.stage_since, actor_person(), case when actor_person() is null then coalesce(actor_service(), 'referrals') end,
        r.owner_organisation, null, null, 'own_side', r.is_demo, 'referral', r.id, 'recordDeath', '{request}');
  end loop;
  return null;
end $$;
create trigger b_closes_others after update on referral for each row when (new.stage = 'died' and old.stage <> 'died')
  execute function referral_death_closes_others();

-- What the actor's organisation is in a referral that has come before it; nothing where it is not theirs.
create function referral_parties(of_referral uuid) returns text[] stable language sql security definer set search_path = public, pg_temp
  return (select array_remove(array[
      case when r.owner_organisation = actor_organisation() then 'sender' end,
      case when r.commission_organisation = actor_organisation() and r.asked_at is not null then 'commission' end,
      case when r.receiver_organisation = actor_organisation() and r.shown_at is not null then 'receiver' end], null)
    from referral r where r.id = of_referral);
-- Whether what is clinical of it is open to the actor: theirs, and taking part in the care, which asks the consent each time.
create function referral_is_open(of_referral uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return coalesce((select cardinality(referral_parties(r.id)) > 0 and is_care_open(r.patient_id) from referral r where r.id = of_referral), false);

-- Whoever acts waits for who acted before: both rows at once, whoever's they are. False where it is not theirs. A death closes the
-- patient's other referrals too: they are locked with it, in one order, so that two who record it do not wait for each other.
create function lock_referral(of_referral uuid, with_others boolean) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not actor_works_on_cases() or coalesce(cardinality(referral_parties(of_referral)), 0) = 0 then return false; end if;
  if with_others then
    perform from referral where patient_id = (select r.patient_id from referral r where r.id = of_referral) order by id for no key update;
  end if;
  perform from referral where id = of_referral for no key update;
  perform from referral_task where referral_id = of_referral for no key update;
  return true;
end $$;
-- From here to the end of the transaction these consents are what they are: a withdrawal waits, or was there before. Only for whoever
-- sends the patient, or takes part in a referral that rests on them.
create function lock_consents(wanted uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from consent c where c.id = any (wanted) and (c.owner_organisation = actor_organisation()
      or exists (select from referral r where c.id in (r.consent_id, r.commission_consent_id) and cardinality(referral_parties(r.id)) > 0))
    order by c.id for update;
end $$;
-- Of consents for this patient: whether one lets an organisation in at this moment.
create function consent_lets_in(wanted uuid, of_patient uuid, organisation uuid) returns text stable language sql security definer
  set search_path = public, pg_temp
  return case
    when not exists (select from consent c where c.id = wanted and c.patient_id = of_patient) or not consent_covers(wanted, organisation) then 'missing'
    when consent_stands(wanted) then 'stands' else 'ended' end;

-- Opens the care of a patient to those to whom a referral goes, on the consents that it rests on: part by part, each ends with its
-- consent. Answers to whom it was opened anew.
create function share_for_referral(of_referral uuid, new_ids uuid[], at timestamptz) returns table (organisation uuid, consent uuid)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  r referral;
begin
  select * into r from referral where id = of_referral;
  if r.owner_organisation is distinct from actor_organisation() or not actor_moves_seats()
     or not exists (select from patient p where p.id = r.patient_id and p.custodian = r.owner_organisation) then
    raise exception 'shared by who answers for the record' using errcode = 'insufficient_privilege';
  end if;
  return query insert into care_part as made (id, patient_id, organisation_id, ground, consent_id, since, until, granted_by)
    select new_ids[w.nth], r.patient_id, w.org, 'referral', w.given, share_for_referral.at, null, actor_person()
    from (values (1, r.receiver_organisation, r.consent_id), (2, r.commission_organisation, r.commission_consent_id)) as w (nth, org, given)
    where w.org is not null and w.given is not null and w.org <> r.owner_organisation
      and consent_lets_in(w.given, r.patient_id, w.org) = 'stands'
    on conflict do nothing returning made.organisation_id, made.consent_id;
end $$;

-- What another system gives by a referral stands in the register of transfers, too.
alter policy written_in_ones_own_name on transfer with check (
  organisation_id = (select actor_organisation()) and recorded_by = (select actor_person())
  and ((select actor_reaches('administrator')) or (select actor_is_clinical()) or (select actor_moves_seats()))
  and (corrects is null or is_own_transfer(corrects)));
alter policy seen_by_who_gave_and_who_received on transfer using (
  ((select actor_reaches('administrator')) or (select actor_is_clinical()) or (select actor_moves_seats()))
  and (organisation_id = (select actor_organisation()) or to_organisation = (select actor_organisation())));

-- Whether a quota is for patients of an organisation: it sits on one side with whom the quota is for, and is as real. Whose seats they are
-- not takes none.
create function quota_is_of(wanted uuid, sender uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return exists (select from quota q join organisation o on o.id = sender and o.is_demo = q.is_demo
    where q.id = wanted and (q.beneficiary = o.id or exists (
      select from side_organisation mine join side_organisation theirs on theirs.side_id = mine.side_id
      where mine.partnership_id = q.partnership_id and mine.organisation_id = o.id and theirs.organisation_id = q.beneficiary)));
create function quota_is_for(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return quota_is_of(wanted, actor_organisation());

-- Whether the actor's organisation answers for this patient, who is neither erased nor merged: it alone refers.
create function may_be_referred(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return actor_works_on_cases() and exists (select from patient p where p.id = wanted and p.custodian = actor_organisation()
    and p.erased_at is null and p.merged_into is null);

-- Referred onward: the sender gets a draft for another centre, in the transaction in which the board says so. Nobody else's row is
-- ever made by somebody else. Answers nothing where there is one already or the quota does not fit.
create function refer_onward(of_referral uuid, new_id uuid, to_quota uuid, of_year integer, at timestamptz) returns uuid language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  r referral;
  q quota;
  path_number integer;
  board uuid;
begin
  select * into r from referral where id = of_referral for no key update;
  if r.receiver_organisation is distinct from actor_organisation() or r.stage <> 'referred_onward' or not actor_moves_seats() then
    raise exception 'referred onward by who was asked' using errcode = 'insufficient_privilege';
  end if;
  select * into q from quota where id = to_quota;
  if q.id is null or not quota_seen(q) or q.state <> 'open' or q.path_id is null or q.partnership_id <> r.partnership_id
     or q.centre in (r.receiver_organisation, r.owner_organisation) or not quota_is_of(q.id, r.owner_organisation) then return null; end if;
  select max(v.number) into path_number from referral_path_version v where v.path_id = q.path_id and v.approved_at is not null;
  if path_number is null then return null; end if;
  -- Before the board of another centre nobody could ever accept it.
  if not exists (select from referral_path_version v, jsonb_array_elements(v.config -> 'steps') step, board b
      where v.path_id = q.path_id and v.number = path_number and step ->> 'stage' = 'board' and b.id = (step ->> 'board')::uuid
        and b.owner_organisation = q.centre) then return null; end if;
  select (step ->> 'board')::uuid into board from referral_path_version v, jsonb_array_elements(v.config -> 'steps') step
    where v.path_id = q.path_id and v.number = path_number and step ->> 'stage' = 'commission';
  insert into referral (id, number, owner_organisation, partnership_id, is_demo, commission_organisation, receiver_organisation, patient_id,
      quota_id, path_id, path_version, state, round, stops, priority, previous_id, created_by, created_at, version, changed_at,
      stage, stage_since)
    values (new_id, next_referral_number(of_year), r.owner_organisation, r.partnership_id, r.is_demo,
      (select b.owner_organisation from board b where b.id = board), q.centre, r.patient_id, q.id, q.path_id, path_number, 'draft', 0, 0,
      r.priority, r.id, actor_person(), at, 1, at, 'draft', at)
    on conflict do nothing;
  return (select id from referral where id = new_id);
end $$;

alter table referral_path enable row level security;
alter table referral_path_version enable row level security;
alter table referral enable row level security;
alter table referral_task enable row level security;
alter table referral_act enable row level security;
alter table referral_words enable row level security;
alter table referral_number enable row level security;

-- Both sides read by what their referrals go. It is kept by a clinical coordinator of whoever owns it, never by a token.
create function actor_configures_paths() returns boolean stable language sql
  return actor_is_clinical() and actor_fact('token') is null and actor_reaches('coordinator');
grant select, insert, update (names, version, changed_at) on referral_path to yntymaq_app;
create policy known_to_all_sides on referral_path for select to yntymaq_app using (
  owner_organisation = (select actor_organisation())
  or ((select actor_works_on_cases()) and (partnership_id = any ((select actor_partnerships())::uuid[])
    or exists (select from referral r where r.path_id = referral_path.id))));
create policy kept_by_its_side on referral_path for insert to yntymaq_app with check (
  (select actor_configures_paths()) and owner_organisation = (select actor_organisation()) and side_id = any ((select actor_sides())::uuid[]));
create policy changed_by_its_owner on referral_path for update to yntymaq_app using (
  (select actor_configures_paths()) and owner_organisation = (select actor_organisation()));
grant select, insert, update (config, written_by, written_at, approved_by, approved_at) on referral_path_version to yntymaq_app;
create policy seen_with_its_path on referral_path_version for select to yntymaq_app using (
  exists (select from referral_path p where p.id = path_id
    and (approved_at is not null or p.owner_organisation = (select actor_organisation()))));
create policy written_by_its_owner on referral_path_version for insert to yntymaq_app with check (
  approved_at is null and written_by = (select actor_person()) and (select actor_configures_paths())
  and exists (select from referral_path p where p.id = path_id and p.owner_organisation = (select actor_organisation())));
create policy changed_until_approved on referral_path_version for update to yntymaq_app
  using (approved_at is null and (select actor_configures_paths())
    and exists (select from referral_path p where p.id = path_id and p.owner_organisation = (select actor_organisation())))
  with check (approved_at is null or approved_by = (select actor_person()));

-- The shell, for clinical people of those who take part, and for their systems: the commission from when it was asked, the receiver
-- from when it was shown.
grant select, insert on referral to yntymaq_app;
grant update (commission_organisation, receiver_organisation, quota_id, path_id, path_version, state, round, stops, priority, consent_id,
  commission_consent_id, reason, asked_at, version, changed_at) on referral to yntymaq_app;
create policy seen_by_its_parties on referral for select to yntymaq_app using (
  (select actor_works_on_cases()) and (owner_organisation = (select actor_organisation())
    or (commission_organisation = (select actor_organisation()) and asked_at is not null)
    or (receiver_organisation = (select actor_organisation()) and shown_at is not null)));
create policy begun_by_the_sender on referral for insert to yntymaq_app with check (
  (select actor_moves_seats()) and owner_organisation = (select actor_organisation()) and created_by = (select actor_person())
  and state = 'draft' and round = 0 and stops = 0 and version = 1 and may_be_referred(patient_id) and quota_is_for(quota_id)
  and partnership_id = any ((select actor_partnerships())::uuid[])
  and exists (select from quota q where q.id = quota_id and q.state = 'open' and q.centre = receiver_organisation
    and q.partnership_id = referral.partnership_id and q.is_demo = referral.is_demo)
  and is_demo = (select o.is_demo from organisation o where o.id = (select actor_organisation())));
create policy written_by_the_senders_side on referral for update to yntymaq_app using (
  (select actor_moves_seats()) and (owner_organisation = (select actor_organisation())
    or (commission_organisation = (select actor_organisation()) and asked_at is not null and state in ('submitted', 'completeness', 'commission'))))
  with check ((select actor_organisation()) in (owner_organisation, commission_organisation));

grant select on referral_task to yntymaq_app;
grant update (state, round, stops_answered, arrival, arrival_time, until, arrived_at, started_at, discharged_at, fractions_planned, fractions_done, reason,
  version, changed_at) on referral_task to yntymaq_app;
create policy seen_with_its_referral on referral_task for select to yntymaq_app using (
  exists (select from referral r where r.id = referral_id));
create policy written_by_the_receiver on referral_task for update to yntymaq_app using (
  (select actor_moves_seats()) and owner_organisation = (select actor_organisation())
  and exists (select from referral r where r.id = referral_id));

grant select, insert (id, referral_id, at, act, from_stage, to_stage, organisation_id, person, reason) on referral_act to yntymaq_app;
create policy seen_with_its_referral on referral_act for select to yntymaq_app using (
  exists (select from referral r where r.id = referral_id));
create policy written_in_ones_own_name on referral_act for insert to yntymaq_app with check (
  (select actor_moves_seats()) and organisation_id = (select actor_organisation()) and person = (select actor_person())
  and exists (select from referral r where r.id = referral_id and r.stage = to_stage));
grant select, insert on referral_words to yntymaq_app;
create policy seen_in_care on referral_words for select to yntymaq_app using (
  exists (select from referral_act a where a.id = act_id and referral_is_open(a.referral_id)));
create policy said_with_ones_own_act on referral_words for insert to yntymaq_app with check (
  exists (select from referral_act a where a.id = act_id and a.person = (select actor_person())
    and a.organisation_id = (select actor_organisation())));

revoke all on function next_referral_number(integer), referral_stands(), referral_task_moves(), referral_begins(),
  referral_is_accepted(uuid, text), referral_seat_fits(), referral_death_closes_others(), referral_parties(uuid), referral_is_open(uuid),
  lock_referral(uuid, boolean),
  lock_consents(uuid[]), consent_lets_in(uuid, uuid, uuid), share_for_referral(uuid, uuid[], timestamptz),
  refer_onward(uuid, uuid, uuid, integer, timestamptz), may_be_referred(uuid), quota_is_of(uuid, uuid), quota_is_for(uuid)
  from public;
grant execute on function next_referral_number(integer), referral_is_accepted(uuid, text), referral_parties(uuid), referral_is_open(uuid),
  lock_referral(uuid, boolean), lock_consents(uuid[]), consent_lets_in(uuid, uuid, uuid), share_for_referral(uuid, uuid[], timestamptz),
  refer_onward(uuid, uuid, uuid, integer, timestamptz), may_be_referred(uuid), quota_is_for(uuid) to yntymaq_app;
