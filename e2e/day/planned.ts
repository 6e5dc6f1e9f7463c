import { promise } from '../ledger.ts';
import { openPartnership, type Partnership } from '../partnership.ts';
import type { Staff } from '../staff.ts';
import { type Somebody, somebody } from './people.ts';

/** A mission of one day, as its host plans and announces it, with people who have booked by telephone. */

/** A clinician in a room of their own, with people of one specialty. */
export type Room = { name: string; specialty: string; clinician: string; number: string | null };
export const rooms: readonly Room[] = [
  { name: '1', specialty: 'therapy', clinician: 'Дәрігер Жергілікті', number: 'ҮЛГІ-101' },
  { name: '2', specialty: 'cardiology', clinician: '김예시', number: 'ҮЛГІ-102' },
  // Of whom the first answers.
  { name: '3', specialty: 'surgery', clinician: '박가상', number: null },
];

export type Booked = Somebody & { id: string; ticket: string; specialty: string };
export type Planned = {
  id: string;
  slug: string;
  /** The mission's day, by the calendar of its venue. */
  day: string;
  zone: string;
  /** Of people seen; of operations. */
  commitments: { people: string; operations: string };
  partnership: Partnership;
  clinicians: Readonly<Record<string, string>>;
};

/** A zone in which it is five in the morning: the mission's day lies ahead, whenever this is run. */
export function zoneOfMorning(now: Date): string {
  const ahead = ((5 - now.getUTCHours() + 36) % 24) - 12;
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
export const dayIn = (zone: string, now: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);

const inEachLanguage = (text: string) =>
  Object.fromEntries(['kk', 'ru', 'en', 'ko'].map((language) => [language, { text, by: 'person' }]));

/** What was written, or the test ends with what the product said. */
async function written<T>(staff: Staff, path: string, body: object): Promise<T> {
  const answer = await staff.post<T>(path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

type Adding = (kind: string, body: object) => Promise<string>;
const addingTo =
  (staff: Staff, mission: string): Adding =>
  async (kind, body) =>
    (await written<{ ids: [string] }>(staff, `/missions/${mission}/${kind}`, { part: null, ...body })).ids[0];

/** The rooms with who works in them and for how long; nobody comes later than they do. */
async function addRooms(add: Adding, { zone, day, partnership }: Pick<Planned, 'zone' | 'day' | 'partnership'>) {
  const place = { name: inEachLanguage('Ауыл мектебі'), place: 'konaev', zone, address: inEachLanguage('Көше, 1') };
  const venue = await add('venues', { venue: place });
  const clinicians: Record<string, string> = {};
  for (const { name, specialty, clinician, number } of rooms) {
    const permission = number && { authority: 'Ойдан шығарылған басқарма', number, from: day, until: null };
    const answeredForBy = number ? null : (clinicians[rooms[0]?.clinician ?? ''] ?? null);
    const organisation = name === '1' ? partnership.ours : partnership.theirs;
    const who = { name: clinician, person: null, organisation, specialty, permission, answeredForBy };
    const id = await add('clinicians', { clinician: who });
    clinicians[clinician] = id;
    const room = await add('rooms', { room: { venue, name } });
    const hours = { day, starts: '07:00', ends: '17:00', capacityPerHour: 60 };
    const kept = { keptReferred: 0, keptChildren: 0, keptDisability: 0 };
    await add('sessions', { session: { room, specialty, clinician: id, ...hours, ...kept }, until: null });
  }
  return clinicians;
}

/** Promised: so many people seen, and as a part of it so many operations. */
async function promised(staff: Staff, partnership: Partnership) {
  const people = await promise(staff, partnership, {
    title: 'Ауылға келген дәрігерлер',
    count: '300',
    measure: 'people_seen',
  });
  const operations = await promise(staff, partnership, {
    title: 'Операциялар',
    count: '15',
    measure: 'operations',
    partOf: people,
  });
  return { people, operations };
}

/** Plans the mission, announces it and starts it, through the doors that its people use. */
export async function planMission(staff: Staff, now: Date): Promise<Planned> {
  const partnership = await openPartnership(staff, {
    title: 'Бір күндік миссия',
    ours: 'Ulgi hospital (invented)',
    theirs: 'Mundeul centre (invented)',
  });
  const zone = zoneOfMorning(now);
  const day = dayIn(zone, now);
  const commitments = await promised(staff, partnership);
  const slug = `one-day-${partnership.slug.slice(-12)}`;
  const said = { slug, title: inEachLanguage('Бір күн, үш жүз адам'), languages: ['kk', 'ru', 'en', 'ko'] };
  const whose = { partnership: partnership.slug, visitors: [partnership.theirs], commitment: commitments.people };
  const { id } = await written<{ id: string }>(staff, '/missions', { ...said, ...whose });
  const clinicians = await addRooms(addingTo(staff, id), { zone, day, partnership });
  const version = async () => (await staff.get<{ version: number }>(`/missions/${id}`)).body.version;
  await written(staff, `/missions/${id}/announcement`, { version: await version() });
  await written(staff, `/missions/${id}/moves`, { version: await version(), move: 'start' });
  return { id, slug, day, zone, commitments, partnership, clinicians };
}

type Times = { times: { session: string; at: string }[] };

/** So many people phone, and get a number and a time, each specialty in turn. */
export async function bookPeople(staff: Staff, { id }: Planned, count: number): Promise<Booked[]> {
  const booked: Booked[] = [];
  for (const [room, { specialty }] of rooms.entries()) {
    const { body } = await staff.get<Times>(`/missions/${id}/booking-times?specialty=${specialty}`);
    for (let at = room; at < count; at += rooms.length) {
      const who = somebody(at);
      const wanted = body.times[Math.floor(at / rooms.length / 5)];
      const { name, birthYear, phone, complaint } = who;
      const asked = { name, birthYear, phone, complaint, referred: false, disability: false, representative: null };
      const said = {
        specialty,
        language: 'kk',
        wanted: { session: wanted?.session, at: wanted?.at },
        isConsentSaid: true,
      };
      const given = await written<{ id: string; ticket: string }>(staff, `/missions/${id}/bookings`, {
        ...asked,
        ...said,
      });
      booked.push({ ...who, id: given.id, ticket: given.ticket, specialty });
    }
  }
  return booked;
}

/** The address of the QR with which one device joins. */
export async function deviceAddress(staff: Staff, { id }: Planned, label: string): Promise<string> {
  return (await written<{ address: string }>(staff, `/missions/${id}/devices`, { label })).address;
}
