import { sql } from 'kysely';
import type { Vault } from '../platform/crypto/vault.ts';
import type { Database, Tx } from '../platform/database.ts';
import type { SealedColumn } from './sealedColumns.ts';

const atOnce = 500;
type Row = { at: string; id: string; sealed: Buffer };

/** The rows after that place in the table, with a sealed text. Not in the order of anything: the table is walked as it lies. */
async function rowsAfter(tx: Tx, { table, column, id }: SealedColumn, place: string): Promise<Row[]> {
  const { rows } = await sql<Row>`select ctid::text as at, ${sql.raw(id)} as id, ${sql.ref(column)} as sealed
    from ${sql.table(table)} where ctid > ${place}::tid and ${sql.ref(column)} is not null and ${sql.raw(id)} is not null order by ctid limit ${atOnce}`.execute(
    tx,
  );
  return rows;
}

/**
 * Seals anew, as the owner, what older keys of their subjects sealed, a few rows at a time while others read and write. A
 * row that somebody changes meanwhile is left as they wrote it; the next walk looks at it again.
 *
 * @returns how many texts it sealed anew
 */
export async function resealColumn(db: Database, vault: Vault, column: SealedColumn): Promise<number> {
  let [place, sealed] = ['(0,0)', 0];
  for (;;) {
    const step = await db.transaction().execute(async (tx) => {
      const rows = await rowsAfter(tx, column, place);
      let done = 0;
      for (const row of rows) done += await resealRow(tx, { vault, column }, row);
      return { done, last: rows.at(-1)?.at };
    });
    sealed += step.done;
    if (step.last === undefined) return sealed;
    place = step.last;
  }
}

type Sealing = { vault: Vault; column: SealedColumn };

async function resealRow(tx: Tx, { vault, column: { table, column, of, about } }: Sealing, row: Row): Promise<number> {
  const subject = `${of}:${row.id}` as const;
  if (vault.isDestroyed(subject) || vault.isCurrent(subject, row.sealed)) return 0;
  const anew = vault.seal(subject, vault.open(subject, row.sealed, about), about);
  const { numAffectedRows = 0n } = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${anew}
    where ctid = ${row.at}::tid and ${sql.ref(column)} = ${row.sealed}`.execute(tx);
  return Number(numAffectedRows);
}

/** The owners of files by their addresses, as the owner of the database. */
export async function ownersOfAll(db: Database, addresses: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ address: string; owner: string }>`
    select address, owner from owners_of_files(${[...addresses]}::text[])`.execute(db);
  return new Map(rows.map(({ address, owner }) => [address, owner]));
}

/** A number that grows with every transaction, and the one below which all have ended. */
export async function transactionsNow(db: Database): Promise<{ next: bigint; oldest: bigint }> {
  const { rows } = await sql<{ next: string; oldest: string }>`
    select pg_snapshot_xmax(s)::text as next, pg_snapshot_xmin(s)::text as oldest from pg_current_snapshot() s`.execute(
    db,
  );
  return { next: BigInt(rows[0]?.next ?? 0), oldest: BigInt(rows[0]?.oldest ?? 0) };
}
