import { type IdentifierScheme, identifierSchemes } from '../identifier.ts';
import type { organisationKinds } from '../organisation.ts';
import { linesOf, namesOf, noNames, typedOf } from './names.ts';
import type { OrganisationPage } from './types.ts';

type Kind = (typeof organisationKinds)[number];

/** An organisation as it is being typed. */
export const noOrganisation = {
  names: noNames,
  kind: 'hospital' as Kind,
  country: 'KZ',
  placeKey: null as string | null,
  place: '',
  parent: '',
  website: '',
  aliases: '',
  bin: '',
  iati: '',
  ror: '',
  own: '',
};
export type OrganisationTyped = typeof noOrganisation;

/** What is there, as typed text, for a form that changes it. */
export const organisationTyped = (it: OrganisationPage): OrganisationTyped => ({
  names: typedOf(it.names),
  kind: it.kind,
  country: it.country,
  placeKey: it.placeKey,
  place: it.place ?? '',
  parent: it.parent ?? '',
  website: it.website ?? '',
  aliases: it.aliases.join('\n'),
  bin: it.identifiers.bin ?? '',
  iati: it.identifiers.iati ?? '',
  ror: it.identifiers.ror ?? '',
  own: it.identifiers.own ?? '',
});

const textOrNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

/** What is sent of it: an emptied field is none. */
export const organisationOf = (typed: OrganisationTyped) => ({
  names: namesOf(typed.names),
  kind: typed.kind,
  country: typed.country.trim().toUpperCase(),
  placeKey: typed.placeKey,
  place: textOrNull(typed.place),
  parent: textOrNull(typed.parent),
  website: textOrNull(typed.website),
  aliases: linesOf(typed.aliases),
  identifiers: Object.fromEntries(
    identifierSchemes.flatMap((scheme): [IdentifierScheme, string][] =>
      typed[scheme].trim() === '' ? [] : [[scheme, typed[scheme].trim()]],
    ),
  ),
});
