-- Other systems are told that something changed, by its id alone: the resource is then fetched with a token. What a subscription wants
-- (its criteria, its endpoint and its header) stands sealed in its resource (0046); here stands what the database has to know.

create table fhir_subscription (
  id uuid primary key references fhir_resource deferrable initially deferred,
  owner_organisation uuid not null references organisation,
  -- The token that wrote it last: as long as that may see the type, its system is told of it.
  token uuid not null references api_token,
  watches text not null check (watches ~ '^[A-Z][A-Za-z]+$'),
  state text not null check (state in ('requested', 'active', 'error', 'off')),
  until timestamptz,
  -- Each time it is written anew: what was found out about the one before says nothing about this one.
  revision integer not null default 1,
  tries integer not null default 0,
  failing_since timestamptz,
  next_try_at timestamptz not null
);
create index on fhir_subscription (owner_organisation, watches) where state <> 'off';
create index on fhir_subscription (next_try_at) where state <> 'off';
create index on fhir_subscription (token);

-- One change that one subscriber is to be told of. `waiting`: of what a module holds, to be judged against the criteria by what it was
-- then (no clinical content is in it); `dead`: given up, until the subscription is asked for anew. What was told is gone from here.
create table fhir_notice (
  id bigint generated always as identity primary key,
  subscription_id uuid not null references fhir_subscription,
  resource_type text not null,
  resource_id uuid not null,
  made_at timestamptz not null default transaction_timestamp(),
  state text not null check (state in ('waiting', 'queued', 'dead')),
  snapshot jsonb,
  check ((state = 'waiting') = (snapshot is not null)),
  unique (subscription_id, resource_id, made_at)
);
create index on fhir_notice (subscription_id, id) where state <> 'dead';
-- Nobody is granted anything: systems and the job come by the functions below alone.
alter table fhir_subscription enable row level security;
alter table fhir_notice enable row level security;

-- Whether whoever asks would have to tell somebody of a change to such a resource.
create function fhir_is_watched(organisation_id uuid, of_type text) returns boolean stable language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  return exists (select from fhir_subscription s where s.owner_organisation = organisation_id and s.watches = of_type and s.state <> 'off');
end $$;

-- A token of this organisation that holds, with one of these acts for a type.
create function token_stands(of_token uuid, of_type text, acts text) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return exists (select from api_token t cross join unnest(t.scopes) s(scope)
    where t.id = of_token and t.revoked_at is null and t.expires_at > now() and s.scope like 'system/' || of_type || '.%'
      and translate(split_part(s.scope, '.', 2), acts, '') <> split_part(s.scope, '.', 2));

