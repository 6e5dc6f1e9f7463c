import { afterAll, expect, test } from 'vitest';
import { commitmentInput, deliveryInput, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter, read } = ledgerCalls(world);
const title = 'Тегін оталар';

async function promised(slug: string) {
  const ledger = await openLedger(world, slug);
  const over = {
    measure: 'operations',
    title: { kk: { text: `${title} ${slug}`, by: 'person' } },
    strength: 'promised',
  };
  const commitment = commitmentInput(ledger, { ...over, target: { amount: '100', currency: null } });
  const entered = await enter(ledger.officer, await ledger.draft(), { enter: 'commitment', commitment });
  return { ...ledger, id: String(entered.json().commitment), name: `${title} ${slug}` };
}

/** Sends a file as a browser does. */
function send(who: Someone, path: string, text: string, fields: Record<string, string> = {}) {
  const boundary = '----rows';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="rows.csv"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n`;
  return world.app.inject({
    method: 'POST',
    url: `/api${path}`,
    headers: {
      cookie: who.cookie,
      origin: 'http://yntymaq.test',
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'idempotency-key': `${path} ${Math.random()}`,
    },
    payload: `${parts.join('')}${file}--${boundary}--\r\n`,
  });
}
const preview = (who: Someone, text: string) => send(who, '/deliveries/imports/preview', text);
const apply = (who: Someone, text: string, seen: string) => send(who, '/deliveries/imports', text, { seen });
const header = 'Commitment,Delivered,Comparator,Period,Place,Last report,Version';

test('a ministry’s spreadsheet is previewed row by row, and nothing is written before it is applied', async () => {
  const { officer, id, name } = await promised('sheet');
  const text = [
    header,
    `${id},37,eq,2019,Талдықорған,2020-12-23,`,
    `"${name}",5,,2020,Қаратал,,`,
    `${id},0,eq,2021,,,`,
    `${id},7,roughly,2021,,,`,
    `${id},7,eq,2021-13,,,`,
    `${id},7,eq,2022,,2027-01-01,`,
    `nowhere,7,eq,2021,,,`,
    `${id},9,eq,2019-01/2019-12,талдықорған,,`,
  ].join('\n');
  const shown = (await preview(officer, text)).json();
  expect(shown.counts).toEqual({ added: 2, changed: 0, unchanged: 0, refused: 6 });
  const causes = shown.rows.flatMap((row: { faults?: { column: string; cause: string }[] }) => row.faults ?? []);
  expect(causes.map(({ column, cause }: { column: string | null; cause: string }) => [column, cause])).toEqual([
    ['amount', 'amount-invalid'],
    ['comparator', 'comparator-unknown'],
    ['period', 'date-unclear'],
    ['reported', 'day-in-future'],
    ['commitment', 'commitment-unknown'],
    [null, 'repeated'],
  ]);
  expect((await read(officer, id)).deliveries).toEqual([]);
  expect((await apply(officer, `${text}\n${id},1,eq,2024,,,`, shown.seen)).json().type).toBe(
    '/problems/import-preview-changed',
  );
  expect((await apply(officer, text, shown.seen)).json()).toEqual(shown.counts);
  const page = await read(officer, id);
  expect(page.standing).toMatchObject({ delivered: { amount: '42' }, deliveries: 2, status: 'on_track' });
  expect(page.deliveries.every((each: { isFromRecords: boolean }) => each.isFromRecords)).toBe(true);
  // Each says which file it came from, with its row as the quote.
  const under = page.deliveries.flatMap((each: { grounds: object[] }) => each.grounds);
  expect(under).toMatchObject(
    Array.from({ length: 2 }, () => ({ part: 'delivered', document: { title: 'rows.csv' } })),
  );
  const quotes = under.map(({ quote }: { quote: string }) => quote).join('\n');
  for (const said of ['Delivered: 5; Period: 2020; Place: Қаратал', 'Delivered: 37; Comparator: eq; Period: 2019'])
    expect(quotes).toContain(said);
  expect((await preview(officer, text)).json().counts).toMatchObject({ added: 0, unchanged: 2 });
});

test('a changed row says on which version it is based, and corrects by a counter-entry', async () => {
  const { officer, id } = await promised('changed');
  const row = (amount: string, version = '') => `${header}\n${id},${amount},eq,2019,Талғар,2020-12-23,${version}`;
  const first = (await preview(officer, row('37'))).json();
  await apply(officer, row('37'), first.seen);
  const causeOf = async (text: string) => (await preview(officer, text)).json().rows[0].faults?.[0]?.cause;
  expect(await causeOf(row('40'))).toBe('version-missing');
  expect(await causeOf(row('40', '7'))).toBe('stale');
  const changed = (await preview(officer, row('40', '1'))).json();
  expect(changed.rows[0].changes).toEqual([{ column: 'amount', before: '37', after: '40' }]);
  await apply(officer, row('40', '1'), changed.seen);
  const page = await read(officer, id);
  expect(page.standing).toMatchObject({ delivered: { amount: '40' }, deliveries: 1 });
  expect(page.corrections).toMatchObject([
    { before: { amount: { amount: '37' } }, replacement: page.deliveries[0].id },
  ]);
});

test('what others have seen is changed by a spreadsheet of whoever may publish, and by nobody else', async () => {
  const { officer, coordinator, id } = await promised('shown');
  const row = (amount: string, version = '') => `${header}\n${id},${amount},at least,2019,Талғар,2020-12-23,${version}`;
  await apply(officer, row('37'), (await preview(officer, row('37'))).json().seen);
  await world.as(coordinator).post('/commitments/publications', { commitments: [id], visibility: 'public' });
  expect((await preview(officer, row('37'))).json().counts).toMatchObject({ unchanged: 1, refused: 0 });
  const version = String((await read(officer, id)).deliveries[0].version);
  const refused = (await preview(officer, row('40', version))).json();
  expect(refused.rows[0].faults).toMatchObject([{ cause: 'may-not-publish' }]);
  expect((await apply(officer, row('40', version), refused.seen)).json()).toMatchObject({ changed: 0, refused: 1 });
  const allowed = (await preview(coordinator, row('40', version))).json();
  expect((await apply(coordinator, row('40', version), allowed.seen)).json()).toMatchObject({ changed: 1 });
  expect((await read(officer, id)).standing).toMatchObject({ delivered: { amount: '40' }, deliveries: 1 });
});

test('what was entered by hand is not counted a second time, and another partnership is out of reach', async () => {
  const ledger = await promised('hand');
  const entry = {
    enter: 'delivery',
    of: ledger.id,
    delivery: deliveryInput('37', { period: '2019', place: 'Талғар' }),
  };
  await enter(ledger.officer, await ledger.draft(), entry);
  const text = `${header}\n${ledger.id},37,eq,2019,Талғар,,`;
  const causeFor = async (who: Someone) => (await preview(who, text)).json().rows[0].faults[0].cause;
  expect(await causeFor(ledger.officer)).toBe('counted-already');
  expect(await causeFor(ledger.stranger)).toBe('commitment-unknown');
  const given = `${header}\n${ledger.id},37,eq,2019,Талғар,2020-12-23,`;
  expect((await preview(ledger.officer, given)).json().counts).toMatchObject({ unchanged: 1, refused: 0 });
  const file = await world.as(ledger.officer).get(`/deliveries/file?format=csv&locale=en&partnership=hand`);
  expect(file.body).toContain(`${ledger.id},${ledger.name},37,eq,,2019,Талғар,2020-12-23,Алматы облысы,own_side,no`);
  expect(
    (await world.as(ledger.stranger).get('/deliveries/file?format=csv&locale=en')).body.trim().split('\n'),
  ).toHaveLength(1);
});
