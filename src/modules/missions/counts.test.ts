import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSafe, least, shownTable } from '../../platform/smallNumbers.ts';
import { personsOf } from '../../platform/counted.ts';
import { type Countable, countedFrom } from './counts.ts';
import { shownTotals } from './countsShown.ts';
import { reportOf, reportTables, shownReport } from './report.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');
const encounter = fc.record({
  place: fc.constantFrom('taldykorgan', 'ushtobe', null),
  day: fc.constantFrom('2026-05-12', '2026-05-13', '2026-05-14', '2026-10-01'),
  people: fc.uniqueArray(key, { minLength: 1, maxLength: 2 }),
  wasTreated: fc.boolean(),
  wasOperated: fc.boolean(),
});
/** Each mission has one host. */
const held = fc.constantFrom(
  { mission: 'may', owner: 'host' },
  { mission: 'june', owner: 'other host' },
  { mission: 'october', owner: 'host' },
);
const encounters = fc.array(
  fc.tuple(encounter, held).map(([seen, at]) => ({ ...seen, ...at })),
  { maxLength: 60 },
);
const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
const row = (over: Partial<Countable>): Countable => ({
  mission: 'spring',
  owner: 'host',
  place: 'taldykorgan',
  day: '2026-05-12',
  people: ['a'],
  wasTreated: false,
  wasOperated: false,
  ...over,
});
const many = (count: number, over: Partial<Countable> = {}) =>
  Array.from({ length: count }, (_, at) => row({ people: [`${over.day ?? ''}${over.place ?? ''}${at}`], ...over }));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Who is whom, found as slowly and plainly as it can be. */
function groupsOf(rows: readonly Pick<Countable, 'people'>[]): number {
  let groups = rows.map(({ people }) => new Set(people));
  for (let isJoined = true; isJoined; ) {
    isJoined = false;
    const next: Set<string>[] = [];
    for (const group of groups) {
      const met = next.find((each) => [...group].some((one) => each.has(one)));
      if (met) for (const one of group) met.add(one);
      else next.push(group);
      isJoined ||= met !== undefined;
    }
    groups = next;
  }
  return groups.length;
}

test('whoever shares a key with somebody, through however many others, is one person', () => {
  fc.assert(
    fc.property(encounters, (rows) => {
      expect(new Set(personsOf(rows)).size).toBe(groupsOf(rows));
    }),
  );
});

test('a person who came on two days, to two missions and under two spellings is one person in the ledger', () => {
  const rows = [
    row({ people: ['a'] }),
    row({ people: ['a', 'b'], day: '2026-05-13' }),
    row({ people: ['b'], mission: 'the autumn after', day: '2026-10-01', owner: 'other host' }),
    ...many(5, { day: '2026-05-14' }),
  ];
  expect(countedFrom(rows, 'people_seen', 'host')).toMatchObject([{ key: 'everybody', amount: 6, encounters: 8 }]);
  expect(countedFrom(rows, 'people_seen', 'other host')).toEqual([]);
});

test('operations add up, each host entering its own: nothing is lost and nothing counts twice', () => {
  fc.assert(
    fc.property(encounters, (rows) => {
      const hosts = ['host', 'other host'].flatMap((host) => countedFrom(rows, 'operations', host));
      expect(sum(hosts.map(({ amount }) => amount))).toBe(rows.filter(({ wasOperated }) => wasOperated).length);
      const shares = hosts.flatMap(({ shares: own }) => own);
      expect(sum(shares.map(({ amount }) => amount))).toBe(sum(hosts.map(({ amount }) => amount)));
    }),
  );
});

test('no entry of the ledger is of fewer than five operations, unless all of them together are', () => {
  fc.assert(
    fc.property(encounters, (rows) => {
      const cells = countedFrom(rows, 'operations', 'host');
      const total = sum(cells.map(({ amount }) => amount));
      expect(cells.every(({ amount }) => amount >= least) || (cells.length === 1 && total < least)).toBe(true);
      expect(new Set(cells.map((cell) => cell.key)).size).toBe(cells.length);
    }),
  );
});

