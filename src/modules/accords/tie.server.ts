import type { Served } from '../../platform/serve.ts';
import { findCommitment, lockCommitment } from './commitment.sql.ts';
import { happened, ladderOf } from './ledger.sql.ts';
import { isOriginSeen } from './origin.sql.ts';
import { saveTie } from './tie.sql.ts';

/** Under which instrument, and which of its articles, a commitment stands; `instrument` null: under none. */
export type Tying = { id: string; version: number; instrument: string | null; article: string | null };
export type TyingRefusal = 'not-found' | 'not-own-side' | 'stale' | 'origin-unknown' | 'tied-elsewhere';

/**
 * Ties a commitment of the own side to an instrument of its partnership, or unties it. Tied to another instrument, it is
 * first to be untied there.
 */
export async function tieCommitment(
  context: Served,
  { id, version, instrument, article }: Tying,
): Promise<{ version: number } | { refused: TyingRefusal }> {
  const { tx, now } = context;
  const found = await lockCommitment(tx, id);
  if (!found) return { refused: (await findCommitment(tx, id)) ? 'not-own-side' : 'not-found' };
  if (found.version !== version) return { refused: 'stale' };
  const origin = { meeting_id: null, instrument_id: instrument, article_id: instrument === null ? null : article };
  if (instrument !== null && !(await isOriginSeen(tx, origin, found.partnership_id)))
    return { refused: 'origin-unknown' };
  if (instrument !== null && found.instrument_id !== null && found.instrument_id !== instrument)
    return { refused: 'tied-elsewhere' };
  const { instrument_id, article_id } = origin;
  await saveTie(tx, id, { instrument_id, article_id, version: version + 1, changed_at: now });
  const action = instrument === null ? 'untie' : 'tie';
  await happened(context, ladderOf(found), { subject: 'commitment', subjectId: id, action, fields: ['instrument'] });
  return { version: version + 1 };
}
