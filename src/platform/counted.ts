import { least } from './smallNumbers.ts';

/**
 * What records come to: people, who are counted once however often they came, and sums by place and day, of which none is said that
 * is of fewer than five. Pure: who is whom is told by keys that mean nothing here.
 */

/** A record as it is counted: nothing by which anybody could be found. */
export type Counted = {
  place: string | null;
  /** A day, or whatever is as coarse as it is told: `2026-05`. */
  day: string;
  /** Keyed hashes. Whoever shares one is one person. */
  people: readonly string[];
};

/** Whom each row is of: rows that share a key, directly or through others, are of one person. Numbers are of this call alone. */
export function personsOf(rows: readonly Pick<Counted, 'people'>[]): number[] {
  const parent = rows.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let next = at; next !== root; ) [next, parent[next]] = [parent[next] ?? root, root];
    return root;
  };
  const seen = new Map<string, number>();
  for (const [at, { people }] of rows.entries())
    for (const key of people) {
      const other = seen.get(key);
      if (other === undefined) seen.set(key, at);
      else parent[rootOf(at)] = rootOf(other);
    }
  return rows.map((_, at) => rootOf(at));
}

/** How many different people these are, of whom `persons` says who is who. */
export const distinct = (persons: readonly number[]): number => new Set(persons).size;

/** What was counted at one place on one day. */
export type Share = { place: string | null; day: string; amount: number; encounters: number };
/** One entry of the ledger: a place and days, what it comes to and from what. `key` names it whenever it is counted again. */
export type CountedCell = {
  key: string;
  place: string | null;
  first: string;
  last: string;
  amount: number;
  encounters: number;
  shares: readonly Share[];
};

const order = (one: Share, other: Share): number =>
  (one.place ?? '') === (other.place ?? '')
    ? one.day < other.day
      ? -1
      : 1
    : (one.place ?? '') < (other.place ?? '')
      ? -1
      : 1;

/** By place and day, in one order. */
function sharesOf(rows: readonly Counted[], persons: readonly number[], isSum: boolean): Share[] {
  const groups = Map.groupBy(rows.keys(), (at) => `${rows[at]?.day} ${rows[at]?.place ?? ''}`);
  const shares = [...groups.values()].flatMap((own) => {
    const [first] = own.map((at) => rows[at]);
    if (!first) return [];
    const amount = isSum ? own.length : distinct(own.map((at) => persons[at] ?? at));
    return [{ place: first.place, day: first.day, amount, encounters: own.length }];
  });
  return shares.toSorted(order);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function cellOf(shares: readonly Share[], amount: number, encounters: number): CountedCell {
  const days = shares.map(({ day }) => day).toSorted();
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const places = new Set(shares.map(({ place }) => place));
  const place = places.size === 1 ? (shares[0]?.place ?? null) : null;
  const key = `${place ?? (places.size > 1 ? 'all' : 'nowhere')}:${first === last ? first : `${first}.${last}`}`;
  return { key, place, first, last, amount, encounters, shares };
}

const summed = (shares: readonly Share[]): CountedCell =>
  cellOf(shares, sum(shares.map(({ amount }) => amount)), sum(shares.map(({ encounters }) => encounters)));

/** Days one after the other until they come to enough; what is left over at the end goes with those before it. */
function joinDays(shares: readonly Share[]): Share[][] {
  const groups: Share[][] = [];
  let open: Share[] = [];
  for (const share of shares) {
    open.push(share);
    if (sum(open.map(({ amount }) => amount)) < least) continue;
    groups.push(open);
    open = [];
  }
  const last = groups.at(-1);
  if (open.length > 0 && last) last.push(...open);
  else if (open.length > 0) groups.push(open);
  return groups;
}

/**
 * Sums by place and day, where a day alone would show fewer than five joined with the next days of that place, and a place that
 * has fewer than five altogether with the other places. Nothing is lost and nothing counts twice; only everything together can be
 * fewer than five.
 */
function safeCells(shares: readonly Share[]): CountedCell[] {
  const groups = [...Map.groupBy(shares, ({ place }) => place).values()].flatMap(joinDays);
  const amountOf = (group: readonly Share[]) => sum(group.map(({ amount }) => amount));
  const [small, large] = [
    groups.filter((group) => amountOf(group) < least),
    groups.filter((group) => amountOf(group) >= least),
  ];
  const rest = small.flat();
  if (rest.length > 0 && amountOf(rest) < least && large.length > 0) {
    const smallest = large.toSorted((one, other) => amountOf(one) - amountOf(other))[0] ?? [];
    return [...large.filter((group) => group !== smallest), [...smallest, ...rest].toSorted(order)].map(summed);
  }
  return [...large, ...(rest.length > 0 ? [rest] : [])].map(summed);
}

/** Sums, as they may be entered. */
export const sumsOf = (rows: readonly Counted[]): CountedCell[] =>
  rows.length === 0 ? [] : safeCells(sharesOf(rows, personsOf(rows), true));

/** How many different people these are, as one figure: it is not added up, because nobody could know who came twice. */
export function peopleOf(rows: readonly Counted[]): CountedCell[] {
  if (rows.length === 0) return [];
  const persons = personsOf(rows);
  const shares = sharesOf(rows, persons, false);
  return [{ ...cellOf(shares, distinct(persons), rows.length), key: 'everybody' }];
}

/** Who says how many people there were, of all who have records of them: whose set of records was made first (its id is the least). */
export const speakerOf = (rows: readonly { set: string; owner: string }[]): string | undefined =>
  rows.reduce<{ set: string; owner: string } | undefined>(
    (first, row) => (first && first.set <= row.set ? first : row),
    undefined,
  )?.owner;
