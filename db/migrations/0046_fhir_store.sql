-- What other systems write by FHIR: kept whole and sealed, found by keyed hashes. What an organisation's systems wrote, its own
-- systems alone read. Nothing is ever overwritten: what was before a change goes into `fhir_version` by itself.

-- Types whose content is about a patient, or says who looked at one.
create or replace function is_clinical_scope(scope text) returns boolean immutable language sql
  return scope ~ '^system/(Patient|ServiceRequest|Task|Consent|DocumentReference|Binary|Appointment|Encounter|Communication|Condition|Procedure|Provenance|AuditEvent)\.';

-- What no token may hold, whoever makes it: to administer, to be a person, to sign, to decide, to see or change patients by the doors
-- of people. Of a type of FHIR it may hold some of create, read, update, delete, search, in this order; the audit is only read.
create or replace function token_may_hold(scope text) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return (scope ~ '^[a-z]+\.[a-z]+$' and scope !~ '\.manage$' and scope not in ('account.own', 'signatures.sign', 'quotas.write', 'quotas.decide')
      and scope !~ '^(patients|encounters|boards|referrals)\.')
    or scope ~ '^system/(Patient|Organization|Practitioner|PractitionerRole|HealthcareService|ServiceRequest|Task|Consent|DocumentReference|Binary|Appointment|Slot|Schedule|Encounter|Communication|Condition|Procedure|Provenance|Subscription)\.(?=.)c?r?u?d?s?$'
    or scope ~ '^system/AuditEvent\.(r|s|rs)$';

-- The types with which whoever asks may do one of these things (of c, r, u, d, s), by the sealed scopes of their token. None for
-- anybody else: not for a person, not for background work.
create function actor_fhir_types(acts text) returns text[] stable language sql
  return (select coalesce(array_agg(split_part(substr(s.scope, 8), '.', 1)), '{}')
          from jsonb_array_elements_text(actor_fact('scopes')::jsonb) s(scope)
          where actor_fact('token') is not null and s.scope like 'system/%'
            and translate(split_part(s.scope, '.', 2), acts, '') <> split_part(s.scope, '.', 2));
create or replace function actor_reads(types text[]) returns boolean stable language sql
  return actor_fhir_types('rs') && types;

create table fhir_resource (
  id uuid primary key,
  owner_organisation uuid not null references organisation,
  is_demo boolean not null,
  type text not null check (type ~ '^[A-Z][A-Za-z]+$'),
  version integer not null check (version > 0),
  changed_at timestamptz not null,
  -- The token that wrote this version.
  written_by uuid not null,
  -- Under whose key it lies, where it is about a patient; else under its organisation's.
  patient_id uuid,
  -- The whole resource as JSON, sealed; none once it is deleted.
  content bytea,
  -- Keyed hashes of what it is found by, each of one organisation, type and parameter (src/interfaces/fhir/keys.ts).
  keys bigint[] not null,
  -- The stretches of its date parameters; of what is sealed no more than the year.
  d1_from timestamptz,
  d1_to timestamptz,
  d2_from timestamptz,
  d2_to timestamptz,
  d3_from timestamptz,
  d3_to timestamptz,
  is_deleted boolean not null default false,
  -- What a module of ours holds is shown by its own view; here lies what came in beyond that (0047).
  is_bound boolean not null default false,
  check (is_deleted = (content is null)),
  check (cardinality(keys) <= 2000)
);
create index fhir_resource_by_id on fhir_resource (owner_organisation, type, id) where not is_deleted;
create index fhir_resource_by_change on fhir_resource (owner_organisation, type, changed_at, id) where not is_deleted;
create index fhir_resource_by_date on fhir_resource (owner_organisation, type, coalesce(d1_from, 'infinity'), id)
  where not is_deleted and d1_from is not null;
create index fhir_resource_of_patient on fhir_resource (patient_id) where patient_id is not null;
create index fhir_resource_by_key on fhir_resource using gin (keys);
-- Bytes that are sealed do not get smaller.
alter table fhir_resource alter column content set storage external;

