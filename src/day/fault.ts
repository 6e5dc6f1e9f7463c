/** Why the day's application could not do what it was asked. Screens have a sentence for each. */
export const dayFaultReasons = [
  /** The store is locked: nothing can be read or written until somebody unlocks it. */
  'locked',
  'wrong_pin',
  /** Too many wrong PINs: `waitMs` says how long. */
  'wait',
  'weak_pin',
  /** The passkey was not shown, or this browser cannot derive a key from it. */
  'no_passkey',
  /** There is no way of this kind to unlock the store. */
  'no_such_lock',
  /** The device is full. `notStored` says how much of what was asked is not on it. */
  'full',
  /** A newer application wrote this store. Nothing was touched. */
  'newer_store',
  /** What was to be written nobody would take in: it is too long, or nobody is signed in. Nothing of it was stored. */
  'unfit',
  'already_enrolled',
  'not_enrolled',
  /** Something in the store cannot be opened: it was changed from outside. */
  'damaged',
  'not_an_export',
  'newer_export',
  'wrong_passphrase',
  'other_mission',
  'unsafe_left',
  /** What the other side sent is nothing that this application understands. */
  'bad_message',
  /** The other device could not prove that it belongs to the mission, or is no longer part of it. */
  'not_of_mission',
  /** The browser gives no address of this device: the camera must be allowed first. */
  'no_address',
  /** The server speaks a newer language than this application: the page must be opened anew. What is here stays. */
  'newer_server',
  /** This device was restored from an older copy, or copied: what it writes is under numbers that are taken, and waits for a person. */
  'two_histories',
  'no_connection',
] as const;
export type DayFaultReason = (typeof dayFaultReasons)[number];
type Details = { waitMs?: number; notStored?: number; cause?: unknown };

export class DayFault extends Error {
  readonly reason: DayFaultReason;
  readonly waitMs: number | null;
  readonly notStored: number;

  constructor(reason: DayFaultReason, { waitMs, notStored = 0, cause }: Details = {}) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'DayFault';
    this.reason = reason;
    this.waitMs = waitMs ?? null;
    this.notStored = notStored;
  }
}

export const isFault = (error: unknown, reason: DayFaultReason): error is DayFault =>
  error instanceof DayFault && error.reason === reason;
