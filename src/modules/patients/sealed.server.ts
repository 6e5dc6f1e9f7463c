import { KeyDestroyed, type Vault } from '../../platform/crypto/vault.ts';
import type { Key } from './keys.ts';
import type { Hashed } from './patient.sql.ts';
import type { Identity } from './schemas.ts';

/** Texts about a patient on their way to and from the tables: under the patient's own key, bound to where they lie. */
const places = {
  identity: 'patient.identity',
  consent: 'consent.details',
  ending: 'consent_end.details',
} as const;
type Where = { patient: string; place: keyof typeof places };

export const sealFor = (vault: Vault, { patient, place }: Where, value: unknown): Buffer =>
  vault.seal(`patient:${patient}`, JSON.stringify(value), places[place]);

/** What was sealed, or null where the key is destroyed: such a person is erased, whatever a row still says. */
export function openOf<T>(vault: Vault, { patient, place }: Where, sealed: Uint8Array | null): T | null {
  if (sealed === null) return null;
  try {
    return JSON.parse(vault.open(`patient:${patient}`, sealed, places[place]).toString('utf8')) as T;
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}

export const identityOf = (vault: Vault, { id, identity }: { id: string; identity: Buffer | null }): Identity | null =>
  openOf<Identity>(vault, { patient: id, place: 'identity' }, identity);

/** Keys as the table keeps them. */
export const hashed = (vault: Vault, keys: readonly Key[]): Hashed[] =>
  keys.map(({ kind, text }) => ({ kind, hash: vault.blind(kind, text) }));