test('people are entered by one host, however many held a mission: the ledger would add two entries up', () => {
  fc.assert(
    fc.property(encounters, (rows) => {
      const cells = ['host', 'other host'].flatMap((host) => countedFrom(rows, 'people_seen', host));
      expect(cells.map(({ amount }) => amount)).toEqual(rows.length === 0 ? [] : [groupsOf(rows)]);
    }),
  );
});

test('the order in which encounters are found changes no count', () => {
  fc.assert(
    fc.property(
      encounters.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows))),
      ([rows, other]) => {
        for (const measure of ['people_seen', 'operations'] as const)
          expect(countedFrom(other, measure, 'host')).toEqual(countedFrom(rows, measure, 'host'));
      },
    ),
  );
});

test('a day with fewer than five operations is joined with the next days of its place', () => {
  const operated = { wasOperated: true };
  const rows = [
    ...many(2, { ...operated, day: '2026-05-12' }),
    ...many(4, { ...operated, day: '2026-05-13' }),
    ...many(7, { ...operated, day: '2026-05-14' }),
    ...many(1, { ...operated, day: '2026-05-15' }),
    ...many(3, { ...operated, place: 'ushtobe' }),
  ];
  expect(countedFrom(rows, 'operations', 'host').map(({ key: name, amount }) => [name, amount])).toEqual([
    ['taldykorgan:2026-05-14.2026-05-15', 8],
    ['all:2026-05-12.2026-05-13', 9],
  ]);
});

test('nothing is counted where there is nothing', () => {
  expect(countedFrom([], 'people_seen', 'host')).toEqual([]);
  expect(countedFrom(many(3), 'operations', 'host')).toEqual([]);
});

/** All that a reader could think the numbers were, of a table that adds up to a total; as slowly and plainly as it can be. */
function thinkable(shown: ReturnType<typeof shownTable>, total: number): Set<number>[] {
  const possible = shown.map(() => new Set<number>());
  const isAllHidden = shown.every(({ is }) => is === 'hidden');
  const walk = (at: number, left: number, taken: number[]): void => {
    const number = shown[at];
    if (!number) {
      if (left === 0) for (const [each, value] of taken.entries()) possible[each]?.add(value);
      return;
    }
    const [from, to] =
      number.is === 'number'
        ? [number.value, number.value]
        : number.is === 'few'
          ? [1, 4]
          : [isAllHidden ? 0 : least, left];
    for (let value = from; value <= Math.min(to, left); value += 1) walk(at + 1, left - value, [...taken, value]);
  };
  walk(0, total, []);
  return possible;
}

const numbers = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 5 });

test('of a small number a reader who knows the total can think one, two, three and four alike', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const shown = shownTable(values);
      const possible = thinkable(shown, sum(values));
      const guesses = shown.flatMap((number, at) => (number.is === 'few' ? [possible[at] ?? new Set<number>()] : []));
      expect(guesses.filter((guess) => ![1, 2, 3, 4].every((value) => guess.has(value)))).toEqual([]);
      const isTold = shown.some(
        (number, at) => number.is === 'number' && (values[at] ?? 0) > 0 && (values[at] ?? 0) < least,
      );
      expect(isTold).toBe(false);
    }),
    { numRuns: 400 },
  );
});

test('what is said is true, and a table without small numbers is said whole', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const shown = shownTable(values);
      expect(shown.every((number, at) => number.is !== 'number' || number.value === values[at])).toBe(true);
      expect(
        shown.every((number, at) => number.is !== 'few' || ((values[at] ?? 0) > 0 && (values[at] ?? 0) < least)),
      ).toBe(true);
      const isWithoutSmall = values.every((value) => value === 0 || value >= least);
      expect(!isWithoutSmall || shown.every(({ is }) => is === 'number')).toBe(true);
    }),
  );
});

