import { type Envelope, type Have, inOrder, type Operation, type Unread } from './operation.ts';

export type { Have } from './operation.ts';
/** An operation that came from somewhere: one that this application reads, or a newer one, which it keeps and hands on as it is. */
export type Stored = Operation | Unread;

/**
 * All operations that are kept here, those of each device in the order of its sequence. What is in it has been stored: nothing is
 * put into it before. It is never changed: `receive` makes the next one.
 */
export type Log = ReadonlyMap<string, readonly Stored[]>;

export const emptyLog: Log = new Map();
/** As many as one batch carries. */
export const batchSize = 500;

const bySequence = (one: Envelope, other: Envelope): number =>
  one.sequence - other.sequence || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/** How far the operations of one device are here without a gap. */
function reached(line: readonly Envelope[]): number {
  const last = line.at(-1)?.sequence ?? 0;
  if (last === line.length && line[0]?.sequence === 1) {
    const isPlain = line.every(({ sequence }, at) => sequence === at + 1);
    if (isPlain) return last;
  }
  let top = 0;
  for (const { sequence } of line)
    if (sequence === top + 1) top = sequence;
    else if (sequence > top) break;
  return top;
}

/** What is here: of each device its last operation before which none is missing. Said to a peer, it acknowledges all of these. */
export const haveOf = (log: Log): Have =>
  Object.fromEntries(
    Array.from(log, ([device, line]) => [device, reached(line)] as const).filter(([, top]) => top > 0),
  );

/** What a peer lacks, the earlier first: however much of it arrives, what arrived of each device has no gap. */
export function missingFor(have: Have, log: Log): Stored[] {
  const missing: Stored[] = [];
  for (const [device, line] of log) {
    const top = Object.hasOwn(have, device) ? (have[device] ?? 0) : 0;
    for (const operation of line) if (operation.sequence > top) missing.push(operation);
  }
  return missing.sort(inOrder);
}

/** In batches of what is sent at once. */
export const batches = (operations: readonly Stored[], size = batchSize): Stored[][] =>
  Array.from({ length: Math.ceil(operations.length / size) }, (_, at) => operations.slice(at * size, (at + 1) * size));

export type Received = {
  log: Log;
  /** Those that are new here: to be stored, in one transaction, before `log` counts and before anything is acknowledged. */
  fresh: Stored[];
  /** How many were here already. */
  known: number;
  /** New here too, and kept: another operation of the same device with the same number is here. That device has lost what it wrote. */
  clashes: Stored[];
};

/** Whether these simply go on where the others ended. */
const follows = (line: readonly Envelope[], some: readonly Envelope[]): boolean =>
  some.every(({ sequence }, at) => sequence > ((at === 0 ? line.at(-1) : some[at - 1])?.sequence ?? 0));

/** Takes in a batch, whatever of it is already here. Another mission's operations are not for this log. */
export function receive(log: Log, batch: readonly Stored[]): Received {
  const next = new Map(log);
  const fresh: Stored[] = [];
  const clashes: Stored[] = [];
  for (const [device, some] of Map.groupBy(batch, (operation) => operation.device)) {
    const line = next.get(device) ?? [];
    if (follows(line, some)) {
      next.set(device, [...line, ...some]);
      fresh.push(...some);
      continue;
    }
    const ids = new Set(line.map(({ id }) => id));
    const numbers = new Set(line.map(({ sequence }) => sequence));
    const added = some.filter(({ id }) => !ids.has(id) && ids.add(id));
    if (added.length === 0) continue;
    for (const operation of added)
      if (numbers.has(operation.sequence)) clashes.push(operation);
      else numbers.add(operation.sequence);
    next.set(device, [...line, ...added].sort(bySequence));
    fresh.push(...added);
  }
  return { log: next, fresh: fresh.sort(inOrder), known: batch.length - fresh.length, clashes };
}

/** What each peer last acknowledged. The server is a peer like the others. */
export type Peers = Readonly<Record<string, Have>>;

/** A peer's last word on what it has replaces the one before: a peer may have lost its memory. */
export const acknowledged = (peers: Peers, peer: string, have: Have): Peers => ({ ...peers, [peer]: have });

/** The server is written on disks that are kept: what it has is safe. */
export const serverPeer = 'server';

/**
 * What a device wrote and would be lost with it: what neither the server has nor so many other devices. With one copy two devices
 * that go on the same day can take something with them that each of them called safe; two copies stand that.
 */
export function unsafe(log: Log, device: string, { peers, copies = 1 }: { peers: Peers; copies?: number }): Stored[] {
  const reach = Object.entries(peers)
    .filter(([peer]) => peer !== device && peer !== serverPeer)
    .map(([, have]) => have[device] ?? 0)
    .sort((one, other) => other - one);
  const safe = Math.max(reach[copies - 1] ?? 0, peers[serverPeer]?.[device] ?? 0);
  return (log.get(device) ?? []).filter(({ sequence }) => sequence > safe);
}
