import { hidden, least, shownAlone, type ShownNumber, shownTable } from '../../platform/smallNumbers.ts';
import { distinct, personsOf } from '../../platform/counted.ts';
import type { Countable as Counted } from './counts.ts';
import { nextSteps } from './day/operation.ts';
import { shownTotals } from './countsShown.ts';

/** What a mission's closed encounters come to, for those who made it and for everybody. Pure. */
export type Countable = Counted & {
  specialty: string;
  ageGroup: string;
  sex: string;
  nextStep: string | null;
  waitedMinutes: number | null;
};

export const reportTables = ['day', 'place', 'specialty', 'age', 'sex', 'result'] as const;
export type ReportTable = (typeof reportTables)[number];
export type ReportRow = { key: string; encounters: number; people: number };
export type Report = {
  encounters: number;
  people: number;
  treated: number;
  operated: number;
  operations: number;
  tables: Record<ReportTable, ReportRow[]>;
  /** Minutes between the queue and the room; null where nobody was queued. */
  waiting: { median: number; ninetieth: number; measured: number } | null;
};

const nothing = 'unknown';
const keyOf: Record<ReportTable, (row: Countable) => string> = {
  day: ({ day }) => day,
  place: ({ place }) => place ?? nothing,
  specialty: ({ specialty }) => specialty,
  age: ({ ageGroup }) => ageGroup,
  sex: ({ sex }) => sex,
  result: ({ nextStep }) => nextStep ?? nothing,
};
const ageGroups = ['0-17', '18-39', '40-64', '65+', nothing];
const sexes = ['female', 'male', nothing];
/** Tables whose rows have an order of their own. */
const fixed: Partial<Record<ReportTable, readonly string[]>> = {
  age: ageGroups,
  sex: sexes,
  result: [...nextSteps, nothing],
};

function tableOf(rows: readonly Countable[], persons: readonly number[], table: ReportTable): ReportRow[] {
  const groups = Map.groupBy(rows.keys(), (at) => {
    const row = rows[at];
    return row ? keyOf[table](row) : nothing;
  });
  const order = fixed[table] ?? [...groups.keys()].toSorted();
  return order.flatMap((key) => {
    const own = groups.get(key);
    return own ? [{ key, encounters: own.length, people: distinct(own.map((at) => persons[at] ?? at)) }] : [];
  });
}

/** The smallest value that at least this share of all does not exceed (nearest rank). */
const rank = (sorted: readonly number[], share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;

function waitingOf(rows: readonly Countable[]): Report['waiting'] {
  const minutes = rows.flatMap(({ waitedMinutes }) => waitedMinutes ?? []).toSorted((one, other) => one - other);
  if (minutes.length === 0) return null;
  return { median: rank(minutes, 0.5), ninetieth: rank(minutes, 0.9), measured: minutes.length };
}

export function reportOf(rows: readonly Countable[]): Report {
  const persons = personsOf(rows);
  const people = (is: (row: Countable) => boolean) =>
    distinct(rows.flatMap((row, at) => (is(row) ? [persons[at] ?? at] : [])));
  return {
    encounters: rows.length,
    people: distinct(persons),
    treated: people(({ wasTreated }) => wasTreated),
    operated: people(({ wasOperated }) => wasOperated),
    operations: rows.filter(({ wasOperated }) => wasOperated).length,
    tables: Object.fromEntries(reportTables.map((table) => [table, tableOf(rows, persons, table)])) as Report['tables'],
    waiting: waitingOf(rows),
  };
}

export type ShownRow = { key: string; encounters: ShownNumber };
export type ShownReport = {
  encounters: ShownNumber;
  people: ShownNumber;
  treated: ShownNumber;
  operated: ShownNumber;
  operations: ShownNumber;
  tables: Record<ReportTable, ShownRow[]>;
  waiting: Report['waiting'];
};

/** From this many on, one person's waiting is not to be seen in the ninetieth percentile. */
const leastMeasured = 10 * least;

/** The same for everybody: what is small is not said, nor what would give it away. */
export function shownReport(report: Report): ShownReport {
  const shown = (rows: readonly ReportRow[]): ShownRow[] => {
    const numbers = shownTable(rows.map(({ encounters }) => encounters));
    return rows.map(({ key }, at) => ({ key, encounters: numbers[at] ?? hidden }));
  };
  const { waiting } = report;
  return {
    encounters: shownAlone(report.encounters),
    ...shownTotals(report),
    tables: Object.fromEntries(
      reportTables.map((table) => [table, shown(report.tables[table])]),
    ) as ShownReport['tables'],
    waiting: waiting && waiting.measured >= leastMeasured ? waiting : null,
  };
}
