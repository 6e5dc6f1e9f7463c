import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actionsFrom,
  type InstrumentAction,
  type InstrumentState,
  instrumentActions,
  instrumentStates,
  isDraft,
  isEnded,
  isWider,
  mayFollow,
  type RecordedStep,
  standingOf,
  standingSteps,
  stateAfter,
  whyDatesRefused,
  whyHistoryRefused,
  whyParentRefused,
  whyPartiesRefused,
} from './instrument.ts';

/** Every action that can be taken, and where it leads; every other is refused. */
const expected: Record<InstrumentState, Partial<Record<InstrumentAction, InstrumentState>>> = {
  proposed: {
    negotiate: 'under_negotiation',
    initial: 'initialled',
    sign: 'signed',
    enter_into_force: 'in_force',
    restate: 'proposed',
  },
  under_negotiation: {
    initial: 'initialled',
    sign: 'signed',
    enter_into_force: 'in_force',
    restate: 'under_negotiation',
  },
  initialled: { sign: 'signed', enter_into_force: 'in_force', restate: 'initialled' },
  signed: {
    enter_into_force: 'in_force',
    suspend: 'suspended',
    complete: 'completed',
    expire: 'expired',
    terminate: 'terminated',
    restate: 'signed',
  },
  in_force: {
    suspend: 'suspended',
    complete: 'completed',
    expire: 'expired',
    terminate: 'terminated',
    restate: 'in_force',
  },
  suspended: {
    resume: 'in_force',
    complete: 'completed',
    expire: 'expired',
    terminate: 'terminated',
    restate: 'suspended',
  },
  completed: {},
  expired: {},
  terminated: {},
};
const every = instrumentStates.flatMap((state) => instrumentActions.map((action) => ({ state, action })));

test.each(every)('from $state, $action leads where the table says and nowhere else', ({ state, action }) => {
  const to = expected[state][action] ?? null;
  expect(stateAfter(state, action)).toBe(to);
  expect(actionsFrom(state).includes(action)).toBe(to !== null);
});

test('nothing leaves an end, a draft is never ended, and nothing goes back but out of a suspension', () => {
  expect(instrumentStates.filter(isEnded)).toEqual(['completed', 'expired', 'terminated']);
  for (const from of instrumentStates.filter(isDraft))
    for (const to of ['suspended', 'completed', 'expired', 'terminated'] as const)
      expect(mayFollow(from, to)).toBe(false);
  const back = instrumentStates.flatMap((from, at) =>
    instrumentStates.slice(0, at).flatMap((to) => (mayFollow(from, to) ? [`${from} ${to}`] : [])),
  );
  expect(back).toEqual(['suspended in_force']);
});

const step = (over: Partial<RecordedStep> & Pick<RecordedStep, 'state'>): RecordedStep => ({
  id: 'a',
  position: 1,
  taken: null,
  knownOn: null,
  corrects: null,
  isVoid: false,
  ...over,
});

describe('corrections', () => {
  const draft = step({ id: 'a', position: 1, state: 'under_negotiation', knownOn: '2020-09-18' });
  const signed = step({ id: 'b', position: 2, state: 'signed', taken: '2020-10' });
  test('the newest correction stands in the place of what it corrects', () => {
    const first = step({ id: 'c', position: 3, state: 'signed', taken: '2020-11', corrects: 'b' });
    const second = step({ id: 'd', position: 4, state: 'initialled', taken: '2020-11-02', corrects: 'b' });
    const standing = standingSteps([second, first, signed, draft]);
    expect(standing.map(({ id, root, state }) => [id, root, state])).toEqual([
      ['a', 'a', 'under_negotiation'],
      ['d', 'b', 'initialled'],
    ]);
    expect(standing[1]?.corrections.map(({ id }) => id)).toEqual(['c', 'd']);
  });
  test('a void one takes the step out, and a later one may put it back', () => {
    const gone = step({ id: 'c', position: 3, state: 'signed', taken: '2020-10', corrects: 'b', isVoid: true });
    const back = step({ id: 'd', position: 4, state: 'signed', taken: '2020-12', corrects: 'b' });
    expect(standingSteps([draft, signed, gone]).map(({ id }) => id)).toEqual(['a']);
    expect(standingSteps([draft, signed, gone, back]).map(({ id }) => id)).toEqual(['a', 'd']);
  });
});

describe('where it stands', () => {
  test('a plan for 2019/2024 that is a draft in September 2020 stands there as of that month, and no later', () => {
    expect(standingOf([step({ state: 'under_negotiation', knownOn: '2020-09' })])).toEqual({
      state: 'under_negotiation',
      since: null,
      asOf: '2020-09',
    });
  });
  test('a source that still finds it there moves what is known, never the beginning', () => {
    const steps = [
      step({ state: 'in_force', taken: '2018' }),
      step({ state: 'in_force', knownOn: '2020-12-23' }),
      step({ state: 'in_force', knownOn: '2021' }),
    ];
    expect(standingOf(steps)).toEqual({ state: 'in_force', since: '2018', asOf: '2021' });
    expect(standingOf([])).toBeNull();
  });
});

