import { type CountedInto, countPromise, type CountRefusal } from '../accords/index.ts';
import { quotaOf } from '../quotas/index.ts';
import type { Acting, Served } from '../../platform/serve.ts';
import { isCountedByReferrals, treatedFrom } from './counts.ts';
import { promiseOf, takeTouched, takeTurnAt, treatmentsFor } from './counts.sql.ts';

type Counted = { counted: CountedInto[] } | { refused: CountRefusal };

/** Enters what the quotas of a promise come to, in the name of the acting organisation, which gives one of them. Twice is once. */
export async function countFor(acting: Acting, commitment: string): Promise<Counted> {
  const promise = await promiseOf(acting.tx, commitment);
  if (!promise) return { refused: 'not-found' };
  const giver = acting.actor.organisation;
  const rows = await treatmentsFor(acting.tx, commitment);
  const cellsOf = async (measure: string) => (isCountedByReferrals(measure) ? treatedFrom(rows, giver) : null);
  return countPromise(acting, { commitment, ...promise, by: 'referrals', cellsOf });
}

/** The same now and by hand, for a quota that the actor's organisation gives. */
export async function countQuota(
  context: Served,
  id: string,
): Promise<Counted | { refused: 'not-giver' | 'quota-without-commitment' }> {
  const { tx, actor } = context;
  const quota = await quotaOf(tx, id);
  if (!quota) return { refused: 'not-found' };
  if (quota.owner !== actor.organisation) return { refused: 'not-giver' };
  if (quota.commitment === null) return { refused: 'quota-without-commitment' };
  await takeTurnAt(tx, quota.commitment);
  await takeTouched(tx, quota.commitment);
  return countFor(context, quota.commitment);
}
