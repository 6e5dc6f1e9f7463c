import { type Admitted, type AdmittedEncounter, admitEncounters, type OpenReason } from '../encounters/index.ts';
import type { Served } from '../../platform/serve.ts';
import type { Operation } from './day/operation.ts';
import { type MissionTable, missionOf } from './mission.sql.ts';
import { countingOf, type SentRow } from './operationsSend.sql.ts';
import { openBody } from './operationsSealed.server.ts';
import { venueOf } from './placed.ts';
import { type Projected, projectedFrom } from './projection.server.ts';
import { placesOf, signable, takeTurnAt } from './projected.sql.ts';

/** From what the devices said to encounters. It may be begun anew whenever it was cut off: the same operations give the same. */
export type BroughtUp = Admitted & { encounters: number; waiting: number; unreadable: number };

function operationOf({ vault }: Served, mission: string, row: SentRow): Operation[] {
  const body = openBody(vault, mission, row);
  if (!body) return [];
  const { id, device, sequence, version, by } = row;
  const numbers = {
    lamport: Number(row.lamport),
    at: Number(row.at),
    offset: row.offset === null ? null : Number(row.offset),
  };
  return [{ id, mission, device, sequence, version, by, ...numbers, body } as Operation];
}

type Signing = Awaited<ReturnType<typeof signable>>;

/** Why an encounter cannot be closed yet; null: it can. */
function whyOpen({ signed, clinician, day }: Projected, signing: Signing): OpenReason | null {
  if (!signed) return 'not_signed';
  if (!signing.isKnown(clinician)) return 'clinician_unknown';
  return signing.may({ clinician, day }) ? null : 'no_permission';
}

type Around = { mission: MissionTable; signing: Signing; places: Awaited<ReturnType<typeof placesOf>> };

function admitted({ vault }: Served, each: Projected, { mission, signing, places }: Around): AdmittedEncounter {
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

/**
 * Makes the encounters of a mission say what its admitted operations say. Only the host's clinical people can: nobody else reads
 * operations. An encounter is closed when it is signed by somebody who may sign on that day; the others wait, each with why.
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
  const operations = (await countingOf(tx, id)).flatMap((row) => operationOf(context, id, row));
  const { encounters, unreadable } = projectedFrom(operations);
  const asked = encounters.map(({ clinician, day }) => ({ clinician, day }));
  const once = [...new Map(asked.map((each) => [`${each.clinician} ${each.day}`, each])).values()];
  const around = { mission, signing: await signable(tx, id, once), places: await placesOf(tx, id) };
  const rows = encounters.map((each) => admitted(context, each, around));
  const counted = await admitEncounters(context, rows);
  const waiting = rows.filter(({ state }) => state === 'in_progress').length;
  return { ...counted, encounters: rows.length, waiting, unreadable };
}
