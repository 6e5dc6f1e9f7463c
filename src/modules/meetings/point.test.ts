import { describe, expect, test } from 'vitest';
import { strengths } from '../../vocabulary.ts';
import { pointKinds } from './meeting.ts';
import { type KeptPoint, proposedPromise, strengthByKind, whyPointsRefused, whyPromiseRefused } from './point.ts';

const [almaty, seoul, osaka] = ['almaty', 'seoul', 'osaka'];
const sides = [
  { id: 'home', organisations: [almaty] },
  { id: 'away', organisations: [seoul, osaka] },
];
const point = (over: Partial<KeptPoint> = {}): KeptPoint => ({
  id: 'p1',
  side: 'home',
  kind: 'offered',
  strength: null,
  wording: { kk: { text: 'Бірге емхана ашу', by: 'person' } },
  commitment: null,
  ...over,
});
const around = { sides, present: [], statedOn: '2020-12-23' };

describe('what a point would be as a commitment', () => {
  test('who offers owes, and who asks is owed', () => {
    expect(proposedPromise(point(), around)).toMatchObject({
      debtors: [almaty],
      creditors: [seoul, osaka],
      strength: 'proposed',
    });
    expect(proposedPromise(point({ kind: 'asked' }), around)).toMatchObject({
      debtors: [seoul, osaka],
      creditors: [almaty],
    });
  });

  test('of a side those speak who were there', () => {
    const present = [{ side: 'away', organisation: seoul }];
    expect(proposedPromise(point(), { ...around, present }).creditors).toEqual([seoul]);
  });

  test('what all agreed all owe, and nobody owes himself', () => {
    const joint = proposedPromise(point({ side: null, kind: 'agreed' }), around);
    expect(joint).toMatchObject({ debtors: [almaty, seoul, osaka], creditors: [], strength: 'agreed' });
  });

  test('no number, term or condition is made up', () => {
    const { target, term, condition, conditionState, kind } = proposedPromise(point(), around);
    expect({ target, term, condition, conditionState, kind }).toEqual({
      target: null,
      term: null,
      condition: null,
      conditionState: null,
      kind: 'act',
    });
  });

  test.each(pointKinds.flatMap((kind) => strengths.map((strength) => [kind, strength] as const)))(
    'a point that was %s is entered as %s only where that is no stronger',
    (kind, strength) => {
      const most = strengthByKind[kind] ?? 'signed';
      const isStronger = strengths.indexOf(strength) > strengths.indexOf(most);
      const expected = kind === 'informed' ? 'informs-only' : isStronger ? 'stronger-than-said' : null;
      expect(whyPromiseRefused(point({ kind }), { strength })).toBe(expected);
    },
  );

  test('a promise that was given aloud may be entered as one', () => {
    expect(whyPromiseRefused(point({ strength: 'promised' }), { strength: 'promised' })).toBeNull();
    expect(whyPromiseRefused(point({ strength: 'agreed_to_consider', kind: 'agreed' }), { strength: 'agreed' })).toBe(
      'stronger-than-said',
    );
  });

  test('once is enough', () => {
    expect(whyPromiseRefused(point({ commitment: 'c1' }), { strength: null })).toBe('point-is-commitment');
    expect(whyPromiseRefused(undefined, { strength: null })).toBe('point-unknown');
  });
});

describe('what may be written down', () => {
  const kept = [point(), point({ id: 'p2', commitment: 'c1' })];
  const given = kept.map(({ commitment: _commitment, ...said }) => said);
  const why = (points: Parameters<typeof whyPointsRefused>[0]) =>
    whyPointsRefused(points, { kept, sides: ['home', 'away'] });

  test('the same points again, in whatever order', () => {
    expect(why(given)).toBeNull();
    expect(why(given.toReversed())).toBeNull();
  });

  test('what became a commitment keeps its words and its place in the list', () => {
    expect(why(given.slice(0, 1))).toBe('point-is-commitment');
    expect(why(given.map((each) => ({ ...each, kind: 'agreed' as const })))).toBe('point-is-commitment');
    const reworded = given.map((each) => ({ ...each, wording: { kk: { text: 'Басқа', by: 'person' as const } } }));
    expect(why(reworded)).toBe('point-is-commitment');
  });

  test('a side of another partnership, a point of another meeting, twice the same', () => {
    const [first, second] = given as [(typeof given)[0], (typeof given)[0]];
    expect(why([{ ...first, side: 'elsewhere' }, second])).toBe('side-unknown');
    expect(why([{ ...first, id: 'p9' }, second])).toBe('point-unknown');
    expect(why([first, first, second])).toBe('point-unknown');
  });

  test('an offer is somebody’s, and information has no strength', () => {
    const [, second] = given as [(typeof given)[0], (typeof given)[0]];
    expect(why([{ ...second }, { side: null, kind: 'offered', strength: null, wording: second.wording }])).toBe(
      'offer-needs-side',
    );
    expect(why([{ ...second }, { side: 'home', kind: 'informed', strength: 'agreed', wording: second.wording }])).toBe(
      'informs-only',
    );
  });
});
