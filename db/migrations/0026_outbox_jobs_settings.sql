-- What goes out of the house, what runs by itself, and what an administrator of the installation may set.

-- Messages to people outside. Recipient, subject and text are sealed under a key of their day, which is destroyed some weeks
-- later, here and in every copy; what stays is what it was for and how it went.
create table outbox_message (
  id uuid primary key,
  channel text not null check (channel in ('mail', 'sms')),
  purpose text not null check (purpose ~ '^[a-z_]{1,40}$'),
  locale text not null check (locale ~ '^[a-z]{2}(-[A-Za-z]{4})?$'),
  organisation_id uuid,
  queued_by uuid,
  queued_by_service text,
  queued_at timestamptz not null,
  sealed_for date not null,
  recipient bytea,
  subject bytea,
  body bytea,
  try_until timestamptz not null,
  state text not null default 'queued' check (state in ('queued', 'kept', 'sent', 'delivered', 'failed', 'unknown', 'cancelled')),
  tries integer not null default 0,
  next_try_at timestamptz,
  tried_at timestamptz,
  changed_at timestamptz not null,
  provider_id text check (length(provider_id) <= 200),
  failure text check (failure ~ '^[A-Za-z0-9_.-]{1,60}$'),
  check ((state = 'queued') = (next_try_at is not null))
);
create index on outbox_message (next_try_at) where state = 'queued';
create index on outbox_message (queued_at, id);
create index on outbox_message (provider_id) where provider_id is not null;
alter table outbox_message enable row level security;
-- No sealed part: open_message() hands those out, and says so in the events.
grant select (id, channel, purpose, locale, organisation_id, queued_by, queued_by_service, queued_at, try_until, state, tries,
              next_try_at, tried_at, changed_at, failure, sealed_for) on outbox_message to yntymaq_app;
create policy seen_by_who_looks_after_the_installation on outbox_message for select to yntymaq_app
  using ((select actor_is_installation()));

-- What became of each message, step by step.
create table outbox_step (
  id bigint generated always as identity primary key,
  message_id uuid not null references outbox_message,
  at timestamptz not null,
  state text not null,
  failure text,
  by_person uuid
);
create index on outbox_step (message_id);
alter table outbox_step enable row level security;
grant select on outbox_step to yntymaq_app;
create policy seen_by_who_looks_after_the_installation on outbox_step for select to yntymaq_app
  using ((select actor_is_installation()));

create function note_outbox_step() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into outbox_step (message_id, at, state, failure, by_person)
    values (new.id, new.changed_at, new.state, new.failure, actor_person());
  return null;
end $$;
create trigger note_queued after insert on outbox_message for each row execute function note_outbox_step();
create trigger note_change after update on outbox_message for each row
  when (old.state is distinct from new.state or old.failure is distinct from new.failure) execute function note_outbox_step();

-- Wakes a job, where the queue of jobs is there, as soon as the transaction ends: unless it is about to run anyway.
create function wake_job(name text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  waits boolean;
begin
  if to_regnamespace('graphile_worker') is null then return; end if;
  execute 'select exists (select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
             where t.identifier = $1 and j.locked_at is null and j.attempts = 0 and j.run_at <= now())' into waits using name;
  if not waits then
    perform graphile_worker.add_job(name, queue_name => name, max_attempts => 1);
  end if;
end $$;
revoke all on function wake_job(text) from public;

-- In the transaction of whoever says it. Who that is, the seal knows.
create function queue_message(id uuid, channel text, purpose text, locale text, sealed_for date, recipient bytea, subject bytea,
                              body bytea, at timestamptz, try_until timestamptz) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if actor_person() is null and actor_service() is null then
    raise exception 'nobody says this' using errcode = 'insufficient_privilege';
  end if;
  insert into outbox_message (id, channel, purpose, locale, organisation_id, queued_by, queued_by_service, queued_at, sealed_for,
                              recipient, subject, body, try_until, next_try_at, changed_at)
    values (id, channel, purpose, locale, actor_organisation(), actor_person(), actor_service(), at, sealed_for,
            recipient, subject, body, try_until, at, at);
  perform wake_job('sendMessages');
end $$;
revoke all on function queue_message(uuid, text, text, text, date, bytea, bytea, bytea, timestamptz, timestamptz) from public;
grant execute on function queue_message(uuid, text, text, text, date, bytea, bytea, bytea, timestamptz, timestamptz)
  to yntymaq_app, yntymaq_worker;

