import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import { happened } from './history.sql.ts';
import { anyOf } from './organisation.sql.ts';
import type { Mergeable } from './merging.ts';

/** What can be merged: the name of its table, and of the subject of its events. */
export type Subject = 'organisation' | 'person';
export type MergeRow = Mergeable & { isDemo: boolean };

/** The rows of these ids that the actor may change, locked in the order of their ids: merges that cross wait, and none waits in a circle. */
export const lockToMerge = async (tx: Tx, subject: Subject, ids: readonly string[]): Promise<MergeRow[]> =>
  (
    await sql<MergeRow>`
      select id, merged_into as "mergedInto", version, is_demo as "isDemo" from ${sql.table(subject)}
      where id = ${anyOf(ids)} order by id for no key update`.execute(tx)
  ).rows;

/** How many of these ids there are, whoever may change them. */
export const countKnown = async (tx: Tx, subject: Subject, ids: readonly string[]): Promise<number> =>
  (await sql`select from ${sql.table(subject)} where id = ${anyOf(ids)}`.execute(tx)).rows.length;

export const isLedTo = async (tx: Tx, subject: Subject, id: string): Promise<boolean> =>
  (await sql`select from ${sql.table(subject)} where merged_into = ${id} limit 1`.execute(tx)).rows.length > 0;

/** Puts the signpost up, or (`into` null) takes it down. Nothing else of either row is touched. */
export async function setMergedInto(
  context: Served,
  { subject, row, into }: { subject: Subject; row: MergeRow; into: string | null },
): Promise<void> {
  const { now, tx } = context;
  await sql`
    update ${sql.table(subject)} set merged_into = ${into}, merged_at = ${into === null ? null : now},
      version = version + 1, changed_at = ${now}
    where id = ${row.id}`.execute(tx);
  const kept = into ?? row.mergedInto;
  const [onMerged, onKept] = into === null ? ['undoMerge', 'release'] : ['merge', 'absorb'];
  const told = { subject, fields: ['mergedInto'], isDemo: row.isDemo } as const;
  await happened(context, { ...told, subjectId: row.id, action: onMerged ?? '' });
  if (kept !== null) await happened(context, { ...told, subjectId: kept, action: onKept ?? '' });
}

type Merged = { id: string; names: Names; version: number; merged_at: Date | null; changed_at: Date };
/** A record that is merged into another, as that one's page shows it. */
export const mergedOf = ({ id, names, version, merged_at, changed_at }: Merged, mayUndo: boolean) => ({
  id,
  names,
  version,
  at: (merged_at ?? changed_at).toISOString(),
  mayUndo,
});
