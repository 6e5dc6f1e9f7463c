import {
  confirmSeat,
  consumeSeat,
  type Posted,
  type ReleaseReason,
  releaseSeat,
  reserveSeat,
} from '../quotas/index.ts';
import type { Served } from '../../platform/serve.ts';
import type { Step } from './act.server.ts';
import type { Act } from './table.ts';

type Refusal = { refused: 'no-seat' | 'quota-closed' | 'amount-invalid' };

/** Why a seat is given back, by the act. */
const reasons: Partial<Record<Act, ReleaseReason>> = {
  cancel: 'cancelled',
  closeNoShow: 'no_show',
  discharge: 'stopped',
  recordDeath: 'died',
};

/** What the ledger refuses for a reason that people know; anything else is a fault of ours. */
function refusalOf(posted: Posted): Refusal | null {
  if (!('refused' in posted)) return null;
  const { refused } = posted;
  if (refused === 'no-seat' || refused === 'quota-closed' || refused === 'amount-invalid') return { refused };
  throw new Error(`the seat of a referral cannot be moved: ${refused}`);
}

const reserve = (context: Served, { found: { referral }, does }: Step): Promise<Posted> =>
  reserveSeat(context, {
    referral: referral.id,
    quota: referral.quota_id,
    parties: [referral.owner_organisation],
    ...('amount' in does && does.amount !== undefined && { amount: BigInt(does.amount) }),
  });

/** Confirms what was reserved; what had expired is taken again, where there still is some. */
async function confirm(context: Served, step: Step): Promise<Refusal | null> {
  const referral = step.found.referral.id;
  const posted = await confirmSeat(context, { referral });
  if (!('refused' in posted) || posted.refused !== 'no-reservation') return refusalOf(posted);
  return refusalOf(await reserve(context, step)) ?? refusalOf(await confirmSeat(context, { referral }));
}

/** Gives back what is held. What treatment has spent stays spent; only a death while it goes on gives it back. */
async function release(context: Served, { found: { referral }, does }: Step): Promise<null> {
  const reason = reasons[does.act];
  if (reason === undefined) throw new Error(`${does.act} gives no seat back`);
  const evenSpent = does.act === 'recordDeath' && referral.stage === 'in_treatment';
  const posted = await releaseSeat(context, { referral: referral.id, reason, evenSpent });
  if ('refused' in posted && posted.refused !== 'spent-already')
    throw new Error(`the seat of a referral cannot be given back: ${posted.refused}`);
  return null;
}

/** What an act does to the seat, as the table says. It is the last thing of the transaction. */
export async function moveSeat(context: Served, step: Step): Promise<Refusal | null> {
  const { seat } = step.line;
  if (seat === 'reserve') return refusalOf(await reserve(context, step));
  if (seat === 'confirm') return confirm(context, step);
  if (seat === 'consume') return refusalOf(await consumeSeat(context, { referral: step.found.referral.id }));
  return seat === 'release' ? release(context, step) : null;
}
