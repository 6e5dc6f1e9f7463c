-- Who belongs to an organisation: invitations, roles with their days, deactivation, and tokens of other systems. The
-- application's role may read and write none of the tables: each step is a function that checks for itself who asks, and
-- records what happened. So a role can be granted by an administrator who is signed in, and by nobody else.

-- An invitation is a link with a secret, of which only the hash is kept. It opens once, for a few days, for who reads the
-- mail of that address.
create table invitation (
  id uuid primary key,
  organisation_id uuid not null references organisation,
  address text not null check (address = lower(address) and address ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(address) <= 254),
  name text not null check (length(trim(name)) between 1 and 200),
  role text not null check (rank_of(role) is not null),
  is_clinical boolean not null,
  -- When the role begins and ends; without, it begins when it is accepted and stands.
  begins_at timestamptz,
  ends_at timestamptz,
  reason text not null check (length(reason) <= 500),
  hash text not null unique check (hash ~ '^[0-9a-f]{64}$'),
  invited_by uuid not null,
  invited_at timestamptz not null default now(),
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  revoked_by uuid,
  check (ends_at is null or ends_at > coalesce(begins_at, invited_at)),
  check ((accepted_at is null) = (accepted_by is null)),
  check (accepted_at is null or revoked_at is null)
);
create index on invitation (organisation_id);
alter table invitation enable row level security;

-- When somebody was last seen; it outlives their sessions.
create table person_seen (
  person uuid primary key references auth."user" on delete cascade,
  at timestamptz not null
);
alter table person_seen enable row level security;
create function was_seen() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update person_seen set at = new."usedAt"
    where person = (select s.person from person_seen s where s.person = new."userId" for update skip locked);
  if not found then
    insert into person_seen values (new."userId", new."usedAt") on conflict do nothing;
  end if;
  return null;
end $$;
create trigger was_seen after insert or update of "usedAt" on auth.session for each row execute function was_seen();

-- Whether a person who is signed in looks after this organisation. A token never does, and neither does background work.
create function administers(organisation uuid) returns boolean stable language sql security definer set search_path = public, pg_temp
  return coalesce(actor_person() is not null and actor_fact('token') is null and actor_fact('session') is not null
    and actor_organisation() = organisation and actor_fact('role') = 'administrator', false);
create function administers_installation() returns boolean stable language sql security definer set search_path = public, pg_temp
  return coalesce(actor_person() is not null and actor_fact('token') is null and actor_fact('session') is not null
    and actor_is_installation(), false);
revoke all on function administers(uuid), administers_installation() from public;

-- A refusal that a page can explain: its name is the message.
create function refuse(what text) returns void language plpgsql as $$
begin
  raise exception '%', what using errcode = 'YN001';
end $$;

