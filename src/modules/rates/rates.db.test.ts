import { readSheet } from 'read-excel-file/universal';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { type Someone, startWorld, today } from '../../../test/world.ts';
import { convertedColumns, convertAll } from './index.ts';
import { asPerson, type Tx } from '../../platform/database.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import type { Converted } from '../../platform/money/convert.ts';
import { formatDecimal, parseMoney } from '../../platform/money/money.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [ministry, bank] = await Promise.all([world.organisation(), world.organisation()]);
const officer = await world.someone('officer', ministry);
const banker = await world.someone('officer', bank);

type Body = { seen: string; counts: Record<string, number>; rows: Record<string, unknown>[]; type: string };
const formOf = (text: string, fields: Record<string, string> = {}) => {
  const form = new FormData();
  form.append('file', new File([text], 'rates.csv', { type: 'text/csv' }));
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
};
const send = async (who: Someone, path: string, form: FormData): Promise<Body> => {
  const body = new Response(form);
  const type = body.headers.get('content-type') ?? '';
  return (await world.as(who).post(path, Buffer.from(await body.arrayBuffer()), { 'content-type': type })).json();
};
const preview = (text: string, who = officer): Promise<Body> =>
  send(who, '/rates/imports/preview', formOf(text, { locale: 'en' }));
const apply = (text: string, seen: string, who = officer) => send(who, '/rates/imports', formOf(text, { seen }));
const enter = async (text: string, who = officer) => apply(text, (await preview(text, who)).seen, who);
const list = async (query = '', who = officer) => (await world.as(who).get(`/rates${query}`)).json();
const convert = async (query: string, who = officer) => (await world.as(who).get(`/rates/conversion?${query}`)).json();

const header = 'base,quote,day,rate,source,version\n';
const usual = `${header}USD,KZT,2026-11-20,449.5,National Bank,\nKRW,KZT,2026-11-20,0.3125,National Bank,\n`;

test('a file is previewed without writing, then entered as it was seen; the same file again changes nothing', async () => {
  const seen = await preview(usual);
  expect(seen.counts).toEqual({ added: 2, changed: 0, unchanged: 0, refused: 0 });
  expect((await list()).items).toEqual([]);
  expect(await apply(usual, seen.seen)).toEqual(seen.counts);
  expect((await list('?sort=pair')).items).toMatchObject([
    { base: 'KRW', quote: 'KZT', rate: '0.3125', isOwn: true, version: 1 },
    { base: 'USD', quote: 'KZT', rate: '449.5', day: '2026-11-20', source: 'National Bank' },
  ]);
  expect(await enter(usual)).toEqual({ added: 0, changed: 0, unchanged: 2, refused: 0 });
  expect((await list()).items).toHaveLength(2);
});

test('a rate is never written over: another value needs the version it corrects, and what was there stays', async () => {
  const other = usual.replace('449.5', '450');
  const refused = await preview(other);
  expect(refused.counts).toMatchObject({ changed: 0, refused: 1 });
  expect(refused.rows).toMatchObject([
    { is: 'refused', row: 2, faults: [{ column: 'version', cause: 'version-missing' }] },
  ]);
  const corrected = other.replace('National Bank,\nKRW', 'National Bank,1\nKRW');
  expect((await preview(corrected)).rows).toMatchObject([
    { is: 'changed', changes: [{ column: 'rate', before: '449.5', after: '450' }] },
  ]);
  expect(await enter(corrected)).toMatchObject({ changed: 1 });
  expect((await list('?currency=USD')).items).toMatchObject([{ rate: '450', version: 2 }]);
  expect(
    await world.seeAll(
      `select trim_scale(rate)::text as rate, version, replaced_at is null as stands from rate where base = 'USD' order by version`,
    ),
  ).toEqual([
    { rate: '449.5', version: 1, stands: false },
    { rate: '450', version: 2, stands: true },
  ]);
  expect((await preview(corrected.replace('450', '451'))).rows).toMatchObject([{ faults: [{ cause: 'stale' }] }]);
});

test('what has changed since the preview is not entered', async () => {
  const file = `${header}EUR,KZT,2026-11-20,520,National Bank,\n`;
  const { seen } = await preview(file);
  await enter(file);
  expect((await apply(file, seen)).type).toBe('/problems/import-preview-changed');
  const another = file.replace('520', '521');
  expect((await apply(another, (await preview(file)).seen)).type).toBe('/problems/import-preview-changed');
});

