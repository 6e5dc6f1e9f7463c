import { afterAll, expect, test, vi } from 'vitest';
import { openQuotaIn } from '../../../test/quota.ts';
import { doUsual, draftIn, type PatientGiven, referralsIn } from '../../../test/referral.ts';
import { now, startWorld } from '../../../test/world.ts';
import type { ShownNumber } from '../../platform/smallNumbers.ts';
import { readWorkbook } from '../../platform/table/workbook.ts';
import { dimensions, percentile } from './fairness.ts';
import type { Fairness } from './schemas.ts';

// What the report says of a year in which referrals went through a board, held against a count of our own.
const world = await startWorld();
vi.setConfig({ testTimeout: 120_000 });
afterAll(() => world.stop());
const referrals = await referralsIn(world, 'fairness', {
  without: ['completeness', 'commission', 'follow_up'],
  seats: 100,
});
const { people, parties, boards } = referrals;
const heart = await openQuotaIn(world, parties, {
  seats: 100,
  path: referrals.path,
  diseaseGroup: 'children_heart_surgery',
});

type Person = Omit<Required<PatientGiven>, 'birthDate'> & {
  born: number;
  group: string;
  disease: string;
  days: number;
};
const child = { born: 2015, group: '0-17' };
const adult = { born: 1980, group: '40-64' };
const old = { born: 1950, group: '65+' };
/** As many of one kind, each a day longer than the one before. */
const some = (count: number, from: number, kind: Omit<Person, 'days'>): Person[] =>
  Array.from({ length: count }, (_, nth) => ({ ...kind, days: from + nth }));
const proton = 'proton_therapy';
const all: Person[] = [
  ...some(12, 3, { ...child, sex: 'female', place: 'almaty-region', disease: proton }),
  ...some(6, 30, { ...adult, sex: 'male', place: 'aktobe-region', disease: proton }),
  ...some(3, 60, { ...old, sex: 'male', place: 'abai-region', disease: proton }),
  ...some(7, 9, { ...child, sex: 'male', place: 'almaty-region', disease: 'children_heart_surgery' }),
];
const aDay = 86_400_000;

/** Each goes from a draft before the board, waits, and is decided. */
async function decided({ days, disease, sex, place, born }: Person, nth: number): Promise<void> {
  // No two are born on one day: nobody is taken for somebody else.
  const birthDate = `${born}-${String((nth % 12) + 1).padStart(2, '0')}-${String(nth + 1).padStart(2, '0')}`;
  const quota = disease === proton ? referrals.quota : heart;
  const draft = await draftIn(world, { ...referrals, quota }, { sex, place, birthDate });
  for (const act of ['submit', 'check'] as const) await doUsual(world, referrals, { ...draft, act });
  await world.seeAll('update board_case set waiting_since = $2 where subject_id = $1', [
    draft.id,
    new Date(now.getTime() - days * aDay),
  ]);
  await doUsual(world, referrals, { ...draft, act: nth % 3 === 0 ? 'decline' : 'accept' });
}
await world.seeAll('alter table board_case disable trigger moves');
// One after the other: they share the people who decide.
await all.reduce((before, person, nth) => before.then(() => decided(person, nth)), Promise.resolve());
await world.seeAll('alter table board_case enable trigger moves');

const url = `/boards/${boards.receiving.id}/fairness`;
const report = async (): Promise<Fairness> => (await world.as(people.receiver).get(`${url}?year=2026`)).json();
const keyOf: Record<(typeof dimensions)[number], (person: Person) => string> = {
  region: ({ place }) => place,
  sex: ({ sex }) => sex,
  age: ({ group }) => group,
  disease: ({ disease }) => disease,
};

test('the whole says how many were decided and how long they waited, as counted by hand', async () => {
  const days = all.map((each) => each.days);
  expect((await report()).whole).toEqual({
    cases: { is: 'number', value: all.length },
    median: percentile(days, 0.5),
    ninetieth: percentile(days, 0.9),
  });
});

/** What a row may say of people who waited so long, given how its number is told. */
const waitsOf = (days: readonly number[], { is }: ShownNumber) => ({
  cases: is === 'number' ? { is, value: days.length } : { is },
  median: is === 'number' ? percentile(days, 0.5) : null,
  ninetieth: is === 'number' && days.length >= 10 ? percentile(days, 0.9) : null,
});

