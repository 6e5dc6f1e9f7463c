import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { keyedHash } from '../hash.ts';

/**
 * A device from which an address was entered rightly before carries a cookie about it. Whoever guesses at that address from
 * elsewhere makes everybody elsewhere wait, and not the person at their own desk (OWASP: device cookies).
 */
export type Devices = {
  /** What the attempt is counted under. */
  keyOf: (request: FastifyRequest, email: string) => string;
  /** What an attempt of somebody who is signed in is counted under. */
  keyOfPerson: (person: string) => string;
  /** The cookie that the device carries from now on. */
  cookieFor: (email: string, isSecure: boolean) => string;
};

const days = 180;
const nonceShape = /^[\w-]{22}$/;

export function devicesOf(secret: string): Devices {
  const key = keyedHash(secret, 'devices');
  const nameOf = (email: string) => `yntymaq-device-${keyedHash(key, `name ${email}`).slice(0, 12)}`;
  const sealOf = (email: string, nonce: string) => keyedHash(key, `device ${email} ${nonce}`).slice(0, 43);
  const known = (request: FastifyRequest, email: string): string | null => {
    const name = nameOf(email);
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const found = pairs.find((pair) => pair.startsWith(`${name}=`) || pair.startsWith(`__Secure-${name}=`));
    const [nonce = '', seal] = (found?.split('=')[1] ?? '').split('.');
    return nonceShape.test(nonce) && seal === sealOf(email, nonce) ? nonce : null;
  };
  return {
    keyOf: (request, typed) => {
      const email = typed.trim().toLowerCase();
      const nonce = known(request, email);
      return keyedHash(key, nonce === null ? `address ${email}` : `address ${email} from ${nonce}`);
    },
    keyOfPerson: (person) => keyedHash(key, `person ${person}`),
    cookieFor: (typed, isSecure) => {
      const email = typed.trim().toLowerCase();
      const nonce = randomBytes(16).toString('base64url');
      const attributes = `Path=/auth; Max-Age=${days * 86_400}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
      return `${isSecure ? '__Secure-' : ''}${nameOf(email)}=${nonce}.${sealOf(email, nonce)}; ${attributes}`;
    },
  };
}
