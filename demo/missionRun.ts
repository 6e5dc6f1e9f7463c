import { addDays } from '../src/platform/time/calendar.ts';
import { instantOf } from '../src/platform/time/zone.ts';
import { joinAs, type Written } from './missionDevice.ts';
import { complaintOf, visitorOf } from './missionPeople.ts';
import { type Planned, planOf } from './missionPlanned.ts';
import type { Session } from './session.ts';

/** How many come to the finished mission; what they bring fits into one message, so that all of it is there or nothing. */
const visits = 36;
/** Who comes last has come on the day before already: people are counted once. */
const people = 34;
const steps = ['home', 'home', 'treatment_here', 'home', 'home', 'consultation', 'home', 'home', 'referral'] as const;
/** To whom one after the other goes: so few to the surgeon that their number is not said to everybody. */
const specialties = ['therapy', 'cardiology', 'therapy', 'traumatology', 'therapy', 'cardiology', 'surgery'] as const;
const wanted = (number: number): string => specialties[(number * 3) % 11] ?? 'therapy';

type Device = { id: string; label: string; isServer: boolean; state: string; received: number };
const label = 'Тіркеу үстелі';
/** What a device has of its own when the day is on it: more than its own joining. */
const hasItsDay = ({ isServer, received }: Device): boolean => !isServer && received >= visits;

type Turn = { number: number; day: string; begins: number; clinician: Planned['clinicians'][number]; room: string };

/** What is noted of somebody, and the next step. */
function notesOf(specialty: string, number: number): (readonly [string, unknown])[] {
  const { complaint, code, diagnosis, treatment, operation } = complaintOf(specialty, number);
  const isTreated = number % 2 === 0 || operation !== undefined;
  return [
    ['complaint', complaint],
    ['diagnosis', { code, text: diagnosis }],
    ...(isTreated ? [['treatment', treatment] as const] : []),
    ...(operation ? [['operation', operation] as const] : []),
    ['nextStep', steps[number % steps.length] ?? 'home'],
  ];
}

/** One person from the door to the signature, each step with its minute. */
function visitOf({ number, day, begins, clinician, room }: Turn, newId: () => string): Written[] {
  const [visit, turn, encounter] = [newId(), newId(), newId()];
  const { id: physician, specialty, answeredForBy: answeredFor } = clinician;
  const waits = 8 + ((number * 11) % 35);
  const written = (after: number, body: Record<string, unknown> & { kind: string }): Written => ({
    at: begins + after * 60_000,
    id: newId(),
    body: { ...body, visit },
  });
  const { phone, ...said } = visitorOf(number % people);
  const fields = { name: said.name, birthYear: String(said.birthYear), sex: said.sex, phone };
  const notes = notesOf(specialty, number).map(([part, value]) =>
    written(waits + 6, { kind: 'encounter.noted', encounter, part, value, over: [] }),
  );
  const ticket = `B-${String(number + 1).padStart(3, '0')}`;
  const signed = { kind: 'encounter.signed', encounter, clinician: physician, answeredFor };
  return [
    written(0, { kind: 'visit.registered', ticket, booking: null, channel: 'walk_in', day }),
    ...Object.entries(fields).map(([field, value]) => written(0, { kind: 'visit.field', field, value, over: [] })),
    written(1, { kind: 'turn.queued', turn, specialty, priority: 'routine' }),
    written(waits, { kind: 'encounter.opened', turn, encounter, specialty, room, clinician: physician }),
    ...notes,
    written(waits + 12, { ...signed, notes: notes.map(({ id }) => id) }),
  ];
}

/** All that a device wrote on the two days, in the order in which it was written. */
function dayOf(plan: Planned, first: string, newId: () => string): Written[] {
  const turns = Array.from({ length: visits }, (_, number): Turn => {
    const [isFirst, specialty] = [number < 20, wanted(number)];
    const clinician = plan.clinicians.find((each) => each.specialty === specialty);
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
