-- What happened: ids, the action and the names of fields, never what a field held. It is seen by whoever may see the
-- thing it happened to.
create table event (
  id uuid primary key,
  at timestamptz not null,
  person uuid,
  service text,
  owner_organisation uuid not null,
  partnership_id uuid,
  side_id uuid,
  visibility text not null check (visibility in ('own_side', 'partnership', 'public')),
  is_demo boolean not null,
  subject text not null check (subject ~ '^[a-z_]+$'),
  subject_id uuid not null,
  action text not null check (action ~ '^[A-Za-z]+$'),
  fields text[] not null check (array_to_string(fields, ' ') ~ '^[A-Za-z ]*$'),
  check ((person is null) <> (service is null)),
  foreign key (side_id, partnership_id) references side (id, partnership_id)
);
create index on event (subject_id);
create index on event (owner_organisation, at);
create index on event (side_id, at);
create index on event (partnership_id, at);
alter table event enable row level security;
-- Append-only: nobody is granted update or delete, and nobody writes in another's name.
grant select, insert on event to yntymaq_app, yntymaq_worker;
create policy seen on event for select to yntymaq_app, yntymaq_worker using (
  owner_organisation = (select actor_organisation())
  or (visibility = 'own_side' and side_id = any ((select actor_sides())::uuid[]))
  or (visibility <> 'own_side' and partnership_id = any ((select actor_partnerships())::uuid[]))
);
create policy written_in_ones_own_name on event for insert to yntymaq_app, yntymaq_worker with check (
  owner_organisation = (select actor_organisation())
  and person is not distinct from (select actor_person())
  and service is not distinct from (select actor_service())
  and (side_id is null or side_id = any ((select actor_sides())::uuid[]))
);

-- The first answer to each Idempotency-Key. It may hold a person's values: a job deletes it after a day.
create table idempotency (
  person uuid not null,
  key text not null check (length(key) between 1 and 255),
  request_hash text not null,
  response text,
  at timestamptz not null default now(),
  primary key (person, key)
);
create index on idempotency (at);
alter table idempotency enable row level security;
grant select, insert, update (response) on idempotency to yntymaq_app;
create policy own on idempotency to yntymaq_app using (person = (select actor_person()));

create function forget_answers_before(day timestamptz) returns integer language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  gone integer;
begin
  delete from idempotency where at < day;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function forget_answers_before(timestamptz) from public;
grant execute on function forget_answers_before(timestamptz) to yntymaq_worker;

-- A stored file: where its bytes are follows from `address`, a hash keyed with its owner, so equal bytes of two owners
-- have different addresses and nobody learns that another holds the same file.
create table file (
  id uuid primary key,
  owner_organisation uuid not null,
  address text not null,
  bytes bigint not null check (bytes >= 0),
  media_type text not null,
  kept_at timestamptz not null,
  unique (owner_organisation, address)
);
alter table file enable row level security;
grant select, insert on file to yntymaq_app;
create policy own on file to yntymaq_app using (owner_organisation = (select actor_organisation()));

-- What is true of this installation as a whole, such as that it holds the demonstration. Written by the owner alone.
create table installation (
  key text primary key,
  value text not null
);
grant select on installation to yntymaq_app, yntymaq_public;
