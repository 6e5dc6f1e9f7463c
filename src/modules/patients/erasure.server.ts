import type { Served } from '../../platform/serve.ts';
import { consentsOf, evidenceOf } from './consent.sql.ts';
import { type ErasureAsker, type Keeping, stillKept, whyNotDecided } from './erasure.ts';
import { erasureOf, eraseRow, erasuresOf, insertDecision, insertErasure } from './erasure.sql.ts';
import { allHoldings } from './held.server.ts';
import { isLedTo, lockPatients, patientOf } from './patient.sql.ts';
import type { PatientTable } from './tables.sql.ts';

type Refused<Reason extends string> = { refused: Reason };

/** What stands against erasing these today, as the modules that hold something of them say. */
export async function keepingsOf(context: Served, rows: readonly PatientTable[]): Promise<Keeping[]> {
  const all: Keeping[] = [];
  const records = rows.map(({ id, changed_at: changedAt }) => ({ id, changedAt }));
  for (const holding of allHoldings()) all.push(...((await holding.keeping?.(context, records)) ?? []));
  return stillKept(all, context.today);
}

export async function askErasure(
  context: Served,
  { id, askedBy }: { id: string; askedBy: ErasureAsker },
): Promise<{ id: string } | Refused<'not-found' | 'not-yours-to-change' | 'already-erased' | 'erasure-asked'>> {
  const [row] = await lockPatients(context.tx, [id]);
  if (!row) return { refused: (await patientOf(context.tx, id)) ? 'not-yours-to-change' : 'not-found' };
  if (row.erased_at) return { refused: 'already-erased' };
  const asked = await erasuresOf(context.tx, [id]);
  if (asked.some(({ decision }) => decision === null)) return { refused: 'erasure-asked' };
  return { id: await insertErasure(context, row, askedBy) };
}

type Decision = { id: string; decision: 'approved' | 'refused'; ground: string | null };

/** Decides on an erasure that somebody else asked for. An approval erases at once and for good. */
export async function decideErasure(context: Served, { id, decision, ground }: Decision) {
  const erasure = await erasureOf(context.tx, id);
  const [row] = erasure ? await lockPatients(context.tx, [erasure.patient]) : [];
  if (!erasure || !row) return { refused: 'not-found' as const };
  // Whose record leads here would be left without the one it leads to.
  if (decision === 'approved' && (await isLedTo(context.tx, row.id))) return { refused: 'merged-into-it' as const };
  const asked = { requestedBy: erasure.requestedBy, isDecided: erasure.decision !== null };
  const kept = await keepingsOf(context, [row]);
  const refused = whyNotDecided(asked, { person: context.actor.person, decision, kept });
  if (refused) return { refused };
  if (!(await insertDecision(context, row, { erasure: id, decision, ground })))
    return { refused: 'decided-already' as const };
  if (decision === 'approved') await erase(context, row);
  return { id };
}

/**
 * Takes away by what the person was found, what the record said and the files, and last of all destroys the key: from then
 * on nothing that was sealed can be read, here or in any copy. Who had got so far and was killed erases again.
 */
async function erase(context: Served, row: PatientTable): Promise<void> {
  const { tx, files, vault } = context;
  const consents = await consentsOf(tx, [row.id]);
  const evidence = await evidenceOf(
    tx,
    consents.map(({ id }) => id),
  );
  for (const holding of allHoldings()) await holding.erase?.(context, [row.id]);
  await eraseRow(context, row);
  for (const { address } of evidence) await files.remove(`patient:${row.id}`, address);
  vault.destroy(`patient:${row.id}`);
}
