import { toBytes, toText } from '../../modules/missions/day/chain.ts';

/**
 * What a pairing code says: enough of a session description that the browser builds the rest itself. The fingerprint is that of the
 * certificate with which the device will answer: the browser lets nobody else in. Pure.
 *
 * Bytes: format 1 · role · mission (16) · device (16) · SHA-256 fingerprint (32) · ufrag and password with their lengths · how many
 * addresses · each: 4, 6 or 0 for a name of mDNS (a UUID), its bytes, the port (2).
 */
export type Pairing = {
  role: 'offer' | 'answer';
  mission: string;
  device: string;
  /** Lower-case hex. */
  fingerprint: string;
  ufrag: string;
  password: string;
  addresses: readonly Address[];
};
export type Address = { kind: 'ipv4' | 'ipv6' | 'mdns'; host: string; port: number };

const format = 1;
const mostAddresses = 8;
const kinds = [
  { kind: 'ipv4', mark: 4, length: 4 },
  { kind: 'ipv6', mark: 6, length: 16 },
  { kind: 'mdns', mark: 0, length: 16 },
] as const;
const utf8 = new TextEncoder();

const hexBytes = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const uuidBytes = (uuid: string): number[] => hexBytes(uuid.replaceAll('-', ''));
const uuidOf = (bytes: Uint8Array): string =>
  hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** Eight groups, with the `::` filled in. */
function ipv6Bytes(host: string): number[] {
  const [before = '', after] = host.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [front, back] = [groups(before), groups(after ?? '')];
  const middle = Array.from({ length: after === undefined ? 0 : 8 - front.length - back.length }, () => '0');
  return [...front, ...middle, ...back].flatMap((group) => hexBytes(group.padStart(4, '0')));
}
const ipv6Of = (bytes: Uint8Array): string => (hexOf(bytes).match(/.{4}/g) ?? []).join(':');

const hostBytes = {
  ipv4: (host: string) => host.split('.').map(Number),
  ipv6: ipv6Bytes,
  mdns: (host: string) => uuidBytes(host.replace(/\.local$/, '')),
};
const hostOf = {
  ipv4: (bytes: Uint8Array) => bytes.join('.'),
  ipv6: ipv6Of,
  mdns: (bytes: Uint8Array) => `${uuidOf(bytes)}.local`,
};

export function pairingText({ role, mission, device, fingerprint, ufrag, password, addresses }: Pairing): string {
  const named = (text: string) => [text.length, ...utf8.encode(text)];
  const bytes = [
    format,
    role === 'offer' ? 0 : 1,
    ...uuidBytes(mission),
    ...uuidBytes(device),
    ...hexBytes(fingerprint),
    ...named(ufrag),
    ...named(password),
    Math.min(addresses.length, mostAddresses),
    ...addresses.slice(0, mostAddresses).flatMap(({ kind, host, port }) => {
      const { mark } = kinds.find((one) => one.kind === kind) ?? kinds[0];
      return [mark, ...hostBytes[kind](host), port >> 8, port & 255];
    }),
  ];
  return toText(Uint8Array.from(bytes));
}

/** Reads bytes one after another; throws beyond the end. */
function reader(bytes: Uint8Array) {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new RangeError('The code ends too early');
    at += length;
    return bytes.subarray(at - length, at);
  };
  const byte = (): number => take(1)[0] ?? 0;
  return { take, byte, isAtEnd: () => at === bytes.length };
}

/** ICE's own letters: nothing else may reach a session description. */
const iceText = (bytes: Uint8Array): string => {
  const text = String.fromCharCode(...bytes);
  if (!/^[A-Za-z0-9+/_-]{4,64}$/.test(text)) throw new RangeError('Not a word of ICE');
  return text;
};

function addressIn({ take, byte }: ReturnType<typeof reader>): Address {
  const mark = byte();
  const found = kinds.find((one) => one.mark === mark);
  if (!found) throw new RangeError('No such address');
  const host = hostOf[found.kind](take(found.length));
  return { kind: found.kind, host, port: byte() * 256 + byte() };
}

/** What the code says; null where it is none of ours. */
export function pairingIn(text: string): Pairing | null {
  try {
    const from = reader(toBytes(text));
    if (from.byte() !== format) return null;
    const mark = from.byte();
    if (mark > 1) return null;
    const [mission, device] = [uuidOf(from.take(16)), uuidOf(from.take(16))];
    const fingerprint = hexOf(from.take(32));
    const [ufrag, password] = [iceText(from.take(from.byte())), iceText(from.take(from.byte()))];
    const count = from.byte();
    if (count > mostAddresses) return null;
    const addresses = Array.from({ length: count }, () => addressIn(from));
    if (!from.isAtEnd()) return null;
    return { role: mark === 0 ? 'offer' : 'answer', mission, device, fingerprint, ufrag, password, addresses };
  } catch {
    return null;
  }
}
