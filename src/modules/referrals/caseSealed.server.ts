import { KeyDestroyed, type Vault } from '../../platform/crypto/vault.ts';

/** What is said in a case, on its way to and from the tables: under the patient's key, bound to where it lies. */
const places = {
  part: 'case_part.content',
  document: 'case_document.content',
  statement: 'case_statement.content',
  translation: 'case_translation.content',
} as const;
type Where = { patient: string; place: keyof typeof places };
export type SealedDocument = { title: string; dated: string | null; language: string | null };
export type SealedStatement = { words: string | null; permitNumber: string | null };
export type SealedTranslation = { text: string; translator: string };

export const sealCase = (vault: Vault, { patient, place }: Where, value: unknown): Buffer =>
  vault.seal(`patient:${patient}`, JSON.stringify(value), places[place]);

/** What was sealed, or null where the key is destroyed: such a person is erased, whatever a row still says. */
export function openCase<T>(vault: Vault, { patient, place }: Where, sealed: Uint8Array | null): T | null {
  if (sealed === null) return null;
  try {
    return JSON.parse(vault.open(`patient:${patient}`, sealed, places[place]).toString('utf8')) as T;
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}
