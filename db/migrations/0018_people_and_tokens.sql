-- People and programs that may act: roles with a beginning and an end, administrators of the installation, tokens for
-- other systems, and how lately somebody has proved again who they are.

-- One person may hold several roles in one organisation: one that stands, and others for the days of a mission. A role that
-- has ended stays, as what it was.
alter table membership add column id uuid not null default gen_random_uuid();
alter table membership add column ends_at timestamptz;
alter table membership add column is_clinical boolean not null default false;
alter table membership add column granted_by uuid;
alter table membership add column reason text;
alter table membership add column ended_by uuid;
alter table membership add column end_reason text;
-- Whoever is deactivated in an organisation keeps their roles there as what they were, and may use none.
alter table membership add column suspended_at timestamptz;
alter table membership add column suspended_by uuid;
alter table membership add column suspension_reason text;
alter table membership drop constraint membership_pkey;
alter table membership add primary key (id);
alter table membership add check (ends_at is null or ends_at >= since);
create unique index membership_standing on membership (person, organisation_id) where ends_at is null;
create index membership_of_organisation on membership (organisation_id, person);

-- The ladder of roles: each may do what those before it may.
create function rank_of(role text) returns integer immutable language sql
  return array_position(array['viewer', 'officer', 'coordinator', 'administrator'], role);

-- Whether a role can be used now.
create function role_runs(since timestamptz, ends_at timestamptz, suspended_at timestamptz) returns boolean stable language sql
  return since <= now() and (ends_at is null or ends_at > now()) and suspended_at is null;

-- Who looks after the whole installation: its people, its jobs, its keys and its copies; not its ledgers and no patient.
create table installation_administrator (
  person uuid primary key references auth."user",
  since timestamptz not null default now(),
  granted_by uuid
);
alter table installation_administrator enable row level security;

-- Somebody who may no longer sign in anywhere. What they did stays theirs.
create table deactivated_person (
  person uuid primary key references auth."user",
  at timestamptz not null default now(),
  by_person uuid,
  reason text
);
alter table deactivated_person enable row level security;

-- When the person behind a session last proved again who they are, and how.
create table auth.step_up (
  session_id uuid primary key references auth.session on delete cascade,
  at timestamptz not null,
  how text not null check (how in ('password', 'passkey', 'totp'))
);
grant select, insert, update, delete on auth.step_up to yntymaq_auth;

-- A session's token is kept as its hash alone: who reads a copy of the database can enter nowhere. Whoever inserts a row
-- gives the token itself.
alter table auth.session add column "usedAt" timestamptz not null default now();
create function auth.hash_of_token(token text) returns text immutable language sql
  return encode(sha256(convert_to(token, 'UTF8')), 'hex');
create function auth.keep_only_the_hash() returns trigger language plpgsql as $$
begin
  new.token := auth.hash_of_token(new.token);
  return new;
end $$;
create trigger keep_only_the_hash before insert on auth.session for each row execute function auth.keep_only_the_hash();

-- Another system that acts for one organisation, for one purpose, until a day. Its token is shown once; here is its hash.
create table api_token (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  purpose text not null check (length(trim(purpose)) between 3 and 300),
  scopes text[] not null check (cardinality(scopes) > 0),
  hash text not null unique,
  hint text not null,
  -- The secret before the last one, for as long as both open.
  previous_hash text unique,
  previous_until timestamptz,
  last_used_at timestamptz,
  requests_per_minute integer not null check (requests_per_minute between 1 and 6000),
  made_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at),
  revoked_at timestamptz,
  revoked_by uuid,
  check ((revoked_at is null) = (revoked_by is null)),
  check ((previous_hash is null) = (previous_until is null))
);
create index on api_token (organisation_id);
alter table api_token enable row level security;

-- What is known of the actor beside who and where: role, session, the network asked from, and the powers apart from the
-- ladder. Sealed as one, because each seal costs.
create function actor_fact(fact text) returns text stable language sql return (sealed('facts')::jsonb) ->> fact;
create function actor_is_clinical() returns boolean stable language sql
  return coalesce(actor_fact('clinical') = 'true', false);
create function actor_is_installation() returns boolean stable language sql
  return coalesce(actor_fact('installation') = 'true', false);
-- Whether the actor's role reaches this rung. Background work and tokens have no rung: their own rights bound them.
create function actor_reaches(rung text) returns boolean stable language sql
  return coalesce(rank_of(actor_fact('role')) >= rank_of(rung), actor_service() is not null or actor_fact('token') is not null);

