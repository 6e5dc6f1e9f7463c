import { asOwner, theRow } from './owner.sql.ts';
import type { Sample } from './reached.ts';
import { plainSettings, quoted, tablesOf } from './tables.sql.ts';

/** What is known of the database before it is copied. */
export const factsOf = (ownerUrl: string) =>
  asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ postgres: number; migrations: string[]; events: string }>(
      `select current_setting('server_version_num')::int / 10000 as postgres,
              (select count(*)::text from public.event) as events,
              (select coalesce(array_agg(name order by name), '{}') from public.migration) as migrations`,
    );
    const row = theRow(rows);
    return { ...row, events: Number(row.events) };
  });

/** Where the server is in its log, and whether anything is being written. */
export const sampleOf = (ownerUrl: string): Promise<Sample> =>
  asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<{ at: Date; next: string; quiet: boolean; segment: string }>(
      `select clock_timestamp() as at, pg_snapshot_xmax(s)::text as next, pg_snapshot_xmin(s) = pg_snapshot_xmax(s) as quiet,
              pg_walfile_name(pg_current_wal_insert_lsn()) as segment from pg_current_snapshot() s`,
    );
    const { at, next, quiet, segment } = theRow(rows);
    return { at, next: BigInt(next), isQuiet: quiet, segment };
  });

type Known = { rows: number; events: number; files: { shelf: string; addresses: string[] }[] };

/** Reads every row of every table, which checks every page; counts the events; names the files that there should be. */
export const readAll = (ownerUrl: string): Promise<Known> =>
  asOwner(ownerUrl, async (client) => {
    await client.query(plainSettings);
    let rows = 0;
    for (const table of await tablesOf(client)) {
      const { rows: read } = await client.query<{ count: string }>(
        `select count(t.*)::text as count from ${quoted(table)} t`,
      );
      rows += Number(theRow(read).count);
    }
    const { rows: events } = await client.query<{ count: string }>('select count(*)::text as count from public.event');
    const { rows: files } = await client.query<{ shelf: string; addresses: string[] }>(
      'select left(address, 2) as shelf, array_agg(distinct address) as addresses from public.file group by 1',
    );
    return { rows, events: Number(theRow(events).count), files };
  });
