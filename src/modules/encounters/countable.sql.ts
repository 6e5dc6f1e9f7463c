import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { AgeGroup, NextStep, Sex } from './encounter.ts';

/** A closed encounter as it is counted: keyed hashes instead of a person, and nothing of what was said. */
export type Countable = {
  mission: string;
  /** The organisation that answers for it. */
  owner: string;
  place: string | null;
  day: string;
  specialty: string;
  people: string[];
  ageGroup: AgeGroup;
  sex: Sex;
  nextStep: NextStep | null;
  wasTreated: boolean;
  wasOperated: boolean;
  waitedMinutes: number | null;
};

/**
 * The closed encounters of a mission in which the acting organisation takes part; or of all missions of the same promise. Anybody of
 * those organisations may count, clinical or not; none of them gets an encounter by it.
 */
export const countableOf = async (
  tx: Tx,
  { mission, withItsPromise }: { mission: string; withItsPromise: boolean },
): Promise<Countable[]> =>
  (
    await sql<Countable>`
      select mission, owner, place, day, specialty, people, age_group as "ageGroup", sex, next_step as "nextStep",
             was_treated as "wasTreated", was_operated as "wasOperated", waited_minutes as "waitedMinutes"
      from countable_encounters(${mission}, ${withItsPromise})`.execute(tx)
  ).rows;
