import type { Envelope, Have, Operation, Unread } from './operation.ts';

/**
 * What devices and the server say to each other, whoever carries it. Pure and browser-safe.
 *
 * A device hashes each operation, puts the hashes into one chain, and signs the end of it. A segment is a run of its operations up to one that
 * is signed: whoever has the key of the device verifies it, through however many hands it came.
 */

/** An operation on its way: one that this application reads, or one of a newer application. */
export type Carried = Operation | Unread;

/**
 * In the place of an operation about somebody who was erased since: its hash, so that what the device wrote afterwards can still be
 * verified. Only the server says it; from a device it counts for nothing but what the server has itself.
 */
export type Erased = { sequence: number; digest: string };
export const isErased = (one: Carried | Erased): one is Erased => 'digest' in one;
export const isCarried = (one: Carried | Erased): one is Carried => !isErased(one);

export type Segment = {
  device: string;
  /** The device's chain before the first of these, in base64url; zeros before the very first operation. */
  previous: string;
  /** The device's signature over the chain after the last of these, in base64url (ECDSA P-256, r and s). */
  signature: string;
  /** In the order of their sequence, without a gap. */
  operations: readonly (Carried | Erased)[];
};

/** Why a segment was not taken. What else came with it was. */
export const refusals = [
  'unknown-device',
  'other-mission',
  'not-in-order',
  'bad-operation',
  'bad-signature',
  'sequence-taken',
  'id-taken',
  'chain-broken',
] as const;
export type RefusalReason = (typeof refusals)[number];
export type Refusal = { device: string; from: number; to: number; reason: RefusalReason };

export type Member = {
  id: string;
  label: string;
  letter: string;
  /** The point on P-256, uncompressed, in base64url; null for a device that has not joined yet. */
  publicKey: string | null;
  isServer: boolean;
  isRevoked: boolean;
};

/**
 * Where the chain of a device stands, by device: enough of it to see that two histories are not the same one. A number alone says
 * nothing: a device that was restored from an older copy of itself writes other operations under numbers that are taken.
 */
export type Heads = Readonly<Record<string, string>>;
export const headOf = (chain: string): string => chain.slice(0, 12);

/** A device says what it has and brings what the other may lack. */
export type SyncRequest = {
  have: Have;
  segments: readonly Segment[];
  /** How many operations it wants in the answer: none, while it brings what is not safe elsewhere. As many as there may be, unless told. */
  most?: number;
};
export type SyncAnswer = {
  /** Of each device that both have something of: where its chain stands after the last operation that both have. */
  heads: Heads;
  /** The clock of the server, in milliseconds: a device learns by what its own is wrong. */
  now: number;
  /** What is safe with the server: said after it is on its disk. */
  have: Have;
  refused: readonly Refusal[];
  segments: readonly Segment[];
  /** There is more to be fetched: ask again with the new `have`. */
  isMore: boolean;
  /** This device was revoked: it gives what it has, gets nothing, and wipes itself when all of it is safe. */
  isRevoked: boolean;
  devices: readonly Member[];
  /** The mission's setting: a device wipes itself so many days after everything on it is safe. */
  keepDays?: number;
};

/** How much one message may hold. */
export const limits = {
  operations: 500,
  /** Operations in one answer of the server. */
  answered: 2000,
  /** Of one message as it is sent, and unpacked. */
  packedBytes: 1_000_000,
  bytes: 8_000_000,
  /** Of the text of one operation. */
  operationBytes: 32_768,
  /** What is signed at once, and what is sent in one message: of their text, so that packed they are never too large. */
  signedOperations: 100,
  signedLetters: 200_000,
  letters: 400_000,
  photoBytes: 12_000_000,
  pieceBytes: 262_144,
} as const;

/** The chain before the first operation of a device. */
export const chainBegins = 'A'.repeat(43);

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};

/** One spelling of an operation, whoever wrote it down (as in RFC 8785): keys in their order, nothing between. */
export const spelled = (operation: Carried): string => JSON.stringify(sorted(operation));

export type Signed = Pick<Envelope, 'mission' | 'device' | 'sequence'>;
/** What a device signs, beside the 32 bytes of the chain that follow it. */
export const signedHead = ({ mission, device, sequence }: Signed): string =>
  `yntymaq day 1\n${mission}\n${device}\n${sequence}\n`;
