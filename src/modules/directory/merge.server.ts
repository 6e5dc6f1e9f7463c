import type { Served } from '../../platform/serve.ts';
import { type Duplicate, duplicatesAmong, duplicatesOf } from './duplicate.ts';
import type { Entry } from './found.server.ts';
import { countKnown, isLedTo, lockToMerge, setMergedInto, type Subject } from './merge.sql.ts';
import { type MergeRefusal, whyMergeRefused } from './merging.ts';

type Refused<Reason extends string> = { refused: Reason };
type Missing = 'not-found' | 'not-yours-to-change' | 'stale';
type Merge = { id: string; version: number; into: string; intoVersion: number };

/**
 * Leads one record to another that is kept. The rows themselves stay what they were: memberships, sides, seats and ledger
 * rows name the record that they always named, and taking the signpost down restores everything.
 */
export async function merge(
  context: Served,
  subject: Subject,
  { id, version, into, intoVersion }: Merge,
): Promise<{ merged: string; kept: string } | Refused<Missing | MergeRefusal | 'demonstration-apart'>> {
  const { tx } = context;
  const rows = await lockToMerge(tx, subject, [id, into]);
  const [merged, kept] = [rows.find((row) => row.id === id), rows.find((row) => row.id === into)];
  if (!merged || !kept) return { refused: await whyNotLocked(context, subject, [id, into]) };
  const refused = whyMergeRefused(merged, kept, await isLedTo(tx, subject, id));
  if (refused) return { refused };
  if (merged.version !== version || kept.version !== intoVersion) return { refused: 'stale' };
  if (merged.isDemo !== kept.isDemo) return { refused: 'demonstration-apart' };
  await setMergedInto(context, { subject, row: merged, into });
  return { merged: id, kept: into };
}

export async function undoMerge(
  context: Served,
  subject: Subject,
  { id, version }: { id: string; version: number },
): Promise<{ id: string } | Refused<Missing | 'not-merged'>> {
  const [row] = await lockToMerge(context.tx, subject, [id]);
  if (!row) return { refused: await whyNotLocked(context, subject, [id]) };
  if (row.mergedInto === null) return { refused: 'not-merged' };
  if (row.version !== version) return { refused: 'stale' };
  await setMergedInto(context, { subject, row, into: null });
  return { id };
}

const whyNotLocked = async ({ tx }: Served, subject: Subject, ids: readonly string[]) =>
  (await countKnown(tx, subject, ids)) === new Set(ids).size
    ? ('not-yours-to-change' as const)
    : ('not-found' as const);

const most = 100;

/** What may be one and the same: of one record, or of all. Demonstration is compared with demonstration. */
export function duplicatesIn(entries: readonly Entry[], of: string | undefined) {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const itself = of === undefined ? undefined : byId.get(of);
  const found = of === undefined ? duplicatesAmong(entries) : itself ? duplicatesOf(itself, entries) : [];
  const isApart = ({ one, other }: Duplicate) => byId.get(one)?.isDemo !== byId.get(other)?.isDemo;
  return found
    .filter((pair) => !isApart(pair))
    .slice(0, most)
    .map((pair) => ({
      ...pair,
      mayMerge: [pair.one, pair.other].every((id) => byId.get(id)?.mayChange === true),
    }));
}
