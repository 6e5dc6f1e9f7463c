import type { Names } from '../../platform/i18n/shown.ts';
import type { Identifiers } from './identifier.ts';
import { initialsOf, isAbbreviationOf, likeness, wordsOfName } from './matching.ts';

/** Which records may be one and the same, how likely, and why. Pure: it offers, a person decides. */
export type Described = {
  id: string;
  names: Names;
  aliases: readonly string[];
  /** Of an organisation; a person has none. */
  identifiers?: Identifiers;
  /** Where it belongs: a country, or the organisations at which somebody has held posts. */
  belongsTo: readonly string[];
  /** What it is; a hospital and the university that it is of have near names. */
  kind?: string;
};

export const duplicateReasons = ['same_identifier', 'same_name', 'abbreviation', 'near_name'] as const;
export type DuplicateReason = (typeof duplicateReasons)[number];
/** `score` between 0 and 1. */
export type Duplicate = { one: string; other: string; score: number; reason: DuplicateReason };

const nearest = 0.8;
const registers = ['bin', 'iati', 'ror'] as const;

type Read = Described & { written: readonly (readonly string[])[] };
const read = (described: Described): Read => ({
  ...described,
  written: [...new Set([...Object.values(described.names), ...described.aliases])].map(wordsOfName),
});

/** Whether a public register knows them by one number (true), by two (false), or says nothing (null). */
function saysRegister(one: Identifiers = {}, other: Identifiers = {}): boolean | null {
  const known = registers.filter((scheme) => one[scheme] !== undefined && other[scheme] !== undefined);
  if (known.length === 0) return null;
  return known.some((scheme) => one[scheme] === other[scheme]);
}

const shares = (one: readonly string[], other: readonly string[]): boolean => one.some((each) => other.includes(each));

function closest(one: Read, other: Read): { reason: DuplicateReason; score: number } | null {
  const pairs = one.written.flatMap((words) => other.written.map((each) => [words, each] as const));
  if (pairs.some(([a, b]) => a.length > 0 && a.join(' ') === b.join(' '))) return { reason: 'same_name', score: 0.9 };
  if (pairs.some(([a, b]) => isAbbreviationOf(a, b) || isAbbreviationOf(b, a)))
    return { reason: 'abbreviation', score: 0.7 };
  const most = Math.max(0, ...pairs.map(([a, b]) => likeness(a, b)));
  // The same words in another order, or all but an ending of them.
  return most >= nearest ? { reason: 'near_name', score: 0.5 + (most - nearest) } : null;
}

function compared(one: Read, other: Read): Duplicate | null {
  const pair = { one: one.id, other: other.id };
  const register = saysRegister(one.identifiers, other.identifiers);
  // Two numbers in one register are two organisations, however alike their names.
  if (register === false) return null;
  if (register === true) return { ...pair, score: 1, reason: 'same_identifier' };
  const found = closest(one, other);
  if (!found || (found.reason === 'near_name' && one.kind !== other.kind)) return null;
  if (shares(one.belongsTo, other.belongsTo)) return { ...pair, ...found };
  // Elsewhere, only a name that is quite the same is worth a look.
  return found.reason === 'same_name' ? { ...pair, ...found, score: found.score - 0.3 } : null;
}

const byScore = (a: Duplicate, b: Duplicate): number =>
  b.score - a.score || a.one.localeCompare(b.one) || a.other.localeCompare(b.other);

/** What may be the same as this one, the likeliest first. */
export function duplicatesOf(one: Described, others: readonly Described[]): Duplicate[] {
  const itself = read(one);
  return others
    .filter(({ id }) => id !== one.id)
    .flatMap((other) => compared(itself, read(other)) ?? [])
    .toSorted(byScore);
}

/** All pairs that may be the same, the likeliest first. Only records that share a word, an initial or a number are compared. */
export function duplicatesAmong(all: readonly Described[]): Duplicate[] {
  const readings = all.map(read);
  const places = new Map<string, Read[]>();
  for (const each of readings) for (const key of keysOf(each)) places.set(key, [...(places.get(key) ?? []), each]);
  const seen = new Set<string>();
  const found: Duplicate[] = [];
  for (const meeting of places.values())
    for (const [at, one] of meeting.entries())
      for (const other of meeting.slice(at + 1)) {
        const pair = `${one.id} ${other.id}`;
        if (seen.has(pair)) continue;
        seen.add(pair);
        const duplicate = compared(one, other);
        if (duplicate) found.push(duplicate);
      }
  return found.toSorted(byScore);
}

/** What two records must share to be compared at all. */
function keysOf({ written, identifiers = {} }: Read): Set<string> {
  const words = written.flatMap((name) => [
    ...name.map((word) => word.slice(0, 4)),
    `=${name.length === 1 ? name[0] : initialsOf(name)}`,
  ]);
  return new Set([...words, ...registers.flatMap((scheme) => identifiers[scheme] ?? [])]);
}
