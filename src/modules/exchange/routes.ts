import { implement } from '@orpc/server';
import { recordEvent } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { isForeignKey } from '../../platform/foreignKey.ts';
import { isDemonstration } from '../directory/index.ts';
import { exchangeContract } from './contract.ts';
import { tokenAt } from './deliver.server.ts';
import { peersOf, waitingOf } from './exchange.sql.ts';
import * as kept from './peer.sql.ts';
import { showExchange } from './shown.server.ts';

const api = implement(exchangeContract).$context<Served>();
const done = { done: true } as const;

/** Says what was set up, in the transaction in which it was: which things, never what they hold. */
async function tell(context: Served, peer: string, [action, field]: readonly [string, string]): Promise<void> {
  const owner = { owner_organisation: context.actor.organisation, partnership_id: null, side_id: null };
  const shared = { ...owner, visibility: 'own_side' as const, is_demo: await isDemonstration(context) };
  await recordEvent(context, { subject: 'peer', subjectId: peer, action, fields: [field], shared });
}
const withoutSlash = (address: string): string => address.replace(/\/+$/, '');

const peers = {
  exchange: api.exchange.handler(({ context }) => showExchange(context)),
  addPeer: api.addPeer.handler(async ({ input: { name, address }, context, errors }) => {
    const id = context.newId();
    if (!(await kept.insertPeer(context, { id, name, address: withoutSlash(address) }))) throw errors['peer-known']();
    await tell(context, id, ['addPeer', 'address']);
    await kept.wake(context, id);
    return { id };
  }),
  changePeer: api.changePeer.handler(async ({ input, context, errors }) => {
    const { id } = input;
    const address = withoutSlash(input.address);
    if (!(await kept.findPeer(context.tx, id))) throw errors['not-found']();
    if (await kept.isAddressTaken(context.tx, address, id)) throw errors['peer-known']();
    if (!(await kept.updatePeer(context, { ...input, address }))) throw errors.stale();
    await tell(context, id, ['changePeer', 'address']);
    await kept.wake(context, id);
    return done;
  }),
  testPeer: api.testPeer.handler(async ({ input: { id }, context, errors }) => {
    if (!(await kept.findPeer(context.tx, id))) throw errors['not-found']();
    await tell(context, id, ['testPeer', 'health']);
    await kept.wake(context, id);
    return done;
  }),
};

const settings = {
  placeOrganisation: api.placeOrganisation.handler(async ({ input, context, errors }) => {
    const { id: peer, organisation, theirId } = input;
    if (!(await kept.findPeer(context.tx, peer))) throw errors['not-found']();
    if (theirId === null) await kept.removePlaced(context.tx, { peer, organisation });
    else if (!(await kept.place(context.tx, { peer, organisation, theirId }))) throw errors['organisation-placed']();
    await tell(context, peer, ['placeOrganisation', 'organisations']);
    return done;
  }),
  setPeerToken: api.setPeerToken.handler(async ({ input, context, errors }) => {
    const { id: peer, organisation, theirId, token } = input;
    const { tx, vault } = context;
    if (!(await kept.findPeer(tx, peer))) throw errors['not-found']();
    if ((await peersOf(tx, [organisation])).length > 0) throw errors['organisation-placed']();
    if (token === null) await kept.removeToken(tx, { peer, organisation });
    else {
      const sealed = vault.seal(`organisation:${organisation}`, token, tokenAt);
      await kept.keepToken(context, { peer, organisation, theirId, token: sealed });
    }
    await tell(context, peer, ['setPeerToken', 'tokens']);
    await kept.wake(context, peer);
    return done;
  }),
  agreeQuota: api.agreeQuota.handler(async ({ input: { quota, code }, context, errors }) => {
    if (code === null) await kept.removeAgreed(context.tx, quota);
    else {
      const isAgreed = await kept.agree(context, { quota, code }).catch((error: unknown) => {
        throw isForeignKey(error) ? errors['not-found']() : error;
      });
      if (!isAgreed) throw errors['code-taken']();
    }
    await tell(context, quota, ['agreeQuota', 'code']);
    return done;
  }),
};

const messages = {
  retryExchange: api.retryExchange.handler(async ({ input: { id }, context, errors }) => {
    if (!(await kept.retry(context, id))) throw errors['wrong-state']();
    return done;
  }),
  leaveExchange: api.leaveExchange.handler(async ({ input: { id, because }, context, errors }) => {
    if (!(await kept.leave(context, id, because))) throw errors['wrong-state']();
    return done;
  }),
  undelivered: api.undelivered.handler(async ({ input: { id }, context }) =>
    (await waitingOf(context.tx, id)).map(({ act, state, queued_at: since, peer }) => ({
      act,
      isDead: state === 'dead',
      since: since.toISOString(),
      peer,
    })),
  ),
};

export const exchangeRoutes = api.router({ ...peers, ...settings, ...messages });
