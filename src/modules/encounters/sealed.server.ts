import { KeyDestroyed, type Vault } from '../../platform/crypto/vault.ts';
import type { EncounterContent } from './encounter.ts';

const about = 'encounter.content';

export const sealContent = (vault: Vault, subject: string, content: EncounterContent): Buffer =>
  vault.seal(`patient:${subject}`, JSON.stringify(content), about);

/** What was sealed, or null where the key is destroyed: such a person is erased, whatever a row still says. */
export function openContent(vault: Vault, row: { subject_id: string; content: Buffer }): EncounterContent | null {
  try {
    return JSON.parse(vault.open(`patient:${row.subject_id}`, row.content, about).toString('utf8')) as EncounterContent;
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}

/** A keyed hash of the content, by which it is known again without being opened. */
export const hashOfContent = (vault: Vault, content: EncounterContent): string =>
  vault.blind('encounter.content', JSON.stringify(content));
