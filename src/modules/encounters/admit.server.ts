import { recordEvent } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
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
type Later = 'amended_from' | 'withdrawn_because' | 'followed_up_at' | 'followed_up_how';
/** An encounter as it stands now, by what was said in it. */
export type AdmittedEncounter = Omit<EncounterTable, Derived | Later> & { content: EncounterContent };
export type Admitted = Record<Arrival, number>;

const actions: Partial<Record<Arrival, string>> = {
  new: 'record',
  changed: 'change',
  amended: 'amend',
  signed: 'sign',
};

/** Tells that something happened to an encounter. The other side of a mission has no side of the host's to tell it for. */
export async function tell(context: Served, of: Ladder & { id: string }, action: string, fields: readonly string[]) {
  const isOwn = of.owner_organisation === context.actor.organisation;
  const shared = { ...of, side_id: isOwn ? of.side_id : null, visibility: 'own_side' as const };
  const { owner_organisation, partnership_id, side_id, visibility, is_demo } = shared;
  const ladder = { owner_organisation, partnership_id, side_id, visibility, is_demo };
  await recordEvent(context, { subject: 'encounter', subjectId: of.id, action, fields, shared: ladder });
}

/** The columns that follow from what was said; the rest stays as it was entered. */
function restated(row: EncounterTable): Partial<EncounterTable> {
  const { people, specialty, place, zone, room, clinician_id, signed_at, waited_minutes, next_step } = row;
  const { was_treated, was_operated, age_group, sex, content, content_hash, state, open_because, changed_at } = row;
  return {
    ...{ people, specialty, place, zone, room, clinician_id, signed_at, waited_minutes, next_step },
    ...{ was_treated, was_operated, age_group, sex, content, content_hash, state, open_because, changed_at },
  };
}

/** Of a closed encounter whose reason to stay open comes back, the closing stays. */
const closed = (row: EncounterTable, before: EncounterTable): EncounterTable =>
  before.state === 'finished' ? { ...row, state: 'finished', open_because: null, signed_at: before.signed_at } : row;

async function change(context: Served, [before, after]: readonly [EncounterTable, EncounterTable], arrival: Arrival) {
  const { tx, actor, now } = context;
  await keepVersion(tx, before, { by: actor.person, at: now });
  const amended = arrival === 'amended' ? { amended_from: before.amended_from ?? before.version } : {};
  const change = { ...restated(closed(after, before)), ...amended, version: before.version + 1 };
  await updateEncounter(tx, before.id, change);
}

/** Whether something in the clear moved though the words did not: who the person is, or why it is open. */
const isMoved = (before: EncounterTable, after: EncounterTable): boolean =>
  (before.state === 'in_progress' && before.open_because !== after.open_because) ||
  before.place !== after.place ||
  before.people.join() !== after.people.join();

/**
 * Takes in encounters as they stand now. What is known changes nothing; what was added to keeps what stood before; what was
 * closed is never opened again, and what was withdrawn stays withdrawn.
 */
export async function admitEncounters(context: Served, given: readonly AdmittedEncounter[]): Promise<Admitted> {
  const { tx, vault, now } = context;
  const counted: Admitted = { new: 0, known: 0, changed: 0, amended: 0, signed: 0, withdrawn: 0 };
  const ordered = given.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const known = new Map(
    (
      await lockEncounters(
        tx,
        ordered.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  const later = { amended_from: null, withdrawn_because: null, followed_up_at: null, followed_up_how: null };
  const fresh: EncounterTable[] = [];
  for (const { content, ...row } of ordered) {
    const before = known.get(row.id);
    // An id that another mission or patient has already is no encounter of this one.
    if (before && before.subject_id !== row.subject_id) {
      counted.known += 1;
      continue;
    }
    const hash = hashOfContent(vault, content);
    const found = arrivalOf(before ? { state: before.state, hash: before.content_hash } : null, {
      state: row.state,
      hash,
    });
    const asRow = (): EncounterTable => {
      const frame = { ...later, content_hash: hash, version: 1, changed_at: now };
      return { ...row, ...frame, content: sealContent(vault, row.subject_id, content) };
    };
    const isStill = found === 'known' && before && !isMoved(before, { ...before, ...row });
    const arrival = found === 'known' && !isStill ? 'changed' : found;
    counted[arrival] += 1;
    if (arrival === 'new') fresh.push(asRow());
    else if (before && arrival !== 'known' && arrival !== 'withdrawn') {
      await change(context, [before, asRow()], arrival);
      await tell(context, row, actions[arrival] ?? 'change', ['content']);
    }
  }
  const entered = new Set(await insertEncounters(tx, fresh));
  for (const row of fresh) if (entered.has(row.id)) await tell(context, row, 'record', ['content']);
  return { ...counted, new: entered.size, known: counted.known + fresh.length - entered.size };
}
