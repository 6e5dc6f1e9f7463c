import ipaddr from 'ipaddr.js';

/** Names of networks that the settings may use instead of numbers: as `proxy-addr`, which Fastify asks, knows them. */
const known: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

const isNetwork = (text: string): boolean =>
  known.includes(text) || (text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text));

/**
 * The machines whose word on where a request came from (`X-Forwarded-For`) is taken: `none`, or names and networks apart by
 * commas. Null for what is neither.
 */
export function trustedProxies(text: string): readonly string[] | null {
  if (text.trim() === 'none') return [];
  const parts = text.split(',').map((part) => part.trim());
  return parts.every(isNetwork) ? parts : null;
}
