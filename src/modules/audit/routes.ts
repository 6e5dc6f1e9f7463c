import { implement } from '@orpc/server';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { auditContract } from './contract.ts';
import { entryColumns, exportEntries, readDays, readEntries, readPeople, readState } from './read.server.ts';

const api = implement(auditContract).$context<Served>();

export const auditRoutes = api.router({
  auditEntries: api.auditEntries.handler(async ({ input, context, errors }) => {
    const found = await readEntries(context, input);
    if ('refused' in found) throw errors[found.refused]();
    return found;
  }),
  auditFile: api.auditFile.handler(({ input: { format, locale = defaultLocale, ...filter }, context }) => {
    const t = translatorFor(locale);
    const pages = exportEntries(context, filter);
    return tableFile({
      format,
      name: `audit-${context.today}`,
      title: t('audit.ui.title'),
      columns: entryColumns(t),
      pages,
    });
  }),
  auditPeople: api.auditPeople.handler(({ context }) => readPeople(context)),
  auditState: api.auditState.handler(({ context }) => readState(context)),
  auditDays: api.auditDays.handler(({ context }) => readDays(context)),
});
