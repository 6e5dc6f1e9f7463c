import type { NameTag } from '../../../platform/i18n/shown.ts';
import { countryOf, type IdentifierSystem, type Sex } from '../identifier.ts';
import type { Identity } from './types.ts';

/** What is typed about a patient. It lives in the page alone: nothing of it is written to the device. Pure. */
type Name = Identity['names'][number];
type Representative = Identity['representatives'][number];
export type TypedName = Omit<Name, 'patronymic'> & { patronymic: string };
export type TypedRepresentative = Pick<Representative, 'id' | 'name' | 'relation' | 'ground'> & {
  phone: string;
  validFrom: string;
  validUntil: string;
};
export type Typed = {
  names: TypedName[];
  identifiers: Identity['identifiers'];
  birthDate: string;
  sex: Sex;
  phone: string;
  place: string | null;
  address: string;
  languages: NameTag[];
  representatives: TypedRepresentative[];
  isDeceased: boolean;
  deceasedOn: string;
};

export const noName: TypedName = { family: '', given: '', patronymic: '', tag: 'kk', by: 'document' };
export const noIdentifier: Typed['identifiers'][number] = { system: 'kz_iin', country: 'KZ', value: '' };
export const noRepresentative = (id: string): TypedRepresentative => {
  const blank = { name: '', phone: '', ground: '', validFrom: '', validUntil: '' };
  return { id, relation: 'mother', ...blank };
};
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
export const withSystem = (typed: Typed['identifiers'][number], system: IdentifierSystem) => ({
  ...typed,
  system,
  country: countryOf(system) ?? typed.country,
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What was typed as the server takes it. Empty lines are left out; what is wrong the server says. */
export function identityTyped(typed: Typed): Identity {
  const address = { place: typed.place, text: orNull(typed.address) };
  return {
    names: typed.names
      .filter(({ family, given }, at) => at === 0 || family !== '' || given !== '')
      .map((name) => ({ ...name, patronymic: orNull(name.patronymic) })),
    identifiers: typed.identifiers.filter(({ value }) => value.trim() !== ''),
    birthDate: orNull(typed.birthDate),
    sex: typed.sex,
    phone: orNull(typed.phone),
    address: address.place === null && address.text === null ? null : address,
    languages: typed.languages,
    representatives: typed.representatives.map((each) => ({
      ...each,
      phone: orNull(each.phone),
      validFrom: orNull(each.validFrom),
      validUntil: orNull(each.validUntil),
    })),
    deceased: typed.isDeceased ? { on: orNull(typed.deceasedOn) } : null,
  };
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
