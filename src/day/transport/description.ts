import type { Address, Pairing } from './pairing.ts';

/** Session descriptions (SDP) of a connection that carries one data channel and nothing else. Pure. */

type Described = Pick<Pairing, 'fingerprint' | 'ufrag' | 'password' | 'addresses'>;

const lineOf = (sdp: string, name: string): string => new RegExp(`^a=${name}:(.+)$`, 'm').exec(sdp)?.[1]?.trim() ?? '';

const kindOf = (host: string): Address['kind'] =>
  host.endsWith('.local') ? 'mdns' : host.includes(':') ? 'ipv6' : 'ipv4';

/** Addresses that only this machine knows under this name are of no use to another. */
const isUseful = ({ host }: Address): boolean => !host.startsWith('fe80') && host !== '127.0.0.1' && host !== '::1';

/** What another device needs of the browser's own description. Null where its certificate has no SHA-256 fingerprint. */
export function described(sdp: string): Described | null {
  const fingerprint = /^sha-256 ([0-9A-F:]{95})$/i.exec(lineOf(sdp, 'fingerprint'))?.[1];
  if (!fingerprint) return null;
  const candidates = sdp.matchAll(/^a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host/gim);
  const addresses = Array.from(candidates, ([, host = '', port]) => ({ kind: kindOf(host), host, port: Number(port) }));
  return {
    fingerprint: fingerprint.replaceAll(':', '').toLowerCase(),
    ufrag: lineOf(sdp, 'ice-ufrag'),
    password: lineOf(sdp, 'ice-pwd'),
    addresses: addresses.filter(isUseful),
  };
}

const spaced = (fingerprint: string): string => (fingerprint.toUpperCase().match(/../g) ?? []).join(':');

/** A description that the browser takes for the other side's. */
export function descriptionOf({ role, fingerprint, ufrag, password, addresses }: Pairing): RTCSessionDescriptionInit {
  const candidates = addresses.map(
    ({ host, port }, at) => `a=candidate:${at + 1} 1 udp ${2_122_260_223 - at} ${host} ${port} typ host`,
  );
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    ...candidates,
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${password}`,
    `a=fingerprint:sha-256 ${spaced(fingerprint)}`,
    `a=setup:${role === 'offer' ? 'actpass' : 'active'}`,
    'a=mid:0',
    'a=sctp-port:5000',
    'a=max-message-size:262144',
  ];
  return { type: role, sdp: `${lines.join('\r\n')}\r\n` };
}
