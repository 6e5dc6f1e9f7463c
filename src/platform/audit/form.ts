import { createHash } from 'node:crypto';

/** What is sealed of a batch, as text; hashes in hexadecimal. docs/standards/audit.md says the same in words. */
export type Batch = {
  number: bigint;
  form: number;
  fromPosition: bigint;
  toPosition: bigint;
  accesses: number;
  events: number;
  /** Of the leaves that were kept when it was sealed. */
  leavesHash: string;
  /** In UTC, as Postgres writes it: `2026-11-21 09:00:00.123456+00`. */
  at: string;
  previous: string;
  head: string;
};

/** The head before the first batch: the hash of nothing. */
export const noHead = createHash('sha256').digest('hex');

/** The hash of a row or a batch: its columns as text, as one JSON array without spaces. */
export const hashOfColumns = (columns: readonly (string | null)[]): string =>
  createHash('sha256').update(JSON.stringify(columns)).digest('hex');

/** The head that a batch has if nobody touched it. */
export const headOf = (batch: Batch): string => {
  const { number, form, fromPosition, toPosition, accesses, events, leavesHash, at, previous } = batch;
  const counted = [number, form, fromPosition, toPosition, accesses, events].map(String);
  return hashOfColumns([...counted, leavesHash, at, previous]);
};

const words = (names: string): readonly string[] => names.split(' ');

/** The parts of a batch, in their order, and the columns of each, in theirs. */
export const sealedColumns = {
  access_record: words(
    'id at person organisation_id session token origin endpoint kind subject subject_id purpose reason recorded_at position',
  ),
  event: words(
    'id at person service owner_organisation partnership_id side_id visibility is_demo subject subject_id action fields session token origin recorded_at position',
  ),
} as const;
export type Part = keyof typeof sealedColumns;
