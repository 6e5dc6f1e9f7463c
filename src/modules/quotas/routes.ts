import { implement } from '@orpc/server';
import { defaultLocale } from '../../platform/i18n/locales.ts';
import type { Served } from '../../platform/serve.ts';
import { addGroup, listCapacities, listGroups, recordCapacity } from './capacity.server.ts';
import { quotasContract } from './contract.ts';
import { answerDecision, proposeDecision } from './decision.server.ts';
import { ledgerFile } from './file.server.ts';
import { readLedger, readQuota } from './page.server.ts';
import { changeQuota, closeQuota, listQuotas, openQuota, recordQuota } from './quota.server.ts';

const api = implement(quotasContract).$context<Served>();

const reading = {
  quotas: api.quotas.handler(async ({ input, context, errors }) => {
    const found = await listQuotas(context, input);
    if (!found) throw errors['not-found']();
    return found;
  }),
  quota: api.quota.handler(async ({ input, context, errors }) => {
    const found = await readQuota(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  quotaLedger: api.quotaLedger.handler(async ({ input, context, errors }) => {
    const found = await readLedger(context, input);
    if (!found) throw errors['not-found']();
    return found;
  }),
  quotaLedgerFile: api.quotaLedgerFile.handler(async ({ input, context, errors }) => {
    const { id, format, locale = defaultLocale } = input;
    const file = await ledgerFile(context, { id, format, locale });
    if (!file) throw errors['not-found']();
    return file;
  }),
};

const giving = {
  recordQuota: api.recordQuota.handler(async ({ input, context, errors }) => {
    const result = await recordQuota(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.recorded;
  }),
  changeQuota: api.changeQuota.handler(async ({ input, context, errors }) => {
    const result = await changeQuota(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
  openQuota: api.openQuota.handler(async ({ input, context, errors }) => {
    const result = await openQuota(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
  closeQuota: api.closeQuota.handler(async ({ input, context, errors }) => {
    const result = await closeQuota(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
};

const deciding = {
  proposeDecision: api.proposeDecision.handler(async ({ input, context, errors }) => {
    const result = await proposeDecision(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.proposed;
  }),
  answerDecision: api.answerDecision.handler(async ({ input, context, errors }) => {
    const result = await answerDecision(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.answered;
  }),
};

const centres = {
  diseaseGroups: api.diseaseGroups.handler(({ context }) => listGroups(context)),
  addDiseaseGroup: api.addDiseaseGroup.handler(async ({ input, context, errors }) => {
    const result = await addGroup(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.added;
  }),
  capacities: api.capacities.handler(({ input, context }) => listCapacities(context, input)),
  recordCapacity: api.recordCapacity.handler(async ({ input, context, errors }) => {
    const result = await recordCapacity(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.recorded;
  }),
};

export const quotasRoutes = { ...reading, ...giving, ...deciding, ...centres };
