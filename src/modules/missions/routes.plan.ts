import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { plan } from './contract.plan.ts';
import {
  announceMission,
  changeMission,
  listMissions,
  moveMission,
  readMission,
  recordMission,
  shareMission,
} from './mission.server.ts';
import { takeOut, writeCheck, writeEquipment, writeInterpreter, writeRoom, writeVenue } from './plan.server.ts';
import { cancelSession, endClinician, writeClinician, writeSession } from './planTeam.server.ts';

const api = implement(plan).$context<Served>();

const whole = {
  missions: api.missions.handler(async ({ input, context, errors }) => {
    const found = await listMissions(context, input);
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
  changeMission: api.changeMission.handler(async ({ input, context, errors }) => {
    const result = await changeMission(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
  }),
  announceMission: api.announceMission.handler(async ({ input, context, errors }) => {
    const result = await announceMission(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.changed;
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

const parts = {
  writeVenue: api.writeVenue.handler(async ({ input, context, errors }) => {
    const result = await writeVenue(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
  writeRoom: api.writeRoom.handler(async ({ input, context, errors }) => {
    const result = await writeRoom(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
  writeSession: api.writeSession.handler(async ({ input, context, errors }) => {
    const result = await writeSession(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
  cancelSession: api.cancelSession.handler(async ({ input, context, errors }) => {
    const result = await cancelSession(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
  writeClinician: api.writeClinician.handler(async ({ input, context, errors }) => {
    const result = await writeClinician(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
  endClinician: api.endClinician.handler(async ({ input, context, errors }) => {
    const result = await endClinician(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
  writeEquipment: api.writeEquipment.handler(async ({ input, context, errors }) => {
    const result = await writeEquipment(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
  writeInterpreter: api.writeInterpreter.handler(async ({ input, context, errors }) => {
    const result = await writeInterpreter(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
  writeCheck: api.writeCheck.handler(async ({ input, context, errors }) => {
    const result = await writeCheck(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
  removePart: api.removePart.handler(async ({ input, context, errors }) => {
    const result = await takeOut(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { ids: result.written };
  }),
};

export const planRoutes = { ...whole, ...parts };
