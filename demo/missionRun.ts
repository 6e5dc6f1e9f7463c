import { addDays } from '../src/platform/time/calendar.ts';
import { instantOf } from '../src/platform/time/zone.ts';
import { joinAs, type Written } from './missionDevice.ts';
import { complaintOf, visitorOf } from './missionPeople.ts';
import { type Planned, planOf } from './missions.ts';
import type { Session } from './session.ts';

/** How many come to the finished mission; what they bring fits into one message, so that all of it is there or nothing. */
const people = 36;
const steps = ['home', 'home', 'home', 'treatment_here', 'home', 'referral'] as const;

type Device = { id: string; label: string; isServer: boolean; state: string; received: number };
const label = 'Тіркеу үстелі';
/** What a device has of its own when the day is on it: more than its own joining. */
const hasItsDay = ({ isServer, received }: Device): boolean => !isServer && received >= people;

type Turn = { number: number; day: string; begins: number; clinician: Planned['clinicians'][number]; room: string };

/** One person from the door to the signature, each step with its minute. */
function visitOf({ number, day, begins, clinician, room }: Turn, newId: () => string): Written[] {
  const [visit, turn, encounter] = [newId(), newId(), newId()];
  const { name, birthYear, sex, phone } = visitorOf(number);
  const { specialty } = clinician;
  const { complaint, code, diagnosis, treatment, operation } = complaintOf(specialty, number);
  const minute = (after: number): number => begins + after * 60_000;
  const waits = 8 + ((number * 11) % 35);
  const field = (key: 'name' | 'birthYear' | 'sex' | 'phone', value: string): Written => ({
    at: minute(0),
    body: { kind: 'visit.field', visit, field: key, value, over: [] },
  });
  const isTreated = number % 2 === 0 || operation !== undefined;
  const noted = [
    ['complaint', complaint],
    ['diagnosis', { code, text: diagnosis }],
    ...(isTreated ? [['treatment', treatment]] : []),
    ...(operation ? [['operation', operation]] : []),
    ['nextStep', steps[number % steps.length] ?? 'home'],
  ] as const;
  const notes = noted.map(([part, value]): Written => {
    const body = { kind: 'encounter.noted', visit, encounter, part, value, over: [] };
    return { at: minute(waits + 6), body, id: newId() };
  });
  const opened = { kind: 'encounter.opened', visit, turn, encounter, specialty, room, clinician: clinician.id };
  const signed = {
    kind: 'encounter.signed',
    ...{ visit, encounter, clinician: clinician.id, answeredFor: clinician.answeredForBy },
    notes: notes.map(({ id }) => id),
  };
  const ticket = `B-${String(number + 1).padStart(3, '0')}`;
  return [
    { at: minute(0), body: { kind: 'visit.registered', visit, ticket, booking: null, channel: 'walk_in', day } },
    field('name', name),
    field('birthYear', String(birthYear)),
    field('sex', sex),
    field('phone', phone),
    { at: minute(1), body: { kind: 'turn.queued', visit, turn, specialty, priority: 'routine' } },
    { at: minute(waits), body: opened },
    ...notes,
    { at: minute(waits + 12), body: signed },
  ];
}

/** All that a device wrote on the two days, in the order in which it was written. */
function dayOf(plan: Planned, first: string, newId: () => string): Written[] {
  const turns = Array.from({ length: people }, (_, number): Turn => {
    const [isFirst, clinician] = [number < 20, plan.clinicians[number % plan.clinicians.length]];
    const session = plan.sessions.find((each) => each['clinician'] === clinician?.id);
    const room = plan.rooms.find(({ id }) => id === session?.room);
    if (!clinician || !room) throw new Error('the finished mission has no team or no rooms');
    const day = isFirst ? first : addDays(first, 1);
    const opens = instantOf(`${day}T09:00`, 'Asia/Almaty');
    if (!opens) throw new Error(`there is no morning of ${day}`);
    const begins = opens.getTime() + (isFirst ? number : number - 20) * 14 * 60_000;
    return { number, day, begins, clinician, room: room.name };
  });
  return turns.flatMap((turn) => visitOf(turn, newId)).toSorted((one, other) => one.at - other.at);
}

type Days = { id: string; first: string };

/** The days come in from a device, once: one that a load which was interrupted had let in, and which brought nothing, is revoked. */
async function bringDays(session: Session, { id, first }: Days): Promise<void> {
  const devices = await session.get<Device[]>(`/missions/${id}/devices`);
  if (devices.some(hasItsDay)) return;
  for (const device of devices)
    if (!device.isServer && device.state !== 'revoked')
      await session.post(`/missions/${id}/devices/${device.id}/revocation`, {});
  const { code } = await session.post<{ code: string }>(`/missions/${id}/devices`, { label });
  const device = await joinAs(session, code);
  await device.bring(dayOf(await planOf(session, id), first, device.newId));
}

/** Runs an announced mission to its end: its days come in, are examined, counted for its promise, and shown to everybody. */
export async function runMission(session: Session, days: Days): Promise<void> {
  const path = `/missions/${days.id}`;
  const move = async (from: string, name: string): Promise<void> => {
    const { state, version } = await planOf(session, days.id);
    if (state === from) await session.post(`${path}/moves`, { version, move: name });
  };
  await move('announced', 'start');
  const { publishedAt } = await session.get<{ publishedAt: string | null }>(`${path}/report`);
  if (publishedAt === null) {
    await bringDays(session, days);
    await session.post(`${path}/encounters`, {});
    await session.post(`${path}/counts`, {});
    await session.post(`${path}/result`, { isShown: true });
  }
  await move('running', 'close');
}
