import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allEndpoints } from '../matrix/endpoints.ts';
import { expected } from '../matrix/expected.ts';
import { requestTo } from '../matrix/attempt.ts';
import { type MatrixWorld, startMatrix } from '../matrix/world.ts';
import { startWorld, type World } from '../world.ts';
import { whyWrong } from './oracle.ts';
import { hostileMark, nastyTexts } from './payloads.ts';

/** The edges as production has them. */
let world: World;
let matrix: MatrixWorld;
beforeAll(async () => {
  [world, matrix] = [await startWorld({ isProduction: true }), await startMatrix({ isKept: true })];
});
afterAll(async () => {
  await world.stop();
  await matrix.world.stop();
});

const pages = [
  '/',
  '/kk',
  '/ru/about',
  '/en/data',
  '/kk/nowhere',
  '/app',
  '/app/x',
  '/api/session',
  '/api/nowhere',
  '/api/docs',
];
const files = [
  '/robots.txt',
  '/data.jsonld',
  '/data/datapackage.json',
  '/api/openapi.json',
  '/healthz',
  '/kk/feed.xml',
  '/auth/get-session',
];
const everywhere = [...pages, ...files];
const ask = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'POST' = 'GET') =>
  world.app.inject({ method, url, headers: { accept: 'text/html', ...headers } });

test.each(everywhere)('every page and every refusal keeps other sites’ scripts, frames and styles out', async (url) => {
  const { headers } = await ask(url);
  const policy = String(headers['content-security-policy']);
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ])
    expect(policy).toContain(rule);
  expect(policy).not.toMatch(/script-src[^;]*'unsafe|https?:|\*/);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': expect.stringMatching(/same-origin|no-referrer/),
    'cross-origin-opener-policy': 'same-origin',
  });
  expect(headers['permissions-policy']).toContain('camera=()');
  expect([headers['server'], headers['x-powered-by']]).toEqual([undefined, undefined]);
});

