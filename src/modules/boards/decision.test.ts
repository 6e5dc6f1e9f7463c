import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLate, majorities, outcomes, standsAt, type Vote, votes } from './board.ts';
import {
  allowedOutcomes,
  carries,
  dissents,
  isReachable,
  noVotes,
  present,
  type Rule,
  type Tally,
  tallyOf,
  whyNotDecided,
} from './decision.ts';

const rule = (more: Partial<Rule> = {}): Rule => ({
  quorum: 3,
  majority: 'simple',
  eligible: 5,
  chairsVote: null,
  ...more,
});
const tally = (more: Partial<Tally>): Tally => ({ ...noVotes, ...more });

describe('a tally', () => {
  test('counts the last vote of each member who may vote, and nobody else’s', () => {
    const given = [
      { member: 'a', vote: 'defer' },
      { member: 'b', vote: 'for' },
      { member: 'a', vote: 'for' },
      { member: 'x', vote: 'against' },
    ] satisfies { member: string; vote: Vote }[];
    expect(tallyOf(given, new Set(['a', 'b', 'c']))).toEqual(tally({ for: 2 }));
  });
});

describe('a quorum', () => {
  test('is made of everybody who voted, those who abstained too', () => {
    expect(whyNotDecided('accept', tally({ for: 1, abstain: 2 }), rule())).toBeNull();
  });
  test('that misses one vote decides nothing', () => {
    for (const outcome of outcomes) expect(whyNotDecided(outcome, tally({ for: 2 }), rule())).toBe('quorum-missing');
  });
  test('cannot be reached when too many have a conflict or have left', () => {
    expect(isReachable({ quorum: 3, eligible: 3 })).toBe(true);
    expect(isReachable({ quorum: 3, eligible: 2 })).toBe(false);
  });
});

describe('a majority', () => {
  test('of the votes needs more than half of those that say something', () => {
    expect(carries(tally({ for: 3, defer: 1, abstain: 4 }), 'for', rule())).toBe(true);
    expect(carries(tally({ for: 2, against: 1, defer: 1 }), 'for', rule())).toBe(false);
  });
  test('broken by the chair decides a tie, and nothing but a tie', () => {
    expect(carries(tally({ for: 2, against: 2 }), 'for', rule({ chairsVote: 'for' }))).toBe(true);
    expect(carries(tally({ for: 2, against: 2 }), 'against', rule({ chairsVote: 'for' }))).toBe(false);
    expect(carries(tally({ for: 2, against: 2 }), 'for', rule())).toBe(false);
    expect(carries(tally({ for: 2, against: 3 }), 'for', rule({ chairsVote: 'for' }))).toBe(false);
  });
  test('of all who may vote is not helped by those who stayed away', () => {
    expect(carries(tally({ for: 2, abstain: 1 }), 'for', rule({ majority: 'absolute' }))).toBe(false);
    expect(carries(tally({ for: 3 }), 'for', rule({ majority: 'absolute' }))).toBe(true);
  });
  test('of two thirds is reached by exactly two thirds', () => {
    expect(carries(tally({ for: 2, against: 1 }), 'for', rule({ majority: 'two_thirds' }))).toBe(true);
    expect(carries(tally({ for: 3, against: 2 }), 'for', rule({ majority: 'two_thirds' }))).toBe(false);
  });
  test('that has to be unanimous falls with one vote to defer, and not with an abstention', () => {
    expect(carries(tally({ for: 3, abstain: 1 }), 'for', rule({ majority: 'unanimous' }))).toBe(true);
    expect(carries(tally({ for: 3, defer: 1 }), 'for', rule({ majority: 'unanimous' }))).toBe(false);
  });
});

describe('a board', () => {
  const number = fc.integer({ min: 0, max: 6 });
  const cases = fc.record({
    given: fc.record({ for: number, against: number, defer: number, abstain: number }),
    quorum: fc.integer({ min: 1, max: 8 }),
    majority: fc.constantFrom(...majorities),
    away: number,
    chairsVote: fc.option(fc.constantFrom(...votes)),
  });
  test('with a quorum can always decide something, and without one nothing', () => {
    fc.assert(
      fc.property(cases, ({ given, quorum, majority, away, chairsVote }) => {
        const allowed = allowedOutcomes(given, { quorum, majority, eligible: present(given) + away, chairsVote });
        expect(allowed.length > 0).toBe(present(given) >= quorum);
      }),
    );
  });
  test('never accepts and refuses on the same votes', () => {
    fc.assert(
      fc.property(cases, ({ given, quorum, majority, away, chairsVote }) => {
        const allowed = allowedOutcomes(given, { quorum, majority, eligible: present(given) + away, chairsVote });
        expect(allowed.includes('accept') && allowed.includes('decline')).toBe(false);
      }),
    );
  });
  test('sends back what neither side carries', () => {
    expect(allowedOutcomes(tally({ for: 1, against: 1, defer: 1 }), rule())).toEqual(['return']);
  });
});

test('whoever voted otherwise than was decided dissents, and who abstained does not', () => {
  expect(dissents('defer', 'accept_on_condition')).toBe(true);
  expect(dissents('against', 'accept')).toBe(true);
  expect(dissents('for', 'accept')).toBe(false);
  expect(dissents('abstain', 'decline')).toBe(false);
});

test('a member stands from the first moment of their part to the last before its end', () => {
  const [since, until] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-10T00:00:00Z')];
  expect(standsAt({ since, until: null }, since)).toBe(true);
  expect(standsAt({ since, until }, new Date('2026-11-09T23:59:59.999Z'))).toBe(true);
  expect(standsAt({ since, until }, until)).toBe(false);
});

test('only what is still open can be late', () => {
  const dueAt = new Date('2026-11-10T00:00:00Z');
  const after = new Date('2026-11-10T00:00:00.001Z');
  expect(isLate({ state: 'open', dueAt }, dueAt)).toBe(false);
  expect(isLate({ state: 'open', dueAt }, after)).toBe(true);
  expect(isLate({ state: 'decided', dueAt }, after)).toBe(false);
});
