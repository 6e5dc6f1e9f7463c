import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DayFault } from '../fault.ts';
import { waitAfter } from './backoff.ts';
import { described, descriptionOf } from './description.ts';
import { frameBytes, framesOf, reassembly } from './frames.ts';
import { packed, unpacked } from './message.ts';
import { type Pairing, pairingIn, pairingText } from './pairing.ts';
import { isProven, proofOf } from './proof.ts';

const hexOf = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes).toString('hex'));
const word = (least: number, most: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9+/]{${least},${most}}$`));
const address = fc.oneof(
  fc.record({ kind: fc.constant('ipv4' as const), host: fc.ipV4(), port: fc.integer({ min: 1, max: 65_535 }) }),
  fc.record({
    kind: fc.constant('mdns' as const),
    host: fc.uuid().map((id) => `${id}.local`),
    port: fc.integer({ min: 1, max: 65_535 }),
  }),
);
const pairing: fc.Arbitrary<Pairing> = fc.record({
  role: fc.constantFrom('offer' as const, 'answer' as const),
  mission: fc.uuid(),
  device: fc.uuid(),
  fingerprint: hexOf(32),
  ufrag: word(4, 16),
  password: word(22, 40),
  addresses: fc.array(address, { maxLength: 8 }),
});

test('a pairing code says what was put into it, and fits into a QR code', () => {
  fc.assert(
    fc.property(pairing, (one) => {
      const text = pairingText(one);
      expect(pairingIn(text)).toEqual(one);
      expect(text.length).toBeLessThan(450);
    }),
  );
});

test('a code that was cut, bent or made up is none, and nothing of it reaches the browser', () => {
  fc.assert(
    fc.property(pairing, fc.nat(), (one, at) => {
      const text = pairingText(one);
      expect(pairingIn(text.slice(0, at % (text.length - 1)))).toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(pairingIn(text)).toBeNull();
    }),
  );
  const hostile: Pairing = {
    role: 'offer',
    mission: '018f7a3e-0000-7000-8000-000000000001',
    device: '018f7a3e-0000-7000-8000-000000000002',
    fingerprint: 'ab'.repeat(32),
    ufrag: 'ab\r\na=x',
    password: 'p'.repeat(24),
    addresses: [],
  };
  expect(pairingIn(pairingText(hostile))).toBeNull();
});

test('an IPv6 address is the same address after its journey', () => {
  const one = pairingIn(
    pairingText({
      role: 'offer',
      mission: '018f7a3e-0000-7000-8000-000000000001',
      device: '018f7a3e-0000-7000-8000-000000000002',
      fingerprint: '00'.repeat(32),
      ufrag: 'abcd',
      password: 'p'.repeat(24),
      addresses: [{ kind: 'ipv6', host: 'fd12:3456::7', port: 5000 }],
    }),
  );
  expect(one?.addresses).toEqual([{ kind: 'ipv6', host: 'fd12:3456:0000:0000:0000:0000:0000:0007', port: 5000 }]);
});

test('what a browser describes is what another is told: fingerprint, words and useful addresses', () => {
  const fingerprint = 'FF:BF:75:E6:59:58:0E:DC:2F:C6:75:22:15:43:C1:BF:F3:BE:1D:17:25:28:8A:56:64:12:36:C5:50:78:49:B2';
  const sdp = [
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'a=candidate:748607882 1 udp 2122260223 192.168.77.1 52244 typ host generation 0 network-id 1',
    'a=candidate:1381055250 1 tcp 1518280447 192.168.77.1 9 typ host tcptype active generation 0',
    'a=candidate:3 1 udp 2113937151 25cb5da0-9329-4954-a0e5-bf6278d7e080.local 47343 typ host',
    'a=candidate:4 1 udp 2122260223 fe80::1 5000 typ host',
    'a=ice-ufrag:+5Wc',
    'a=ice-pwd:k0rKMwG5mfyjx9yVMjyefWWW',
    `a=fingerprint:sha-256 ${fingerprint}`,
  ].join('\r\n');
  const own = described(sdp);
  expect(own).toEqual({
    fingerprint: fingerprint.replaceAll(':', '').toLowerCase(),
    ufrag: '+5Wc',
    password: 'k0rKMwG5mfyjx9yVMjyefWWW',
    addresses: [
      { kind: 'ipv4', host: '192.168.77.1', port: 52_244 },
      { kind: 'mdns', host: '25cb5da0-9329-4954-a0e5-bf6278d7e080.local', port: 47_343 },
    ],
  });
  if (!own) throw new Error('not described');
  const told = descriptionOf({ role: 'answer', mission: '', device: '', ...own });
  expect(described(told.sdp ?? '')).toEqual(own);
  expect(told.sdp).toContain('a=setup:active');
  expect(described('v=0')).toBeNull();
});

test('a message of any length comes out of its frames as it went in, and one too long is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 * frameBytes }), (length) => {
      const message = Uint8Array.from({ length }, (_, at) => at & 255);
      const whole = reassembly();
      const results = Array.from(framesOf(message), whole);
      expect(results.pop()).toEqual(message);
      expect(results.every((one) => one === null)).toBe(true);
    }),
    { numRuns: 25 },
  );
  const small = reassembly(10);
  expect(() => Array.from(framesOf(new Uint8Array(11)), small)).toThrow('bad_message');
  expect(() => reassembly()(new Uint8Array([7, 1]))).toThrow('bad_message');
  expect(() => reassembly()(new Uint8Array())).toThrow('bad_message');
});

test('messages survive packing; anything else, or what would unpack to too much, is refused', () => {
  const device = '018f7a3e-0000-7000-8000-000000000001';
  const have = { kind: 'have' as const, have: { [device]: 3 }, heads: { [device]: 'AbCdEfGhIjKl' }, photos: [] };
  expect(unpacked(packed(have))).toEqual(have);
  const bomb = packed({ kind: 'have', have: {}, heads: {}, photos: ['0'.repeat(9_000_000)] });
  expect(bomb.length).toBeLessThan(20_000);
  for (const bad of [
    bomb,
    packed({ ...have, have: { other: 1 } }),
    packed({} as never),
    new Uint8Array([1, 2, 3]),
    new Uint8Array(),
  ])
    expect(() => unpacked(bad)).toThrow('bad_message' satisfies DayFault['reason']);
});

test('a proof holds for one connection, one side and one mission’s secret', async () => {
  const secret = Buffer.from('0'.repeat(32)).toString('base64url');
  const ends = {
    mission: 'm',
    offering: { device: 'a', fingerprint: 'ff' },
    answering: { device: 'b', fingerprint: 'ee' },
  };
  const proof = await proofOf(secret, ends, 'offering');
  expect(await isProven(secret, ends, { proof, by: 'offering' })).toBe(true);
  expect(await isProven(secret, ends, { proof, by: 'answering' })).toBe(false);
  const others = [
    { ...ends, mission: 'n' },
    { ...ends, offering: { device: 'c', fingerprint: 'ff' } },
    { ...ends, answering: { device: 'b', fingerprint: 'ed' } },
  ];
  for (const other of others) expect(await isProven(secret, other, { proof, by: 'offering' })).toBe(false);
  const foreign = Buffer.from('1'.repeat(32)).toString('base64url');
  expect(await isProven(foreign, ends, { proof, by: 'offering' })).toBe(false);
});

test('a server that does not answer is asked again after ever longer, never after more than five minutes', () => {
  expect([1, 2, 3, 4].map((failures) => waitAfter(failures, 1))).toEqual([1000, 2000, 4000, 8000]);
  expect([1, 2].map((failures) => waitAfter(failures, 0))).toEqual([500, 1000]);
  expect(waitAfter(1000, 1)).toBe(300_000);
});
