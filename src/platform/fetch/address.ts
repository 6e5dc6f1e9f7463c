import ipaddr from 'ipaddr.js';

/** Why an address is not fetched, before anybody is asked for it. */
export type AddressFault = 'address-scheme' | 'address-credentials' | 'address-port' | 'address-private';

const schemes: readonly string[] = ['http:', 'https:'];

/** What the network of a cloud answers under a number that looks public. */
const metadata: readonly string[] = ['168.63.129.16'];

/**
 * Whether a number is one of the open internet: neither this machine, nor its network, nor what another notation hides
 * (mapped, translated by NAT64, 6to4, Teredo), nor anything reserved. What is not known to be open is closed.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || metadata.includes(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  // Only 2000::/3 is given out for the open internet (RFC 4291, IANA).
  return address.kind() === 'ipv4' || (address.toByteArray()[0] ?? 0) >> 5 === 1;
}

/** The number that a host is written as, without brackets; null where it is a name. */
export function numberOf({ hostname }: URL): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : null;
}

/** Why an address may not be fetched at all; null where it may be asked whose it is. `ports` are those that may be used. */
export function whyNotFetched(address: URL, ports: readonly number[]): AddressFault | null {
  if (!schemes.includes(address.protocol)) return 'address-scheme';
  if (address.username !== '' || address.password !== '') return 'address-credentials';
  const port = address.port === '' ? (address.protocol === 'https:' ? 443 : 80) : Number(address.port);
  if (!ports.includes(port)) return 'address-port';
  const number = numberOf(address);
  return number !== null && !isPublicAddress(number) ? 'address-private' : null;
}
