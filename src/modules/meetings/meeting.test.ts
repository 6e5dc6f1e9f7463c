import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Action,
  actions,
  actionsFrom,
  calendarDays,
  type CheckedMeeting,
  checkMeeting,
  dayOfPosts,
  isAhead,
  isWider,
  move,
  type State,
  states,
  withChange,
  writtenByPeople,
} from './meeting.ts';
import type { MeetingInput } from './schemas.ts';

const asked = (over: Partial<MeetingInput> = {}): MeetingInput => ({
  title: { kk: { text: 'Кездесу', by: 'person' } },
  held: '2020-12-23',
  startsAt: null,
  endsAt: null,
  zone: null,
  reportedOn: null,
  manner: 'not_stated',
  place: null,
  venue: null,
  agenda: null,
  ...over,
});
const checked = (over: Partial<MeetingInput> = {}): CheckedMeeting => {
  const found = checkMeeting(asked(over));
  if ('refused' in found) throw new Error(found.refused);
  return found.checked;
};
const clock = { now: new Date('2026-11-21T09:00:00Z'), today: '2026-11-21' };

describe('the states of a meeting', () => {
  const reached: Record<State, Action[]> = { planned: ['hold', 'cancel'], held: [], cancelled: ['plan_again'] };
  test.each(states.flatMap((state) => actions.map((action) => [state, action] as const)))(
    '%s, then %s: possible exactly where the buttons say so',
    (state, action) => {
      const moved = move({ state, heldFirst: null, startsAt: null }, action, clock);
      expect('moved' in moved).toBe(reached[state].includes(action));
      expect(actionsFrom(state)).toEqual(reached[state]);
    },
  );

  test('a meeting was not held before its hour, and one of tomorrow here may be of today elsewhere', () => {
    const later = { state: 'planned', heldFirst: '2026-11-21', startsAt: new Date('2026-11-21T09:01:00Z') } as const;
    expect(move(later, 'hold', clock)).toEqual({ refused: 'day-in-future' });
    expect(isAhead({ heldFirst: '2026-11-22', startsAt: null }, clock)).toBe(false);
    expect(isAhead({ heldFirst: '2026-11-23', startsAt: null }, clock)).toBe(true);
    expect(isAhead({ heldFirst: null, startsAt: null }, clock)).toBe(false);
  });
});

describe('when a meeting was', () => {
  test('a missing part of the date stays missing', () => {
    expect(checked({ held: 'XXXX-04-10' })).toMatchObject({ heldFirst: null, heldLast: null });
    expect(checked({ held: null, reportedOn: '2020-12-23' })).toMatchObject({ held: null, heldFirst: null });
    expect(checked({ held: '2020-03/2020-05' })).toMatchObject({ heldFirst: '2020-03-01', heldLast: '2020-05-31' });
  });

  test('an hour is of the place, whose clocks were another then', () => {
    const almaty = checked({ held: null, startsAt: '2020-12-23T10:00', zone: 'Asia/Almaty' });
    expect(almaty).toMatchObject({ held: '2020-12-23', startsAt: new Date('2020-12-23T04:00:00Z') });
    const seoul = checked({ held: null, startsAt: '2020-12-23T10:00', place: 'kr' });
    expect(seoul).toMatchObject({ zone: 'Asia/Seoul', startsAt: new Date('2020-12-23T01:00:00Z') });
  });

  test.each([
    ['zone-missing', { startsAt: '2020-12-23T10:00' }],
    ['zone-unknown', { startsAt: '2020-12-23T10:00', zone: 'Asia/Nowhere' }],
    ['zone-unknown', { zone: '+05:00' }],
    ['hour-does-not-exist', { held: null, startsAt: '2020-03-27T02:30', zone: 'Asia/Jerusalem' }],
    ['ends-before-it-begins', { startsAt: '2020-12-23T10:00', endsAt: '2020-12-23T09:59', zone: 'UTC' }],
    ['start-missing', { endsAt: '2020-12-23T10:00', zone: 'UTC' }],
    ['date-and-hour-differ', { startsAt: '2020-12-24T10:00', zone: 'UTC' }],
    ['place-unknown', { place: 'atlantis' }],
  ] as const)('%s is refused', (refused, over) => {
    expect(checkMeeting(asked(over))).toEqual({ refused });
  });

  test('a change of one field leaves the others as they are', () => {
    const hours = fc.record({ hour: fc.integer({ min: 0, max: 23 }), length: fc.integer({ min: 0, max: 600 }) });
    fc.assert(
      fc.property(hours, fc.constantFrom('Asia/Almaty', 'Asia/Seoul', 'Europe/London'), ({ hour, length }, zone) => {
        const startsAt = `2020-12-23T${String(hour).padStart(2, '0')}:00`;
        const end = new Date(Date.parse(`${startsAt}:00Z`) + length * 60_000).toISOString().slice(0, 16);
        const before = checked({ held: null, startsAt, endsAt: end, zone });
        const after = checkMeeting(withChange(before, { manner: 'online' }));
        expect(after).toEqual({ checked: { ...before, manner: 'online' } });
      }),
    );
  });

  test('without its hour a meeting keeps its day, and with another hour it takes the day of that', () => {
    const before = checked({ held: null, startsAt: '2020-12-23T10:00', endsAt: '2020-12-23T11:00', zone: 'UTC' });
    const dayOnly = checkMeeting(withChange(before, { startsAt: null }));
    expect(dayOnly).toMatchObject({ checked: { held: '2020-12-23', startsAt: null, endsAt: null } });
    const moved = checkMeeting(withChange(before, { startsAt: '2020-12-24T10:00', endsAt: null }));
    expect(moved).toMatchObject({ checked: { held: '2020-12-24', heldFirst: '2020-12-24' } });
  });

  test('a calendar has a place for days alone', () => {
    expect(calendarDays('2020-12-23')).toEqual({ first: '2020-12-23', last: '2020-12-23' });
    expect(calendarDays('2020-12-23/2020-12-24')).toEqual({ first: '2020-12-23', last: '2020-12-24' });
    for (const vague of ['2020-12', '2018', 'XXXX-04-10', '2020-12-23~', '2020-12-23/..', null])
      expect(calendarDays(vague)).toBeNull();
  });

  test('posts are those of the last day it may have been, else of the report', () => {
    expect(dayOfPosts({ heldLast: '2020-05-31', reportedOn: '2020-06-01' })).toBe('2020-05-31');
    expect(dayOfPosts({ heldLast: null, reportedOn: '2020-06-01' })).toBe('2020-06-01');
  });
});

test('what a machine wrote and nobody approved is no part of a text', () => {
  const text = {
    kk: { text: 'бір', by: 'person' },
    ru: { text: 'один', by: 'machine' },
    en: { text: 'one', by: 'approved' },
  } as const;
  expect(Object.keys(writtenByPeople(text) ?? {})).toEqual(['kk', 'en']);
  expect(writtenByPeople({ ru: text.ru })).toBeNull();
});

test('who sees more', () => {
  expect(isWider('public', 'partnership')).toBe(true);
  expect(isWider('own_side', 'own_side')).toBe(false);
});
