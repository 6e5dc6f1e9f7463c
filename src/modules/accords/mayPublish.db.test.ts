import { afterAll, expect, test } from 'vitest';
import { commitmentInput, deliveryInput, inRequest, ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { recordDelivery } from './index.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter, read } = ledgerCalls(world);
const reasons = { kk: { text: 'Мерзім өтті', by: 'person' } };

/** A commitment of a side that may publish only `what`. */
async function promisedBy(slug: string, what: readonly string[]) {
  const ledger = await openLedger(world, slug);
  await world.seeAll(`update side set may_publish = $2 where id = $1`, [ledger.home, what]);
  const commitment = commitmentInput(ledger, {
    strength: 'promised',
    target: { amount: '100', currency: null },
    term: '2024',
  });
  const entered = await enter(ledger.officer, await ledger.draft(), { enter: 'commitment', commitment });
  return { ...ledger, id: String(entered.json().commitment) };
}
const show = (who: Someone, visibility: string, ids: object) =>
  world.as(who).post('/commitments/publications', { visibility, ...ids });

test('a side that may not publish commitments shows them to its partner, and not to the public', async () => {
  const { coordinator, officer, id } = await promisedBy('silent', ['meetings']);
  const refused = await show(coordinator, 'public', { commitments: [id] });
  expect([refused.statusCode, refused.json().type]).toEqual([403, '/problems/side-may-not-publish']);
  expect((await read(officer, id)).visibility).toBe('own_side');
  expect((await show(coordinator, 'partnership', { commitments: [id] })).json().commitments).toBe(1);
});

test('a side that may not publish verdicts publishes its commitments without them', async () => {
  const { coordinator, officer, colleague, id } = await promisedBy('no-verdicts', ['commitments']);
  expect((await show(coordinator, 'public', { commitments: [id] })).json().commitments).toBe(1);
  const verdict = (visibility: string, kind = 'at_risk') =>
    world
      .as(coordinator)
      .post(`/commitments/${id}/assessments`, { verdict: kind, reasons, trueOn: '2026-11-20', visibility });
  for (const kind of ['at_risk', 'late'])
    expect((await verdict('public', kind)).json().type).toBe('/problems/side-may-not-publish');
  const kept = (await verdict('own_side')).json();
  const refused = await show(coordinator, 'public', { assessments: [kept.id] });
  expect(refused.json().type).toBe('/problems/side-may-not-publish');
  expect((await read(officer, id)).assessments).toMatchObject([{ visibility: 'own_side' }]);
  // What was asked for before the owner laid down otherwise is not shown either.
  await world.seeAll(`update side set may_publish = '{commitments,verdicts}'`, []);
  const asked = (await verdict('public', 'late')).json();
  await world.seeAll(`update side set may_publish = '{commitments}'`, []);
  const other = await world.someone('coordinator', coordinator.organisation);
  const approve = { decision: 'approve' };
  const hindered = await world.as(other).post(`/publication-requests/${asked.request}/decision`, approve);
  expect(hindered.json().type).toBe('/problems/side-may-not-publish');
  expect((await read(colleague, id)).requests).toMatchObject([{ state: 'waiting' }]);
});

test('a record counted anew corrects what others see only by whoever may publish', async () => {
  const { coordinator, officer, id } = await promisedBy('anew', ['commitments']);
  const record = (who: Someone, amount: string) =>
    inRequest(world, who, (context) =>
      recordDelivery(context, {
        ...deliveryInput(amount),
        comparator: 'eq',
        commitment: id,
        sourceRecord: 'missions:2026-taldykorgan:seen',
      }),
    );
  await record(officer, '5');
  expect(await record(officer, '6')).toMatchObject({ isKnown: false });
  await show(coordinator, 'public', { commitments: [id] });
  for (const amount of ['7', '0']) expect(await record(officer, amount)).toEqual({ refused: 'may-not-publish' });
  expect(await record(officer, '6')).toMatchObject({ isKnown: true });
  expect((await read(officer, id)).standing.delivered.amount).toBe('6');
  expect(await record(coordinator, '7')).toMatchObject({ isKnown: false });
  expect((await read(officer, id)).standing.delivered.amount).toBe('7');
});
