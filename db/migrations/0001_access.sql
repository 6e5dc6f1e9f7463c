-- Who may see what. Everything below is enforced by the database, whatever the application asks for.
--
-- The owner of the tables runs migrations and nothing else. Requests come as `yntymaq_app`, the public site as
-- `yntymaq_public`, sign-in as `yntymaq_auth`, background work as `yntymaq_worker`. Roles belong to the whole server,
-- so another database on it may have made them already.
do $$
declare
  name text;
begin
  foreach name in array array['yntymaq_app', 'yntymaq_public', 'yntymaq_auth', 'yntymaq_worker'] loop
    begin
      execute format('create role %I login noinherit nobypassrls', name);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;

revoke create on schema public from public;
grant usage on schema public to yntymaq_app, yntymaq_public, yntymaq_worker;

-- Sign-in has a schema of its own, which requests and the public site cannot read.
create schema auth;
grant usage on schema auth to yntymaq_auth;
do $$ begin execute format('alter role yntymaq_auth in database %I set search_path = auth', current_database()); end $$;

create table auth."user" (
  id uuid primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table auth.session (
  id uuid primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references auth."user" on delete cascade
);
create index on auth.session ("userId");
create table auth.account (
  id uuid primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth."user" on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null
);
create index on auth.account ("userId");
create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index on auth.verification (identifier);
create table auth."rateLimit" (
  id uuid primary key,
  key text not null unique,
  count integer not null,
  "lastRequest" bigint not null
);
grant select, insert, update, delete on all tables in schema auth to yntymaq_auth;

-- A person's role in an organisation. No other role of the database may read or write it: see enter().
create table membership (
  person uuid not null references auth."user",
  organisation_id uuid not null,
  role text not null check (role in ('viewer', 'officer', 'coordinator', 'administrator')),
  since timestamptz not null default now(),
  primary key (person, organisation_id)
);
alter table membership enable row level security;

-- A partnership has sides, and an organisation sits on exactly one side of it.
create table side (
  id uuid primary key,
  partnership_id uuid not null,
  position smallint not null,
  names jsonb not null,
  unique (id, partnership_id)
);
create index on side (partnership_id);
create table side_organisation (
  partnership_id uuid not null,
  organisation_id uuid not null,
  side_id uuid not null,
  primary key (partnership_id, organisation_id),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on side_organisation (organisation_id);
create index on side_organisation (side_id);
alter table side enable row level security;
alter table side_organisation enable row level security;

-- The key that seals who is asking. Only the functions below read it; nobody else can write an actor that they believe.
create table actor_seal (key text not null);
insert into actor_seal values (gen_random_uuid()::text || gen_random_uuid()::text);

create function seal_of(setting text, value text) returns text stable language sql security definer
  set search_path = public, pg_temp
  return (select encode(sha256(convert_to(
            key || encode(sha256(convert_to(key || setting || '=' || value, 'UTF8')), 'hex'), 'UTF8')), 'hex')
          from actor_seal);
revoke all on function seal_of(text, text) from public;

-- Keeps one thing about the actor for this transaction, with its seal. Each has its own, so that a policy which asks for
-- the organisation does not pay for a ministry's two hundred partnerships.
create function seal(setting text, value text) returns void language sql security definer set search_path = public, pg_temp
  begin atomic
    select set_config('app.' || setting, coalesce(value, ''), true),
           set_config('app.' || setting || '_seal', coalesce(seal_of(setting, value), ''), true);
  end;
revoke all on function seal(text, text) from public;

-- What enter() found out, if its seal is whole. A forged or missing actor is nobody, and nobody sees no row.
create function sealed(setting text) returns text stable language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  stated text := nullif(current_setting('app.' || setting, true), '');
begin
  if stated is null or current_setting('app.' || setting || '_seal', true) is distinct from seal_of(setting, stated) then
    return null;
  end if;
  return stated;
end $$;
create function actor_person() returns uuid stable language sql return sealed('person')::uuid;
create function actor_service() returns text stable language sql return sealed('service');
create function actor_organisation() returns uuid stable language sql return sealed('organisation')::uuid;
create function actor_sides() returns uuid[] stable language sql return coalesce(sealed('sides'), '{}')::uuid[];
create function actor_partnerships() returns uuid[] stable language sql
  return coalesce(sealed('partnerships'), '{}')::uuid[];

create function seat(person uuid, service text, organisation uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  sides uuid[];
  partnerships uuid[];
begin
  select coalesce(array_agg(so.side_id), '{}'), coalesce(array_agg(so.partnership_id), '{}') into sides, partnerships
    from side_organisation so where so.organisation_id = seat.organisation;
  perform seal('person', person::text), seal('service', service), seal('organisation', organisation::text),
          seal('sides', sides::text), seal('partnerships', partnerships::text);
end $$;
revoke all on function seat(uuid, text, uuid) from public;

-- The first statement of every request: turns a session's token into an actor, for this transaction only. Knowing an
-- id is not enough, so not even SQL in the application's name can become somebody else.
-- Returns no row when the session has ended or the person has no role in that organisation.
create function enter(session_token text, acting_for uuid)
  returns table (person uuid, organisation uuid, role text, is_member boolean) language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform seat(null, null, null);
  select s."userId" into person from auth.session s where s.token = session_token and s."expiresAt" > now();
  if person is null then return; end if;
  select m.organisation_id, m.role into organisation, role from membership m
    where m.person = enter.person and (acting_for is null or m.organisation_id = acting_for)
    order by m.since, m.organisation_id limit 1;
  is_member := organisation is not null;
  if is_member then perform seat(person, null, organisation); end if;
  return next;
end $$;
revoke all on function enter(text, uuid) from public;
grant execute on function enter(text, uuid) to yntymaq_app;

-- The same for background work, which has a name instead of a session.
create function enter_as_service(service text, acting_for uuid) returns void language sql security definer
  set search_path = public, pg_temp
  begin atomic select seat(null, service, acting_for); end;
revoke all on function enter_as_service(text, uuid) from public;
grant execute on function enter_as_service(text, uuid) to yntymaq_worker;

-- Whose sign-in this is and where they may act: all that a person may know about memberships is their own.
create function my_memberships() returns table (organisation_id uuid, role text) stable language sql security definer
  set search_path = public, pg_temp
  begin atomic
    select m.organisation_id, m.role from membership m where m.person = actor_person() order by m.since;
  end;
revoke all on function my_memberships() from public;
grant execute on function my_memberships() to yntymaq_app;

grant select on side, side_organisation to yntymaq_app, yntymaq_worker;
