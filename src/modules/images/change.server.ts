import type { Served } from '../../platform/serve.ts';
import { ordered } from './dicom/order.ts';
import {
  lockStudy,
  saveFindings,
  saveOrder,
  saveStudy,
  slicesOf,
  type StudyTable,
  studyHappened,
  studyOf,
} from './image.sql.ts';
import type { Finding } from './study.ts';

type At = { id: string; version: number };
type Refused<Why extends string> = { refused: Why };

/** A study that the actor's organisation brought, locked, at the version that the actor saw. */
async function ownStudy(
  { tx, actor }: Served,
  { id, version }: At,
): Promise<StudyTable | Refused<'not-found' | 'not-yours-to-change' | 'stale'>> {
  const seen = await studyOf(tx, id);
  if (!seen) return { refused: 'not-found' };
  if (seen.owner_organisation !== actor.organisation) return { refused: 'not-yours-to-change' };
  const study = await lockStudy(tx, id);
  if (!study) return { refused: 'not-found' };
  return study.version === version ? study : { refused: 'stale' };
}

/** Puts the slices of each series in order, and shows the study to those who take part in the care. */
export async function closeStudy(context: Served, at: At) {
  const { tx, now } = context;
  const study = await ownStudy(context, at);
  if ('refused' in study) return study;
  if (study.state !== 'receiving') return { refused: 'study-closed' as const };
  const slices = await slicesOf(tx, { study: study.id });
  if (slices.length === 0) return { refused: 'study-empty' as const };
  for (const series of Map.groupBy(slices, ({ series_id }) => series_id).values())
    await saveOrder(
      tx,
      ordered(series).map(({ id }) => id),
    );
  await saveStudy(tx, study, { state: 'ready', now });
  await studyHappened(context, { ...study, action: 'close', fields: ['state'] });
  return { id: study.id, version: study.version + 1 };
}

/** Withdraws a study: nobody else sees it again. What was seen of it stays on record. */
export async function withdrawStudy(context: Served, at: At) {
  const study = await ownStudy(context, at);
  if ('refused' in study) return study;
  if (study.state === 'withdrawn') return { id: study.id, version: study.version };
  await saveStudy(context.tx, study, { state: 'withdrawn', now: context.now });
  await studyHappened(context, { ...study, action: 'withdraw', fields: ['state'] });
  return { id: study.id, version: study.version + 1 };
}

/** Says of slices that raised a suspicion whether names are drawn in them, in the name of who looked. */
export async function lookedAt(
  context: Served,
  { id, slices, found }: { id: string; slices: readonly string[]; found: Finding },
) {
  const { tx, actor, now } = context;
  const study = await studyOf(tx, id);
  if (!study) return { refused: 'not-found' as const };
  if (study.owner_organisation !== actor.organisation) return { refused: 'not-yours-to-change' as const };
  const changed = await saveFindings(tx, { study: id, slices, found, by: actor.person, now });
  if (changed > 0) await studyHappened(context, { ...study, action: 'look', fields: ['found'] });
  return { changed };
}
