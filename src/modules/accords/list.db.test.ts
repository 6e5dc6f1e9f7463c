import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commitmentInput, deliveryInput, type Ledger, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { startWorld } from '../../../test/world.ts';
import { statusOrder } from './list.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter } = ledgerCalls(world);
let ledger: Ledger;
type Row = {
  id: string;
  termLast: string | null;
  title: Record<string, { text: string }>;
  standing: { status: string };
};
const list = async (query: string, who = ledger.officer) => (await world.as(who).get(`/commitments?${query}`)).json();

const counted = async (query: string) => (await world.as(ledger.officer).get(`/commitments/counts?${query}`)).json();

/** Follows the pages to the end. */
async function allPages(query: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor = ''; ; ) {
    const page = await list(`limit=3&${query}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    rows.push(...page.items);
    if (!page.next) return rows;
    cursor = page.next;
  }
}

beforeAll(async () => {
  ledger = await openLedger(world, 'listed');
  const terms = ['2024', '2027', '2026-11-21', null, '2030', '2019'];
  for (let index = 0; index < 14; index += 1) {
    const isAct = index % 3 === 0;
    const target = isAct ? {} : { target: { amount: String(10 + index), currency: null } };
    const unit = isAct ? { kind: 'act', measure: null } : { measure: 'operations' };
    const title = {
      kk: { text: `${'ЖЖҚАБКЛ'[index % 7]} міндеттеме ${index}`, by: 'person' },
      en: { text: `Promise ${index}`, by: 'machine' },
    };
    const commitment = commitmentInput(ledger, {
      ...unit,
      ...target,
      title,
      strength: 'agreed',
      term: terms[index % 6],
    });
    const entered = (await enter(ledger.officer, await ledger.draft(), { enter: 'commitment', commitment })).json();
    if (index % 4 === 1) {
      const delivery = deliveryInput(index % 8 === 1 && !isAct ? '99' : '1');
      await enter(ledger.officer, await ledger.draft(), { enter: 'delivery', of: entered.commitment, delivery });
    }
  }
});

/** Sits the organisation on a side of so many further partnerships, in which nothing has been promised. */
const seatIn = (partnerships: number) =>
  world.seeAll(
    `with opened as (
       insert into partnership select gen_random_uuid(), 'further-' || n, '{"kk": "Серіктестік"}', '{}', $1, 'partnership', false, 1, now()
       from generate_series(1, $2::int) n returning id),
     drawn as (insert into side select gen_random_uuid(), id, 0, '{"kk": "Тарап"}' from opened returning id, partnership_id)
     insert into side_organisation select partnership_id, $1, id from drawn`,
    [ledger.almaty, partnerships],
  );

// Who takes part in few partnerships and who takes part in many are answered in two ways.
describe.each([
  ['few', 0],
  ['many', 31],
] as const)('in %s partnerships', (_how, further) => {
  beforeAll(() => seatIn(further));

  test.each(['term', '-term', 'status', '-status', 'changed', '-changed', 'title', '-title'])(
    'pages sorted by %s give every commitment once, in order',
    async (sort) => {
      const rows = await allPages(`sort=${sort}`);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(14);
      expect(rows).toHaveLength(14);
      const whole = await list(`sort=${sort}&limit=100`);
      expect(whole.items.map((row: Row) => row.id)).toEqual(rows.map(({ id }) => id));
      const terms = rows.map(({ termLast }) => termLast ?? '9999');
      const statuses = rows.map(({ standing }) => statusOrder.findIndex((status) => status === standing.status));
      const keys: Record<string, readonly unknown[]> = { term: terms, status: statuses };
      const key = keys[sort.replace('-', '')] ?? [];
      const inOrder = key === terms ? terms.toSorted() : key === statuses ? statuses.toSorted((a, b) => a - b) : [];
      expect(key).toEqual(sort.startsWith('-') ? inOrder.toReversed() : inOrder);
    },
  );

  test.each(['term', 'status', '-changed', 'title'])(
    'status is filtered in the database, sorted by %s',
    async (sort) => {
      const everything = await counted('');
      for (const status of statusOrder) {
        const rows = await allPages(`sort=${sort}&status=${status}`);
        expect(rows.every((row) => row.standing.status === status)).toBe(true);
        expect([status, rows.length]).toEqual([status, everything.real[status]]);
      }
      const both = await allPages(`sort=${sort}&status[]=not_started&status[]=not_reported`);
      expect(both).toHaveLength(everything.real.not_started + everything.real.not_reported);
    },
  );
});

test('counts are of all that the other filters leave, and demonstration is apart', async () => {
  const counts = await counted('status=kept');
  expect(Object.values(counts.real as Record<string, number>).reduce((sum, each) => sum + each, 0)).toBe(14);
  await world.seeAll('update commitment set is_demo = true where id in (select id from commitment limit 2)');
  const apart = await counted('');
  expect(Object.values(apart.demo as Record<string, number>).reduce((sum, each) => sum + each, 0)).toBe(2);
});

test('words are found in any language of the title, as beginnings of words, also typed without Kazakh letters', async () => {
  expect((await list('q=promise%2013')).items.map((row: Row) => row.title['en']?.text)).toEqual(['Promise 13']);
  for (const typed of ['МІНДЕТ', 'миндет'])
    expect((await list(`q=${encodeURIComponent(typed)}`)).items).toHaveLength(14);
  expect((await list(`q=${encodeURIComponent("'; drop table commitment; --")}`)).items).toEqual([]);
});

test('who owes is seen from the own side', async () => {
  expect((await list('direction=owed_to_us&limit=100')).items).toHaveLength(14);
  expect((await list('direction=we_owe')).items).toEqual([]);
});

test('a partnership that is not there, or not open, has nothing in it', async () => {
  const closed = await openLedger(world, 'unseen', 'partnership');
  await enter(closed.officer, await closed.draft(), { enter: 'commitment', commitment: commitmentInput(closed) });
  const [unseen, nowhere] = [await list('partnership=unseen'), await list('partnership=nowhere')];
  expect(unseen).toEqual(nowhere);
  expect(unseen.items).toEqual([]);
});

test.each(['nonsense', btoa('[1,2]'), btoa(encodeURIComponent('["term","x","y"]'))])(
  'a cursor that was not made here is refused: %s',
  async (cursor) => {
    expect((await list(`cursor=${encodeURIComponent(cursor)}`)).type).toBe('/problems/cursor-invalid');
  },
);

test('the list costs at most ten statements, however long it is', async () => {
  const reply = await world.as(ledger.officer).get('/commitments?limit=100');
  const [, queries] = /queries;desc="(\d+)"/.exec(String(reply.headers['server-timing'])) ?? [];
  expect(Number(queries)).toBeLessThanOrEqual(10);
});

test.each(['/partnerships/listed/overview', '/today'])('%s costs at most twelve statements', async (path) => {
  const reply = await world.as(ledger.officer).get(path);
  const [, queries] = /queries;desc="(\d+)"/.exec(String(reply.headers['server-timing'])) ?? [];
  expect(Number(queries)).toBeLessThanOrEqual(12);
});

test('the file has the header of its language and does not run in a spreadsheet', async () => {
  const title = { kk: { text: '=HYPERLINK("http://example.org")', by: 'person' } };
  const entered = { enter: 'commitment', commitment: commitmentInput(ledger, { kind: 'act', measure: null, title }) };
  await enter(ledger.officer, await ledger.draft(), entered);
  const file = await world.as(ledger.officer).get('/commitments/file?format=csv&locale=ru&sort=title');
  expect(file.headers['content-type']).toContain('text/csv');
  expect(file.body.split('\r\n')[0]).toContain('Обязательство,Кто обязан');
  expect(file.body.startsWith('\uFEFF')).toBe(true);
  expect(file.body).toContain(`"'=HYPERLINK(""http://example.org"")"`);
  expect(file.body.trimEnd().split('\r\n')).toHaveLength(16);
});
