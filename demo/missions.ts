import type { FastifyInstance } from 'fastify';
import { addDays, weekdayOf } from '../src/platform/time/calendar.ts';
import { demoId } from './ids.ts';
import {
  demoChecks,
  demoEquipment,
  demoInterpreters,
  demoMission,
  demoTeam,
  demoVenue,
  inventedPartnership,
} from './missionPlan.ts';
import { demoPassword } from './people.ts';
import { type Session, sessionAt } from './session.ts';

type Named = { id: string; name: string };
type Planned = {
  id: string;
  version: number;
  state: string;
  today: string;
  people: { person: string; name: string }[];
  venues: { id: string }[];
  rooms: Named[];
  clinicians: Named[];
  sessions: { room: string }[];
  equipment: Named[];
  interpreters: Named[];
  checks: { item: string }[];
};

/** The first of the three days: a Tuesday that is at least two weeks ahead, so that there is time to book. */
const firstDayAfter = (today: string): string => {
  const early = addDays(today, 14);
  return addDays(early, (9 - weekdayOf(early)) % 7);
};

/** Begins the mission once: a load that was interrupted finds it. */
async function begun(session: Session): Promise<Planned> {
  const { slug, title, languages, visitor } = demoMission;
  const { items } = await session.get<{ items: { id: string; slug: string }[] }>(
    `/missions?partnership=${inventedPartnership.slug}`,
  );
  const known = items.find((each) => each.slug === slug);
  const visitors = [demoId('organisation', visitor)];
  const said = { partnership: inventedPartnership.slug, slug, title, languages, visitors, commitment: null };
  const { id } = known ?? (await session.post<{ id: string }>('/missions', said));
  return session.get<Planned>(`/missions/${id}`);
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

/** Who is local first: they answer for those without a permission of their own. */
async function addTeam(plan: Planned, add: Adding): Promise<Map<string, string>> {
  const team = new Map(plan.clinicians.map(({ id, name }) => [name, id]));
  for (const { name, specialty, isLocal, number } of demoTeam) {
    if (team.has(name)) continue;
    const clinician = {
      name,
      specialty,
      person: plan.people.find((each) => each.name === name)?.person ?? null,
      organisation: demoId('organisation', isLocal ? inventedPartnership.owner : demoMission.visitor),
      permission: number
        ? {
            authority: 'Ойдан шығарылған басқарма',
            number,
            from: plan.today,
            until: isLocal ? null : addDays(plan.today, 365),
          }
        : null,
      answeredForBy: number ? null : (team.get(demoTeam[0]?.name ?? '') ?? null),
    };
    team.set(name, await add('clinicians', { clinician }));
  }
  return team;
}

/** Each specialty in a room of its own, on all three days. */
async function addSessions(plan: Planned, add: Adding): Promise<void> {
  const venue = plan.venues[0]?.id ?? (await add('venues', { venue: demoVenue }));
  const team = await addTeam(plan, add);
  const day = firstDayAfter(plan.today);
  for (const { name, specialty, room: number, capacityPerHour } of demoTeam) {
    const room = idOf(plan.rooms, number) ?? (await add('rooms', { room: { venue, name: number } }));
    if (plan.sessions.some((each) => each.room === room)) continue;
    const hours = { day, starts: '09:00', ends: '16:00', capacityPerHour };
    const kept = { keptReferred: 1, keptChildren: 1, keptDisability: 1 };
    const session = { room, specialty, clinician: team.get(name) ?? null, ...hours, ...kept };
    await add('sessions', { session, until: addDays(day, 2) });
  }
}

async function addMeans(plan: Planned, add: Adding): Promise<void> {
  for (const { isBrought, ...thing } of demoEquipment)
    if (idOf(plan.equipment, thing.name) === undefined) {
      const organisation = demoId('organisation', isBrought ? demoMission.visitor : inventedPartnership.owner);
      await add('equipment', { equipment: { ...thing, organisation } });
    }
  for (const interpreter of demoInterpreters)
    if (idOf(plan.interpreters, interpreter.name) === undefined) await add('interpreters', { interpreter });
  for (const check of demoChecks)
    if (!plan.checks.some(({ item }) => item === check.item))
      await add('checks', { check: { ...check, responsible: null, due: null } });
}

/** Plans the invented clinic and announces it, through the doors that people use. */
export async function enterMissions(app: FastifyInstance): Promise<void> {
  const session = await sessionAt(app, { email: inventedPartnership.by, password: demoPassword });
  const plan = await begun(session);
  if (plan.state !== 'draft') return;
  const add = addingTo(session, plan);
  await addSessions(plan, add);
  await addMeans(plan, add);
  const { version } = await session.get<Planned>(`/missions/${plan.id}`);
  await session.post(`/missions/${plan.id}/announcement`, { version });
}
