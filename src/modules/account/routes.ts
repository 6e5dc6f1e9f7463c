import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { isLastWayIn, readAccount } from './account.server.ts';
import { endSessions, removePasskey, renamePasskey } from './account.sql.ts';
import { accountContract } from './contract.ts';

const api = implement(accountContract).$context<Served>();
const done = { done: true } as const;

export const accountRoutes = api.router({
  mine: api.mine.handler(({ context }) => readAccount(context)),

  endSession: api.endSession.handler(async ({ input, context: { tx, newId }, errors }) => {
    if ((await endSessions(tx, input.id, newId())) === 0) throw errors['not-found']();
    return done;
  }),

  endOtherSessions: api.endOtherSessions.handler(async ({ context: { tx, newId } }) => ({
    ended: await endSessions(tx, null, newId()),
  })),

  renamePasskey: api.renamePasskey.handler(async ({ input, context: { tx }, errors }) => {
    if (!(await renamePasskey(tx, input.id, input.name))) throw errors['not-found']();
    return done;
  }),

  removePasskey: api.removePasskey.handler(async ({ input, context, errors }) => {
    if (await isLastWayIn(context, input.id)) throw errors['last-way-in']();
    if (!(await removePasskey(context.tx, input.id, context.newId()))) throw errors['not-found']();
    return done;
  }),
});
