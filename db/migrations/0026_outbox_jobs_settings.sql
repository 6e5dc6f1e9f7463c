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
grant select on outbox_message to yntymaq_app;
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

-- Wakes the sender, where the queue of jobs is there, as soon as the transaction ends.
create function wake_job(name text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if to_regnamespace('graphile_worker') is not null then
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
