-- The patient's page, messages both ways, and what is told of a referral. Codes, numbers and sessions lie here as keyed hashes; how
-- somebody is reached and what is written, sealed under the patient's key. Whoever reads the tables opens no page and learns nothing.

-- A code that was given out: to the patient, or to somebody who speaks for them.
create table patient_page (
  id uuid primary key,
  referral_id uuid not null references referral,
  patient_id uuid not null references patient,
  -- Who gave it out.
  owner_organisation uuid not null references organisation,
  is_demo boolean not null,
  holder text not null check (holder in ('patient', 'representative')),
  language text not null check (language ~ '^[a-z]{2}(-[A-Z][a-z]{3})?$'),
  -- How one-time numbers and news go; null: nothing can be sent.
  way text check (way in ('sms', 'mail')),
  handing text not null check (handing in ('printed', 'sent')),
  factor text not null check (factor in ('number', 'number-and-birth', 'birth-and-second')),
  code_key text not null unique check (code_key ~ '^[0-9a-f]{64}$'),
  second_key text check (second_key ~ '^[0-9a-f]{64}$'),
  -- The number or address, and the birth date where it is asked.
  reach bytea not null,
  -- Wrong answers in a row.
  wrong integer not null default 0 check (wrong >= 0),
  last_wrong_at timestamptz,
  opened_at timestamptz,
  issued_by uuid not null,
  issued_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('by_hand', 'replaced', 'death')),
  check ((ended_at is null) = (ended_because is null)),
  check ((wrong = 0) or (last_wrong_at is not null)),
  check ((factor = 'birth-and-second') = (second_key is not null) and (factor = 'birth-and-second') = (way is null))
);
create index on patient_page (referral_id);
create index on patient_page (patient_id);
create index on patient_page (owner_organisation);

-- One-time numbers that were sent. Each opens once.
create table patient_page_number (
  id uuid primary key,
  page_id uuid not null references patient_page,
  number_key text not null check (number_key ~ '^[0-9a-f]{64}$'),
  sent_at timestamptz not null,
  wrong integer not null default 0,
  used_at timestamptz
);
create index on patient_page_number (page_id, sent_at desc);

-- A page that somebody has open now.
create table patient_page_session (
  id uuid primary key,
  page_id uuid not null references patient_page,
  token_key text not null unique check (token_key ~ '^[0-9a-f]{64}$'),
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  left_at timestamptz
);
create index on patient_page_session (page_id);

-- What the patient and the hospitals wrote to each other. Nothing is changed; that it was read is noted once.
create table patient_message (
  id uuid primary key,
  referral_id uuid not null references referral,
  patient_id uuid not null references patient,
  is_demo boolean not null,
  -- From the page: which one, and whose. From a hospital: which, and who.
  page_id uuid references patient_page,
  holder text check (holder in ('patient', 'representative')),
  organisation_id uuid references organisation,
  person uuid,
  about text not null check (about in ('message', 'withdraw', 'correct', 'copy', 'other')),
  body bytea not null,
  at timestamptz not null,
  read_at timestamptz,
  read_by uuid,
  check ((page_id is null) = (organisation_id is not null) and (page_id is null) = (person is not null)
    and (page_id is null) = (holder is null))
);
create index on patient_message (referral_id, at);
create index on patient_message (patient_id);
create index on patient_message (page_id);
create index on patient_message (organisation_id);
create index patient_message_unread on patient_message (referral_id) where read_at is null;

-- Which queued message is about which referral, so that it can be stopped. It says nothing of what it says.
create table referral_notice (
  message_id uuid primary key references outbox_message,
  referral_id uuid not null references referral,
  patient_id uuid not null references patient
);
create index on referral_notice (referral_id);
create index on referral_notice (patient_id);

