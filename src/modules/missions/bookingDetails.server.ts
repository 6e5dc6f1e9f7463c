import { KeyDestroyed, type Vault } from '../../platform/crypto/vault.ts';
import { nameKeys } from '../../platform/i18n/nameKey.ts';
import { type Entitled, isChild, type Kind } from './booking.ts';

/** What is sealed of a booking. */
export type Details = {
  name: string;
  birthYear: number;
  /** E.164. */
  phone: string;
  complaint: string;
  /** Said by themselves: that they were referred, that they have a disability. */
  kinds: readonly Exclude<Kind, 'child'>[];
  /** Null: the person consented themselves. */
  representative: string | null;
};

const about = 'booking.details';

export const sealDetails = (vault: Vault, id: string, details: Details): Buffer =>
  vault.seal(`patient:${id}`, JSON.stringify(details), about);

/** Null where the key is destroyed: nobody knows any more who that was. */
export function openDetails(vault: Vault, { id, details }: { id: string; details: Buffer }): Details | null {
  try {
    return JSON.parse(vault.open(`patient:${id}`, details, about).toString('utf8')) as Details;
  } catch (error) {
    if (error instanceof KeyDestroyed) return null;
    throw error;
  }
}

/** For whom places are kept that this person may take on a day. */
export const entitledOf = ({ kinds, birthYear }: Pick<Details, 'kinds' | 'birthYear'>, day: string): Entitled =>
  new Set<Kind>([...kinds, ...(isChild(birthYear, day) ? (['child'] as const) : [])]);

/** By what a person and a telephone are found, however the name is spelt. */
export const keysOfBooking = (
  vault: Vault,
  { name, birthYear, phone }: Pick<Details, 'name' | 'birthYear' | 'phone'>,
) => ({
  person: vault.blind('booking.person', `${nameKeys(name)[0] ?? name.toLowerCase()}|${birthYear}|${phone}`),
  phone: vault.blind('booking.phone', phone),
});
