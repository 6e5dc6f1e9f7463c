import { traverseContractProcedures } from '@orpc/server';
import { afterAll, expect, test } from 'vitest';
import { router, withoutKey } from '../src/app.ts';
import { type Permission, permissionsOf, roles } from '../src/permissions.ts';
import { catalogues } from '../src/platform/i18n/catalogues.server.ts';
import { locales } from '../src/platform/i18n/locales.ts';
import { platformProblems } from '../src/platform/problem.ts';
import { startWorld } from './world.ts';

type Endpoint = { name: string; method: 'GET' | 'POST'; url: string; needs: string; problems: string[] };
const endpoints: Endpoint[] = [];
traverseContractProcedures({ router, path: [] }, ({ contract, path }) => {
  const { route, meta, errorMap } = contract['~orpc'];
  const url = `${route.path}`.replace(/\{\w+\}/g, '018f0000-0000-7000-8000-000000000000');
  const needs = String(meta['needs']);
  endpoints.push({ name: path.join('.'), method: route.method as 'GET', url, needs, problems: Object.keys(errorMap) });
});
const mutations = endpoints.filter(({ method }) => method !== 'GET');

const world = await startWorld();
afterAll(() => world.stop());
const call = (who: { cookie: string }, { method, url }: Endpoint, extra: Record<string, string> = {}) =>
  method === 'GET' ? world.as(who).get(url, extra) : world.as(who).post(url, {}, extra);

test('there are endpoints, and none is left at nobody', () => {
  expect(endpoints.length).toBeGreaterThan(20);
  expect(endpoints.filter(({ needs }) => needs === 'nobody')).toEqual([]);
});

test.each(endpoints)('$name refuses a stranger, and somebody whose session has ended', async (endpoint) => {
  const stranger = await call({ cookie: '' }, endpoint);
  expect([stranger.statusCode, stranger.json().type]).toEqual([401, '/problems/sign-in-first']);
  const ended = await call({ cookie: 'better-auth.session_token=unknown.signature' }, endpoint);
  expect(ended.body).toBe(stranger.body);
});

/** Somebody with every power there is. */
const everything = () => world.someone('administrator', undefined, { isClinical: true, isInstallation: true });

const below = (needs: string) => roles.filter((role) => !permissionsOf(role).has(needs as Permission)).at(-1);

test.each(endpoints.filter(({ needs }) => below(needs)))(
  '$name refuses a role that may not ($needs)',
  async (endpoint) => {
    const powerless = await world.someone(below(endpoint.needs) ?? 'viewer');
    const refused = await call(powerless, endpoint);
    expect([refused.statusCode, refused.json().type]).toEqual([403, '/problems/forbidden']);
  },
);

test('somebody with a session and no organisation is refused everywhere', async () => {
  const nobody = await world.someone('administrator');
  await world.seeAll('delete from membership where person = $1', [nobody.person]);
  for (const endpoint of endpoints) expect((await call(nobody, endpoint)).json().type).toBe('/problems/forbidden');
});

/** What an endpoint without a key says to a request with nothing in it, where that is not the fault of the input. */
const saidWithoutKey: Readonly<Record<string, string>> = {
  'administration.openMessage': '/problems/not-found',
  'patients.searchPatients': '/problems/search-for-one-thing',
};

test.each(mutations)('$name wants an Idempotency-Key, or says why not', async (endpoint) => {
  const reply = await call(await everything(), endpoint, { 'idempotency-key': '' });
  const { type } = reply.json();
  // What is wrong with the input is found first; an endpoint whose input may be empty comes to the key.
  const wanted =
    endpoint.name in withoutKey
      ? [saidWithoutKey[endpoint.name] ?? '/problems/invalid-input']
      : ['/problems/key-missing', '/problems/invalid-input', '/problems/unsupported-media'];
  expect(wanted).toContain(type);
});

test.each(mutations)('$name does not obey another site’s page', async (endpoint) => {
  const reply = await call(await everything(), endpoint, { origin: 'https://elsewhere.example' });
  expect([reply.statusCode, reply.json().type]).toEqual([403, '/problems/bad-origin']);
});

test('every exception to the key is a mutation that exists, and has a reason', () => {
  const names = mutations.map(({ name }) => name);
  for (const [name, reason] of Object.entries(withoutKey)) {
    expect(names).toContain(name);
    expect(reason.length).toBeGreaterThan(20);
  }
});

test.each([...new Set([...platformProblems, ...endpoints.flatMap(({ problems }) => problems)])])(
  'the problem %s has a title in every language',
  (problem) => {
    for (const locale of locales)
      expect((catalogues[locale] as Record<string, unknown>)[`problem.${problem}`]).toEqual(expect.any(String));
  },
);