drop function enter(text, uuid);
-- The first statement of every request: turns a session's token into an actor, for this transaction only. Knowing an id is
-- not enough, so not even SQL in the application's name can become somebody else.
-- `came_from` is the network (not the whole address) that the request came from, for what is recorded.
-- Returns no row when the session has ended; `is_fresh`: proved again within ten minutes who they are.
create function enter(session_token text, acting_for uuid, came_from text default null)
  returns table (person uuid, organisation uuid, role text, is_clinical boolean, is_installation boolean, is_fresh boolean,
                 session uuid) language plpgsql security definer set search_path = public, pg_temp as $$
declare
  last_used timestamptz;
begin
  perform seat(null, null, null), seal('facts', null);
  select s."userId", s.id, greatest(s."createdAt", u.at) > now() - interval '10 minutes', s."usedAt"
    into person, session, is_fresh, last_used
    from auth.session s left join auth.step_up u on u.session_id = s.id
    where s.token = auth.hash_of_token(session_token) and s."expiresAt" > now() and s."usedAt" > now() - interval '2 hours'
      and not exists (select from deactivated_person d where d.person = s."userId");
  if person is null then return; end if;
  -- Kept to five minutes, and by nobody who would have to wait: a page asks for many things at once.
  if last_used < now() - interval '5 minutes' and current_setting('transaction_read_only') = 'off' then
    update auth.session set "usedAt" = now() where id = (select s.id from auth.session s where s.id = enter.session for update skip locked);
  end if;
  is_installation := exists (select from installation_administrator i where i.person = enter.person);
  select m.organisation_id into organisation from membership m
    where m.person = enter.person and (acting_for is null or m.organisation_id = acting_for)
      and role_runs(m.since, m.ends_at, m.suspended_at)
    order by m.since, m.organisation_id limit 1;
  is_clinical := false;
  if organisation is not null then
    select (array_agg(m.role order by rank_of(m.role) desc))[1], bool_or(m.is_clinical) into role, is_clinical
      from membership m where m.person = enter.person and m.organisation_id = enter.organisation
        and role_runs(m.since, m.ends_at, m.suspended_at);
    perform seat(person, null, organisation);
  end if;
  perform seal('facts', jsonb_strip_nulls(jsonb_build_object('role', role, 'session', session, 'origin', came_from,
    'clinical', nullif(is_clinical, false), 'installation', nullif(is_installation, false)))::text);
  return next;
end $$;
revoke all on function enter(text, uuid, text) from public;
grant execute on function enter(text, uuid, text) to yntymaq_app;

-- The same for another system, by the hash of its token. It acts in its own name, for its one organisation.
create function enter_by_token(token_hash text, came_from text default null)
  returns table (token uuid, organisation uuid, scopes text[], requests_per_minute integer) language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  last_used timestamptz;
begin
  perform seat(null, null, null), seal('facts', null);
  select t.id, t.organisation_id, t.scopes, t.requests_per_minute, t.last_used_at
    into token, organisation, scopes, requests_per_minute, last_used
    from api_token t where (t.hash = token_hash or (t.previous_hash = token_hash and t.previous_until > now()))
      and t.revoked_at is null and t.expires_at > now();
  if token is null then return; end if;
  -- Kept to a minute, and by no request that would have to wait for another.
  if (last_used is null or last_used < now() - interval '1 minute') and current_setting('transaction_read_only') = 'off' then
    update api_token set last_used_at = now()
      where id = (select t.id from api_token t where t.id = enter_by_token.token for update skip locked);
  end if;
  perform seat(token, null, organisation),
          seal('facts', jsonb_strip_nulls(jsonb_build_object('token', token, 'origin', came_from, 'scopes', scopes))::text);
  return next;
end $$;
revoke all on function enter_by_token(text, text) from public;
grant execute on function enter_by_token(text, text) to yntymaq_app;

-- Background work has no facts; an actor of before must leave none behind.
create or replace function enter_as_service(service text, acting_for uuid) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic select seat(null, service, acting_for), seal('facts', null); end;

-- Whose sign-in this is and where they may act now: all that a person may know about memberships is their own.
drop function my_memberships();
create function my_memberships() returns table (organisation_id uuid, role text, is_clinical boolean, ends_at timestamptz)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select m.organisation_id, (array_agg(m.role order by rank_of(m.role) desc))[1], bool_or(m.is_clinical),
           case when bool_or(m.ends_at is null) then null else max(m.ends_at) end
    from membership m where m.person = actor_person() and role_runs(m.since, m.ends_at, m.suspended_at)
    group by m.organisation_id order by min(m.since), m.organisation_id;
  end;
revoke all on function my_memberships() from public;
grant execute on function my_memberships() to yntymaq_app;
