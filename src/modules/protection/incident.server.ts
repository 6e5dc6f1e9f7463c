import { historyOf, recordEvent } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { isDemonstration } from '../directory/index.ts';
import { dutiesOf, type Risk, standingOf, type Told, unknown } from './duty.ts';
import { dutyRules } from './dutyRules.ts';
import { type IncidentKind, type IncidentMove, moveIncident, movesFrom } from './incident.ts';
import {
  addOpened,
  findIncident,
  type IncidentRow,
  insertIncident,
  insertNotice,
  listIncidents,
  type NoticeRow,
  noticesOf,
  setState,
  subjectsOf,
  updateIncident,
} from './incident.sql.ts';

export type IncidentFields = {
  kind: IncidentKind;
  title: string;
  whatHappened: string;
  foundAt: Date;
  beganAt: Date | null;
  endedAt: Date | null;
  countries: string[];
  risk: Risk;
};
type Refused<Reason extends string> = { refused: Reason };
const about = { title: 'incident.title', whatHappened: 'incident.what_happened', how: 'incident_notice.how' } as const;

const ownKey = (organisation: string) => `organisation:${organisation}` as const;
const sealed = ({ vault, actor }: Served, plain: string, where: keyof typeof about) =>
  vault.seal(ownKey(actor.organisation), plain, about[where]);
const opened = ({ vault, actor }: Served, text: Buffer, where: keyof typeof about) =>
  vault.open(ownKey(actor.organisation), text, about[where]).toString('utf8');

const isOutOfOrder = ({ beganAt, endedAt, foundAt }: Pick<IncidentFields, 'beganAt' | 'endedAt' | 'foundAt'>) =>
  (beganAt !== null && beganAt > foundAt) || (endedAt !== null && (beganAt === null || endedAt < beganAt));

type Step = { action: string; fields?: string[] };
/** Every write says what happened, never in words. */
const happened = (context: Served, row: Pick<IncidentRow, 'id' | 'isDemo'>, { action, fields = [] }: Step) =>
  recordEvent(context, {
    subject: 'incident',
    subjectId: row.id,
    action,
    fields,
    shared: {
      owner_organisation: context.actor.organisation,
      partnership_id: null,
      side_id: null,
      visibility: 'own_side',
      is_demo: row.isDemo,
    },
  });

const toldAt = (notices: readonly NoticeRow[], country: string, told: Told): Date | null =>
  notices.find((notice) => notice.country === country && notice.told === told)?.at ?? null;

function dutiesShown(row: IncidentRow, notices: readonly NoticeRow[], now: Date) {
  return dutiesOf(dutyRules, row).map(({ due, ...rest }) => ({
    ...rest,
    due: due?.toISOString() ?? null,
    standing: standingOf({ due }, toldAt(notices, rest.country, rest.told), now),
  }));
}

/** A page of the list; each line with the next term that runs or has run out. */
export async function incidentRows(context: Served, listing: Parameters<typeof listIncidents>[1]) {
  const rows = await listIncidents(context.tx, listing);
  const notices = await noticesOf(
    context.tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const own = notices.filter(({ incident }) => incident === row.id);
    const duties = row.state === 'closed' ? [] : dutiesShown(row, own, context.now);
    const next = duties.find(({ standing, due }) => due !== null && (standing === 'running' || standing === 'overdue'));
    const { id, kind, state, risk, isDemo, people, peopleWhenLetGo } = row;
    const shown = { id, kind, state, risk, isDemo, people: peopleWhenLetGo ?? people };
    return {
      ...shown,
      title: opened(context, row.title, 'title'),
      foundAt: row.foundAt.toISOString(),
      due: next?.due ?? null,
    };
  });
}

/** An incident as it is shown, or undefined where it is not the organisation's. */
export async function showIncident(context: Served, id: string) {
  const row = await findIncident(context.tx, id);
  if (!row) return undefined;
  const notices = await noticesOf(context.tx, [id]);
  const { kind, countries, risk, state, version, isDemo, peopleWhenLetGo } = row;
  return {
    id,
    kind,
    countries,
    risk,
    state,
    version,
    isDemo,
    peopleWhenLetGo,
    title: opened(context, row.title, 'title'),
    whatHappened: opened(context, row.whatHappened, 'whatHappened'),
    foundAt: row.foundAt.toISOString(),
    beganAt: row.beganAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    moves: movesFrom(state),
    duties: dutiesShown(row, notices, context.now),
    unknownCountries: unknown(dutyRules, countries),
    notices: notices.map(({ incident: _incident, at, how, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      how: opened(context, how, 'how'),
    })),
    people: await subjectsOf(context.tx, id),
    events: await historyOf(context.tx, [id]),
  };
}

