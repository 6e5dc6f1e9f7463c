import type { Served } from '../../platform/serve.ts';
import { tell } from './admit.server.ts';
import { type FollowUp, stepsToFollow } from './encounter.ts';
import { type EncounterTable, keepVersion, lockEncounter, updateEncounter } from './encounter.sql.ts';
import { rowShown } from './lists.server.ts';
import type { EncounterRow } from './schemas.ts';

/** What a person does with an encounter that was made elsewhere. */
type Refused<Reason extends string> = { refused: Reason };
type At = { id: string; version: number };

async function lockedAt(
  context: Served,
  { id, version }: At,
): Promise<{ row: EncounterTable } | Refused<'not-found' | 'stale'>> {
  const row = await lockEncounter(context.tx, id);
  if (!row) return { refused: 'not-found' };
  context.accesses.record({ kind: 'read', subject: 'encounter', subjectId: id, purpose: 'care' });
  return row.version === version ? { row } : { refused: 'stale' };
}

async function changed(context: Served, row: EncounterTable, change: Partial<EncounterTable>): Promise<EncounterRow> {
  const { tx, now } = context;
  const after = { ...change, version: row.version + 1, changed_at: now };
  await updateEncounter(tx, row.id, after);
  return rowShown(context, { ...row, ...after });
}

/** Says how it went on with somebody who was to be followed up. */
export async function followUp(
  context: Served,
  { how, ...at }: At & { how: FollowUp },
): Promise<{ changed: EncounterRow } | Refused<'not-found' | 'stale' | 'nothing-to-follow'>> {
  const found = await lockedAt(context, at);
  if ('refused' in found) return found;
  const { row } = found;
  const isToFollow = row.state === 'finished' && stepsToFollow.some((step) => step === row.next_step);
  if (!isToFollow || row.followed_up_at) return { refused: 'nothing-to-follow' };
  const answer = await changed(context, row, { followed_up_at: context.now, followed_up_how: how });
  await tell(context, [row], { action: 'followUp', fields: ['followedUp'] });
  return { changed: answer };
}

/** Says that an encounter was entered in error: it stays to be read, and counts no longer. */
export async function withdrawEncounter(
  context: Served,
  { because, ...at }: At & { because: string },
): Promise<{ changed: EncounterRow } | Refused<'not-found' | 'stale' | 'already-withdrawn'>> {
  const found = await lockedAt(context, at);
  if ('refused' in found) return found;
  const { row } = found;
  if (row.state === 'entered_in_error') return { refused: 'already-withdrawn' };
  await keepVersion(context.tx, row, { by: context.actor.person, at: context.now });
  const state = { state: 'entered_in_error', open_because: null, withdrawn_because: because } as const;
  const answer = await changed(context, row, state);
  await tell(context, [row], { action: 'withdraw', fields: ['state'] });
  return { changed: answer };
}
