import { type CountedInto, countPromise, type CountRefusal } from '../accords/index.ts';
import { countableOf } from '../encounters/index.ts';
import type { Acting, Served } from '../../platform/serve.ts';
import { countedFrom, isCounted } from './counts.ts';
import { type MissionTable, missionOf } from './mission.sql.ts';

type Counted = { counted: CountedInto[] } | { refused: CountRefusal | 'not-host' | 'no-commitment' };

/** Counts the closed encounters of a mission, and of the other missions of its promise, for the promise and its parts. */
export async function countEncounters(acting: Acting, mission: MissionTable): Promise<Counted> {
  const { id, commitment_id: commitment, owner_organisation: host, partnership_id: partnership, is_demo } = mission;
  if (commitment === null) return { refused: 'no-commitment' };
  const cellsOf = async (measure: string) =>
    isCounted(measure)
      ? countedFrom(await countableOf(acting.tx, { mission: id, withItsPromise: true }), measure, host)
      : null;
  return countPromise(acting, { commitment, partnership, isDemo: is_demo, by: 'missions', cellsOf });
}

/** The same now and by hand; by itself it is done after each bringing up to date (`missionJobs.server.ts`). */
export async function countMission(context: Served, id: string): Promise<Counted> {
  const mission = await missionOf(context.tx, id);
  if (!mission) return { refused: 'not-found' };
  if (mission.owner_organisation !== context.actor.organisation) return { refused: 'not-host' };
  return countEncounters(context, mission);
}
