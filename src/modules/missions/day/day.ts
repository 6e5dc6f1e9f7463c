import { type Envelope, happenedAt, inOrder, type Of, type Operation } from './operation.ts';
import {
  crowdedWith,
  deathsOf,
  isOnePerson,
  type Keys,
  keysWith,
  type Pair,
  type Persons,
  pairsWith,
  personsOf,
} from './person.ts';
import { allOn, emptyShelf, entriesOn, on, put, type Shelf } from './shelf.ts';
import { type Visit, visitOf } from './visit.ts';

/**
 * What all operations of a mission that are known here come to. The same operations make the same day, in whatever order and
 * however often they came. It is never changed: `apply` makes the next one, and costs as much as the visits that it touches.
 */
export type Day = {
  readonly visits: Shelf<Visit>;
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly persons: Persons;
  /** Deaths that end the turns of the same person's other visits. */
  readonly deaths: ReadonlyMap<string, Envelope>;
  readonly keys: Keys;
  /** The keys that more than one visit has. */
  readonly crowded: Keys;
  /** What each device first knew of its clock. It holds for what it had written before, too. */
  readonly clocks: ReadonlyMap<string, { readonly sequence: number; readonly offset: number }>;
  readonly revoked: ReadonlyMap<string, Of<'device.revoked'>>;
};

export const emptyDay: Day = {
  visits: emptyShelf,
  pairs: new Map(),
  persons: new Map(),
  deaths: new Map(),
  keys: emptyShelf,
  crowded: emptyShelf,
  clocks: new Map(),
  revoked: new Map(),
};

/** Whether these simply go on after the last one, each after the one before. */
function follow(last: Operation | undefined, fresh: readonly Operation[]): boolean {
  let before = last;
  for (const operation of fresh) {
    if (before && inOrder(before, operation) >= 0) return false;
    before = operation;
  }
  return true;
}

/** The operations of a visit with new ones among them, in order, each once. */
function among(known: readonly Operation[], fresh: readonly Operation[]): readonly Operation[] {
  if (follow(known.at(-1), fresh)) return known.length === 0 ? fresh : [...known, ...fresh];
  const ids = new Set(known.map(({ id }) => id));
  const added = fresh.toSorted(inOrder).filter(({ id }) => !ids.has(id) && ids.add(id));
  return added.length === 0 ? known : [...known, ...added].sort(inOrder);
}

type Change = { before: Visit | undefined; after: Visit };

function visitsWith(day: Day, operations: readonly Operation[]): Map<string, Change> {
  const fresh = new Map<string, Operation[]>();
  for (const operation of operations) {
    const { visit } = operation.body;
    if (visit === null) continue;
    const there = fresh.get(visit);
    if (there) there.push(operation);
    else fresh.set(visit, [operation]);
  }
  const changes = new Map<string, Change>();
  for (const [id, some] of fresh) {
    const before = on(day.visits, id);
    const all = among(before?.operations ?? [], some);
    if (before && all.length === before.operations.length) continue;
    changes.set(id, { before, after: visitOf(id, all, { death: day.deaths.get(id) ?? null, before }) });
  }
  return changes;
}

/** Each device's first word on its own clock. */
function clocksWith(clocks: Day['clocks'], operations: readonly Envelope[]): Day['clocks'] {
  let next: Map<string, { sequence: number; offset: number }> | undefined;
  for (const { device, sequence, offset } of operations) {
    if (offset === null) continue;
    const known = (next ?? clocks).get(device);
    if (known && known.sequence <= sequence) continue;
    next ??= new Map(clocks);
    next.set(device, { sequence, offset });
  }
  return next ?? clocks;
}

function revokedWith(revoked: Day['revoked'], operations: readonly Operation[]): Day['revoked'] {
  const words = operations.filter(({ body }) => body.kind === 'device.revoked') as Of<'device.revoked'>[];
  if (words.length === 0) return revoked;
  const next = new Map(revoked);
  for (const word of words) {
    const known = next.get(word.body.device);
    if (!known || inOrder(word, known) < 0) next.set(word.body.device, word);
  }
  return next;
}

/** Turns end in all visits of a person who died in one of them, and begin again if that was taken back. */
function withDeaths(day: Day): Day {
  const deaths = deathsOf(day.persons, (id) => on(day.visits, id));
  const changed = [...new Set([...day.deaths.keys(), ...deaths.keys()])].filter(
    (id) => day.deaths.get(id)?.id !== deaths.get(id)?.id,
  );
  if (changed.length === 0) return day;
  const visits = changed.flatMap((id) => {
    const before = on(day.visits, id);
    return before ? [[id, visitOf(id, before.operations, { death: deaths.get(id) ?? null, before })] as const] : [];
  });
  return { ...day, deaths, visits: put(day.visits, visits) };
}

/** The day with further operations: any, in any order, known ones among them. */
export function apply(day: Day, operations: readonly Operation[]): Day {
  const changes = visitsWith(day, operations);
  const clocks = clocksWith(day.clocks, operations);
  const revoked = revokedWith(day.revoked, operations);
  if (changes.size === 0 && clocks === day.clocks && revoked === day.revoked) return day;
  const words = operations.filter(({ body }) => body.kind === 'visit.same') as Of<'visit.same'>[];
  const pairs = words.length === 0 ? day.pairs : pairsWith(day.pairs, words);
  const { keys, changes: keysChanged } = keysWith(day.keys, changes.values());
  const crowded = crowdedWith(day.crowded, keysChanged);
  const isJoined =
    pairs !== day.pairs ||
    [...keysChanged].some(
      ([key, visits]) =>
        isOnePerson(key) && visits !== on(day.crowded, key) && (visits.length > 1 || on(day.crowded, key)),
    );
  const persons = isJoined ? personsOf(pairs, alikeIn(crowded)) : day.persons;
  const visits = put(
    day.visits,
    Array.from(changes, ([id, { after }]) => [id, after] as const),
  );
  const next = { ...day, visits, pairs, persons, keys, crowded, clocks, revoked };
  const isGrave =
    isJoined || Array.from(changes.values()).some(({ before, after }) => (before?.end ?? after.end) !== null);
  return isGrave ? withDeaths(next) : next;
}

function* alikeIn(crowded: Keys): Generator<readonly string[]> {
  for (const [key, visits] of entriesOn(crowded)) if (isOnePerson(key)) yield visits;
}

export const fold = (operations: readonly Operation[]): Day => apply(emptyDay, operations);

export const visitAt = (day: Day, id: string): Visit | undefined => on(day.visits, id);

/** Put in order once for each day: a screen asks several times. */
const ordered = new WeakMap<Day, readonly Visit[]>();

/** All visits, in the order in which they began. */
export function visitsIn(day: Day): readonly Visit[] {
  const known = ordered.get(day);
  if (known) return known;
  const visits = [...allOn(day.visits)].sort((one, other) => (one.id < other.id ? -1 : 1));
  ordered.set(day, visits);
  return visits;
}

/** Who a visit is of: the first of all visits of the same person. */
export const personIn = (day: Day, visit: string): string => day.persons.get(visit)?.[0] ?? visit;

/** When it happened as well as anybody knows now: by the device's clock, put right by what it knew then or learnt later. */
export const whenIn = (day: Day, from: Envelope): number =>
  happenedAt({ at: from.at, offset: from.offset ?? day.clocks.get(from.device)?.offset ?? null });
