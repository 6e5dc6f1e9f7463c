import { nameIn, textIn } from '../../platform/i18n/localised.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import type { Column } from '../../platform/table/columns.ts';
import type { InstrumentRow } from './schemas.ts';

/** The list of instruments as a table. The header is in the reader's language; terms are the keys of the API. */
export type TableRow = InstrumentRow & { partyNames: readonly string[] };

export function instrumentColumns({ t, locale }: { t: Translator; locale: Locale }): Column<TableRow>[] {
  const column = (
    key:
      | 'partnership'
      | 'title'
      | 'kind'
      | 'parties'
      | 'binding'
      | 'relation'
      | 'parent'
      | 'languages'
      | 'state'
      | 'visibility',
    value: (row: TableRow) => string | null | undefined,
  ): Column<TableRow> => ({ key, header: t(`instruments.column.${key}`), kind: 'text', value });
  return [
    { key: 'id', header: t('instruments.column.id'), kind: 'text', value: ({ id }) => id },
    { key: 'version', header: t('instruments.column.version'), kind: 'integer', value: ({ version }) => version },
    column('partnership', ({ partnership }) => nameIn(locale, partnership.names)),
    column('title', ({ title }) => textIn(locale, title).text),
    column('kind', ({ kind }) => kind),
    column('parties', ({ partyNames }) => partyNames.join('; ')),
    column('binding', ({ binding }) => binding),
    column('relation', ({ parent }) => parent?.relation),
    column('parent', ({ parent }) => parent && textIn(locale, parent.title).text),
    column('languages', ({ languages }) => languages.join('; ')),
    { key: 'covers', header: t('instruments.column.covers'), kind: 'edtf', value: ({ covers }) => covers },
    column('state', ({ standing }) => standing.state),
    { key: 'since', header: t('instruments.column.since'), kind: 'edtf', value: ({ standing }) => standing.since },
    { key: 'asOf', header: t('instruments.column.as_of'), kind: 'edtf', value: ({ standing }) => standing.asOf },
    column('visibility', ({ visibility }) => visibility),
    {
      key: 'demonstration',
      header: t('instruments.column.demonstration'),
      kind: 'text',
      value: ({ isDemo }) => t(isDemo ? 'instruments.column.yes' : 'instruments.column.no'),
    },
  ];
}
