import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { devices } from './contract.devices.ts';
import { addDevice, listDevices, revoke } from './device.server.ts';
import { decideHeld, listHeld } from './deviceHeld.server.ts';

const api = implement(devices).$context<Served>();

export const devicesRoutes = api.router({
  devices: api.devices.handler(async ({ input, context, errors }) => {
    const found = await listDevices(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  addDevice: api.addDevice.handler(async ({ input, context, errors }) => {
    const result = await addDevice(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.added;
  }),
  revokeDevice: api.revokeDevice.handler(async ({ input, context, errors }) => {
    const revoked = await revoke(context, input);
    if (!revoked) throw errors['not-found']();
    return revoked;
  }),
  heldOperations: api.heldOperations.handler(async ({ input, context, errors }) => {
    const found = await listHeld(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  decideHeld: api.decideHeld.handler(async ({ input, context, errors }) => {
    const result = await decideHeld(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.decided;
  }),
});
