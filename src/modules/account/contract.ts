import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';

const Instant = z.iso.datetime();
const Device = z.object({ browser: z.nullable(z.string()), system: z.nullable(z.string()) });
const byId = z.object({ id: z.uuid() });
const Done = z.object({ done: z.literal(true) });
const PasskeyName = z.string().check(z.trim(), z.minLength(1), z.maxLength(100));

const Account = z.object({
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean(),
  /** Codes of an authenticator app are asked at sign-in. */
  hasCodes: z.boolean(),
  /** Has signed in by the ministry's own sign-in. */
  hasMinistry: z.boolean(),
  sessions: z.array(
    z.object({
      id: z.uuid(),
      isThis: z.boolean(),
      device: Device,
      /** Not the whole address: `203.0.113.0/24`. */
      network: z.nullable(z.string()),
      since: Instant,
      /** To within five minutes. */
      usedAt: Instant,
      endsAt: Instant,
    }),
  ),
  passkeys: z.array(
    z.object({ id: z.uuid(), name: z.nullable(z.string()), madeAt: z.nullable(Instant), isBackedUp: z.boolean() }),
  ),
  happenings: z.array(
    z.object({
      id: z.uuid(),
      at: Instant,
      what: z.string(),
      how: z.nullable(z.string()),
      network: z.nullable(z.string()),
      isThisSession: z.boolean(),
    }),
  ),
});

export const accountContract = {
  mine: endpoint
    .route({ method: 'GET', path: '/account', summary: 'My ways in, my sessions, and what happened with them lately' })
    .meta({ needs: 'account.own' })
    .output(Account),
  endSession: endpoint
    .route({ method: 'POST', path: '/account/sessions/{id}/end', summary: 'End one of my sessions' })
    .meta({ needs: 'account.own' })
    .input(byId)
    .output(Done)
    .errors({ 'not-found': { status: 404 } }),
  endOtherSessions: endpoint
    .route({ method: 'POST', path: '/account/sessions/end-others', summary: 'End all my sessions but this one' })
    .meta({ needs: 'account.own' })
    .output(z.object({ ended: z.int() })),
  renamePasskey: endpoint
    .route({ method: 'POST', path: '/account/passkeys/{id}/name', summary: 'Give one of my passkeys another name' })
    .meta({ needs: 'account.own' })
    .input(z.extend(byId, { name: PasskeyName }))
    .output(Done)
    .errors({ 'not-found': { status: 404 } }),
  removePasskey: endpoint
    .route({ method: 'POST', path: '/account/passkeys/{id}/remove', summary: 'Remove one of my passkeys' })
    .meta({ needs: 'account.own', stepUp: true })
    .input(byId)
    .output(Done)
    .errors({ 'not-found': { status: 404 }, 'last-way-in': { status: 409 } }),
};
