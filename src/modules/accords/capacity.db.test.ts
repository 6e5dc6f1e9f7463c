import { afterAll, expect, test } from 'vitest';
import { ledgerCalls, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const { enter } = ledgerCalls(world);
const reasons = { kk: { text: 'Сан қате көшірілді', by: 'person' } };
const said = { title: { kk: { text: 'Тұрғындар', by: 'person' } }, comparator: 'approx', per: null, kind: 'context' };
const population = { ...said, amount: '145000', asOf: '2020', place: 'Талдықорған' };

test('a context figure is corrected by a counter-entry with reasons, and what others see by who may publish', async () => {
  const { officer, coordinator, guest, draft } = await openLedger(world, 'population');
  const entered = await enter(officer, await draft(), { enter: 'capacity', capacity: population });
  const first = entered.json().capacity;
  const overview = async (who: Someone) => (await world.as(who).get('/partnerships/population/overview')).json();
  const correct = (who: Someone, id: string, body: object) =>
    world.as(who).post(`/capacities/${id}/corrections`, { version: 1, reasons, ...body });
  expect((await correct(officer, first, { right: population })).json().type).toBe('/problems/nothing-corrected');
  expect((await correct(officer, first, { version: 7 })).json().type).toBe('/problems/stale');
  const right = { ...population, amount: '146000' };
  const corrected = (await correct(officer, first, { right })).json();
  expect((await overview(officer)).capacities).toMatchObject([
    { id: corrected.capacity, amount: '146000', kind: 'context', asOf: '2020', grounds: [{ part: 'capacity' }] },
  ]);
  expect((await correct(officer, first, { right })).statusCode).toBe(404);
  expect((await correct(guest, corrected.capacity, { right })).statusCode).toBe(404);
  const shown = { capacities: [corrected.capacity], visibility: 'public' };
  await world.as(coordinator).post('/commitments/publications', shown);
  const again = { version: 2, right: { ...right, amount: '147000' } };
  expect((await correct(officer, corrected.capacity, again)).json().type).toBe('/problems/may-not-publish');
  expect((await correct(guest, corrected.capacity, again)).json().type).toBe('/problems/not-own-side');
  expect((await correct(coordinator, corrected.capacity, again)).statusCode).toBe(201);
  // Others read the correction of what they saw, and not what was corrected before.
  const seen = await overview(guest);
  expect(seen.capacities).toMatchObject([{ amount: '147000' }]);
  expect(seen.corrections).toMatchObject([
    { before: { amount: { amount: '146000' } }, after: { amount: { amount: '147000' } }, reasons, fields: ['amount'] },
  ]);
  expect((await overview(officer)).corrections).toHaveLength(2);
  const log = await world.seeAll('select id from public_correction where capacity_id is not null', []);
  expect(log).toHaveLength(1);
});
