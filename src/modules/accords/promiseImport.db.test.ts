import { afterAll, expect, test } from 'vitest';
import { ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { read } = ledgerCalls(world);

/** Sends a file as a browser does. */
function send(who: Someone, path: string, text: string, fields: Record<string, string> = {}) {
  const boundary = '----rows';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="ministry.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n`;
  return world.app.inject({
    method: 'POST',
    url: `/api/commitments/imports${path}`,
    headers: {
      cookie: who.cookie,
      origin: 'http://yntymaq.test',
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'idempotency-key': `${path} ${Math.random()}`,
    },
    payload: `${parts.join('')}${file}--${boundary}--\r\n`,
  });
}
const preview = async (who: Someone, text: string) => (await send(who, '/preview', text, { locale: 'en' })).json();
async function apply(who: Someone, text: string) {
  const { seen } = await preview(who, text);
  return (await send(who, '', text, { seen })).json();
}
type Shown = { rows: { is: string; faults?: { column: string | null; cause: string }[] }[] };
const causes = (shown: Shown) =>
  shown.rows.flatMap(({ faults = [] }) => faults.map(({ column, cause }) => [column, cause]));
const list = async (who: Someone, slug: string) =>
  (await world.as(who).get(`/commitments?partnership=${slug}&sort=title&limit=100`)).json().items;
const exported = async (who: Someone, slug: string, locale = 'en') =>
  (await world.as(who).get(`/commitments/file?format=csv&locale=${locale}&partnership=${slug}`)).body;

const header =
  'Partnership,Title in Kazakh,Title in English,Kind,Measure,Target,Currency,Per,Comparator,Strength,Who owes,To whom,Term,Condition in English,Place,Stated on,Notes';
const grant = (slug: string, over = '7000000') =>
  `${slug},Грант,A grant,money,,${over},USD,,more than,signed,Hyundai клиникасы,Алматы облысы,2024,,Талдықорған,2020-12-23,internal`;
const yearly = (slug: string) =>
  `${slug},Жетім балалар,,measure,people_seen,20,,a year,at least,promised,HYUNDAI КЛИНИКАСЫ,Алматы облысы,,Once the pandemic has stabilised,,23.12.2020,`;

test('what a ministry’s spreadsheet would do is told row by row, with column and cause', async () => {
  const { officer } = await openLedger(world, 'sheet-told');
  const row = (...changes: [number, string][]) => {
    const cells = grant('sheet-told').split(',');
    for (const [at, cell] of changes) cells[at] = cell;
    return cells.join(',');
  };
  const shown = await preview(
    officer,
    [
      header,
      grant('sheet-told'),
      yearly('sheet-told'),
      grant('sheet-told'),
      row([1, 'a'], [0, 'elsewhere']),
      row([1, 'b'], [3, 'gift']),
      row([1, 'c'], [5, '"1,500"']),
      row([1, 'd'], [5, '0']),
      row([1, 'e'], [6, 'QQQ']),
      row([1, 'f'], [9, '']),
      row([1, 'g'], [10, 'Nobody']),
      row([1, 'h'], [11, 'Hyundai клиникасы']),
      row([1, 'i'], [12, '2024/..']),
      row([1, ''], [2, '']),
      row([1, 'k'], [15, '2027-01-01']),
      row([1, 'l'], [4, 'operations']),
    ].join('\n'),
  );
  expect(shown.counts).toEqual({ added: 2, changed: 0, unchanged: 0, refused: 13 });
  expect(shown.unknown).toEqual(['Notes']);
  expect(shown.rows[0].values).toMatchObject({
    from: 'Hyundai клиникасы',
    comparator: 'gt',
    target: '7000000',
    kind: 'money',
  });
  expect(shown.rows[1].values).toMatchObject({ per: 'P1Y', comparator: 'ge', stated: '2020-12-23' });
  expect(causes(shown)).toEqual([
    [null, 'repeated'],
    ['partnership', 'partnership-unknown'],
    ['kind', 'kind-unknown'],
    ['target', 'number-unclear'],
    ['target', 'amount-invalid'],
    ['currency', 'currency-unknown'],
    ['strength', 'required'],
    ['from', 'party-unknown'],
    ['to', 'owes-itself'],
    ['term', 'term-unclear'],
    ['title_kk', 'title-missing'],
    ['stated', 'day-in-future'],
    ['kind', 'unit-mismatch'],
  ]);
  expect(await list(officer, 'sheet-told')).toEqual([]);
});

test('each imported commitment rests on its row of the file, and is the own side’s until it is published', async () => {
  const { officer, guest, coordinator } = await openLedger(world, 'sheet-proof');
  const text = [header, grant('sheet-proof'), yearly('sheet-proof')].join('\n');
  expect(await apply(officer, text)).toEqual({ added: 2, changed: 0, unchanged: 0, refused: 0 });
  const [money, people] = await list(officer, 'sheet-proof');
  expect(money).toMatchObject({
    title: { kk: { text: 'Грант', by: 'person' }, en: { text: 'A grant' } },
    target: { amount: '7000000.00', currency: 'USD' },
    comparator: 'gt',
    strength: 'signed',
    term: '2024',
    place: 'Талдықорған',
    statedOn: '2020-12-23',
    visibility: 'own_side',
  });
  expect(people).toMatchObject({ per: 'P1Y', conditionState: 'unknown', comparator: 'ge' });
  const page = await read(officer, money.id);
  expect(page.grounds).toMatchObject([
    { part: 'target', kind: 'commitment', document: { title: 'ministry.csv', takenInAt: expect.any(String) } },
  ]);
  const [{ quote, document }] = page.grounds;
  expect(quote).toContain('Title in Kazakh: Грант; Title in English: A grant; Kind: money; Target: 7000000');
  expect(quote).not.toContain('internal');
  const kept = (await world.as(officer).get(`/documents/${document.id}`)).json();
  expect(JSON.stringify(kept)).toContain('Жетім балалар');
  expect(await list(guest, 'sheet-proof')).toEqual([]);
  await world.as(coordinator).post('/commitments/publications', { commitments: [money.id], visibility: 'public' });
  expect((await read(guest, money.id)).grounds).toMatchObject([{ quote }]);
  // The same file again changes nothing, and neither does our own export in any language.
  expect((await preview(officer, text)).counts).toEqual({ added: 0, changed: 0, unchanged: 2, refused: 0 });
  for (const locale of ['kk', 'ru', 'en'])
    expect((await preview(officer, await exported(officer, 'sheet-proof', locale))).counts).toEqual({
      added: 0,
      changed: 0,
      unchanged: 2,
      refused: 0,
    });
});

test('a change needs its version and never the kind; what others saw is corrected with reasons by who may publish', async () => {
  const { officer, coordinator, guest } = await openLedger(world, 'sheet-change');
  await apply(officer, [header, grant('sheet-change')].join('\n'));
  const [money] = await list(officer, 'sheet-change');
  const changed = (columns: string, cells: string) => `Identifier,Kind,${columns}\n${money.id},money,${cells}`;
  expect(causes(await preview(officer, changed('Target', '8')))).toEqual([['version', 'version-missing']]);
  expect(causes(await preview(officer, changed('Target,Version', '8,7')))).toEqual([['version', 'stale']]);
  expect(causes(await preview(officer, changed('Currency,Version', 'EUR,1')))).toEqual([['currency', 'fixed']]);
  const own = await preview(officer, changed('Target,Term,Version', '8,2025,1'));
  expect(own.rows[0].changes).toEqual([
    { column: 'target', before: '7000000', after: '8' },
    { column: 'term', before: '2024', after: '2025' },
  ]);
  await apply(officer, changed('Target,Term,Version', '8,2025,1'));
  const page = await read(officer, money.id);
  expect(page).toMatchObject({ target: { amount: '8.00' }, term: '2025', version: 2, title: money.title });
  expect(page.grounds).toHaveLength(2);
  await world.as(coordinator).post('/commitments/publications', { commitments: [money.id], visibility: 'public' });
  const published = changed('Target,Version', '9,3');
  expect(causes(await preview(officer, published))).toEqual([[null, 'may-not-publish']]);
  expect(causes(await preview(coordinator, published))).toEqual([['reasons', 'reasons-missing']]);
  await apply(coordinator, changed('Target,Version,Reasons for the change', '9,3,A slip of the pen'));
  expect((await read(guest, money.id)).corrections).toMatchObject([
    { before: { target: { amount: '8.00' } }, after: { target: { amount: '9.00' } } },
  ]);
  expect(causes(await preview(guest, changed('Target,Version', '1,4')))).toEqual([['id', 'not-yours']]);
});

test('a file of several partnerships comes back unchanged, and changes nothing of either', async () => {
  const ledger = await openLedger(world, 'sheet-one');
  await world.partnership('sheet-two', [ledger.almaty, ledger.seoul]);
  const { officer } = ledger;
  for (const slug of ['sheet-one', 'sheet-two']) await apply(officer, [header, grant(slug)].join('\n'));
  const whole = (await world.as(officer).get('/commitments/file?format=csv&locale=ru')).body;
  expect((await preview(officer, whole)).counts).toEqual({ added: 0, changed: 0, unchanged: 2, refused: 0 });
  const mixed = [header, grant('sheet-one'), grant('sheet-two', '5')].join('\n');
  const shown = await preview(officer, mixed);
  expect([shown.counts.unchanged, causes(shown)]).toEqual([1, [['partnership', 'several-partnerships']]]);
  const [elsewhere] = await list(officer, 'sheet-two');
  const { stranger } = ledger;
  expect(causes(await preview(stranger, `Identifier,Kind,Term\n${elsewhere.id},money,2025`))).toEqual([
    ['id', 'not-found'],
  ]);
});

test('a spreadsheet marked for official use is not taken in, and nothing of it is kept', async () => {
  const { officer } = await openLedger(world, 'sheet-closed');
  const text = [`${header},ДСП`, `${grant('sheet-closed')},`].join('\n');
  expect((await apply(officer, text)).type).toBe('/problems/document-official-use');
  expect(await list(officer, 'sheet-closed')).toEqual([]);
});
