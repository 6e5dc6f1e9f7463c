import { type Client, theRow } from './owner.sql.ts';

/** Begins a copy of the cluster; the slot keeps the log until the connection ends. */
export async function startCopy(client: Client, label: string) {
  // An idle session must not be ended while the files are read.
  await client.query('set idle_session_timeout = 0; set statement_timeout = 0; set lock_timeout = 0');
  await client.query('select pg_create_physical_replication_slot($1, true, true)', [`backup_${process.pid}`]);
  const { rows } = await client.query<{ segment: string; at: Date; bytes: string }>(
    `select clock_timestamp() as at, pg_walfile_name(pg_backup_start($1, fast => true)) as segment,
            pg_size_bytes(current_setting('wal_segment_size'))::text as bytes`,
    [label],
  );
  return theRow(rows);
}

/** Ends it: the label that belongs to the copy, and the last piece of the log that it needs. */
export async function stopCopy(client: Client) {
  const { rows } = await client.query<{ segment: string; label: string; at: Date }>(
    `select pg_walfile_name(s.lsn) as segment, s.labelfile as label, clock_timestamp() as at
     from pg_backup_stop(wait_for_archive => false) s`,
  );
  return theRow(rows);
}
