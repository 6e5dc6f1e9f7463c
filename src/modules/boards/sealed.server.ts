import { KeyDestroyed, type Vault } from '../../platform/crypto/vault.ts';
import type { Language } from './board.ts';

/** What a board says in words, by language. */
export type Words = Partial<Record<Language, string>>;
/**
 * Words as they lie sealed. The salt makes the hash that is signed tell nothing: once the key is destroyed, nobody can find out by
 * trying what was said.
 */
export type Reason = {
  words: Words;
  condition: Words | null;
  salt: string;
  /** What those said who voted otherwise, where a decision was brought from elsewhere. */
  dissent?: Words | null;
  /** How many took no part there because of a conflict of interest. */
  conflicts?: number;
};

const about = 'board_reason.content';

export const sealReason = (vault: Vault, patient: string, reason: Reason): Buffer =>
  vault.seal(`patient:${patient}`, JSON.stringify(reason), about);

/** What was sealed, or null where the key is destroyed: such a person is erased, whatever a row still says. */
export function openReason(vault: Vault, patient: string, content: Buffer): Reason | null {
  try {
    return JSON.parse(vault.open(`patient:${patient}`, content, about).toString('utf8')) as Reason;
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}
