import { type Admitted, type AdmittedEncounter, admitEncounters, type OpenReason } from '../encounters/index.ts';
import type { Acting, Served } from '../../platform/serve.ts';
import type { Operation } from './day/operation.ts';
import { isReadable } from './day/readable.ts';
import { settleBookings } from './bookingOutcome.server.ts';
import { type MissionTable, missionOf } from './mission.sql.ts';
import type { SentRow } from './operationsSend.sql.ts';
import { openBody } from './operationsSealed.server.ts';
import { venueOf } from './placed.ts';
import { type Projected, projectedFrom } from './projection.server.ts';
import { partAround, type Source } from './projectionPart.ts';
import {
  clocksOf,
  keepClocks,
  keepLinks,
  keptLinks,
  operationsOfVisits,
  placesOf,
  signable,
  takeTouched,
  takeTurnAt,
  touchCounts,
  touchVisits,
  visitsLinked,
} from './projected.sql.ts';

/** From what the devices said to encounters. It may be begun anew whenever it was cut off: the same operations give the same. */
export type BroughtUp = Admitted & { encounters: number; waiting: number; unreadable: number };

function operationOf({ vault }: Acting, mission: string, row: SentRow): Operation[] {
  const body = openBody(vault, mission, row);
  if (!body) return [];
  const { id, device, sequence, version, by } = row;
  const numbers = {
    lamport: Number(row.lamport),
    at: Number(row.at),
    offset: row.offset === null ? null : Number(row.offset),
  };
  const operation = { id, mission, device, sequence, version, by, ...numbers, body };
  return isReadable(operation) ? [operation] : [];
}

type Signing = Awaited<ReturnType<typeof signable>>;

/** Why an encounter cannot be closed yet; null: it can. */
function whyOpen({ signed, clinician, day }: Projected, signing: Signing): OpenReason | null {
  if (!signed) return 'not_signed';
  if (!signing.isKnown(clinician)) return 'clinician_unknown';
  return signing.may({ clinician, day }) ? null : 'no_permission';
}

type Around = { mission: MissionTable; signing: Signing; places: Awaited<ReturnType<typeof placesOf>> };

function admitted({ vault }: Acting, each: Projected, { mission, signing, places }: Around): AdmittedEncounter {
  const { owner_organisation, partnership_id, side_id, is_demo } = mission;
  const venue = venueOf(places, each);
  const openBecause = whyOpen(each, signing);
  return {
    owner_organisation,
    partnership_id,
    side_id,
    is_demo,
    id: each.id,
    mission_id: mission.id,
    patient_id: null,
    subject_id: each.visit,
    people: each.people.map((key) => vault.blind('mission.person', key)),
    specialty: each.specialty,
    place: venue?.place ?? null,
    zone: venue?.zone ?? null,
    day: each.day,
    room: each.room,
    clinician_id: signing.isKnown(each.clinician) ? each.clinician : null,
    opened_at: each.openedAt,
    signed_at: each.signed?.at ?? null,
    waited_minutes: each.waitedMinutes,
    next_step: each.nextStep,
    was_treated: each.wasTreated,
    was_operated: each.wasOperated,
    age_group: each.ageGroup,
    sex: each.sex,
    state: openBecause ? 'in_progress' : 'finished',
    open_because: openBecause,
    content: each.content,
  };
}

const sourceOf = (acting: Acting, mission: string): Source => ({
  operationsOf: async (visits) =>
    (await operationsOfVisits(acting.tx, mission, visits)).flatMap((row) => operationOf(acting, mission, row)),
  linksOf: (visits) => keptLinks(acting.tx, mission, visits),
  visitsWith: (links) => visitsLinked(acting.tx, mission, links),
  kept: (link) => acting.vault.blind('mission.link', link),
});

/** What a device learns of its clock holds for what it had written before: those visits wait to be looked at, too. */
async function setClocks({ tx }: Acting, { id, owner_organisation: host }: MissionTable) {
  const clocks = await clocksOf(tx, id);
  const changed = await keepClocks(tx, { mission: id, host }, clocks);
  if (changed.length > 0) await touchVisits(tx, id, changed);
  return new Map(clocks.map(({ device, sequence, offset }) => [device, { sequence, offset }]));
}

/** How many visits are looked at in one transaction, with those that depend on them. */
export const visitsAtOnce = 300;

/**
 * Makes encounters and bookings say what operations said since the last time, for so many visits as `atMost` and all that depend on
 * them. An encounter is closed when it is signed by somebody who may sign on that day; the others wait, each with why.
 *
 * @returns what became of their encounters and how many visits were taken; null where nothing waits
 */
export async function bringTouched(
  acting: Acting,
  mission: MissionTable,
  atMost: number,
): Promise<(BroughtUp & { visits: number }) | null> {
  const { tx } = acting;
  await takeTurnAt(tx, mission.id);
  const clocks = await setClocks(acting, mission);
  const touched = await takeTouched(tx, mission.id, atMost);
  if (touched.length === 0) return null;
  const part = await partAround(touched, sourceOf(acting, mission.id));
  const { encounters, unreadable, visits } = projectedFrom(part.operations, clocks);
  const asked = encounters.map(({ clinician, day }) => ({ clinician, day }));
  const once = [...new Map(asked.map((each) => [`${each.clinician} ${each.day}`, each])).values()];
  const around = { mission, signing: await signable(tx, mission.id, once), places: await placesOf(tx, mission.id) };
  const rows = encounters.map((each) => admitted(acting, each, around));
  const counted = await admitEncounters(acting, rows);
  await settleBookings(acting, mission.id, visits);
  await keepLinks(tx, { mission: mission.id, host: mission.owner_organisation }, part.links);
  if (rows.length > counted.known + counted.withdrawn) await touchCounts(tx, mission.id);
  const waiting = rows.filter(({ state }) => state === 'in_progress').length;
  return { ...counted, encounters: rows.length, waiting, unreadable, visits: touched.length };
}

const nothing = { new: 0, known: 0, changed: 0, amended: 0, signed: 0, withdrawn: 0 };
const everyVisit = 1_000_000;

/**
 * Makes all encounters of a mission anew from all that its devices said, now and by hand; by itself only what came is looked at
 * (`bringTouched`). Only the host's clinical people can: nobody else reads operations.
 */
export async function bringUpToDate(
  context: Served,
  id: string,
): Promise<BroughtUp | { refused: 'not-found' | 'not-host' }> {
  const { tx, actor } = context;
  const mission = await missionOf(tx, id);
  if (!mission) return { refused: 'not-found' };
  if (mission.owner_organisation !== actor.organisation) return { refused: 'not-host' };
  context.accesses.record({ kind: 'read', subject: 'mission', subjectId: id, purpose: 'administration' });
  await takeTurnAt(tx, id);
  await touchVisits(tx, id, null);
  const brought = await bringTouched(context, mission, everyVisit);
  const { visits: _visits, ...said } = brought ?? { ...nothing, encounters: 0, waiting: 0, unreadable: 0, visits: 0 };
  return said;
}