test.each(everywhere)(
  'in production every answer asks browsers for TLS, for two years and with subdomains',
  async (url) => {
    expect((await ask(url)).headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  },
);

test.each(everywhere)('in production no answer tells what it cost', async (url) => {
  expect((await ask(url)).headers['server-timing']).toBeUndefined();
});

test.each(everywhere)('every answer with a body says its type and its encoding', async (url) => {
  const { headers, body } = await ask(url);
  const type = (headers['content-type'] ?? '').toLowerCase();
  const isText = /^text|xml/.test(type);
  expect([body.length > 0, /^[a-z]+\/[\w.+-]+/.test(type)]).toEqual([type !== '', type !== '']);
  expect([type, isText && !type.includes('charset=utf-8')]).toEqual([type, false]);
});

test('only open data and feeds may be read by pages of other sites', async () => {
  const open: string[] = [];
  for (const url of everywhere)
    if ((await ask(url, { origin: 'https://elsewhere.example' })).headers['access-control-allow-origin'] !== undefined)
      open.push(url);
  expect(open.filter((url) => !url.startsWith('/data') && !url.endsWith('/feed.xml'))).toEqual([]);
});

const foreign: readonly Record<string, string>[] = [
  { origin: 'https://elsewhere.example' },
  { origin: 'null' },
  { origin: 'http://yntymaq.test.elsewhere.example' },
  { origin: 'https://yntymaq.test' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://elsewhere.example', 'x-forwarded-host': 'elsewhere.example', host: 'elsewhere.example' },
];
const writes = [
  '/auth/sign-in/email',
  '/auth/sign-out',
  '/auth/request-password-reset',
  '/api/documents',
  '/api/nowhere',
  '/nowhere',
  '/calendar/feed.ics',
];
test.each(writes)('another site’s page changes nothing, at any address, whatever it says of itself', async (url) => {
  for (const headers of foreign) {
    const refused = await ask(url, headers, 'POST');
    expect([headers, refused.statusCode, refused.json().type]).toEqual([headers, 403, '/problems/bad-origin']);
  }
});

test('our own page, and another system without a browser, are no other site', async () => {
  for (const headers of [
    { origin: 'http://yntymaq.test' },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    {},
  ])
    expect((await ask('/api/documents', headers, 'POST')).json().type).toBe('/problems/sign-in-first');
});

test('no answer to somebody who is signed in may be kept by anybody', async () => {
  const { cookie } = await world.someone('administrator', undefined, { isClinical: true, isInstallation: true });
  const endpoints = (await allEndpoints()).filter(({ method, path }) => method === 'GET' && !path.includes('{'));
  expect(endpoints.length).toBeGreaterThan(20);
  for (const { path } of endpoints) {
    const { headers } = await ask(`/api${path}`, { cookie });
    expect([path, headers['cache-control']]).toEqual([path, expect.stringMatching(/no-store/)]);
  }
  expect((await ask('/app', { cookie })).headers['cache-control']).toMatch(/private|no-store/);
});

test('no address of ours redirects to another site, whatever it is asked with', async () => {
  const tricks = [
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/%2f%2felsewhere.example',
    '/kk//elsewhere.example/..',
    '/?next=https://elsewhere.example',
    '/auth/sign-out?callbackURL=https://elsewhere.example',
    '/app?returnTo=//elsewhere.example',
  ];
  for (const url of [...tricks, ...everywhere]) {
    const { headers } = await ask(url, {
      host: 'elsewhere.example',
      'x-forwarded-host': 'elsewhere.example',
      'x-forwarded-proto': 'ftp',
    });
    const { location = '/' } = headers;
    expect([url, location]).toEqual([url, expect.stringMatching(/^(\/(?![/\\])|http:\/\/yntymaq\.test\/)/)]);
  }
  expect((await ask('/')).headers.location).toMatch(/^\/(kk|ru|en)$/);
});

test('no file of the program, of its data or of its sources is served', async () => {
  const tries = [
    '/.git/config',
    '/package.json',
    '/src/app.ts',
    '/.data/secret',
    '/.env',
    '/app/../package.json',
    '/app/%2e%2e/package.json',
    '/app/assets/..%2f..%2f..%2fpackage.json',
    '/app/.vite/manifest.json',
    '/api/docs/files/../package.json',
    '/api/docs/files/%2e%2e%2fpackage.json',
    '/site/../../package.json',
    '/app/',
    '/app/assets/',
    '/api/docs/files/',
    '/data/',
    '/data/..%2f..%2fpackage.json',
    '/node_modules/pg/package.json',
  ];
  for (const url of tries) {
    const { body } = await ask(url);
    expect([url, /"dependencies"|import \{|\[core\]|Index of|"isEntry"/.test(body)]).toEqual([url, false]);
  }
  expect(tries.length).toBeGreaterThan(10);
});

describe('hostile addresses of the public site, of sign-in and of calendars', () => {
  const routes = [
    '/kk/partnerships/',
    '/ru/commitments/',
    '/en/meetings/',
    '/kk/instruments/',
    '/kk/organisations/',
    '/kk/places/',
    '/kk/partners/',
    '/kk/fields/',
    '/data/',
    '/data/demonstration/',
    '/site/',
    '/calendar/meetings/',
    '/auth/',
    '/api/',
    '/',
  ];
  test.each(routes)('hostile words in an address come back escaped or not at all', async (route) => {
    for (const text of nastyTexts) {
      const word = encodeURIComponent(`${text.slice(0, 500)}<b>${hostileMark}</b>`.toWellFormed());
      for (const url of [
        `${route}${word}`,
        `${route}x?q=${word}&${word}=1&sort=${word}&page=${word}&key=${word}&language=${word}`,
      ]) {
        const answer = await ask(url);
        expect([url, whyWrong(answer)]).toEqual([url, null]);
        expect([url, answer.body.includes(`<b>${hostileMark}`)]).toEqual([url, false]);
      }
    }
  });

  test.each([
    '%',
    '%E0%A4%A',
    '%00',
    '%c0%ae%c0%ae',
    '/%ff',
    '/kk/%zz',
    '/..;/',
    '/kk/..%5c',
    `/${'a'.repeat(8000)}`,
    `/kk/partnerships/${'%2e'.repeat(500)}`,
  ])('the broken address %s is refused', async (address) => {
    const answer = await ask(address.startsWith('/') ? address : `/${address}`);
    expect(whyWrong(answer)).toBeNull();
    expect(answer.statusCode).toBeGreaterThanOrEqual(300);
  });
});

test('hostile headers break nothing and are not believed', async () => {
  const values = [
    '',
    'x',
    '\u007f',
    "' or 1=1 --",
    '<script>',
    'a'.repeat(6000),
    '../..',
    '[::1',
    'a b',
    'yntymaq.test:99999',
    '0',
    '*',
    ';',
    ',,,',
    'bytes=0-',
    'bytes=-1,0-0,5-2',
    'q=1e400',
    'kk;q=x',
    '%00',
  ];
  const names = [
    'host',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'forwarded',
    'accept-language',
    'accept',
    'accept-encoding',
    'range',
    'if-none-match',
    'if-modified-since',
    'cookie',
    'authorization',
    'content-type',
    'yntymaq-organisation',
    'referer',
    'user-agent',
    'origin',
    'x-http-method-override',
    'x-original-url',
    'x-yntymaq-peer',
    'transfer-encoding-x',
    'te',
    'upgrade',
  ];
  for (const name of names)
    for (const value of values)
      for (const url of ['/kk/nowhere', '/api/session', '/data/commitments.csv']) {
        const answer = await ask(url, { [name]: value });
        expect([name, value, url, whyWrong(answer)]).toEqual([name, value, url, null]);
      }
});

test('hostile keys change no object of the program', async () => {
  const { cookie } = await world.someone('administrator');
  const payload = '{"__proto__":{"isPolluted":true},"constructor":{"prototype":{"isPolluted":true}},"slug":"x"}';
  for (const url of ['/api/partnerships', '/api/organisations', '/auth/sign-in/email'])
    await world.app.inject({
      method: 'POST',
      url,
      headers: { cookie, 'content-type': 'application/json', 'idempotency-key': 'k' },
      payload,
    });
  await ask('/api/organisations?__proto__[isPolluted]=1&constructor[prototype][isPolluted]=1', { cookie });
  expect(({} as Record<string, unknown>)['isPolluted']).toBeUndefined();
  expect(([] as unknown as Record<string, unknown>)['isPolluted']).toBeUndefined();
});

test('a request whose length is told twice, or in two ways, is refused', async () => {
  await world.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = world.app.server.address() as AddressInfo;
  const raw = (head: string, rest = '') =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(`${head}\r\n\r\n${rest}`));
      let answer = '';
      socket.setTimeout(3000, () => socket.destroy());
      socket.on('data', (chunk) => void (answer += chunk.toString()));
      socket.on('close', () => resolve(answer));
      socket.on('error', () => resolve(answer));
    });
  const post = 'POST /api/documents HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json';
  const smuggled = '0\r\n\r\nGET /metrics HTTP/1.1\r\nhost: x\r\n\r\n';
  for (const head of [
    `${post}\r\ncontent-length: 5\r\ntransfer-encoding: chunked`,
    `${post}\r\ncontent-length: 5\r\ncontent-length: 6`,
    `${post}\r\ntransfer-encoding: chunked, identity`,
    `${post}\r\ntransfer-encoding : chunked`,
    `${post}\r\ncontent-length: -1`,
    `${post}\r\nx: a\u0000b`,
  ])
    expect([head, await raw(head, smuggled)]).toEqual([head, expect.stringMatching(/^HTTP\/1\.1 400 /)]);
  expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: ${'a'.repeat(20_000)}`)).toMatch(
    /^HTTP\/1\.1 431 /,
  );
});

test('nothing that is asked with GET writes a record', async () => {
  const tables = (await matrix.world.seeAll(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and c.relname !~ '^(access_record|audit_|person_seen)' order by 1`,
  )) as { name: string }[];
  const prints = async () => {
    const found: Record<string, unknown> = {};
    for (const { name } of tables)
      found[name] = (
        await matrix.world.seeAll(
          `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as print from "${name}" t`,
        )
      )[0]?.['print'];
    return found;
  };
  const actor = matrix.actors.find(({ name, place }) => name === 'clinical administrator' && place === 'owner');
  const before = await prints();
  let asked = 0;
  for (const endpoint of (await allEndpoints()).filter(({ method }) => method === 'GET')) {
    const { url } = requestTo(endpoint, matrix.bundles.public, expected[endpoint.name]?.about ?? null);
    await matrix.world.app.inject({ method: 'GET', url: `/api${url}`, headers: actor?.headers ?? {} });
    asked += 1;
  }
  expect(asked).toBeGreaterThan(30);
  expect(await prints()).toEqual(before);
});
