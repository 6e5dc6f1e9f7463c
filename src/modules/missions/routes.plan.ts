import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { plan } from './contract.plan.ts';
import { listMissions, moveMission, readMission, recordMission, shareMission } from './mission.server.ts';

const api = implement(plan).$context<Served>();

export const planRoutes = {
  missions: api.missions.handler(async ({ input, context, errors }) => {
    const found = await listMissions(context, input.partnership);
    if (!found) throw errors['not-found']();
    return found;
  }),
  mission: api.mission.handler(async ({ input, context, errors }) => {
    const found = await readMission(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  recordMission: api.recordMission.handler(async ({ input, context, errors }) => {
    const result = await recordMission(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.recorded;
  }),
  moveMission: api.moveMission.handler(async ({ input, context, errors }) => {
    const result = await moveMission(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
  shareMission: api.shareMission.handler(async ({ input, context, errors }) => {
    const result = await shareMission(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
};
