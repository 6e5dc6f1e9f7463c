import { parseEdtf } from '../../platform/time/edtf.ts';
import type { Identifier } from './identifier.ts';
import { nameKeys, skeletonOf } from '../../platform/i18n/nameKey.ts';

/** By what a patient is found, before it is hashed. Pure. */
export const keyKinds = ['identifier', 'name_and_birth', 'near'] as const;
export type KeyKind = (typeof keyKinds)[number];
export type Key = { kind: KeyKind; text: string };

export type Called = { family: string; given: string };

export const identifierKey = ({ system, country, value }: Identifier): string => `${system}|${country}|${value}`;

/** The names of a record, each without what is often left out: the patronymic. */
const keysOfNames = (names: readonly Called[]): string[] => [
  ...new Set(names.flatMap(({ family, given }) => nameKeys(`${family} ${given}`))),
];

/** A birth date and what of it may be all that another record knows: its month, its year. */
export function birthTexts(birthDate: string): string[] {
  const date = parseEdtf(birthDate);
  if (date.kind === 'interval' || date.year === null) return [birthDate];
  const plain = birthDate.replace('~', '');
  return [plain, plain.slice(0, 7), plain.slice(0, 4)].filter((text, at, all) => all.indexOf(text) === at);
}

/** Day and month in the other order, where that is a date too: how most birth dates are mistyped. */
function swapped(birthDate: string): string[] {
  const [year, month, day] = birthDate.split('-');
  return year && month && day && Number(day) <= 12 && day !== month ? [`${year}-${day}-${month}`] : [];
}

type Found = { names: readonly Called[]; identifiers: readonly Identifier[]; birthDate: string | null };

/** All keys under which a record is found; a name counts only together with a birth date, never alone. */
export function keysOf({ names, identifiers, birthDate }: Found): Key[] {
  const exact = identifiers.map((each): Key => ({ kind: 'identifier', text: identifierKey(each) }));
  if (birthDate === null) return exact;
  const born = birthDate.replace('~', '');
  const called = keysOfNames(names);
  const named = called.map((name): Key => ({ kind: 'name_and_birth', text: `${name}|${born}` }));
  const near = called.flatMap((name) => [
    `${skeletonOf(name)}|${born}`,
    ...swapped(born).map((other) => `${skeletonOf(name)}|${other}`),
  ]);
  return [...exact, ...named, ...[...new Set(near)].map((text): Key => ({ kind: 'near', text }))];
}

/** The keys to look under for a name and a birth date: a record that knows only the year is found by the whole day. */
export const soughtKeys = (names: readonly Called[], birthDate: string): string[] =>
  keysOfNames(names).flatMap((name) => birthTexts(birthDate).map((born) => `${name}|${born}`));
