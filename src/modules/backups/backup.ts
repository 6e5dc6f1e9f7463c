export const runKinds = ['backup', 'drill'] as const;
export const outcomes = ['done', 'refused', 'failed', 'interrupted'] as const;
/** What somebody should look at, the worst first. */
export const alarms = ['not_set', 'none', 'old', 'problem', 'gap', 'behind', 'drill_failed', 'drill_old'] as const;
export type Alarm = (typeof alarms)[number];

type Standing = {
  place: string | null;
  isEmbedded: boolean;
  reachedAt: Date | null;
  problem: string | null;
  lastGoodAt: Date | null;
  lastDrill: { at: Date; isDone: boolean } | null;
};

const [minute, hour] = [60_000, 3_600_000];
/** A day, and the while that the next one takes: otherwise there would be an alarm every night. */
const oldest = 25 * hour;
const furthestBehind = 5 * minute;
const oldestDrill = 8 * 24 * hour;

/** What is wrong with the backups now. Where no folder is set that says it all. */
export function alarmsOf({ place, lastGoodAt, lastDrill, ...now }: Standing, at: Date): Alarm[] {
  if (place === null) return ['not_set'];
  const age = (moment: Date): number => at.getTime() - moment.getTime();
  const found: Alarm[] = [];
  if (!lastGoodAt) found.push('none');
  else if (age(lastGoodAt) > oldest) found.push('old');
  if (now.problem !== null) found.push(now.problem === 'gap' ? 'gap' : 'problem');
  if (now.isEmbedded && lastGoodAt && (!now.reachedAt || age(now.reachedAt) > furthestBehind)) found.push('behind');
  if (lastDrill && !lastDrill.isDone) found.push('drill_failed');
  else if (lastGoodAt && (!lastDrill || age(lastDrill.at) > oldestDrill)) found.push('drill_old');
  return found;
}
