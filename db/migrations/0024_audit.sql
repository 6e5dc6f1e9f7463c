-- The audit: where each event came from, and a chain over events and accesses in which no row can be changed, removed or
-- put in between afterwards without being found.

-- Rows of before know no origin. The database fills these in by itself, and nobody is granted to state them.
alter table event add column session uuid;
alter table event add column token uuid;
alter table event add column origin text;
alter table event add column recorded_at timestamptz not null default clock_timestamp();
alter table event add column position bigint not null default audit_position();
alter table event alter column session set default (actor_fact('session'))::uuid;
alter table event alter column token set default (actor_fact('token'))::uuid;
alter table event alter column origin set default actor_fact('origin');
create index on event (position);
create index on event (person, at);
revoke insert on event from yntymaq_app, yntymaq_worker;
grant insert (id, at, person, service, owner_organisation, partnership_id, side_id, visibility, is_demo, subject, subject_id,
  action, fields) on event to yntymaq_app, yntymaq_worker;

-- Who may look into their organisation's audit: its administrator, and another system that was given just this.
create function actor_reads_audit() returns boolean stable language sql return coalesce(
  actor_fact('role') = 'administrator' or (actor_fact('scopes'))::jsonb ? 'audit.read', false);
create policy seen_by_the_organisation_s_administrator on access_record for select to yntymaq_app using (
  organisation_id = (select actor_organisation()) and (select actor_reads_audit())
);

-- A repeated request opens again what the first one opened.
alter table idempotency add column opened text;
grant update (opened) on idempotency to yntymaq_app;

-- A batch: all rows of both tables with from_position <= position < to_position. Its form is docs/standards/audit.md.
create table audit_batch (
  number bigint primary key check (number > 0),
  form smallint not null check (form = 1),
  from_position bigint not null,
  to_position bigint not null check (to_position > from_position),
  accesses integer not null,
  events integer not null,
  -- Of each row its id (16 bytes) and its hash (32 bytes), accesses before events, by position and id.
  leaves bytea not null,
  at timestamptz not null,
  previous bytea not null,
  head bytea not null unique
);
alter table audit_batch alter column leaves set storage external;
alter table audit_batch enable row level security;
grant select (number, form, from_position, to_position, accesses, events, at, previous, head) on audit_batch
  to yntymaq_app;
grant select on audit_batch to yntymaq_worker;
create policy seen_in_background on audit_batch for select to yntymaq_worker using ((select actor_service()) is not null);
create policy seen_by_administrators on audit_batch for select to yntymaq_app using (
  (select actor_is_installation()) or (select actor_reads_audit())
);

-- The form of a row: its columns as text in the order of the documentation, as one JSON array, hashed.
create function audit_hash(variadic columns text[]) returns bytea stable language sql
  return sha256(convert_to(array_to_json(columns)::text, 'UTF8'));

-- What the rows between two positions are worth now.
create function audit_leaves(from_position bigint, to_position bigint)
  returns table (leaves bytea, accesses integer, events integer, oldest timestamptz) stable language sql security definer
  set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' set datestyle = 'ISO, MDY'
  begin atomic
    select coalesce(string_agg(uuid_send(r.id) || r.hash, ''::bytea order by r.part, r.position, r.id), ''::bytea),
           (count(*) filter (where r.part = 1))::integer, (count(*) filter (where r.part = 2))::integer, min(r.recorded_at)
    from (
      select 1 as part, a.position, a.id, a.recorded_at,
             audit_hash('access_record', a.id::text, a.at::text, a.person::text, a.organisation_id::text, a.session::text,
               a.token::text, a.origin, a.endpoint, a.kind, a.subject, a.subject_id::text, a.purpose, a.reason,
               a.recorded_at::text, a.position::text) as hash
      from access_record a
      where a.position >= audit_leaves.from_position and a.position < audit_leaves.to_position
      union all
      select 2, e.position, e.id, e.recorded_at,
             audit_hash('event', e.id::text, e.at::text, e.person::text, e.service, e.owner_organisation::text,
               e.partnership_id::text, e.side_id::text, e.visibility, e.is_demo::text, e.subject, e.subject_id::text,
               e.action, e.fields::text, e.session::text, e.token::text, e.origin, e.recorded_at::text, e.position::text)
      from event e
      where e.position >= audit_leaves.from_position and e.position < audit_leaves.to_position
    ) r;
  end;
revoke all on function audit_leaves(bigint, bigint) from public;
grant execute on function audit_leaves(bigint, bigint) to yntymaq_worker;

create function audit_head(number bigint, form smallint, from_position bigint, to_position bigint, accesses integer,
  events integer, leaves bytea, at timestamptz, previous bytea) returns bytea stable language sql
  set timezone = 'UTC' set datestyle = 'ISO, MDY'
  return audit_hash(number::text, form::text, from_position::text, to_position::text, accesses::text, events::text,
    encode(sha256(leaves), 'hex'), at::text, encode(previous, 'hex'));

