import { expect, test } from 'vitest';
import type { CommitmentTable } from './ledger.sql.ts';
import { differing, inputFrom, isCorrecting, keysOf, promiseFaults, valuesOf } from './promiseRow.ts';

const row: CommitmentTable = {
  id: 'c',
  owner_organisation: 'a',
  partnership_id: 'p',
  side_id: 's',
  visibility: 'public',
  is_demo: false,
  retracted_at: null,
  version: 3,
  changed_at: new Date(0),
  kind: 'money',
  title: { kk: { text: 'Грант', by: 'person' }, ky: { text: 'Грант', by: 'machine' } },
  measure_key: null,
  currency: 'USD',
  target: 700_000_050n,
  comparator: 'gt',
  strength: 'signed',
  debtors: ['b', 'a'],
  creditors: ['c'],
  term: '2024',
  term_last: '2024-12-31',
  condition: null,
  condition_state: null,
  beneficiaries: null,
  place: 'Талдықорған',
  stated_on: '2020-12-23',
  withdrawn_on: null,
  per: null,
  due_after: null,
  condition_on: null,
  condition_reasons: null,
  place_key: null,
  replaced_by: null,
  part_of: null,
  meeting_id: null,
  instrument_id: null,
  article_id: null,
};
const known = valuesOf(row, 'kz-kr');

test('what the ledger has comes back as it was: nothing differs, and nothing is written otherwise', () => {
  expect(differing({ ...known, id: 'c', version: '3', reasons: 'any' }, known)).toEqual([]);
  expect(known).toMatchObject({ target: '7000000.5', from: 'a; b', title_kk: 'Грант', title_ru: null });
  expect(inputFrom(known, row)).toMatchObject({
    title: row.title,
    target: { amount: '7000000.50', currency: 'USD' },
    debtors: ['b', 'a'],
    comparator: 'gt',
  });
});

test('a column that the file does not have says nothing; a version of the title that says the same keeps who wrote it', () => {
  const input = inputFrom({ title_kk: 'Грант', title_ru: 'Грант на больницу', target: '8' }, row);
  expect(input.title).toEqual({ ...row.title, ru: { text: 'Грант на больницу', by: 'person' } });
  expect(input).toMatchObject({ target: { amount: '8.00', currency: 'USD' }, term: '2024', place: 'Талдықорған' });
  expect(inputFrom({ title_kk: null }, row).title).toEqual({ ky: row.title.ky });
});

test.each([
  [['place_key'], false],
  [['condition_state', 'place_key'], false],
  [['place_key', 'target'], true],
  [[], false],
])('changing %j corrects what was said: %s', (fields, is) => expect(isCorrecting(fields)).toBe(is));

test('promises are told apart by where, by when and between whom, and not by how much', () => {
  const [key] = keysOf(known);
  expect(keysOf({ ...known, target: '9', strength: 'planned', title_kk: ' ГРАНТ ' })).toEqual([key]);
  for (const other of [{ term: '2025' }, { place: 'Талғар' }, { from: 'd' }, { currency: 'EUR' }])
    expect(keysOf({ ...known, ...other })).not.toContain(key);
  expect(keysOf({ ...known, title_kk: null })).toEqual([]);
});

test('a strength is never invented: a row without one is refused', () => {
  const context = { seated: new Set(['a', 'b', 'c']), today: '2026-11-22' };
  expect(promiseFaults(inputFrom(known), context)).toEqual([]);
  expect(promiseFaults(inputFrom({ ...known, strength: null }), context)).toEqual([
    { column: 'strength', cause: 'required' },
  ]);
  expect(promiseFaults(inputFrom({ ...known, from: 'z' }), context)).toEqual([
    { column: 'from', cause: 'party-unknown' },
  ]);
});