-- Whether somebody has died, as any referral says.
create function has_died(wanted uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return exists (select from referral r where r.patient_id = wanted and r.stage = 'died');
revoke all on function has_died(uuid) from public;

-- Stops what is not sent yet about somebody: what waits, what is being tried, what lies in the mailbox.
create function stop_notices_about(wanted uuid, at timestamptz) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  stopped integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('notices about ' || wanted, 0));
  update outbox_message m set state = 'cancelled', next_try_at = null, changed_at = stop_notices_about.at, failure = null
    where m.state in ('queued', 'kept') and m.id in (select n.message_id from referral_notice n where n.patient_id = wanted);
  get diagnostics stopped = row_count;
  return stopped;
end $$;
revoke all on function stop_notices_about(uuid, timestamptz) from public;

-- At death, whoever writes it and by whatever way: messages stop and codes end, in the same transaction.
create function referral_ends_at_death() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform stop_notices_about(new.patient_id, new.stage_since);
  update patient_page p set ended_at = new.stage_since, ended_because = 'death' where p.patient_id = new.patient_id and p.ended_at is null;
  return null;
end $$;
create trigger ends_at_death after update on referral for each row when (new.stage = 'died' and old.stage <> 'died')
  execute function referral_ends_at_death();

-- Says of a queued message which referral it is about. After a death it is stopped before it is sent.
create function note_referral_notice(of_message uuid, of_referral uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  about uuid;
begin
  if actor_service() is not null and actor_service() not in ('patientDoor', 'patientPage', 'exchangeReferrals') then
    raise exception 'not of this service' using errcode = 'insufficient_privilege';
  end if;
  select r.patient_id into about from referral r where r.id = of_referral;
  if not exists (select from outbox_message m where m.id = of_message and m.purpose = 'referral' and m.state = 'queued'
                 and m.queued_by is not distinct from actor_person() and m.queued_by_service is not distinct from actor_service()) then
    raise exception 'no message of yours' using errcode = 'insufficient_privilege';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('notices about ' || about, 0));
  insert into referral_notice values (of_message, of_referral, about);
  if has_died(about) then
    perform stop_notices_about(about, now());
  end if;
end $$;
revoke all on function note_referral_notice(uuid, uuid) from public;
grant execute on function note_referral_notice(uuid, uuid) to yntymaq_app, yntymaq_worker;

-- By the application, at death: what the trigger does, asked for by a party of the referral.
create function stop_referral_notices(of_referral uuid, at timestamptz) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if cardinality(referral_parties(of_referral)) = 0 then
    raise exception 'not a party of this referral' using errcode = 'insufficient_privilege';
  end if;
  return stop_notices_about((select r.patient_id from referral r where r.id = of_referral), at);
end $$;
revoke all on function stop_referral_notices(uuid, timestamptz) from public;
grant execute on function stop_referral_notices(uuid, timestamptz) to yntymaq_app;

