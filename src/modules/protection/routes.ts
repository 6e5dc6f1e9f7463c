import { implement } from '@orpc/server';
import { recordEvent } from '../../platform/event.sql.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import { problem } from '../../platform/problem.ts';
import type { Served } from '../../platform/serve.ts';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { isDemonstration } from '../directory/index.ts';
import { transferColumns } from './columns.server.ts';
import { protectionContract } from './contract.ts';
import * as incidents from './incident.server.ts';
import { findInstallation, findPage, latestRuns, retentionRules, savePage, saveRetention } from './protection.sql.ts';
import { daysOf, mayKeep, retained } from './retention.ts';
import { recordTransfer } from './transfer.server.ts';
import { listTransfers, transfersQuery, type TransferRow } from './transfer.sql.ts';

const api = implement(protectionContract).$context<Served>();
const pageSize = 50;

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

async function shownProtection({ tx }: Served) {
  const [page, rules, runs] = [await findPage(tx), await retentionRules(tx), await latestRuns(tx)];
  return {
    installation: await findInstallation(tx),
    page: page ? { ...page, changedAt: page.changedAt.toISOString() } : null,
    retention: retained.map(({ kind, least, most }) => ({
      kind,
      least,
      most,
      days: daysOf(rules, kind),
      law: rules.find((rule) => rule.kind === kind)?.law ?? null,
    })),
    runs: runs.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
  };
}

const changed = async (context: Served, fields: string[]) =>
  recordEvent(context, {
    subject: 'data_protection',
    subjectId: context.actor.organisation,
    action: 'changed',
    fields,
    shared: {
      owner_organisation: context.actor.organisation,
      partnership_id: null,
      side_id: null,
      visibility: 'own_side',
      is_demo: await isDemonstration(context),
    },
  });

const shownTransfer = ({ sentAt, recordedAt, ...rest }: TransferRow) => ({
  ...rest,
  sentAt: sentAt.toISOString(),
  recordedAt: recordedAt.toISOString(),
});

/** The incident after a step, or the refusal of the step, as `refuse` turns it into a problem. */
async function after<Reason extends string>(
  context: Served,
  result: { id: string } | { refused: Reason | 'not-found' },
  refuse: (reason: Reason) => Error,
) {
  if ('refused' in result) throw result.refused === 'not-found' ? problem('not-found') : refuse(result.refused);
  const shown = await incidents.showIncident(context, result.id);
  if (!shown) throw problem('not-found');
  return shown;
}

const protection = {
  protection: api.protection.handler(({ context }) => shownProtection(context)),
  changeProtection: api.changeProtection.handler(async ({ input: { version, ...page }, context, errors }) => {
    const { tx, actor, now } = context;
    const own = { organisation: actor.organisation, person: actor.person, at: now, version };
    if (!(await savePage(tx, { page, ...own }))) throw errors.stale();
    await changed(context, Object.keys(page));
    return shownProtection(context);
  }),
  changeRetention: api.changeRetention.handler(async ({ input, context, errors }) => {
    if (!mayKeep(input.kind, input.days)) throw errors['retention-out-of-bounds']();
    const { tx, actor, now } = context;
    await saveRetention(tx, { ...input, organisation: actor.organisation, person: actor.person, at: now });
    await changed(context, ['retention']);
    return shownProtection(context);
  }),
};

const transfers = {
  transfers: api.transfers.handler(async ({ input: { cursor, limit = pageSize, ...filter }, context }) => {
    const found = await listTransfers(context.tx, filter, { cursor, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items: items.map(shownTransfer), next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }),
  transfersFile: api.transfersFile.handler(({ input: { format, locale = defaultLocale, ...filter }, context }) => {
    const t = translatorFor(locale);
    const pages = cursorPages(context.tx, transfersQuery(filter));
    const name = `transfers-${context.today}`;
    return tableFile({ format, name, title: t('protection.ui.transfers.title'), columns: transferColumns(t), pages });
  }),
  recordTransfer: api.recordTransfer.handler(async ({ input, context, errors }) => {
    const result = await recordTransfer(context, { ...input, sentAt: new Date(input.sentAt) });
    if (!('refused' in result)) return shownTransfer(result.recorded);
    throw result.refused === 'not-found' ? problem('not-found') : errors[result.refused]();
  }),
};

const incidentSteps = {
  incidents: api.incidents.handler(async ({ input: { limit = pageSize, ...listing }, context }) => {
    const found = await incidents.incidentRows(context, { ...listing, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }),
  incident: api.incident.handler(async ({ input: { id }, context }) =>
    after(context, { id }, () => problem('not-found')),
  ),
  openIncident: api.openIncident.handler(async ({ input, context, errors }) => {
    const fields = {
      ...input,
      foundAt: new Date(input.foundAt),
      beganAt: dateOf(input.beganAt),
      endedAt: dateOf(input.endedAt),
    };
    return after(context, await incidents.openIncident(context, fields), (reason) => errors[reason]());
  }),
  changeIncident: api.changeIncident.handler(async ({ input, context, errors }) => {
    const fields = { ...input, beganAt: dateOf(input.beganAt), endedAt: dateOf(input.endedAt) };
    return after(context, await incidents.changeIncident(context, fields), (reason) => errors[reason]());
  }),
  moveIncident: api.moveIncident.handler(async ({ input, context, errors }) =>
    after(context, await incidents.takeMove(context, input), (reason) => errors[reason]()),
  ),
  findAffected: api.findAffected.handler(async ({ input, context, errors }) => {
    const search = { ...input, from: new Date(input.from), until: new Date(input.until) };
    return after(context, await incidents.findAffected(context, search), (reason) => errors[reason]());
  }),
  recordNotice: api.recordNotice.handler(async ({ input, context, errors }) =>
    after(context, await incidents.recordNotice(context, { ...input, at: new Date(input.at) }), (reason) =>
      errors[reason](),
    ),
  ),
};

export const protectionRoutes = api.router({ ...protection, ...transfers, ...incidentSteps });
