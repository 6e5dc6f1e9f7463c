import { serviceFor } from '../../platform/actor.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import { apart } from '../../platform/jobs/apart.ts';
import { actFor } from '../../platform/jobs/actFor.sql.ts';
import type { LongJob, Steps } from '../../platform/jobs/job.ts';
import { todayIn } from '../../platform/time/calendar.ts';
import { countFor } from './counts.server.ts';
import { promisesTouched, takeTouched, takeTurnAt, type Touched } from './counts.sql.ts';

type CountingHouse = { vault: Vault; newId: () => string; zone: string };
type Working = CountingHouse & Pick<Steps, 'within' | 'now'>;
const service = 'countReferrals';

/**
 * One promise in one transaction, in the name of whoever gives a quota of it. What the ledger refuses (one that was taken back) is not
 * asked again until something changes.
 */
const countOne = ({ within, now, zone, vault, newId }: Working, { commitment, giver }: Touched) =>
  within(async (tx) => {
    await actFor(tx, service, giver);
    await takeTurnAt(tx, commitment);
    if (!(await takeTouched(tx, commitment))) return false;
    const at = now();
    const actor = serviceFor(service, giver, ['accords.write', 'accords.publish']);
    await countFor({ tx, actor, vault, newId, now: at, today: todayIn(zone, at) }, commitment);
    return true;
  });

/**
 * Every minute: people whose treatment has begun since become deliveries of the promise that their quota serves, and what changed of those
 * who were counted is corrected; of the promises that were touched and no others. Killed in the middle, it goes on where it was; two
 * at once wait for each other. What goes wrong with one promise keeps no other back: it is told when all were counted.
 */
export const countReferrals = (house: CountingHouse): LongJob => ({
  name: service,
  when: '* * * * *',
  steps: async ({ within, now, signal }) => {
    const each = apart();
    let counted = 0;
    for (const touched of await within(promisesTouched)) {
      if (signal.aborted) break;
      if (await each.of(countOne({ ...house, within, now }, touched))) counted += 1;
    }
    each.done();
    return counted;
  },
});
