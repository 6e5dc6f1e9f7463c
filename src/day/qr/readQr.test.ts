import { expect, test } from 'vitest';
import { qrOf } from '../../modules/missions/bookingTicket.ts';
import { pairingText } from '../transport/pairing.ts';
import { pairingQr, readQr } from './readQr.ts';

const here = { mission: '018f7a3e-0000-7000-8000-000000000001', slug: 'taldykorgan-2026' };
const code = 'c'.repeat(43);
const ticket = (slug: string) => qrOf({ origin: 'https://day.example', language: 'kk', code, slug });
const offer = {
  role: 'offer' as const,
  mission: here.mission,
  device: '018f7a3e-0000-7000-8000-000000000002',
  fingerprint: 'ab'.repeat(32),
  ufrag: 'abcd',
  password: 'p'.repeat(24),
  addresses: [],
};

test('a ticket of this mission is read, whatever stands around it', () => {
  expect(readQr(ticket(here.slug), here)).toEqual({ kind: 'ticket', code });
  expect(readQr(` ${ticket(here.slug)}\n`, here)).toEqual({ kind: 'ticket', code });
});

test('a pairing and a joining are told apart', () => {
  const text = pairingText(offer);
  expect(readQr(pairingQr(text), here)).toEqual({ kind: 'pairing', role: 'offer', device: offer.device, text });
  expect(readQr(pairingQr(pairingText({ ...offer, role: 'answer' })), here)).toMatchObject({ role: 'answer' });
  expect(readQr(`https://day.example/day#join=${code}`, here)).toEqual({ kind: 'joining', code });
});

test('what belongs to another mission says so', () => {
  expect(readQr(ticket('almaty-2026'), here)).toEqual({ kind: 'other_mission', what: 'ticket' });
  const other = pairingText({ ...offer, mission: '018f7a3e-0000-7000-8000-000000000009' });
  expect(readQr(pairingQr(other), here)).toEqual({ kind: 'other_mission', what: 'pairing' });
});

test('anything else is foreign', () => {
  const foreign = [
    '',
    'https://example.com',
    'WIFI:S:guest;T:WPA;P:12345678;;',
    pairingQr('AAAA'),
    pairingText(offer),
    `http://day.example/day#join=${code}`,
    `https://day.example/day#join=${code}x`,
    'javascript:alert(1)',
    'x'.repeat(10_000),
  ];
  for (const text of foreign) expect(readQr(text, here), text.slice(0, 40)).toEqual({ kind: 'foreign' });
});
