import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Asking } from '../matrix/actors.ts';
import { requestTo } from '../matrix/attempt.ts';
import { allEndpoints, type Endpoint } from '../matrix/endpoints.ts';
import { expected } from '../matrix/expected.ts';
import { type MatrixWorld, startMatrix } from '../matrix/world.ts';
import { whyWrong } from './oracle.ts';
import { bodies, texts } from './payloads.ts';

/** Attempts for each endpoint and each kind of hostility. The seed is said when one fails. */
const numRuns = 15;

type Sent = { method: string; url: string; headers?: Record<string, string>; payload?: string | Buffer };

/** A body as JSON, keys that JavaScript would hide included. */
const jsonOf = (value: unknown): string => JSON.stringify(value) ?? 'null';

const queryOf = (endpoint: Endpoint) => {
  const names = endpoint.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const keys = fc.constantFrom(
    ...names,
    ...names.map((name) => `${name}[]`),
    ...names.map((name) => `${name}[__proto__]`),
    'x',
  );
  return fc
    .array(fc.tuple(keys, texts), { maxLength: 4 })
    .map((pairs) => pairs.map(([key, value]) => `${encoded(key)}=${encoded(value)}`).join('&'));
};
/** Texts that are no Unicode are sent as they come out of a broken encoder. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** One part of the endpoints, so that files share the work. */
export async function hostilePart(part: number, parts: number): Promise<void> {
  const mine = (await allEndpoints()).filter((_, index) => index % parts === part);
  let matrix: MatrixWorld;
  let actor: Asking;
  beforeAll(async () => {
    matrix = await startMatrix();
    const found = matrix.actors.find(({ name, place }) => name === 'clinical administrator' && place === 'owner');
    if (!found) throw new Error('the administrator');
    actor = found;
    // Whoever may most is whom most of the program listens to.
    await matrix.world.seeAll(
      `insert into installation_administrator (person)
       select distinct person from membership where organisation_id = $1 and role = 'administrator' and is_clinical
         and person not in (select person from deactivated_person)
       on conflict do nothing`,
      [found.organisation],
    );
  });
  afterAll(() => matrix.world.stop());

  const send = ({ method, url, headers = {}, payload }: Sent) =>
    matrix.world.app.inject({
      method: method as 'GET',
      url,
      headers: { ...actor.headers, 'idempotency-key': randomUUID(), ...headers },
      ...(payload !== undefined && { payload }),
    });
  let asked = 0;
  const check = async (sent: Sent): Promise<void> => {
    asked += 1;
    const why = whyWrong(await send(sent));
    if (why !== null)
      throw new Error(`${why} ← ${sent.method} ${sent.url.slice(0, 200)} ${String(sent.payload ?? '').slice(0, 300)}`);
  };

  const named = mine.map((endpoint) => [endpoint.name, endpoint] as const);
  const pathOf = (endpoint: Endpoint): string =>
    `/api${requestTo(endpoint, matrix.bundles.own_side, expected[endpoint.name]?.about ?? null).url}`;

  describe('hostile input, from the description of the API', () => {
    test.each(named.filter(([, { method }]) => method !== 'GET'))(
      '%s answers a hostile body with a refusal that tells nothing',
      { timeout: 60_000 },
      async (_, endpoint) => {
        const url = pathOf(endpoint);
        const schema = endpoint.body['application/json'] ?? Object.values(endpoint.body)[0] ?? {};
        const { payload } = requestTo(endpoint, matrix.bundles.own_side, expected[endpoint.name]?.about ?? null);
        const valid = Buffer.isBuffer(payload) ? {} : payload;
        await fc.assert(
          fc.asyncProperty(bodies(schema, valid), (body) =>
            check({
              method: endpoint.method,
              url,
              headers: { 'content-type': 'application/json' },
              payload: jsonOf(body),
            }),
          ),
          { numRuns },
        );
      },
    );

    test.each(named.filter(([, { parameters, method }]) => method === 'GET' || parameters.length > 0))(
      '%s answers a hostile address with a refusal that tells nothing',
      { timeout: 60_000 },
      async (_, endpoint) => {
        const pieces = fc.tuple(texts, queryOf(endpoint), fc.boolean());
        await fc.assert(
          fc.asyncProperty(pieces, ([text, query, isPathValid]) => {
            const path = isPathValid
              ? (pathOf(endpoint).split('?')[0] ?? '')
              : `/api${endpoint.path.replace(/\{\w+\}/g, () => encoded(text) || 'x')}`;
            return check({ method: endpoint.method, url: `${path}?${query}` });
          }),
          { numRuns },
        );
      },
    );

    test.each(named)(
      '%s refuses other methods, types, sizes and broken bodies, and writes nothing',
      { timeout: 60_000 },
      async (_, endpoint) => {
        const url = pathOf(endpoint);
        const before = asked;
        const json = { 'content-type': 'application/json' };
        const form = { 'content-type': 'multipart/form-data; boundary=b' };
        const { method } = endpoint;
        for (const other of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])
          await check({ method: other, url });
        expect(asked - before).toBe(6);
        if (method === 'GET') return;
        for (const payload of [
          '{',
          '{"a":',
          '\u0000',
          '[1,',
          '"',
          '{"a":1e400}',
          '{"a":NaN}',
          '{"a":1,"a":2}',
          `{"__proto__":{"x":1}}`,
          '[]',
          'null',
          '1',
        ])
          await check({ method, url, headers: json, payload });
        await check({ method, url, headers: json, payload: `{"a":"${'x'.repeat(1_100_000)}"}` });
        await check({ method, url, headers: json, payload: Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d]) });
        for (const type of [
          'text/plain',
          'application/xml',
          'application/x-www-form-urlencoded',
          'text/html',
          'x',
          'application/json; charset=utf-7',
          'multipart/form-data',
        ])
          await check({ method, url, headers: { 'content-type': type }, payload: '<a>&lt;' });
        for (const payload of [
          '',
          '--b',
          '--b--',
          '--b\r\n\r\n--b--\r\n',
          '--b\r\ncontent-disposition: form-data; name="file"; filename="../../x"\r\n\r\nx\r\n--b--\r\n',
          '--b\r\ncontent-disposition: form-data; name="__proto__[x]"\r\n\r\nx\r\n--b--\r\n',
          `--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n${'x'.repeat(1_200_000)}\r\n--b--\r\n`,
        ])
          await check({ method, url, headers: form, payload });
        for (const key of ['', 'x'.repeat(256), "' or 1=1"])
          await check({ method, url, headers: { ...json, 'idempotency-key': key }, payload: '{}' });
        expect(asked - before).toBeGreaterThan(30);
      },
    );
  });

  test('none of the refused requests of this file has left anything behind', async () => {
    const [left] = await matrix.world.seeAll('select count(*)::int as rows from idempotency');
    expect(left).toEqual({ rows: 0 });
  });
}
