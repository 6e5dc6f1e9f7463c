import { Dexie, type Table } from 'dexie';
import type { Member, Refusal } from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import type { Peers } from '../../modules/missions/day/sync.ts';
import { DayFault } from '../fault.ts';
import type { Box } from './box.ts';
import type { Lock } from './keys.ts';
import type { Attempts } from './pin.ts';

/** What this application writes. A store of a higher number is somebody newer's, and is left as it is. */
export const storeFormat = 1;

/** Who this device is within the mission, as the enrolment said. */
export type Identity = {
  mission: string;
  device: string;
  letter: string;
  label: string;
  /** The wipe: so many days after everything was safe. */
  keepDays: number;
};

/** What must not be read by whoever finds the device: sealed like the operations. */
export type Secrets = {
  /** Proves to the server which device asks. */
  token: string;
  /** Proves to other devices that this one belongs to the mission, base64url. */
  linkSecret: string;
};

/** How far a device's operations are here, and its chain after the last of them. */
export type End = { sequence: number; chain: string };
export type State = {
  /** One more with every write: two tabs that write at the same moment find out. */
  revision: number;
  ends: Readonly<Record<string, End>>;
  lamport: number;
  /** What the clock of this device is wrong by, as far as it knows. */
  offset: number | null;
};

/** Who acknowledged what, and since when everything is safe. */
export type Safety = {
  peers: Peers;
  safeSince: number | null;
  /** The same by the clock of the server, where that was told. */
  serverSince: number | null;
  /** How long everything has been safe, as far as this device can vouch for it. */
  waitedMs: number;
  /** When the clock was last looked at. */
  seenAt: number | null;
};
export const nothingSafe: Safety = { peers: {}, safeSince: null, serverSince: null, waitedMs: 0, seenAt: null };

/**
 * Devices of which there are two histories, one here and another elsewhere: since when that is known, and up to which number the server
 * has taken what is here, as its own or as something for a person to decide about.
 */
export type Forks = Readonly<Record<string, { since: number; handed: number }>>;

/** What is in files that somebody keeps, beside operations: photos by id, and what was kept aside by row. */
export type TakenOut = { photos: readonly string[]; asides: readonly number[] };

/** Everything that is stored once. */
export type Meta = {
  format: number;
  identity: Identity;
  browserKey: CryptoKey;
  signingKey: CryptoKey;
  locks: readonly Lock[];
  attempts: Attempts;
  secrets: Box;
  plan: Box;
  state: State;
  safety: Safety;
  takenOut: TakenOut;
  forks: Forks;
  members: readonly Member[];
  /** When this device learned that it was revoked. */
  revokedAt: number;
};

/** A run of one device's operations as it came. What is sealed is the whole segment with its signature. */
export type SegmentRow = { n?: number; device: string; from: number; to: number; box: Box };
/** What could not be taken in, kept for a person to look at. */
export type KeptRow = { n?: number; refusal: Refusal; signature: string; isSafe?: 0 | 1; box: Box };
export type PhotoRow = {
  id: string;
  visit: string;
  mediaType: string;
  bytes: number;
  /** Lower-case hex, of what is inside. */
  sha256: string;
  isSafe: 0 | 1;
  box: Box;
};

/** What somebody was typing. */
export type DraftRow = { id: string; box: Box };

export class DayDatabase extends Dexie {
  declare readonly meta: Table<Meta[keyof Meta], keyof Meta>;
  declare readonly segments: Table<SegmentRow, number>;
  declare readonly kept: Table<KeptRow, number>;
  declare readonly photos: Table<PhotoRow, string>;
  declare readonly drafts: Table<DraftRow, string>;

  constructor(mission: string) {
    // A write counts when it is on the disk, not when the system has promised to put it there.
    super(databaseName(mission), { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ meta: '', segments: '++n', kept: '++n', photos: 'id, isSafe', drafts: 'id' });
  }

  async read<Key extends keyof Meta>(key: Key): Promise<Meta[Key] | undefined> {
    return (await this.meta.get(key)) as Meta[Key] | undefined;
  }

  /** @throws DayFault `not_enrolled` where it was never written. */
  async must<Key extends keyof Meta>(key: Key): Promise<Meta[Key]> {
    const value = await this.read(key);
    if (value === undefined) throw new DayFault('not_enrolled');
    return value;
  }

  async write<Key extends keyof Meta>(key: Key, value: Meta[Key]): Promise<void> {
    await this.meta.put(value, key);
  }
}

export const databaseName = (mission: string): string => `yntymaq-day-${mission}`;

/** Whether a write failed because the device is full, however deep the library has wrapped that. */
export function isFull(error: unknown): boolean {
  for (let inner = error; inner instanceof Error || inner instanceof DOMException; ) {
    if (inner.name === 'QuotaExceededError') return true;
    inner = (inner as { inner?: unknown }).inner ?? inner.cause;
  }
  return false;
}

/** Runs a write. Where the device is full nothing of it counts, and the fault says how many operations that are. */
export async function written<T>(count: number, write: () => PromiseLike<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    throw isFull(cause) ? new DayFault('full', { notStored: count, cause }) : cause;
  }
}

export const noOperations: State = { revision: 0, ends: {}, lamport: 0, offset: null };

export const haveOfState = ({ ends }: Pick<State, 'ends'>): Have =>
  Object.fromEntries(Object.entries(ends).map(([device, { sequence }]) => [device, sequence]));
