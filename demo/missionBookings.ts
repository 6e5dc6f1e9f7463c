import { complaintOf, visitorOf } from './missionPeople.ts';
import type { Session } from './session.ts';

type Booked = { items: { name: string | null }[]; days: string[] };
type Times = { times: { session: string; at: string; kept: string | null }[] };
/** How many book in each specialty. */
const wanted = { therapy: 6, cardiology: 7, traumatology: 3, surgery: 2, neurology: 2 } as const;

/** Who has booked already: a load that was interrupted goes on after them. */
async function knownIn(session: Session, mission: string): Promise<Set<string>> {
  const read = (day?: string) => session.get<Booked>(`/missions/${mission}/bookings${day ? `?day=${day}` : ''}`);
  const waiting = await read();
  const booked = await Promise.all(waiting.days.map((day) => read(day)));
  return new Set([waiting, ...booked].flatMap(({ items }) => items.flatMap(({ name }) => name ?? [])));
}

type Caller = { mission: string; specialty: string; number: number };

async function book(session: Session, { mission, specialty, number }: Caller): Promise<void> {
  const { times } = await session.get<Times>(`/missions/${mission}/booking-times?specialty=${specialty}`);
  const open = times.filter(({ kept }) => kept === null);
  const time = open[(number * 7) % Math.max(1, open.length)];
  if (!time) throw new Error(`nothing is free in ${specialty}`);
  const { name, birthYear, phone, representative } = visitorOf(number);
  await session.post(`/missions/${mission}/bookings`, {
    name,
    birthYear,
    phone,
    representative,
    specialty,
    complaint: complaintOf(specialty, number).complaint,
    referred: false,
    disability: false,
    language: number % 3 === 2 ? 'ru' : 'kk',
    wanted: { session: time.session, at: time.at },
    isConsentSaid: true,
  });
}

/** Some generated people phone the operator of the invented clinic, and get a time. */
export async function enterBookings(session: Session, mission: string): Promise<void> {
  const known = await knownIn(session, mission);
  let number = 40;
  for (const [specialty, people] of Object.entries(wanted))
    for (let at = 0; at < people; at += 1) {
      number += 1;
      if (!known.has(visitorOf(number).name)) await book(session, { mission, specialty, number });
    }
}
