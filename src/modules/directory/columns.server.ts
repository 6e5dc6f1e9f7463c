import { nameIn, nameTags, type Names } from '../../platform/i18n/shown.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import type { Column } from '../../platform/table/columns.ts';
import { identifierSchemes } from './identifier.ts';
import type { Organisation } from './organisation.sql.ts';
import type { Partnership } from './partnership.sql.ts';
import type { Post } from './person.sql.ts';
import type { OrganisationTable } from './tables.sql.ts';

/** The lists of this module as tables. Terms are the keys of the API, so that a file can come in again. */
export type Reader = { t: Translator; locale: Locale };

/** The key of the column that holds a name in this language or script. */
export const nameColumn = <Tag extends (typeof nameTags)[number]>(tag: Tag) => `name_${tag}` as const;
export const aliasJoiner = '; ';

const yesOrNo = (t: Translator, is: boolean): string => t(is ? 'directory.column.yes' : 'directory.column.no');

/** Each organisation with its id and version: what is changed in the file can come in again. */
export const organisationColumns = ({ t }: Reader): Column<OrganisationTable>[] => [
  { key: 'id', header: t('directory.column.id'), kind: 'text', value: ({ id }) => id },
  { key: 'version', header: t('directory.column.version'), kind: 'integer', value: ({ version }) => version },
  { key: 'kind', header: t('directory.column.kind'), kind: 'text', value: ({ kind }) => kind },
  { key: 'country', header: t('directory.column.country'), kind: 'text', value: ({ country }) => country },
  ...nameTags.map(
    (tag): Column<OrganisationTable> => ({
      key: nameColumn(tag),
      header: t(`directory.column.${nameColumn(tag)}`),
      kind: 'text',
      value: ({ names }) => names[tag],
    }),
  ),
  {
    key: 'aliases',
    header: t('directory.column.aliases'),
    kind: 'text',
    value: ({ aliases }) => aliases.join(aliasJoiner),
  },
  { key: 'place', header: t('directory.column.place'), kind: 'text', value: ({ place }) => place },
  { key: 'place_key', header: t('directory.column.place_key'), kind: 'text', value: (row) => row.place_key },
  ...identifierSchemes.map(
    (scheme): Column<OrganisationTable> => ({
      key: scheme,
      header: t(`directory.column.${scheme}`),
      kind: 'text',
      value: ({ identifiers }) => identifiers[scheme],
    }),
  ),
  { key: 'website', header: t('directory.column.website'), kind: 'text', value: ({ website }) => website },
  { key: 'parent', header: t('directory.column.parent'), kind: 'text', value: (row) => row.parent_id },
  {
    key: 'demonstration',
    header: t('directory.column.demonstration'),
    kind: 'text',
    value: (row) => yesOrNo(t, row.is_demo),
  },
];

/** A post with its holder; somebody without a post has one row without it. */
export type HolderRow = {
  id: string;
  names: Names;
  isDemo: boolean;
  post: Post | null;
  organisation: Organisation | null;
};

export const holderColumns = ({ t, locale }: Reader): Column<HolderRow>[] => [
  { key: 'id', header: t('directory.column.id'), kind: 'text', value: ({ id }) => id },
  { key: 'person', header: t('directory.column.person'), kind: 'text', value: ({ names }) => nameIn(locale, names) },
  {
    key: 'post',
    header: t('directory.column.post'),
    kind: 'text',
    value: ({ post }) => post && nameIn(locale, post.title),
  },
  {
    key: 'organisation',
    header: t('directory.column.organisation'),
    kind: 'text',
    value: ({ organisation }) => organisation && nameIn(locale, organisation.names),
  },
  { key: 'since', header: t('directory.column.since'), kind: 'edtf', value: ({ post }) => post?.since },
  { key: 'until', header: t('directory.column.until'), kind: 'edtf', value: ({ post }) => post?.until },
  { key: 'seen_on', header: t('directory.column.seen_on'), kind: 'day', value: ({ post }) => post?.seenOn },
  {
    key: 'demonstration',
    header: t('directory.column.demonstration'),
    kind: 'text',
    value: ({ isDemo }) => yesOrNo(t, isDemo),
  },
];

export const partnershipColumns = ({ t, locale }: Reader): Column<Partnership>[] => [
  { key: 'id', header: t('directory.column.id'), kind: 'text', value: ({ id }) => id },
  { key: 'slug', header: t('directory.column.slug'), kind: 'text', value: ({ slug }) => slug },
  {
    key: 'partnership',
    header: t('directory.column.partnership'),
    kind: 'text',
    value: ({ names }) => nameIn(locale, names),
  },
  {
    key: 'sides',
    header: t('directory.column.sides'),
    kind: 'text',
    value: ({ sides }) => sides.map(({ names }) => nameIn(locale, names)).join(aliasJoiner),
  },
  {
    key: 'fields',
    header: t('directory.column.fields'),
    kind: 'text',
    value: ({ fields }) => fields.join(aliasJoiner),
  },
  {
    key: 'countries',
    header: t('directory.column.countries'),
    kind: 'text',
    value: ({ countries }) => countries.join(aliasJoiner),
  },
  { key: 'since', header: t('directory.column.since'), kind: 'edtf', value: ({ since }) => since },
  { key: 'visibility', header: t('directory.column.visibility'), kind: 'text', value: ({ visibility }) => visibility },
  {
    key: 'demonstration',
    header: t('directory.column.demonstration'),
    kind: 'text',
    value: ({ isDemo }) => yesOrNo(t, isDemo),
  },
];
