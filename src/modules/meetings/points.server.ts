import { recordCommitments } from '../accords/index.ts';
import { isDay } from '../../platform/time/calendar.ts';
import type { Served } from '../../platform/serve.ts';
import {
  type At,
  type Missing,
  ownMeeting,
  ownMeetingAt,
  partnershipOfMeeting,
  type Refused,
} from './changes.server.ts';
import { type MeetingTable, saveMeeting } from './meeting.sql.ts';
import { linkPoint, participantsOf, pointsOf, savePoints } from './parts.sql.ts';
import {
  type PointRefusal,
  type PromiseRefusal,
  proposedPromise,
  whyPointsRefused,
  whyPromiseRefused,
} from './point.ts';
import type { PointInput, PromiseInput } from './schemas.ts';

/** What was said at a meeting, and how it becomes commitments. */
type Saved = { id: string; version: number };

export async function setPoints(
  context: Served,
  { points, ...at }: At & { points: readonly PointInput[] },
): Promise<Saved | Refused<Missing | PointRefusal>> {
  const own = await ownMeetingAt(context, at);
  if ('refused' in own) return own;
  const { sides } = await partnershipOfMeeting(context, own.found);
  const kept = await pointsOf(context.tx, at.id);
  const refused = whyPointsRefused(points, { kept, sides: sides.map(({ id }) => id) });
  if (refused) return { refused };
  await savePoints(context, at.id, points);
  return saveMeeting(context, own.found, { changed: {}, action: 'setPoints', fields: ['points'] });
}

/** The day on which the points were said, where it is known to the day; else the day of the report. */
const statedOn = ({ held, reported_on }: MeetingTable): string | null =>
  held !== null && isDay(held) ? held : reported_on;

/** What the points that are no commitments yet would be; nothing is written. */
export async function proposals(context: Served, id: string) {
  const own = await ownMeeting(context, id);
  if ('refused' in own) return own;
  const { sides } = await partnershipOfMeeting(context, own.found);
  const [points, present] = [await pointsOf(context.tx, id), await participantsOf(context.tx, id)];
  const around = { sides, present, statedOn: statedOn(own.found) };
  const open = points.filter(({ kind, commitment }) => kind !== 'informed' && commitment === null);
  return {
    version: own.found.version,
    proposals: open.map((point) => ({ point: point.id, commitment: proposedPromise(point, around) })),
  };
}

type Entries = readonly { point: string; commitment: PromiseInput; claims?: readonly string[] | undefined }[];

/** Enters several points in the ledger at once, or none of them; each point then leads to its commitment. */
export async function enterCommitments(context: Served, { entries, ...at }: At & { entries: Entries }) {
  const own = await ownMeetingAt(context, at);
  if ('refused' in own) return own;
  if (own.found.state !== 'held') return { refused: 'not-held-yet' as const };
  const refused = await whyEntriesRefused(context, at.id, entries);
  if (refused) return { refused };
  const partnership = await partnershipOfMeeting(context, own.found);
  const asked = entries.map(({ commitment, claims = [] }) => ({ commitment, claims, meeting: at.id }));
  const recorded = await recordCommitments(context, partnership, asked);
  if ('refused' in recorded) return { refused: recorded.refused };
  const entered = entries.map(({ point }, index) => ({ point, commitment: recorded.recorded[index] ?? '' }));
  for (const { point, commitment } of entered) await linkPoint(context.tx, point, commitment);
  const happening = { changed: {}, action: 'enterCommitments', fields: ['points'] };
  return { ...(await saveMeeting(context, own.found, happening)), entered };
}

async function whyEntriesRefused({ tx }: Served, meeting: string, entries: Entries): Promise<PromiseRefusal | null> {
  const points = await pointsOf(tx, meeting);
  if (new Set(entries.map(({ point }) => point)).size < entries.length) return 'point-is-commitment';
  for (const { point, commitment } of entries) {
    const found = points.find(({ id }) => id === point);
    const refused = whyPromiseRefused(found, commitment);
    if (refused) return refused;
  }
  return null;
}
