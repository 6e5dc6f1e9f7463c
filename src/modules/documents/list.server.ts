import { organisationsOf, type Partnership, partnershipOf } from '../directory/index.ts';
import { historyOf } from '../../platform/event.sql.ts';
import { nameIn, textIn } from '../../platform/i18n/shown.ts';
import { defaultLocale, type Locale } from '../../platform/i18n/locales.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import type { Served } from '../../platform/serve.ts';
import type { Column, TableFormat } from '../../platform/table/columns.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { claimsOfDocument } from './claim.sql.ts';
import { type DocumentSummary, ownDocument } from './document.sql.ts';
import { documentPages } from './list.sql.ts';
import type { DocumentFilter, DocumentSort } from './listing.ts';

type Row = DocumentSummary & { partnershipName: string };
type Filed = { format: TableFormat; locale?: Locale | undefined; sort?: DocumentSort | undefined };

function documentColumns(locale: Locale): Column<Row>[] {
  const t = translatorFor(locale);
  const title = ({ titles, title: own }: Row) => (titles?.[locale] ? textIn(locale, titles).text : own);
  return [
    { key: 'id', header: t('documents.column.id'), kind: 'text', value: (row) => row.id },
    { key: 'title', header: t('documents.column.title'), kind: 'text', value: title },
    { key: 'original_title', header: t('documents.column.original_title'), kind: 'text', value: (row) => row.title },
    { key: 'language', header: t('documents.column.language'), kind: 'text', value: (row) => row.language },
    { key: 'publisher', header: t('documents.column.publisher'), kind: 'text', value: (row) => row.publisher },
    { key: 'published', header: t('documents.column.published'), kind: 'edtf', value: (row) => row.publishedOn },
    { key: 'address', header: t('documents.column.address'), kind: 'text', value: (row) => row.address },
    {
      key: 'partnership',
      header: t('documents.column.partnership'),
      kind: 'text',
      value: (row) => row.partnershipName,
    },
    {
      key: 'taken_in',
      header: t('documents.column.taken_in'),
      kind: 'text',
      value: (row) => new Date(row.takenInAt).toISOString(),
    },
    { key: 'drafts', header: t('documents.column.drafts'), kind: 'integer', value: (row) => row.drafts },
    { key: 'accepted', header: t('documents.column.accepted'), kind: 'integer', value: (row) => row.accepted },
    { key: 'rejected', header: t('documents.column.rejected'), kind: 'integer', value: (row) => row.rejected },
    {
      key: 'same_release',
      header: t('documents.column.same_release'),
      kind: 'text',
      value: (row) => row.others.map(({ publisher, title: other }) => publisher ?? other).join('; '),
    },
    {
      key: 'demo',
      header: t('documents.column.demo'),
      kind: 'text',
      value: (row) => (row.isDemo ? t('documents.column.is_demo') : ''),
    },
  ];
}

/** The list as a file, under the names of its partnerships. */
export async function documentsFile(
  context: Served,
  { format, locale = defaultLocale, sort, ...filter }: DocumentFilter & Filed,
) {
  const { tx } = context;
  const names = new Map<string, string>();
  const nameOf = async (id: string): Promise<string> => {
    const found: Partnership | undefined = names.has(id) ? undefined : await partnershipOf(tx, id);
    if (found) names.set(id, nameIn(locale, found.names));
    return names.get(id) ?? '';
  };
  async function* pages(): AsyncGenerator<readonly Row[]> {
    for await (const rows of documentPages(tx, filter, sort)) {
      const named: Row[] = [];
      for (const row of rows) named.push({ ...row, partnershipName: await nameOf(row.partnership) });
      yield named;
    }
  }
  const title = translatorFor(locale)('documents.column.title_of_list');
  const columns = documentColumns(locale);
  return tableFile({ format, name: `documents-${context.today}`, title, columns, pages: pages() });
}

const mostEvents = 200;
/** What happened with a document of the actor's side and with its claims; undefined where there is none. */
export async function documentHistory({ tx }: Served, id: string) {
  if (!(await ownDocument(tx, id))) return undefined;
  const claims = await claimsOfDocument(tx, id);
  const events = await historyOf(tx, [id, ...claims.map((claim) => claim.id)], mostEvents);
  const found = await organisationsOf(
    tx,
    events.map(({ organisation }) => organisation),
  );
  return { events, organisations: found.map(({ id: organisation, names }) => ({ id: organisation, names })) };
}
