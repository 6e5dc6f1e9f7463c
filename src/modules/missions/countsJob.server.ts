import { serviceFor } from '../../platform/actor.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { Tx } from '../../platform/database.ts';
import { apart } from '../../platform/jobs/apart.ts';
import { actFor } from '../../platform/jobs/actFor.sql.ts';
import type { LongJob, Steps } from '../../platform/jobs/job.ts';
import type { Acting } from '../../platform/serve.ts';
import { todayIn } from '../../platform/time/calendar.ts';
import { countEncounters } from './counts.server.ts';
import { type MissionTable, missionOf } from './mission.sql.ts';
import { bringTouched, visitsAtOnce } from './projected.server.ts';
import { missionsTouched, takeCounts, takeTurnAt, type Touched } from './projected.sql.ts';

export type CountingHouse = { vault: Vault; newId: () => string; zone: string };
type Working = CountingHouse & Pick<Steps, 'within' | 'now' | 'signal'>;
export const countingService = 'countMissions';

/** One transaction in the name of the host. What it may is what its row policies let it: nothing but what is said here. */
const forHost = <T>(
  { within, now, ...house }: Working,
  { mission: id, host }: Touched,
  work: (acting: Acting, mission: MissionTable) => Promise<T>,
): Promise<T | null> =>
  within(async (tx: Tx) => {
    await actFor(tx, countingService, host);
    const mission = await missionOf(tx, id);
    if (!mission) return null;
    const at = now();
    const actor = serviceFor(countingService, host, ['accords.write', 'accords.publish']);
    const { vault, newId, zone } = house;
    return work({ tx, actor, vault, newId, now: at, today: todayIn(zone, at) }, mission);
  });

/** Step by step, so that nobody waits long for what is locked. @returns how many visits were looked at */
async function bringAll(working: Working, touched: Touched): Promise<number> {
  let visits = 0;
  while (!working.signal.aborted) {
    const brought = await forHost(working, touched, (acting, mission) => bringTouched(acting, mission, visitsAtOnce));
    if (!brought) break;
    visits += brought.visits;
  }
  return visits;
}

/** What the ledger refuses (no promise, a demonstration for a real one) is not asked again until something changes. */
const countAll = (working: Working, touched: Touched) =>
  forHost(working, touched, async (acting, mission) => {
    await takeTurnAt(acting.tx, mission.commitment_id ?? mission.id);
    if (await takeCounts(acting.tx, mission.id)) await countEncounters(acting, mission);
  });

/**
 * Every minute: what devices have sent since becomes encounters, and closed encounters become deliveries, of the visits that were
 * touched and no others. Killed in the middle, it goes on where it was; two at once wait for each other. What goes wrong in one mission keeps no
 * other back: it is told when all of them were looked at.
 */
export const countMissions = (house: CountingHouse): LongJob => ({
  name: countingService,
  when: '* * * * *',
  steps: async ({ within, now, signal }) => {
    const working = { ...house, within, now, signal };
    let visits = 0;
    const each = apart();
    const touched = await within(missionsTouched);
    for (const one of touched) if (!one.counts) visits += (await each.of(bringAll(working, one))) ?? 0;
    for (const one of signal.aborted ? [] : await within(missionsTouched)) await each.of(countAll(working, one));
    each.done();
    return visits;
  },
});
