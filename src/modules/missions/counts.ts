import { least } from '../../platform/smallNumbers.ts';

/** What closed encounters come to: people, who are counted once, and operations, which add up. Pure. */

/** An encounter as it is counted: nothing by which anybody could be found. */
export type Countable = {
  mission: string;
  /** The host. */
  owner: string;
  place: string | null;
  day: string;
  /** Keyed hashes. Whoever shares one is one person. */
  people: readonly string[];
  wasTreated: boolean;
  wasOperated: boolean;
};

/** What can be counted from encounters, and of which of them. */
export const countedMeasures = ['people_seen', 'people_treated', 'people_operated', 'operations'] as const;
export type CountedMeasure = (typeof countedMeasures)[number];
const isOf: Record<CountedMeasure, (row: Countable) => boolean> = {
  people_seen: () => true,
  people_treated: ({ wasTreated }) => wasTreated,
  people_operated: ({ wasOperated }) => wasOperated,
  operations: ({ wasOperated }) => wasOperated,
};
export const isCounted = (measure: string | null): measure is CountedMeasure =>
  countedMeasures.some((each) => each === measure);
const isAdditive = (measure: CountedMeasure): boolean => measure === 'operations';

/** Whom each row is of: rows that share a key, directly or through others, are of one person. Numbers are of this call alone. */
export function personsOf(rows: readonly Pick<Countable, 'people'>[]): number[] {
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
function sharesOf(rows: readonly Countable[], persons: readonly number[], isSum: boolean): Share[] {
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

/** The host that says how many people there were: of the mission that was planned first. */
const speakerOf = (rows: readonly Countable[]): string | undefined =>
  rows.reduce<Countable | undefined>((first, row) => (first && first.mission <= row.mission ? first : row), undefined)
    ?.owner;

/**
 * What the encounters of all missions of one promise come to in its measure. Operations add up, each host entering its own. People
 * are one figure, over all places, days and missions, entered by the host of the first mission alone: the ledger cannot add them up,
 * because it does not know who came twice.
 */
export function countedFrom(rows: readonly Countable[], measure: CountedMeasure, host: string): CountedCell[] {
  const own = rows.filter((row) => isOf[measure](row) && (!isAdditive(measure) || row.owner === host));
  if (own.length === 0 || (!isAdditive(measure) && speakerOf(own) !== host)) return [];
  const persons = personsOf(own);
  const shares = sharesOf(own, persons, isAdditive(measure));
  if (isAdditive(measure)) return safeCells(shares);
  return [{ ...cellOf(shares, distinct(persons), own.length), key: 'everybody' }];
}
