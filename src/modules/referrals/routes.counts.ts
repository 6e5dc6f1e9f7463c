import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { counts } from './contract.counts.ts';
import { countQuota } from './counts.server.ts';

const api = implement(counts).$context<Served>();

export const countRoutes = {
  countQuota: api.countQuota.handler(async ({ input, context, errors }) => {
    const result = await countQuota(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return result.counted;
  }),
};
