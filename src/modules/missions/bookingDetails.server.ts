import { KeyDestroyed, type Subject, type Vault } from '../../platform/crypto/vault.ts';
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

/**
 * Whose key seals a booking. A booking and the visit that comes of it have one id and two keys: the booking's is told apart by the version
 * of the id, which no other id has. To erase who booked leaves the record of who was examined.
 */
export const bookingKey = (id: string): Exclude<Subject, 'installation'> =>
  `patient:${id.slice(0, 14)}8${id.slice(15)}`;

export const sealDetails = (vault: Vault, id: string, details: Details): Buffer =>
  vault.seal(bookingKey(id), JSON.stringify(details), about);

/** Null where it was erased: nobody knows any more who that was. */
export function openDetails(vault: Vault, { id, details }: { id: string; details: Buffer | null }): Details | null {
  if (!details) return null;
  try {
    return JSON.parse(vault.open(bookingKey(id), details, about).toString('utf8')) as Details;
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
