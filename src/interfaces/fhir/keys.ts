import { normalised, referredAt, stretchAt, type Token, textsAt, tokensAt } from './elements.ts';
import type { Filter } from './parameters.ts';
import type { Route, SearchParameter } from './table.ts';
import type { ReferenceValue, TokenValue } from './values.ts';

/**
 * What a stored resource is found by: keyed hashes, so that the database knows neither names nor codes. Pure, but for the hash
 * that is given, which is of one organisation and type.
 */

/** A keyed hash as Postgres keeps it. */
export type Hash = ((text: string) => bigint) & {
  /** By what a patient of ours is found who has this number; null for what cannot be one. */
  numberOf?: (token: Token) => string | null;
};
/** Of this parameter there is something. */
const present = (name: string): string => `${name}?`;
const tokenTexts = (name: string, { system, code }: Token): string[] => [
  `${name}=${code}`,
  `${name}=${system ?? ''}|${code}`,
  ...(system === undefined ? [] : [`${name}=${system}|`]),
];
const exactly = (name: string, text: string): string => `${name}~${text}`;

const [edge, longest] = ['\u0002', 1000];
const gramsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 2) }, (_, at) => text.slice(at, at + 3));

/** All that a text is found by a part of: of each three signs, and of the beginning of each of its words. */
function partsOf(text: string): string[] {
  const whole = normalised(text).slice(0, longest);
  const beginnings = whole.split(' ').flatMap((word) => gramsOf(`${edge}${edge}${word.slice(0, 2)}`));
  return [...new Set([...beginnings, ...gramsOf(whole)])];
}

/** Of what three signs mean only twelve bits are kept: enough to pass over most others, too little to read names from. */
const bucketMask = 0xfffn;
function gramKeys(hash: Hash, name: string, grams: readonly string[]): bigint[] {
  const place = hash(`${name}#`) & ~bucketMask;
  return [...new Set(grams.map((gram) => place | (hash(`${name}#${gram}`) & bucketMask)))];
}

function keysFor(name: string, parameter: SearchParameter, { resource, hash, base }: Keyed): bigint[] {
  const found = (texts: readonly string[]) => (texts.length === 0 ? [] : [present(name), ...texts].map(hash));
  if (parameter.type === 'token') return found(tokensAt(resource, parameter).flatMap((each) => tokenTexts(name, each)));
  if (parameter.type === 'reference') {
    const { targets, path } = parameter;
    const referred = referredAt(resource, path, base).filter(
      ({ type }) => type === undefined || targets.some((target) => target === type),
    );
    return found(
      referred.flatMap(({ to, identifier }) => [
        ...(to === undefined ? [] : [`${name}>${to}`]),
        ...(identifier ? tokenTexts(`${name}:identifier`, identifier) : []),
      ]),
    );
  }
  if (parameter.type === 'date') return [];
  const texts = textsAt(resource, parameter.path);
  return [
    ...found(texts.map((text) => exactly(name, text))),
    ...(texts.length === 0 ? [] : gramKeys(hash, name, texts.flatMap(partsOf))),
  ];
}

type Keyed = { resource: unknown; hash: Hash; base: string };
/** Moments as Postgres writes them; of what has no beginning or end, infinite. */
const momentOf = (at: number): string =>
  at === Infinity ? 'infinity' : at === -Infinity ? '-infinity' : new Date(at).toISOString();

const yearOf = (at: number): number => new Date(at).getUTCFullYear();
/** No more than the year of what is sealed. */
const ofYear = ({ from, to }: { from: number; to: number }) => ({
  from: Date.UTC(yearOf(from), 0),
  to: Date.UTC(yearOf(to) + 1, 0) - 1,
});

export type Found = { keys: bigint[]; stretches: (string | null)[] };

/** What a resource is found by: its keys, and from when to when its three dates are. */
export function foundBy({ search }: Pick<Route, 'search'>, keyed: Keyed): Found {
  const keys = new Set<bigint>();
  const stretches: (string | null)[] = [null, null, null, null, null, null];
  for (const [name, parameter] of Object.entries(search)) {
    for (const key of keysFor(name, parameter, keyed)) keys.add(key);
    if (parameter.type !== 'date' || parameter.at === undefined) continue;
    const exact = stretchAt(keyed.resource, parameter.path);
    if (!exact) continue;
    const { from, to } = parameter.isSealed ? ofYear(exact) : exact;
    stretches.splice((parameter.at - 1) * 2, 2, momentOf(from), momentOf(to));
  }
  return { keys: [...keys], stretches };
}

/** Keys of which one is enough, or all are wanted. */
export type Wanted = { any: readonly bigint[] } | { all: readonly bigint[] };

const tokenKey = (name: string, { system, code }: TokenValue): string => {
  if (system === undefined) return `${name}=${code}`;
  return code === '' ? `${name}=${system}|` : `${name}=${system}|${code}`;
};

function referenceKeys(name: string, targets: readonly string[], { type, id, isElsewhere }: ReferenceValue): string[] {
  if (isElsewhere) return [`${name}>${id}`];
  return (type === null ? targets : [type]).map((each) => `${name}>${each}/${id}`);
}

/** What a filter wants of the keys of a row: one of these. Null where it does not ask keys. */
export function wantedBy(filter: Filter, hash: Hash): Wanted[] | null {
  if (filter.by === 'token') return [{ any: filter.values.map((value) => hash(tokenKey(filter.name, value))) }];
  if (filter.by === 'reference') {
    const texts = filter.values.flatMap((value) => referenceKeys(filter.name, filter.targets, value));
    return [{ any: texts.map(hash) }];
  }
  if (filter.by !== 'string') return null;
  const { name, how, values } = filter;
  if (how === 'exact') return [{ any: values.map((value) => hash(exactly(name, value))) }];
  return values.map((value) => {
    const text = normalised(value);
    return { all: gramKeys(hash, name, gramsOf(how === 'starts' ? `${edge}${edge}${text}` : text)) };
  });
}

export const presenceKey = (name: string, hash: Hash): bigint => hash(present(name));
