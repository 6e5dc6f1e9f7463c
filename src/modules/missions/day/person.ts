import { inOrder, type Envelope, type Of } from './operation.ts';
import { on, put, type Shelf } from './shelf.ts';
import type { Visit } from './visit.ts';

/** The last word on whether two visits are of one person. `visits` in the order of their ids. */
export type Pair = { readonly visits: readonly [string, string]; readonly word: Of<'visit.same'> };
/** Every visit that shares its person with others, and all visits of that person, the first first. Who came once is not in it. */
export type Persons = ReadonlyMap<string, readonly string[]>;
export type Keys = Shelf<readonly string[]>;

const pairKey = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

/** Words that these operations say of pairs; the later word counts. */
export function pairsWith(
  pairs: ReadonlyMap<string, Pair>,
  words: readonly Of<'visit.same'>[],
): ReadonlyMap<string, Pair> {
  const next = new Map(pairs);
  for (const word of words) {
    const { visit, other } = word.body;
    if (visit === other) continue;
    const key = pairKey(visit, other);
    const before = next.get(key);
    if (before && inOrder(before.word, word) >= 0) continue;
    next.set(key, { visits: visit < other ? [visit, other] : [other, visit], word });
  }
  return next;
}

/** What a person has said of two visits: true, false, or undefined when nobody has looked. */
export const saidOf = (pairs: ReadonlyMap<string, Pair>, one: string, other: string): boolean | undefined =>
  pairs.get(pairKey(one, other))?.word.body.isSame;

/** Where visits with a key are noted: what changed from one fold of a visit to the next. */
export function keysWith(keys: Keys, changed: Iterable<{ before: Visit | undefined; after: Visit }>) {
  const changes = new Map<string, readonly string[]>();
  const at = (key: string) => changes.get(key) ?? on(keys, key) ?? [];
  for (const { before, after } of changed) {
    if (before?.keys === after.keys) continue;
    for (const key of before?.keys ?? [])
      if (!after.keys.includes(key))
        changes.set(
          key,
          at(key).filter((visit) => visit !== after.id),
        );
    for (const key of after.keys)
      if (!before?.keys.includes(key)) {
        const there = at(key);
        changes.set(key, there.length === 0 ? [after.id] : [...there, after.id].sort());
      }
  }
  const kept = Array.from(changes, ([key, visits]) => [key, visits.length === 0 ? undefined : visits] as const);
  return { keys: put(keys, kept), changes };
}

/** Keys that more than one visit has. */
export function crowdedWith(crowded: Keys, changes: ReadonlyMap<string, readonly string[]>): Keys {
  const kept: [string, readonly string[] | undefined][] = [];
  for (const [key, visits] of changes)
    if (visits.length > 1) kept.push([key, visits]);
    else if (on(crowded, key)) kept.push([key, undefined]);
  return kept.length === 0 ? crowded : put(crowded, kept);
}

/** Keys that make one person of the visits that have them, unless somebody said otherwise. */
export const isOnePerson = (key: string): boolean => key.startsWith('person ') || key.startsWith('booking ');

/** Visits of which somebody said that another is somebody else. */
function deniedOf(pairs: ReadonlyMap<string, Pair>): ReadonlySet<string> {
  const denials = [...pairs.values()].filter(({ word }) => !word.body.isSame);
  return new Set(denials.flatMap(({ visits }) => visits));
}

/** Joins what was said to be one person, and what is so alike that nobody needs to be asked. */
export function personsOf(pairs: ReadonlyMap<string, Pair>, alike: Iterable<readonly string[]>): Persons {
  const parent = new Map<string, string>();
  const root = (visit: string): string => {
    let at = visit;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    parent.set(visit, at);
    return at;
  };
  const join = (one: string, other: string) => {
    const [first, second] = [root(one), root(other)];
    if (first !== second) parent.set(first < second ? second : first, first < second ? first : second);
  };
  for (const { visits, word } of pairs.values()) if (word.body.isSame) join(...visits);
  const denied = deniedOf(pairs);
  for (const visits of alike) {
    // Of whom nothing was denied, everybody like them is one with: thousands without a name are no work of their square.
    const free = visits.find((visit) => !denied.has(visit));
    if (free !== undefined) for (const visit of visits) join(free, visit);
    else
      visits.forEach((one, at) => {
        for (const other of visits.slice(at + 1)) if (saidOf(pairs, one, other) !== false) join(one, other);
      });
  }
  const members = Map.groupBy([...parent.keys()].sort(), root);
  const persons = new Map<string, readonly string[]>();
  for (const visits of members.values()) if (visits.length > 1) for (const visit of visits) persons.set(visit, visits);
  return persons;
}

/** Of visits whose person died in another visit: that death, the first of them. */
export function deathsOf(persons: Persons, visitAt: (id: string) => Visit | undefined): ReadonlyMap<string, Envelope> {
  const deaths = new Map<string, Envelope>();
  for (const members of new Set(persons.values())) {
    const died = members
      .flatMap((id) => visitAt(id)?.end ?? [])
      .filter(({ body }) => body.how === 'died')
      .toSorted(inOrder);
    const [death] = died;
    if (death) for (const id of members) if (visitAt(id)?.end?.body.how !== 'died') deaths.set(id, death);
  }
  return deaths;
}
