-- Who opened what about a patient, when, from where and why. Append-only: nobody is granted update or delete.

-- Where in the order of transactions a row was written: the number of its transaction. `shift` keeps these numbers growing
-- in a copy that was loaded into another server, whose transactions count from the beginning again.
create table audit_clock (
  is_only boolean primary key default true check (is_only),
  shift bigint not null default 0
);
insert into audit_clock default values;
grant select on audit_clock to yntymaq_app, yntymaq_worker;
create function audit_position() returns bigint language sql
  return pg_current_xact_id()::text::bigint + (select shift from audit_clock);

create table access_record (
  id uuid primary key,
  at timestamptz not null,
  person uuid not null,
  organisation_id uuid not null,
  session uuid default (actor_fact('session'))::uuid,
  token uuid default (actor_fact('token'))::uuid,
  origin text default actor_fact('origin'),
  endpoint text not null,
  kind text not null check (kind in ('read', 'searched', 'exported')),
  subject text not null check (subject ~ '^[a-z_]+$'),
  -- Null where a search found nobody.
  subject_id uuid,
  purpose text not null check (purpose in ('care', 'administration', 'request_of_the_person', 'quality', 'law', 'break_glass')),
  reason text,
  -- By the clock of the database, whatever the program says in `at`.
  recorded_at timestamptz not null default clock_timestamp(),
  position bigint not null default audit_position(),
  check (purpose <> 'break_glass' or length(trim(reason)) >= 10)
);
create index on access_record (subject_id, at);
create index on access_record (organisation_id, at);
create index on access_record (person, at);
create index on access_record (position);
alter table access_record enable row level security;
-- What the database knows itself (session, token, origin, clock, position) nobody can state.
grant select, insert (id, at, person, organisation_id, endpoint, kind, subject, subject_id, purpose, reason)
  on access_record to yntymaq_app;
create policy written_in_ones_own_name on access_record for insert to yntymaq_app with check (
  person = (select actor_person()) and organisation_id = (select actor_organisation())
);
-- What a request opened, with the database's own word for who opened it: many requests' records can then be written
-- together by whoever carries them, and nobody can state one for another. It writes nothing itself.
create function prove_accesses(endpoint text, at timestamptz, opened jsonb) returns text stable language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  stated text := jsonb_build_object('person', actor_person(), 'organisation', actor_organisation(),
    'session', actor_fact('session'), 'token', actor_fact('token'), 'origin', actor_fact('origin'),
    'endpoint', endpoint, 'at', at, 'proved', now(), 'opened', opened)::text;
begin
  if actor_person() is null or actor_organisation() is null then
    raise exception 'nobody opened this' using errcode = 'insufficient_privilege';
  end if;
  return seal_of('accesses', stated) || stated;
end $$;
revoke all on function prove_accesses(text, timestamptz, jsonb) from public;
grant execute on function prove_accesses(text, timestamptz, jsonb) to yntymaq_app;

-- Writes what was proved within the last minutes. All of it or nothing: a forged, changed or old proof, or one that was
-- written before, is an error.
create function record_accesses(proofs text[]) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  written integer;
begin
  if exists (select from unnest(proofs) proof where left(proof, 64) is distinct from seal_of('accesses', substr(proof, 65))) then
    raise exception 'this was not proved' using errcode = 'insufficient_privilege';
  end if;
  if exists (select from unnest(proofs) proof
             where (substr(proof, 65)::jsonb ->> 'proved')::timestamptz < now() - interval '5 minutes') then
    raise exception 'this was proved too long ago' using errcode = 'insufficient_privilege';
  end if;
  insert into access_record (id, at, person, organisation_id, session, token, origin, endpoint, kind, subject, subject_id,
                             purpose, reason)
    select o.id, (s.stated ->> 'at')::timestamptz, (s.stated ->> 'person')::uuid, (s.stated ->> 'organisation')::uuid,
           (s.stated ->> 'session')::uuid, (s.stated ->> 'token')::uuid, s.stated ->> 'origin', s.stated ->> 'endpoint',
           o.kind, o.subject, o.subject_id, o.purpose, o.reason
    from unnest(proofs) proof
    cross join lateral (select substr(proof, 65)::jsonb as stated) s
    cross join lateral jsonb_to_recordset(s.stated -> 'opened')
      as o (id uuid, kind text, subject text, subject_id uuid, purpose text, reason text);
  get diagnostics written = row_count;
  return written;
end $$;
revoke all on function record_accesses(text[]) from public;
grant execute on function record_accesses(text[]) to yntymaq_app;
