import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { encountersContract } from './contract.ts';
import { listEncounters, moveEncounter, readEncounter, recordEncounter, shareEncounter } from './encounter.server.ts';

const api = implement(encountersContract).$context<Served>();

export const encountersRoutes = api.router({
  encounters: api.encounters.handler(async ({ input, context, errors }) => {
    const found = await listEncounters(context, input.partnership);
    if (!found) throw errors['not-found']();
    return found;
  }),
  encounter: api.encounter.handler(async ({ input, context, errors }) => {
    const found = await readEncounter(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  recordEncounter: api.recordEncounter.handler(async ({ input, context, errors }) => {
    const result = await recordEncounter(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.recorded;
  }),
  moveEncounter: api.moveEncounter.handler(async ({ input, context, errors }) => {
    const result = await moveEncounter(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
  shareEncounter: api.shareEncounter.handler(async ({ input, context, errors }) => {
    const result = await shareEncounter(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
});