export async function openIncident(
  context: Served,
  fields: IncidentFields,
): Promise<{ id: string } | Refused<'in-the-future' | 'wrong-order'>> {
  if (fields.foundAt > context.now) return { refused: 'in-the-future' };
  if (isOutOfOrder(fields)) return { refused: 'wrong-order' };
  const { tx, actor, now, newId } = context;
  const row = { id: newId(), isDemo: await isDemonstration(context) };
  const words = {
    title: sealed(context, fields.title, 'title'),
    whatHappened: sealed(context, fields.whatHappened, 'whatHappened'),
  };
  const own = { organisation: actor.organisation, person: actor.person, at: now };
  await insertIncident(tx, { ...fields, ...row, ...words, ...own });
  await happened(context, row, { action: 'opened', fields: ['kind', 'countries', 'risk'] });
  return { id: row.id };
}

type Versioned = { id: string; version: number };
/** The row to be changed, locked, if it is the version that was seen. */
async function locked(
  { tx }: Served,
  { id, version }: Versioned,
): Promise<IncidentRow | Refused<'stale' | 'not-found'>> {
  const row = await findIncident(tx, id, true);
  if (!row) return { refused: 'not-found' };
  return row.version === version ? row : { refused: 'stale' };
}

export async function changeIncident(context: Served, change: Versioned & Omit<IncidentFields, 'foundAt'>) {
  const row = await locked(context, change);
  if ('refused' in row) return row;
  if (row.state === 'closed') return { refused: 'incident-closed' as const };
  if (isOutOfOrder({ ...change, foundAt: row.foundAt })) return { refused: 'wrong-order' as const };
  const { kind, beganAt, endedAt, countries, risk } = change;
  await updateIncident(context.tx, {
    ...row,
    kind,
    beganAt,
    endedAt,
    countries,
    risk,
    title: sealed(context, change.title, 'title'),
    whatHappened: sealed(context, change.whatHappened, 'whatHappened'),
  });
  await happened(context, row, { action: 'changed', fields: row.risk === risk ? [] : ['risk'] });
  return { id: row.id };
}

export async function takeMove(context: Served, { move, ...seen }: Versioned & { move: IncidentMove }) {
  const row = await locked(context, seen);
  if ('refused' in row) return row;
  const result = moveIncident(row, move);
  if ('refused' in result) return result;
  await setState(context.tx, { id: row.id, state: result.moved, at: context.now });
  await happened(context, row, { action: result.moved === 'open' ? 'reopened' : result.moved });
  return { id: row.id };
}

type Affected = { id: string; person: string | null; from: Date; until: Date };
export async function findAffected(context: Served, { id, person, from, until }: Affected) {
  const row = await findIncident(context.tx, id, true);
  if (!row) return { refused: 'not-found' as const };
  if (row.state === 'closed') return { refused: 'incident-closed' as const };
  if (until < from) return { refused: 'wrong-order' as const };
  const added = await addOpened(context.tx, { incident: id, person, from, until, at: context.now });
  if (added > 0) await happened(context, row, { action: 'peopleFound', fields: ['people'] });
  return { id };
}

type Notice = { id: string; country: string; told: Told; at: Date; how: string };
export async function recordNotice(context: Served, { id, country, told, at, how }: Notice) {
  const { tx, actor, now, newId } = context;
  const row = await findIncident(tx, id, true);
  if (!row) return { refused: 'not-found' as const };
  if (at > now) return { refused: 'in-the-future' as const };
  const words = sealed(context, how, 'how');
  await insertNotice(tx, {
    id: newId(),
    incident: id,
    country,
    told,
    at,
    how: words,
    person: actor.person,
    recordedAt: now,
  });
  await happened(context, row, { action: told === 'authority' ? 'authorityTold' : 'peopleTold' });
  return { id };
}
