import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { faultsOf, readCatalogues } from './catalogueFaults.ts';
import { keepGenerated } from './generated.ts';
import { parametersOf } from './messageParameters.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

type Files = Record<string, Record<string, unknown>>;

/** The faults of messages laid out as modules lay theirs out. */
function faults(files: Files): string[] {
  const root = `${mkdtempSync(join(tmpdir(), 'messages-'))}/`;
  folders.push(root);
  for (const [path, messages] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(messages));
  }
  return faultsOf(readCatalogues(root, Object.keys(files)));
}

const inAll = (kk: object, ru: object, en: object): Files => ({
  'a/messages/kk.json': { ...kk },
  'a/messages/ru.json': { ...ru },
  'a/messages/en.json': { ...en },
});
const one = (kk: string, ru: string, en: string): Files => inAll({ 'a.b': kk }, { 'a.b': ru }, { 'a.b': en });

test('messages that agree have no faults, and a noun that stays singular needs no plural', () => {
  const ru = '{n, plural, one {# день} few {# дня} many {# дней} other {# дня}}';
  expect(faults(one('{n} күн', ru, '{n, plural, one {# day} other {# days}}'))).toEqual([]);
});

test.each<[fault: string, files: Files]>([
  ['missing in ru', inAll({ 'a.b': 'бар' }, {}, { 'a.b': 'there' })],
  ['missing in kk', inAll({}, { 'a.b': 'есть' }, { 'a.b': 'there' })],
  ['ru {n} lacks the plural category many', one('{n}', '{n, plural, one {#} few {#} other {#}}', '{n}')],
  ['en {n} lacks the plural category one', one('{n}', '{n}', '{n, plural, other {#}}')],
  ['en {n} has few, which the language does not use', one('{n}', '{n}', '{n, plural, one {#} few {#} other {#}}')],
  ['parameters differ: n | m', one('{n}', '{n}', '{m}')],
  ['parameters differ: n | none', one('{n}', '{n}', 'n')],
  [
    'choices differ',
    one('{s, select, x {1} other {2}}', '{s, select, y {1} other {2}}', '{s, select, x {1} other {2}}'),
  ],
  ['{d} is used as date and as number', one('{d, date}', '{d, number}', '{d}')],
  ['kk {d} has a style that date does not have', one('{d, date, huge}', '{d, date}', '{d, date}')],
  ['kk {d} is of the unknown kind spellout', one('{d, spellout}', '{d}', '{d}')],
  ['has no text', one('бар', ' ', 'there')],
  ['ru has a letter of another language', one('ұйым', 'ұйым', 'organisation')],
  ['en has a letter of another language', one('ұйым', 'организация', 'ұйым')],
  ['ru mixes Latin and Cyrillic letters in a word', one('бар', 'cтрана', 'country')],
  [
    'is not in the order of the alphabet',
    inAll({ 'a.c': 'в', 'a.b': 'б' }, { 'a.b': 'б', 'a.c': 'в' }, { 'a.b': 'b', 'a.c': 'c' }),
  ],
  ['is no flat, dotted key', inAll({ save: 'Сақтау' }, { save: 'Сохранить' }, { save: 'Save' })],
  ['is not a served language', { ...one('бар', 'есть', 'there'), 'a/messages/fr.json': { 'a.b': 'oui' } }],
  ['is already in a/messages', { ...one('бар', 'есть', 'there'), 'b/messages/kk.json': { 'a.b': 'бар' } }],
])('the check says: %s', (fault, files) => {
  expect(faults(files)).toContainEqual(expect.stringContaining(fault));
});

test('a message that cannot be read is a fault that names its file and key', () => {
  expect(faults(one('{n, plural', 'б', 'b'))[0]).toMatch(/^a\/messages\/kk\.json: a\.b: /);
});

test('a parameter has the type that its strictest use needs, inner uses included', () => {
  const compiled = [
    [['s', 'select', { other: [['n', 'plural', { other: ['#', ['d', 'date']] }]] }], ['x'], ['n']],
  ] as const;
  const types = [...parametersOf(compiled)].map(([name, { type }]) => [name, type]);
  expect(types).toEqual([
    ['s', 'string'],
    ['n', 'number'],
    ['d', 'string'],
    ['x', 'string | number | bigint'],
  ]);
});

test('a stale generated file is named and, when only checked, left as it is', () => {
  const path = 'src/generated/messages.ts';
  const before = readFileSync(path, 'utf8');
  expect(keepGenerated([[path, 'export type Messages = null;']], true)).toEqual([path]);
  expect(keepGenerated([[path, before]], true)).toEqual([]);
  expect(readFileSync(path, 'utf8')).toBe(before);
});
