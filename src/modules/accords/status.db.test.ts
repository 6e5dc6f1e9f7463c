import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';
import { comparators, type Stand, statusOf } from './status.ts';

const world = await startWorld();
afterAll(() => world.stop());

const day = fc
  .integer({ min: 0, max: 40 })
  .map((offset) => new Date(Date.UTC(2026, 9, 1 + offset)).toISOString().slice(0, 10));
const amount = fc.oneof(fc.bigInt(0n, 4n), fc.bigInt(0n, 9_223_372_036_854_775_807n));
const stand = fc.record({
  kind: fc.constantFrom('money', 'measure', 'act'),
  target: fc.option(fc.oneof(fc.bigInt(1n, 4n), fc.bigInt(1n, 9_223_372_036_854_775_807n))),
  comparator: fc.constantFrom(...comparators),
  delivered: amount,
  isWithdrawn: fc.boolean(),
  isPromised: fc.boolean(),
  isPerPeriod: fc.boolean(),
  isNotDue: fc.boolean(),
  verdict: fc.option(fc.constantFrom('on_track', 'at_risk', 'late')),
  verdictOn: fc.option(day),
  termLast: fc.option(day),
  reportedOn: fc.option(day),
}) as fc.Arbitrary<Stand>;

const inSql = `
  select array_agg(commitment_status(kind, target, comparator, delivered, is_withdrawn, is_promised, is_per_period, is_not_due,
      verdict, verdict_on, term_last, today) order by place) as statuses
  from unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::boolean[], $6::boolean[], $7::boolean[], $8::boolean[],
      $9::text[], $10::date[], $11::date[], $12::date[])
    with ordinality as t (kind, target, comparator, delivered, is_withdrawn, is_promised, is_per_period, is_not_due,
      verdict, verdict_on, term_last, today, place)`;

test('the rule and its SQL twin give one answer, whatever they are asked', async () => {
  const cases = fc.sample(fc.tuple(stand, day), 20_000);
  const column = <T>(pick: (one: Stand, today: string) => T) => cases.map(([one, today]) => pick(one, today));
  const [row] = await world.seeAll(inSql, [
    column((one) => one.kind),
    column((one) => one.target),
    column((one) => one.comparator),
    column((one) => one.delivered),
    column((one) => one.isWithdrawn),
    column((one) => one.isPromised),
    column((one) => one.isPerPeriod),
    column((one) => one.isNotDue),
    column((one) => one.verdict),
    column((one) => one.verdictOn),
    column((one) => one.termLast),
    column((_one, today) => today),
  ]);
  const own = cases.map(([one, today]) => statusOf(one, today).status);
  const inTwin = row?.['statuses'] as string[];
  const different = cases.filter((_case, index) => own[index] !== inTwin[index]);
  expect(different).toEqual([]);
  expect(new Set(own).size).toBe(8);
});

test('with time a status changes only when the term passes: two kept answers are enough', async () => {
  const cases = fc.sample(fc.tuple(stand, day), 5000);
  for (const [one, today] of cases) {
    const isPast = one.termLast !== null && today > one.termLast;
    const kept = isPast ? dayAfter(one.termLast) : (one.termLast ?? '2026-01-01');
    expect(statusOf(one, today).status).toBe(statusOf(one, kept).status);
  }
});

const dayAfter = (last: string | null): string =>
  new Date(Date.parse(last ?? '2026-01-01') + 86_400_000).toISOString().slice(0, 10);

test.each([
  [false, [], 'eq'],
  [false, ['gt'], 'gt'],
  [false, ['eq', 'eq'], 'eq'],
  [false, ['gt', 'eq'], 'gt'],
  [false, ['ge', 'eq'], 'ge'],
  [false, ['le', 'eq'], 'le'],
  [false, ['lt', 'le'], 'lt'],
  [false, ['gt', 'lt'], 'approx'],
  [false, ['approx', 'eq'], 'approx'],
  [true, ['eq', 'eq'], 'ge'],
  [true, ['gt', 'eq'], 'gt'],
  [true, ['approx', 'eq'], 'approx'],
])(
  'several reports (distinct: %s) of %j compare with the true figure as %s',
  async (isDistinct, reported, expected) => {
    const [row] = await world.seeAll('select figure_comparator($1, $2::text[]) as comparator', [isDistinct, reported]);
    expect(row?.['comparator']).toBe(expected);
  },
);
