import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldedWords } from './drafting.server.ts';
import { bandsOf, likeness, mostAlike, sameRelease, shinglesOf, sketchOf } from './nearness.ts';
import { movedRelease, releaseActions, releaseActionsOf, releaseStates } from './release.ts';

const wordsOf = (words: string) => foldedWords([{ kind: 'paragraph', words }]);
const sketch = (words: readonly string[]): number[] => {
  const made = sketchOf(words);
  if (!made) throw new Error('too few words');
  return made;
};
const words = fc.array(fc.stringMatching(/^[а-я]{3,8}$/), { minLength: 60, maxLength: 300 });
const shareOfBoth = (one: readonly string[], other: readonly string[]): number => {
  const [a, b] = [shinglesOf(one), shinglesOf(other)];
  const both = [...a].filter((each) => b.has(each)).length;
  return both / (a.size + b.size - both);
};

test('a text is like itself, and likeness goes both ways', () => {
  fc.assert(
    fc.property(words, words, (one, other) => {
      const [a, b] = [sketch(one), sketch(other)];
      expect(likeness(a, a)).toBe(1);
      expect(likeness(a, b)).toBe(likeness(b, a));
    }),
  );
});

test('a sketch estimates the share of shingles that both texts have', () => {
  fc.assert(
    fc.property(words, fc.array(fc.nat(), { maxLength: 20 }), (text, places) => {
      const changed = [...text];
      for (const place of places) changed[place % changed.length] = 'басқасөз';
      // 64 numbers: five deviations of a binomial are less than a third.
      expect(Math.abs(likeness(sketch(text), sketch(changed)) - shareOfBoth(text, changed))).toBeLessThan(0.32);
    }),
  );
});

test('a release that was reprinted with a few changes has a band in common and is found; another text is not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[а-я]{3,8}$/), { minLength: 150, maxLength: 300 }),
      words,
      fc.nat(),
      (text, other, place) => {
        const at = place % text.length;
        const reprint = [...text.slice(0, at), 'хабарлады', 'агенттік', ...text.slice(at + 1)];
        const known = { sketch: sketch(text) };
        expect(bandsOf(sketch(reprint)).some((band) => bandsOf(known.sketch).includes(band))).toBe(true);
        expect(mostAlike(sketch(reprint), [{ sketch: sketch(other) }, known])).toBe(known);
        expect(shareOfBoth(text, other) > sameRelease || mostAlike(sketch(other), [known]) === null).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

test('case, ё, stops and line ends make no other text; numbers do', () => {
  const text =
    'Всё министры подписали меморандум о сотрудничестве в области здравоохранения, и врачи осмотрели 2700 человек в двух городах области за два года работы миссии.';
  const other = text.toUpperCase().replaceAll('Ё', 'Е').replaceAll(',', ' –').replaceAll(' ', '\n');
  expect(likeness(sketch(wordsOf(text)), sketch(wordsOf(other)))).toBe(1);
  expect(likeness(sketch(wordsOf(text)), sketch(wordsOf(text.replace('2700', '2800'))))).toBeLessThan(1);
});

test('a few words are too few to tell', () => {
  expect(sketchOf(Array.from({ length: 19 }, (_, index) => `сөз${index}`))).toBeNull();
  expect(sketchOf([])).toBeNull();
});

test('bands fit what the database keeps', () => {
  fc.assert(
    fc.property(words, (text) => {
      for (const band of bandsOf(sketch(text))) expect(BigInt.asIntN(64, band)).toBe(band);
      for (const number of sketch(text)) expect(number | 0).toBe(number);
    }),
  );
});

test.each(releaseStates.flatMap((state) => releaseActions.map((action) => [state, action] as const)))(
  'a document that is %s in its release, asked to %s, moves only where the table says',
  (state, action) => {
    const expected = {
      offered: { keep: 'kept', split: 'apart', undo: null },
      kept: { keep: null, split: 'apart', undo: 'offered' },
      apart: { keep: null, split: null, undo: 'offered' },
    };
    expect(movedRelease(state, action)).toBe(expected[state][action]);
    expect(releaseActionsOf(state).includes(action)).toBe(expected[state][action] !== null);
  },
);