-- Whether a message that was taken is still to be sent: asked just before each goes out, because somebody may have stopped it since.
create function is_still_to_send(of_message uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('sendMessages');
  return exists (select from outbox_message m where m.id = of_message and m.state = 'queued');
end $$;
revoke all on function is_still_to_send(uuid) from public;
grant execute on function is_still_to_send(uuid) to yntymaq_worker;

-- People of these parties who may take a step and asked to be told by mail. Told to whoever acts on the referral.
create function referral_colleagues(of_referral uuid, wanted text[]) returns table (person uuid, address text, locale text) stable
  language sql security definer set search_path = public, pg_temp
  begin atomic
    select distinct on (u.id) u.id, u.email, c.locale
    from referral r
    join reminder_choice c on c.by_mail and c.organisation_id = any (array_remove(array[
      case when 'sender' = any (wanted) then r.owner_organisation end,
      case when 'commission' = any (wanted) then r.commission_organisation end,
      case when 'receiver' = any (wanted) and r.shown_at is not null then r.receiver_organisation end], null))
    join auth."user" u on u.id = c.person
    where r.id = of_referral and (cardinality(referral_parties(of_referral)) > 0 or actor_service() = 'patientPage')
      and exists (select from membership m where m.person = c.person and m.organisation_id = c.organisation_id and m.is_clinical
                    and m.role in ('officer', 'coordinator') and role_runs(m.since, m.ends_at, m.suspended_at))
      and not exists (select from deactivated_person x where x.person = c.person)
      and c.person is distinct from actor_person()
    order by u.id, c.organisation_id;
  end;
revoke all on function referral_colleagues(uuid, text[]) from public;
grant execute on function referral_colleagues(uuid, text[]) to yntymaq_app;

-- Where those who hold a page are reached: sealed. For a party of the referral, which is not always in the care.
create function referral_reaches(of_referral uuid) returns table (page uuid, patient_id uuid, language text, way text, reach bytea,
    is_demo boolean) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select p.id, p.patient_id, p.language, p.way, p.reach, p.is_demo from patient_page p
    where p.referral_id = of_referral and p.ended_at is null and p.way is not null and cardinality(referral_parties(of_referral)) > 0
    order by p.issued_at, p.id;
  end;
revoke all on function referral_reaches(uuid) from public;
grant execute on function referral_reaches(uuid) to yntymaq_app;

-- The door: whoever types a code comes in as this service, which can do what stands here and nothing else.
create function enter_patient_door() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform seat(null, 'patientDoor', null), seal('facts', null);
end $$;
revoke all on function enter_patient_door() from public;
grant execute on function enter_patient_door() to yntymaq_app;

-- The page behind a code; tries on one page wait for each other.
create function patient_page_behind(wanted text) returns table (id uuid, referral_id uuid, patient_id uuid, number text, stage text,
    stage_since timestamptz, language text, way text, factor text, second_key text, reach bytea, wrong integer, last_wrong_at timestamptz,
    ended_at timestamptz, is_demo boolean) language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientDoor');
  return query select p.id, p.referral_id, p.patient_id, r.number, r.stage, r.stage_since, p.language, p.way, p.factor, p.second_key,
      p.reach, p.wrong, p.last_wrong_at, p.ended_at, p.is_demo
    from patient_page p join referral r on r.id = p.referral_id where p.code_key = wanted for update of p;
end $$;
-- Numbers sent within the last day, the newest first.
create function patient_page_numbers(of_page uuid, after timestamptz) returns table (id uuid, number_key text, sent_at timestamptz,
    wrong integer, used_at timestamptz) stable language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientDoor');
  return query select n.id, n.number_key, n.sent_at, n.wrong, n.used_at from patient_page_number n
    where n.page_id = of_page and n.sent_at > after order by n.sent_at desc, n.id;
end $$;
create function keep_patient_number(new_id uuid, of_page uuid, hashed text, at timestamptz) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientDoor');
  insert into patient_page_number (id, page_id, number_key, sent_at) values (new_id, of_page, hashed, at);
end $$;
create function patient_page_wrong(of_page uuid, of_number uuid, at timestamptz) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientDoor');
  update patient_page p set wrong = p.wrong + 1, last_wrong_at = patient_page_wrong.at where p.id = of_page;
  update patient_page_number n set wrong = n.wrong + 1 where n.id = of_number and n.page_id = of_page;
end $$;
create function open_patient_page(new_id uuid, of_page uuid, of_number uuid, hashed text, at timestamptz) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientDoor');
  update patient_page p set wrong = 0, last_wrong_at = null, opened_at = open_patient_page.at where p.id = of_page and p.ended_at is null;
  if not found then
    raise exception 'this page has ended' using errcode = 'insufficient_privilege';
  end if;
  update patient_page_number n set used_at = open_patient_page.at where n.id = of_number and n.page_id = of_page;
  delete from patient_page_session s where s.page_id = of_page and s.opened_at < open_patient_page.at - interval '2 days';
  insert into patient_page_session (id, page_id, token_key, opened_at, seen_at)
    values (new_id, of_page, hashed, open_patient_page.at, open_patient_page.at);
end $$;

-- An opened page: the session says whose. It sees this one referral, as far as it is told here, and nothing of any organisation.
create function enter_patient_page(hashed text, at timestamptz, idle interval, longest interval) returns uuid language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  found_page record;
begin
  perform seat(null, null, null), seal('facts', null);
  select p.id, p.referral_id, p.patient_id, p.holder, s.id as session_id into found_page
    from patient_page_session s join patient_page p on p.id = s.page_id
    where s.token_key = hashed and s.left_at is null and p.ended_at is null
      and s.seen_at > enter_patient_page.at - idle and s.opened_at > enter_patient_page.at - longest
    for update of s;
  if found_page is null then return null; end if;
  update patient_page_session s set seen_at = enter_patient_page.at where s.id = found_page.session_id;
  perform seat(null, 'patientPage', null), seal('facts', jsonb_build_object('page', found_page.id, 'referral', found_page.referral_id,
    'patient', found_page.patient_id, 'holder', found_page.holder, 'opened', found_page.session_id)::text);
  return found_page.id;
end $$;
revoke all on function enter_patient_page(text, timestamptz, interval, interval) from public;
grant execute on function enter_patient_page(text, timestamptz, interval, interval) to yntymaq_app;

create function page_fact(fact text) returns uuid stable language sql set search_path = public, pg_temp
  return case when actor_service() = 'patientPage' then actor_fact(fact)::uuid end;

create function leave_patient_page(at timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientPage');
  update patient_page_session s set left_at = leave_patient_page.at where s.id = page_fact('opened') and s.left_at is null;
end $$;

-- Where the case stands: the shell, who takes part, when to come, and the papers that its hospital still needs for this step, by the
-- names that the path gives them. Nothing clinical.
create function patient_page_case() returns jsonb stable language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientPage');
  return (select jsonb_build_object('number', r.number, 'stage', r.stage, 'since', r.stage_since, 'due', r.due_at, 'isDemo', r.is_demo,
      'arrival', t.arrival, 'until', t.until, 'time', to_jsonb(t) ->> 'arrival_time',
      'papers', (select coalesce(jsonb_agg(w.asked -> 'names'), '[]') from referral_path_version v,
          jsonb_array_elements(v.config -> 'steps') step, jsonb_array_elements(step -> 'papers') as w (asked)
        where v.path_id = r.path_id and v.number = r.path_version and w.asked ->> 'from' = 'sender' and (w.asked ->> 'required')::boolean
          and (step ->> 'stage' = r.stage or (r.stage = 'returned' and step ->> 'stage' in ('draft', 'submitted', 'completeness', 'commission')))
          and coalesce((select x.state from case_statement x where x.referral_id = r.id and x.party = 'sender' and x.paper = w.asked ->> 'code'
            order by x.position desc limit 1), 'missing') not in ('there', 'seen')),
      'planned', t.fractions_planned, 'done', t.fractions_done, 'holder', p.holder,
      'sender', jsonb_build_object('id', s.id, 'names', s.names, 'place', coalesce(s.place_key, s.place), 'country', s.country),
      'receiver', jsonb_build_object('id', c.id, 'names', c.names, 'place', coalesce(c.place_key, c.place), 'country', c.country))
    from referral r left join referral_task t on t.referral_id = r.id join patient_page p on p.id = page_fact('page')
    join organisation s on s.id = r.owner_organisation join organisation c on c.id = r.receiver_organisation
    where r.id = page_fact('referral'));
end $$;

-- Who opened what about this patient: organisation, role, when and why; no name.
create function patient_page_accesses(at_most integer) returns table (at timestamptz, names jsonb, role text, kind text, purpose text,
    times bigint) stable language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientPage');
  return query
    select max(x.at), o.names, x.role, max(x.kind), x.purpose, count(*)
    from (select a.at, a.organisation_id, a.kind, a.purpose, case when a.token is not null then 'system' else
            (select (array_agg(m.role order by rank_of(m.role) desc))[1] from membership m where m.person = a.person
               and m.organisation_id = a.organisation_id and m.since <= a.recorded_at and (m.ends_at is null or m.ends_at > a.recorded_at)) end as role
          from access_record a where a.subject = 'patient' and a.subject_id = page_fact('patient')) x
    join organisation o on o.id = x.organisation_id
    group by o.id, o.names, x.role, x.purpose, date_trunc('day', x.at)
    order by max(x.at) desc limit at_most;
end $$;

-- Consents on record that stand.
create function patient_page_consents() returns table (id uuid, purpose text, country text, names jsonb, given_on date,
    stands_until timestamptz) stable language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientPage');
  return query select c.id, c.purpose, c.receiving_country::text, o.names, c.given_on, c.stands_until
    from consent c left join organisation o on o.id = c.receiving_organisation
    where c.patient_id = page_fact('patient') and consent_stands(c.id) order by c.recorded_at, c.id;
end $$;

-- The end of a consent is recorded by a person, or by the page on which the patient withdrew it.
alter table consent_end alter recorded_by drop not null, add recorded_page uuid references patient_page,
  add check ((recorded_by is null) <> (recorded_page is null));
create index on consent_end (recorded_page);

-- Withdraws a consent in the name of whoever holds the page, at once: every row policy asks the consent itself. It was recorded by the
-- page, with the custodian.
create function withdraw_from_patient_page(of_consent uuid, event_id uuid, at timestamptz) returns boolean language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  p record;
begin
  perform must_be_service('patientPage');
  select x.id, x.custodian, x.is_demo into p from patient x where x.id = page_fact('patient');
  if not exists (select from consent c where c.id = of_consent and c.patient_id = p.id) or not consent_stands(of_consent) then
    return false;
  end if;
  insert into consent_end (consent_id, how, by_whom, details, recorded_page, recorded_organisation, recorded_at)
    values (of_consent, 'withdrawn', actor_fact('holder'), null, page_fact('page'), p.custodian, withdraw_from_patient_page.at)
    on conflict do nothing;
  if not found then return false; end if;
  insert into event (id, at, person, service, owner_organisation, partnership_id, side_id, visibility, is_demo, subject, subject_id,
                     action, fields)
    values (event_id, withdraw_from_patient_page.at, null, 'patientPage', p.custodian, null, null, 'own_side', p.is_demo, 'patient', p.id,
            'withdrawConsent', '{consents}');
  return true;
end $$;

-- Notes that the patient has read what hospitals wrote.
create function patient_page_read(at timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('patientPage');
  update patient_message m set read_at = patient_page_read.at
    where m.referral_id = page_fact('referral') and m.page_id is null and m.read_at is null;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['patient_page_behind(text)', 'patient_page_numbers(uuid, timestamptz)',
    'keep_patient_number(uuid, uuid, text, timestamptz)', 'patient_page_wrong(uuid, uuid, timestamptz)',
    'open_patient_page(uuid, uuid, uuid, text, timestamptz)', 'leave_patient_page(timestamptz)', 'patient_page_case()',
    'patient_page_accesses(integer)', 'patient_page_consents()', 'withdraw_from_patient_page(uuid, uuid, timestamptz)',
    'patient_page_read(timestamptz)', 'page_fact(text)']
  loop
    execute format('revoke all on function %s from public', name);
    execute format('grant execute on function %s to yntymaq_app', name);
  end loop;
end $$;
revoke all on function referral_ends_at_death() from public;

-- What happened to codes, numbers, sessions and messages, in the same transaction: names of fields, never what they hold.
create function tell_of_page(subject text, subject_id uuid, of_referral uuid, action text, fields text[]) returns void language sql
  security definer set search_path = public, pg_temp
  begin atomic
    insert into event (id, at, person, service, owner_organisation, partnership_id, side_id, visibility, is_demo, subject, subject_id,
                       action, fields)
      select gen_random_uuid(), now(), actor_person(), case when actor_person() is null then coalesce(actor_service(), 'owner') end,
             coalesce(actor_organisation(), r.owner_organisation), null, null, 'own_side', r.is_demo, subject, subject_id, action, fields
      from referral r where r.id = of_referral;
  end;
create function patient_page_happened() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform tell_of_page('patient_page', new.id, new.referral_id, 'record', '{}');
  else
    perform tell_of_page('patient_page', new.id, new.referral_id, 'change', array_remove(array[
      case when new.wrong > old.wrong then 'wrong' end, case when new.opened_at is distinct from old.opened_at then 'openedAt' end,
      case when new.ended_at is distinct from old.ended_at then 'endedAt' end], null));
  end if;
  return null;
end $$;
create trigger happened after insert or update on patient_page for each row execute function patient_page_happened();
create function patient_page_used() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p record;
begin
  select x.id, x.referral_id into p from patient_page x where x.id = new.page_id;
  perform tell_of_page('patient_page', p.id, p.referral_id, 'change',
    case when tg_table_name = 'patient_page_number' then '{number}'::text[] else '{session}'::text[] end);
  return null;
end $$;
create trigger was_sent after insert on patient_page_number for each row execute function patient_page_used();
create trigger was_left after update of left_at on patient_page_session for each row when (old.left_at is null and new.left_at is not null)
  execute function patient_page_used();
create function patient_message_happened() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform tell_of_page('patient_message', new.id, new.referral_id, case when tg_op = 'INSERT' then 'record' else 'change' end,
    case when tg_op = 'INSERT' then '{}'::text[] else '{readAt}'::text[] end);
  return null;
end $$;
create trigger happened after insert or update on patient_message for each row execute function patient_message_happened();
revoke all on function tell_of_page(text, uuid, uuid, text, text[]), patient_page_happened(), patient_page_used(),
  patient_message_happened() from public;

alter table patient_page enable row level security;
alter table patient_page_number enable row level security;
alter table patient_page_session enable row level security;
alter table patient_message enable row level security;
alter table referral_notice enable row level security;

-- Neither the hashes nor how somebody is reached: functions of the database alone read those.
grant select (id, referral_id, patient_id, owner_organisation, is_demo, holder, language, way, handing, factor, wrong, last_wrong_at,
              opened_at, issued_by, issued_at, ended_at, ended_because),
      insert (id, referral_id, patient_id, owner_organisation, is_demo, holder, language, way, handing, factor, code_key, second_key, reach,
              issued_by, issued_at),
      update (ended_at, ended_because) on patient_page to yntymaq_app;
create policy seen_in_care on patient_page for select to yntymaq_app using (referral_is_open(referral_id));
create policy given_out_in_care on patient_page for insert to yntymaq_app with check (
  referral_is_open(referral_id) and (select actor_reaches('officer')) and issued_by = (select actor_person())
  and owner_organisation = (select actor_organisation())
  and exists (select from referral r where r.id = referral_id and r.patient_id = patient_page.patient_id and r.is_demo = patient_page.is_demo
              and r.stage <> 'died'));
create policy ended_in_care on patient_page for update to yntymaq_app
  using (referral_is_open(referral_id) and (select actor_reaches('officer'))) with check (ended_at is not null);

grant select, insert, update (read_at, read_by) on patient_message to yntymaq_app;
create policy seen_by_both on patient_message for select to yntymaq_app using (
  referral_id = (select page_fact('referral')) or referral_is_open(referral_id));
create policy written_by_the_page on patient_message for insert to yntymaq_app with check (
  page_id = (select page_fact('page')) and referral_id = (select page_fact('referral')) and patient_id = (select page_fact('patient'))
  and holder = (select actor_fact('holder')) and read_at is null);
create policy written_in_care on patient_message for insert to yntymaq_app with check (
  organisation_id = (select actor_organisation()) and person = (select actor_person()) and referral_is_open(referral_id)
  and (select actor_reaches('officer')) and read_at is null
  and exists (select from referral r where r.id = referral_id and r.patient_id = patient_message.patient_id and r.stage <> 'died'));
create policy read_in_care on patient_message for update to yntymaq_app
  using (page_id is not null and read_at is null and referral_is_open(referral_id))
  with check (read_by = (select actor_person()));
