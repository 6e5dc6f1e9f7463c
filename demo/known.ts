import type { DemoPartnership } from './bulletin.ts';
import type { Session } from './session.ts';

type Titled = { id: string; title: { kk?: { text: string } } };
export type MeetingPage = {
  id: string;
  version: number;
  participants: unknown[];
  points: Point[];
  grounds: { claim: string }[];
};
type Point = { id: string; isEntered: boolean; wording: { kk?: { text: string } } };

/** What a partnership has already, by Kazakh title: there once, however many bulletins tell of it. */
export type Known = {
  commitment: Map<string, string>;
  capacity: Map<string, string>;
  instrument: Map<string, string>;
  /** The meeting of the partnership, and the claims that it rests on. */
  meeting: { id: string; version: number; claims: Set<string> } | null;
};

const byTitle = (found: readonly Titled[]) => new Map(found.map(({ id, title }) => [title.kk?.text ?? '', id]));

export async function knownIn(session: Session, { slug }: DemoPartnership): Promise<Known> {
  const listed = async (what: string): Promise<Map<string, string>> =>
    byTitle((await session.get<{ items: Titled[] }>(`/${what}?partnership=${slug}&limit=100`)).items);
  const { capacities } = await session.get<{ capacities: Titled[] }>(`/partnerships/${slug}/overview`);
  const [meeting] = (await listed('meetings')).values();
  return {
    commitment: await listed('commitments'),
    capacity: byTitle(capacities),
    instrument: await listed('instruments'),
    meeting: meeting === undefined ? null : meetingKnown(await session.get<MeetingPage>(`/meetings/${meeting}`)),
  };
}

export const meetingKnown = ({ id, version, grounds }: MeetingPage): NonNullable<Known['meeting']> => ({
  id,
  version,
  claims: new Set(grounds.map(({ claim }) => claim)),
});