test.each([
  [
    [2, 100],
    ['few', 'hidden'],
    'one small number and one large: the total would give it away, so the large one is hidden too',
  ],
  [[2, 7, 100], ['few', 'hidden', '100'], 'the smallest of the others is hidden with it'],
  [[1, 1, 100], ['few', 'few', 'hidden'], 'two ones would be known from their sum'],
  [[3], ['hidden'], 'a table of one row is its total'],
  [[0, 6, 9], ['0', '6', '9'], 'nobody is no small number'],
])('%j is shown as %j: %s', (values, expected) => {
  const said = shownTable(values).map((number) => (number.is === 'number' ? String(number.value) : number.is));
  expect(said).toEqual(expected);
});

test('without a small number there is nothing to protect', () => {
  expect(isSafe(0, 0, 0)).toBe(true);
});

const reported = encounters.map((rows) =>
  rows.map((each, at) => ({
    ...each,
    specialty: ['surgery', 'therapy'][at % 2] ?? '',
    ageGroup: ['0-17', '65+', 'unknown'][at % 3] ?? '',
    sex: ['female', 'male'][at % 2] ?? '',
    nextStep: [null, 'home', 'operation'][at % 3] ?? null,
    waitedMinutes: at % 4 === 0 ? null : at,
  })),
);

test('every table of a report adds up to all encounters, and nobody is in it who was not seen', () => {
  fc.assert(
    fc.property(reported, (rows) => {
      const report = reportOf(rows);
      for (const table of reportTables) {
        expect(sum(report.tables[table].map(({ encounters: each }) => each))).toBe(rows.length);
        expect(report.tables[table].every(({ people, encounters: each }) => people > 0 && people <= each)).toBe(true);
      }
      expect(report.people >= report.treated && report.people >= report.operated).toBe(true);
    }),
  );
});

test('the median and the ninetieth percentile of waiting are waits that were measured', () => {
  const waited = (minutes: number[]) =>
    reportOf(
      minutes.map((waitedMinutes) => ({
        ...row({}),
        specialty: 's',
        ageGroup: '65+',
        sex: 'male',
        nextStep: null,
        waitedMinutes,
      })),
    ).waiting;
  expect(waited([])).toBeNull();
  expect(waited([7])).toEqual({ median: 7, ninetieth: 7, measured: 1 });
  expect(waited([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toEqual({ median: 5, ninetieth: 9, measured: 10 });
});

const someTotals = fc
  .tuple(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(6))
  .map(([operated, alsoTreated, others, again]) => ({
    people: operated + alsoTreated + others,
    treated: operated + alsoTreated,
    operated,
    operations: operated + (operated > 0 ? again : 0),
  }));

test('no total that is said leaves one to four when another that is said is taken from it', () => {
  fc.assert(
    fc.property(someTotals, (totals) => {
      const shown = shownTotals(totals);
      const said = Object.values(shown).flatMap((number) => (number.is === 'number' ? number.value : []));
      const rests = said.flatMap((one) => said.map((other) => one - other));
      const isPeopleAlone = shown.people.is === 'number' && shown.operations.is === 'number';
      const allowed = isPeopleAlone ? Math.abs(totals.people - totals.operations) : 0;
      expect([...said, ...rests].filter((value) => value > 0 && value < least && value !== allowed)).toEqual([]);
      for (const total of ['people', 'treated', 'operated', 'operations'] as const) {
        const number = shown[total];
        expect(number.is !== 'number' || number.value === totals[total]).toBe(true);
        expect(number.is !== 'few' || (totals[total] > 0 && totals[total] < least)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test('in what everybody reads there is no number from one to four, and few who were not treated are not told by the others', () => {
  fc.assert(
    fc.property(reported, (rows) => {
      const report = reportOf(rows);
      const { tables, waiting, ...totals } = shownReport(report);
      const numbersShown = [
        ...Object.values(totals),
        ...Object.values(tables).flatMap((each) => each.map(({ encounters: one }) => one)),
      ];
      expect(
        numbersShown.filter((number) => number.is === 'number' && number.value > 0 && number.value < least),
      ).toEqual([]);
      const untreated = report.people - report.treated;
      const areFewUntreated = untreated > 0 && untreated < least;
      expect(areFewUntreated && totals.treated.is === 'number').toBe(false);
      expect(waiting === null || waiting.measured >= 50).toBe(true);
    }),
  );
});
