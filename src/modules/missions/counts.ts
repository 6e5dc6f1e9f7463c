import { type Counted, type CountedCell, peopleOf, speakerOf, sumsOf } from '../../platform/counted.ts';

/** What closed encounters come to: people, who are counted once, and operations, which add up. Pure. */

/** An encounter as it is counted: nothing by which anybody could be found. */
export type Countable = Counted & {
  mission: string;
  /** The host. */
  owner: string;
  wasTreated: boolean;
  wasOperated: boolean;
};

/** What can be counted from encounters, and of which of them. */
export const countedMeasures = ['people_seen', 'people_treated', 'people_operated', 'operations'] as const;
export type CountedMeasure = (typeof countedMeasures)[number];
const isOf: Record<CountedMeasure, (row: Countable) => boolean> = {
  people_seen: () => true,
  people_treated: ({ wasTreated }) => wasTreated,
  people_operated: ({ wasOperated }) => wasOperated,
  operations: ({ wasOperated }) => wasOperated,
};
export const isCounted = (measure: string | null): measure is CountedMeasure =>
  countedMeasures.some((each) => each === measure);
const isAdditive = (measure: CountedMeasure): boolean => measure === 'operations';

/**
 * What the encounters of all missions of one promise come to in its measure. Operations add up, each host entering its own. People
 * are one figure, over all places, days and missions, entered by the host of the first mission alone: the ledger cannot add them up,
 * because it does not know who came twice.
 */
export function countedFrom(rows: readonly Countable[], measure: CountedMeasure, host: string): CountedCell[] {
  const own = rows.filter((row) => isOf[measure](row) && (!isAdditive(measure) || row.owner === host));
  if (isAdditive(measure)) return sumsOf(own);
  return speakerOf(own.map(({ mission: set, owner }) => ({ set, owner }))) === host ? peopleOf(own) : [];
}
