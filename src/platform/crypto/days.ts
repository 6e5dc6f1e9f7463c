import type { Job } from '../jobs/jobs.ts';
import type { Subject, Vault } from './vault.ts';

const length = 24 * 3_600_000;

/** The day of a moment, in UTC. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
/** Under whose key lies what is kept for a day. */
export const dayKeyOf = (day: string): Subject & `day:${string}` => `day:${day}`;

/** Destroys the keys of days that are over by a day: what was kept with them is deleted by then, and dead in every copy. */
export const forgetDays = (vault: Vault): Job => ({
  name: 'forgetDays',
  when: '47 * * * *',
  work: (_tx, now) => Promise.resolve(destroyDaysBefore(vault, new Date(now.getTime() - length))),
});

/** Returns how many. */
export function destroyDaysBefore(vault: Vault, moment: Date): number {
  const over = vault.care
    .subjectsOf('day')
    .filter((subject): subject is `day:${string}` => subject < dayKeyOf(dayOf(moment)));
  if (over.length > 0) vault.destroy(...over);
  return over.length;
}
