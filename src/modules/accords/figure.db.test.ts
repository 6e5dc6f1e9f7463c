import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { commitmentInput, deliveryInput, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { now, type Someone, startWorld } from '../../../test/world.ts';
import { countedFrom, type Entry } from './figure.ts';
import { comparators } from './status.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter, read } = ledgerCalls(world);
const nil = '00000000-0000-0000-0000-000000000000';

const reported = fc.record({
  side: fc.constantFrom('home', 'away'),
  place: fc.constantFrom('Талдықорған', 'Қаратал', null),
  period: fc.constantFrom('2019', '2020', null),
  amount: fc.bigInt(1n, 5n),
  comparator: fc.constantFrom(...comparators),
  visibility: fc.constantFrom('own_side', 'partnership', 'public', 'public'),
  isOut: fc.constantFrom('no', 'no', 'no', 'corrected', 'settled', 'retracted'),
});
type Reported = (typeof reported extends fc.Arbitrary<infer T> ? T : never) & { id: string };

/** What an audience sees of the entries that count. */
const seenBy = (audience: string, sides: Record<string, string>, entries: readonly Reported[]): Entry[] =>
  entries
    .filter(({ isOut }) => isOut === 'no')
    .filter(
      ({ visibility, side }) =>
        visibility === 'public' || sides[side] === audience || (visibility === 'partnership' && audience !== nil),
    )
    .map(({ id, side, place, period, amount, comparator }) => ({
      id,
      side: sides[side] ?? '',
      cell: `${place}|${period}`,
      amount,
      comparator,
    }));

test('the view that counts and the rule give the same figure for every audience, whatever was entered', async () => {
  const ledger = await openLedger(world, 'counted');
  const sides = { home: ledger.home, away: ledger.away };
  const owners: Record<string, string> = { home: ledger.almaty, away: ledger.seoul };
  const cases = ['operations', 'people_seen'].flatMap((measure) =>
    fc
      .sample(fc.array(reported, { minLength: 1, maxLength: 7 }), 150)
      .map((drawn) => ({ id: uuidv7(), measure, entries: drawn.map((each): Reported => ({ ...each, id: uuidv7() })) })),
  );
  await world.seeAll(
    `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, measure_key,
       comparator, debtors, creditors, version, changed_at)
     select id, $1, $2, $3, 'public', false, 'measure', '{}', measure, 'eq', $4, $5, 1, now()
     from unnest($6::uuid[], $7::text[]) as t (id, measure)`,
    [
      ledger.almaty,
      ledger.partnership.id,
      ledger.home,
      [ledger.seoul],
      [ledger.almaty],
      cases.map(({ id }) => id),
      cases.map(({ measure }) => measure),
    ],
  );
  const rows = cases.flatMap(({ id: commitment_id, entries }) =>
    entries.map(({ side, isOut, amount, ...each }) => ({
      ...each,
      commitment_id,
      amount: String(amount),
      owner_organisation: owners[side],
      side_id: sides[side],
      corrected_at: isOut === 'corrected' ? now : null,
      settled_at: isOut === 'settled' ? now : null,
      retracted_at: isOut === 'retracted' ? now : null,
    })),
  );
  await world.seeAll(
    `insert into delivery (id, commitment_id, owner_organisation, partnership_id, side_id, visibility, is_demo, amount,
       comparator, period, place, version, changed_at, corrected_at, settled_at, retracted_at)
     select id, commitment_id, owner_organisation, $1, side_id, visibility, false, amount, comparator, period, place, 1, now(),
       corrected_at, settled_at, retracted_at
     from jsonb_populate_recordset(null::delivery, $2)`,
    [ledger.partnership.id, JSON.stringify(rows)],
  );
  const standings = await world.seeAll(
    `select commitment_id, audience, delivered as amount, delivered_comparator as comparator, proven, differences from standing
     where partnership_id = $1`,
    [ledger.partnership.id],
  );
  expect(standings).toHaveLength(900);
  const different = cases.flatMap(({ id, measure, entries }) =>
    [nil, ledger.home, ledger.away].flatMap((audience) => {
      const standing = standings.find((each) => each['commitment_id'] === id && each['audience'] === audience);
      const own = countedFrom(seenBy(audience, sides, entries), measure === 'people_seen');
      return Object.entries(own).every(([key, value]) => standing?.[key] === value)
        ? []
        : [{ measure, entries, audience, own, standing }];
    }),
  );
  expect(different).toEqual([]);
});

type Step = { thread: string; act: () => Promise<unknown> };

/** What two sides do about one commitment; the steps of one thread keep their order, the threads may cross as they like. */
async function threadsOf(slug: string) {
  const ledger = await openLedger(world, slug);
  const commitment = commitmentInput(ledger, { measure: 'operations' });
  const { commitment: id } = (
    await enter(ledger.officer, await ledger.draft(), { enter: 'commitment', commitment })
  ).json();
  await world.as(ledger.coordinator).post('/commitments/publications', { commitments: [id], visibility: 'public' });
  const made: Record<string, string> = {};
  const enterAs = (name: string, by: 'almaty' | 'seoul', amount: string, place: string) => async () => {
    const who: Someone = by === 'almaty' ? ledger.officer : ledger.guest;
    const claim = await ledger.draft({ by });
    const entry = { enter: 'delivery', of: id, delivery: deliveryInput(amount, { place, period: '2019' }) };
    const reply = await enter(who, claim, entry);
    made[name] = reply.json().delivery;
    await world.seeAll(`update delivery set visibility = 'public' where id = $1 and visibility = 'own_side'`, [
      made[name],
    ]);
  };
  const post = (who: Someone, path: () => string, body: () => object) => async () => {
    const reply = await world.as(who).post(path(), body());
    if (reply.statusCode >= 300) throw new Error(`${path()}: ${reply.body}`);
    return reply.json();
  };
  const reasons = { kk: { text: 'Себебі', by: 'person' } };
  const right = deliveryInput('12', { place: 'Алматы', period: '2019' });
  let proposed = '';
  const threads: Record<string, (() => Promise<unknown>)[]> = {
    corrected: [
      enterAs('wrong', 'almaty', '21', 'Алматы'),
      post(
        ledger.coordinator,
        () => `/deliveries/${made['wrong']}/corrections`,
        () => ({ version: 1, reasons, right }),
      ),
    ],
    stated: [enterAs('first', 'almaty', '37', 'Қаратал'), enterAs('again', 'almaty', '37', 'Қаратал')],
    theirs: [enterAs('theirs', 'seoul', '40', 'Қаратал')],
    same: [
      enterAs('same', 'seoul', '12', 'Алматы'),
      post(
        ledger.guest,
        () => `/deliveries/${made['same']}/confirmations`,
        () => ({ as: 'giver' }),
      ),
    ],
    settled: [
      enterAs('ours', 'almaty', '7', 'Талғар'),
      enterAs('yours', 'seoul', '9', 'Талғар'),
      async () => {
        const body = () => ({
          deliveries: [made['ours'], made['yours']],
          figure: { amount: { amount: '8', currency: null }, comparator: 'eq' },
          reasons,
        });
        proposed = (await post(ledger.coordinator, () => `/commitments/${id}/settlements`, body)()).id;
      },
      post(
        ledger.guest,
        () => `/settlements/${proposed}/answer`,
        () => ({ answer: 'accept' }),
      ),
    ],
  };
  return { ledger, id, threads };
}

/** The threads, crossed as `order` says: each of its entries takes the next step of that thread. */
const crossed = (threads: Record<string, (() => Promise<unknown>)[]>, order: readonly string[]): Step[] => {
  const next: Record<string, number> = {};
  return order.flatMap((thread) => {
    const at = next[thread] ?? 0;
    next[thread] = at + 1;
    const act = threads[thread]?.[at];
    return act ? [{ thread, act }] : [];
  });
};

test('claims, confirmations, corrections and settlements give the same totals in whatever order they come', async () => {
  const tokens = [
    'corrected',
    'corrected',
    'stated',
    'stated',
    'theirs',
    'same',
    'same',
    'settled',
    'settled',
    'settled',
    'settled',
  ];
  const orders = fc.sample(fc.shuffledSubarray(tokens, { minLength: tokens.length }), 4);
  const totals: unknown[] = [];
  for (const [index, order] of orders.entries()) {
    const { ledger, id, threads } = await threadsOf(`order-${index}`);
    for (const { act } of crossed(threads, order)) await act();
    for (const who of [ledger.officer, ledger.guest, ledger.stranger]) {
      const { standing } = await read(who, id);
      const { delivered, deliveredComparator, deliveries, differences, status } = standing;
      totals.push({ delivered: delivered.amount, deliveredComparator, deliveries, differences, status });
    }
  }
  // Almaty 12 by both, Karatal at least 37 (the sides say 37 and 40), Talgar 8 as agreed.
  const expected = { delivered: '57', deliveredComparator: 'ge', deliveries: 3, differences: 1, status: 'no_target' };
  expect(totals).toEqual(Array.from({ length: 12 }, () => expected));
});
