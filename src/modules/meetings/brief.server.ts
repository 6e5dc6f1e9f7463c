import type { Partnership } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import {
  briefsFor,
  type BriefTable,
  findBrief,
  insertBrief,
  lockBrief,
  saveBrief,
  takeOutBrief,
  versionsOf,
} from './brief.sql.ts';
import { type At, ladderIn, type Refused } from './changes.server.ts';
import { type FoundMeeting, type Ladder, meetingBefore } from './meeting.sql.ts';
import { rowsShown } from './pages.server.ts';
import { meetingSeen, pointsShown, sidesShown } from './read.server.ts';
import type { BriefInput } from './schemas.ts';

/**
 * What the own side keeps in mind for a meeting, whoever recorded the meeting. The table has one rung only: what stands
 * here is seen by the side that wrote it, and by nobody else.
 */
type Missing = 'not-found' | 'not-own-side';

export const briefShown = ({ id, title, wording, version, changed_at }: BriefTable) => ({
  id,
  title,
  wording,
  version,
  changedAt: new Date(changed_at).toISOString(),
});

/** A meeting of a partnership in which the actor's organisation sits on a side; another has no brief here. */
type Ours = { found: FoundMeeting; partnership: Partnership; ladder: Ladder };
async function meetingOfOurs(context: Served, id: string): Promise<Ours | Refused<Missing>> {
  const seen = await meetingSeen(context, id);
  if (!seen) return { refused: 'not-found' };
  const ladder = ladderIn(context, seen.partnership);
  return ladder ? { ...seen, ladder } : { refused: 'not-own-side' };
}

/** The notes, the meeting they are for, and what was said the last time. What is owed the page asks of the ledger. */
export async function readBrief(context: Served, id: string) {
  const ours = await meetingOfOurs(context, id);
  if ('refused' in ours) return ours;
  const { found, partnership, ladder } = ours;
  const before = await meetingBefore(context.tx, found);
  const [meeting, last] = await rowsShown(context.tx, before ? [found, before] : [found]);
  if (!meeting) return { refused: 'not-found' as const };
  return {
    meeting,
    notes: (await briefsFor(context.tx, id)).map(briefShown),
    last: last
      ? { id: last.id, title: last.title, held: last.held, points: await pointsShown(context, last.id) }
      : null,
    sides: sidesShown(partnership),
    ownSide: ladder.side_id,
  };
}

export async function writeBrief(context: Served, { id, brief }: { id: string; brief: BriefInput }) {
  const ours = await meetingOfOurs(context, id);
  if ('refused' in ours) return ours;
  return { written: await insertBrief(context, brief, { ladder: ours.ladder, meeting: id }) };
}

/** A note of the own side at the version that the person saw; a note of another side does not exist. */
async function briefAt(
  { tx }: Served,
  { id, version }: At,
): Promise<{ found: BriefTable } | Refused<Missing | 'stale'>> {
  const found = await lockBrief(tx, id);
  // Who owns the row but has left the side still reads it, and may no longer change it.
  if (!found) return { refused: (await findBrief(tx, id)) ? 'not-own-side' : 'not-found' };
  return found.version === version ? { found } : { refused: 'stale' };
}

export async function changeBrief(context: Served, { brief, ...at }: At & { brief: BriefInput }) {
  const own = await briefAt(context, at);
  return 'refused' in own ? own : { changed: await saveBrief(context, own.found, brief) };
}

export async function retractBrief(context: Served, at: At) {
  const own = await briefAt(context, at);
  if ('refused' in own) return own;
  await takeOutBrief(context, own.found);
  return { retracted: at.id };
}

export async function readVersions({ tx }: Served, id: string) {
  if (!(await findBrief(tx, id))) return { refused: 'not-found' as const };
  const found = await versionsOf(tx, id);
  return {
    versions: found.map(({ number, title, wording, at }) => ({
      number,
      title,
      wording,
      at: new Date(at).toISOString(),
    })),
  };
}
