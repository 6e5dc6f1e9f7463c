import { type Batch, headOf, noHead, type Part } from './form.ts';

/** What is wrong, and where. */
export type Fault =
  | { kind: 'changed'; batch: bigint; table: Part; id: string }
  | { kind: 'removed'; batch: bigint; table: Part; id: string }
  | { kind: 'inserted'; batch: bigint; table: Part; id: string }
  /** The batch's own record is not what its head says. */
  | { kind: 'batch-changed'; batch: bigint }
  /** It does not follow the batch before it: one is missing, or was put in. */
  | { kind: 'chain-broken'; batch: bigint }
  /** A head that was published is not in this chain: all of it was made anew, or this copy is older. */
  | { kind: 'head-missing'; batch: bigint; head: string }
  /** Rows that no batch can hold, or a table that is none. */
  | { kind: 'misplaced'; table: Part; id: string }
  | { kind: 'not-a-table'; table: Part };

/** Faults of a batch's own record and of its place behind `before` (undefined for the first). */
export function faultsOfBatch(batch: Batch, before: Batch | undefined): Fault[] {
  const follows =
    batch.number === (before?.number ?? 0n) + 1n &&
    batch.previous === (before?.head ?? noHead) &&
    batch.fromPosition === (before?.toPosition ?? 0n);
  const faults: Fault[] = [];
  if (headOf(batch) !== batch.head) faults.push({ kind: 'batch-changed', batch: batch.number });
  if (!follows) faults.push({ kind: 'chain-broken', batch: batch.number });
  return faults;
}

const [idBytes, leafBytes] = [16, 48];

/** The leaves of a batch by table and id; a second row with the same id has a name of its own. */
function leavesByRow(leaves: Buffer, accesses: number): Map<string, { table: Part; id: string; hash: string }> {
  const rows = new Map<string, { table: Part; id: string; hash: string }>();
  for (let at = 0; at + leafBytes <= leaves.length; at += leafBytes) {
    const table: Part = at / leafBytes < accesses ? 'access_record' : 'event';
    const id = leaves.toString('hex', at, at + idBytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    let name = `${table} ${id}`;
    while (rows.has(name)) name += '+';
    rows.set(name, { table, id, hash: leaves.toString('hex', at + idBytes, at + leafBytes) });
  }
  return rows;
}

export type Leaves = { leaves: Buffer; accesses: number };

/** Which rows of a batch are not as they were sealed. None where only their order differs, which a whole batch cannot. */
export function faultsOfRows(batch: bigint, sealed: Leaves, found: Leaves): Fault[] {
  const [were, are] = [leavesByRow(sealed.leaves, sealed.accesses), leavesByRow(found.leaves, found.accesses)];
  const faults: Fault[] = [];
  for (const [name, { table, id, hash }] of were) {
    const now = are.get(name);
    if (!now) faults.push({ kind: 'removed', batch, table, id });
    else if (now.hash !== hash) faults.push({ kind: 'changed', batch, table, id });
  }
  for (const [name, { table, id }] of are) if (!were.has(name)) faults.push({ kind: 'inserted', batch, table, id });
  return faults;
}

/** A head that somebody wrote down: `41:9f86d08…`. */
export type PublishedHead = { number: bigint; head: string };

/** @throws RangeError where the text is no head */
export function readHead(text: string): PublishedHead {
  const [, number, head] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (number === undefined || head === undefined) throw new RangeError(`not a head: ${text.slice(0, 100)}`);
  return { number: BigInt(number), head };
}

/** The batches that must be in groups of about `most` rows, to be looked at together. */
export function spansOf(batches: readonly Batch[], most: number): { first: bigint; last: bigint }[] {
  const spans: { first: bigint; last: bigint; rows: number }[] = [];
  for (const { number, accesses, events } of batches) {
    const rows = accesses + events;
    const open = spans.at(-1);
    if (open && open.rows + rows <= most) {
      open.last = number;
      open.rows += rows;
    } else spans.push({ first: number, last: number, rows });
  }
  return spans.map(({ first, last }) => ({ first, last }));
}
