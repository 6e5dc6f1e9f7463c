import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { faultOfAddress } from './address.ts';
import { openOutgoing } from './outgoing.server.ts';

/** What the server that stands for the other system heard. */
const heard: { method: string | undefined; url: string | undefined; body: string; secret: unknown }[] = [];
const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/told': (_, response) => void response.writeHead(200, { etag: 'W/"3"' }).end('{"ok":true}'),
  '/elsewhere': (_, response) => void response.writeHead(302, { location: '/told' }).end(),
  '/large': (_, response) => void response.writeHead(200).end(Buffer.alloc(3000)),
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('a');
    setTimeout(() => response.destroy(), 20);
  },
  '/silent': () => undefined,
};
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method, url, headers } = request;
    heard.push({ method, url, body: Buffer.concat(chunks).toString(), secret: headers['x-secret'] });
    answers[url ?? '']?.(request, response);
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const at = (path: string) => `http://127.0.0.1:${port}${path}`;

test('another system near by is asked, with headers and body, and what it answers comes back', async () => {
  const ask = openOutgoing(true);
  const reply = await ask({ method: 'POST', address: at('/told'), headers: { 'x-secret': 's' }, body: 'сөз' });
  expect(reply).toMatchObject({ status: 200, headers: { etag: 'W/"3"' } });
  expect('bytes' in reply && reply.bytes.toString()).toBe('{"ok":true}');
  expect(heard.at(-1)).toEqual({ method: 'POST', url: '/told', body: 'сөз', secret: 's' });
});

test('a redirect is an answer and is not followed', async () => {
  heard.length = 0;
  expect(await openOutgoing(true)({ method: 'POST', address: at('/elsewhere') })).toMatchObject({ status: 302 });
  expect(heard.map(({ url }) => url)).toEqual(['/elsewhere']);
});

test('what is too large, too slow, cut off or away is a failure with a name', async () => {
  const ask = openOutgoing(true);
  const large = await ask({ method: 'GET', address: at('/large'), mostBytes: 1000 });
  const slow = await ask({ method: 'GET', address: at('/silent'), patience: 100 });
  const cut = await ask({ method: 'GET', address: at('/cut') });
  const away = await ask({ method: 'GET', address: 'http://127.0.0.1:1/' });
  expect([large, slow, away]).toEqual([
    { failure: 'answer-too-large' },
    { failure: 'too-slow' },
    { failure: 'ECONNREFUSED' },
  ]);
  expect(cut).toHaveProperty('failure');
});

test('nothing within our own network is asked, however its address is written or its name is resolved', async () => {
  const before = heard.length;
  const names: Record<string, string[]> = {
    'inside.example': ['127.0.0.1'],
    'both.example': ['8.8.8.8', '10.0.0.1'],
    'mapped.example': ['::ffff:127.0.0.1'],
  };
  const ask = openOutgoing(false, async (host) => names[host] ?? []);
  const asked = await Promise.all(
    [
      `https://127.0.0.1:${port}/told`,
      `https://2130706433:${port}/told`,
      `https://[::1]:${port}/told`,
      'https://169.254.169.254/latest/',
      `https://inside.example:${port}/told`,
      'https://both.example/',
      'https://mapped.example/',
    ].map((address) => ask({ method: 'POST', address })),
  );
  expect(new Set(asked.map((reply) => 'failure' in reply && reply.failure))).toEqual(new Set(['address-private']));
  expect(await ask({ method: 'POST', address: 'https://nobody.example/' })).toEqual({ failure: 'address-unknown' });
  expect(heard.length).toBe(before);
});

test.each([
  ['http://site.example/', false, 'address-scheme'],
  ['http://site.example/', true, null],
  ['https://site.example:8443/a', false, null],
  ['https://a:b@site.example/', true, 'address-credentials'],
  ['https://10.1.2.3/', false, 'address-private'],
  ['https://10.1.2.3/', true, null],
  ['file:///etc/passwd', true, 'address-scheme'],
  ['no address', true, 'address-invalid'],
])('%s (near: %s) is found to be %s', (address, isNear, fault) => {
  expect(faultOfAddress(address, isNear)).toBe(fault);
});
