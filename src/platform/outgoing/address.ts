import { type AddressFault, isPublicAddress, numberOf } from '../fetch/address.ts';

/** Where another system may be asked. Pure: no name is looked up. */

export type OutgoingFault = Exclude<AddressFault, 'address-port'> | 'address-invalid';

/**
 * Why an address can be none of another system; null where it may be asked whose it is.
 *
 * @param isNear whether private networks, and addresses without TLS, are allowed
 */
export function faultOfAddress(address: string, isNear: boolean): OutgoingFault | null {
  if (!URL.canParse(address)) return 'address-invalid';
  const url = new URL(address);
  const schemes = isNear ? ['https:', 'http:'] : ['https:'];
  if (!schemes.includes(url.protocol)) return 'address-scheme';
  if (url.username !== '' || url.password !== '') return 'address-credentials';
  const number = numberOf(url);
  return !isNear && number !== null && !isPublicAddress(number) ? 'address-private' : null;
}
