import { nameTags } from '../../platform/i18n/shown.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { ImportColumn } from '../../platform/table/import.ts';
import { headersIn } from '../../platform/table/read.server.ts';
import { aliasJoiner, nameColumn } from './columns.server.ts';
import { identifierOf, type IdentifierScheme, identifierSchemes } from './identifier.ts';
import { isWebsite, organisationKinds } from './organisation.ts';

type Read = NonNullable<ImportColumn['read']>;
/** Which organisation a text means; see entriesCalled. */
export type Parents = ReadonlyMap<string, string>;

const kindOf: Read = (text) => {
  const found = organisationKinds.find(
    (kind) =>
      kind === text.toLowerCase() ||
      headersIn((t) => t(`directory.ui.kind.${kind}`)).some((each) => each.toLowerCase() === text.toLowerCase()),
  );
  return found ? { value: found } : { cause: 'kind_unknown' };
};
const countryOf: Read = (text) =>
  /^[A-Za-z]{2}$/.test(text) ? { value: text.toUpperCase() } : { cause: 'country_unknown' };
const lineOf: Read = (text) => (text.length <= 500 ? { value: text } : { cause: 'too_long' });
const placeKeyOf: Read = (text) => (placeOf(text) ? { value: text } : { cause: 'place_unknown' });
const websiteOf: Read = (text) =>
  isWebsite(text) && text.length <= 500 ? { value: text } : { cause: 'website_wrong' };
const aliasesOf: Read = (text) => ({
  value: [...new Set(text.split(';').map((each) => each.trim()))].filter((each) => each !== '').join(aliasJoiner),
});
const identifier =
  (scheme: IdentifierScheme): Read =>
  (text) => {
    const one = identifierOf(scheme, text);
    return one === null ? { cause: `${scheme}_wrong` } : { value: one };
  };

const parentOf =
  (parents: Parents): Read =>
  (text) => {
    const id = parents.get(text.trim());
    return id === undefined ? { cause: 'parent_unknown' } : { value: id };
  };

/** The columns of our own export, as a file may bring them back; texts are brought into the one form in which they are kept. */
export const columnsWith = (parents: Parents): readonly ImportColumn[] => [
  { key: 'id', headers: headersIn((t) => t('directory.column.id')), kind: 'text' },
  { key: 'version', headers: headersIn((t) => t('directory.column.version')), kind: 'integer' },
  { key: 'kind', headers: headersIn((t) => t('directory.column.kind')), kind: 'text', isRequired: true, read: kindOf },
  {
    key: 'country',
    headers: headersIn((t) => t('directory.column.country')),
    kind: 'text',
    isRequired: true,
    read: countryOf,
  },
  ...nameTags.map(
    (tag): ImportColumn => ({
      key: nameColumn(tag),
      headers: headersIn((t) => t(`directory.column.${nameColumn(tag)}`)),
      kind: 'text',
      read: lineOf,
    }),
  ),
  { key: 'aliases', headers: headersIn((t) => t('directory.column.aliases')), kind: 'text', read: aliasesOf },
  {
    key: 'place',
    headers: headersIn((t) => t('directory.column.place')),
    kind: 'text',
    read: (text) => (text.length <= 80 ? { value: text } : { cause: 'too_long' }),
  },
  { key: 'place_key', headers: headersIn((t) => t('directory.column.place_key')), kind: 'text', read: placeKeyOf },
  ...identifierSchemes.map(
    (scheme): ImportColumn => ({
      key: scheme,
      headers: headersIn((t) => t(`directory.column.${scheme}`)),
      kind: 'text',
      read: identifier(scheme),
    }),
  ),
  { key: 'website', headers: headersIn((t) => t('directory.column.website')), kind: 'text', read: websiteOf },
  { key: 'parent', headers: headersIn((t) => t('directory.column.parent')), kind: 'text', read: parentOf(parents) },
];