describe('dates', () => {
  const today = '2026-11-21';
  test.each([
    [{ taken: null, knownOn: null }, null, 'step-undated'],
    [{ taken: '2026-11-22', knownOn: null }, null, 'day-in-future'],
    [{ taken: '2027', knownOn: null }, null, 'day-in-future'],
    [{ taken: '2026', knownOn: null }, null, null],
    [{ taken: null, knownOn: '2026-12' }, null, 'day-in-future'],
    [{ taken: null, knownOn: '2020-09-18' }, '2020-09-18', null],
    [{ taken: null, knownOn: '2020-09-19' }, '2020-09-18', 'later-than-source'],
    [{ taken: null, knownOn: '2020-09' }, '2020-09-18', null],
    [{ taken: null, knownOn: '2020-10' }, '2020-09-18', 'later-than-source'],
    [{ taken: null, knownOn: '2020-09' }, '2020-09', null],
    [{ taken: '2020', knownOn: null }, '2020-09-18', null],
    [{ taken: '2020-10', knownOn: null }, '2020-09-18', 'later-than-source'],
    [{ taken: 'XXXX-04-10', knownOn: null }, '2020-09-18', null],
    [{ taken: '2018', knownOn: null }, 'XXXX-04-10', null],
  ])('%j of a source of %s: %s', (dates, sourceOn, refused) => {
    expect(whyDatesRefused(dates, { today, sourceOn })).toBe(refused);
  });

  const draft = { state: 'under_negotiation', taken: null, knownOn: '2020-09-18' } as const;
  test.each([
    ['nothing at all', [], 'step-needed'],
    [
      'signed before it was last found a draft',
      [draft, { state: 'signed', taken: '2019', knownOn: null }],
      'step-out-of-order',
    ],
    ['signed in the same year', [draft, { state: 'signed', taken: '2020', knownOn: null }], null],
    [
      'in force before it was signed',
      [
        { state: 'signed', taken: '2020-05', knownOn: null },
        { state: 'in_force', taken: '2020-04', knownOn: null },
      ],
      'step-out-of-order',
    ],
    [
      'found signed before it was signed',
      [
        { state: 'signed', taken: '2020-05', knownOn: null },
        { state: 'signed', taken: null, knownOn: '2019' },
      ],
      'step-out-of-order',
    ],
    [
      'a signing that was only told of later is no contradiction',
      [
        { state: 'signed', taken: null, knownOn: '2026-01-03' },
        { state: 'in_force', taken: '2025', knownOn: null },
      ],
      null,
    ],
    [
      'back to a draft',
      [
        { state: 'signed', taken: '2020-05', knownOn: null },
        { ...draft, knownOn: '2021' },
      ],
      'step-not-possible',
    ],
  ] as const)('%s: %s', (_what, steps, refused) => {
    expect(whyHistoryRefused(steps)).toBe(refused);
  });
});

test('whatever is done, the state that stands is one the table leads to', () => {
  const walk = fc.array(fc.constantFrom(...instrumentActions), { maxLength: 30 });
  fc.assert(
    fc.property(fc.constantFrom(...instrumentStates), walk, (first, actions) => {
      const steps = [{ state: first, taken: '2020', knownOn: null as string | null }];
      for (const action of actions) {
        const state = stateAfter(steps.at(-1)?.state ?? first, action);
        if (state) steps.push({ state, taken: '2020', knownOn: null });
      }
      expect(whyHistoryRefused(steps)).toBeNull();
      expect(standingOf(steps)?.state).toBe(steps.at(-1)?.state);
    }),
  );
});

describe('parents', () => {
  const none = { relation: null, id: null, hasTitle: false };
  test.each([
    ['none', none, [], null],
    ['in words alone', { relation: 'carries_out' as const, id: null, hasTitle: true }, [], null],
    ['recorded', { relation: 'amends' as const, id: 'p', hasTitle: false }, ['p'], null],
    ['without saying what it is', { ...none, id: 'p' }, ['p'], 'instrument-parent-incomplete'],
    ['a relation to nothing', { ...none, relation: 'amends' as const }, [], 'instrument-parent-incomplete'],
    ['twice', { relation: 'amends' as const, id: 'p', hasTitle: true }, [], 'instrument-parent-incomplete'],
    ['itself', { relation: 'amends' as const, id: 'me', hasTitle: false }, ['me'], 'instrument-above-itself'],
    [
      'its own child',
      { relation: 'amends' as const, id: 'p', hasTitle: false },
      ['p', 'q', 'me'],
      'instrument-above-itself',
    ],
  ])('%s', (_what, parent, above, refused) => {
    expect(whyParentRefused('me', parent, above)).toBe(refused);
  });
});

test('parties and signatories sit in the partnership, and no party twice', () => {
  const seated = new Set(['a', 'b']);
  expect(whyPartiesRefused({ parties: ['a', 'b'], signatories: [{ organisation: 'a' }] }, seated)).toBeNull();
  expect(whyPartiesRefused({ parties: ['a', 'a'], signatories: [] }, seated)).toBe('party-twice');
  expect(whyPartiesRefused({ parties: ['a'], signatories: [{ organisation: 'c' }] }, seated)).toBe('party-unknown');
});

test('the ladder has an order', () => {
  expect(isWider('public', 'partnership')).toBe(true);
  expect(isWider('partnership', 'partnership')).toBe(false);
});
