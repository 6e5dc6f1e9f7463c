import type { FastifyInstance } from 'fastify';
import { addDays, weekdayOf } from '../src/platform/time/calendar.ts';
import { demoId } from './ids.ts';
import { enterBookings } from './missionBookings.ts';
import {
  comingMission,
  demoChecks,
  demoEquipment,
  demoInterpreters,
  demoLanguages,
  type DemoMission,
  demoVenue,
  inventedPartnership,
  pastMission,
  visitor,
} from './missionPlan.ts';
import { type Named, type Planned, planOf } from './missionPlanned.ts';
import { promisedByVisitors, showPromise } from './missionPromise.ts';
import { runMission } from './missionRun.ts';
import { demoPassword } from './people.ts';
import { type Session, sessionAt } from './session.ts';

/** A Tuesday on or after a day. */
const tuesdayFrom = (early: string): string => addDays(early, (9 - weekdayOf(early)) % 7);

/** Begins a mission once: a load that was interrupted finds it. */
async function begun(session: Session, { slug, title }: DemoMission, commitment: string): Promise<Planned> {
  const { items } = await session.get<{ items: { id: string; slug: string }[] }>(
    `/missions?partnership=${inventedPartnership.slug}`,
  );
  const known = items.find((each) => each.slug === slug);
  const visitors = [demoId('organisation', visitor)];
  const said = { partnership: inventedPartnership.slug, slug, title, languages: demoLanguages, visitors, commitment };
  const { id } = known ?? (await session.post<{ id: string }>('/missions', said));
  return planOf(session, id);
}

type Adding = (kind: string, body: object) => Promise<string>;
const addingTo =
  (session: Session, { id }: Planned): Adding =>
  async (kind, body) => {
    const { ids } = await session.post<{ ids: string[] }>(`/missions/${id}/${kind}`, { part: null, ...body });
    const [first] = ids;
    if (first === undefined) throw new Error(`nothing was added to ${kind}`);
    return first;
  };

const idOf = (known: readonly Named[], name: string): string | undefined =>
  known.find((each) => each.name === name)?.id;

type Planning = { mission: DemoMission; plan: Planned; add: Adding; first: string };

/** Who is local first: they answer for those without a permission of their own. */
async function addTeam({ mission, plan, add, first }: Planning): Promise<Map<string, string>> {
  const team = new Map(plan.clinicians.map(({ id, name }) => [name, id]));
  const from = first < plan.today ? addDays(first, -30) : plan.today;
  for (const { name, specialty, isLocal, number } of mission.team) {
    if (team.has(name)) continue;
    const until = isLocal ? null : addDays(from, 365);
    const clinician = {
      name,
      specialty,
      person: plan.people.find((each) => each.name === name)?.person ?? null,
      organisation: demoId('organisation', isLocal ? inventedPartnership.owner : visitor),
      permission: number ? { authority: 'Ойдан шығарылған басқарма', number, from, until } : null,
      answeredForBy: number ? null : (team.get(mission.team[0]?.name ?? '') ?? null),
    };
    team.set(name, await add('clinicians', { clinician }));
  }
  return team;
}

/** Each specialty in a room of its own, on all days. */
async function addSessions(planning: Planning): Promise<void> {
  const { mission, plan, add, first } = planning;
  const venue = plan.venues[0]?.id ?? (await add('venues', { venue: demoVenue }));
  const team = await addTeam(planning);
  for (const { name, specialty, room: number, capacityPerHour } of mission.team) {
    const room = idOf(plan.rooms, number) ?? (await add('rooms', { room: { venue, name: number } }));
    if (plan.sessions.some((each) => each.room === room)) continue;
    const hours = { day: first, starts: '09:00', ends: '16:00', capacityPerHour };
    const kept = { keptReferred: 1, keptChildren: 1, keptDisability: 1 };
    const session = { room, specialty, clinician: team.get(name) ?? null, ...hours, ...kept };
    await add('sessions', { session, until: addDays(first, mission.days - 1) });
  }
}

async function addMeans({ plan, add }: Planning): Promise<void> {
  for (const { isBrought, ...thing } of demoEquipment)
    if (idOf(plan.equipment, thing.name) === undefined) {
      const organisation = demoId('organisation', isBrought ? visitor : inventedPartnership.owner);
      await add('equipment', { equipment: { ...thing, organisation } });
    }
  for (const interpreter of demoInterpreters)
    if (idOf(plan.interpreters, interpreter.name) === undefined) await add('interpreters', { interpreter });
  for (const check of demoChecks)
    if (!plan.checks.some(({ item }) => item === check.item))
      await add('checks', { check: { ...check, responsible: null, due: null } });
}

async function announce(session: Session, id: string): Promise<void> {
  const { version } = await planOf(session, id);
  await session.post(`/missions/${id}/announcement`, { version });
}

/** Plans the mission to come and announces it, and people book. */
async function enterComing(session: Session, commitment: string): Promise<void> {
  const plan = await begun(session, comingMission, commitment);
  if (plan.state === 'draft') {
    const first = tuesdayFrom(addDays(plan.today, 14));
    const planning = { mission: comingMission, plan, add: addingTo(session, plan), first };
    await addSessions(planning);
    await addMeans(planning);
    await announce(session, plan.id);
  }
  await enterBookings(session, plan.id);
}

/**
 * Only what is still to come is announced. So the last session of the mission that is over stands on today until it is
 * announced, and then on the day on which it was.
 */
async function announcePast(session: Session, plan: Planned, last: string): Promise<void> {
  const moved = async (from: string, to: string): Promise<void> => {
    const { sessions } = await planOf(session, plan.id);
    const found = sessions.findLast(({ day }) => day === from);
    if (!found) return;
    const { id, version, isCancelled: _isCancelled, ...said } = found;
    const asked = { part: { id, version }, session: { ...said, day: to }, until: null };
    await session.post(`/missions/${plan.id}/sessions`, asked);
  };
  const { sessions } = await planOf(session, plan.id);
  if (plan.state === 'draft') {
    if (!sessions.some(({ day }) => day === plan.today)) await moved(last, plan.today);
    await announce(session, plan.id);
  }
  await moved(plan.today, last);
}

/** Plans the mission that is over, and lets its day come in from a device. */
async function enterPast(session: Session, commitment: string): Promise<void> {
  const plan = await begun(session, pastMission, commitment);
  const first = tuesdayFrom(addDays(plan.today, -28));
  if (plan.state === 'draft') await addSessions({ mission: pastMission, plan, add: addingTo(session, plan), first });
  if (plan.state === 'draft' || plan.state === 'announced')
    await announcePast(session, plan, addDays(first, pastMission.days - 1));
  await runMission(session, { id: plan.id, first });
}

/** Two missions of the invented clinic, one to come and one that is over, through the doors that people use. */
export async function enterMissions(app: FastifyInstance): Promise<void> {
  const session = await sessionAt(app, { email: inventedPartnership.by, password: demoPassword });
  const commitment = await promisedByVisitors(session);
  await enterComing(session, commitment);
  await enterPast(session, commitment);
  await showPromise(session, commitment);
}