-- Where the next batch may end: it holds about `at_most` rows, and no transaction that has not ended.
create function audit_cut(from_position bigint, horizon bigint, at_most integer) returns bigint stable language sql
  set search_path = public, pg_temp
  begin atomic
    select least(audit_cut.horizon, coalesce((
      select p.position from (
        (select a.position from access_record a where a.position >= audit_cut.from_position order by a.position limit at_most + 1)
        union all
        (select e.position from event e where e.position >= audit_cut.from_position order by e.position limit at_most + 1)
      ) p order by p.position offset at_most limit 1) + 1, audit_cut.horizon));
  end;
revoke all on function audit_cut(bigint, bigint, integer) from public;

-- Seals all that was written by transactions that have ended, in batches of about `at_most` rows. Who writes meanwhile
-- waits for nothing. Two that seal at once take turns: the second finds nothing to do. Returns how many batches it made.
create function seal_audit(at_most integer default 10000) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  last audit_batch;
  horizon bigint;
  cut bigint;
  worth record;
  made integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtext('seal_audit')) then return 0; end if;
  select * into last from audit_batch b order by b.number desc limit 1;
  -- In a statement before the one that reads the rows: what ended before it can be seen by the next.
  select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + shift into horizon from audit_clock;
  last.to_position := coalesce(last.to_position, 0);
  last.number := coalesce(last.number, 0);
  last.head := coalesce(last.head, sha256(''));
  while last.to_position < horizon loop
    cut := audit_cut(last.to_position, horizon, at_most);
    select * into worth from audit_leaves(last.to_position, cut);
    exit when worth.accesses + worth.events = 0;
    insert into audit_batch
      select last.number + 1, 1, last.to_position, cut, worth.accesses, worth.events, worth.leaves, n.at, last.head,
             audit_head(last.number + 1, 1::smallint, last.to_position, cut, worth.accesses, worth.events, worth.leaves, n.at,
               last.head)
      from (select clock_timestamp() as at) n
      returning * into last;
    made := made + 1;
  end loop;
  return made;
end $$;
revoke all on function seal_audit(integer) from public;
grant execute on function seal_audit(integer) to yntymaq_worker;

-- What is written and not sealed yet, and what is said to have been written by a transaction that has not begun.
create function audit_unsealed() returns table (rows bigint, oldest timestamptz, ahead bigint) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select count(*), min(r.recorded_at),
           count(*) filter (where r.position >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + c.shift)
    from audit_clock c
    cross join lateral (
      select e.position, e.recorded_at from event e
        where e.position >= (select coalesce(max(b.to_position), 0) from audit_batch b)
      union all
      select a.position, a.recorded_at from access_record a
        where a.position >= (select coalesce(max(b.to_position), 0) from audit_batch b)
    ) r
    where r.position is not null
    group by c.shift;
  end;
revoke all on function audit_unsealed() from public;
grant execute on function audit_unsealed() to yntymaq_worker;

-- Called at each start, before anybody writes: in a database that was loaded into another server, positions go on where
-- they ended. Returns by how much they were moved.
create function settle_audit_clock() returns bigint language plpgsql security definer set search_path = public, pg_temp as $$
declare
  highest bigint := greatest((select max(position) + 1 from event), (select max(position) + 1 from access_record),
    (select max(to_position) from audit_batch), 0);
  missing bigint := highest - (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint + shift from audit_clock);
begin
  if missing <= 0 then return 0; end if;
  update audit_clock set shift = shift + missing;
  return missing;
end $$;
revoke all on function settle_audit_clock() from public;

-- What the verification said last: each time it ran, how far it came and what it found.
create table audit_verification (
  id uuid primary key,
  at timestamptz not null,
  number bigint not null,
  head bytea,
  rows bigint not null,
  -- Names of what was found, such as `changed`; empty where all was whole.
  faults jsonb not null,
  took_ms integer not null
);
alter table audit_verification enable row level security;
grant insert, select on audit_verification to yntymaq_worker;
grant select on audit_verification to yntymaq_app;
create policy written_in_background on audit_verification for insert to yntymaq_worker
  with check ((select actor_service()) = 'verifyAudit');
create policy seen_in_background on audit_verification for select to yntymaq_worker using ((select actor_service()) is not null);
create policy seen_by_administrators on audit_verification for select to yntymaq_app using (
  (select actor_is_installation()) or (select actor_reads_audit())
);

-- For everybody: the head, so that whoever wrote it down can say later that the chain was made anew.
create view public_audit_head as
  select number, encode(head, 'hex') as head, at from audit_batch order by number desc limit 1;
grant select on public_audit_head to yntymaq_public;

-- The actor, sealed as before and several times as fast: every request pays for it. Each of these did its work through
-- further functions, which the database sets up again for every statement. No search path is set where there is nothing to be
-- found by one: the table is named with its schema, and nobody but the owner can make a function or an operator.
create or replace function sealed(setting text) returns text stable language plpgsql security definer as $$
declare
  stated text := nullif(current_setting('app.' || setting, true), '');
  secret text;
