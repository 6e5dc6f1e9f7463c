import type { Served } from '../../platform/serve.ts';
import { historyOf } from '../../platform/event.sql.ts';
import {
  encounterOf,
  encountersToFollow,
  type EncounterTable,
  openEncounters,
  takesPart,
  versionsOf,
} from './encounter.sql.ts';
import type { EncounterPage, EncounterRow } from './schemas.ts';
import { openContent } from './sealed.server.ts';

/** Reading encounters: whatever is opened is recorded as an access to it. */
export const opened = ({ accesses }: Served, { id }: Pick<EncounterTable, 'id'>): void =>
  accesses.record({ kind: 'read', subject: 'encounter', subjectId: id, purpose: 'care' });

export function rowShown({ vault }: Pick<Served, 'vault'>, row: EncounterTable): EncounterRow {
  const { id, specialty, place, day, room, state, version } = row;
  const person = openContent(vault, row)?.person ?? {};
  return {
    id,
    specialty,
    place,
    day,
    room,
    state,
    version,
    mission: row.mission_id,
    referral: row.referral_id,
    kind: row.kind,
    openedAt: row.opened_at.toISOString(),
    signedAt: row.signed_at?.toISOString() ?? null,
    nextStep: row.next_step,
    openBecause: row.open_because,
    name: person.name?.[0] ?? '',
    phone: person.phone?.[0] ?? '',
    isDemo: row.is_demo,
  };
}

type Listing = (tx: Served['tx'], mission: string) => Promise<EncounterTable[]>;
/** Asking is on record even where nobody was found; null where the actor's organisation takes no part in the mission. */
async function listed(context: Served, mission: string, rowsOf: Listing): Promise<EncounterRow[] | null> {
  if (!(await takesPart(context.tx, mission))) return null;
  const rows = await rowsOf(context.tx, mission);
  context.accesses.record({ kind: 'searched', subject: 'mission', subjectId: mission, purpose: 'care' });
  for (const row of rows) opened(context, row);
  return rows.map((row) => rowShown(context, row));
}

/** Encounters after which somebody still has to do something. */
export const followUpList = (context: Served, mission: string): Promise<EncounterRow[] | null> =>
  listed(context, mission, encountersToFollow);

/** Encounters that cannot be closed yet, each with why. */
export const waitingList = (context: Served, mission: string): Promise<EncounterRow[] | null> =>
  listed(context, mission, openEncounters);

type Content = EncounterPage['content'];
/** As it is answered: nothing in it is shared with what was opened. */
const plain = (content: ReturnType<typeof openContent>): Content => structuredClone(content) as Content;

export async function readEncounter(context: Served, id: string): Promise<EncounterPage | null> {
  const { tx, vault } = context;
  const row = await encounterOf(tx, id);
  if (!row) return null;
  opened(context, row);
  const earlier = await versionsOf(tx, id);
  const { followed_up_at, followed_up_how } = row;
  return {
    ...rowShown(context, row),
    zone: row.zone,
    ageGroup: row.age_group,
    sex: row.sex,
    wasTreated: row.was_treated,
    wasOperated: row.was_operated,
    amendedFrom: row.amended_from,
    withdrawnBecause: row.withdrawn_because,
    followedUp: followed_up_at && followed_up_how ? { at: followed_up_at.toISOString(), how: followed_up_how } : null,
    content: plain(openContent(vault, row)),
    earlier: earlier.map(({ version, state, until, content }) => ({
      version,
      state,
      until: until.toISOString(),
      content: plain(openContent(vault, { subject_id: row.subject_id, content })),
    })),
    events: await historyOf(tx, [id]),
  };
}