test('each row of each dimension says the truth or nothing, and of fewer than five nothing', async () => {
  const { tables } = await report();
  for (const dimension of dimensions) {
    const groups = [...Map.groupBy(all, keyOf[dimension])].map(([key, of]) => ({
      key,
      days: of.map(({ days }) => days),
    }));
    const rows = tables[dimension];
    const told = groups.map(({ key, days }) => {
      const cases = rows.find((row) => row.key === key)?.cases ?? { is: 'few' };
      return { key, ...waitsOf(days, days.length < 5 ? { is: 'few' } : cases) };
    });
    const byKey = (one: { key: string }, other: { key: string }) => one.key.localeCompare(other.key);
    expect(rows.map(({ names: _names, ...row }) => row)).toEqual(told.toSorted(byKey));
  }
  expect(tables.region.find(({ key }) => key === 'almaty-region')?.names).toMatchObject({ kk: 'Алматы облысы' });
  expect(tables.disease.map(({ names }) => names?.en)).toEqual(['Children’s heart surgery', 'Proton therapy']);
});

/** All the numbers that a row could stand for, as far as somebody knows who knows the total and the rule. */
const possible = ({ is, ...rest }: ShownNumber, total: number): number[] => {
  if ('value' in rest) return [rest.value];
  const [from, to] = is === 'few' ? [1, 4] : [5, total];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, nth) => from + nth);
};
/** What each row can be where all of them add up to the total. */
function consistent(rows: readonly ShownNumber[], total: number): Set<number>[] {
  const found = rows.map(() => new Set<number>());
  const walk = (nth: number, left: number, taken: readonly number[]): void => {
    const row = rows[nth];
    if (!row) {
      if (left === 0) for (const [at, value] of taken.entries()) found[at]?.add(value);
      return;
    }
    for (const value of possible(row, left)) if (value <= left) walk(nth + 1, left - value, [...taken, value]);
  };
  walk(0, total, []);
  return found;
}

test('no number below five is worked out by subtraction: each that is not said could be any from one to four', async () => {
  const { whole, tables } = await report();
  const total = whole.cases.is === 'number' ? whole.cases.value : 0;
  const small = dimensions.flatMap((dimension) => {
    const rows = tables[dimension].map(({ cases }) => cases);
    const could = consistent(rows, total);
    return rows.flatMap(({ is }, at) => (is === 'few' ? [[1, 2, 3, 4].map((value) => could[at]?.has(value))] : []));
  });
  expect(small.length).toBeGreaterThan(1);
  expect(small).toEqual(small.map(() => [true, true, true, true]));
});

test('the workbook opens, and says row by row what the page says; a number that is not said is a word', async () => {
  const { whole, tables } = await report();
  const file = await world.as(people.receiver).get(`${url}/file?year=2026&format=xlsx&locale=en`);
  expect(file.headers['content-type']).toContain('spreadsheetml');
  const grid = await readWorkbook(file.rawPayload, {
    bytes: 1_000_000,
    inflated: 5_000_000,
    rows: 100,
    columns: 10,
    characters: 100_000,
  });
  const text = (number: ShownNumber) =>
    number.is === 'number' ? String(number.value) : number.is === 'few' ? 'fewer than 5' : 'not shown';
  const cell = (days: number | null) => (days === null ? '' : String(days));
  const line = (waits: Fairness['whole']) => [text(waits.cases), cell(waits.median), cell(waits.ninetieth)];
  const rows = 'refused' in grid ? [] : grid.rows.filter((row) => row.length > 2);
  expect(rows[0]).toEqual(['By', 'Group', 'Cases', 'Median, days', '90th percentile, days']);
  expect(rows.slice(1).map((row) => Array.from({ length: 5 }, (_, at) => row[at] ?? ''))).toEqual([
    ['Altogether', '2026', ...line(whole)],
    ...tables.region.map((row) => ['Region', row.names?.en ?? '', ...line(row)]),
    ...tables.sex.map((row) => ['Sex', row.key, ...line(row)]),
    ...tables.age.map((row) => ['Age group', row.key, ...line(row)]),
    ...tables.disease.map((row) => ['Disease', row.names?.en ?? '', ...line(row)]),
  ]);
  expect('refused' in grid ? null : grid.hasFormulas).toBe(false);
});
