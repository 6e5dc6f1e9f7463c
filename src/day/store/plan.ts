import type { DayPlan } from '../../modules/missions/day/dayPlan.ts';
import { open, seal } from './box.ts';
import { type DayDatabase, written } from './dayDatabase.ts';

const planAbout = 'yntymaq day plan 1';

/** The plan of the mission and who is booked, in one sealed box: read once when the day is opened. Null until the server has said it. */
export async function planIn(db: DayDatabase, dataKey: CryptoKey): Promise<DayPlan | null> {
  const box = await db.read('plan');
  return box ? open<DayPlan>(dataKey, box, planAbout) : null;
}

type Open = { plan: DayPlan | null; readonly dataKey: CryptoKey };

/**
 * Tells of a plan at once, and keeps it then: to seal and write a large one takes its time. Where it cannot be kept the one before it
 * counts again, so that it is asked for anew. False where it is the one that is here.
 *
 * @throws DayFault `full`
 */
export async function takePlan(
  db: DayDatabase,
  opened: Open,
  { plan, told }: { plan: DayPlan; told: () => void },
): Promise<boolean> {
  const before = opened.plan;
  if (JSON.stringify(plan) === JSON.stringify(before)) return false;
  opened.plan = plan;
  told();
  try {
    const box = await seal(opened.dataKey, plan, planAbout);
    await written(0, () => db.write('plan', box));
  } catch (error) {
    opened.plan = before;
    told();
    throw error;
  }
  return true;
}
