import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPage } from '../../reader/page.ts';
import { strengths as readerStrengths } from '../../reader/index.ts';
import { type PageBlock, passageAt, toSource, toWords, wordsIn } from './block.ts';
import { actionsOf, type ClaimState, claimActions, claimStates, disagreementsOf, moveClaim } from './claim.ts';
import { draftDocument } from './drafting.server.ts';
import { attachmentName, shownBlocks } from './page.ts';
import { readInTime } from './reading.server.ts';
import { readBody, strengths } from './value.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

test.each(claimStates.flatMap((state) => claimActions.map((action) => [state, action] as const)))(
  'a claim that is %s, asked to %s, moves only where the table says',
  (state, action) => {
    const drafts = { change: 'draft', accept: 'accepted', reject: 'rejected', reopen: null };
    const decided = { change: null, accept: null, reject: null, reopen: 'draft' };
    const goal = state === 'draft' ? drafts : decided;
    const refused = action === 'reopen' ? 'stale' : 'already-decided';
    const expected = goal[action] === null ? { refused } : { moved: goal[action] };
    expect(moveClaim({ state, version: 3 }, { action, version: 3 })).toEqual(expected);
    expect(actionsOf(state).includes(action)).toBe(goal[action] !== null);
  },
);

test('a decision on another version than the present one is stale', () => {
  expect(moveClaim({ state: 'draft', version: 4 }, { action: 'accept', version: 3 })).toEqual({ refused: 'stale' });
});

test('two numbers for one measure are a question; a rejected one, a plan beside a result, or equal numbers are not', () => {
  const count = (
    id: string,
    value: number,
    { state = 'draft', ...extra }: { state?: ClaimState; role?: string; measure?: string } = {},
  ) => {
    const shape = { measure: 'people_seen', value, role: 'result', ...extra };
    return { id, kind: 'count', state, value: shape };
  };
  const claims = [
    count('a', 2700),
    count('b', 2800),
    count('c', 2700),
    count('d', 3000, { role: 'planned' }),
    count('e', 10, { state: 'rejected' }),
    count('f', 37, { measure: 'operations' }),
  ];
  const found = disagreementsOf(claims);
  expect([...found.keys()]).toEqual(['a', 'b', 'c']);
  expect([found.get('a'), found.get('b')]).toEqual([['b'], ['a', 'c']]);
});

test('the ladder of strength is the reader’s', () => {
  expect(strengths).toEqual(readerStrengths);
});

test.each([
  ['money', { amount: '1087000000', currency: 'JPY', comparator: 'eq' }, true],
  ['money', { amount: '10.5', currency: 'JPY', comparator: 'eq' }, false],
  ['money', { amount: '10', currency: 'XXX', comparator: 'eq' }, false],
  ['count', { value: 2700, comparator: 'gt', what: 'адам', role: 'result' }, true],
  ['count', { value: 1e300, comparator: 'gt', what: 'адам', role: 'result' }, false],
  ['count', { value: -1, comparator: 'eq', what: 'адам', role: 'result' }, false],
  ['count', { value: 800, comparator: 'gt', what: 'бемор', role: 'result', per: 'P1Y' }, true],
  ['count', { value: 800, comparator: 'gt', what: 'бемор', role: 'result', per: 'P' }, false],
  ['date', { edtf: 'XXXX-04-10', precision: 'day', role: 'event' }, true],
  ['date', { edtf: '2020-02-30', precision: 'day', role: 'event' }, false],
  ['commitment', { strength: 'promised', what: 'жағдай жасау' }, true],
  ['commitment', { strength: 'sworn', what: 'жағдай жасау' }, false],
  ['song', { what: 'жыр' }, false],
])('a value of %s is taken only in its own shape: %j', (kind, value, isTaken) => {
  expect(readBody(kind, value) !== null).toBe(isTaken);
});

