/** The weekly digest: what it is made of and when. Pure: no clock, no database, no HTTP. */
import { type Day, weekdayOf } from '../../platform/time/calendar.ts';
import { weekOf, weekText } from '../../platform/time/week.ts';

/** In the order in which they are shown: what somebody must do comes first. */
export const sections = ['toConfirm', 'overdue', 'dueSoon', 'notReported', 'waitingForOthers', 'changed'] as const;
export type SectionName = (typeof sections)[number];

/**
 * How many commitments a section has (of confirming: how many deliveries), real ones and those of the demonstration
 * apart, and the ids of the first commitments, in which one may come twice.
 */
export type Section = { real: number; demo: number; first: readonly string[] };
export type Contents = Record<SectionName, Section>;

/** From when on a Monday the digest of a week is made, local time. */
const hourOfDigest = 7;

/**
 * The week whose digest should be there by now, such as `2026-W47`: the one that has begun, from Monday at seven on. It
 * is made at any later hour of the week if nobody was there to make it then.
 *
 * @param hour 0 to 23, local like `today`
 */
export function weekDue({ today, hour }: { today: Day; hour: number }): string | null {
  return weekdayOf(today) === 1 && hour < hourOfDigest ? null : weekText(weekOf(today));
}

/** Whether there is anything in it that needs somebody: what only changed needs nobody. */
export const needsSomebody = (contents: Contents): boolean =>
  sections.some((name) => name !== 'changed' && contents[name].real + contents[name].demo > 0);
