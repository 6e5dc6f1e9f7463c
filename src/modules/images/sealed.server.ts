import { KeyDestroyed, type Vault } from '../../platform/crypto/vault.ts';

/** The owner of a patient's files, and the subject of the key that seals them. */
export const keptFor = (patient: string): `patient:${string}` => `patient:${patient}`;

const label = 'image_label.content';

export const sealLabel = (vault: Vault, patient: string, text: string): Buffer =>
  vault.seal(keptFor(patient), text, label);

/** What was sealed; empty where the key is destroyed. */
export function openLabel(vault: Vault, patient: string, sealed: Buffer): string {
  try {
    return vault.open(keptFor(patient), sealed, label).toString('utf8');
  } catch (error) {
    if (error instanceof KeyDestroyed) return '';
    throw error;
  }
}

/** By what the UIDs and the days of a patient are replaced: the patient's own, and unknown without the installation's key. */
export const replacingKey = (vault: Vault, patient: string): string => vault.blind('image.replacing', patient);
