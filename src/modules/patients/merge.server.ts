import type { Served } from '../../platform/serve.ts';
import { keysOf } from './keys.ts';
import { type Mergeable, type MergeRefusal, whyMergeRefused } from './merging.ts';
import { isLedTo, lockPatients, patientOf, patientsOfIds, setMergedInto } from './patient.sql.ts';
import { candidatesFor } from './patient.server.ts';
import { identityOf } from './sealed.server.ts';
import type { PatientTable } from './tables.sql.ts';

type Refused<Reason extends string> = { refused: Reason };
type Missing = 'not-found' | 'not-yours-to-change' | 'stale';

const mergeable = (row: PatientTable): Mergeable => ({
  id: row.id,
  mergedInto: row.merged_into,
  isErased: row.erased_at !== null,
  isDemo: row.is_demo,
  custodian: row.custodian,
});

const whyNotLocked = async ({ tx }: Served, ids: readonly string[]): Promise<'not-found' | 'not-yours-to-change'> =>
  (await patientsOfIds(tx, ids)).length === new Set(ids).size ? 'not-yours-to-change' : 'not-found';

type Merge = { id: string; version: number; into: string; intoVersion: number };

/** Leads one record to another that is kept. Neither is changed, so that taking the signpost down restores everything. */
export async function mergePatient(
  context: Served,
  { id, version, into, intoVersion }: Merge,
): Promise<{ merged: string; kept: string } | Refused<Missing | MergeRefusal>> {
  const rows = await lockPatients(context.tx, [id, into]);
  const [merged, kept] = [rows.find((row) => row.id === id), rows.find((row) => row.id === into)];
  if (!merged || !kept) return { refused: await whyNotLocked(context, [id, into]) };
  const refused = whyMergeRefused(mergeable(merged), mergeable(kept), await isLedTo(context.tx, id));
  if (refused) return { refused };
  if (merged.version !== version || kept.version !== intoVersion) return { refused: 'stale' };
  await setMergedInto(context, merged, into);
  return { merged: id, kept: into };
}

export async function undoMergePatient(
  context: Served,
  { id, version }: { id: string; version: number },
): Promise<{ id: string } | Refused<Missing | 'not-merged'>> {
  const [row] = await lockPatients(context.tx, [id]);
  if (!row) return { refused: await whyNotLocked(context, [id]) };
  if (row.merged_into === null) return { refused: 'not-merged' };
  if (row.version !== version) return { refused: 'stale' };
  await setMergedInto(context, row, null);
  return { id };
}

/** Records of the own organisation that may be this patient. */
export async function duplicatesOfPatient(context: Served, id: string) {
  const row = await patientOf(context.tx, id);
  if (!row) return { refused: 'not-found' as const };
  const identity = identityOf(context.vault, row);
  return { items: await candidatesFor(context, identity ? keysOf(identity) : [], id) };
}
