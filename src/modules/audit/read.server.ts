import type { Translator } from '../../platform/i18n/translate.ts';
import type { Served } from '../../platform/serve.ts';
import type { Column } from '../../platform/table/columns.ts';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import { cursorOf, positionIn } from '../../platform/table/page.ts';
import { momentShape, order } from './entry.ts';
import {
  daysSince,
  entriesQuery,
  type EntryRow,
  type Filter,
  listEntries,
  peopleSince,
  stateOf,
  type StateRow,
} from './entry.sql.ts';
import type { Entry } from './schemas.ts';

const day = 24 * 3_600_000;

function shown(row: EntryRow): Entry {
  const { id, kind, name, origin, session, action, subject, fields, purpose, reason, endpoint } = row;
  const is = row.token !== null ? 'token' : row.person !== null ? 'person' : 'service';
  return {
    id,
    kind,
    at: row.at.toISOString(),
    origin,
    session,
    action,
    subject,
    subjectId: row.subject_id,
    fields,
    purpose,
    reason,
    endpoint,
    isSealed: row.is_sealed,
    actor: {
      is,
      id: row.token ?? row.person,
      name: is === 'service' ? row.service : name,
    },
  };
}

/** Looking for accesses is itself an access: of the audit, or of what the record is that was asked for. */
const recordLooking = ({ accesses }: Served, kind: 'searched' | 'exported', filter: Filter): void =>
  accesses.record({ kind, subject: 'audit', subjectId: filter.record ?? null, purpose: 'administration' });

type Asked = Filter & { cursor?: string | undefined; limit?: number | undefined };

/** One page of the audit of the actor's organisation. That it was looked at is recorded like any other access. */
export async function readEntries(
  context: Served,
  { cursor, limit = 50, ...filter }: Asked,
): Promise<{ items: Entry[]; next: string | null } | { refused: 'cursor-invalid' }> {
  const after = cursor === undefined ? null : (positionIn(order, cursor, momentShape)?.at ?? null);
  if (cursor !== undefined && !after) return { refused: 'cursor-invalid' };
  recordLooking(context, 'searched', filter);
  const found = await listEntries(context.tx, filter, { after, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const next = found.length > limit && last ? cursorOf(order, { key: last.moment, id: last.id }) : null;
  return { items: items.map(shown), next };
}

/** All of it, a page at a time, for a file. */
export function exportEntries(context: Served, filter: Filter) {
  recordLooking(context, 'exported', filter);
  return cursorPages(context.tx, entriesQuery(filter, { after: null, limit: null }));
}

/** The audit as a table; moments are in UTC, to the millisecond. */
export const entryColumns = (t: Translator): Column<EntryRow>[] => {
  const text = (key: string, header: string, value: (row: EntryRow) => string | null): Column<EntryRow> => ({
    key,
    header,
    kind: 'text',
    value,
  });
  return [
    text('at', t('audit.column.at'), ({ at }) => at.toISOString()),
    text('kind', t('audit.column.kind'), ({ kind }) => t(`audit.ui.kind.${kind}`)),
    text('who', t('audit.column.who'), ({ name, service }) => name ?? service),
    text('person', t('audit.column.person'), ({ person }) => person),
    text('token', t('audit.column.token'), ({ token }) => token),
    text('action', t('audit.column.action'), ({ action }) => action),
    text('subject', t('audit.column.subject'), ({ subject }) => subject),
    text('record', t('audit.column.record'), ({ subject_id: subjectId }) => subjectId),
    text('fields', t('audit.column.fields'), ({ fields }) => fields.join(' ')),
    text('purpose', t('audit.column.purpose'), ({ purpose }) => purpose && t(`audit.ui.purpose.${purpose}`)),
    text('reason', t('audit.column.reason'), ({ reason }) => reason),
    text('origin', t('audit.column.origin'), ({ origin }) => origin),
    text('endpoint', t('audit.column.endpoint'), ({ endpoint }) => endpoint),
    text('session', t('audit.column.session'), ({ session }) => session),
  ];
};

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

function stateFrom(row: StateRow | undefined) {
  const { number, head, sealed_at: sealedAt, verified_at: verifiedAt } = row ?? {};
  return {
    sealed:
      number !== undefined && number !== null && head && sealedAt
        ? { number: String(number), head, at: sealedAt.toISOString() }
        : null,
    waiting: { rows: Number(row?.waiting ?? 0), oldest: moment(row?.oldest ?? null) },
    verified: verifiedAt
      ? {
          at: verifiedAt.toISOString(),
          number: String(row?.verified_number ?? 0),
          rows: String(row?.verified_rows ?? 0),
          faults: row?.faults ?? 0,
          tookMs: row?.took_ms ?? 0,
        }
      : null,
  };
}

/** How far the audit is sealed and when it was last verified. */
export const readState = async ({ tx }: Served) => stateFrom(await stateOf(tx));

/** Who can be asked for by name. */
export const readPeople = ({ tx, now }: Served) => peopleSince(tx, new Date(now.getTime() - 366 * day));

/** The days of the last month, as counts of the whole installation. */
export async function readDays(context: Served) {
  const { tx, now } = context;
  const days = await daysSince(tx, new Date(now.getTime() - 31 * day));
  return {
    state: await readState(context),
    days: days.map(({ day: on, events, accesses, glass }) => ({
      day: on,
      events: Number(events),
      accesses: Number(accesses),
      glass: Number(glass),
    })),
  };
}