begin
  if stated is null then return null; end if;
  select k.key into secret from public.actor_seal k;
  if current_setting('app.' || setting || '_seal', true) is distinct from
     encode(sha256(convert_to(secret || encode(sha256(convert_to(secret || setting || '=' || stated, 'UTF8')), 'hex'), 'UTF8')), 'hex')
  then return null; end if;
  return stated;
end $$;
alter function sealed(text) reset search_path;

create or replace function seal(setting text, value text) returns void language plpgsql security definer as $$
declare
  secret text;
begin
  if value is null then
    perform set_config('app.' || setting, '', true), set_config('app.' || setting || '_seal', '', true);
    return;
  end if;
  select k.key into secret from public.actor_seal k;
  perform set_config('app.' || setting, value, true), set_config('app.' || setting || '_seal',
    encode(sha256(convert_to(secret || encode(sha256(convert_to(secret || setting || '=' || value, 'UTF8')), 'hex'), 'UTF8')), 'hex'), true);
end $$;
alter function seal(text, text) reset search_path;

create or replace function seat(person uuid, service text, organisation uuid) returns void language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  sides uuid[];
  partnerships uuid[];
begin
  if organisation is not null then
    select array_agg(so.side_id), array_agg(so.partnership_id) into sides, partnerships
      from side_organisation so where so.organisation_id = seat.organisation;
  end if;
  perform seal('person', person::text), seal('service', service), seal('organisation', organisation::text),
          seal('sides', sides::text), seal('partnerships', partnerships::text);
end $$;

create or replace function actor_person() returns uuid stable language plpgsql as
  $$ begin return public.sealed('person')::uuid; end $$;
create or replace function actor_service() returns text stable language plpgsql as
  $$ begin return public.sealed('service'); end $$;
create or replace function actor_organisation() returns uuid stable language plpgsql as
  $$ begin return public.sealed('organisation')::uuid; end $$;
create or replace function actor_sides() returns uuid[] stable language plpgsql as
  $$ begin return coalesce(public.sealed('sides'), '{}')::uuid[]; end $$;
create or replace function actor_partnerships() returns uuid[] stable language plpgsql as
  $$ begin return coalesce(public.sealed('partnerships'), '{}')::uuid[]; end $$;
create or replace function actor_fact(fact text) returns text stable language plpgsql as
  $$ begin return public.sealed('facts')::jsonb ->> fact; end $$;

-- What people and tokens are called, for whoever looks into the audit of the organisation in which they act or acted.
create function audit_names() returns table (id uuid, name text) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select u.id, u.name from auth."user" u
      where actor_reads_audit()
        and exists (select from membership m where m.person = u.id and m.organisation_id = actor_organisation())
    union all
    select k.id, k.purpose from api_token k where actor_reads_audit() and k.organisation_id = actor_organisation();
  end;
revoke all on function audit_names() from public;
grant execute on function audit_names() to yntymaq_app;

-- What those who act in the organisation can be asked for by: who did something there within a time.
create function audit_people(since timestamptz) returns table (id uuid, name text) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select u.id, u.name from auth."user" u
    where actor_reads_audit()
      and exists (select from membership m where m.person = u.id and m.organisation_id = actor_organisation())
      and (exists (select from event e where e.person = u.id and e.at >= since and e.owner_organisation = actor_organisation())
           or exists (select from access_record a where a.person = u.id and a.at >= since
                      and a.organisation_id = actor_organisation()))
    order by 2, 1 limit 1000;
  end;
revoke all on function audit_people(timestamptz) from public;
grant execute on function audit_people(timestamptz) to yntymaq_app;

-- How much was written and opened on each day, over the whole installation: counts, and nothing of who or what.
create function audit_days(since timestamptz) returns table (day date, events bigint, accesses bigint, glass bigint) stable
  language sql security definer set search_path = public, pg_temp
  begin atomic
    select d.day, sum(d.events)::bigint, sum(d.accesses)::bigint, sum(d.glass)::bigint from (
      select e.at::date as day, count(*) as events, 0 as accesses, 0 as glass from event e where e.at >= since group by 1
      union all
      select a.at::date, 0, count(*), count(*) filter (where a.purpose = 'break_glass') from access_record a
        where a.at >= since group by 1) d
    where actor_is_installation() group by d.day order by d.day desc limit 400;
  end;
revoke all on function audit_days(timestamptz) from public;
grant execute on function audit_days(timestamptz) to yntymaq_app;

-- What waits for its seal, for whoever may know that.
create function audit_waiting() returns table (rows bigint, oldest timestamptz) stable language sql
  security definer set search_path = public, pg_temp
  begin atomic
    select u.rows, u.oldest from audit_unsealed() u where actor_is_installation() or actor_reads_audit();
  end;
revoke all on function audit_waiting() from public;
grant execute on function audit_waiting() to yntymaq_app;
