import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directionOf, stepOf } from './keys.ts';
import { runsOf } from './marks.ts';
import { barLengths, shareOf } from './share.ts';

const marksOf = fc.array(
  fc.record({ start: fc.integer({ min: -5, max: 40 }), end: fc.integer({ min: -5, max: 40 }) }),
  {
    maxLength: 6,
  },
);

describe('marks', () => {
  test('mark exactly the characters between their offsets', () => {
    expect(runsOf('2700-ден астам адам', [{ start: 0, end: 14 }])).toEqual([
      { text: '2700-ден астам', marked: true, start: 0 },
      { text: ' адам', marked: false, start: 14 },
    ]);
  });
  test('never change the text, and mark a character if and only if some mark covers it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), marksOf, (text, marks) => {
        const runs = runsOf(text, marks);
        expect(runs.map((run) => run.text).join('')).toBe(text);
        for (const { text: part, marked, start } of runs) {
          for (let at = start; at < start + part.length; at += 1) {
            expect(marked).toBe(marks.some((mark) => mark.start <= at && at < mark.end));
          }
        }
      }),
    );
  });
});

describe('a bar', () => {
  test('is full only when everything was delivered', () => {
    expect(barLengths(1)).toEqual({ over: false, done: 100 });
    expect(barLengths(0.9999)).toEqual({ over: false, done: 99 });
  });
  test('shows the smallest delivery, and nothing when nothing was delivered', () => {
    expect(barLengths(0)).toEqual({ over: false, done: 0 });
    expect(barLengths(0.000001)).toEqual({ over: false, done: 0.8 });
  });
  test('passes its outline as soon as more was delivered than promised', () => {
    expect(barLengths(1.000001)).toEqual({ over: true, promised: 97 });
    expect(barLengths(1.25)).toEqual({ over: true, promised: 80 });
    expect(barLengths(1000)).toEqual({ over: true, promised: 8 });
  });
  test('grows with what was delivered', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const [less, more] = [barLengths(Math.min(a, b)), barLengths(Math.max(a, b))];
        expect(!less.over && !more.over && less.done <= more.done).toBe(true);
      }),
    );
  });
  test('of a number that is not one is empty', () => {
    expect(barLengths(Number.NaN)).toEqual({ over: false, done: 0 });
    expect(barLengths(-1)).toEqual({ over: false, done: 0 });
  });
});

describe('the delivered share of exact amounts', () => {
  test('is on the right side of one however large the amounts are', () => {
    const promised = 108_700_000_000_000_000_000n;
    expect(shareOf(promised, promised)).toBe(1);
    expect(shareOf(promised - 1n, promised)).toBeLessThan(1);
    expect(shareOf(promised + 1n, promised)).toBeGreaterThan(1);
  });
  test('does not exist when no number was promised', () => {
    expect(shareOf(2700n, 0n)).toBeNull();
  });
});

test('the ladder has eight steps, from discussed to signed', () => {
  expect([stepOf('discussed'), stepOf('agreed_to_consider'), stepOf('signed')]).toEqual([1, 4, 8]);
});

test.each([
  ['he', 'rtl'],
  ['kk', 'ltr'],
  ['kk-Arab', 'rtl'],
  ['uz-Cyrl', 'ltr'],
  ['he-Latn', 'ltr'],
  ['ja', 'ltr'],
] as const)('%s runs %s', (lang, direction) => {
  expect(directionOf(lang)).toBe(direction);
});
