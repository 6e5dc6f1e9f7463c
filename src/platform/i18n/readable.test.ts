import { expect, test } from 'vitest';
import { cpuTime } from '../../../test/cpuTime.ts';
import { LocalisedTextSchema, NamesSchema } from './localised.ts';
import { tidied } from './readable.ts';

test.each([
  ['  Алматы \n', 'Алматы'],
  ['\u200B\u2060\uFEFF', ''],
  ['\u200BАлматы\u200B', 'Алматы'],
  ['\u202Eытамлa', 'ытамлa'],
  ['a\uD800b', 'a\uFFFDb'],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ['עברית \u200Fו-English', 'עברית \u200Fו-English'],
  ['👩‍⚕️ дәрігер', '👩‍⚕️ дәрігер'],
])('%j is kept as %j', (written, kept) => {
  expect(tidied(written)).toBe(kept);
  expect(tidied(kept)).toBe(kept);
});

test('a name or a text that shows nothing is refused', () => {
  expect(NamesSchema.safeParse({ kk: '\u200B\u200B' }).success).toBe(false);
  expect(LocalisedTextSchema.safeParse({ kk: { text: '\u2060', by: 'person' } }).success).toBe(false);
  expect(NamesSchema.parse({ kk: '\u202EАлматы' })).toEqual({ kk: 'Алматы' });
});

test('a long text of blanks takes no time', () => {
  const written = `a${' '.repeat(200_000)}b`;
  expect(cpuTime(() => expect(tidied(written)).toBe(written))).toBeLessThan(1000);
});
