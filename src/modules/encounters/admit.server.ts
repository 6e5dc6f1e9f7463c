import { personActing } from '../../platform/actor.ts';
import { recordEvents } from '../../platform/event.sql.ts';
import type { Acting } from '../../platform/serve.ts';
import { type Arrival, arrivalOf, type EncounterContent } from './encounter.ts';
import {
  type EncounterTable,
  insertEncounters,
  keepVersion,
  lockEncounters,
  updateEncounter,
} from './encounter.sql.ts';
import { hashOfContent, sealContent } from './sealed.server.ts';

/** Takes encounters in, from wherever they were made. Twice the same is once. */

type Ladder = Pick<EncounterTable, 'owner_organisation' | 'partnership_id' | 'side_id' | 'is_demo'>;
type Derived = 'content' | 'content_hash' | 'version' | 'changed_at';
type OfCentre = 'referral_id' | 'kind' | 'fraction' | 'clinician_person';
type Later = 'amended_from' | 'withdrawn_because' | 'followed_up_at' | 'followed_up_how';
/** An encounter as it stands now, by what was said in it. */
export type AdmittedEncounter = Omit<EncounterTable, Derived | Later | OfCentre> & { content: EncounterContent };
export type Admitted = Record<Arrival, number>;

const actions = { changed: 'change', amended: 'amend', signed: 'sign' } as const;
type Restated = keyof typeof actions;

type Told = { action: string; fields: readonly string[] };

/** Tells that something happened to encounters. The other side of a mission has no side of the host's to tell it for; a centre has none. */
export async function tell(context: Acting, all: readonly (Ladder & { id: string })[], told: Told): Promise<void> {
  const happenings = all.map(({ id, owner_organisation, partnership_id, side_id: side, is_demo }) => {
    const side_id = owner_organisation === context.actor.organisation ? side : null;
    const shared = {
      owner_organisation,
      partnership_id: side === null ? null : partnership_id,
      side_id,
      visibility: 'own_side' as const,
      is_demo,
    };
    return { subject: 'encounter', subjectId: id, ...told, shared };
  });
  await recordEvents(context, happenings);
}

/** The columns that follow from what was said; whose it is and since when stays as it was entered. */
const restatedColumns = [
  'people',
  'specialty',
  'place',
  'zone',
  'day',
  'room',
  'clinician_id',
  'opened_at',
  'signed_at',
  'waited_minutes',
  'next_step',
  'was_treated',
  'was_operated',
  'age_group',
  'sex',
  'content',
  'content_hash',
  'state',
  'open_because',
  'changed_at',
] as const satisfies readonly (keyof EncounterTable)[];
const restated = (row: EncounterTable): Partial<EncounterTable> =>
  Object.fromEntries(restatedColumns.map((column) => [column, row[column]]));

/** Of a closed encounter whose reason to stay open comes back, the closing stays. */
const kept = (row: EncounterTable, before: EncounterTable): EncounterTable =>
  before.state === 'finished' ? { ...row, state: 'finished', open_because: null, signed_at: before.signed_at } : row;

type Change = { before: EncounterTable; after: EncounterTable; arrival: Restated };

async function restate(context: Acting, { before, after, arrival }: Change): Promise<void> {
  const { tx, actor, now } = context;
  await keepVersion(tx, before, { by: personActing(actor), at: now });
  const amended = arrival === 'amended' ? { amended_from: before.amended_from ?? before.version } : {};
  const said = { ...restated(kept(after, before)), ...amended, version: before.version + 1 };
  await updateEncounter(tx, before.id, said);
  await tell(context, [before], { action: actions[arrival], fields: ['content'] });
}

/** Whether something in the clear moved though the words did not: who the person is, where and when it was, why it is open. */
const isMoved = (before: EncounterTable, after: AdmittedEncounter): boolean =>
  (before.state === 'in_progress' && before.open_because !== after.open_because) ||
  before.place !== after.place ||
  before.day !== after.day ||
  before.opened_at.getTime() !== after.opened_at.getTime() ||
  before.people.join() !== after.people.join();

/** What arrived. An id that another mission, visit or patient has already is no encounter of this one: what stands stays. */
function found(before: EncounterTable | undefined, after: AdmittedEncounter, hash: string): Arrival {
  if (before && (before.subject_id !== after.subject_id || before.mission_id !== after.mission_id)) return 'known';
  const standing = before ? { state: before.state, hash: before.content_hash } : null;
  const arrival = arrivalOf(standing, { state: after.state, hash });
  return arrival === 'known' && before && isMoved(before, after) ? 'changed' : arrival;
}

const isRestated = (arrival: Arrival): arrival is Restated => arrival in actions;

/**
 * Takes in encounters as they stand now. What is known changes nothing; what was added to keeps what stood before; what was
 * closed is never opened again, and what was withdrawn stays withdrawn.
 */
export async function admitEncounters(context: Acting, given: readonly AdmittedEncounter[]): Promise<Admitted> {
  const { tx, vault, now } = context;
  const counted: Admitted = { new: 0, known: 0, changed: 0, amended: 0, signed: 0, withdrawn: 0 };
  const ordered = given.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const ids = ordered.map(({ id }) => id);
  const known = new Map((await lockEncounters(tx, ids)).map((row) => [row.id, row]));
  const ofMission = { referral_id: null, kind: null, fraction: null, clinician_person: null };
  const later = {
    ...ofMission,
    amended_from: null,
    withdrawn_because: null,
    followed_up_at: null,
    followed_up_how: null,
  };
  const fresh: EncounterTable[] = [];
  for (const each of ordered) {
    const before = known.get(each.id);
    const hash = hashOfContent(vault, each.content);
    const arrival = found(before, each, hash);
    counted[arrival] += 1;
    if (arrival === 'known' || arrival === 'withdrawn') continue;
    const content = sealContent(vault, each.subject_id, each.content);
    const after = { ...each, ...later, content, content_hash: hash, version: 1, changed_at: now };
    if (before && isRestated(arrival)) await restate(context, { before, after, arrival });
    else fresh.push(after);
  }
  const entered = new Set(await insertEncounters(tx, fresh));
  const rows = fresh.filter(({ id }) => entered.has(id));
  await tell(context, rows, { action: 'record', fields: ['content'] });
  return { ...counted, new: entered.size, known: counted.known + fresh.length - entered.size };
}
