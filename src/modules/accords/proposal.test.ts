import { expect, test } from 'vitest';
import { type ProposalContext, type ProposedClaim, proposalFor } from './proposal.ts';

const context: ProposalContext = {
  sides: [
    { id: 'home', organisations: ['almaty'] },
    { id: 'away', organisations: ['hyundai'] },
  ],
  ownSide: 'home',
  measures: [{ key: 'people_seen', names: { kk: 'қаралған адам', en: 'people seen' }, aggregation: 'distinct' }],
  publishedOn: '2020-12-23',
};
const sentence = 'Екі жылда 2700-ден астам адам қаралды.';
const claim = (given: object) => ({ sentence, language: 'kk', ...given }) as ProposedClaim;
const count = (over: object = {}) =>
  claim({
    kind: 'count',
    value: { value: 2700, comparator: 'gt', what: 'адам', measure: 'people_seen', role: 'result', ...over },
  });
const propose = (given: ProposedClaim, over: Partial<ProposalContext> = {}) =>
  proposalFor(given, { ...context, ...over });

test('a result with a measure is a delivery of the other side, on a commitment without a target or a strength', () => {
  expect(propose(count({ places: ['Талдықорған', 'Қаратал'] }))).toMatchObject({
    enter: 'delivery',
    of: {
      kind: 'measure',
      measure: 'people_seen',
      target: null,
      strength: null,
      debtors: ['hyundai'],
      creditors: ['almaty'],
    },
    delivery: {
      amount: { amount: '2700', currency: null },
      comparator: 'gt',
      place: 'Талдықорған, Қаратал',
      reportedOn: '2020-12-23',
    },
  });
});

test.each([
  [{ from: '2018', until: '2018' }, '2018'],
  [{ from: '2018', until: '2020-12-23' }, '2018/2020-12-23'],
  [{ from: '2018', until: null }, '2018/..'],
  [{ from: null, until: '2024' }, '../2024'],
  [{ from: null, until: null, duration: 'P2Y' }, null],
])('the period %j is entered as %s: a length without ends is no period', (ends, expected) => {
  const period = { ...ends, role: 'result_period' };
  expect(propose(count({ period }))).toMatchObject({ delivery: { period: expected } });
});

test('a planned number is a commitment with a target, as strong as its clause', () => {
  expect(propose(count({ role: 'planned' }))).toMatchObject({
    enter: 'commitment',
    commitment: { strength: 'planned', comparator: 'gt' },
  });
  expect(propose(count({ role: 'planned' }), { strength: 'agreed' })).toMatchObject({
    commitment: { strength: 'agreed' },
  });
});

test('a grant is a commitment in its own money, to the last unit, and is not signed because it is a grant', () => {
  const money = { amount: '1087000000', currency: 'JPY', comparator: 'eq', role: 'grant' };
  expect(propose(claim({ kind: 'money', value: money }))).toMatchObject({
    enter: 'commitment',
    commitment: {
      kind: 'money',
      currency: 'JPY',
      target: { amount: '1087000000', currency: 'JPY' },
      strength: 'planned',
    },
  });
});

test('a stated equivalent goes under what it restates, and without that it enters nothing', () => {
  const equivalent = { amount: '7000000', currency: 'USD', comparator: 'gt', role: 'equivalent' };
  expect(propose(claim({ kind: 'money', value: { ...equivalent, equivalentOf: 'c1' } }))).toEqual({
    enter: 'equivalent',
    ofClaim: 'c1',
  });
  expect(propose(claim({ kind: 'money', value: equivalent }))).toEqual({ enter: 'nothing' });
});

test('a capacity stays a capacity', () => {
  const value = { value: 800, comparator: 'gt', what: 'бемор', per: 'P1Y', role: 'capacity' };
  expect(propose(claim({ kind: 'capacity', language: 'uz-Cyrl', value }))).toEqual({
    enter: 'capacity',
    capacity: { title: { 'uz-Cyrl': { text: 'бемор', by: 'person' } }, amount: '800', comparator: 'gt', per: 'P1Y' },
  });
});

test('what is promised once a year is promised for each year', () => {
  const value = { strength: 'promised', what: 'жылына бір рет балаларды емдеу', per: 'P1Y' } as const;
  expect(propose(claim({ kind: 'commitment', value }))).toMatchObject({ commitment: { kind: 'act', per: 'P1Y' } });
  const { per: _per, ...inTotal } = value;
  expect(propose(claim({ kind: 'commitment', value: inTotal }))).toMatchObject({ commitment: { per: null } });
});

test('a promise is an act with its strength, its deadline and its condition, met or not nobody knows yet', () => {
  const value = {
    strength: 'agreed_to_consider',
    what: 'курс өткізу',
    deadline: '2024',
    condition: 'пандемия тұрақталған соң',
  };
  expect(propose(claim({ kind: 'commitment', value }))).toMatchObject({
    enter: 'commitment',
    commitment: { kind: 'act', target: null, strength: 'agreed_to_consider', term: '2024', conditionState: 'unknown' },
  });
});

test('a deadline without a year is no term', () => {
  const value = { strength: 'promised', what: 'ашу', deadline: 'XXXX-04-10' };
  expect(propose(claim({ kind: 'commitment', value }))).toMatchObject({ commitment: { term: null } });
});

test.each([
  ['people who took part', count({ role: 'participants' })],
  ['a result without a measure', count({ measure: undefined })],
  ['half a person', count({ value: 2.5 })],
  ['nobody', count({ value: 0 })],
  ['a date', claim({ kind: 'date', value: { edtf: '2018', precision: 'year', role: 'event' } })],
  ['a memorandum', claim({ kind: 'instrument', value: { type: 'memorandum', strength: 'signed' } })],
  ['a period', claim({ kind: 'period', value: { from: '2018', until: null, role: 'other' } })],
  ['a cost', claim({ kind: 'money', value: { amount: '5', currency: 'KZT', comparator: 'eq', role: 'cost' } })],
])('%s enters nothing', (_what, given) => {
  expect(propose(given)).toEqual({ enter: 'nothing' });
});

test('how many people live somewhere is a context figure of its day: neither promise nor result', () => {
  const inhabitants = count({
    role: 'demographic',
    measure: 'inhabitants',
    value: 2_000_000,
    comparator: 'gt',
    what: 'тұрғын',
  });
  expect(propose(inhabitants)).toMatchObject({
    enter: 'capacity',
    capacity: { kind: 'context', amount: '2000000', comparator: 'gt', per: null },
  });
});
