import { parseCrontab } from 'graphile-worker';

const minute = 60_000;
const furthest = (366 * 24 * 3_600_000) / minute;

/** When a cron line (UTC) comes next after a moment, as the queue reads it; null: not within a year. */
export function nextTurn(cron: string, after: Date): Date | null {
  const [item] = parseCrontab(`${cron} next`);
  if (!item) return null;
  let at = new Date(Math.floor(after.getTime() / minute) * minute + minute);
  for (let tried = 0; tried < furthest; tried++) {
    const [hour, dow] = [at.getUTCHours(), at.getUTCDay()];
    const digest = { min: at.getUTCMinutes(), hour, date: at.getUTCDate(), month: at.getUTCMonth() + 1, dow };
    if (item.match(digest)) return at;
    at = new Date(at.getTime() + minute);
  }
  return null;
}
