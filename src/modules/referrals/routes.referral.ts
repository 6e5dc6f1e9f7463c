import { implement } from '@orpc/server';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import { inPages } from '../../platform/table/columns.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { performAct } from './act.server.ts';
import { type FileRow, referralColumns } from './columns.server.ts';
import { referral } from './contract.referral.ts';
import { changeReferral, createReferral } from './create.server.ts';
import { cursorOf, orderOf, type Position, positionOf } from './list.ts';
import { countReferrals, listReferrals } from './list.server.ts';
import { readReferral, readWords } from './read.server.ts';

const api = implement(referral).$context<Served>();
const usualLimit = 50;
const rowsAtOnce = 250;

const reading = {
  referrals: api.referrals.handler(async ({ input, context, errors }) => {
    const { sort, cursor, limit = usualLimit, ...sought } = input;
    const order = orderOf(sort);
    const after = cursor === undefined ? null : positionOf(order, cursor);
    if (cursor !== undefined && !after) throw errors['cursor-invalid']();
    const { next, ...page } = await listReferrals(context, sought, { order, after, limit });
    return { ...page, next: next && cursorOf(order, next) };
  }),
  referralCounts: api.referralCounts.handler(({ context }) => countReferrals(context)),
  referralsFile: api.referralsFile.handler(async ({ input, context }) => {
    const { locale = defaultLocale, format, sort, ...sought } = input;
    const order = orderOf(sort);
    const t = translatorFor(locale);
    const pages = inPages<FileRow, Position>(async (after) => {
      const { items, organisations, next } = await listReferrals(context, sought, { order, after, limit: rowsAtOnce });
      const names = new Map(organisations.map((each) => [each.id, each.names]));
      return { rows: items.map((row) => ({ row, names })), next };
    });
    const columns = referralColumns({ t, locale });
    return tableFile({
      format,
      name: `referrals-${context.today}`,
      title: t('referrals.column.title'),
      columns,
      pages,
    });
  }),
  referral: api.referral.handler(async ({ input, context, errors }) => {
    const found = await readReferral(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  referralWords: api.referralWords.handler(async ({ input, context, errors }) => {
    const found = await readWords(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
};

const writing = {
  createReferral: api.createReferral.handler(async ({ input, context, errors }) => {
    const result = await createReferral(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.created;
  }),
  changeReferral: api.changeReferral.handler(async ({ input, context, errors }) => {
    const result = await changeReferral(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
  actOnReferral: api.actOnReferral.handler(async ({ input, context, errors }) => {
    const result = await performAct(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.done;
  }),
};

export const referralRoutes = { ...reading, ...writing };
