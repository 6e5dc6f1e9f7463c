import { implement } from '@orpc/server';
import { acceptClaim } from '../documents/index.ts';
import { partnershipNamed } from '../directory/index.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import {
  assess,
  changeCommitment,
  confirmDelivery,
  retractDelivery,
  takeBackConfirmation,
  withdraw,
} from './changes.server.ts';
import { accordsContract } from './contract.ts';
import { commitmentsCsv } from './csv.server.ts';
import { enter, recordCommitment, recordDelivery } from './entry.server.ts';
import { allMeasures } from './ground.sql.ts';
import { cursorOf, orderOf, positionOf } from './list.ts';
import { countByStatus, type Filter, listCommitments } from './list.sql.ts';
import { standingRow, withNames } from './pages.server.ts';
import { publish } from './publish.server.ts';
import { readCommitment, readOverview } from './read.server.ts';
import { readToday } from './today.server.ts';
import { undoEntry } from './undo.server.ts';

const api = implement(accordsContract).$context<Served>();
const pageSize = 50;
const mostRowsInAFile = 10_000;

/** The filter with the partnership's id; null where there is no such partnership to see, and so nothing in it. */
async function filterOf({ tx }: Served, { partnership, ...filter }: Filter): Promise<Filter | null> {
  if (partnership === undefined) return filter;
  const found = await partnershipNamed(tx, partnership);
  return found ? { ...filter, partnership: found.id } : null;
}

const nowhere = { partnership: '00000000-0000-0000-0000-000000000000' };

const lists = {
  measures: api.measures.handler(({ context }) => allMeasures(context.tx)),

  commitments: api.commitments.handler(async ({ input, context, errors }) => {
    const { cursor, limit = pageSize, sort, ...asked } = input;
    const order = orderOf(sort);
    const after = cursor ? positionOf(order, cursor) : null;
    if (cursor && !after) throw errors['cursor-invalid']();
    const { tx, today } = context;
    const filter = (await filterOf(context, asked)) ?? nowhere;
    const found = await listCommitments(tx, filter, { order, after, limit: limit + 1, today });
    const { items, organisations } = await withNames(context, found.slice(0, limit));
    const [last, row] = [found[limit - 1], items[limit - 1]];
    const isMore = found.length > limit && last && row;
    const position = isMore && { key: last.sort_key, id: row.id, status: row.standing.status };
    return { items, organisations, next: position ? cursorOf(order, position) : null };
  }),

  commitmentCounts: api.commitmentCounts.handler(async ({ input: { sort: _sort, ...asked }, context }) => {
    const filter = (await filterOf(context, asked)) ?? nowhere;
    return countByStatus(context.tx, filter, context.today);
  }),

  commitmentsCsv: api.commitmentsCsv.handler(async ({ input, context }) => {
    const { locale = defaultLocale, sort, ...asked } = input;
    const filter = (await filterOf(context, asked)) ?? nowhere;
    const slice = { order: orderOf(sort), after: null, limit: mostRowsInAFile, today: context.today };
    const { items, organisations } = await withNames(context, await listCommitments(context.tx, filter, slice));
    const text = commitmentsCsv(items, organisations, { t: translatorFor(locale), locale });
    return new File([text], `commitments-${context.today}.csv`, { type: 'text/csv; charset=utf-8' });
  }),
};

const pages = {
  commitment: api.commitment.handler(async ({ input, context, errors }) => {
    const found = await readCommitment(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),

  overview: api.overview.handler(async ({ input, context, errors }) => {
    const found = await readOverview(context, input.slug);
    if (!found) throw errors['not-found']();
    return found;
  }),

  today: api.today.handler(({ context }) => readToday(context)),
};

const entries = {
  enterClaim: api.enterClaim.handler(async ({ input, context, errors }) => {
    const { entry, value, ...decision } = input;
    const decided = await acceptClaim(context, { ...decision, ...(value && { value }) });
    if ('refused' in decided) throw errors[decided.refused]();
    const entered = await enter(context, decided.accepted, entry);
    if ('refused' in entered) {
      const { refused } = entered;
      throw errors[refused === 'claim-not-accepted' ? 'not-found' : refused]();
    }
    return { claim: input.claim, version: decided.accepted.version, ...entered };
  }),

  undoEntry: api.undoEntry.handler(async ({ input, context, errors }) => {
    const undone = await undoEntry(context, input);
    if ('refused' in undone) throw errors[undone.refused]();
    return { claim: input.claim, ...undone };
  }),

  recordCommitment: api.recordCommitment.handler(async ({ input, context, errors }) => {
    const partnership = await partnershipNamed(context.tx, input.partnership);
    if (!partnership) throw errors['not-found']();
    const recorded = await recordCommitment(context, input, partnership);
    if ('refused' in recorded) {
      const { refused } = recorded;
      throw errors[refused === 'nothing-to-restate' ? 'not-found' : refused]();
    }
    return standingRow(context, recorded.id);
  }),

  recordDelivery: api.recordDelivery.handler(async ({ input, context, errors }) => {
    const { id, delivery, claims } = input;
    const recorded = await recordDelivery(context, { ...delivery, commitment: id, claims });
    if ('refused' in recorded) throw errors[recorded.refused]();
    return recorded;
  }),
};

const changes = {
  changeCommitment: api.changeCommitment.handler(async ({ input, context, errors }) => {
    const result = await changeCommitment(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return standingRow(context, result.changed);
  }),

  retractDelivery: api.retractDelivery.handler(async ({ input, context, errors }) => {
    const result = await retractDelivery(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { id: result.retracted };
  }),

  confirmDelivery: api.confirmDelivery.handler(async ({ input, context, errors }) => {
    const result = await confirmDelivery(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return input;
  }),

  takeBackConfirmation: api.takeBackConfirmation.handler(async ({ input, context, errors }) => {
    const result = await takeBackConfirmation(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { id: result.takenBack };
  }),

  assess: api.assess.handler(async ({ input, context, errors }) => {
    const result = await assess(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { id: result.assessed };
  }),

  withdraw: api.withdraw.handler(async ({ input, context, errors }) => {
    const result = await withdraw(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return standingRow(context, result.withdrawn);
  }),

  publish: api.publish.handler(async ({ input, context, errors }) => {
    const { commitments = [], capacities = [], document, visibility } = input;
    const result = await publish(context, { commitments, capacities, document, visibility });
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};

export const accordsRoutes = api.router({ ...lists, ...pages, ...entries, ...changes });
