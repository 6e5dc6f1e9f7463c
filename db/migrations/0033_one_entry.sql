-- What an attack on the database in the application's name showed: a seal held beyond the entry it was made for, and
-- functions that looked up their types where a request can put its own.

-- A request makes no table, no type and no function of its own. (A copy of a database does not inherit this.)
do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$;

-- A trigger that acts for the owner is for the tables it was made for, not for one that somebody else makes.
revoke all on function was_seen(), note_outbox_step(), one_step_to_the_kept() from public;

-- A seal is good for one entry in one transaction: what was true of an actor before, or in another organisation, cannot be put
-- beside what is true of them now. The name of the entry has a fixed length, so that nothing of a value can pass for it.
-- Types are named with their schema, because no search path is set here: setting it up would cost every request.
create or replace function sealed(setting text) returns text stable language plpgsql security definer as $$
declare
  stated pg_catalog.text := nullif(current_setting('app.' || setting, true), '');
  entry pg_catalog.text := current_setting('app.entry', true);
  secret pg_catalog.text;
begin
  if stated is null or length(entry) is distinct from 36 then return null; end if;
  select k.key into secret from public.actor_seal k;
  if current_setting('app.' || setting || '_seal', true) is distinct from
     encode(sha256(convert_to(secret || encode(sha256(convert_to(secret || setting || '=' ||
       extract(epoch from transaction_timestamp()) || ' ' || entry || stated, 'UTF8')), 'hex'), 'UTF8')), 'hex')
  then return null; end if;
  return stated;
end $$;

create or replace function seal(setting text, value text) returns void language plpgsql security definer as $$
declare
  entry pg_catalog.text := current_setting('app.entry', true);
  secret pg_catalog.text;
begin
  if value is null then
    perform set_config('app.' || setting, '', true), set_config('app.' || setting || '_seal', '', true);
    return;
  end if;
  select k.key into secret from public.actor_seal k;
  perform set_config('app.' || setting, value, true), set_config('app.' || setting || '_seal',
    encode(sha256(convert_to(secret || encode(sha256(convert_to(secret || setting || '=' ||
      extract(epoch from transaction_timestamp()) || ' ' || entry || value, 'UTF8')), 'hex'), 'UTF8')), 'hex'), true);
end $$;

-- Each seat begins an entry: every seal of the one before is void.
create or replace function seat(person uuid, service text, organisation uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  sides uuid[];
  partnerships uuid[];
begin
  perform set_config('app.entry', gen_random_uuid()::text, true);
  if organisation is not null then
    select array_agg(so.side_id), array_agg(so.partnership_id) into sides, partnerships
      from side_organisation so where so.organisation_id = seat.organisation;
  end if;
  perform seal('person', person::text), seal('service', service), seal('organisation', organisation::text),
          seal('sides', sides::text), seal('partnerships', partnerships::text);
end $$;

create or replace function actor_person() returns uuid stable language plpgsql as
  $$ begin return public.sealed('person')::pg_catalog.uuid; end $$;
create or replace function actor_organisation() returns uuid stable language plpgsql as
  $$ begin return public.sealed('organisation')::pg_catalog.uuid; end $$;
create or replace function actor_sides() returns uuid[] stable language plpgsql as
  $$ begin return coalesce(public.sealed('sides'), '{}')::pg_catalog.uuid[]; end $$;
create or replace function actor_partnerships() returns uuid[] stable language plpgsql as
  $$ begin return coalesce(public.sealed('partnerships'), '{}')::pg_catalog.uuid[]; end $$;
create or replace function actor_fact(fact text) returns text stable language plpgsql as
  $$ begin return public.sealed('facts')::pg_catalog.jsonb ->> fact; end $$;

-- A rung is a person's. A token is bounded by its scopes, and a calendar address, which enters as a service, reads meetings.
create or replace function actor_reaches(rung text) returns boolean stable language sql
  return coalesce(rank_of(actor_fact('role')) >= rank_of(rung), false);

-- Whoever opens an incident opens it in their own name.
create policy opened_in_ones_own_name on incident as restrictive for insert to yntymaq_app
  with check (opened_by = (select actor_person()));

-- A merge says who made it.
create function merged_in_ones_own_name() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if new.merged_by is not null and current_user = 'yntymaq_app' and new.merged_by is distinct from actor_person() then
    raise exception 'merged in one''s own name' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
revoke all on function merged_in_ones_own_name() from public;
create trigger merged_in_ones_own_name before update on patient for each row
  when (new.merged_by is distinct from old.merged_by) execute function merged_in_ones_own_name();

-- One consent takes the place of another of the same patient.
create policy supersedes_the_same_patient_s on consent as restrictive for insert to yntymaq_app
  with check (supersedes is null or patient_of_consent(supersedes) = patient_id);

-- Who set a setting is for those who look after the installation: it stands in its changes.
revoke select on installation_setting from yntymaq_app, yntymaq_worker, yntymaq_public;
grant select (key, id, value) on installation_setting to yntymaq_worker, yntymaq_public;
grant select (key, id, value, version, changed_at) on installation_setting to yntymaq_app;

-- Who opened a patient's data opened somebody's; only a search may have found nobody.
alter table access_record add check (subject <> 'patient' or kind = 'searched' or subject_id is not null);

-- Nobody writes into what a partnership sees happen where they have no seat, unless they opened it themselves.
create policy written_where_one_sits on event as restrictive for insert to yntymaq_app with check (
  partnership_id is null or visibility = 'own_side' or partnership_id = any ((select actor_partnerships())::uuid[])
  or exists (select from partnership p where p.id = partnership_id and p.owner_organisation = (select actor_organisation())));

-- A letter of the house carries no link but its own.
alter table invitation add check (name !~* '://|www\.|@|[[:cntrl:]]');
