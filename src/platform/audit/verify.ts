import type { Tx } from '../database.ts';
import {
  batchesAfter,
  type Counting,
  countBatches,
  leavesOfBatch,
  misplaced,
  notTables,
  speakPlainly,
  type Unsealed,
  unnumbered,
  unsealed,
} from './audit.sql.ts';
import { type Fault, faultsOfBatch, faultsOfRows, type PublishedHead, spansOf } from './faults.ts';
import type { Batch } from './form.ts';

/** Does `work` in a transaction that sees committed rows; several of them may run at once. */
export type Within = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
export type Verifying = {
  within: Within;
  counting: Counting;
  /** Whether it may look at the tables themselves, which only their owner may. */
  isOwner: boolean;
  /** Heads that were published: each must be in the chain. */
  heads?: readonly PublishedHead[];
  /** How many look at once. */
  atOnce?: number;
  told?: (rows: number) => void;
};
export type Verified = {
  faults: Fault[];
  batches: number;
  rows: number;
  /** The last batch that was looked at. */
  last: Batch | undefined;
  /** Batches with a row that waited longer than a quarter of an hour for its seal. */
  late: bigint[];
  unsealed: Unsealed;
};

const atATime = 2000;
const rowsTogether = 20_000;
const lateMs = 15 * 60_000;
/** As many as a person reads; the number of all is said too. */
const mostFaults = 10_000;

/**
 * Recomputes the whole chain and compares. It works while others write: what is sealed does not move. Faults are sorted as
 * they were found: batches in their order, then rows.
 */
export async function verifyAudit(verifying: Verifying): Promise<Verified> {
  const { isOwner } = verifying;
  const within: Within = (work) =>
    verifying.within(async (tx) => {
      await speakPlainly(tx);
      return work(tx);
    });
  const tables = isOwner ? await within(notTables) : [];
  const faults: Fault[] = tables.map((table) => ({ kind: 'not-a-table', table }));
  const verified: Verified = {
    faults,
    batches: 0,
    rows: 0,
    last: undefined,
    late: [],
    unsealed: { rows: 0, oldest: null },
  };
  if (tables.length > 0) return verified;
  const wanted = new Map((verifying.heads ?? []).map((each) => [`${each.number}:${each.head}`, each]));
  while (await lookAtNext({ ...verifying, within }, wanted, verified)) verifying.told?.(verified.rows);
  faults.push(
    ...[...wanted.values()].map(({ number, head }): Fault => ({ kind: 'head-missing', batch: number, head })),
  );
  if (isOwner)
    faults.push(...(await within(misplaced)).map(({ table, id }): Fault => ({ kind: 'misplaced', table, id })));
  if ((await within(unnumbered)) > 0) faults.push({ kind: 'chain-broken', batch: 0n });
  verified.unsealed = await within(unsealed);
  return verified;
}

/** Looks at the next batches and their rows; false where there are none. */
async function lookAtNext(
  verifying: Verifying,
  wanted: Map<string, PublishedHead>,
  verified: Verified,
): Promise<boolean> {
  const after = verified.last?.number ?? 0n;
  const batches = await verifying.within((tx) => batchesAfter(tx, after, atATime));
  for (const batch of batches) {
    verified.faults.push(...faultsOfBatch(batch, verified.last));
    wanted.delete(`${batch.number}:${batch.head}`);
    verified.last = batch;
    verified.batches += 1;
    verified.rows += batch.accesses + batch.events;
  }
  await lookInto(batches, verifying, verified);
  return batches.length > 0;
}

/** Compares the rows of these batches with what was sealed, in groups, several at once. */
async function lookInto(
  batches: readonly Batch[],
  { within, counting, atOnce = 1 }: Verifying,
  { faults, late }: Verified,
): Promise<void> {
  const spans = spansOf(batches, rowsTogether).values();
  const work = async () => {
    for (const span of spans)
      for (const { number, isSame, lateMs: waited } of await within((tx) => countBatches(tx, span, counting))) {
        if (waited !== null && waited > lateMs) late.push(number);
        if (isSame || faults.length > mostFaults) continue;
        const both = await within((tx) => leavesOfBatch(tx, number, counting));
        if (both) faults.push(...faultsOfRows(number, both.sealed, both.found));
      }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
