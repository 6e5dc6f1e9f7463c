import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Order, Position, ReferralSort } from './list.ts';
import { endStages, type Party, type Priority, type Stage } from './referral.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations/0042) do, for every query alike.

/** What is left out is not asked for. */
export type Sought = {
  stage?: readonly Stage[] | undefined;
  as?: Party | undefined;
  turn?: 'ours' | undefined;
  late?: 'yes' | undefined;
  priority?: Priority | undefined;
  quota?: string | undefined;
  patient?: string | undefined;
  q?: string | undefined;
};
export type Slice = { order: Order; after: Position | null; limit: number; now: Date };

/** Stages in which each party has the next step: handed in, because the table of acts says it. */
export type Turns = readonly { party: Party; stages: readonly Stage[] }[];

const here = sql`(select actor_organisation())`;
const isParty: Record<Party, RawBuilder<boolean>> = {
  sender: sql`r.owner_organisation = ${here}`,
  commission: sql`(r.commission_organisation = ${here} and r.asked_at is not null)`,
  receiver: sql`(r.receiver_organisation = ${here} and r.shown_at is not null)`,
};
const oneOf = (stages: readonly Stage[]) => sql`any (${[...stages]}::text[])`;
const isTurn = (turns: Turns): RawBuilder<boolean> =>
  sql`(${sql.join(
    turns.map(({ party, stages }) => sql`(${isParty[party]} and r.stage = ${oneOf(stages)})`),
    sql` or `,
  )} or (r.stage = 'in_treatment' and ${isParty.receiver}
    and r.stops > (select t.stops_answered from referral_task t where t.referral_id = r.id)))`;
const isLate = (now: Date): RawBuilder<boolean> =>
  sql`(r.due_at < ${now} and r.stage <> all (${[...endStages]}::text[]))`;

function conditionsOf(sought: Sought, { turns, now }: { turns: Turns; now: Date }): RawBuilder<boolean> {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (sought.stage !== undefined) all.push(sql`r.stage = ${oneOf(sought.stage)}`);
  if (sought.as !== undefined) all.push(isParty[sought.as]);
  if (sought.turn !== undefined) all.push(isTurn(turns));
  if (sought.late !== undefined) all.push(isLate(now));
  if (sought.priority !== undefined) all.push(sql`r.priority = ${sought.priority}`);
  if (sought.quota !== undefined) all.push(sql`r.quota_id = ${sought.quota}`);
  if (sought.patient !== undefined) all.push(sql`r.patient_id = ${sought.patient}`);
  const q = sought.q?.replaceAll(/[%_\\]/g, '').trim();
  if (q !== undefined && q !== '') all.push(sql`r.number ilike ${`%${q}`}`);
  return sql<boolean>`${sql.join(all, sql` and `)}`;
}

const keys: Record<ReferralSort, { column: RawBuilder<unknown>; type: RawBuilder<unknown> }> = {
  due: { column: sql`coalesce(r.due_at, 'infinity')`, type: sql`timestamptz` },
  changed: { column: sql`r.changed_at`, type: sql`timestamptz` },
  asked: { column: sql`coalesce(r.asked_at, r.created_at)`, type: sql`timestamptz` },
  number: { column: sql`r.number`, type: sql`text` },
  priority: { column: sql`array_position('{urgent,soon,planned}'::text[], r.priority)`, type: sql`int` },
};

export type Listed = { id: string; sort_key: string };
type Asking = { sought: Sought; turns: Turns; slice: Slice };

function rowsQuery({ sought, turns, slice }: Asking): RawBuilder<Listed> {
  const { order, after, limit, now } = slice;
  const { column, type } = keys[order.sort];
  const [direction, beyond] = order.isDescending ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`];
  const start = after ? sql`and (${column}, r.id) ${beyond} (${after.key}::${type}, ${after.id}::uuid)` : sql``;
  return sql<Listed>`select r.id, ${column}::text as sort_key from referral r
    where ${conditionsOf(sought, { turns, now })} ${start}
    order by ${column} ${direction}, r.id ${direction} limit ${limit}`;
}

/** The ids of a page in their order, each with what it is sorted by. */
export const listedOf = async (tx: Tx, asking: Asking): Promise<Listed[]> => (await rowsQuery(asking).execute(tx)).rows;

/** How many wait for the acting organisation, are late, and run. */
export async function countsOf(tx: Tx, { turns, now }: { turns: Turns; now: Date }) {
  const { rows } = await sql<{ waiting: number; late: number; running: number }>`
    select count(*) filter (where ${isTurn(turns)})::int as waiting, count(*) filter (where ${isLate(now)})::int as late,
      count(*) filter (where r.stage <> all (${[...endStages]}::text[]))::int as running
    from referral r`.execute(tx);
  return rows[0] ?? { waiting: 0, late: 0, running: 0 };
}

export type Unread = { id: string; number: string; count: number };

/** Referrals whose patient wrote something that nobody has opened yet, in whose care the actor has a part: the one that waits longest first. */
export async function unreadReferrals(tx: Tx): Promise<Unread[]> {
  const { rows } = await sql<Unread>`
    select r.id, r.number, count(*)::int as count from patient_message m join referral r on r.id = m.referral_id
    where m.read_at is null and m.page_id is not null group by r.id, r.number order by min(m.at), r.id limit 20`.execute(
    tx,
  );
  return rows;
}
