import { organisationsOf } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import type { At, Refused } from './mission.server.ts';
import { missionOf } from './mission.sql.ts';
import { clashOf, daysFrom } from './plan.ts';
import { addParts, clinicianShown, type PartTables, partsOf, peopleOf, savePart, sessionShown } from './plan.sql.ts';
import { type Answer, inPlan, type PartOf, written } from './plan.server.ts';
import type { Plan, PlanInputs } from './schemas.plan.ts';

/** Who sees people, in which room and when. */
type Session = PlanInputs['session'];
type Clash = 'room-taken' | 'clinician-taken';
type Values<Kind extends keyof PartTables> = Omit<PartTables[Kind], 'id' | 'version'>;

const sessionValues = (session: Session, cancelledAt: Date | null): Values<'session'> => ({
  room_id: session.room,
  day: session.day,
  starts: session.starts,
  ends: session.ends,
  specialty: session.specialty,
  clinician_id: session.clinician,
  capacity_per_hour: session.capacityPerHour,
  kept_referred: session.keptReferred,
  kept_children: session.keptChildren,
  kept_disability: session.keptDisability,
  cancelled_at: cancelledAt,
});

const sessionsOf = async ({ tx }: Served, mission: string) => (await partsOf(tx, 'session', mission)).map(sessionShown);
const teamOf = async ({ tx }: Served, mission: string) => (await partsOf(tx, 'clinician', mission)).map(clinicianShown);

/** Whether the room and the clinician that a session names are of this mission, and of its specialty. */
async function misnamedIn(
  context: Served,
  mission: string,
  { room, clinician, specialty }: Session,
): Promise<Refused<'not-found' | 'specialty-differs'> | null> {
  const rooms = await partsOf(context.tx, 'room', mission);
  if (!rooms.some(({ id }) => id === room)) return { refused: 'not-found' };
  if (clinician === null) return null;
  const found = (await teamOf(context, mission)).find(({ id, hasEnded }) => id === clinician && !hasEnded);
  if (!found) return { refused: 'not-found' };
  return found.specialty === specialty ? null : { refused: 'specialty-differs' };
}

/** One session, or one on every day until another: all of them or none. */
export async function writeSession(
  context: Served,
  { session, until, ...at }: PartOf & { session: Session; until: string | null },
): Answer<Clash | 'session-days-wrong' | 'specialty-differs'> {
  const found = await inPlan(context, 'session', at);
  if ('refused' in found) return found;
  const days = daysFrom(session.day, until ?? session.day);
  if (!days || (at.part && days.length > 1)) return { refused: 'session-days-wrong' };
  const wrong = await misnamedIn(context, at.id, session);
  if (wrong) return wrong;
  const others = await sessionsOf(context, at.id);
  const before = others.find(({ id }) => id === at.part?.id);
  const wanted = days.map((day) => ({ ...session, day, id: at.part?.id ?? '' }));
  const clash = before?.isCancelled ? null : wanted.map((each) => clashOf(each, others)).find((each) => each !== null);
  if (clash) return { refused: clash };
  if (!at.part) {
    const values = wanted.map((each) => sessionValues(each, null));
    return { written: await addParts(context, found.mission, { kind: 'session', values }) };
  }
  const { cancelled_at: _unchanged, ...values } = sessionValues(session, null);
  return { written: await savePart(context, found.mission, { kind: 'session', at: at.part, values }) };
}

/** A session that people may have booked does not disappear: it is cancelled, and may be held after all. */
export async function cancelSession(
  context: Served,
  { id, version, session, isCancelled }: At & { session: string; isCancelled: boolean },
): Answer<Clash> {
  const at = { id: session, version };
  const found = await inPlan(context, 'session', { id, part: at });
  if ('refused' in found) return found;
  const others = await sessionsOf(context, id);
  const own = others.find((each) => each.id === session);
  const clash = own && !isCancelled ? clashOf(own, others) : null;
  if (clash) return { refused: clash };
  const values = { cancelled_at: isCancelled ? context.now : null };
  return { written: await savePart(context, found.mission, { kind: 'session', at, values }) };
}

type Clinician = PlanInputs['clinician'];
type Misnamed =
  | 'organisation-unknown'
  | 'clinician-unknown'
  | 'clinician-twice'
  | 'answering-not-local'
  | 'specialty-differs';

/** Who answers for somebody: another of the mission who has a permission, and is not of those who come. */
const answers = (team: Plan['clinicians'], { of, visitors }: { of: string | null; visitors: readonly string[] }) =>
  of === null ||
  team.some(
    ({ id, permission, hasEnded, organisation }) =>
      id === of && permission !== null && !hasEnded && !visitors.includes(organisation),
  );

async function misnamed(
  context: Served,
  { id, part }: PartOf,
  { person, organisation, specialty, answeredForBy }: Clinician,
): Promise<Refused<Misnamed> | null> {
  const { tx } = context;
  if ((await organisationsOf(tx, [organisation])).length === 0) return { refused: 'organisation-unknown' };
  const team = await teamOf(context, id);
  const before = team.find((each) => each.id === part?.id);
  if (person !== null && person !== before?.person) {
    const people = await peopleOf(tx, id);
    if (!people.some((each) => each.person === person)) return { refused: 'clinician-unknown' };
  }
  const others = team.filter((each) => each.id !== part?.id);
  if (person !== null && others.some((each) => each.person === person && each.specialty === specialty))
    return { refused: 'clinician-twice' };
  const visitors = (await missionOf(tx, id))?.visitors ?? [];
  if (!answers(others, { of: answeredForBy, visitors })) return { refused: 'answering-not-local' };
  if (!before || before.specialty === specialty) return null;
  const hasSessions = (await sessionsOf(context, id)).some(({ clinician }) => clinician === before.id);
  return hasSessions ? { refused: 'specialty-differs' } : null;
}

/** Somebody of the team, with the permission that is on record or with who answers for them. */
export async function writeClinician(
  context: Served,
  { clinician, ...at }: PartOf & { clinician: Clinician },
): Answer<Misnamed> {
  const found = await inPlan(context, 'clinician', at);
  if ('refused' in found) return found;
  const wrong = await misnamed(context, at, clinician);
  if (wrong) return wrong;
  const { name, person, organisation, specialty, permission, answeredForBy } = clinician;
  const values = {
    name,
    person,
    organisation_id: organisation,
    specialty,
    permission_authority: permission?.authority ?? null,
    permission_number: permission?.number ?? null,
    permission_from: permission?.from ?? null,
    permission_until: permission?.until ?? null,
    answered_for_by: answeredForBy,
  };
  if (at.part) return { written: await savePart(context, found.mission, { kind: 'clinician', at: at.part, values }) };
  return written(context, found.mission, { kind: 'clinician', part: null, values: { ...values, ended_at: null } });
}

/** Whose part has ended signs nothing more, and answers for nobody; what they signed stays. */
export async function endClinician(
  context: Served,
  { id, version, clinician, hasEnded }: At & { clinician: string; hasEnded: boolean },
): Answer {
  const at = { id: clinician, version };
  const found = await inPlan(context, 'clinician', { id, part: at });
  if ('refused' in found) return found;
  const values = { ended_at: hasEnded ? context.now : null };
  return { written: await savePart(context, found.mission, { kind: 'clinician', at, values }) };
}