test('of two who enter the same rate at once one is told to look again', async () => {
  const file = `${header}ILS,KZT,2026-11-19,120,National Bank,\n`;
  const seen = (await preview(file)).seen;
  const answers = await Promise.all([apply(file, seen), apply(file, seen, banker)]);
  const told = answers.map((answer) => answer.type ?? 'entered').toSorted();
  expect(told).toEqual(['/problems/import-preview-changed', 'entered']);
  expect((await list('?currency=ILS')).items).toHaveLength(1);
});

test('another source of the same day stands beside, and what another organisation brought is its own to correct', async () => {
  const file = `${header}USD,KZT,2026-11-20,447,Kaspi Bank,\n`;
  expect(await enter(file, banker)).toMatchObject({ added: 1 });
  expect((await list('?currency=USD')).items).toHaveLength(2);
  const theirs = `${header}USD,KZT,2026-11-20,1,Kaspi Bank,1\n`;
  expect((await preview(theirs)).rows).toMatchObject([
    { is: 'refused', faults: [{ column: 'rate', cause: 'not-own' }] },
  ]);
  expect(await convert('amount=1&currency=USD&to=KZT&on=2026-11-20')).toMatchObject({
    amount: '447.00',
    path: 'direct',
    steps: [{ source: 'Kaspi Bank' }],
    others: [{ source: 'National Bank', rate: '450' }],
  });
  expect(await convert('amount=1&currency=USD&to=KZT&on=2026-11-20&source=National%20Bank')).toMatchObject({
    amount: '450.00',
  });
});

test('a faulty row is refused with its number and its causes, the rest can be entered', async () => {
  const file = `${header}XXX,KZT,2026-11-20,0,A,\nKZT,KZT,2026-11-20,1,A,\nRUB,KZT,31.02.2026,"1,500",A,\nRUB,KZT,20.11.2026,"5,6",A,\nRUB,KZT,2026-12-20,5,A,\n`;
  const seen = await preview(file);
  expect(seen.rows).toMatchObject([
    {
      is: 'refused',
      row: 2,
      faults: [
        { column: 'base', cause: 'currency-unknown', text: 'this currency code is not known' },
        { cause: 'not-positive' },
      ],
    },
    { is: 'refused', row: 3, faults: [{ column: 'quote', cause: 'same-currency' }] },
    { is: 'refused', row: 4, faults: [{ cause: 'not-a-day' }, { cause: 'number-unclear' }] },
    { is: 'added', row: 5, values: { base: 'RUB', quote: 'KZT', day: '2026-11-20', rate: '5.6', source: 'A' } },
    { is: 'refused', row: 6, faults: [{ cause: 'day-in-future' }] },
  ]);
  expect(await apply(file, seen.seen)).toEqual({ added: 1, changed: 0, unchanged: 0, refused: 4 });
});

test('a rate published for a hundred units is the rate of one', async () => {
  expect(await enter('base,quote,day,rate,units,source\nJPY,KZT,2026-11-20,"298,75",100,A\n')).toMatchObject({
    added: 1,
  });
  expect((await list('?currency=JPY')).items).toMatchObject([{ rate: '2.9875' }]);
  expect((await preview('base,quote,day,rate,units,source\nJPY,KZT,2026-11-19,298,3,A\n')).rows).toMatchObject([
    { faults: [{ column: 'units', cause: 'units-unclear' }] },
  ]);
});

test('the list is filtered and sorted, page by page, and goes out as it is shown', async () => {
  const first = await list('?sort=pair&limit=2');
  const second = await list(`?sort=pair&limit=2&cursor=${encodeURIComponent(first.next)}`);
  const all = (await list('?sort=pair&limit=100')).items;
  expect([...first.items, ...second.items]).toEqual(all.slice(0, 4));
  expect((await list('?cursor=nonsense')).type).toBe('/problems/cursor-invalid');
  expect((await world.as(officer).get('/rates/counts?currency=USD')).json()).toEqual({
    real: 2,
    demo: 0,
    sources: ['Kaspi Bank', 'National Bank'],
  });
  const file = await world.as(officer).get('/rates/file?format=xlsx&locale=ru&sort=pair&currency=USD');
  expect(file.headers['content-type']).toContain('spreadsheetml');
  const rows = await readSheet(new Blob([new Uint8Array(file.rawPayload)]));
  expect(rows[0]?.slice(0, 5)).toEqual(['Валюта', 'В какой валюте', 'Дата', 'Курс', 'Источник']);
  expect(rows.slice(1).map((row) => row[3])).toEqual([450, 447]);
  const csv = await world.as(officer).get('/rates/file?format=csv&locale=kk&sort=pair');
  expect(csv.body.trimEnd().split('\r\n')).toHaveLength(1 + all.length);
});

