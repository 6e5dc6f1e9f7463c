-- Boards: people who decide together, by a rule that is written down before they do. A case is what one board was asked about one
-- subject, of which it knows the id alone. Who voted what stands in the clear, seen by who takes part in the care; what they said of it
-- lies sealed under the patient's key.

-- Who takes part in the work on cases here: clinical people, and another system whose scopes say so. What a token brings is bounded by
-- the policies below.
create function actor_works_on_cases() returns boolean stable language sql
  return actor_is_clinical() or actor_reads('{ServiceRequest,Task}');
-- Whether a token asks that may write tasks: an act is a task that is written.
create function actor_brings_decisions() returns boolean stable language sql
  return actor_fact('token') is not null and exists (
    select from jsonb_array_elements_text(coalesce(actor_fact('scopes')::jsonb, '[]')) scope where scope ~ '^system/Task\.[a-z]*[cu]');

create table board (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  is_demo boolean not null,
  names jsonb not null,
  kind text not null check (kind in ('home_commission', 'receiving_board', 'consultation')),
  -- So many members who may vote have to have voted, whatever they voted.
  quorum integer not null check (quorum between 1 and 50),
  majority text not null check (majority in ('simple', 'absolute', 'two_thirds', 'unanimous')),
  -- Where a simple majority is missed by a tie, the vote of the chair decides.
  chair_breaks_ties boolean not null,
  -- By what its queue is ordered: stated, and the same for everybody.
  priority_rule text not null check (priority_rule in ('urgency_waiting', 'urgency_due', 'waiting')),
  -- Days until a decision is due.
  clock_days integer not null check (clock_days between 1 and 365),
  -- The languages in which a refusal gives its reasons.
  languages text[] not null check (cardinality(languages) between 1 and 8),
  -- It votes on paper or in a system of its own, and its decisions are brought here with how many voted what.
  votes_elsewhere boolean not null,
  closed_at timestamptz,
  version integer not null,
  changed_at timestamptz not null
);
create index on board (owner_organisation);

-- Who sits on a board, as what and from when to when. Nobody disappears: a part ends, another begins.
create table board_member (
  id uuid primary key,
  board_id uuid not null references board,
  person uuid not null,
  -- As it stood when they were named.
  name text not null check (length(trim(name)) between 1 and 200),
  function text not null check (function in ('chair', 'deputy', 'secretary', 'member')),
  -- What they know, in the languages of the product; this is what other organisations see of them.
  specialty jsonb not null,
  since timestamptz not null,
  -- The first moment at which they are no member any more.
  until timestamptz,
  check (until is null or until >= since)
);
create index on board_member (board_id);
create index on board_member (person);
create unique index on board_member (board_id, person) where until is null;

create table board_case (
  id uuid primary key,
  board_id uuid not null references board,
  owner_organisation uuid not null references organisation,
  is_demo boolean not null,
  kind text not null,
  subject_kind text not null check (subject_kind ~ '^[a-z_]{3,40}$'),
  subject_id uuid not null,
  patient_id uuid not null references patient,
  -- Organisations that the subject is of besides the board's own: they see where it stands, and may take it back.
  parties uuid[] not null check (cardinality(parties) between 1 and 6),
  state text not null check (state in ('open', 'decided', 'withdrawn')),
  -- A case that comes back after a decision is decided anew: the next round.
  round integer not null check (round > 0),
  priority text not null check (priority in ('urgent', 'soon', 'planned')),
  waiting_since timestamptz not null,
  opened_at timestamptz not null,
  round_opened_at timestamptz not null,
  due_at timestamptz not null,
  -- For the report on fairness: groups, never a person. A place of the place table, and a code with its names.
  region text check (length(region) <= 80),
  sex text not null check (sex in ('female', 'male', 'unknown')),
  age_group text not null check (age_group in ('0-17', '18-39', '40-64', '65+', 'unknown')),
  disease text check (length(disease) <= 80),
  disease_names jsonb,
  -- Of the last round.
  outcome text check (outcome in ('accept', 'accept_on_condition', 'decline', 'return', 'refer_onward')),
  decided_at timestamptz,
  version integer not null,
  unique (board_id, subject_id),
  check ((outcome is null) = (decided_at is null)),
  check (state <> 'decided' or outcome is not null)
);
create index on board_case (subject_id);
create index on board_case (patient_id);
create index on board_case (owner_organisation);
create index on board_case using gin (parties);
create index on board_case (board_id, state);
-- Of two boards of one kind that are asked about the same, one accepts.
create unique index one_acceptance on board_case (subject_id, kind)
  where state = 'decided' and outcome in ('accept', 'accept_on_condition');

