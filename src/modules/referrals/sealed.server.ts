import { KeyDestroyed, type Vault } from '../../platform/crypto/vault.ts';

/** What is said with an act, as it lies sealed under the patient's key. */
export type Said = {
  words: string | null;
  /** By language, where a board says it. */
  reasons: Record<string, string> | null;
  condition: Record<string, string> | null;
  /** A day, `YYYY-MM-DD`, such as that of a death. */
  on: string | null;
};
const about = 'referral_words.content';

export const sealSaid = (vault: Vault, patient: string, said: Said): Buffer =>
  vault.seal(`patient:${patient}`, JSON.stringify(said), about);

/** What was said, or nothing where the key is destroyed: such a person is erased. */
export function openSaid(vault: Vault, patient: string, content: Buffer): Said {
  try {
    return JSON.parse(vault.open(`patient:${patient}`, content, about).toString('utf8')) as Said;
  } catch (error) {
    if (error instanceof KeyDestroyed) return { words: null, reasons: null, condition: null, on: null };
    throw error;
  }
}
