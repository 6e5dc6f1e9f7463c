import { countryOf, type IdentifierSystem } from '../identifier.ts';
import type { Identity } from './types.ts';

/** What is typed about a patient. It lives in the page alone: nothing of it is written to the device. Pure. */
export type TypedName = { family: string; given: string; patronymic: string; tag: string; by: string };
export type TypedIdentifier = { system: IdentifierSystem; country: string; value: string };
export type TypedRepresentative = {
  id: string;
  name: string;
  relation: string;
  phone: string;
  ground: string;
  validFrom: string;
  validUntil: string;
};
export type Typed = {
  names: TypedName[];
  identifiers: TypedIdentifier[];
  birthDate: string;
  sex: string;
  phone: string;
  place: string | null;
  address: string;
  languages: string[];
  representatives: TypedRepresentative[];
  isDeceased: boolean;
  deceasedOn: string;
};

export const noName: TypedName = { family: '', given: '', patronymic: '', tag: 'kk', by: 'document' };
export const noIdentifier: TypedIdentifier = { system: 'kz_iin', country: 'KZ', value: '' };
export const noRepresentative = (id: string): TypedRepresentative => ({
  ...{ id, name: '', relation: 'mother', phone: '', ground: '', validFrom: '', validUntil: '' },
});
export const nothingTyped: Typed = {
  names: [noName],
  identifiers: [noIdentifier],
  birthDate: '',
  sex: 'unknown',
  phone: '',
  place: null,
  address: '',
  languages: [],
  representatives: [],
  isDeceased: false,
  deceasedOn: '',
};

/** A country that only one register has is filled in. */
export const withSystem = (typed: TypedIdentifier, system: IdentifierSystem): TypedIdentifier => ({
  ...typed,
  system,
  country: countryOf(system) ?? typed.country,
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What was typed as the server takes it. Empty lines are left out; what is wrong the server says. */
export function identityTyped(typed: Typed): Identity {
  const address = { place: typed.place, text: orNull(typed.address) };
  const languages = typed.languages;
  const identity = {
    names: typed.names
      .filter(({ family, given }, at) => at === 0 || family !== '' || given !== '')
      .map((name) => ({ ...name, patronymic: orNull(name.patronymic) })),
    identifiers: typed.identifiers.filter(({ value }) => value.trim() !== ''),
    birthDate: orNull(typed.birthDate),
    sex: typed.sex,
    phone: orNull(typed.phone),
    address: address.place === null && address.text === null ? null : address,
    languages,
    representatives: typed.representatives.map((each) => ({
      ...each,
      phone: orNull(each.phone),
      validFrom: orNull(each.validFrom),
      validUntil: orNull(each.validUntil),
    })),
    deceased: typed.isDeceased ? { on: orNull(typed.deceasedOn) } : null,
  };
  // The choices come from the same lists as the schema's; the server checks them again.
  return identity as Identity;
}

/** A record as its form shows it. */
export const typedOf = (identity: Identity): Typed => ({
  names: identity.names.map((name) => ({ ...name, patronymic: name.patronymic ?? '' })),
  identifiers: [...identity.identifiers],
  birthDate: identity.birthDate ?? '',
  sex: identity.sex,
  phone: identity.phone ?? '',
  place: identity.address?.place ?? null,
  address: identity.address?.text ?? '',
  languages: [...identity.languages],
  representatives: identity.representatives.map((each) => ({
    ...each,
    phone: each.phone ?? '',
    validFrom: each.validFrom ?? '',
    validUntil: each.validUntil ?? '',
  })),
  isDeceased: identity.deceased !== null,
  deceasedOn: identity.deceased?.on ?? '',
});
