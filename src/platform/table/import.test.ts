import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Existing, type ImportColumn, type Importing, previewImport, type Values } from './import.ts';
import { seenOf, shownPreview } from './read.server.ts';

const columns: ImportColumn[] = [
  { key: 'id', headers: [], kind: 'text' },
  { key: 'version', headers: [], kind: 'integer' },
  { key: 'name', headers: [], kind: 'text', isRequired: true },
  { key: 'target', headers: [], kind: 'decimal' },
  {
    key: 'place',
    headers: [],
    kind: 'text',
    read: (value) => (value === 'Атлантида' ? { cause: 'place-unknown' } : { value: value.toUpperCase() }),
  },
];
const identify = ({ id, name }: Values) => id ?? name ?? null;
const kept = (version = 3): Existing => ({ id: 'a', version, values: { name: 'Клиника', target: '10', place: 'ОШ' } });
const preview = (rows: Record<string, string>[], further: Partial<Importing> = {}) =>
  previewImport({
    columns,
    identify,
    existing: new Map([['a', kept()]]),
    rows: rows.map((cells, at) => ({ number: at + 2, cells })),
    ...further,
  });
const only = (cells: Record<string, string>, further: Partial<Importing> = {}) => preview([cells], further).rows[0];

test('a row that names no record is added', () => {
  expect(only({ name: 'Жаңа', target: '1 500' })).toEqual({
    is: 'added',
    row: 2,
    values: { name: 'Жаңа', target: '1500' },
  });
});

test('a changed row says field by field what was and what would be', () => {
  expect(only({ id: 'a', version: '3', name: 'Клиника', target: '12', place: 'ош' })).toEqual({
    is: 'changed',
    row: 2,
    id: 'a',
    version: 3,
    values: { name: 'Клиника', target: '12', place: 'ОШ' },
    changes: [{ column: 'target', before: '10', after: '12' }],
  });
});

test('an empty cell empties its field; a column that is not there leaves it alone', () => {
  expect(only({ id: 'a', version: '3', name: 'Клиника', target: '' })).toMatchObject({
    changes: [{ column: 'target', before: '10', after: null }],
  });
  expect(only({ id: 'a', version: '3', name: 'Клиника' })).toEqual({ is: 'unchanged', row: 2, id: 'a' });
});

test.each([
  ['without the version it is based on', { id: 'a', name: 'Клиника', target: '12' }, 'version', 'version-missing'],
  ['based on an older version', { id: 'a', version: '2', name: 'Клиника', target: '12' }, 'version', 'stale'],
  ['about a record that is not there', { id: 'b', version: '1', name: 'Клиника' }, 'id', 'not-found'],
  ['without a required value', { name: ' ', target: '1' }, 'name', 'required'],
  ['with a number that can be read in two ways', { name: 'x', target: '1,500' }, 'target', 'number-unclear'],
  ['with what the module refuses', { name: 'x', place: 'Атлантида' }, 'place', 'place-unknown'],
])('a row is refused: %s', (_what, cells, column, cause) => {
  expect(only(cells)).toEqual({ is: 'refused', row: 2, faults: [{ column, cause }] });
});

test('every fault of a row is told at once, and what is wrong between fields after that', () => {
  expect(only({ name: '', target: 'x' })).toMatchObject({ faults: [{ cause: 'required' }, { cause: 'not-a-number' }] });
  const check = () => [{ column: null, cause: 'same-currency' }];
  expect(only({ name: 'x' }, { check })).toMatchObject({ faults: [{ column: null, cause: 'same-currency' }] });
});

test('of two rows about one record the first stands', () => {
  const { rows, counts } = preview([{ name: 'x' }, { name: 'x', target: '2' }]);
  expect(rows).toMatchObject([{ is: 'added' }, { is: 'refused', row: 3, faults: [{ cause: 'repeated' }] }]);
  expect(counts).toEqual({ added: 1, changed: 0, unchanged: 0, refused: 1 });
});

const anyRow = fc.record(
  {
    id: fc.constantFrom('a', 'b', ''),
    version: fc.constantFrom('1', '2', '3', ''),
    name: fc.constantFrom('Клиника', 'Жол', ''),
    target: fc.constantFrom('10', '12', 'x', ''),
  },
  { requiredKeys: [] },
);

test('nothing is ever overwritten: what changes was based on the version that is there', () => {
  fc.assert(
    fc.property(fc.array(anyRow), fc.integer({ min: 1, max: 3 }), (cells, version) => {
      const { rows, counts } = preview(cells, { existing: new Map([['a', kept(version)]]) });
      expect(rows.filter((row) => row.is === 'changed').every((row) => row.version === version)).toBe(true);
      expect(rows.filter((row) => row.is === 'changed').length).toBeLessThanOrEqual(1);
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(cells.length);
    }),
  );
});

test('what was seen is what is applied: any other file, and any other version there, has another hash', () => {
  const cells = [{ id: 'a', version: '3', name: 'Клиника', target: '12' }];
  const seen = seenOf(preview(cells));
  expect(seenOf(preview(cells))).toBe(seen);
  expect(seenOf(preview([{ ...cells[0], target: '13' }]))).not.toBe(seen);
  expect(seenOf(preview(cells, { existing: new Map([['a', kept(4)]]) }))).not.toBe(seen);
});

test('a long preview is cut, its counts are not', () => {
  const long = preview(Array.from({ length: 500 }, (_, at) => ({ name: `n${at}` })));
  const read = { keys: ['name'], unknown: [], hasFormulas: false };
  const shown = shownPreview(long, { read, locale: 'ru', module: 'rates' });
  expect([shown.rows.length, shown.counts.added, shown.seen]).toEqual([100, 500, seenOf(long)]);
});

test('a refusal is told in the reader’s language, with the cause for programs', () => {
  const read = { keys: ['name'], unknown: [], hasFormulas: false };
  const shown = shownPreview(preview([{ name: '' }]), { read, locale: 'ru', module: 'rates' });
  expect(shown.rows).toEqual([
    { is: 'refused', row: 2, faults: [{ column: 'name', cause: 'required', text: 'нет значения' }] },
  ]);
});
