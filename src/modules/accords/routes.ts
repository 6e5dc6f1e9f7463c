import { implement } from '@orpc/server';
import { acceptClaim } from '../documents/index.ts';
import { partnershipNamed } from '../directory/index.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import { inPages } from '../../platform/table/columns.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { changeCommitment, retractDelivery, withdraw } from './changes.server.ts';
import { commitmentColumns, type FileRow } from './columns.server.ts';
import { findCondition } from './condition.server.ts';
import { accordsContract } from './contract.ts';
import { convertedTargets, withConverted } from './converted.server.ts';
import { recordDelivery } from './deliver.server.ts';
import { enter, recordCommitment } from './entry.server.ts';
import { allMeasures } from './ground.sql.ts';
import { assess, confirmDelivery, takeBackConfirmation } from './judge.server.ts';
import { cursorOf, orderOf, type Position, positionOf } from './list.ts';
import { countByStatus, type Filter, listCommitments, type Slice } from './list.sql.ts';
import { standingRow, withNames } from './pages.server.ts';
import { publish } from './publish.server.ts';
import { readCommitment, readOverview } from './read.server.ts';
import { convertedColumns } from '../rates/index.ts';
import { decideRequest, requestShown } from './request.server.ts';
import { importingRoutes } from './routes.importing.ts';
import { settlingRoutes } from './routes.settling.ts';
import { readToday } from './today.server.ts';
import { undoEntry } from './undo.server.ts';

const api = implement(accordsContract).$context<Served>();
const pageSize = 50;
const rowsAtOnce = 500;

/** The filter with the partnership's id; null where there is no such partnership to see, and so nothing in it. */
async function filterOf({ tx }: Served, { partnership, ...filter }: Filter): Promise<Filter | null> {
  if (partnership === undefined) return filter;
  const found = await partnershipNamed(tx, partnership);
  return found ? { ...filter, partnership: found.id } : null;
}

const nowhere = { partnership: '00000000-0000-0000-0000-000000000000' };

/** A page of the list, and where the next one begins; null after the last. */
async function pageOf(context: Served, filter: Filter, slice: Omit<Slice, 'today'>) {
  const { limit } = slice;
  const found = await listCommitments(context.tx, filter, { ...slice, limit: limit + 1, today: context.today });
  const { items, organisations } = await withNames(context, found.slice(0, limit));
  const [last, row] = [found[limit - 1], items[limit - 1]];
  const next: Position | null =
    found.length > limit && last && row ? { key: last.sort_key, id: row.id, status: row.standing.status } : null;
  return { items, organisations, next };
}

const lists = {
  measures: api.measures.handler(({ context }) => allMeasures(context.tx)),

  commitments: api.commitments.handler(async ({ input, context, errors }) => {
    const { cursor, limit = pageSize, sort, in: to, ...asked } = input;
    const order = orderOf(sort);
    const after = cursor ? positionOf(order, cursor) : null;
    if (cursor && !after) throw errors['cursor-invalid']();
    const filter = (await filterOf(context, asked)) ?? nowhere;
    const { items, organisations, next } = await pageOf(context, filter, { order, after, limit });
    return { items: await withConverted(context, items, to), organisations, next: next && cursorOf(order, next) };
  }),

  commitmentCounts: api.commitmentCounts.handler(async ({ input: { sort: _sort, in: _in, ...asked }, context }) => {
    const filter = (await filterOf(context, asked)) ?? nowhere;
    return countByStatus(context.tx, filter, context.today);
  }),

  commitmentsFile: api.commitmentsFile.handler(async ({ input, context }) => {
    const { locale = defaultLocale, format, sort, in: to, ...asked } = input;
    const filter = (await filterOf(context, asked)) ?? nowhere;
    const order = orderOf(sort);
    const t = translatorFor(locale);
    const pages = inPages<FileRow, Position>(async (after) => {
      const { items, organisations, next } = await pageOf(context, filter, { order, after, limit: rowsAtOnce });
      const names = new Map(organisations.map((each) => [each.id, each.names]));
      const converted = await convertedTargets(context, items, to);
      return { rows: items.map((row) => ({ row, names, converted: converted.get(row.id) ?? null })), next };
    });
    const further = to === undefined ? [] : convertedColumns<FileRow>(t, ({ converted }) => converted);
    const columns = [...commitmentColumns({ t, locale }), ...further];
    return tableFile({
      format,
      name: `commitments-${context.today}`,
      title: t('accords.column.title'),
      columns,
      pages,
    });
  }),
};

const pages = {
  commitment: api.commitment.handler(async ({ input, context, errors }) => {
    const found = await readCommitment(context, input.id);
    if (!found) throw errors['not-found']();
    const [shown = found] = await withConverted(context, [found], input.in);
    return shown;
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
      throw errors[refused === 'claim-not-accepted' || refused === 'ground-missing' ? 'not-found' : refused]();
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
    if ('refused' in recorded) {
      const { refused } = recorded;
      throw errors[refused === 'record-not-aggregate' ? 'amount-invalid' : refused]();
    }
    return recorded;
  }),
};

const changes = {
  changeCommitment: api.changeCommitment.handler(async ({ input, context, errors }) => {
    const result = await changeCommitment(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return standingRow(context, result.changed);
  }),

  findCondition: api.findCondition.handler(async ({ input, context, errors }) => {
    const result = await findCondition(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return standingRow(context, result.found);
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
    return { id: result.assessed, request: result.request };
  }),

  withdraw: api.withdraw.handler(async ({ input, context, errors }) => {
    const result = await withdraw(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return standingRow(context, result.withdrawn);
  }),

  publish: api.publish.handler(async ({ input, context, errors }) => {
    const { commitments = [], capacities = [], assessments = [], document, visibility } = input;
    const result = await publish(context, { commitments, capacities, assessments, document, visibility });
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  decideRequest: api.decideRequest.handler(async ({ input, context, errors }) => {
    const result = await decideRequest(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return requestShown(result.decided, context);
  }),
};

export const accordsRoutes = api.router({
  ...lists,
  ...pages,
  ...entries,
  ...changes,
  ...settlingRoutes,
  ...importingRoutes,
});