-- What happened, in the actor's name, seen in one organisation.
create function note_access(of_organisation uuid, about text, about_id uuid, what text, changed text[] default '{}')
  returns void language sql security definer set search_path = public, pg_temp
  begin atomic
    insert into event (id, at, person, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
      values (gen_random_uuid(), now(), actor_person(), of_organisation, 'own_side', false, about, about_id, what, changed);
  end;
revoke all on function note_access(uuid, text, uuid, text, text[]) from public;

-- One at a time in each organisation: two people cannot end each other at the same moment.
create function lock_people_of(organisation uuid) returns void language sql
  return pg_advisory_xact_lock(hashtextextended('people of ' || organisation::text, 0));

create function standing_administrators(of_organisation uuid, but_not uuid) returns bigint stable language sql security definer
  set search_path = public, pg_temp
  return (select count(distinct m.person) from membership m
          where m.organisation_id = of_organisation and m.person <> but_not and m.role = 'administrator' and m.ends_at is null
            and role_runs(m.since, m.ends_at, m.suspended_at)
            and not exists (select from deactivated_person d where d.person = m.person));
revoke all on function standing_administrators(uuid, uuid) from public;

create function is_standing_administrator(of_person uuid, of_organisation uuid) returns boolean stable language sql
  security definer set search_path = public, pg_temp
  return exists (select from membership m where m.person = of_person and m.organisation_id = of_organisation
    and m.role = 'administrator' and m.ends_at is null and role_runs(m.since, m.ends_at, m.suspended_at));
revoke all on function is_standing_administrator(uuid, uuid) from public;

-- Grants a role in the actor's organisation: standing (it takes the place of the one that stands), or for some days.
create function grant_role(to_person uuid, new_role text, clinical boolean, begins timestamptz, ends timestamptz, why text)
  returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here constant uuid := actor_organisation();
  granted uuid;
begin
  if not administers(here) then perform refuse('forbidden'); end if;
  perform lock_people_of(here);
  if not exists (select from membership m where m.person = to_person and m.organisation_id = here) then perform refuse('not-found'); end if;
  if to_person = actor_person() then perform refuse('own-role'); end if;
  if rank_of(new_role) is null or rank_of(new_role) > rank_of(actor_fact('role')) then perform refuse('above-own-rank'); end if;
  if exists (select from deactivated_person d where d.person = to_person)
     or exists (select from membership m where m.person = to_person and m.organisation_id = here and m.suspended_at is not null
                and (m.ends_at is null or m.ends_at > now())) then
    perform refuse('deactivated');
  end if;
  if ends is not null and ends <= greatest(now(), coalesce(begins, now())) then perform refuse('days-wrong'); end if;
  if ends is null then
    if begins > now() then perform refuse('days-wrong'); end if;
    if new_role <> 'administrator' and is_standing_administrator(to_person, here) and standing_administrators(here, to_person) = 0 then
      perform refuse('last-administrator');
    end if;
    update membership m set ends_at = now(), ended_by = actor_person(), end_reason = why
      where m.person = to_person and m.organisation_id = here and m.ends_at is null;
  end if;
  insert into membership (person, organisation_id, role, since, ends_at, is_clinical, granted_by, reason)
    values (to_person, here, new_role, greatest(now(), coalesce(begins, now())), ends, clinical, actor_person(), why)
    returning id into granted;
  perform note_access(here, 'member', to_person, 'roleGranted',
    array['role'] || case when clinical then array['clinical'] else '{}' end || case when ends is null then '{}' else array['until'] end);
  return granted;
end $$;

-- Ends a role now; one that has not begun never begins. It stays in the history.
create function end_role(which uuid, why text) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here constant uuid := actor_organisation();
  found_role membership;
begin
  if not administers(here) then perform refuse('forbidden'); end if;
  perform lock_people_of(here);
  select * into found_role from membership m where m.id = which and m.organisation_id = here;
  if found_role.id is null then perform refuse('not-found'); end if;
  if found_role.ends_at <= now() then perform refuse('ended-already'); end if;
  if found_role.role = 'administrator' and found_role.ends_at is null and standing_administrators(here, found_role.person) = 0 then
    perform refuse('last-administrator');
  end if;
  update membership m set ends_at = greatest(now(), m.since), ended_by = actor_person(), end_reason = why where m.id = which;
  perform note_access(here, 'member', found_role.person, 'roleEnded', array['role']);
end $$;

-- What a person has made that would go on acting without them: it ends, or another takes it over.
create function end_what_acts_for(of_person uuid, of_organisation uuid, heir uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if heir is null then
    update api_token t set revoked_at = now(), revoked_by = actor_person()
      where t.made_by = of_person and t.organisation_id = coalesce(of_organisation, t.organisation_id) and t.revoked_at is null;
  else
    update api_token t set made_by = heir where t.made_by = of_person and t.organisation_id = of_organisation and t.revoked_at is null;
  end if;
  update invitation i set revoked_at = now(), revoked_by = actor_person()
    where i.organisation_id = coalesce(of_organisation, i.organisation_id) and i.accepted_at is null and i.revoked_at is null
      and (i.invited_by = of_person or i.address = (select u.email from auth."user" u where u.id = of_person));
  update calendar_feed f set revoked_at = now()
    where f.person = of_person and f.organisation_id = coalesce(of_organisation, f.organisation_id) and f.revoked_at is null;
  delete from auth.session s where s."userId" = of_person;
end $$;
revoke all on function end_what_acts_for(uuid, uuid, uuid) from public;

-- Deactivates somebody in the actor's organisation: their sessions end at once, and their roles there can no longer be used.
create function deactivate_member(which uuid, why text, take_over boolean) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  here constant uuid := actor_organisation();
begin
  if not administers(here) then perform refuse('forbidden'); end if;
  perform lock_people_of(here);
  if not exists (select from membership m where m.person = which and m.organisation_id = here) then perform refuse('not-found'); end if;
  if which = actor_person() then perform refuse('own-role'); end if;
  if is_standing_administrator(which, here) and standing_administrators(here, which) = 0 then perform refuse('last-administrator'); end if;
  update membership m set suspended_at = now(), suspended_by = actor_person(), suspension_reason = why
    where m.person = which and m.organisation_id = here and m.suspended_at is null and (m.ends_at is null or m.ends_at > now());
  if not found then perform refuse('ended-already'); end if;
  perform end_what_acts_for(which, here, case when take_over then actor_person() end);
  perform note_access(here, 'member', which, 'deactivated');
end $$;

create function reactivate_member(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here constant uuid := actor_organisation();
begin
  if not administers(here) then perform refuse('forbidden'); end if;
  perform lock_people_of(here);
  if not exists (select from membership m where m.person = which and m.organisation_id = here) then perform refuse('not-found'); end if;
  if which = actor_person() then perform refuse('own-role'); end if;
  update membership m set suspended_at = null, suspended_by = null, suspension_reason = null
    where m.person = which and m.organisation_id = here and m.suspended_at is not null;
  if not found then perform refuse('not-deactivated'); end if;
  perform note_access(here, 'member', which, 'reactivated');
end $$;

-- The whole person, everywhere. Returns the organisations that are left without an administrator.
create function deactivate_person(which uuid, why text) returns setof uuid language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not administers_installation() then perform refuse('forbidden'); end if;
  perform pg_advisory_xact_lock(hashtextextended('administrators of the installation', 0));
  if which = actor_person() then perform refuse('own-role'); end if;
  if not exists (select from auth."user" u where u.id = which) then perform refuse('not-found'); end if;
  if exists (select from installation_administrator i where i.person = which) and not exists (
    select from installation_administrator i where i.person <> which
      and not exists (select from deactivated_person d where d.person = i.person)) then
    perform refuse('last-installation-administrator');
  end if;
  insert into deactivated_person (person, by_person, reason) values (which, actor_person(), why) on conflict do nothing;
  if not found then perform refuse('deactivated'); end if;
  perform end_what_acts_for(which, null, null);
  perform note_access(each.organisation_id, 'member', which, 'deactivatedEverywhere')
    from (select m.organisation_id from membership m where m.person = which union select actor_organisation()) each;
  return query select distinct m.organisation_id from membership m
    where m.person = which and m.role = 'administrator' and m.ends_at is null and standing_administrators(m.organisation_id, which) = 0;
end $$;

create function reactivate_person(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not administers_installation() then perform refuse('forbidden'); end if;
  delete from deactivated_person d where d.person = which;
  if not found then perform refuse('not-deactivated'); end if;
  perform note_access(each.organisation_id, 'member', which, 'reactivatedEverywhere')
    from (select m.organisation_id from membership m where m.person = which union select actor_organisation()) each;
end $$;

-- Who looks after the installation is named by one who does, and never by nobody: the last stays.
create function grant_installation(to_person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not administers_installation() then perform refuse('forbidden'); end if;
  perform pg_advisory_xact_lock(hashtextextended('administrators of the installation', 0));
  if not exists (select from auth."user" u where u.id = to_person) then perform refuse('not-found'); end if;
  if exists (select from deactivated_person d where d.person = to_person) then perform refuse('deactivated'); end if;
  insert into installation_administrator (person, granted_by) values (to_person, actor_person()) on conflict do nothing;
  if not found then perform refuse('held-already'); end if;
  perform note_access(actor_organisation(), 'member', to_person, 'installationGranted');
end $$;
create function withdraw_installation(of_person uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not administers_installation() then perform refuse('forbidden'); end if;
  perform pg_advisory_xact_lock(hashtextextended('administrators of the installation', 0));
  if not exists (select from installation_administrator i where i.person = of_person) then perform refuse('not-found'); end if;
  if not exists (select from installation_administrator i where i.person <> of_person
                   and not exists (select from deactivated_person d where d.person = i.person)) then
    perform refuse('last-installation-administrator');
  end if;
  delete from installation_administrator i where i.person = of_person;
  perform note_access(actor_organisation(), 'member', of_person, 'installationWithdrawn');
end $$;

-- An administrator invites into their own organisation; who looks after the installation may invite the administrator of an
-- organisation that has none. It makes no difference, and takes no other way, whether anybody has that address.
create function invite(new_id uuid, into_organisation uuid, to_address text, to_name text, new_role text, clinical boolean,
  begins timestamptz, ends timestamptz, why text, token_hash text) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if not administers(into_organisation) and not (administers_installation() and new_role = 'administrator' and ends is null
       and not clinical and standing_administrators(into_organisation, '00000000-0000-0000-0000-000000000000') = 0) then
    perform refuse('forbidden');
  end if;
  if administers(into_organisation) and rank_of(new_role) > rank_of(actor_fact('role')) then perform refuse('above-own-rank'); end if;
  if lower(to_address) = (select u.email from auth."user" u where u.id = actor_person()) then perform refuse('own-role'); end if;
  if ends is not null and ends <= greatest(now(), coalesce(begins, now())) then perform refuse('days-wrong'); end if;
  if (select count(*) from invitation i where i.organisation_id = into_organisation and i.sent_at > now() - interval '1 hour') >= 100 then
    perform refuse('too-many-invitations');
  end if;
  insert into invitation (id, organisation_id, address, name, role, is_clinical, begins_at, ends_at, reason, hash, invited_by, expires_at)
    values (new_id, into_organisation, lower(to_address), to_name, new_role, clinical, begins, ends, why, token_hash, actor_person(),
      now() + interval '7 days');
  perform note_access(into_organisation, 'invitation', new_id, 'invited',
    array['role'] || case when clinical then array['clinical'] else '{}' end || case when ends is null then '{}' else array['until'] end);
end $$;

-- The same invitation with a new link; the old one opens nothing any more.
create function resend_invitation(which uuid, token_hash text)
  returns table (address text, name text, role text, organisation_id uuid) language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  found_invitation invitation;
begin
  if not administers(actor_organisation()) then perform refuse('forbidden'); end if;
  select * into found_invitation from invitation i where i.id = which and i.organisation_id = actor_organisation() for update;
  if found_invitation.id is null then perform refuse('not-found'); end if;
  if found_invitation.accepted_at is not null or found_invitation.revoked_at is not null then perform refuse('ended-already'); end if;
  if found_invitation.sent_at > now() - interval '1 minute' then perform refuse('too-many-invitations'); end if;
  update invitation i set hash = token_hash, sent_at = now(), expires_at = now() + interval '7 days' where i.id = which;
  perform note_access(actor_organisation(), 'invitation', which, 'resent');
  return query select found_invitation.address, found_invitation.name, found_invitation.role, found_invitation.organisation_id;
end $$;

create function revoke_invitation(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_invitation invitation;
begin
  if not administers(actor_organisation()) then perform refuse('forbidden'); end if;
  select * into found_invitation from invitation i where i.id = which and i.organisation_id = actor_organisation() for update;
  if found_invitation.id is null then perform refuse('not-found'); end if;
  if found_invitation.accepted_at is not null or found_invitation.revoked_at is not null then perform refuse('ended-already'); end if;
  update invitation i set revoked_at = now(), revoked_by = actor_person() where i.id = which;
  perform note_access(actor_organisation(), 'invitation', which, 'revoked');
end $$;

-- What an invitation says to who holds its secret. `is_known`: somebody signs in with that address already.
create function invitation_behind(token_hash text)
  returns table (address text, name text, role text, is_clinical boolean, begins_at timestamptz, ends_at timestamptz,
    expires_at timestamptz, organisation_id uuid, organisation_names jsonb, is_known boolean)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select i.address, i.name, i.role, i.is_clinical, i.begins_at, i.ends_at, i.expires_at, i.organisation_id, o.names,
           exists (select from auth."user" u where u.email = i.address)
    from invitation i join organisation o on o.id = i.organisation_id
    where i.hash = token_hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
      and (i.ends_at is null or i.ends_at > now());
  end;

-- Accepts an invitation in the name of who is signed in, whose address must be the one that was invited. Whoever holds the
-- link alone, or the session alone, gets nothing. Returns the organisation.
create function accept_invitation(token_hash text, session_token text) returns uuid language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  found_invitation invitation;
  guest uuid;
begin
  select e.person into guest from enter(session_token, null, null) e;
  if guest is null then perform refuse('sign-in-first'); end if;
  select * into found_invitation from invitation i where i.hash = token_hash for update;
  if found_invitation.id is null or found_invitation.accepted_at is not null or found_invitation.revoked_at is not null
     or found_invitation.expires_at <= now() or found_invitation.ends_at <= now() then
    perform refuse('invitation-gone');
  end if;
  if not exists (select from auth."user" u where u.id = guest and u.email = found_invitation.address) then
    perform refuse('invitation-of-another');
  end if;
  perform lock_people_of(found_invitation.organisation_id);
  if exists (select from membership m where m.person = guest and m.organisation_id = found_invitation.organisation_id
               and m.suspended_at is not null and (m.ends_at is null or m.ends_at > now())) then
    perform refuse('deactivated');
  end if;
  if found_invitation.ends_at is null and exists (select from membership m where m.person = guest
       and m.organisation_id = found_invitation.organisation_id and m.ends_at is null) then
    perform refuse('member-already');
  end if;
  insert into membership (person, organisation_id, role, since, ends_at, is_clinical, granted_by, reason)
    values (guest, found_invitation.organisation_id, found_invitation.role, greatest(now(), coalesce(found_invitation.begins_at, now())),
      found_invitation.ends_at, found_invitation.is_clinical, found_invitation.invited_by, nullif(found_invitation.reason, ''));
  update invitation i set accepted_at = now(), accepted_by = guest where i.id = found_invitation.id;
  insert into event (id, at, person, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
    values (gen_random_uuid(), now(), guest, found_invitation.organisation_id, 'own_side', false, 'invitation', found_invitation.id,
        'accepted', '{}'),
      (gen_random_uuid(), now(), guest, found_invitation.organisation_id, 'own_side', false, 'member', guest, 'joined', '{}');
  return found_invitation.organisation_id;
end $$;

-- The people of the actor's organisation, for its administrators: who has or had a role there, and who is invited.
create function organisation_people()
  returns table (id uuid, kind text, name text, address text, state text, role text, is_clinical boolean, until timestamptz,
    last_seen timestamptz, since timestamptz) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select u.id, 'person', u.name, u.email,
      case when d.person is not null or bool_or(m.suspended_at is not null and (m.ends_at is null or m.ends_at > now())) then 'deactivated'
        when bool_or(m.ends_at is null) then 'active'
        when bool_or(role_runs(m.since, m.ends_at, m.suspended_at)) then 'temporary'
        when bool_or(m.since > now() and m.ends_at > m.since) then 'upcoming' else 'ended' end,
      coalesce((array_agg(m.role order by rank_of(m.role) desc) filter (where role_runs(m.since, m.ends_at, m.suspended_at)))[1],
        (array_agg(m.role order by m.since desc))[1]),
      coalesce(bool_or(m.is_clinical) filter (where role_runs(m.since, m.ends_at, m.suspended_at)), false),
      case when bool_or(m.ends_at is null) then null else max(m.ends_at) end, p.at, min(m.since)
    from membership m join auth."user" u on u.id = m.person left join deactivated_person d on d.person = m.person
      left join person_seen p on p.person = m.person
    where m.organisation_id = actor_organisation() and administers(actor_organisation())
    group by u.id, u.name, u.email, d.person, p.at
    union all
    select i.id, 'invitation', i.name, i.address, case when i.expires_at > now() then 'invited' else 'expired' end, i.role,
      i.is_clinical, i.expires_at, null, i.invited_at
    from invitation i
    where i.organisation_id = actor_organisation() and administers(actor_organisation()) and i.accepted_at is null and i.revoked_at is null;
  end;

-- All roles that somebody has, had or will have in the actor's organisation, the newest first.
create function roles_of(which uuid) returns table (id uuid, role text, is_clinical boolean, since timestamptz, ends_at timestamptz,
    state text, reason text, end_reason text, granted_by_name text, ended_by_name text)
  stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select m.id, m.role, m.is_clinical, m.since, m.ends_at,
      case when m.ends_at <= now() then 'ended' when m.suspended_at is not null then 'deactivated' when m.since > now() then 'upcoming'
        when m.ends_at is null then 'active' else 'temporary' end, m.reason, m.end_reason, giver.name, ender.name
    from membership m left join auth."user" giver on giver.id = m.granted_by left join auth."user" ender on ender.id = m.ended_by
    where m.person = which and m.organisation_id = actor_organisation() and administers(actor_organisation())
    order by m.since desc, m.id;
  end;

-- Everybody who can sign in here, for who looks after the installation.
create function installation_people() returns table (id uuid, name text, address text, state text, is_installation boolean,
    last_seen timestamptz, since timestamptz, organisations jsonb) stable language sql security definer set search_path = public, pg_temp
  begin atomic
    select u.id, u.name, u.email, case when d.person is not null then 'deactivated'
        when exists (select from membership m where m.person = u.id and role_runs(m.since, m.ends_at, m.suspended_at)) then 'active'
        else 'ended' end, i.person is not null, p.at, u."createdAt",
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'names', o.names, 'role', m.role, 'endsAt', m.ends_at) order by m.since), '[]')
       from membership m join organisation o on o.id = m.organisation_id
       where m.person = u.id and role_runs(m.since, m.ends_at, m.suspended_at))
    from auth."user" u left join deactivated_person d on d.person = u.id left join installation_administrator i on i.person = u.id
      left join person_seen p on p.person = u.id
    where administers_installation();
  end;

-- Organisations in which nobody may administer.
create function organisations_without_administrator() returns table (id uuid, names jsonb, is_invited boolean) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select o.id, o.names, exists (select from invitation i where i.organisation_id = o.id and i.role = 'administrator'
        and i.accepted_at is null and i.revoked_at is null and i.expires_at > now())
    from organisation o where administers_installation() and o.merged_into is null
      and standing_administrators(o.id, '00000000-0000-0000-0000-000000000000') = 0;
  end;

-- Names of who acted, for people of the same organisation: its people and its tokens.
create function names_of_actors(ids uuid[]) returns table (id uuid, name text, is_token boolean) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select u.id, u.name, false from auth."user" u where u.id = any (ids) and actor_person() is not null
      and exists (select from membership m where m.person = u.id and m.organisation_id = actor_organisation())
    union all
    select t.id, t.purpose, true from api_token t where t.id = any (ids) and t.organisation_id = actor_organisation();
  end;

-- What no token may hold, whoever makes it: to administer, to be a person, to sign, to see or change patients.
create function token_may_hold(scope text) returns boolean stable language sql security definer set search_path = public, pg_temp
  return scope ~ '^[a-z]+\.[a-z]+$' and scope !~ '\.manage$' and scope not in ('account.own', 'signatures.sign')
    and scope !~ '^patients\.';
revoke all on function token_may_hold(text) from public;

create function make_token(new_id uuid, for_purpose text, with_scopes text[], token_hash text, token_hint text, per_minute integer,
  expires timestamptz) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not administers(actor_organisation()) then perform refuse('forbidden'); end if;
  if exists (select from unnest(with_scopes) scope where not token_may_hold(scope)) then perform refuse('scope-not-allowed'); end if;
  if expires <= now() or expires > now() + interval '367 days' then perform refuse('days-wrong'); end if;
  insert into api_token (id, organisation_id, purpose, scopes, hash, hint, requests_per_minute, made_by, made_at, expires_at)
    values (new_id, actor_organisation(), for_purpose, with_scopes, token_hash, token_hint, per_minute, actor_person(), now(), expires);
  perform note_access(actor_organisation(), 'token', new_id, 'made', array['purpose', 'scopes', 'until']);
end $$;

-- A new secret for the same token; the one before opens for so much longer, so that the other system can change over.
create function rotate_token(which uuid, token_hash text, token_hint text, overlap interval) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if not administers(actor_organisation()) then perform refuse('forbidden'); end if;
  if overlap < interval '0' or overlap > interval '7 days' then perform refuse('days-wrong'); end if;
  update api_token t set previous_hash = t.hash, previous_until = now() + overlap, hash = token_hash, hint = token_hint
    where t.id = which and t.organisation_id = actor_organisation() and t.revoked_at is null and t.expires_at > now();
  if not found then perform refuse('not-found'); end if;
  perform note_access(actor_organisation(), 'token', which, 'rotated', array['secret']);
end $$;

create function revoke_token(which uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not administers(actor_organisation()) then perform refuse('forbidden'); end if;
  update api_token t set revoked_at = now(), revoked_by = actor_person()
    where t.id = which and t.organisation_id = actor_organisation() and t.revoked_at is null;
  if not found then perform refuse('not-found'); end if;
  perform note_access(actor_organisation(), 'token', which, 'revoked');
end $$;

-- Administrators see their organisation's tokens; of the secrets not even the hashes.
grant select (id, organisation_id, purpose, scopes, hint, requests_per_minute, made_by, made_at, expires_at, revoked_at, revoked_by,
  previous_until, last_used_at) on api_token to yntymaq_app;
create policy seen_by_the_organisation_s_administrator on api_token for select to yntymaq_app
  using (organisation_id = (select actor_organisation()) and (select actor_fact('role')) = 'administrator');

-- A calendar address and a digest are for people who still work there.
create or replace function enter_by_calendar(secret_hash text) returns table (organisation uuid) language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform seat(null, null, null), seal('facts', null);
  select f.organisation_id into organisation
    from calendar_feed f join membership m on m.person = f.person and m.organisation_id = f.organisation_id
    where f.secret_hash = enter_by_calendar.secret_hash and f.revoked_at is null
      and role_runs(m.since, m.ends_at, m.suspended_at)
      and not exists (select from deactivated_person d where d.person = f.person)
    limit 1;
  if organisation is null then return; end if;
  update calendar_feed f set read_on = current_date
    where f.secret_hash = enter_by_calendar.secret_hash and f.read_on is distinct from current_date;
  perform seat(null, 'calendar', organisation);
  return next;
end $$;
create or replace function digests_to_mail(since timestamptz, at_most integer)
  returns table (digest uuid, person uuid, address text, locale text, organisation uuid, week text, contents jsonb) stable
  language sql security definer set search_path = public, pg_temp
  begin atomic
    select d.id, c.person, u.email, c.locale, d.organisation_id, d.week, d.contents
    from digest d
    join reminder_choice c on c.organisation_id = d.organisation_id and c.by_mail
    join auth."user" u on u.id = c.person
    where d.made_at >= digests_to_mail.since
      and exists (select from membership m where m.person = c.person and m.organisation_id = c.organisation_id
                    and role_runs(m.since, m.ends_at, m.suspended_at))
      and not exists (select from deactivated_person p where p.person = c.person)
      and not exists (select from digest_mail k where k.digest_id = d.id and k.person = c.person)
    order by d.made_at, d.id, c.person limit at_most;
  end;

do $$
declare
  name text;
begin
  foreach name in array array['grant_role(uuid, text, boolean, timestamptz, timestamptz, text)', 'end_role(uuid, text)',
    'deactivate_member(uuid, text, boolean)', 'reactivate_member(uuid)', 'deactivate_person(uuid, text)', 'reactivate_person(uuid)',
    'grant_installation(uuid)', 'withdraw_installation(uuid)',
    'invite(uuid, uuid, text, text, text, boolean, timestamptz, timestamptz, text, text)', 'resend_invitation(uuid, text)',
    'revoke_invitation(uuid)', 'invitation_behind(text)', 'accept_invitation(text, text)', 'organisation_people()', 'roles_of(uuid)',
    'installation_people()', 'organisations_without_administrator()', 'names_of_actors(uuid[])',
    'make_token(uuid, text, text[], text, text, integer, timestamptz)', 'rotate_token(uuid, text, text, interval)', 'revoke_token(uuid)']
  loop
    execute format('revoke all on function %s from public', name);
    execute format('grant execute on function %s to yntymaq_app', name);
  end loop;
end $$;
