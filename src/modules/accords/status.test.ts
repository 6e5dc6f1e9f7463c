import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparators, type Stand, type Status, statusOf, statuses } from './status.ts';

const base: Stand = {
  kind: 'measure',
  target: 100n,
  comparator: 'eq',
  delivered: 0n,
  isWithdrawn: false,
  isPromised: true,
  isPerPeriod: false,
  isNotDue: false,
  verdict: null,
  verdictOn: null,
  termLast: '2026-12-31',
  reportedOn: '2026-01-03',
};
const [before, on, after] = ['2026-11-21', '2026-12-31', '2027-01-01'];

const table: [string, Partial<Stand>, string, Status][] = [
  [
    'what was withdrawn is withdrawn, whatever was delivered',
    { isWithdrawn: true, delivered: 100n },
    before,
    'withdrawn',
  ],
  [
    'an act that nobody is known to have promised keeps no promise when it is done',
    { kind: 'act', target: null, isPromised: false, delivered: 1n },
    after,
    'no_target',
  ],
  ['without a number there is no target', { target: null, delivered: 2701n }, before, 'no_target'],
  ['a passed term does not judge what has no target', { target: null }, after, 'no_target'],
  ['all of it delivered is kept', { delivered: 100n }, before, 'kept'],
  ['also late', { delivered: 100n, verdict: 'late', verdictOn: after }, after, 'kept'],
  ['exactly the number is not more than it', { comparator: 'gt', delivered: 100n }, before, 'on_track'],
  ['more than it is', { comparator: 'gt', delivered: 101n }, before, 'kept'],
  ['at least the number is kept by the number', { comparator: 'ge', delivered: 100n }, before, 'kept'],
  ['up to a number is open until it is reached', { comparator: 'le', delivered: 40n }, before, 'on_track'],
  ['or the term is over', { comparator: 'le', delivered: 40n }, after, 'kept'],
  ['less than a number likewise', { comparator: 'lt', delivered: 40n }, after, 'kept'],
  ['nothing at all is not "up to"', { comparator: 'le' }, after, 'not_reported'],
  ['an act that was done is kept', { kind: 'act', target: null, delivered: 1n }, before, 'kept'],
  ['an act of which nothing is known is not started', { kind: 'act', target: null }, before, 'not_started'],
  ['the last day of the term still belongs to it', {}, on, 'not_started'],
  ['past its term and silent it is not reported', {}, after, 'not_reported'],
  ['also with a part delivered', { delivered: 60n }, after, 'not_reported'],
  [
    'a verdict of before the term says nothing about after it',
    { verdict: 'late', verdictOn: on },
    after,
    'not_reported',
  ],
  ['late after the term is overdue', { verdict: 'late', verdictOn: after }, after, 'overdue'],
  ['a newer verdict counts after the term too', { verdict: 'on_track', verdictOn: after }, after, 'on_track'],
  ['and so does a risk', { verdict: 'at_risk', verdictOn: after }, after, 'at_risk'],
  ['late before the term is a risk', { verdict: 'late', verdictOn: before }, before, 'at_risk'],
  [
    'a risk is one although something was delivered',
    { verdict: 'at_risk', verdictOn: before, delivered: 5n },
    before,
    'at_risk',
  ],
  ['a part delivered in time is on track', { delivered: 5n }, before, 'on_track'],
  ['a good verdict is on track', { verdict: 'on_track', verdictOn: before }, before, 'on_track'],
  ['without a term nothing is ever late', { termLast: null }, '2099-01-01', 'not_started'],
];
test.each(table)('%s', (_behaviour, over, today, expected) => {
  expect(statusOf({ ...base, ...over }, today).status).toBe(expected);
});

test('every status has a case above', () => {
  expect(new Set(table.map(([, , , status]) => status))).toEqual(new Set(statuses));
});

test('since when nothing was reported is the day of the last report, and stays empty without one', () => {
  expect(statusOf(base, after)).toMatchObject({ since: '2026-01-03', sentence: { key: 'not_reported' } });
  const silent = statusOf({ ...base, reportedOn: null }, after);
  expect(silent.since).toBeUndefined();
  expect(silent.sentence.key).toBe('not_reported_never');
});

