import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The network of an address, /24 or /48: enough to see a pattern, too little to name a person. Null for what is none. */
export function networkOf(address: string): string | null {
  if (isIP(address) === 0) return null;
  const known = ipaddr.process(address);
  const bits = known.kind() === 'ipv4' ? 24 : 48;
  const ends = known.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${ends.networkAddressFromCIDR(`${known.toString()}/${bits}`).toString()}/${bits}`;
}
