-- What another system reads by FHIR. A token has scopes in the manner of SMART (`system/Encounter.rs`), for one type each; the database
-- itself asks them, from what it sealed about the actor when the token came in. Nothing is written by them.

-- Types whose content is about a patient.
create function is_clinical_scope(scope text) returns boolean immutable language sql
  return scope ~ '^system/(Appointment|Encounter|Condition|Procedure|Patient)\.';

-- What no token may hold, whoever makes it: to administer, to be a person, to sign, to see or change patients by the doors of people.
create or replace function token_may_hold(scope text) returns boolean stable language sql security definer
  set search_path = public, pg_temp
  return (scope ~ '^[a-z]+\.[a-z]+$' and scope !~ '\.manage$' and scope not in ('account.own', 'signatures.sign')
      and scope !~ '^(patients|encounters)\.')
    or scope ~ '^system/(Schedule|Slot|Appointment|Encounter|Condition|Procedure|Patient)\.(r|s|rs)$';

-- Whether the actor may give or renew what opens patients: somebody clinical, who proved within ten minutes who they are.
create function gives_clinical_scopes() returns boolean stable language sql security definer set search_path = public, pg_temp
  return actor_is_clinical() and exists (
    select from auth.session s left join auth.step_up u on u.session_id = s.id
    where s.id = actor_fact('session')::uuid and greatest(s."createdAt", u.at) > now() - interval '10 minutes');

-- An administrator gives another system what opens patients only where they are clinical themselves; that it was given is an event of
-- its own.
create function clinical_scopes_are_given() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from unnest(new.scopes) scope where is_clinical_scope(scope)) then return new; end if;
  if not gives_clinical_scopes() then perform refuse('scope-not-allowed'); end if;
  perform note_access(new.organisation_id, 'token', new.id, 'opensPatients', array['scopes']);
  return new;
end $$;
create trigger clinical_scopes_are_given before insert or update of hash, scopes on api_token for each row
  execute function clinical_scopes_are_given();
revoke all on function gives_clinical_scopes(), clinical_scopes_are_given() from public;

-- Whether a token that may read one of these types is asking. Nobody else ever is: not a person, not background work.
create function actor_reads(types text[]) returns boolean stable language sql
  return actor_fact('token') is not null and coalesce(actor_fact('scopes')::jsonb ?| array(
    select 'system/' || t.type || '.' || a.act from unnest(types) t(type), unnest('{r,s,rs}'::text[]) a(act)), false);

create policy read_by_token on booking for select to yntymaq_app using (
  (select actor_reads('{Appointment}')) and mission_takes_part(mission_id));
create policy read_by_token on encounter for select to yntymaq_app using (
  (select actor_reads('{Encounter,Condition,Procedure,Patient}'))
  and (owner_organisation = (select actor_organisation()) or mission_id = any ((select actor_visits())::uuid[])));

-- Which places of a session are held; nothing of who holds them. For whoever sees the mission.
create function places_held(of_session uuid) returns integer[] stable language sql security definer set search_path = public, pg_temp
  return array(select b.place from booking b join mission_session s on s.id = b.session_id join mission m on m.id = s.mission_id
    where b.session_id = of_session and b.state in ('booked', 'moved', 'came', 'no_show')
      and (m.visibility = 'public' or m.owner_organisation = actor_organisation() or m.id = any (actor_visits())
        or (m.visibility = 'own_side' and m.side_id = any (actor_sides()))
        or (m.visibility = 'partnership' and m.partnership_id = any (actor_partnerships()))));
revoke all on function places_held(uuid) from public;
grant execute on function places_held(uuid) to yntymaq_app;

-- What is served, one view for each type, with the rights of whoever asks: row policies hold here as everywhere.
create view fhir_schedule with (security_invoker = true) as
  select s.id, s.version, s.specialty, (s.day + s.starts) at time zone v.zone as starts_at, (s.day + s.ends) at time zone v.zone as ends_at,
         v.zone, s.cancelled_at is null and m.state in ('announced', 'running') as is_active, s.clinician_id, c.name as clinician,
         s.room_id, r.name as room, s.mission_id, m.owner_organisation, m.is_demo, s.capacity_per_hour, s.kept_referred,
         s.kept_children, s.kept_disability, session_places(s.starts, s.ends, s.capacity_per_hour) as places
  from mission_session s join mission m on m.id = s.mission_id and m.state <> 'draft' join mission_room r on r.id = s.room_id
  join mission_venue v on v.id = r.venue_id left join mission_clinician c on c.id = s.clinician_id;