create table fhir_version (
  id uuid not null references fhir_resource,
  version integer not null,
  owner_organisation uuid not null,
  type text not null,
  changed_at timestamptz not null,
  written_by uuid not null,
  patient_id uuid,
  content bytea,
  is_deleted boolean not null,
  primary key (id, version)
);
alter table fhir_version alter column content set storage external;

-- What was before a change is kept, whoever changes; and what a row is about, and whose it is, stays.
create function fhir_version_is_kept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.version = old.version then
    -- The same text under a newer key (npx yntymaq keys).
    if session_user in ('yntymaq_app', 'yntymaq_worker') or (new.content is null) <> (old.content is null) then
      raise exception 'a change of % without a version', new.id using errcode = 'insufficient_privilege';
    end if;
    return new;
  end if;
  if new.version <> old.version + 1 or new.id <> old.id or new.type <> old.type or new.owner_organisation <> old.owner_organisation
     or new.changed_at < old.changed_at then
    raise exception 'no version that follows on %', old.id using errcode = 'insufficient_privilege';
  end if;
  insert into fhir_version values (old.id, old.version, old.owner_organisation, old.type, old.changed_at, old.written_by, old.patient_id,
                                   old.content, old.is_deleted);
  return new;
end $$;
create trigger fhir_version_is_kept before update on fhir_resource for each row execute function fhir_version_is_kept();
revoke all on function fhir_version_is_kept() from public;

alter table fhir_resource enable row level security;
alter table fhir_version enable row level security;
grant select on fhir_resource, fhir_version to yntymaq_app;
create policy read_by_token on fhir_resource for select to yntymaq_app using (
  owner_organisation = (select actor_organisation()) and type = any ((select actor_fhir_types('rs'))::text[]));
create policy read_by_token on fhir_version for select to yntymaq_app using (
  owner_organisation = (select actor_organisation()) and type = any ((select actor_fhir_types('r'))::text[]));

-- Nobody is granted to write: a system writes by these functions alone, each of which asks its sealed scopes once. Their plans are
-- kept, which a statement's is not.
create function fhir_facts(of_type text, act text) returns jsonb language plpgsql stable security definer
  set search_path = public, pg_temp as $$
declare
  facts jsonb := sealed('facts')::jsonb;
begin
  if facts ->> 'token' is null or not exists (
    select from jsonb_array_elements_text(facts -> 'scopes') s(scope)
    where s.scope like 'system/' || of_type || '.%' and strpos(split_part(s.scope, '.', 2), act) > 0) then
    raise exception 'no scope for % of %', act, of_type using errcode = 'insufficient_privilege';
  end if;
  return facts;
