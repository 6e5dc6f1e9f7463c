import { implement } from '@orpc/server';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import type { Currency } from '../../platform/money/currencies.ts';
import { formatDecimal, parseMoney, whyNotMoney } from '../../platform/money/money.ts';
import type { Served } from '../../platform/serve.ts';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { refusedHeaders } from '../../platform/table/read.server.ts';
import { rateColumns } from './columns.server.ts';
import { ratesContract } from './contract.ts';
import { isDemonstration } from '../directory/index.ts';
import { convertAll } from './convert.server.ts';
import { importRates, previewRates } from './import.server.ts';
import { cursorOf, positionOf } from './rate.ts';
import { countRates, listRates, ratesQuery } from './rate.sql.ts';

const api = implement(ratesContract).$context<Served>();
const pageSize = 50;

export const ratesRoutes = api.router({
  rates: api.rates.handler(async ({ input, context, errors }) => {
    const { cursor, limit = pageSize, sort = '-day', ...filter } = input;
    const after = cursor ? positionOf(sort, cursor) : null;
    if (cursor && !after) throw errors['cursor-invalid']();
    const found = await listRates(context.tx, filter, { sort, after, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, next: found.length > limit && last ? cursorOf(sort, last) : null };
  }),

  rateCounts: api.rateCounts.handler(({ input: { sort: _sort, ...filter }, context }) =>
    countRates(context.tx, filter),
  ),

  ratesFile: api.ratesFile.handler(({ input, context }) => {
    const { format, locale = defaultLocale, sort = '-day', ...filter } = input;
    const t = translatorFor(locale);
    const pages = cursorPages(context.tx, ratesQuery(filter, sort));
    const name = `rates-${context.today}`;
    return tableFile({ format, name, title: t('rates.ui.title'), columns: rateColumns(t), pages });
  }),

  convert: api.convert.handler(async ({ input, context, errors }) => {
    const { amount, currency, to, on = context.today, source } = input;
    if (whyNotMoney(amount, currency)) throw errors['amount-invalid']();
    const asked = { money: parseMoney(amount, currency), to: to as Currency, on, source };
    const [found] = await convertAll(context.tx, [asked], { isDemo: await isDemonstration(context) });
    if (!found) throw new Error('what was asked has an answer');
    if ('refused' in found) throw errors[found.refused]();
    const { path, day, steps, others } = found;
    const isDemo = steps.some((step) => step.isDemo);
    return {
      amount: formatDecimal(found.amount),
      currency: to,
      path,
      day,
      steps: [...steps],
      others: [...others],
      isDemo,
    };
  }),

  previewRates: api.previewRates.handler(async ({ input, context, errors }) => {
    const found = await previewRates(context, input.file, input.locale ?? defaultLocale);
    if ('refused' in found) throw errors[found.refused](refusedHeaders(found.headers));
    return found;
  }),

  importRates: api.importRates.handler(async ({ input, context, errors }) => {
    const found = await importRates(context, input.file, input.seen);
    if ('refused' in found) throw errors[found.refused](refusedHeaders(found.headers));
    return found.counts;
  }),
});
