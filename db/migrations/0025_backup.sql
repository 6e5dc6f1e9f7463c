-- What is known of the copies of this installation. It is about no person and no ledger, so no organisation owns it: whoever
-- looks after the installation sees it. Only the owner of the database writes it: who copies a cluster is its owner.

-- A backup, or a drill that restored one and looked at it; asked for, at work, or ended.
create table backup_run (
  id uuid primary key,
  kind text not null check (kind in ('backup', 'drill')),
  asked_at timestamptz not null,
  -- Null: by the clock, or by hand at the machine.
  asked_by uuid,
  started_at timestamptz,
  ended_at timestamptz check (ended_at >= started_at),
  outcome text check (outcome in ('done', 'refused', 'failed', 'interrupted')),
  -- Why it was refused, as a word; never what an error said, which may quote a row.
  why text check (why ~ '^[a-z-]{1,40}$'),
  -- Which backup was made or tried, as the target names it.
  backup text check (backup ~ '^[0-9TZa-f-]{1,60}$'),
  bytes bigint check (bytes >= 0),
  files integer check (files >= 0),
  -- Of a drill: rows that were read, and whether what was sealed is unbroken (null: nothing was sealed).
  rows_read bigint check (rows_read >= 0),
  is_chain_whole boolean,
  check ((ended_at is null) = (outcome is null)),
  check (outcome is null or (outcome = 'refused') = (why is not null))
);
create index on backup_run (kind, ended_at);
-- One of each kind waits at most.
create unique index backup_run_asked on backup_run (kind) where started_at is null and ended_at is null;
alter table backup_run enable row level security;
grant select on backup_run to yntymaq_app;
grant insert (id, kind, asked_at, asked_by) on backup_run to yntymaq_app, yntymaq_worker;
create policy seen on backup_run for select to yntymaq_app using ((select actor_is_installation()));
create policy asked on backup_run for insert to yntymaq_app with check (
  (select actor_is_installation()) and asked_by = (select actor_person())
);
create policy asked_by_the_clock on backup_run for insert to yntymaq_worker with check (
  asked_by is null and (select actor_service()) in ('askForBackup', 'askForDrill')
);

-- How things stand now: one row, which the service writes over.
create table backup_state (
  is_only boolean primary key default true check (is_only),
  -- Undefined where no place for backups is set.
  place text,
  is_embedded boolean not null,
  looked_at timestamptz not null,
  -- Everything that ended before can be restored.
  reached_at timestamptz,
  spool_pieces integer not null check (spool_pieces >= 0),
  spool_bytes bigint not null check (spool_bytes >= 0),
  problem text check (problem ~ '^[a-z-]{1,40}$'),
  problem_since timestamptz,
  check ((problem is null) = (problem_since is null))
);
alter table backup_state enable row level security;
grant select on backup_state to yntymaq_app;
create policy seen on backup_state for select to yntymaq_app using ((select actor_is_installation()));