end $$;
-- Says what happened to a resource, in the name of the token.
create function fhir_event(event_id uuid, at timestamptz, facts jsonb, organisation_id uuid, demo boolean, of_id uuid, what text, changed text[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into event (id, at, person, owner_organisation, visibility, is_demo, subject, subject_id, action, fields, session, token, origin)
    values (event_id, at, (facts ->> 'token')::uuid, organisation_id, 'own_side', demo, 'fhir_resource', of_id, what, changed, null,
            (facts ->> 'token')::uuid, facts ->> 'origin');
end $$;

-- One resource, also one that was deleted; `act` is what is to be done with it. Who changes it waits for who changed it before.
create function fhir_row(of_type text, of_id uuid, act text) returns setof fhir_resource language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  perform fhir_facts(of_type, act);
  if act in ('u', 'd') then
    return query select * from fhir_resource r where r.id = of_id and r.type = of_type and r.owner_organisation = actor_organisation() for update;
  else
    return query select * from fhir_resource r where r.id = of_id and r.type = of_type and r.owner_organisation = actor_organisation();
  end if;
end $$;

-- @returns whether a subscriber may have to be told (0051)
create function fhir_create(new_id uuid, of_type text, at timestamptz, about uuid, sealed_content bytea, found_by bigint[],
                            stretches timestamptz[], event_id uuid, of_module boolean) returns boolean language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  facts jsonb := fhir_facts(of_type, 'c');
  organisation_id uuid := actor_organisation();
  demo boolean := (select o.is_demo from organisation o where o.id = organisation_id);
begin
  insert into fhir_resource (id, owner_organisation, is_demo, type, version, changed_at, written_by, patient_id, content, keys,
                             d1_from, d1_to, d2_from, d2_to, d3_from, d3_to, is_bound)
    values (new_id, organisation_id, demo, of_type, 1, at, (facts ->> 'token')::uuid, about, sealed_content, found_by,
            stretches[1], stretches[2], stretches[3], stretches[4], stretches[5], stretches[6], of_module);
  perform fhir_event(event_id, at, facts, organisation_id, demo, new_id, 'created', '{}');
  return fhir_is_watched(organisation_id, of_type);
end $$;

-- Writes the version that follows on one. Deleting leaves nothing to be found by.
-- @returns whether a subscriber may have to be told; null where that version is no longer the newest
create function fhir_change(of_type text, of_id uuid, from_version integer, at timestamptz, about uuid, sealed_content bytea,
                            found_by bigint[], stretches timestamptz[], event_id uuid, changed text[]) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  facts jsonb := fhir_facts(of_type, case when sealed_content is null then 'd' else 'u' end);
  organisation_id uuid := actor_organisation();
  demo boolean;
begin
  update fhir_resource set version = from_version + 1, changed_at = at, written_by = (facts ->> 'token')::uuid, patient_id = about,
         content = sealed_content, is_deleted = sealed_content is null, keys = found_by, d1_from = stretches[1], d1_to = stretches[2],
         d2_from = stretches[3], d2_to = stretches[4], d3_from = stretches[5], d3_to = stretches[6]
    where id = of_id and type = of_type and version = from_version and owner_organisation = organisation_id and not is_deleted
    returning is_demo into demo;
  if demo is null then return null; end if;
  perform fhir_event(event_id, at, facts, organisation_id, demo, of_id,
                     case when sealed_content is null then 'deleted' else 'changed' end, changed);
  return sealed_content is not null and fhir_is_watched(organisation_id, of_type);
end $$;
revoke all on function fhir_facts(text, text), fhir_event(uuid, timestamptz, jsonb, uuid, boolean, uuid, text, text[]),
  fhir_row(text, uuid, text), fhir_create(uuid, text, timestamptz, uuid, bytea, bigint[], timestamptz[], uuid, boolean),
  fhir_change(text, uuid, integer, timestamptz, uuid, bytea, bigint[], timestamptz[], uuid, text[]) from public;
grant execute on function fhir_row(text, uuid, text),
  fhir_create(uuid, text, timestamptz, uuid, bytea, bigint[], timestamptz[], uuid, boolean),
  fhir_change(text, uuid, integer, timestamptz, uuid, bytea, bigint[], timestamptz[], uuid, text[]) to yntymaq_app;

-- What is kept, as it is searched.
create view fhir_stored with (security_invoker = true) as
  select r.id, r.version, r.changed_at, r.is_demo, r.type, r.owner_organisation, r.patient_id, r.content, r.keys, r.d1_from, r.d1_to,
         r.d2_from, r.d2_to, r.d3_from, r.d3_to, coalesce(r.d1_from, 'infinity') as d1_sort, coalesce(r.d2_from, 'infinity') as d2_sort,
         coalesce(r.d3_from, 'infinity') as d3_sort
  from fhir_resource r where not r.is_deleted and not r.is_bound;
grant select on fhir_stored to yntymaq_app;

-- Who opened what, for another system that was given just this.
create policy seen_by_an_auditing_system on access_record for select to yntymaq_app using (
  organisation_id = (select actor_organisation()) and (select actor_reads('{AuditEvent}')));
create view fhir_audit_event with (security_invoker = true) as
  select a.id, false as is_demo, a.at, a.recorded_at, a.person, a.token, a.organisation_id, a.origin, a.endpoint, a.kind, a.subject,
         a.subject_id, a.purpose, a.reason
  from access_record a where (select actor_reads('{AuditEvent}'));
grant select on fhir_audit_event to yntymaq_app;

-- Reading one resource, and creating some that no module takes part in, each in one statement: whose token it is, what it may, and what it
-- wants. The row of the token and its scopes are asked each time, so that what was revoked or narrowed holds at once.
create function fhir_caller(token_hash text) returns api_token language plpgsql security definer set search_path = public, pg_temp as $$
declare
  caller api_token;
begin
  select * into caller from api_token t where t.hash = token_hash and t.revoked_at is null and t.expires_at > now();
  if caller.id is null then
    select * into caller from api_token t
      where t.previous_hash = token_hash and t.previous_until > now() and t.revoked_at is null and t.expires_at > now();
  end if;
  -- Kept to a minute, and by no request that would have to wait for another (as enter_by_token).
  if caller.last_used_at < now() - interval '1 minute' or (caller.id is not null and caller.last_used_at is null) then
    update api_token set last_used_at = now() where id = (select t.id from api_token t where t.id = caller.id for update skip locked);
  end if;
  return caller;
end $$;
create function fhir_scopes_hold(scopes text[], of_type text, act text) returns boolean immutable language sql
  return exists (select from unnest(scopes) s(scope)
    where s.scope like 'system/' || of_type || '.%' and strpos(split_part(s.scope, '.', 2), act) > 0);

-- No row where the token opens nothing; `may`: whether its scopes let it read the type; without `id` where there is no such resource. `proof`: the
-- word of the database for who opened it, to be put on record before it leaves (as prove_accesses); none where it is about nobody.
create function fhir_read_directly(token_hash text, came_from text, of_type text, of_id uuid, about_patients boolean, endpoint text,
                                   at timestamptz, access_id uuid)
  returns table (organisation uuid, requests_per_minute integer, may boolean, id uuid, version integer, changed_at timestamptz, patient_id uuid, is_bound boolean,
                 content bytea, proof text) language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  caller api_token := fhir_caller(token_hash);
  stated text;
begin
  if caller.id is null then return; end if;
  organisation := caller.organisation_id; requests_per_minute := caller.requests_per_minute;
  may := fhir_scopes_hold(caller.scopes, of_type, 'r');
  if may then
    select r.id, r.version, r.changed_at, r.patient_id, r.is_bound, r.content into id, version, changed_at, patient_id, is_bound, content
      from fhir_resource r where r.id = of_id and r.type = of_type and r.owner_organisation = caller.organisation_id;
  end if;
  if content is not null and not is_bound and (about_patients or patient_id is not null) then
    stated := jsonb_build_object('person', caller.id, 'organisation', caller.organisation_id, 'session', null, 'token', caller.id,
      'origin', came_from, 'endpoint', endpoint, 'at', at, 'proved', now(), 'opened', jsonb_build_array(jsonb_build_object(
        'id', access_id, 'kind', 'read', 'subject', 'fhir_resource', 'subject_id', id, 'purpose', 'care', 'reason', null)))::text;
    proof := seal_of('accesses', stated) || stated;
  end if;
  return next;
end $$;

-- Creates all of them or none. `outcome`: done; or nothing was done, because the token is of another organisation than the one for which
-- they were sealed (`other`), may not create them (`forbidden`), or somebody may have to be told (`watched`, 0051). No row where the token
-- opens nothing.
create function fhir_create_directly(token_hash text, came_from text, sealed_for uuid, types text[], ids uuid[], at timestamptz,
                                     abouts uuid[], contents bytea[], found_by text[], stretches text[], event_ids uuid[])
  returns table (organisation uuid, requests_per_minute integer, outcome text) language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  caller api_token := fhir_caller(token_hash);
  demo boolean;
begin
  if caller.id is null then return; end if;
  organisation := caller.organisation_id; requests_per_minute := caller.requests_per_minute;
  outcome := case
    when caller.organisation_id <> sealed_for then 'other'
    when exists (select from unnest(types) t(type) where not fhir_scopes_hold(caller.scopes, t.type, 'c')) then 'forbidden'
    when exists (select from fhir_subscription s where s.owner_organisation = sealed_for and s.watches = any (types) and s.state <> 'off') then 'watched'
    else 'done' end;
  if outcome = 'done' then
    demo := (select o.is_demo from organisation o where o.id = sealed_for);
    insert into fhir_resource (id, owner_organisation, is_demo, type, version, changed_at, written_by, patient_id, content, keys,
                               d1_from, d1_to, d2_from, d2_to, d3_from, d3_to)
      select n.id, sealed_for, demo, n.type, 1, at, caller.id, n.about, n.content, n.found_by::bigint[],
             n.d[1], n.d[2], n.d[3], n.d[4], n.d[5], n.d[6]
      from (select u.id, u.type, u.about, u.content, u.found_by, u.d::timestamptz[] as d
            from unnest(ids, types, abouts, contents, found_by, stretches) u(id, type, about, content, found_by, d)) n;
    insert into event (id, at, person, owner_organisation, visibility, is_demo, subject, subject_id, action, fields, session, token, origin)
      select n.event_id, at, caller.id, sealed_for, 'own_side', demo, 'fhir_resource', n.id, 'created', '{}', null, caller.id, came_from
      from unnest(event_ids, ids) n(event_id, id);
  end if;
  return next;
end $$;
revoke all on function fhir_caller(text), fhir_scopes_hold(text[], text, text),
  fhir_read_directly(text, text, text, uuid, boolean, text, timestamptz, uuid),
  fhir_create_directly(text, text, uuid, text[], uuid[], timestamptz, uuid[], bytea[], text[], text[], uuid[]) from public;
grant execute on function fhir_read_directly(text, text, text, uuid, boolean, text, timestamptz, uuid),
  fhir_create_directly(text, text, uuid, text[], uuid[], timestamptz, uuid[], bytea[], text[], text[], uuid[]) to yntymaq_app;

-- The resources of a type that have these keys, of whoever may search or read them; null where there are more than `most`. A row policy is
-- asked before the comparison of keys, which Postgres does not know to be discreet, so that no index over keys would ever be used under
-- it: here the organisation and the scopes stand in the statement itself. `wanted`: of each of these one holds, "all" or "any" of its keys.
create function fhir_ids_by_keys(of_type text, wanted jsonb, most integer) returns uuid[] language plpgsql stable security definer
  set search_path = public, pg_temp as $$
declare
  conditions text;
  found_ids uuid[];
begin
  if not (actor_fhir_types('rs') && array[of_type]) then return '{}'; end if;
  select string_agg('(' || one.held || ')', ' and ') into conditions
    from jsonb_array_elements(wanted) f(choices)
    cross join lateral (
      select string_agg(format('r.keys %s %L::bigint[]', case when c.choice ? 'all' then '@>' else '&&' end,
                               coalesce(c.choice ->> 'all', c.choice ->> 'any')::bigint[]::text), ' or ') as held
      from jsonb_array_elements(f.choices) c(choice)) one;
  execute 'select array_agg(f.id) from (select r.id from fhir_resource r where r.owner_organisation = $1 and r.type = $2
             and not r.is_deleted and not r.is_bound and ' || conditions || ' limit $3) f'
    into found_ids using actor_organisation(), of_type, most + 1;
  return case when cardinality(found_ids) > most then null else coalesce(found_ids, '{}') end;
end $$;
revoke all on function fhir_ids_by_keys(text, jsonb, integer) from public;
grant execute on function fhir_ids_by_keys(text, jsonb, integer) to yntymaq_app;
