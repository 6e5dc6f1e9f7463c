import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { centre } from './contract.encounters.ts';
import { readEncounters, recordVisit } from './encounters.server.ts';

const api = implement(centre).$context<Served>();

export const centreRoutes = {
  referralEncounters: api.referralEncounters.handler(async ({ input, context, errors }) => {
    const found = await readEncounters(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  recordVisit: api.recordVisit.handler(async ({ input, context, errors }) => {
    const result = await recordVisit(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { id: result.recorded };
  }),
};