test.each([
  ['eq', 101n, true],
  ['eq', 100n, false],
  ['le', 101n, true],
  ['le', 100n, false],
  ['lt', 100n, true],
  ['lt', 99n, false],
  ['gt', 1000n, false],
  ['ge', 1000n, false],
  ['approx', 1000n, false],
] as const)('%s 100 with %s delivered is exceeded: %s', (comparator, delivered, expected) => {
  const { isExceeded, sentence } = statusOf({ ...base, comparator, delivered }, before);
  expect([isExceeded, sentence.key === 'kept_exceeded']).toEqual([expected, expected]);
});

test('the sentence names the term as it was stated, not the last day we count with', () => {
  expect(statusOf({ ...base, term: '2026' }, before).sentence.params.term).toBe('2026');
});

const rank: Record<Status, number> = {
  withdrawn: 0,
  no_target: 0,
  overdue: 1,
  not_reported: 1,
  at_risk: 2,
  not_started: 2,
  on_track: 3,
  kept: 4,
};
const day = fc.constantFrom('2026-06-01', before, on, after, '2027-06-01');
const stands = fc.record({
  kind: fc.constantFrom('money', 'measure', 'act'),
  target: fc.option(fc.bigInt(1n, 200n)),
  comparator: fc.constantFrom(...comparators),
  isWithdrawn: fc.boolean(),
  verdict: fc.option(fc.constantFrom('on_track', 'at_risk', 'late')),
  verdictOn: fc.option(day),
  termLast: fc.option(day),
  reportedOn: fc.option(day),
}) as fc.Arbitrary<Omit<Stand, 'delivered'>>;
const amounts = fc.array(fc.bigInt(0n, 100n), { maxLength: 6 });
const sum = (all: readonly bigint[]) => all.reduce((total, each) => total + each, 0n);

test('more delivered never makes "at least" and "more than" worse', () => {
  fc.assert(
    fc.property(
      stands,
      fc.constantFrom('gt', 'ge'),
      fc.tuple(fc.bigInt(0n, 300n), fc.bigInt(0n, 300n)),
      day,
      (...given) => {
        const [one, comparator, [delivered, more], today] = given;
        const standing = { ...one, comparator } as Stand;
        const [less, now] = [delivered, delivered + more].map((each) =>
          statusOf({ ...standing, delivered: each }, today),
        );
        expect(rank[now?.status ?? 'overdue']).toBeGreaterThanOrEqual(rank[less?.status ?? 'kept']);
        expect(now?.isExceeded).toBe(false);
      },
    ),
  );
});

test('the order of deliveries does not matter', () => {
  const shuffled = amounts.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(stands, shuffled, day, (one, [first, second], today) => {
      const of = (all: readonly bigint[]) => statusOf({ ...one, delivered: sum(all) }, today);
      expect(of(first)).toEqual(of(second));
    }),
  );
});

test('overdue needs a verdict that says late, of after the term', () => {
  fc.assert(
    fc.property(stands, fc.bigInt(0n, 300n), day, (one, delivered, today) => {
      const { status } = statusOf({ ...one, delivered }, today);
      const isLate = one.verdict === 'late' && (one.verdictOn ?? '') > (one.termLast ?? '~');
      expect(status !== 'overdue' || isLate).toBe(true);
    }),
  );
});

test('a promise for each period is not kept by adding periods up', () => {
  expect(statusOf({ ...base, isPerPeriod: true, delivered: 9999n, termLast: null }, '2026-11-21').status).toBe(
    'on_track',
  );
  expect(statusOf({ ...base, isPerPeriod: true, delivered: 9999n }, '2999-01-01').status).toBe('not_reported');
});

test('what is not due has no term that passes: its condition is unmet, or another promise replaced it', () => {
  const waiting = { ...base, isNotDue: true, delivered: 0n, verdict: null };
  expect(statusOf(waiting, '2999-01-01').status).toBe('not_started');
});
