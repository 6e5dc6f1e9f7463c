import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { Address, Code, ExchangeSchema, Uuid, WaitingSchema } from './schemas.ts';

const manages = endpoint.meta({ needs: 'installation.manage' });
const Name = z.string().check(readable(), z.trim(), z.minLength(1), z.maxLength(200));
const missing = { 'not-found': { status: 404 } } as const;
const Done = z.object({ done: z.literal(true) });
const at = (path: string): `/${string}` => `/exchange${path}`;

export const exchangeContract = {
  exchange: manages
    .route({ method: 'GET', path: '/exchange', summary: 'Other installations, what waits for them and what differs' })
    .output(ExchangeSchema),
  addPeer: manages
    .route({ method: 'POST', path: at('/peers'), summary: 'Add another installation', successStatus: 201 })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(z.object({ name: Name, address: Address }))
    .output(z.object({ id: Uuid }))
    .errors({ 'peer-known': { status: 409 } }),
  changePeer: manages
    .route({ method: 'POST', path: at('/peers/{id}'), summary: 'Change the name or address of another installation' })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(z.object({ id: Uuid, version: z.int(), name: Name, address: Address }))
    .output(Done)
    .errors({ ...missing, stale: { status: 409 }, 'peer-known': { status: 409 } }),
  placeOrganisation: manages
    .route({
      method: 'POST',
      path: at('/peers/{id}/organisations'),
      summary: 'Say that an organisation lives at another installation, and what it is called there; or no longer',
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(z.object({ id: Uuid, organisation: Uuid, theirId: z.nullable(Uuid) }))
    .output(Done)
    .errors({ ...missing, 'organisation-placed': { status: 409 } }),
  setPeerToken: manages
    .route({
      method: 'POST',
      path: at('/peers/{id}/tokens'),
      summary: 'Keep the token with which one of our organisations comes to another installation; or no longer',
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(
      z.object({
        id: Uuid,
        organisation: Uuid,
        theirId: Uuid,
        token: z.nullable(z.string().check(z.trim(), z.minLength(20), z.maxLength(4000))),
      }),
    )
    .output(Done)
    .errors({ ...missing, 'organisation-placed': { status: 409 } }),
  agreeQuota: manages
    .route({
      method: 'POST',
      path: at('/quotas'),
      summary: 'Say what both installations call a quota by; or no longer',
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(z.object({ quota: Uuid, code: z.nullable(Code) }))
    .output(Done)
    .errors({ ...missing, 'code-taken': { status: 409 } }),
  testPeer: manages
    .route({
      method: 'POST',
      path: at('/peers/{id}/tests'),
      summary: 'Ask another installation now whether it answers',
    })
    .input(z.object({ id: Uuid }))
    .output(Done)
    .errors(missing),
  retryExchange: manages
    .route({ method: 'POST', path: at('/messages/{id}/retried'), summary: 'Try again to deliver what waits' })
    .input(z.object({ id: Uuid }))
    .output(Done)
    .errors({ 'wrong-state': { status: 409 } }),
  leaveExchange: manages
    .route({
      method: 'POST',
      path: at('/messages/{id}/left'),
      summary: 'Leave what cannot be delivered, with the reason',
    })
    .meta({ needs: 'installation.manage', stepUp: true })
    .input(z.object({ id: Uuid, because: z.string().check(readable(), z.trim(), z.minLength(3), z.maxLength(500)) }))
    .output(Done)
    .errors({ 'wrong-state': { status: 409 } }),
  undelivered: endpoint
    .route({ method: 'GET', path: at('/referrals/{id}'), summary: 'What of a referral is not delivered yet' })
    .meta({ needs: 'referrals.read' })
    .input(z.object({ id: Uuid }))
    .output(z.array(WaitingSchema)),
};
