// oxlint-disable-next-line import/no-unassigned-import -- gives Node the database of a browser
import 'fake-indexeddb/auto';
import { afterAll, afterEach, expect, test } from 'vitest';
import { startWorld } from '../../../test/world.ts';
import { isFault } from '../fault.ts';
import { joinMission } from '../joining.ts';
import type { DayStore } from '../store/store.ts';
import { type Fetch, Unwelcome } from './asked.ts';
import { syncOnce } from './server.ts';

/** A device that joins by a code, and the real server, over a network that breaks at one place. */
const world = await startWorld();
afterAll(() => world.stop());
const [host, visitors] = await Promise.all([world.organisation(), world.organisation()]);
await world.partnership('of-joining', [host, visitors], 'partnership');
const clinical = await world.someone('coordinator', host, { isClinical: true });
const by = { pin: '604913' };
const stores: DayStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

let made = 0;
async function begin(): Promise<{ mission: string; code: string }> {
  made += 1;
  const title = { kk: { text: 'Миссия', by: 'person' } };
  const said = { slug: `joining-${made}`, title, languages: ['kk'], visitors: [visitors], commitment: null };
  const mission = (await world.as(clinical).post('/missions', { partnership: 'of-joining', ...said })).json().id;
  const { code } = (await world.as(clinical).post(`/missions/${mission}/devices`, { label: 'Телефон' })).json();
  return { mission, code };
}
const asked: string[] = [];
const reach: Fetch = async (path, { method = 'GET', headers, body }) => {
  asked.push(`${method} ${path}`);
  const payload = body instanceof Uint8Array ? Buffer.from(body) : (body as string | undefined);
  const sent = { method: method as 'GET', url: path, headers: headers as Record<string, string> };
  const reply = await world.app.inject({ ...sent, ...(payload !== undefined && { payload }) });
  const kept = ['content-type', 'etag'].flatMap((name) =>
    reply.headers[name] ? [[name, String(reply.headers[name])]] : [],
  );
  const isEmpty = reply.statusCode === 204 || reply.statusCode === 304;
  const answer = isEmpty ? null : new Uint8Array(reply.rawPayload);
  return new Response(answer, { status: reply.statusCode, headers: Object.fromEntries(kept) });
};
async function joined(fetch: Fetch, code: string): Promise<DayStore> {
  const store = await joinMission({ fetch, code, by });
  stores.push(store);
  return store;
}
const plansAsked = (): number => asked.filter((question) => question === 'GET /day/sync/plan').length;

test('who joins works at once, opens it again by the PIN, has the plan without asking, and gets it no second time', async () => {
  const { mission, code } = await begin();
  asked.length = 0;
  const store = await joined(reach, code);
  expect(store.stage).toBe('open');
  await syncOnce(store, reach);
  expect([store.plan?.mission.id, plansAsked()]).toEqual([mission, 0]);
  const { plan } = store;
  await syncOnce(store, reach);
  expect([plansAsked(), store.plan === plan]).toEqual([1, true]);
  store.lock();
  await expect(store.unlock({ pin: '604914' })).rejects.toMatchObject({ reason: 'wrong_pin' });
  await store.unlock(by);
  expect(store.plan).toEqual(plan);
});

test('whose plan is cut off on its way has joined all the same, and asks for it', async () => {
  const { mission, code } = await begin();
  const cut: Fetch = async (path, init) => {
    const answer = await reach(path, init);
    const text = await answer.text();
    return new Response(text.slice(0, text.indexOf('\n') + 20), answer);
  };
  const store = await joined(cut, code);
  expect(store.plan).toBeNull();
  await syncOnce(store, reach);
  expect(store.plan?.mission.id).toBe(mission);
});

test('who has lost the answer joins with the same code again; with any other device it is gone', async () => {
  const { code } = await begin();
  const lost: Fetch = async (path, init) => {
    await reach(path, init);
    throw new TypeError('The network connection was lost');
  };
  await expect(joinMission({ fetch: lost, code, by })).rejects.toSatisfy((error) => isFault(error, 'no_connection'));
  await expect(joined(reach, code)).resolves.toMatchObject({ stage: 'open' });
  await expect(joinMission({ fetch: reach, code, by })).rejects.toBeInstanceOf(Unwelcome);
});

test('a weak PIN is refused before the code is used', async () => {
  const { code } = await begin();
  const weak = joinMission({ fetch: reach, code, by: { pin: '111111' } });
  await expect(weak).rejects.toSatisfy((error) => isFault(error, 'weak_pin'));
  await expect(joined(reach, code)).resolves.toMatchObject({ stage: 'open' });
});
