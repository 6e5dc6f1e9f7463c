import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dutiesOf, type Risk, risks, standingOf, unknown } from './duty.ts';
import { dutyRules } from './dutyRules.ts';
import {
  type IncidentMove,
  incidentMoves,
  type IncidentState,
  incidentStates,
  moveIncident,
  movesFrom,
} from './incident.ts';
import { daysOf, mayKeep, retained } from './retention.ts';

const at = (text: string) => new Date(text);
const duties = (countries: string[], foundAt: string, risk: Risk = 'high') =>
  dutiesOf(dutyRules, { countries, foundAt: at(foundAt), risk });

test('in Kazakhstan the authority is told within one working day, which a weekend does not count toward', () => {
  // A Friday at 15:00 in Almaty: Monday at 15:00.
  expect(duties(['KZ'], '2026-11-20T10:00:00Z')).toMatchObject([
    { told: 'authority', due: at('2026-11-23T10:00:00Z') },
  ]);
  // A Tuesday: Wednesday.
  expect(duties(['KZ'], '2026-11-17T10:00:00Z')[0]?.due).toEqual(at('2026-11-18T10:00:00Z'));
});

test('seventy-two hours run on through the weekend', () => {
  const told = duties(['KR'], '2026-11-20T10:00:00Z');
  expect(told.map((duty) => [duty.told, duty.due])).toEqual([
    ['authority', at('2026-11-23T10:00:00Z')],
    ['people', at('2026-11-23T10:00:00Z')],
  ]);
});

test('a law that says "without delay" and names no term has no due moment, and stands first', () => {
  expect(duties(['IL', 'KR'], '2026-11-20T10:00:00Z')[0]).toMatchObject({ country: 'IL', due: null });
});

test('a rule holds from its day on, by the clocks of its country', () => {
  // 1 July 2024 began in Almaty at 19:00 UTC of 30 June.
  expect(duties(['KZ'], '2024-06-30T18:59:00Z')).toEqual([]);
  expect(duties(['KZ'], '2024-06-30T19:01:00Z')).toHaveLength(1);
});

test('while nobody has assessed the risk every duty counts; without risk none does', () => {
  expect(duties(['KZ', 'JP'], '2026-11-20T10:00:00Z', 'unassessed')).toHaveLength(3);
  expect(duties(['KZ', 'JP'], '2026-11-20T10:00:00Z', 'none')).toEqual([]);
});

test('a country without a rule is named, never passed over in silence', () => {
  expect(unknown(dutyRules, ['KZ', 'KG', 'UZ'])).toEqual(['KG', 'UZ']);
});

test('every rule says its law, its source and when somebody read it, and ends no earlier than it began', () => {
  for (const rule of dutyRules) {
    expect(rule.law.length).toBeGreaterThan(5);
    expect(rule.source).toMatch(/^https:\/\//);
    expect(rule.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(rule.until === null || rule.from <= rule.until).toBe(true);
  }
});

test('a working day is never over before a whole day has gone by, and never later than after a long weekend', () => {
  fc.assert(
    fc.property(
      fc.date({ min: at('2024-07-02T00:00:00Z'), max: at('2035-01-01T00:00:00Z'), noInvalidDate: true }),
      (foundAt) => {
        const due = dutiesOf(dutyRules, { countries: ['KZ'], foundAt, risk: 'high' })[0]?.due;
        const hours = due ? (due.getTime() - foundAt.getTime()) / 3_600_000 : 0;
        expect(hours).toBeGreaterThanOrEqual(23);
        expect(hours).toBeLessThanOrEqual(73);
      },
    ),
  );
});

test('a duty stands as told in time or late, as running or over, or as due at once', () => {
  const [due, before, after] = [at('2026-11-20T10:00:00Z'), at('2026-11-20T09:00:00Z'), at('2026-11-20T11:00:00Z')];
  expect(standingOf({ due }, before, after)).toBe('in_time');
  expect(standingOf({ due }, after, after)).toBe('late');
  expect(standingOf({ due }, null, before)).toBe('running');
  expect(standingOf({ due }, null, after)).toBe('overdue');
  expect(standingOf({ due: null }, null, before)).toBe('now');
  expect(standingOf({ due: null }, after, after)).toBe('in_time');
});

test.each(incidentStates.flatMap((state) => incidentMoves.map((move) => ({ state, move }))))(
  'an incident that is $state: $move is possible exactly where the table offers it',
  ({ state, move }: { state: IncidentState; move: IncidentMove }) => {
    const result = moveIncident({ state, risk: 'some' }, move);
    expect('moved' in result).toBe(movesFrom(state).includes(move));
  },
);

test('an incident is not closed before its risk is assessed', () => {
  for (const risk of risks) {
    const result = moveIncident({ state: 'contained', risk }, 'close');
    expect(result).toEqual(risk === 'unassessed' ? { refused: 'risk-unassessed' } : { moved: 'closed' });
  }
});

test('what is kept has a usual time within its own bounds, and an organisation may choose within them', () => {
  for (const { kind, least, usual, most } of retained) {
    expect(daysOf([], kind)).toBe(usual);
    expect(daysOf([{ kind, days: least }], kind)).toBe(least);
    expect([mayKeep(kind, least - 1), mayKeep(kind, least), mayKeep(kind, usual), mayKeep(kind, most + 1)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  }
});
