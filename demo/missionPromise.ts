import type { CommitmentInput } from '../src/modules/accords/schemas.ts';
import { addDays } from '../src/platform/time/calendar.ts';
import { counted } from './ledger.ts';
import { attending, becomes, type DemoMeeting, meetingOf } from './meeting.ts';
import { inventedPartnership, visitor } from './missionPlan.ts';
import { recordMeeting, showToAll } from './record.ts';
import { said } from './said.ts';
import type { Session } from './session.ts';

const title = said(
  'Ойдан шығарылған орталықтың тегін қабылдауы',
  'Бесплатный приём вымышленного центра',
  'Free reception by the invented centre',
);

/** What the invented centre promised to the invented hospital at a meeting that never was: to see sixty people within a year. */
const promiseOf = (on: string): CommitmentInput => ({
  ...counted(title, {
    on,
    strength: 'promised',
    from: [visitor],
    to: [inventedPartnership.owner],
    measure: 'people_seen',
    term: addDays(on, 365),
  }),
  target: { amount: '60', currency: null },
  placeKey: 'konaev',
});

const meetingOn = (on: string): DemoMeeting => ({
  meeting: meetingOf(
    said(
      'Ойдан шығарылған екі ұйымның кездесуі',
      'Встреча двух вымышленных организаций',
      'Meeting of the two invented organisations',
    ),
    { held: on, manner: 'online' },
  ),
  participants: [attending(inventedPartnership.owner, { side: 0 }), attending(visitor, { side: 1 })],
  points: [becomes('offered', 1, promiseOf(on))],
});

/** Enters the promise that the missions are counted for, once, and shows it to everybody. @returns its id */
export async function promisedByVisitors(session: Session): Promise<string> {
  const { today } = await session.get<{ today: string }>('/today');
  const known = await recordMeeting(session, { ...inventedPartnership, meeting: meetingOn(addDays(today, -60)) });
  const id = known.commitment.get(title.kk?.text ?? '');
  if (id === undefined) throw new Error('the promise of the invented centre was not entered');
  await showPromise(session, id);
  await showToAll(session, known);
  return id;
}

/** Shows the promise with all that was counted for it by now. */
export const showPromise = (session: Session, id: string): Promise<unknown> =>
  session.post('/commitments/publications', { commitments: [id], visibility: 'public' });
