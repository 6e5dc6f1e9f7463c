import { timingSafeEqual } from 'node:crypto';
import type { Vault } from '../../platform/crypto/vault.ts';

/** Keyed hashes of what opens a page: whoever has the tables but not the installation's key can try nothing. */
export const keyOfCode = (vault: Vault, code: string): string => vault.blind('patient_page.code', code);
/** The second code counts for its page alone. */
export const keyOfSecond = (vault: Vault, { page, code }: { page: string; code: string }): string =>
  vault.blind('patient_page.second', `${page} ${code}`);
/** A one-time number counts once, for the message by which it was sent. */
export const keyOfNumber = (vault: Vault, { id, number }: { id: string; number: string }): string =>
  vault.blind('patient_page.number', `${id} ${number}`);
export const keyOfSession = (vault: Vault, token: string): string => vault.blind('patient_page.session', token);
const keyOfBirth = (vault: Vault, day: string): string => vault.blind('patient_page.birth', day);

/** Whether two keyed hashes are one, in the same time whichever letter differs first. */
export const isSameKey = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
};
export const isSameDay = (vault: Vault, one: string, other: string): boolean =>
  isSameKey(keyOfBirth(vault, one), keyOfBirth(vault, other));
