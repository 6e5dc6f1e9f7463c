import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const fold = async (text: string): Promise<unknown> =>
  (await world.seeAll('select search_fold($1) as it', [text]))[0]?.['it'];

test.each([
  ['case', 'ҚАЗАҚСТАН', 'қазақстан'],
  ['letters that a keyboard does not have', 'Өскемен, Ұлытау, Үшарал, Һ', 'Оскемен, Улытау, Ушарал, Х'],
  ['ё', 'приём', 'прием'],
  ['и for і, х for ҳ, у for ў', 'Тошкент шаҳри, ўқитувчи, іс', 'Тошкент шахри, укитувчи, ис'],
  ['any apostrophe or none', 'Oʻzbekiston maʼmuriyati', "O'zbekiston ma’muriyati"],
  [
    'a Kazakh name in Cyrillic and Latin letters',
    'Алматы облысы, Шымкент, Қостанай',
    'Almaty oblysy, Şymkent, Qostanai',
  ],
  ['the Latin letters of passports', 'Шымкент, Жамбыл', 'Shymkent, Zhambyl'],
  ['Kazakh in Arabic letters', 'Қазақстан, Алматы, денсаулық', 'قازاقستان, الماتى, دەنساۋلىق'],
  ['decomposed letters', 'й ё', 'й ё'.normalize('NFD')],
])('alike: %s', async (_what, one, other) => {
  expect(await fold(one)).toBe(await fold(other));
});

test('words that differ stay different', async () => {
  expect(await fold('Астана')).not.toBe(await fold('Алматы'));
});

const terms = async (asked: string) => (await world.seeAll('select search_terms($1)::text as it', [asked]))[0]?.['it'];
test.each([
  ['', null],
  ['  – ', null],
  ['ота', "'ота':*"],
  ['ай', "'аи'"],
  ["'; drop table commitment; --", "'соммитмент':* & 'табле':* & 'дроп':*"],
  ['a & b | !c:*', "'а' & 'б' & 'с'"],
])('what is asked is a list of words, whatever is typed: %j', async (asked, query) => {
  expect(await terms(asked)).toBe(query);
});

test('nobody reads the table of entries or of words, only the functions do', async () => {
  for (const table of ['search_entry', 'search_word', 'search_spelling'])
    for (const db of [world.db, world.publicDb])
      await expect(sql.raw(`select * from ${table}`).execute(db)).rejects.toThrow('permission denied');
  for (const call of [
    'search_found_own(null, null, null)',
    'search_found_public(null, null, null)',
    'search_page(null, null, 1, 0)',
    "search_spelt('x', null)",
    'search_drop(null, null)',
  ])
    for (const db of [world.db, world.publicDb])
      await expect(sql.raw(`select ${call}`).execute(db)).rejects.toThrow('permission denied');
});

test('who is nobody finds nothing', async () => {
  const { rows } = await sql`select * from search_own('министрлік', null, 5, 0)`.execute(world.db);
  expect(rows).toEqual([]);
});
