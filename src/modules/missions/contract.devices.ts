import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { deviceStates } from './device.ts';

const OfMission = z.object({ id: z.uuid() });
const missing = { 'not-found': { status: 404 } } as const;

export const DeviceSchema = z.object({
  id: z.uuid(),
  label: z.string(),
  /** Stands before the numbers that it gives out alone. */
  letter: z.string(),
  /** The server itself, which numbers what is booked. */
  isServer: z.boolean(),
  state: z.enum(deviceStates),
  enrolledBy: z.uuid(),
  madeAt: z.iso.datetime(),
  enrolledAt: z.nullable(z.iso.datetime()),
  lastSeenAt: z.nullable(z.iso.datetime()),
  revokedAt: z.nullable(z.iso.datetime()),
  wipedAt: z.nullable(z.iso.datetime()),
  /** How many operations of its own are here. */
  received: z.int(),
  /** How many that are here it had not yet when it was last seen. */
  lacks: z.int(),
});
export type Device = z.infer<typeof DeviceSchema>;

export const HeldSchema = z.object({
  id: z.uuid(),
  device: z.uuid(),
  receivedAt: z.iso.datetime(),
  operations: z.int(),
  /** By whom they were written, and of what kinds they are: names of kinds alone, nothing of what they say. */
  writtenBy: z.array(z.object({ device: z.uuid(), operations: z.int() })),
  kinds: z.array(z.object({ kind: z.string(), operations: z.int() })),
  decision: z.nullable(z.enum(['admitted', 'refused'])),
  decidedAt: z.nullable(z.iso.datetime()),
  decidedBy: z.nullable(z.uuid()),
});
export type Held = z.infer<typeof HeldSchema>;

const ContradictionSchema = z.object({
  id: z.uuid(),
  device: z.uuid(),
  broughtBy: z.uuid(),
  sequence: z.int(),
  reason: z.enum(['sequence-taken', 'id-taken', 'chain-broken']),
  kind: z.string(),
  receivedAt: z.iso.datetime(),
});

export const devices = {
  devices: endpoint
    .route({
      method: 'GET',
      path: '/missions/{id}/devices',
      summary: 'List the devices of a mission with what they have',
    })
    .meta({ needs: 'missions.read' })
    .input(OfMission)
    .output(z.array(DeviceSchema))
    .errors(missing),
  addDevice: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/devices',
      summary: 'Make a code with which one device joins a mission; the code is told once',
      successStatus: 201,
    })
    // Who lets a device in lets it see people: nobody gives what they do not have.
    .meta({ needs: 'patients.write' })
    .input(z.extend(OfMission, { label: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)) }))
    .output(
      z.extend(DeviceSchema, {
        code: z.string(),
        /** Where the device opens it, and the same as a picture to be scanned. */
        address: z.url(),
        qr: z.string(),
        until: z.iso.datetime(),
      }),
    )
    .errors({ ...missing, 'mission-over': { status: 409 } }),
  revokeDevice: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/devices/{device}/revocation',
      summary: 'Revoke a lost device: what it brings from now on waits for a person',
    })
    .meta({ needs: 'missions.write' })
    .input(z.extend(OfMission, { device: z.uuid() }))
    .output(DeviceSchema)
    .errors(missing),
  heldOperations: endpoint
    .route({
      method: 'GET',
      path: '/missions/{id}/held',
      summary: 'List what revoked devices brought, and what contradicts itself',
    })
    .meta({ needs: 'patients.read' })
    .input(OfMission)
    .output(z.object({ held: z.array(HeldSchema), contradictions: z.array(ContradictionSchema) }))
    .errors(missing),
  decideHeld: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/held/{batch}/decision',
      summary: 'Admit or refuse what a revoked device brought',
    })
    .meta({ needs: 'patients.write' })
    .input(z.extend(OfMission, { batch: z.uuid(), decision: z.enum(['admitted', 'refused']) }))
    .output(HeldSchema)
    .errors({ ...missing, 'decided-already': { status: 409 } }),
};
