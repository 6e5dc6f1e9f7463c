import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { settling } from './contract.settling.ts';
import { correctCapacity } from './correctCapacity.server.ts';
import { correctDelivery } from './correct.server.ts';
import { findCommitment } from './commitment.sql.ts';
import { partnershipOf } from '../directory/index.ts';
import { answerSettlement, proposeSettlement, settlementShown } from './settle.server.ts';
import type { FoundSettlement } from './settlement.sql.ts';
import { answerCommitment, answerShown, disputeClaim, endDispute } from './voice.server.ts';

const api = implement(settling).$context<Served>();

/** As it is shown to the side of who asks. */
async function shown({ tx }: Served, found: FoundSettlement) {
  const commitment = await findCommitment(tx, found.commitment_id);
  const partnership = await partnershipOf(tx, found.partnership_id);
  return settlementShown(found, commitment?.currency ?? null, partnership?.ownSide ?? null);
}

/** Where sources and sides disagree. */
export const settlingRoutes = {
  proposeSettlement: api.proposeSettlement.handler(async ({ input, context, errors }) => {
    const result = await proposeSettlement(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return shown(context, result.proposed);
  }),

  answerSettlement: api.answerSettlement.handler(async ({ input, context, errors }) => {
    const result = await answerSettlement(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return shown(context, result.answered);
  }),

  correctDelivery: api.correctDelivery.handler(async ({ input, context, errors }) => {
    const result = await correctDelivery(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  correctCapacity: api.correctCapacity.handler(async ({ input, context, errors }) => {
    const result = await correctCapacity(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),

  dispute: api.dispute.handler(async ({ input, context, errors }) => {
    const result = await disputeClaim(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { id: result.disputed };
  }),

  endDispute: api.endDispute.handler(async ({ input, context, errors }) => {
    const result = await endDispute(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return { id: result.ended };
  }),

  answer: api.answer.handler(async ({ input, context, errors }) => {
    const result = await answerCommitment(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return answerShown(result.answered);
  }),
};
