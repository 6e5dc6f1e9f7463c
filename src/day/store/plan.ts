import type { DayPlan } from '../../modules/missions/day/dayPlan.ts';
import { open, seal } from './box.ts';
import { type DayDatabase, written } from './dayDatabase.ts';

const planAbout = 'yntymaq day plan 1';

/** The plan of the mission and who is booked, in one sealed box: read once when the day is opened. Null until the server has said it. */
export async function planIn(db: DayDatabase, dataKey: CryptoKey): Promise<DayPlan | null> {
  const box = await db.read('plan');
  return box ? open<DayPlan>(dataKey, box, planAbout) : null;
}

/** @throws DayFault `full` */
export async function keepPlan(db: DayDatabase, dataKey: CryptoKey, plan: DayPlan): Promise<void> {
  const box = await seal(dataKey, plan, planAbout);
  await written(0, () => db.write('plan', box));
}
