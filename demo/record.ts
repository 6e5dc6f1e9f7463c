import type { DemoPartnership } from './bulletin.ts';
import { demoId } from './ids.ts';
import { type Known, knownIn, type MeetingPage, meetingKnown } from './known.ts';
import type { DemoMeeting, DemoPoint } from './meeting.ts';
import type { Session } from './session.ts';

/** Records meetings, and shows meetings and instruments to everybody: what does not come out of one claim alone. */
type Changed = { id: string; version: number };

/** The meeting of a partnership with who took part and what was said; its points are entered as commitments. */
export async function recordMeeting(session: Session, partnership: DemoPartnership): Promise<Known> {
  const known = await knownIn(session, partnership);
  if (!partnership.meeting) return known;
  const { meeting, participants } = partnership.meeting;
  const id = known.meeting?.id ?? (await opened(session, partnership.slug, meeting)).id;
  const sideId = (side: number | null) => (side === null ? null : demoId('side', `${partnership.slug}/${side}`));
  const seated = participants.map(({ side, ...one }) => ({ ...one, side: sideId(side) }));
  let page = await session.get<MeetingPage>(`/meetings/${id}`);
  if (page.participants.length === 0)
    await session.post(`/meetings/${id}/participants`, { version: page.version, participants: seated });
  if (page.points.length === 0) {
    const points = partnership.meeting.points.map(({ side, kind, strength, wording }) => {
      return { side: sideId(side), kind, strength, wording };
    });
    const { version } = await session.get<Changed>(`/meetings/${id}`);
    await session.post(`/meetings/${id}/points`, { version, points });
  }
  page = await session.get<MeetingPage>(`/meetings/${id}`);
  await enterPoints(session, page, partnership.meeting.points);
  const { commitment } = await knownIn(session, partnership);
  await complete(session, { ...known, commitment }, partnership.meeting);
  return { ...known, commitment, meeting: meetingKnown(await session.get<MeetingPage>(`/meetings/${id}`)) };
}

const opened = (session: Session, partnership: string, meeting: DemoMeeting['meeting']): Promise<Changed> =>
  session.post('/meetings', { partnership, state: 'held', meeting });

const titleOf = ({ wording }: { wording: { kk?: { text: string } | undefined } }): string => wording.kk?.text ?? '';

async function enterPoints(session: Session, page: MeetingPage, points: readonly DemoPoint[]): Promise<void> {
  const promised = new Map(points.map((point) => [titleOf(point), point.becomes]));
  const entries = page.points.flatMap((point) => {
    const commitment = promised.get(titleOf(point));
    return commitment && !point.isEntered ? [{ point: point.id, commitment }] : [];
  });
  if (entries.length > 0) await session.post(`/meetings/${page.id}/commitments`, { version: page.version, entries });
}

/** What a point of a meeting does not say of the commitment that it became: the key of its place, and how often. */
async function complete(session: Session, known: Known, { points }: DemoMeeting): Promise<void> {
  for (const { becomes } of points) {
    const { placeKey = null, per = null } = becomes ?? {};
    const id = becomes && known.commitment.get(becomes.title.kk?.text ?? '');
    if (id === undefined || (placeKey === null && per === null)) continue;
    const now = await session.get<Changed & { placeKey: string | null; per: string | null }>(`/commitments/${id}`);
    if (now.placeKey === placeKey && now.per === per) continue;
    await session.post(`/commitments/${id}/changes`, { version: now.version, change: { placeKey, per } });
  }
}

/** Lays a claim under the meeting, once. */
export async function restOnClaim(session: Session, { meeting }: Known, claim: string): Promise<void> {
  if (!meeting) throw new Error('the partnership has no meeting');
  if (meeting.claims.has(claim)) return;
  const { id, version } = meeting;
  const rested = await session.post<Changed>(`/meetings/${id}/grounds`, { version, claim, rests: true });
  meeting.version = rested.version;
  meeting.claims.add(claim);
}

/** Lets everybody see the meeting and the instruments, with the quotes under them. */
export async function showToAll(session: Session, known: Known): Promise<void> {
  for (const id of known.instrument.values()) await publish(session, `/instruments/${id}`);
  if (known.meeting) await publish(session, `/meetings/${known.meeting.id}`);
}

async function publish(session: Session, path: string): Promise<void> {
  const { version } = await session.get<Changed>(path);
  await session.post(`${path}/publications`, { version, visibility: 'public' });
}