-- What a system wants to be told of. It may tell itself of nothing that its scopes do not let it see. Asked for anew, what was given up is
-- told once more.
create function fhir_subscribe(of_id uuid, of_type text, new_state text, ends timestamptz, at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  facts jsonb := sealed('facts')::jsonb;
begin
  if not (actor_fhir_types('cu') && '{Subscription}') or not (actor_fhir_types('rs') && array[of_type]) or new_state not in ('requested', 'off') then
    raise exception 'no scope to be told of %', of_type using errcode = 'insufficient_privilege';
  end if;
  insert into fhir_subscription (id, owner_organisation, token, watches, state, until, next_try_at)
    values (of_id, actor_organisation(), (facts ->> 'token')::uuid, of_type, new_state, ends, at)
    on conflict (id) do update set token = excluded.token, watches = excluded.watches, state = excluded.state, until = excluded.until,
      next_try_at = excluded.next_try_at, revision = fhir_subscription.revision + 1, tries = 0, failing_since = null
      where fhir_subscription.owner_organisation = excluded.owner_organisation;
  if new_state = 'requested' then
    update fhir_notice set state = 'queued' where subscription_id = of_id and state = 'dead';
    perform wake_job('tellSubscribers');
  end if;
end $$;

-- A subscription that was deleted wants nothing more, and nothing is left of what it was to be told.
create function fhir_subscription_ends() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update fhir_subscription set state = 'off', revision = revision + 1 where id = new.id;
  delete from fhir_notice where subscription_id = new.id;
  return null;
end $$;
create trigger fhir_subscription_ends after update on fhir_resource for each row
  when (new.is_deleted and new.type = 'Subscription') execute function fhir_subscription_ends();

-- The subscriptions of the organisation of whoever writes, as they are sealed: the server judges their criteria.
create function fhir_watching(of_type text) returns table (id uuid, owner_organisation uuid, content bytea) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select s.id, s.owner_organisation, r.content from fhir_subscription s join fhir_resource r on r.id = s.id
      where actor_fact('token') is not null and s.owner_organisation = actor_organisation() and s.watches = of_type and s.state <> 'off'
        and not r.is_deleted;
  end;

-- In the transaction of the change: when that is undone, nobody is told.
create function fhir_notify(of_type text, of_id uuid, told uuid[]) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into fhir_notice (subscription_id, resource_type, resource_id, state)
    select s.id, of_type, of_id, 'queued' from fhir_subscription s
    where s.id = any (told) and s.owner_organisation = actor_organisation() and s.watches = of_type and actor_fact('token') is not null
    on conflict (subscription_id, resource_id, made_at) do update set state = 'queued', snapshot = null;
  perform wake_job('tellSubscribers');
end $$;

-- What a module holds, whoever changes it: each organisation that may see it by then, with what the criteria are judged by.
create function fhir_note_change(of_type text, of_id uuid, organisations uuid[], shown jsonb) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  insert into fhir_notice (subscription_id, resource_type, resource_id, state, snapshot)
    select s.id, of_type, of_id, 'waiting', shown from fhir_subscription s
    where s.owner_organisation = any (organisations) and s.watches = of_type and s.state <> 'off'
    on conflict (subscription_id, resource_id, made_at) do update set snapshot = excluded.snapshot where fhir_notice.state = 'waiting';
  if found then perform wake_job('tellSubscribers'); end if;
end $$;
create function fhir_referral_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  r referral;
  parties uuid[];
  shown jsonb;
begin
  if tg_table_name = 'referral' then r := new;
  else select * into r from referral where id = new.referral_id;
  end if;
  -- As the row policy of referrals: the commission from when it was asked, the receiver from when it was shown.
  parties := array_remove(array[r.owner_organisation, case when r.asked_at is not null then r.commission_organisation end,
                                case when r.shown_at is not null then r.receiver_organisation end], null);
  if not exists (select from fhir_subscription s where s.owner_organisation = any (parties) and s.state <> 'off'
                 and s.watches in ('ServiceRequest', 'Task')) then
    return null;
  end if;
  if tg_table_name = 'referral' then
    select to_jsonb(v) into shown from fhir_service_request v where v.id = r.id;
    perform fhir_note_change('ServiceRequest', r.id, parties, shown);
  end if;
  select to_jsonb(v) into shown from fhir_task v where v.referral_id = r.id;
  if shown is not null then perform fhir_note_change('Task', (shown ->> 'id')::uuid, parties, shown); end if;
  return null;
end $$;
create trigger told_to_systems after insert or update on referral for each row execute function fhir_referral_changed();
create trigger told_to_systems after insert or update on referral_task for each row execute function fhir_referral_changed();

-- The job that tells. Each subscription that has something to do is lent to one worker for some minutes; a worker that dies leaves it to
-- the next one, which may repeat what was told and not yet noted.
create function take_subscriptions(at timestamptz, at_most integer)
  returns table (id uuid, owner_organisation uuid, watches text, state text, until timestamptz, revision integer, tries integer,
                 failing_since timestamptz, stands boolean, version integer, changed_at timestamptz, content bytea) language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('tellSubscribers');
  return query
    with due as (
      select s.id from fhir_subscription s
      where s.state <> 'off' and s.next_try_at <= at and (s.state = 'requested' or s.until <= at
        or exists (select from fhir_notice n where n.subscription_id = s.id and n.state <> 'dead'))
      order by s.next_try_at, s.id limit at_most for update skip locked),
    taken as (
      update fhir_subscription s set next_try_at = at + interval '5 minutes' from due where s.id = due.id returning s.*)
    select t.id, t.owner_organisation, t.watches, t.state, t.until, t.revision, t.tries, t.failing_since,
           token_stands(t.token, t.watches, 'rs'), r.version, r.changed_at, r.content
    from taken t join fhir_resource r on r.id = t.id where not r.is_deleted;
end $$;
create function subscription_notices(of_id uuid, at_most integer) returns table (id bigint, resource_type text, resource_id uuid, snapshot jsonb)
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('tellSubscribers');
  return query select n.id, n.resource_type, n.resource_id, n.snapshot from fhir_notice n
    where n.subscription_id = of_id and n.state <> 'dead' order by n.id limit at_most;
end $$;
-- What was told, or does not meet the criteria, is done with.
create function notices_done(notices bigint[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('tellSubscribers');
  delete from fhir_notice n where n.id = any (notices);
end $$;
-- What became of a turn; nothing where the subscription was written anew meanwhile. Switched off, what it was still to be told is given up.
-- @returns how many those are by now, or null
create function subscription_said(of_id uuid, of_revision integer, new_state text, new_tries integer, fails_since timestamptz,
                                  next_try timestamptz) returns integer language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform must_be_service('tellSubscribers');
  update fhir_subscription s set state = new_state, tries = new_tries, failing_since = fails_since, next_try_at = next_try
    where s.id = of_id and s.revision = of_revision and s.state <> 'off';
  if not found then return null; end if;
  if new_state = 'off' then
    update fhir_notice n set state = 'dead', snapshot = null where n.subscription_id = of_id;
  end if;
  return (select count(*) from fhir_notice n where n.subscription_id = of_id and n.state = 'dead');
end $$;
-- The status of a subscription as its system reads it: a version of its own, written by the server.
create function subscription_shown(of_id uuid, from_version integer, at timestamptz, sealed_content bytea, found_by bigint[], event_id uuid)
  returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare
  owner uuid;
  demo boolean;
begin
  perform must_be_service('tellSubscribers');
  update fhir_resource r set version = from_version + 1, changed_at = at, content = sealed_content, keys = found_by
    where r.id = of_id and r.type = 'Subscription' and r.version = from_version and not r.is_deleted
    returning r.owner_organisation, r.is_demo into owner, demo;
  if owner is null then return false; end if;
  insert into event (id, at, service, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
    values (event_id, at, 'tellSubscribers', owner, 'own_side', demo, 'fhir_resource', of_id, 'changed', '{status}');
  return true;
end $$;
revoke all on function fhir_is_watched(uuid, text), token_stands(uuid, text, text), fhir_subscribe(uuid, text, text, timestamptz, timestamptz),
  fhir_subscription_ends(), fhir_watching(text), fhir_notify(text, uuid, uuid[]), fhir_note_change(text, uuid, uuid[], jsonb),
  fhir_referral_changed(), take_subscriptions(timestamptz, integer), subscription_notices(uuid, integer), notices_done(bigint[]),
  subscription_said(uuid, integer, text, integer, timestamptz, timestamptz),
  subscription_shown(uuid, integer, timestamptz, bytea, bigint[], uuid) from public;
grant execute on function fhir_subscribe(uuid, text, text, timestamptz, timestamptz), fhir_watching(text), fhir_notify(text, uuid, uuid[])
  to yntymaq_app;
grant execute on function take_subscriptions(timestamptz, integer), subscription_notices(uuid, integer), notices_done(bigint[]),
  subscription_said(uuid, integer, text, integer, timestamptz, timestamptz),
  subscription_shown(uuid, integer, timestamptz, bytea, bigint[], uuid) to yntymaq_worker;
