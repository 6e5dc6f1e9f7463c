import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { Leaves } from './faults.ts';
import { type Batch, type Part, sealedColumns } from './form.ts';

/** How the rows of a batch `b` are counted: `leaves`, `accesses`, `events`, `oldest`. */
export type Counting = RawBuilder<unknown>;

/** By the database's own function: for background work, which may not read the rows themselves. */
export const countByFunction: Counting = sql`public.audit_leaves(b.from_position, b.to_position)`;

const hashOf = (table: Part): string =>
  `sha256(convert_to(array_to_json(array['${table}', ${sealedColumns[table].map((name) => `r.${name}::text`).join(', ')}])::text, 'UTF8'))`;
const rowsOf = (part: number, table: Part): string =>
  `select ${part} as part, r.position, r.id, r.recorded_at, ${hashOf(table)} as hash
   from public.${table} r where r.position >= b.from_position and r.position < b.to_position`;

/** By nothing that is kept in the database itself, so that nobody can have changed how it is counted. For its owner. */
export const countByHand: Counting = sql.raw(`(
  select coalesce(string_agg(uuid_send(r.id) || r.hash, ''::bytea order by r.part, r.position, r.id), ''::bytea) as leaves,
         (count(*) filter (where r.part = 1))::integer as accesses, (count(*) filter (where r.part = 2))::integer as events,
         min(r.recorded_at) as oldest
  from (${rowsOf(1, 'access_record')} union all ${rowsOf(2, 'event')}) r)`);

/** Texts as the form wants them, and names that nobody else can have given; for this transaction. */
export const speakPlainly = (tx: Tx): Promise<unknown> =>
  sql`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, MDY', true),
             set_config('search_path', 'pg_catalog', true)`.execute(tx);

/** The next batches after that number, in their order. */
export async function batchesAfter(tx: Tx, after: bigint, limit: number): Promise<Batch[]> {
  const { rows } = await sql<Batch>`
    select b.number, b.form::int as form, b.from_position as "fromPosition", b.to_position as "toPosition", b.accesses,
           b.events, encode(sha256(b.leaves), 'hex') as "leavesHash", b.at::text as at, encode(b.previous, 'hex') as previous,
           encode(b.head, 'hex') as head
    from public.audit_batch b where b.number > ${after} order by b.number limit ${limit}`.execute(tx);
  return rows;
}

export type Counted = { number: bigint; isSame: boolean; lateMs: number | null };

/** What the rows of these batches are worth now; `lateMs`: how long the oldest of them waited for its seal. */
export async function countBatches(
  tx: Tx,
  { first, last }: { first: bigint; last: bigint },
  counting: Counting,
): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select b.number, l.leaves = b.leaves as "isSame",
           (extract(epoch from b.at - l.oldest) * 1000)::float8 as "lateMs"
    from public.audit_batch b cross join lateral ${counting} l
    where b.number between ${first} and ${last} order by b.number`.execute(tx);
  return rows;
}

/** The leaves of one batch, as they were sealed and as they are. */
export async function leavesOfBatch(
  tx: Tx,
  number: bigint,
  counting: Counting,
): Promise<{ sealed: Leaves; found: Leaves } | undefined> {
  const { rows } = await sql<{ sealed: Buffer; sealedAccesses: number; found: Buffer; foundAccesses: number }>`
    select coalesce(b.leaves, '') as sealed, coalesce(b.accesses, 0) as "sealedAccesses", l.leaves as found, l.accesses as "foundAccesses"
    from public.audit_batch b cross join lateral ${counting} l where b.number = ${number}`.execute(tx);
  const [row] = rows;
  return (
    row && {
      sealed: { leaves: row.sealed, accesses: row.sealedAccesses },
      found: { leaves: row.found, accesses: row.foundAccesses },
    }
  );
}

export type Unsealed = { rows: number; oldest: Date | null };

/** What waits for its seal. */
export async function unsealed(tx: Tx): Promise<Unsealed> {
  const { rows } = await sql<{
    rows: bigint;
    oldest: Date | null;
  }>`select rows, oldest from public.audit_unsealed()`.execute(tx);
  return { rows: Number(rows[0]?.rows ?? 0), oldest: rows[0]?.oldest ?? null };
}

/** Rows whose position no transaction can have, so that no batch would ever hold them. For the owner. */
export async function misplaced(tx: Tx): Promise<{ table: Part; id: string }[]> {
  const found = (table: Part) => sql`
    select ${table}::text as "table", r.id from public.${sql.table(table)} r, public.audit_clock c
    where r.position is null or r.position < 0
       or r.position >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint + c.shift`;
  const { rows } = await sql<{ table: Part; id: string }>`
    (${found('access_record')}) union all (${found('event')}) limit 1000`.execute(tx);
  return rows;
}

/** How many batches there are that have no number, and so no place. */
export async function unnumbered(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from public.audit_batch where number is null or number < 1`.execute(tx);
  return Number(rows[0]?.count ?? 0);
}

/** Of what kind these really are: a view may give out what it likes. */
export async function notTables(tx: Tx): Promise<Part[]> {
  const { rows } = await sql<{ name: Part }>`
    select t.name from unnest(array['access_record', 'event']) as t (name)
    where not exists (select from pg_class c where c.oid = to_regclass('public.' || t.name) and c.relkind in ('r', 'p'))`.execute(
    tx,
  );
  return rows.map(({ name }) => name);
}

/** The newest head, or undefined where nothing was sealed yet. */
export async function newestHead(tx: Tx): Promise<{ number: bigint; head: string; at: Date } | undefined> {
  const { rows } = await sql<{ number: bigint; head: string; at: Date }>`
    select number, encode(head, 'hex') as head, at from public.audit_batch order by number desc limit 1`.execute(tx);
  return rows[0];
}

/** The same for everybody. */
export async function publicHead(tx: Tx): Promise<{ number: bigint; head: string; at: Date } | undefined> {
  const { rows } = await sql<{ number: bigint; head: string; at: Date }>`
    select number, head, at from public_audit_head`.execute(tx);
  return rows[0];
}

/** Seals what was written, as background work. @returns how many batches it made */
export async function sealAll(tx: Tx): Promise<number> {
  const { rows } = await sql<{ made: number }>`select public.seal_audit() as made`.execute(tx);
  return rows[0]?.made ?? 0;
}

type Verification = {
  id: string;
  at: Date;
  number: bigint;
  head: string | null;
  rows: number;
  faults: object;
  tookMs: number;
};

export async function keepVerification(tx: Tx, { id, at, number, head, rows, faults, tookMs }: Verification) {
  await sql`
    insert into public.audit_verification (id, at, number, head, rows, faults, took_ms)
    values (${id}, ${at}, ${number}, decode(${head}, 'hex'), ${rows}, ${JSON.stringify(faults)}::jsonb, ${Math.round(tookMs)})`.execute(
    tx,
  );
}
