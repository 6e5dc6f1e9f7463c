-- Ways to prove who one is: second factors, passkeys, a ministry's own sign-in; and what is remembered of attempts.

alter table auth."user" add column "twoFactorEnabled" boolean not null default false;
-- The secret and the recovery codes are encrypted by the program.
create table auth."twoFactor" (
  id uuid primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null unique references auth."user" on delete cascade,
  verified boolean not null default true,
  "failedVerificationCount" integer not null default 0,
  "lockedUntil" timestamptz
);
create table auth.passkey (
  id uuid primary key,
  name text check (length(name) <= 100),
  "publicKey" text not null,
  "userId" uuid not null references auth."user" on delete cascade,
  "credentialID" text not null unique,
  counter double precision not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamptz,
  aaguid text
);
create index on auth.passkey ("userId");
create unique index on auth.account ("providerId", "accountId");

-- A code of an authenticator app counts once, though it holds for a minute.
create table auth.used_code (
  person uuid not null references auth."user" on delete cascade,
  hash text not null,
  at timestamptz not null default now(),
  primary key (person, hash)
);
create index on auth.used_code (at);

-- Wrong attempts since the last right one. The key is a keyed hash: of an address, whether anybody has it or not; of a
-- person; or of a device from which that address was entered before.
create table auth.failed_attempt (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null
);
create index on auth.failed_attempt (last_at);

-- What happened with somebody's ways in. Nobody is granted to change or remove it.
create table auth.happening (
  id uuid primary key,
  at timestamptz not null default now(),
  person uuid not null references auth."user",
  session_id uuid,
  what text not null check (what in ('signed_in', 'refused', 'proved_again', 'password_changed', 'passkey_added', 'passkey_removed',
    'codes_turned_on', 'codes_turned_off', 'recovery_codes_made', 'recovery_code_used', 'session_ended')),
  how text check (how in ('password', 'passkey', 'totp', 'recovery_code', 'ministry', 'link')),
  origin text
);
create index on auth.happening (person, at);

grant select, insert, update, delete on auth."twoFactor", auth.passkey, auth.failed_attempt to yntymaq_auth;
grant select, insert, delete on auth.used_code to yntymaq_auth;
grant select, insert on auth.happening to yntymaq_auth;

-- Who may not sign in anywhere: sign-in asks, and sees nothing else of it.
create function auth.is_deactivated(of_person uuid) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return exists (select from deactivated_person d where d.person = of_person);
revoke all on function auth.is_deactivated(uuid) from public;
grant execute on function auth.is_deactivated(uuid) to yntymaq_auth;

-- What people see and change of their own ways in. No request can name another person: the seal says who it is.
create function my_sign_in() returns table (name text, email text, has_password boolean, has_codes boolean, has_ministry boolean)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select u.name, u.email, exists (select from auth.account a where a."userId" = u.id and a."providerId" = 'credential' and a.password is not null),
           u."twoFactorEnabled", exists (select from auth.account a where a."userId" = u.id and a."providerId" = 'ministry')
    from auth."user" u where u.id = actor_person();
  end;
create function my_sessions() returns table (id uuid, since timestamptz, used_at timestamptz, ends_at timestamptz, address text, device text)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select s.id, s."createdAt", s."usedAt", s."expiresAt", s."ipAddress", s."userAgent" from auth.session s
    where s."userId" = actor_person() and s."expiresAt" > now() and s."usedAt" > now() - interval '2 hours'
    order by s."usedAt" desc, s.id;
  end;
create function my_passkeys() returns table (id uuid, name text, made_at timestamptz, is_backed_up boolean)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select p.id, p.name, p."createdAt", p."backedUp" from auth.passkey p where p."userId" = actor_person() order by p."createdAt", p.id;
  end;
create function my_sign_in_happenings() returns table (id uuid, at timestamptz, what text, how text, origin text, is_this_session boolean)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select h.id, h.at, h.what, h.how, h.origin, coalesce(h.session_id = actor_fact('session')::uuid, false) from auth.happening h
    where h.person = actor_person() order by h.at desc, h.id desc limit 30;
  end;

-- Ends one of the actor's sessions, or, without an id, all but this one. Returns how many it were.
create function end_my_sessions(one uuid, happening uuid) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  ended integer;
begin
  delete from auth.session s where s."userId" = actor_person() and s.id = coalesce(one, s.id)
    and (one is not null or s.id is distinct from actor_fact('session')::uuid);
  get diagnostics ended = row_count;
  if ended > 0 then
    insert into auth.happening (id, person, session_id, what, origin)
      values (happening, actor_person(), actor_fact('session')::uuid, 'session_ended', actor_fact('origin'));
  end if;
  return ended;
end $$;
create function rename_my_passkey(one uuid, new_name text) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  update auth.passkey p set name = new_name where p.id = one and p."userId" = actor_person();
  return found;
end $$;
create function remove_my_passkey(one uuid, happening uuid) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  delete from auth.passkey p where p.id = one and p."userId" = actor_person();
  if not found then return false; end if;
  insert into auth.happening (id, person, session_id, what, origin)
    values (happening, actor_person(), actor_fact('session')::uuid, 'passkey_removed', actor_fact('origin'));
  return true;
end $$;
revoke all on function my_sign_in(), my_sessions(), my_passkeys(), my_sign_in_happenings(), end_my_sessions(uuid, uuid),
  rename_my_passkey(uuid, text), remove_my_passkey(uuid, uuid) from public;
grant execute on function my_sign_in(), my_sessions(), my_passkeys(), my_sign_in_happenings(), end_my_sessions(uuid, uuid),
  rename_my_passkey(uuid, text), remove_my_passkey(uuid, uuid) to yntymaq_app;
