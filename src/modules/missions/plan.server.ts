import { organisationsOf } from '../directory/index.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Served } from '../../platform/serve.ts';
import { isOver } from './mission.ts';
import { type At, type Missing, ownMission, type Refused } from './mission.server.ts';
import type { MissionTable } from './mission.sql.ts';
import {
  addParts,
  isNeeded,
  type PartKind,
  partsOf,
  type PartTables,
  partVersion,
  removePart,
  savePart,
} from './plan.sql.ts';
import type { PlanInputs } from './schemas.plan.ts';

/** What a person does with the parts of a plan: venues, rooms, equipment, interpreters, the checklist. */
export type Refusal = Missing | 'mission-over';
export type Written = { written: string[] };
export type Answer<More extends string = never> = Promise<Written | Refused<Refusal | More>>;
/** A part of a mission (`id`): a new one, or the one that the person saw. */
export type PartOf = { id: string; part: At | null };

/** The own side's mission, locked, while its plan may change; and the part in the version that the person saw. */
export async function inPlan(
  context: Served,
  kind: PartKind,
  { id, part }: PartOf,
): Promise<{ mission: MissionTable } | Refused<Refusal>> {
  const own = await ownMission(context, id);
  if ('refused' in own) return own;
  if (isOver(own.found.state)) return { refused: 'mission-over' };
  const version = part && (await partVersion(context.tx, kind, { mission: id, id: part.id }));
  if (part && version === undefined) return { refused: 'not-found' };
  return part && version !== part.version ? { refused: 'stale' } : { mission: own.found };
}

type Values<Kind extends PartKind> = Omit<PartTables[Kind], 'id' | 'version'>;

/** Writes one part of a mission that has been locked. */
export async function written<Kind extends PartKind>(
  context: Served,
  mission: MissionTable,
  { kind, part, values }: { kind: Kind; part: At | null; values: Values<Kind> },
): Promise<Written> {
  if (part) return { written: await savePart(context, mission, { kind, at: part, values }) };
  return { written: await addParts(context, mission, { kind, values: [values] }) };
}

export async function writeVenue(
  context: Served,
  { venue, ...at }: PartOf & { venue: PlanInputs['venue'] },
): Answer<'place-unknown'> {
  const found = await inPlan(context, 'venue', at);
  if ('refused' in found) return found;
  const place = placeOf(venue.place);
  if (!place) return { refused: 'place-unknown' };
  const values = { ...venue, zone: venue.zone ?? place.zone };
  return written(context, found.mission, { kind: 'venue', part: at.part, values });
}

export async function writeRoom(
  context: Served,
  { room: { venue, name }, ...at }: PartOf & { room: PlanInputs['room'] },
): Answer<'room-named-already'> {
  const found = await inPlan(context, 'room', at);
  if ('refused' in found) return found;
  const { tx } = context;
  if ((await partVersion(tx, 'venue', { mission: at.id, id: venue })) === undefined) return { refused: 'not-found' };
  const rooms = await partsOf(tx, 'room', at.id);
  const isNamed = rooms.some((each) => each.venue_id === venue && each.name === name && each.id !== at.part?.id);
  if (isNamed) return { refused: 'room-named-already' };
  return written(context, found.mission, { kind: 'room', part: at.part, values: { venue_id: venue, name } });
}

export async function writeEquipment(
  context: Served,
  { equipment: { name, quantity, organisation }, ...at }: PartOf & { equipment: PlanInputs['equipment'] },
): Answer<'organisation-unknown'> {
  const found = await inPlan(context, 'equipment', at);
  if ('refused' in found) return found;
  if (organisation !== null && (await organisationsOf(context.tx, [organisation])).length === 0)
    return { refused: 'organisation-unknown' };
  const values = { name, quantity, organisation_id: organisation };
  return written(context, found.mission, { kind: 'equipment', part: at.part, values });
}

export async function writeInterpreter(
  context: Served,
  { interpreter: values, ...at }: PartOf & { interpreter: PlanInputs['interpreter'] },
): Answer {
  const found = await inPlan(context, 'interpreter', at);
  return 'refused' in found ? found : written(context, found.mission, { kind: 'interpreter', part: at.part, values });
}

export async function writeCheck(
  context: Served,
  { check: { item, responsible, due, isRequired, isDone }, ...at }: PartOf & { check: PlanInputs['check'] },
): Answer {
  const found = await inPlan(context, 'check', at);
  if ('refused' in found) return found;
  const done = isDone ? { done_at: context.now, done_by: context.actor.person } : { done_at: null, done_by: null };
  const values = { item, responsible, due, is_required: isRequired, ...done };
  return written(context, found.mission, { kind: 'check', part: at.part, values });
}

type Removable = 'venue' | 'room' | 'equipment' | 'interpreter' | 'check';

export async function takeOut(
  context: Served,
  { id, version, part, kind }: At & { part: string; kind: Removable },
): Answer<'part-in-use'> {
  const at = { id: part, version };
  const found = await inPlan(context, kind, { id, part: at });
  if ('refused' in found) return found;
  if (await isNeeded(context.tx, kind, part)) return { refused: 'part-in-use' };
  return { written: await removePart(context, found.mission, { kind, at }) };
}
