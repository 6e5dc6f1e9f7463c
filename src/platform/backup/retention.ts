export type Keep = { daily: number; weekly: number };
type Dated = { id: string; finishedAt: string };

const day = 24 * 3_600_000;
const dayOf = (at: Date): number => Math.floor(at.getTime() / day);
/** Weeks begin on Monday, as days since 1970 do on Thursday. */
const weekOf = (at: Date): number => Math.floor((dayOf(at) + 3) / 7);

/**
 * Which backups are kept: the newest of each of the last days and of each of the last weeks that have one, and always the
 * newest. Days are UTC.
 */
export function keptBackups<T extends Dated>(backups: readonly T[], { daily, weekly }: Keep): T[] {
  const newestFirst = [...backups].sort((one, two) => (one.finishedAt < two.finishedAt ? 1 : -1));
  const kept = new Set<string>(newestFirst.slice(0, 1).map(({ id }) => id));
  for (const [periodOf, most] of [
    [dayOf, daily],
    [weekOf, weekly],
  ] as const) {
    const seen = new Set<number>();
    for (const { id, finishedAt } of newestFirst) {
      const period = periodOf(new Date(finishedAt));
      if (seen.has(period) || seen.size >= most) continue;
      seen.add(period);
      kept.add(id);
    }
  }
  return backups.filter(({ id }) => kept.has(id));
}
