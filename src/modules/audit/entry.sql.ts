import { type RawBuilder, sql } from 'kysely';
import type { Purpose } from '../../platform/access/access.ts';
import type { Tx } from '../../platform/database.ts';
import type { Position } from '../../platform/table/page.ts';
import type { Kind } from './entry.ts';

export type Filter = {
  kind?: Kind | undefined;
  person?: string | undefined;
  record?: string | undefined;
  subject?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  origin?: string | undefined;
  purpose?: Purpose | undefined;
};
export type EntryRow = {
  id: string;
  kind: Kind;
  at: Date;
  person: string | null;
  token: string | null;
  service: string | null;
  name: string | null;
  origin: string | null;
  session: string | null;
  action: string;
  subject: string;
  subject_id: string | null;
  fields: string[];
  purpose: Purpose | null;
  reason: string | null;
  endpoint: string | null;
  is_sealed: boolean;
  /** `at` to the microsecond, for the next page. */
  moment: string;
};
type Condition = RawBuilder<unknown>;

/** What both kinds are searched by. Days are those of UTC, in which the audit is kept. */
const shared = ({ person, record, subject, from, until, origin }: Filter): Condition[] => [
  ...(person ? [sql`r.person = ${person}::uuid`] : []),
  ...(record ? [sql`r.subject_id = ${record}::uuid`] : []),
  ...(subject ? [sql`r.subject = ${subject}`] : []),
  ...(from ? [sql`r.at >= (${from} || 'T00:00:00Z')::timestamptz`] : []),
  ...(until ? [sql`r.at < (${until} || 'T00:00:00Z')::timestamptz + interval '1 day'`] : []),
  ...(origin ? [sql`r.origin = ${origin}`] : []),
];

const sealedBefore = sql`(select coalesce(max(b.to_position), 0) from audit_batch b)`;

/** Writes in the organisation's own name. */
const writes = (filter: Filter): RawBuilder<unknown> => sql`
  select r.id, 'write' as kind, r.at, r.person, r.token, r.service, r.origin, r.session, r.action, r.subject, r.subject_id, r.fields,
         null::text as purpose, null::text as reason, null::text as endpoint, r.position
  from event r
  where ${sql.join(
    [
      sql`r.owner_organisation = (select actor_organisation())`,
      ...shared(filter),
      ...(filter.action ? [sql`r.action = ${filter.action}`] : []),
      ...(filter.purpose || filter.kind === 'access' ? [sql`false`] : []),
    ],
    sql` and `,
  )}`;

const accesses = (filter: Filter): RawBuilder<unknown> => sql`
  select r.id, 'access' as kind, r.at, r.person, r.token, null::text as service, r.origin, r.session, r.kind as action, r.subject,
         r.subject_id, '{}'::text[] as fields, r.purpose, r.reason, r.endpoint, r.position
  from access_record r
  where ${sql.join(
    [
      sql`r.organisation_id = (select actor_organisation())`,
      ...shared(filter),
      ...(filter.action ? [sql`r.kind = ${filter.action}`] : []),
      ...(filter.purpose ? [sql`r.purpose = ${filter.purpose}`] : []),
      ...(filter.kind === 'write' ? [sql`false`] : []),
    ],
    sql` and `,
  )}`;

/** Each kind by its own index, and no more of it than the page can need. */
const newest = (of: RawBuilder<unknown>, { after, limit }: Slice) => sql`
  (select * from (${of}) r ${after ? sql`where (r.at, r.id) < (${after.key}::timestamptz, ${after.id}::uuid)` : sql``}
   order by r.at desc, r.id desc ${limit === null ? sql`` : sql`limit ${limit}`})`;

type Slice = { after: Position | null; limit: number | null };

/** The entries, the newest first; `limit` null for all of them, to be read a page at a time. */
export const entriesQuery = (filter: Filter, slice: Slice): RawBuilder<EntryRow> => sql<EntryRow>`
  select e.*, e.position < ${sealedBefore} as is_sealed, n.name,
         to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment
  from (
    select * from (${newest(writes(filter), slice)} union all ${newest(accesses(filter), slice)}) r
    order by r.at desc, r.id desc ${slice.limit === null ? sql`` : sql`limit ${slice.limit}`}
  ) e
  left join audit_names() n on n.id = e.person
  order by e.at desc, e.id desc`;

export const listEntries = async (tx: Tx, filter: Filter, slice: Slice): Promise<EntryRow[]> =>
  (await entriesQuery(filter, slice).execute(tx)).rows;

/** Who did something in the organisation since then. */
export async function peopleSince(tx: Tx, since: Date): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from audit_people(${since})`.execute(tx);
  return rows;
}

export type StateRow = {
  number: bigint | null;
  head: string | null;
  sealed_at: Date | null;
  waiting: bigint | null;
  oldest: Date | null;
  verified_at: Date | null;
  verified_number: bigint | null;
  verified_rows: bigint | null;
  faults: number | null;
  took_ms: number | null;
};

/** How the chain stands, in one row. */
export async function stateOf(tx: Tx): Promise<StateRow | undefined> {
  const { rows } = await sql<StateRow>`
    select b.number, encode(b.head, 'hex') as head, b.at as sealed_at, w.rows as waiting, w.oldest,
           v.at as verified_at, v.number as verified_number, v.rows as verified_rows, jsonb_array_length(v.faults) as faults, v.took_ms
    from (select 1) one
    left join lateral (select number, head, at from audit_batch order by number desc limit 1) b on true
    left join lateral (select rows, oldest from audit_waiting()) w on true
    left join lateral (select * from audit_verification order by at desc limit 1) v on true`.execute(tx);
  return rows[0];
}

type DayRow = { day: string; events: bigint; accesses: bigint; glass: bigint };

/** Counts of the whole installation, for who looks after it. */
export const daysSince = async (tx: Tx, since: Date): Promise<DayRow[]> =>
  (await sql<DayRow>`select day, events, accesses, glass from audit_days(${since})`.execute(tx)).rows;
