import type { Keeping } from '../patients/index.ts';
import type { Served } from '../../platform/serve.ts';
import { fieldOf, lacking, partKinds, type PartKind, writersOf } from './case.ts';
import { heldOf } from './caseHeld.server.ts';
import {
  documentsOf,
  eraseCases,
  insertDocument,
  partsOf,
  referralsAbout,
  runningOf,
  savePart,
  thereOf,
} from './case.sql.ts';
import { readCase } from './caseRead.server.ts';
import { writableCase } from './caseWrite.server.ts';
import { findReferral, type Found, tellEvent } from './referral.sql.ts';

/** What acts, other systems and the patients' module ask of cases. */

/** Of these codes of papers, those that are not there by the word of who brings them; asked of what is seen with the referral. */
export async function papersLacking(context: Served, found: Found, codes: readonly string[]): Promise<string[]> {
  const held = heldOf(await thereOf(context.tx, found.referral.id));
  return lacking(codes, found.config.steps, { ...held, today: context.today });
}

const isSenders = (kind: PartKind): boolean => writersOf[kind].includes('sender') && kind !== 'follow-up-report';

/**
 * Copies what the sender said and brought from one of its referrals to the next of the same patient, where nothing is there yet: the
 * bytes stay where they are, under the same key. Letters and estimates are about one centre, and are written anew.
 */
export async function copyCase(context: Served, { from, to }: { from: string; to: string }): Promise<void> {
  const { tx, actor, now, newId } = context;
  const [before, after] = [await findReferral(tx, from), await findReferral(tx, to)];
  if (!before || !after || before.referral.patient_id !== after.referral.patient_id) return;
  if ((await thereOf(tx, to)).length > 0) return;
  const own = { organisation_id: actor.organisation, written_by: actor.person, at: now };
  const kinds = partKinds.filter((kind) => isSenders(kind) && kind !== 'travel-letter' && kind !== 'cost-estimate');
  const parts = (await partsOf(tx, from)).filter(({ kind, party }) => party === 'sender' && kinds.includes(kind));
  // Under an id of its own: it is another thing from now on.
  for (const part of parts) await savePart(tx, { ...part, ...own, id: newId(), referral_id: to, version: 1 });
  const documents = await documentsOf(tx, from);
  const replaced = new Set(documents.map(({ replaces }) => replaces));
  const standing = documents.filter((each) => each.party === 'sender' && !each.taken_back_at && !replaced.has(each.id));
  const copied = standing.filter(({ paper }) => paper !== 'travel-letter');
  for (const document of copied)
    await insertDocument(tx, { ...document, ...own, id: newId(), referral_id: to, replaces: null });
  await tellEvent(context, after.referral, { action: 'copyCase', fields: parts.map(({ kind }) => fieldOf(kind)) });
}

/** The sender takes over by hand, before it submits, what it said for the referral from which this one came. */
export async function takeOverCase(
  context: Served,
  id: string,
): Promise<{ id: string } | { refused: 'not-found' | 'not-own-part' | 'referral-over' | 'nothing-to-take-over' }> {
  const opened = await writableCase(context, id);
  if ('refused' in opened) return opened;
  const { referral, parties } = opened.found;
  if (!parties.includes('sender')) return { refused: 'not-own-part' };
  if (referral.previous_id === null || (await thereOf(context.tx, id)).length > 0)
    return { refused: 'nothing-to-take-over' };
  await copyCase(context, { from: referral.previous_id, to: id });
  return { id };
}

/** What cases hold on patients, for "all that is held on me" and for an erasure. */
export const caseHolding = {
  name: 'referrals',
  async of(context: Served, patients: readonly string[]): Promise<unknown> {
    const referrals = await referralsAbout(context.tx, patients);
    const cases: unknown[] = [];
    for (const id of referrals) cases.push(await readCase(context, id));
    const held = cases.filter((each) => each !== null);
    return held.length > 0 ? held : undefined;
  },
  /** A referral that runs is a running matter: it is ended first. */
  async keeping({ tx }: Served, records: readonly { id: string }[]): Promise<Keeping[]> {
    const running = await runningOf(
      tx,
      records.map(({ id }) => id),
    );
    return running.map(({ number }) => ({ why: number, until: null }));
  },
  async erase({ tx, files }: Served, patients: readonly string[]): Promise<void> {
    const gone = await eraseCases(tx, patients);
    await Promise.all(gone.map(({ patient, address }) => files.remove(`patient:${patient}`, address)));
  },
};
