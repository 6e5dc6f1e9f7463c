import { KeyDestroyed, type Vault } from '../../platform/crypto/vault.ts';

/** Texts of the patient's page on their way to and from the tables: under the patient's key, bound to where they lie. */
const places = { reach: 'patient_page.reach', message: 'patient_message.body' } as const;

function opened(vault: Vault, patient: string, { sealed, place }: { sealed: Buffer; place: string }): string | null {
  try {
    return vault.open(`patient:${patient}`, sealed, place).toString('utf8');
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}

/** How its holder is reached, and the birth date where it is asked. `to`: a number (E.164) or an address; null: nowhere. */
export type HolderReach = { to: string | null; birthDate: string | null };

export const sealReach = (vault: Vault, patient: string, reach: HolderReach): Buffer =>
  vault.seal(`patient:${patient}`, JSON.stringify(reach), places.reach);

/** Null where the key is destroyed: nobody can be reached any more. */
export function openReach(vault: Vault, row: { patient_id: string; reach: Buffer }): HolderReach | null {
  const text = opened(vault, row.patient_id, { sealed: row.reach, place: places.reach });
  return text === null ? null : (JSON.parse(text) as HolderReach);
}

export const sealMessage = (vault: Vault, patient: string, text: string): Buffer =>
  vault.seal(`patient:${patient}`, text, places.message);

export const openMessage = (vault: Vault, row: { patient_id: string; body: Buffer }): string | null =>
  opened(vault, row.patient_id, { sealed: row.body, place: places.message });
