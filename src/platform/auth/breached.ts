import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PasswordFault, passwordFault } from './password.ts';

/**
 * The passwords that everybody tries, as the first four bytes of their SHA-256, sorted: nothing to read in it, and nothing
 * to ask over the network. `scripts/breached.ts` makes it and says of what.
 */
const file = join(import.meta.dirname, 'breached.bin');
const bytesOfOne = 4;

/** The first four bytes of a text's SHA-256, as a number. */
export const shortHash = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0);

let loaded: Buffer | undefined;
const list = (): Buffer => (loaded ??= readFileSync(file));

/** How many hashes the list holds. */
export const listedCount = (): number => list().length / bytesOfOne;

/** Whether the text (small letters) is on the list. One in about eighty thousand other texts is taken for one of them. */
export function isListed(text: string): boolean {
  const [hashes, wanted] = [list(), shortHash(text)];
  let [low, high] = [0, hashes.length / bytesOfOne];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hashes.readUInt32BE(middle * bytesOfOne) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < hashes.length / bytesOfOne && hashes.readUInt32BE(low * bytesOfOne) === wanted;
}

/**
 * Why a new password is refused, or null.
 *
 * @param about what others know of the person: name, e-mail
 */
export const whyPasswordRefused = (password: string, about: readonly string[] = []): PasswordFault | null =>
  passwordFault(password, { isListed, about });
