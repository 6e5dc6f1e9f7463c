import { afterAll, expect, test } from 'vitest';
import { openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld, today } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';
import { instrumentsWaiting } from './index.ts';

const world = await startWorld();
afterAll(() => world.stop());
const ledger = await openLedger(world, 'waiting');

const words = (text: string) => ({ kk: { text, by: 'person' } });
async function recorded(title: string, covers: string | null, state: string): Promise<string> {
  const { almaty, seoul } = ledger;
  const frame = { kind: 'cooperation_plan', parties: [almaty, seoul], binding: 'not_stated', parent: null };
  const instrument = { ...frame, title: words(title), languages: [], covers, signatories: [] };
  const step = { state, taken: null, knownOn: '2020-09-18', manner: null, claim: null };
  const asked = { partnership: ledger.partnership.slug, instrument, step, claims: [] };
  return (await world.as(ledger.officer).post('/instruments', asked)).json().id;
}
const waitingFor = async ({ cookie, organisation }: Someone) => {
  const token = cookie.split(/[=.]/)[2] ?? '';
  const found = await asPerson(world.db, { token, organisation }, (tx) => instrumentsWaiting({ tx, today }));
  return Object.fromEntries(
    Object.entries(found).map(([name, rows]) => [name, rows.map(({ title }) => title.kk?.text)]),
  );
};

test('what ends soon, what outlived its years and what has been silent waits for the side that keeps it, and for no other', async () => {
  await recorded('Келесі жылы бітеді', '2024/2027', 'in_force');
  await recorded('Осы жылы бітеді', '2024/2026', 'in_force');
  await recorded('Мерзімінде аяқталған', '2019/2024', 'completed');
  await recorded('Жобасы қалған', '2019/2024', 'under_negotiation');
  const silent = await recorded('Үнсіз жоба', null, 'proposed');
  await recorded('Жаңа жоба', null, 'proposed');
  await world.seeAll(`update instrument set changed_at = '2026-01-10' where id = $1`, [silent]);
  expect(await waitingFor(ledger.officer)).toEqual({
    endingSoon: ['Осы жылы бітеді'],
    pastTheirYears: ['Жобасы қалған'],
    silentDrafts: ['Үнсіз жоба'],
  });
  expect(await waitingFor(ledger.guest)).toEqual({ endingSoon: [], pastTheirYears: [], silentDrafts: [] });
  const page = (await world.as(ledger.officer).get('/instruments/waiting')).json();
  expect(page.pastTheirYears).toMatchObject([{ standing: { state: 'under_negotiation', asOf: '2020-09-18' } }]);
});