test('what went out comes in again unchanged', async () => {
  const csv = (await world.as(officer).get('/rates/file?format=csv&locale=kk')).body;
  expect((await preview(csv)).counts).toMatchObject({ added: 0, changed: 0, refused: 0 });
});

test.each([
  ['amount=1.5&currency=JPY&to=KZT', 'amount-invalid'],
  ['amount=1&currency=AED&to=KZT', 'no-rate'],
  ['amount=1&currency=USD&to=KZT&on=2025-01-01', 'no-rate'],
  ['amount=1&currency=USD&to=KZT&on=2026-12-20', 'no-rate'],
])('a conversion is refused: %s', async (query, problem) => {
  expect((await convert(query)).type).toBe(`/problems/${problem}`);
});

/** Work of this module’s own, as somebody. */
const as = <T>(who: Someone, work: (tx: Tx) => Promise<T>): Promise<T> => {
  const token = /=(\w+[\w-]*)\./.exec(who.cookie)?.[1] ?? '';
  return asPerson(world.db, { token, organisation: null }, (tx) => work(tx));
};

test('page, list and file convert alike: one function behind all of them', async () => {
  const cents = fc.sample(fc.bigInt(1n, 10n ** 14n), 40);
  const amounts = ['0.01', ...cents.map((minor) => formatDecimal({ minor, currency: 'USD' }))];
  const asked = amounts.map((amount) => ({ money: parseMoney(amount, 'USD'), to: 'KRW' as const, on: today }));
  const listed = await as(officer, (tx) => convertAll(tx, asked, { isDemo: false }));
  const page = await Promise.all(amounts.map((amount) => convert(`amount=${amount}&currency=USD&to=KRW`)));
  const [column] = convertedColumns(translatorFor('en'), (found: Converted) => found);
  const file = listed.map((found) => column?.value(found as Converted));
  expect(page.map(({ amount, path }) => [amount, path])).toEqual(
    listed.map((found) => [formatDecimal((found as Converted).amount), 'cross']),
  );
  expect(file).toEqual(page.map(({ amount }) => amount));
});

test('rates of the demonstration are for the demonstration alone', async () => {
  const demo = await world.organisation();
  await world.seeAll('update organisation set is_demo = true where id = $1', [demo]);
  const player = await world.someone('officer', demo);
  await enter(`${header}CHF,KZT,2026-11-20,560,Demo,\n`, player);
  expect(await convert('amount=1&currency=CHF&to=KZT', player)).toMatchObject({ amount: '560.00', isDemo: true });
  expect((await convert('amount=1&currency=CHF&to=KZT')).type).toBe('/problems/no-rate');
});

test('a viewer reads rates and enters none; the public reads those that stand', async () => {
  const viewer = await world.someone('viewer', ministry);
  expect((await list('', viewer)).items.length).toBeGreaterThan(3);
  expect((await preview(usual, viewer)).type).toBe('/problems/forbidden');
  const { rows } = await sql<{
    rate: string;
  }>`select trim_scale(rate)::text as rate from public_rate where base = 'USD' order by source`.execute(world.publicDb);
  expect(rows).toEqual([{ rate: '447' }, { rate: '450' }]);
  await expect(sql`select * from rate`.execute(world.publicDb)).rejects.toThrow('permission denied');
});

test('nobody changes what another brought, nor enters in another’s name, not even by SQL', async () => {
  const changed = await as(officer, async (tx) => {
    const { numAffectedRows = 0n } = await sql`update rate set replaced_at = now() where source = 'Kaspi Bank'`.execute(
      tx,
    );
    return Number(numAffectedRows);
  });
  expect(changed).toBe(0);
  const forged = as(officer, (tx) =>
    sql`insert into rate select gen_random_uuid(), import_id, ${ministry}::uuid, false, 'USD', 'EUR', day, 1, 'x', 1 from rate where source = 'Kaspi Bank'`.execute(
      tx,
    ),
  );
  await expect(forged).rejects.toThrow('row-level security');
});
