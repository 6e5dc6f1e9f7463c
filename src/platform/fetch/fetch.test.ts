import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { isPublicAddress, whyNotFetched } from './address.ts';
import { type Net, openFetch } from './fetch.server.ts';

/** One local server stands for the whole outside world; the numbers below are those of public name servers. */
const [first, second] = ['8.8.8.8', '1.1.1.1'];
const gzipped = gzipSync(Buffer.alloc(3_000_000, 0x61));
const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/page': (_, response) => response.setHeader('content-type', 'text/html; charset=windows-1251').end('<p>Бет</p>'),
  '/one': (_, response) => void response.writeHead(302, { location: '/two' }).end(),
  '/two': (_, response) => void response.writeHead(301, { location: 'http://other.example/three' }).end(),
  '/three': (_, response) => void response.writeHead(307, { location: '/page' }).end(),
  '/round': (_, response) => void response.writeHead(302, { location: '/round' }).end(),
  '/inside': (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1/' }).end(),
  '/metadata': (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
  '/by-name': (_, response) => void response.writeHead(302, { location: 'http://inside.example/' }).end(),
  '/file': (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/login': (_, response) => void response.writeHead(302, { location: 'http://a:b@site.example/page' }).end(),
  '/ssh': (_, response) => void response.writeHead(302, { location: 'http://site.example:22/' }).end(),
  '/nonsense': (_, response) => void response.writeHead(302, { location: 'http://[' }).end(),
  '/large': (_, response) => void response.writeHead(200, { 'content-length': '9000000' }).end(),
  '/endless': (_, response) => {
    const more = () => response.write(Buffer.alloc(100_000), () => !response.destroyed && setImmediate(more));
    more();
  },
  '/slow': (_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 50);
    response.on('close', () => clearInterval(timer));
  },
  '/silent': () => undefined,
  '/bomb': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipped),
  '/packed': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('сөз')),
  '/gone': (_, response) => void response.writeHead(404).end('none'),
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('a');
    setTimeout(() => response.destroy(), 20);
  },
};
const server = createServer((request, response) => {
  const answer = answers[request.url ?? ''];
  if (answer) answer(request, response);
  else response.writeHead(500).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const names: Record<string, string[]> = {
  'site.example': [first],
  'other.example': [second],
  'inside.example': ['10.0.0.5'],
  'both.example': [first, '192.168.1.1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'dead.example': ['9.9.9.9'],
};
/** Who was asked for, and which numbers were connected to. */
function outside() {
  const [asked, reached]: [string[], string[]] = [[], []];
  const net: Net = {
    resolve: (host) => {
      asked.push(host);
      return names[host] ? Promise.resolve(names[host]) : Promise.reject(new Error('ENOTFOUND'));
    },
    reach: (address) => {
      reached.push(address);
      return { address: '127.0.0.1', port: address === '9.9.9.9' ? 1 : port };
    },
  };
  return { net, asked, reached };
}
const limits = { patience: 1500 };
const most = 1_000_000;

test('a page is fetched from the very number that was checked, with what the site says of it', async () => {
  const { net, reached } = outside();
  const found = await openFetch(net, limits)('http://site.example/page#part', most);
  expect(found).toMatchObject({ from: 'http://site.example/page', encoding: 'windows-1251' });
  expect(reached).toEqual([first]);
});

test('three redirects are followed, each asked for and checked anew; the address is the last one', async () => {
  const { net, asked, reached } = outside();
  const found = await openFetch(net, limits)('http://site.example/one', most);
  expect(found).toMatchObject({ from: 'http://other.example/page' });
  expect(asked).toEqual(['site.example', 'site.example', 'other.example', 'other.example']);
  expect(reached).toEqual([first, first, second, second]);
});

test.each([
  ['ftp://site.example/', 'address-scheme'],
  ['file:///etc/passwd', 'address-scheme'],
  ['data:text/html,x', 'address-scheme'],
  ['http://user:secret@site.example/', 'address-credentials'],
  ['http://site.example:8080/', 'address-port'],
  ['http://site.example:22/', 'address-port'],
  ['not an address', 'address-invalid'],
  ['', 'address-invalid'],
  ['http://127.0.0.1/', 'address-private'],
  ['http://2130706433/', 'address-private'],
  ['http://0x7f.1/', 'address-private'],
  ['http://[::1]/', 'address-private'],
  ['http://[::ffff:10.0.0.1]/', 'address-private'],
  ['http://[64:ff9b::a00:1]/', 'address-private'],
  ['http://169.254.169.254/latest/meta-data/', 'address-private'],
  ['http://inside.example/', 'address-private'],
  ['http://both.example/', 'address-private'],
  ['http://mapped.example/', 'address-private'],
  ['http://nowhere.example/', 'address-unknown'],
  ['http://localhost/', 'address-unknown'],
  ['http://dead.example/', 'address-unreachable'],
  ['http://site.example/round', 'address-redirects'],
  ['http://site.example/inside', 'address-private'],
  ['http://site.example/metadata', 'address-private'],
  ['http://site.example/by-name', 'address-private'],
  ['http://site.example/file', 'address-scheme'],
  ['http://site.example/login', 'address-credentials'],
  ['http://site.example/ssh', 'address-port'],
  ['http://site.example/nonsense', 'address-invalid'],
  ['http://site.example/large', 'address-too-large'],
  ['http://site.example/endless', 'address-too-large'],
  ['http://site.example/bomb', 'address-too-large'],
  ['http://site.example/slow', 'address-too-slow'],
  ['http://site.example/silent', 'address-too-slow'],
  ['http://site.example/gone', 'address-refused'],
  ['http://site.example/cut', 'address-unreachable'],
])('%s is refused with its cause', async (address, cause) => {
  expect(await openFetch(outside().net, limits)(address, most)).toEqual({ refused: cause });
});

test('a name server that changes its mind after the check changes nothing: nobody asks it twice', async () => {
  const { net, reached } = outside();
  let times = 0;
  const rebinding: Net = { ...net, resolve: () => Promise.resolve([times++ === 0 ? first : '127.0.0.1']) };
  expect(await openFetch(rebinding, limits)('http://site.example/page', most)).toMatchObject({
    contentType: 'text/html; charset=windows-1251',
  });
  expect([times, reached]).toEqual([1, [first]]);
  expect(await openFetch(rebinding, limits)('http://site.example/page', most)).toEqual({ refused: 'address-private' });
  expect(reached).toEqual([first]);
});

test('what a site packs is unpacked, and a name server that never answers is not waited for', async () => {
  const { net } = outside();
  const found = await openFetch(net, limits)('http://site.example/packed', most);
  expect('bytes' in found && Buffer.from(found.bytes).toString()).toBe('сөз');
  const deaf: Net = { ...net, resolve: () => new Promise(() => undefined) };
  expect(await openFetch(deaf, { patience: 100 })('http://site.example/page', most)).toEqual({
    refused: 'address-too-slow',
  });
});

test('only so many pages are fetched at once', async () => {
  const fetchPage = openFetch(outside().net, { ...limits, atOnce: 1 });
  const [slow, second_] = await Promise.all([
    fetchPage('http://site.example/slow', most),
    fetchPage('http://site.example/page', most),
  ]);
  expect([slow, second_]).toEqual([{ refused: 'address-too-slow' }, { refused: 'address-busy' }]);
  expect(await fetchPage('http://site.example/page', most)).toHaveProperty('bytes');
});

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.1',
  '192.0.2.1',
  '192.168.0.1',
  '198.18.0.1',
  '203.0.113.9',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:8.8.8.8',
  '::ffff:127.0.0.1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  '2001:db8::1',
  '2001::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '5f00::1',
  '4000::1',
  'x',
  '',
])('%s is not on the open internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '93.184.215.14', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1'])('%s is', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test('no number of this machine or its network is fetched, however it is written', () => {
  const inside = fc.oneof(
    fc.tuple(fc.constantFrom(10, 127), fc.nat(255), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(192), fc.constant(168), fc.nat(255), fc.nat(255)),
    fc.tuple(fc.constant(169), fc.constant(254), fc.nat(255), fc.nat(255)),
  );
  fc.assert(
    fc.property(inside, fc.nat(4), ([a, b, c, d], form) => {
      const whole = ((a * 256 + b) * 256 + c) * 256 + d;
      const two = (number: number) => number.toString(16).padStart(2, '0');
      const forms = [
        `${a}.${b}.${c}.${d}`,
        String(whole),
        `0x${whole.toString(16)}`,
        `0${a.toString(8)}.${b}.${c}.${d}`,
        `[::ffff:${two(a)}${two(b)}:${two(c)}${two(d)}]`,
      ];
      expect(whyNotFetched(new URL(`http://${forms[form]}/`), [80, 443])).toBe('address-private');
    }),
  );
});