-- Words under the patient's key: why somebody voted so, why a member has a conflict, why the board decided so.
create table board_reason (
  id uuid primary key,
  case_id uuid not null references board_case,
  content bytea not null
);
create index on board_reason (case_id);

-- Never changed: a member who thinks otherwise votes again, and what they said before stands beside it.
create table board_vote (
  id uuid primary key,
  position bigint generated always as identity,
  case_id uuid not null references board_case,
  round integer not null,
  member_id uuid not null references board_member,
  vote text not null check (vote in ('for', 'against', 'defer', 'abstain')),
  reason_id uuid references board_reason,
  at timestamptz not null,
  check (vote not in ('against', 'defer') or reason_id is not null)
);
create index on board_vote (case_id, round, position);
create index on board_vote (member_id);
create index on board_vote (reason_id);

-- A member who is not to take part in this case: counted neither in the quorum nor in the votes.
create table board_conflict (
  id uuid primary key,
  case_id uuid not null references board_case,
  member_id uuid not null references board_member,
  stated_by uuid not null,
  reason_id uuid not null references board_reason,
  at timestamptz not null,
  unique (case_id, member_id)
);
create index on board_conflict (member_id);
create index on board_conflict (reason_id);

create table board_decision (
  id uuid primary key,
  case_id uuid not null references board_case,
  round integer not null,
  outcome text not null check (outcome in ('accept', 'accept_on_condition', 'decline', 'return', 'refer_onward')),
  votes_for integer not null check (votes_for >= 0),
  votes_against integer not null check (votes_against >= 0),
  votes_defer integer not null check (votes_defer >= 0),
  votes_abstain integer not null check (votes_abstain >= 0),
  -- How many could have voted, and the rule as it was then.
  eligible integer not null check (eligible >= votes_for + votes_against + votes_defer + votes_abstain),
  quorum integer not null,
  majority text not null,
  reason_id uuid not null references board_reason,
  -- Who presided; null where the decision was brought from elsewhere.
  member_id uuid references board_member,
  person uuid,
  -- When the round began and how long it had, since when the subject was waiting.
  round_opened_at timestamptz not null,
  due_at timestamptz not null,
  waiting_since timestamptz not null,
  at timestamptz not null,
  unique (case_id, round)
);
create index on board_decision (member_id);
create index on board_decision (reason_id);

-- Members who may vote on a case now: named, not ended, without a conflict.
create function board_eligible(of_case uuid) returns uuid[] stable language sql security definer set search_path = public, pg_temp
  return array(select m.id from board_case c join board_member m on m.board_id = c.board_id
    where c.id = of_case and m.since <= now() and (m.until is null or m.until > now())
      and not exists (select from board_conflict x where x.case_id = c.id and x.member_id = m.id));
revoke all on function board_eligible(uuid) from public;

-- How many members of a board could vote today, or preside; told to whoever sees the board.
create function board_seats(of_board uuid, who_preside boolean) returns integer stable language sql security definer
  set search_path = public, pg_temp
  return (select count(*) from board_member m where m.board_id = of_board and m.since <= now() and (m.until is null or m.until > now())
    and (not who_preside or m.function in ('chair', 'deputy')));

-- What stands of a round: of each member who may vote the last vote.
create function board_tally(of_case uuid, of_round integer, out votes_for integer, out votes_against integer, out votes_defer integer,
    out votes_abstain integer, out eligible integer) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    with members as (select unnest(board_eligible(of_case)) as id),
      last_votes as (select distinct on (v.member_id) v.vote from board_vote v join members m on m.id = v.member_id
        where v.case_id = of_case and v.round = of_round order by v.member_id, v.position desc)
    select (count(*) filter (where vote = 'for'))::int, (count(*) filter (where vote = 'against'))::int,
           (count(*) filter (where vote = 'defer'))::int, (count(*) filter (where vote = 'abstain'))::int,
           (select count(*)::int from members)
    from last_votes;
  end;

-- Whether a choice carries. The twin of `carries` in src/modules/boards/decision.ts; a property test holds them together.
create function board_carries(choice integer, votes_cast integer, eligible integer, majority text, breaks_tie boolean) returns boolean
  immutable language sql
  return choice > 0 and case majority
    when 'simple' then 2 * choice > votes_cast or (breaks_tie and 2 * choice = votes_cast)
    when 'absolute' then 2 * choice > eligible
    when 'two_thirds' then 3 * choice >= 2 * votes_cast
    when 'unanimous' then choice = votes_cast
    else false end;
