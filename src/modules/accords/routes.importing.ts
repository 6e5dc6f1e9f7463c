import { implement } from '@orpc/server';
import { organisationsOf, partnershipNamed } from '../directory/index.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import { nameIn } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { refusedHeaders } from '../../platform/table/read.server.ts';
import { deliveryColumns } from './columns.server.ts';
import { importing } from './contract.importing.ts';
import { importDeliveries, previewDeliveries } from './import.server.ts';
import { importCommitments, previewCommitments } from './promiseImport.server.ts';
import { deliveriesForFile, type ListedDelivery } from './import.sql.ts';

const api = implement(importing).$context<Served>();

/** The pages with the names of who entered each, asked once for each page. */
async function* named({ tx }: Served, pages: AsyncIterable<readonly ListedDelivery[]>) {
  for await (const rows of pages) {
    const organisations = await organisationsOf(tx, [...new Set(rows.map(({ owner }) => owner))]);
    const names = new Map(organisations.map((each) => [each.id, each.names]));
    yield rows.map((row) => ({ row, names: names.get(row.owner) ?? {} }));
  }
}

export const importingRoutes = {
  previewCommitments: api.previewCommitments.handler(async ({ input, context, errors }) => {
    const found = await previewCommitments(context, input.file, input.locale ?? defaultLocale);
    if ('refused' in found) throw errors[found.refused](refusedHeaders(found.headers));
    return found;
  }),

  importCommitments: api.importCommitments.handler(async ({ input, context, errors }) => {
    const found = await importCommitments(context, input);
    if (!('refused' in found)) return found.applied;
    if (found.refused === 'document-official-use') throw errors['document-official-use']();
    throw errors[found.refused](refusedHeaders(found.headers));
  }),

  deliveriesFile: api.deliveriesFile.handler(async ({ input, context, errors }) => {
    const { format, locale = defaultLocale, partnership } = input;
    const found = partnership === undefined ? undefined : await partnershipNamed(context.tx, partnership);
    if (partnership !== undefined && !found) throw errors['not-found']();
    const t = translatorFor(locale);
    const pages = named(context, cursorPages(context.tx, deliveriesForFile(found?.id)));
    const columns = deliveryColumns({ t, locale, nameOf: (names) => nameIn(locale, names) });
    return tableFile({
      format,
      name: `deliveries-${context.today}`,
      title: t('accords.ui.import.deliveries'),
      columns,
      pages,
    });
  }),

  previewDeliveries: api.previewDeliveries.handler(async ({ input, context, errors }) => {
    const found = await previewDeliveries(context, input.file, input.locale ?? defaultLocale);
    if ('refused' in found) throw errors[found.refused](refusedHeaders(found.headers));
    return found;
  }),

  importDeliveries: api.importDeliveries.handler(async ({ input, context, errors }) => {
    const found = await importDeliveries(context, input);
    if (!('refused' in found)) return found.applied;
    if (found.refused === 'document-official-use') throw errors['document-official-use']();
    throw errors[found.refused](refusedHeaders(found.headers));
  }),
};
