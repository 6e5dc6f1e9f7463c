import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { followUp, withdrawEncounter } from './change.server.ts';
import { encountersContract } from './contract.ts';
import { followUpList, readEncounter, waitingList } from './lists.server.ts';

const api = implement(encountersContract).$context<Served>();

export const encountersRoutes = api.router({
  encounter: api.encounter.handler(async ({ input, context, errors }) => {
    const found = await readEncounter(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  followUpList: api.followUpList.handler(async ({ input, context, errors }) => {
    const found = await followUpList(context, input.mission);
    if (!found) throw errors['not-found']();
    return found;
  }),
  waitingList: api.waitingList.handler(async ({ input, context, errors }) => {
    const found = await waitingList(context, input.mission);
    if (!found) throw errors['not-found']();
    return found;
  }),
  followUp: api.followUp.handler(async ({ input, context, errors }) => {
    const result = await followUp(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
  withdrawEncounter: api.withdrawEncounter.handler(async ({ input, context, errors }) => {
    const result = await withdrawEncounter(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
});