-- Sign-in has no actor yet; it may say what belongs to signing in, and nothing else.
create function auth.queue_letter(id uuid, channel text, purpose text, locale text, sealed_for date, recipient bytea,
                                  subject bytea, body bytea, at timestamptz, try_until timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if purpose not in ('password_link', 'security_notice') then
    raise exception 'sign-in has nothing to say about that' using errcode = 'insufficient_privilege';
  end if;
  insert into outbox_message (id, channel, purpose, locale, queued_by_service, queued_at, sealed_for, recipient, subject, body,
                              try_until, next_try_at, changed_at)
    values (id, channel, purpose, locale, 'signIn', at, sealed_for, recipient, subject, body, try_until, at, at);
  perform wake_job('sendMessages');
end $$;
revoke all on function auth.queue_letter(uuid, text, text, text, date, bytea, bytea, bytea, timestamptz, timestamptz) from public;
grant execute on function auth.queue_letter(uuid, text, text, text, date, bytea, bytea, bytea, timestamptz, timestamptz)
  to yntymaq_auth;

-- The sender, which is one job: nobody else takes a message out or says what became of it.
create function must_be_service(name text) returns void stable language plpgsql as $$
begin
  if actor_service() is distinct from name then
    raise exception 'only % does this', name using errcode = 'insufficient_privilege';
  end if;
end $$;

-- Messages to send now, for the channels that have something to send with; the others are kept to be read in the mailbox.
-- Each is put off by ten minutes before it is sent: if the program dies meanwhile it is tried again, under the same id.
create function take_messages(has text[], at timestamptz, at_most integer)
  returns table (id uuid, channel text, purpose text, sealed_for date, recipient bytea, subject bytea, body bytea, tries integer,
                 try_until timestamptz) language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('sendMessages');
  update outbox_message m set state = 'kept', next_try_at = null, changed_at = take_messages.at
    where m.state = 'queued' and m.channel <> all (has);
  return query
    update outbox_message m set tries = m.tries + 1, tried_at = take_messages.at, next_try_at = take_messages.at + interval '10 minutes'
    where m.id in (select d.id from outbox_message d where d.state = 'queued' and d.next_try_at <= take_messages.at and d.body is not null
                   order by d.next_try_at, d.id limit at_most for update skip locked)
    returning m.id, m.channel, m.purpose, m.sealed_for, m.recipient, m.subject, m.body, m.tries, m.try_until;
end $$;
revoke all on function take_messages(text[], timestamptz, integer) from public;
grant execute on function take_messages(text[], timestamptz, integer) to yntymaq_worker;

-- What became of a try. Somebody who cancelled it meanwhile is told by the state, not overruled, unless it went out.
create function note_message(of_message uuid, new_state text, at timestamptz, next_try timestamptz, provider text, why text)
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('sendMessages');
  update outbox_message m set state = new_state, changed_at = note_message.at, next_try_at = next_try,
                              provider_id = coalesce(provider, m.provider_id), failure = why
    where m.id = of_message and (m.state = 'queued' or new_state in ('sent', 'delivered'));
end $$;
revoke all on function note_message(uuid, text, timestamptz, timestamptz, text, text) from public;
grant execute on function note_message(uuid, text, timestamptz, timestamptz, text, text) to yntymaq_worker;

-- What was sent by SMS and never spoken of again.
create function give_up_asking(sent_before timestamptz, at timestamptz) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  given_up integer;
begin
  perform must_be_service('sendMessages');
  update outbox_message m set state = 'unknown', changed_at = give_up_asking.at
    where m.state = 'sent' and m.channel = 'sms' and m.changed_at < sent_before;
  get diagnostics given_up = row_count;
  return given_up;
end $$;
revoke all on function give_up_asking(timestamptz, timestamptz) from public;
grant execute on function give_up_asking(timestamptz, timestamptz) to yntymaq_worker;

-- What a provider says of a message it took. The same word again changes nothing, and what was delivered stays delivered.
create function note_delivery(provider text, new_state text, at timestamptz, why text) returns boolean language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('smsGateway');
  if new_state not in ('delivered', 'failed', 'unknown') then
    raise exception 'no such state' using errcode = 'check_violation';
  end if;
  update outbox_message m set state = new_state, changed_at = note_delivery.at, failure = why
    where m.provider_id = provider and m.channel = 'sms' and m.state in ('sent', 'unknown') and m.state <> new_state;
  return found;
end $$;
revoke all on function note_delivery(text, text, timestamptz, text) from public;
grant execute on function note_delivery(text, text, timestamptz, text) to yntymaq_worker;

-- Days of which something can still be read, up to that one.
create function message_days_before(day date) returns setof date stable language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform must_be_service('forgetMessages');
  return query select distinct m.sealed_for from outbox_message m where m.body is not null and m.sealed_for < day;
end $$;
create function forget_messages_of(day date, at timestamptz) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  perform must_be_service('forgetMessages');
  update outbox_message m set recipient = null, subject = null, body = null,
      state = case m.state when 'queued' then 'failed' else m.state end, next_try_at = null,
      failure = case m.state when 'queued' then 'too_late' else m.failure end, changed_at = forget_messages_of.at
    where m.sealed_for = day and m.body is not null;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function message_days_before(date), forget_messages_of(date, timestamptz) from public;
grant execute on function message_days_before(date), forget_messages_of(date, timestamptz) to yntymaq_worker;

-- Acts of whoever looks after the installation. Each is on record, in the same transaction, by the database itself.
create function act_for_installation(event_id uuid, at timestamptz, subject text, subject_id uuid, action text, fields text[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not actor_is_installation() or actor_fact('token') is not null then
    raise exception 'only who looks after the installation does this' using errcode = 'insufficient_privilege';
  end if;
  insert into event (id, at, person, service, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
    values (event_id, at, actor_person(), null, actor_organisation(), 'own_side',
            (select o.is_demo from organisation o where o.id = actor_organisation()), subject, subject_id, action, fields);
end $$;
revoke all on function act_for_installation(uuid, timestamptz, text, uuid, text, text[]) from public;

-- What nothing has sent. What a server took away cannot be read here: it may hold the key to somebody's door.
create function open_message(of_message uuid, event_id uuid, at timestamptz)
  returns table (sealed_for date, recipient bytea, subject bytea, body bytea) language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform act_for_installation(event_id, at, 'outbox_message', of_message, 'opened', '{}');
  return query select m.sealed_for, m.recipient, m.subject, m.body from outbox_message m
    where m.id = of_message and m.state = 'kept' and m.body is not null;
end $$;
create function resend_message(of_message uuid, event_id uuid, at timestamptz) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform act_for_installation(event_id, at, 'outbox_message', of_message, 'resent', '{}');
  update outbox_message m set state = 'queued', tries = 0, failure = null, next_try_at = resend_message.at,
      try_until = resend_message.at + interval '2 days', changed_at = resend_message.at
    where m.id = of_message and m.state in ('kept', 'failed', 'unknown', 'cancelled') and m.body is not null;
  if not found then return false; end if;
  perform wake_job('sendMessages');
  return true;
end $$;
create function cancel_message(of_message uuid, event_id uuid, at timestamptz) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform act_for_installation(event_id, at, 'outbox_message', of_message, 'cancelled', '{}');
  update outbox_message m set state = 'cancelled', next_try_at = null, changed_at = cancel_message.at
    where m.id = of_message and m.state = 'queued';
  return found;
end $$;
revoke all on function open_message(uuid, uuid, timestamptz), resend_message(uuid, uuid, timestamptz),
  cancel_message(uuid, uuid, timestamptz) from public;
grant execute on function open_message(uuid, uuid, timestamptz), resend_message(uuid, uuid, timestamptz),
  cancel_message(uuid, uuid, timestamptz) to yntymaq_app;

-- Work that runs by itself: what there is, who runs it, and how each run went. Written by whoever runs the queue.
create table job (
  name text primary key check (name ~ '^[A-Za-z]{1,60}$'),
  id uuid not null unique default gen_random_uuid(),
  cron text not null,
  registered_at timestamptz not null
);
create table job_runner (
  id uuid primary key,
  host text not null,
  pid integer not null,
  version text not null,
  started_at timestamptz not null,
  beat_at timestamptz not null
);
create table job_run (
  id uuid primary key,
  job text not null,
  runner uuid not null,
  worker text not null,
  queue_id bigint,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text not null check (outcome in ('running', 'done', 'failed', 'cancelled', 'lost')),
  count bigint,
  -- Its name, never its words: they may quote what somebody wrote.
  error text check (error ~ '^[A-Za-z0-9_.-]{1,60}$'),
  backend integer,
  cancel_asked_at timestamptz,
  check ((outcome = 'running') = (ended_at is null))
);
create index on job_run (job, started_at);
create index on job_run (started_at);
create index on job_run (runner) where outcome = 'running';
alter table job enable row level security;
alter table job_runner enable row level security;
alter table job_run enable row level security;
grant select on job, job_runner, job_run to yntymaq_app;
create policy seen_by_who_looks_after_the_installation on job for select to yntymaq_app using ((select actor_is_installation()));
create policy seen_by_who_looks_after_the_installation on job_runner for select to yntymaq_app
  using ((select actor_is_installation()));
create policy seen_by_who_looks_after_the_installation on job_run for select to yntymaq_app
  using ((select actor_is_installation()));

-- What waits in the queue, without what it carries.
create function queue_now() returns table (id bigint, job text, run_at timestamptz, attempts integer, most_attempts integer,
    locked_at timestamptz, error text) stable language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not actor_is_installation() or to_regnamespace('graphile_worker') is null then return; end if;
  return query execute $q$
    select j.id, t.identifier, j.run_at, j.attempts::integer, j.max_attempts::integer, j.locked_at,
           (select r.error from job_run r where r.queue_id = j.id and r.error is not null order by r.started_at desc limit 1)
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    order by j.run_at, j.id limit 500 $q$;
end $$;
create function run_job_now(name text, event_id uuid, at timestamptz) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  known uuid := (select j.id from job j where j.name = run_job_now.name);
begin
  perform act_for_installation(event_id, at, 'job', coalesce(known, event_id), 'started', '{}');
  if known is null or to_regnamespace('graphile_worker') is null then return false; end if;
  perform wake_job(name);
  return true;
end $$;
-- A job that failed, or waits for its next try, is tried now.
create function retry_job(queue_id bigint, event_id uuid, at timestamptz) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  was text;
begin
  if to_regnamespace('graphile_worker') is null then return false; end if;
  execute 'select t.identifier from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
           where j.id = $1' into was using queue_id;
  perform act_for_installation(event_id, at, 'job', coalesce((select j.id from job j where j.name = was), event_id), 'retried', '{}');
  execute 'select t.id from graphile_worker.reschedule_jobs(array[$1], now(), null, 0) t' into was using queue_id;
  return was is not null;
end $$;
-- A job that waits is taken out of the queue; one that runs is asked to stop.
create function cancel_job(queue_id bigint, event_id uuid, at timestamptz) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  was text;
  gone text;
begin
  if to_regnamespace('graphile_worker') is null then return false; end if;
  execute 'select t.identifier from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
           where j.id = $1' into was using queue_id;
  perform act_for_installation(event_id, at, 'job', coalesce((select j.id from job j where j.name = was), event_id), 'cancelled', '{}');
  execute 'select t.id from graphile_worker.complete_jobs(array[$1]) t' into gone using queue_id;
  if gone is not null then return true; end if;
  update job_run r set cancel_asked_at = cancel_job.at
    where r.queue_id = cancel_job.queue_id and r.outcome = 'running' and r.cancel_asked_at is null;
  return found;
end $$;
revoke all on function queue_now(), run_job_now(text, uuid, timestamptz), retry_job(bigint, uuid, timestamptz),
  cancel_job(bigint, uuid, timestamptz) from public;
grant execute on function queue_now(), run_job_now(text, uuid, timestamptz), retry_job(bigint, uuid, timestamptz),
  cancel_job(bigint, uuid, timestamptz) to yntymaq_app;

-- What an administrator of the installation set while it runs. None of it is secret. A key without a row has its default,
-- which the program knows.
create table installation_setting (
  key text primary key check (key ~ '^[a-z_]{1,60}$'),
  id uuid not null unique,
  value jsonb not null check (length(value::text) <= 10000),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  changed_by uuid not null
);
create table installation_setting_change (
  id uuid primary key,
  key text not null,
  value jsonb not null,
  at timestamptz not null,
  by_person uuid not null
);
create index on installation_setting_change (key, at);
alter table installation_setting enable row level security;
alter table installation_setting_change enable row level security;
grant select on installation_setting to yntymaq_app, yntymaq_worker, yntymaq_public;
grant select on installation_setting_change to yntymaq_app;
create policy no_secret on installation_setting for select to yntymaq_app, yntymaq_worker, yntymaq_public using (true);
create policy seen_by_who_looks_after_the_installation on installation_setting_change for select to yntymaq_app
  using ((select actor_is_installation()));

-- Returns whether the version was the one that was seen.
create function set_installation(of_key text, new_value jsonb, seen integer, event_id uuid, at timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  setting uuid;
begin
  if seen is null then
    insert into installation_setting values (of_key, event_id, new_value, 1, at, coalesce(actor_person(), event_id))
      on conflict do nothing returning id into setting;
  else
    update installation_setting s set value = new_value, version = s.version + 1, changed_at = at, changed_by = actor_person()
      where s.key = of_key and s.version = seen returning s.id into setting;
  end if;
  perform act_for_installation(event_id, at, 'installation_setting', coalesce(setting, event_id), 'changed',
                               array[regexp_replace(initcap(replace(of_key, '_', ' ')), ' ', '', 'g')]);
  if setting is null then return false; end if;
  insert into installation_setting_change values (event_id, of_key, new_value, at, actor_person());
  return true;
end $$;
revoke all on function set_installation(text, jsonb, integer, uuid, timestamptz) from public;
grant execute on function set_installation(text, jsonb, integer, uuid, timestamptz) to yntymaq_app;

-- How the database does: numbers and moments, nothing about anybody.
create function installation_health() returns jsonb stable language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found jsonb;
  queue jsonb;
begin
  select jsonb_build_object(
    'now', clock_timestamp(), 'version', current_setting('server_version_num')::integer,
    'bytes', pg_database_size(current_database()),
    'connections', (select count(*) from pg_stat_activity a where a.backend_type = 'client backend'),
    'most_connections', current_setting('max_connections')::integer,
    'started_at', pg_postmaster_start_time(),
    'archiving', current_setting('archive_mode'),
    'archive_failing', (select s.last_failed_time > coalesce(s.last_archived_time, '-infinity') from pg_stat_archiver s),
    'archived_at', (select s.last_archived_time from pg_stat_archiver s),
    'replicas', (select count(*) from pg_stat_replication),
    'oldest_transaction_seconds', (select coalesce(extract(epoch from max(now() - a.xact_start)), 0)::integer from pg_stat_activity a
                                   where a.backend_type = 'client backend' and a.state <> 'idle'),
    'messages_late', (select count(*) from outbox_message m where m.state = 'queued' and m.next_try_at < now() - interval '15 minutes'),
    'messages_failed', (select count(*) from outbox_message m where m.state = 'failed' and m.changed_at > now() - interval '1 day'),
    'runners', (select count(*) from job_runner r where r.beat_at > now() - interval '90 seconds'),
    'runs_failed', (select count(*) from job_run r where r.outcome in ('failed', 'lost') and r.started_at > now() - interval '1 day'),
    'sealed_at', (select max(b.at) from audit_batch b),
    'verified_at', (select max(v.at) from audit_verification v),
    'verified_faults', (select jsonb_array_length(v.faults) from audit_verification v order by v.at desc limit 1),
    'backup_at', (select max(b.ended_at) from backup_run b where b.kind = 'backup' and b.outcome = 'done'),
    'drill_at', (select max(b.ended_at) from backup_run b where b.kind = 'drill' and b.outcome = 'done'),
    'backup_failing', (select b.outcome <> 'done' from backup_run b where b.kind = 'backup' and b.outcome is not null
                       order by b.ended_at desc limit 1)) into found;
  if to_regnamespace('graphile_worker') is not null then
    execute $q$select jsonb_build_object(
        'queue_lag_seconds', coalesce(extract(epoch from now() - min(j.run_at) filter
          (where j.locked_at is null and j.attempts < j.max_attempts and j.run_at < now())), 0)::integer,
        'queue_waiting', count(*) filter (where j.locked_at is null and j.attempts < j.max_attempts),
        'queue_failed', count(*) filter (where j.locked_at is null and j.attempts >= j.max_attempts))
      from graphile_worker._private_jobs j$q$ into queue;
  end if;
  return found || coalesce(queue, '{}');
end $$;
revoke all on function installation_health() from public;
grant execute on function installation_health() to yntymaq_app, yntymaq_worker;

-- The digest goes to those who have a part in the organisation now, once each, however many roles they hold.
create or replace function digests_to_mail(since timestamptz, at_most integer)
  returns table (digest uuid, person uuid, address text, locale text, organisation uuid, week text, contents jsonb) stable
  language sql security definer set search_path = public, pg_temp
  begin atomic
    select d.id, c.person, u.email, c.locale, d.organisation_id, d.week, d.contents
    from digest d
    join reminder_choice c on c.organisation_id = d.organisation_id and c.by_mail
    join auth."user" u on u.id = c.person
    where d.made_at >= since
      and exists (select from membership m where m.person = c.person and m.organisation_id = c.organisation_id
                    and role_runs(m.since, m.ends_at, m.suspended_at))
      and not exists (select from deactivated_person x where x.person = c.person)
      and not exists (select from digest_mail k where k.digest_id = d.id and k.person = c.person)
    order by d.made_at, d.id, c.person limit at_most;
  end;

create function forget_job_runs(before timestamptz) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  perform must_be_service('forgetJobRuns');
  delete from job_run r where r.started_at < before and r.outcome <> 'running';
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function forget_job_runs(timestamptz) from public;
grant execute on function forget_job_runs(timestamptz) to yntymaq_worker;