-- A place of a session is one slot; its time is the twin of `placesOf` in src/modules/missions/booking.ts.
create view fhir_slot with (security_invoker = true) as
  select s.id || '.' || p.place as id, s.id as schedule_id, p.place, s.specialty, s.zone, s.is_active, s.is_demo, s.capacity_per_hour,
         s.kept_referred, s.kept_children, s.kept_disability, s.ends_at,
         s.starts_at + make_interval(mins => p.place * 60 / s.capacity_per_hour / 5 * 5) as starts_at,
         case when not s.is_active then 'gone' when p.place = any (h.held) then 'held' else 'free' end as state
  from fhir_schedule s cross join lateral (select places_held(s.id) as held) h
  cross join lateral generate_series(0, s.places - 1) p(place);
create view fhir_appointment with (security_invoker = true) as
  select b.id, b.version, b.changed_at, b.mission_id, b.is_demo, b.specialty, b.state, b.starts_at,
         coalesce(b.starts_at, 'infinity') as sorts_at, coalesce(v.zone, 'UTC') as zone,
         b.session_id || '.' || b.place as slot_id, b.number, b.booked_at, b.details, s.capacity_per_hour,
         (s.day + s.ends) at time zone v.zone as ends_at
  from booking b left join mission_session s on s.id = b.session_id left join mission_room r on r.id = s.room_id
  left join mission_venue v on v.id = r.venue_id;
create view fhir_encounter with (security_invoker = true) as
  select e.id, e.version, e.changed_at, e.mission_id, e.is_demo, e.specialty, e.state, e.subject_id, e.clinician_id,
         e.owner_organisation, e.opened_at, e.signed_at, coalesce(e.signed_at, 'infinity') as ended_at, coalesce(e.zone, 'UTC') as zone,
         e.room, e.content, e.was_operated, e.sex
  from encounter e;
-- Who was seen on a mission, as their newest encounter says. A person that a visit is about has no record of their own yet.
create view fhir_patient with (security_invoker = true) as
  select e.subject_id as id, sum(e.version) as version, max(e.changed_at) as changed_at, bool_or(e.is_demo) as is_demo,
         (array_agg(e.content order by e.changed_at desc, e.id desc))[1] as content,
         (array_agg(e.sex order by e.changed_at desc, e.id desc))[1] as sex
  from encounter e group by e.subject_id;
grant select on fhir_schedule, fhir_slot, fhir_appointment, fhir_encounter, fhir_patient to yntymaq_app;

-- A page of a search opens a hundred records at once. Each statement of what was opened is read once, and not anew for every field of
-- every row, which took a quadratic time. All of it or nothing, as before: a forged, changed or old proof is an error, and so is one
-- that was written before.
create or replace function record_accesses(proofs text[]) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  proof text;
  stated jsonb;
  written integer := 0;
  added integer;
begin
  foreach proof in array proofs loop
    if left(proof, 64) is distinct from seal_of('accesses', substr(proof, 65)) then
      raise exception 'this was not proved' using errcode = 'insufficient_privilege';
    end if;
    stated := substr(proof, 65)::jsonb;
    if (stated ->> 'proved')::timestamptz < now() - interval '5 minutes' then
      raise exception 'this was proved too long ago' using errcode = 'insufficient_privilege';
    end if;
    insert into access_record (id, at, person, organisation_id, session, token, origin, endpoint, kind, subject, subject_id,
                               purpose, reason)
      select o.id, w.at, w.person, w.organisation, w.session, w.token, w.origin, w.endpoint, o.kind, o.subject, o.subject_id,
             o.purpose, o.reason
      from (select (stated ->> 'at')::timestamptz as at, (stated ->> 'person')::uuid as person,
                   (stated ->> 'organisation')::uuid as organisation, (stated ->> 'session')::uuid as session,
                   (stated ->> 'token')::uuid as token, stated ->> 'origin' as origin, stated ->> 'endpoint' as endpoint offset 0) w
      cross join jsonb_to_recordset(stated -> 'opened')
        as o (id uuid, kind text, subject text, subject_id uuid, purpose text, reason text);
    get diagnostics added = row_count;
    written := written + added;
  end loop;
  return written;
end $$;