-- The twin of `whyNotDecided`, for a quorum and an outcome. `chairs_vote`: what the chair voted, where that breaks a tie.
create function board_may_conclude(outcome text, tally integer[], eligible integer, quorum integer, majority text, chairs_vote text)
  returns boolean immutable language sql
  return tally[1] + tally[2] + tally[3] + tally[4] >= quorum and case
    when outcome in ('accept', 'accept_on_condition')
      then board_carries(tally[1], tally[1] + tally[2] + tally[3], eligible, majority, chairs_vote is not distinct from 'for')
    when outcome in ('decline', 'refer_onward')
      then board_carries(tally[2], tally[1] + tally[2] + tally[3], eligible, majority, chairs_vote is not distinct from 'against')
    else not board_carries(tally[1], tally[1] + tally[2] + tally[3], eligible, majority, chairs_vote is not distinct from 'for')
     and not board_carries(tally[2], tally[1] + tally[2] + tally[3], eligible, majority, chairs_vote is not distinct from 'against') end;

-- Whether whoever asks may vote as this member in this round.
create function board_may_vote(of_case uuid, of_round integer, as_member uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return actor_fact('session') is not null and actor_is_clinical() and actor_reaches('officer') and exists (
    select from board_case c join board b on b.id = c.board_id join board_member m on m.board_id = b.id
    where c.id = of_case and c.state = 'open' and c.round = of_round and c.owner_organisation = actor_organisation()
      and not b.votes_elsewhere and m.id = as_member and m.person = actor_person() and m.id = any (board_eligible(c.id))
      and is_care_open(c.patient_id));

-- Whether whoever asks may say what the board decided: its chair or who stands in, and where it votes elsewhere a coordinator of its
-- organisation or the system of it.
create function board_may_decide(of_case uuid, of_round integer, as_member uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return exists (select from board_case c join board b on b.id = c.board_id
    where c.id = of_case and c.state = 'open' and c.round = of_round and c.owner_organisation = actor_organisation()
      and case when as_member is null
        then b.votes_elsewhere and (actor_brings_decisions()
          or (actor_is_clinical() and actor_fact('session') is not null and actor_reaches('coordinator') and is_care_open(c.patient_id)))
        else actor_fact('session') is not null and actor_is_clinical() and actor_reaches('officer') and is_care_open(c.patient_id)
          and exists (select from board_member m where m.id = as_member and m.board_id = b.id and m.person = actor_person()
            and m.function in ('chair', 'deputy') and m.id = any (board_eligible(c.id))) end);

-- A conflict is stated by the member, or by who presides.
create function board_may_state_conflict(of_case uuid, of_member uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return actor_fact('session') is not null and actor_is_clinical() and actor_reaches('officer') and exists (
    select from board_case c join board_member m on m.board_id = c.board_id
    where c.id = of_case and c.state = 'open' and c.owner_organisation = actor_organisation() and m.id = of_member
      and is_care_open(c.patient_id)
      and (m.person = actor_person() or actor_reaches('coordinator') or exists (
        select from board_member h where h.board_id = c.board_id and h.person = actor_person() and h.function in ('chair', 'deputy')
          and h.since <= now() and (h.until is null or h.until > now()))));

-- Whether the subject of a case was accepted by another board of its kind. The subject is held until the end of the transaction, so
-- that two boards decide about it one after the other.
create function board_taken_elsewhere(of_case uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted board_case;
begin
  select * into wanted from board_case c where c.id = of_case
    and (c.owner_organisation = actor_organisation() or actor_organisation() = any (c.parties)) and actor_works_on_cases();
  if wanted.id is null then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended('boards on ' || wanted.subject_id, 0));
  return exists (select from board_case o where o.subject_id = wanted.subject_id and o.kind = wanted.kind and o.id <> of_case
    and o.state = 'decided' and o.outcome in ('accept', 'accept_on_condition'));
end $$;

-- People who could be named as members: who holds a clinical role in the board's organisation. Told to who looks after the boards.
create function board_people() returns table (person uuid, name text) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select distinct u.id, u.name from membership m join auth."user" u on u.id = m.person
    where m.organisation_id = actor_organisation() and actor_is_clinical() and actor_reaches('coordinator')
      and actor_fact('session') is not null and m.is_clinical and rank_of(m.role) >= rank_of('officer')
      and role_runs(m.since, m.ends_at, m.suspended_at)
      and not exists (select from deactivated_person d where d.person = m.person);
  end;

-- What is decided is what was voted: the numbers of a decision are worked out here again.
create function board_decides_as_it_voted() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_case board_case;
  of_board board;
  counted record;
  chairs text;
begin
  select * into of_case from board_case c where c.id = new.case_id;
  select * into of_board from board b where b.id = of_case.board_id;
  if (new.quorum, new.majority, new.round_opened_at, new.due_at, new.waiting_since) is distinct from
     (of_board.quorum, of_board.majority, of_case.round_opened_at, of_case.due_at, of_case.waiting_since) then
    raise exception 'a decision is made by the rule of its board' using errcode = 'check_violation';
  end if;
  if new.member_id is not null and of_board.votes_elsewhere is not true then
    select * into counted from board_tally(new.case_id, new.round);
    if (new.votes_for, new.votes_against, new.votes_defer, new.votes_abstain, new.eligible) is distinct from
       (counted.votes_for, counted.votes_against, counted.votes_defer, counted.votes_abstain, counted.eligible) then
      raise exception 'a decision says what was voted' using errcode = 'check_violation';
    end if;
    select v.vote into chairs from board_vote v where of_board.chair_breaks_ties and v.case_id = new.case_id and v.round = new.round
      and v.member_id = new.member_id order by v.position desc limit 1;
  end if;
  if not board_may_conclude(new.outcome, array[new.votes_for, new.votes_against, new.votes_defer, new.votes_abstain], new.eligible,
                            new.quorum, new.majority, chairs) then
    raise exception 'a board decides with its quorum and its majority' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger decides_as_it_voted before insert on board_decision for each row execute function board_decides_as_it_voted();

-- How a case moves: open → decided by its board, with a decision of that round; open → withdrawn; and open again as the next round.
create function board_case_moves() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'decided' and old.state = 'open' then
    if new.round <> old.round or not exists (select from board_decision d where d.case_id = new.id and d.round = new.round
        and d.outcome = new.outcome and d.at = new.decided_at) then
      raise exception 'a case is decided by a decision' using errcode = 'check_violation';
    end if;
  elsif new.state = 'withdrawn' and old.state = 'open' then
    if new.round <> old.round or new.outcome is distinct from old.outcome then
      raise exception 'a case that is withdrawn says what it said' using errcode = 'check_violation';
    end if;
  elsif new.state = 'open' and old.state <> 'open' then
    if new.round <> old.round + 1 or new.outcome is not null then
      raise exception 'a case comes back as the next round' using errcode = 'check_violation';
    end if;
  elsif new.state <> old.state or new.round <> old.round or (new.outcome, new.decided_at) is distinct from (old.outcome, old.decided_at) then
    raise exception 'a case does not go from % to %', old.state, new.state using errcode = 'check_violation';
  end if;
  -- Its place in the queue is what it was asked with; nobody is moved forward, and nobody is let in, while it waits.
  if new.round = old.round and (new.priority, new.waiting_since, new.round_opened_at, new.due_at, new.parties)
      is distinct from (old.priority, old.waiting_since, old.round_opened_at, old.due_at, old.parties) then
    raise exception 'a case waits as it was asked' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger moves before update on board_case for each row execute function board_case_moves();

-- Whoever votes or states a conflict waits for a decision that is just being made, and then comes too late.
create function board_case_is_open() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from board_case c where c.id = new.case_id and c.state = 'open' for share;
  if not found then
    raise exception 'a case that is not open takes no votes' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger of_an_open_case before insert on board_vote for each row execute function board_case_is_open();
create trigger of_an_open_case before insert on board_conflict for each row execute function board_case_is_open();

-- A case is of its board, and of a patient who is as real as the board is.
create function board_case_is_of_its_board() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from board b where b.id = new.board_id and b.owner_organisation = new.owner_organisation and b.is_demo = new.is_demo
      and b.kind = new.kind and b.closed_at is null)
    or not exists (select from patient p where p.id = new.patient_id and p.is_demo = new.is_demo) then
    raise exception 'a case is of its board' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger of_its_board before insert on board_case for each row execute function board_case_is_of_its_board();

revoke all on function board_seats(uuid, boolean), board_tally(uuid, integer), board_may_vote(uuid, integer, uuid),
  board_may_decide(uuid, integer, uuid), board_may_state_conflict(uuid, uuid), board_taken_elsewhere(uuid), board_people(),
  board_decides_as_it_voted(), board_case_moves(), board_case_is_of_its_board(), board_case_is_open() from public;
grant execute on function board_may_vote(uuid, integer, uuid), board_may_decide(uuid, integer, uuid),
  board_may_state_conflict(uuid, uuid), board_taken_elsewhere(uuid), board_people(), board_seats(uuid, boolean) to yntymaq_app;

alter table board enable row level security;
alter table board_member enable row level security;
alter table board_case enable row level security;
alter table board_reason enable row level security;
alter table board_vote enable row level security;
alter table board_conflict enable row level security;
alter table board_decision enable row level security;

-- A board is known to its organisation and to those who are in a partnership with it: a path has to name it.
grant select, insert, update (names, quorum, majority, chair_breaks_ties, priority_rule, clock_days, languages, votes_elsewhere, closed_at,
  version, changed_at) on board to yntymaq_app;
create policy known_to_partners on board for select to yntymaq_app using (
  (select actor_works_on_cases()) and (owner_organisation = (select actor_organisation()) or exists (
    select from side_organisation s where s.organisation_id = board.owner_organisation
      and s.partnership_id = any ((select actor_partnerships())::uuid[]))));
create policy kept_by_its_organisation on board for insert to yntymaq_app with check (
  owner_organisation = (select actor_organisation()) and (select actor_is_clinical()) and (select actor_fact('session')) is not null
  and (select actor_reaches('coordinator'))
  and is_demo = (select o.is_demo from organisation o where o.id = (select actor_organisation())));
create policy changed_by_its_organisation on board for update to yntymaq_app using (
  owner_organisation = (select actor_organisation()) and (select actor_is_clinical()) and (select actor_fact('session')) is not null
  and (select actor_reaches('coordinator')));

-- Members are seen by name in their own organisation. What others see of them comes with the votes.
grant select, insert, update (until) on board_member to yntymaq_app;
create policy seen_in_its_organisation on board_member for select to yntymaq_app using (
  (select actor_works_on_cases()) and exists (select from board b where b.id = board_id and b.owner_organisation = (select actor_organisation())));
create policy named_by_its_organisation on board_member for insert to yntymaq_app with check (
  (select actor_is_clinical()) and (select actor_fact('session')) is not null and (select actor_reaches('coordinator'))
  and exists (select from board b where b.id = board_id and b.owner_organisation = (select actor_organisation()))
  and person in (select p.person from board_people() p));
create policy ended_by_its_organisation on board_member for update to yntymaq_app using (
  (select actor_is_clinical()) and (select actor_fact('session')) is not null and (select actor_reaches('coordinator'))
  and (until is null or until > now())
  and exists (select from board b where b.id = board_id and b.owner_organisation = (select actor_organisation())))
  with check (until is not null);

grant select, insert, update (state, round, priority, waiting_since, round_opened_at, due_at, outcome, decided_at, parties, version)
  on board_case to yntymaq_app;
create policy seen_by_its_parties on board_case for select to yntymaq_app using (
  (select actor_works_on_cases()) and (owner_organisation = (select actor_organisation()) or (select actor_organisation()) = any (parties)));
create policy opened_in_care on board_case for insert to yntymaq_app with check (
  (select actor_works_on_cases()) and (select actor_reaches('officer'))
  and (owner_organisation = (select actor_organisation()) or (select actor_organisation()) = any (parties))
  and state = 'open' and round = 1 and outcome is null and is_care_open(patient_id)
  and exists (select from board b where b.id = board_id));
create policy moved_by_its_parties on board_case for update to yntymaq_app
  using ((select actor_works_on_cases()) and (select actor_reaches('officer'))
    and (owner_organisation = (select actor_organisation()) or (select actor_organisation()) = any (parties)))
  with check (owner_organisation = (select actor_organisation()) or ((select actor_organisation()) = any (parties) and state <> 'decided'));

-- What was said, only as long as the care is open to who asks: a consent that ends closes it at once.
grant select, insert on board_reason to yntymaq_app;
create policy seen_in_care on board_reason for select to yntymaq_app using (
  exists (select from board_case c where c.id = case_id and is_care_open(c.patient_id)));
create policy said_by_the_board on board_reason for insert to yntymaq_app with check (
  (select actor_reaches('officer')) and exists (select from board_case c where c.id = case_id and c.state = 'open'
    and c.owner_organisation = (select actor_organisation())));

grant select, insert on board_vote to yntymaq_app;
create policy seen_in_care on board_vote for select to yntymaq_app using (
  exists (select from board_case c where c.id = case_id and is_care_open(c.patient_id)));
create policy voted_in_ones_own_name on board_vote for insert to yntymaq_app with check (
  board_may_vote(case_id, round, member_id)
  and (reason_id is null or exists (select from board_reason r where r.id = reason_id and r.case_id = board_vote.case_id)));

grant select, insert on board_conflict to yntymaq_app;
create policy seen_in_care on board_conflict for select to yntymaq_app using (
  exists (select from board_case c where c.id = case_id and c.owner_organisation = (select actor_organisation()) and is_care_open(c.patient_id)));
create policy stated_in_ones_own_name on board_conflict for insert to yntymaq_app with check (
  stated_by = (select actor_person()) and board_may_state_conflict(case_id, member_id)
  and exists (select from board_reason r where r.id = reason_id and r.case_id = board_conflict.case_id));

grant select, insert on board_decision to yntymaq_app;
create policy seen_by_its_parties on board_decision for select to yntymaq_app using (
  exists (select from board_case c where c.id = case_id));
create policy decided_by_its_board on board_decision for insert to yntymaq_app with check (
  board_may_decide(case_id, round, member_id) and person is not distinct from (select actor_person())
  and exists (select from board_reason r where r.id = reason_id and r.case_id = board_decision.case_id));

-- Who voted, as other organisations see it: what they know, not what they are called.
create function board_voters(of_case uuid) returns table (member uuid, specialty jsonb, function text, name text, since timestamptz,
    until timestamptz, in_conflict boolean) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select m.id, m.specialty, m.function, case when c.owner_organisation = actor_organisation() then m.name end, m.since, m.until,
           exists (select from board_conflict x where x.case_id = c.id and x.member_id = m.id)
    from board_case c join board_member m on m.board_id = c.board_id
    where c.id = of_case and actor_works_on_cases() and is_care_open(c.patient_id)
      and (c.owner_organisation = actor_organisation() or actor_organisation() = any (c.parties))
      and (m.id = any (board_eligible(c.id)) or exists (select from board_vote v where v.case_id = c.id and v.member_id = m.id)
        or exists (select from board_conflict x where x.case_id = c.id and x.member_id = m.id))
    order by array_position(array['chair', 'deputy', 'secretary', 'member'], m.function), m.since, m.id;
  end;
revoke all on function board_voters(uuid) from public;
grant execute on function board_voters(uuid) to yntymaq_app;

-- A decision is signed by those who made it. It belongs to no partnership, and its signatures are seen by who takes part in the care.
create function board_of_decision_signs(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return exists (select from board_decision d join board_case c on c.id = d.case_id join board_member m on m.board_id = c.board_id
    where d.id = wanted and c.owner_organisation = actor_organisation() and m.person = actor_person() and actor_is_clinical()
      and (m.id = d.member_id or exists (select from board_vote v where v.case_id = c.id and v.round = d.round and v.member_id = m.id))
      and not exists (select from board_conflict x where x.case_id = c.id and x.member_id = m.id));
create function board_decision_is_open(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return exists (select from board_decision d join board_case c on c.id = d.case_id where d.id = wanted and actor_works_on_cases()
    and is_care_open(c.patient_id) and (c.owner_organisation = actor_organisation() or actor_organisation() = any (c.parties)));
revoke all on function board_of_decision_signs(uuid), board_decision_is_open(uuid) from public;
grant execute on function board_of_decision_signs(uuid), board_decision_is_open(uuid) to yntymaq_app;

alter table signature drop constraint signature_subject_check, add constraint signature_subject_check
  check (subject in ('minutes', 'instrument_version', 'consent', 'board_decision'));
alter table signature add constraint signature_of_a_board_decision
  check (subject <> 'board_decision' or (partnership_id is null and side_id is null and visibility = 'own_side'));
alter policy seen_with_what_was_signed on signature using (
  case subject
    when 'minutes' then exists (select from meeting m where m.id = subject_id)
    when 'instrument_version' then exists (select from instrument_version v where v.id = subject_id)
    when 'consent' then is_care_open(patient_of_consent(subject_id))
    when 'board_decision' then board_decision_is_open(subject_id)
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
      end
);