const html = fc
  .array(
    fc.constantFrom(
      '37 ',
      'адам',
      '&amp;',
      '&lt;b&gt;',
      ' ',
      '\n',
      '<p>',
      '</p>',
      '<b>',
      '</b>',
      '&nbsp;',
      '😀',
      '<br>',
      'х',
    ),
    { maxLength: 40 },
  )
  .map((parts) => `<p>${parts.join('')}</p>`);

test('every word of a page leads to its place in the source and back', () => {
  fc.assert(
    fc.property(html, fc.nat(), fc.nat(), (source, from, length) => {
      const block: PageBlock = {
        kind: 'paragraph',
        ...wordsIn(readPage(source, 'text/html'), { start: 0, end: source.length }),
      };
      fc.pre(block.words.length > 0);
      const start = from % block.words.length;
      const range = { start, end: start + 1 + (length % (block.words.length - start)) };
      const there = toSource(block, range);
      expect(there.end).toBeGreaterThan(there.start);
      const back = toWords(block, there);
      expect(back?.start).toBeLessThanOrEqual(range.start);
      expect(back?.end).toBeGreaterThanOrEqual(range.end);
      expect(toSource(block, back ?? range)).toEqual(there);
    }),
  );
});

test('a passage of plain text is exactly those units of the source, with its sentence', () => {
  const text = 'Бірінші сөйлем. Екінші сөйлем мұнда.';
  const block: PageBlock = { kind: 'paragraph', words: text, runs: [[0, 0, text.length]] };
  const passage = passageAt([block], { start: 16, end: 22 }, () => [
    { start: 0, end: 15 },
    { start: 16, end: 36 },
  ]);
  expect(passage).toEqual({ quote: 'Екінші', sentence: 'Екінші сөйлем мұнда.', quoteOffset: 0 });
  expect(passageAt([block], { start: 30, end: 40 }, () => [])).toBeNull();
});

test('a telephone number that is marked inside a passage is part of its words once', () => {
  const text = 'Байланыс орталығы: 1404, күн сайын.';
  const block: PageBlock = { kind: 'paragraph', words: text, runs: [[0, 0, text.length]] };
  const number: PageBlock = { kind: 'furniture', furniture: 'phone', words: '1404', runs: [[0, 19, 23]] };
  const passage = passageAt([block, number], { start: 0, end: text.length }, () => []);
  expect(passage).toEqual({ quote: text, sentence: text, quoteOffset: 0 });
});

test('whatever the bytes, each drafted quote is in its sentence and nothing is kept that cannot be stored', () => {
  const pieces = fc.constantFrom(
    '2700-ден астам адам қаралды. ',
    '\0',
    '\ud83d',
    '<p>',
    '&#0;',
    '1 миллион иен ',
    'уәде берді. ',
    '\n\n',
    '&amp;',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const drafted = draftDocument(Buffer.from(parts.join(''), 'utf16le'), { encoding: 'utf-16le' });
      expect(JSON.stringify(drafted)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      for (const { quote, sentence, quoteOffset } of drafted.claims)
        expect(sentence.slice(quoteOffset, quoteOffset + quote.length)).toBe(quote);
    }),
  );
});

test('reading that takes longer than allowed is given up', async () => {
  const long = bytesOf('Қонақтар бүгін қалаға келіп, көшелерді аралады. '.repeat(50_000));
  expect(await readInTime({ bytes: long, kind: 'text', hints: {} }, { patience: 1 })).toEqual({
    refused: 'document-too-long',
  });
});

test('a page too long for a browser is cut between blocks, and that is said', () => {
  const block: PageBlock = { kind: 'paragraph', words: 'а'.repeat(80), runs: [[0, 0, 80]] };
  expect(shownBlocks([block, block, block], 250)).toEqual({ blocks: [block, block], isCut: true });
  expect(shownBlocks([block], 250).isCut).toBe(false);
});

test('an original is saved under its title, without what a file system refuses', () => {
  expect(attachmentName({ title: 'Есеп: "2020/23"\n<b>', mediaType: 'text/html' })).toBe('Есеп 2020 23 b.html');
  expect(attachmentName({ title: '///', mediaType: 'text/plain' })).toBe('original.txt');
});
