import { addDays, dayOf, daysBetween, fieldsAt, weekdayOf } from '../../platform/time/calendar.ts';

export const told = ['authority', 'people'] as const;
export type Told = (typeof told)[number];

/** By when somebody must be told. Hours run on, working days skip Saturdays and Sundays (no holidays, so never too late). */
type Within = { hours: number } | { workingDays: number } | { days: number } | 'without_delay';

/** A legal duty to tell of an incident, as it stood from a day on. */
export type DutyRule = {
  country: string;
  told: Told;
  within: Within;
  /** `YYYY-MM-DD`, inclusive; `until` null: still so when it was last checked. */
  from: string;
  until: string | null;
  /** At least this risk; some duties hold for any incident. */
  risk: 'some' | 'high';
  law: string;
  source: string;
  /** The day on which somebody last read the source. */
  checked: string;
};

/** A duty of one incident: `due` is null where the law says "without delay" and names no term. */
export type Duty = { country: string; told: Told; due: Date | null; law: string; source: string; checked: string };

/** The zone in whose days a country's terms run. */
const zoneOf: Record<string, string> = {
  KZ: 'Asia/Almaty',
  KR: 'Asia/Seoul',
  JP: 'Asia/Tokyo',
  IL: 'Asia/Jerusalem',
};

export const risks = ['unassessed', 'none', 'some', 'high'] as const;
export type Risk = (typeof risks)[number];

const isOwed = (rule: DutyRule, risk: Risk): boolean =>
  risk === 'unassessed' || risk === 'high' || (risk === 'some' && rule.risk === 'some');

type Incident = { countries: readonly string[]; foundAt: Date; risk: Risk };

/**
 * Whom an incident obliges to tell, and by when, the most urgent first: by the rules that held in each country on the day it
 * was found. While the risk is not assessed, every duty counts. A country without a known rule has none here: see `unknown`.
 */
export function dutiesOf(rules: readonly DutyRule[], { countries, foundAt, risk }: Incident): Duty[] {
  const owed = rules.filter((rule) => {
    const day = dayOf(foundAt, zoneOf[rule.country] ?? 'UTC');
    const holds = rule.from <= day && (rule.until === null || day <= rule.until);
    return countries.includes(rule.country) && holds && isOwed(rule, risk);
  });
  return owed
    .map(({ country, told: whom, within, law, source, checked }) => ({
      country,
      told: whom,
      law,
      source,
      checked,
      due: dueAfter(foundAt, within, zoneOf[country] ?? 'UTC'),
    }))
    .sort((one, other) => (one.due?.getTime() ?? 0) - (other.due?.getTime() ?? 0));
}

/** Countries of whose duties the table knows nothing: somebody has to ask a lawyer. */
export const unknown = (rules: readonly DutyRule[], countries: readonly string[]): string[] =>
  countries.filter((country) => !rules.some((rule) => rule.country === country));

const hour = 3_600_000;

function dueAfter(foundAt: Date, within: Within, zone: string): Date | null {
  if (within === 'without_delay') return null;
  if ('hours' in within) return new Date(foundAt.getTime() + within.hours * hour);
  if ('days' in within) return new Date(foundAt.getTime() + within.days * 24 * hour);
  const start = dayOf(foundAt, zone);
  let day = start;
  for (let counted = 0; counted < within.workingDays; ) {
    day = addDays(day, 1);
    if (weekdayOf(day) <= 5) counted += 1;
  }
  const due = new Date(foundAt.getTime() + daysBetween(start, day) * 24 * hour);
  // Where the clocks were moved in between, the same hour of that day.
  const shift = fieldsAt(foundAt, zone).hour - fieldsAt(due, zone).hour;
  return Math.abs(shift) === 1 ? new Date(due.getTime() + shift * hour) : due;
}

/** How a duty stands: done, and whether in time; or still running, or over. */
export type Standing = 'in_time' | 'late' | 'running' | 'overdue' | 'now';

/**
 * @param toldAt when they were told, or null
 * @param now the moment of asking
 */
export function standingOf({ due }: Pick<Duty, 'due'>, toldAt: Date | null, now: Date): Standing {
  if (toldAt) return due === null || toldAt <= due ? 'in_time' : 'late';
  if (due === null) return 'now';
  return now <= due ? 'running' : 'overdue';
}
