import { type CountedSet, countFromRecords, measuredCommitments } from '../accords/index.ts';
import { countableOf } from '../encounters/index.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Acting, Served } from '../../platform/serve.ts';
import { type CountedCell, countedFrom, isCounted } from './counts.ts';
import { least, shownAlone, shownTable } from '../../platform/smallNumbers.ts';
import { type MissionTable, missionOf } from './mission.sql.ts';

/** Enters in the ledger what closed encounters come to. */
export type CountedInto = {
  commitment: string;
  measure: string;
  entered: number;
  known: number;
  takenOut: number;
  encounters: number;
};
type Refusal =
  | 'not-found'
  | 'not-host'
  | 'no-commitment'
  | 'not-own-side'
  | 'may-not-publish'
  | 'demonstration-not-counted';

const placeName = (key: string | null): string | null => (key === null ? null : (placeOf(key)?.names.kk ?? key));

/** As the ledger takes it. Fewer than five, which only everything together can be, is not said more exactly. */
function setOf({ key, place, first, last, amount, encounters, shares }: CountedCell): CountedSet {
  const isFew = amount < least;
  const shown = shownTable(shares.map((share) => share.amount));
  return {
    key: key.replaceAll(/[^\w.:-]/g, '_'),
    amount: isFew ? least : amount,
    comparator: isFew ? 'lt' : 'eq',
    period: first === last ? first : `${first}/${last}`,
    place: placeName(place),
    placeKey: place,
    encounters,
    breakdown: shares,
    shown: {
      encounters: shownAlone(encounters),
      breakdown: shares.map((share, at) => ({ place: share.place, day: share.day, amount: shown[at] })),
    },
  };
}

type Counting = { mission: string; commitment: string; measure: string; host: string };

async function countOne(context: Acting, { mission, commitment, measure, host }: Counting) {
  if (!isCounted(measure)) return null;
  const rows = await countableOf(context.tx, { mission, withItsPromise: true });
  const cells = countedFrom(rows, measure, host);
  const counted = await countFromRecords(context, {
    commitment,
    set: `missions:${commitment}`,
    cells: cells.map(setOf),
    reportedOn: context.today,
  });
  if ('refused' in counted) return counted;
  return { commitment, measure, ...counted, encounters: cells.reduce((sum, { encounters }) => sum + encounters, 0) };
}

type Counted = { counted: CountedInto[] } | { refused: Refusal };

/**
 * Counts the closed encounters of a mission, and of the other missions of its promise, for the promise and its parts. Twice is once;
 * what arrives late or is withdrawn is corrected by a further entry. Demonstration is never counted for a real promise.
 */
export async function countEncounters(acting: Acting, mission: MissionTable): Promise<Counted> {
  const host = mission.owner_organisation;
  if (mission.commitment_id === null) return { refused: 'no-commitment' };
  const promised = await measuredCommitments(acting, mission.commitment_id);
  const own = promised.filter(({ partnership }) => partnership === mission.partnership_id);
  if (own.some(({ isDemo }) => isDemo !== mission.is_demo)) return { refused: 'demonstration-not-counted' };
  const counted: CountedInto[] = [];
  for (const { id: commitment, measure } of own) {
    const one = await countOne(acting, { mission: mission.id, commitment, measure: measure ?? '', host });
    if (one && 'refused' in one) return { refused: refusalOf(one.refused) };
    if (one) counted.push(one);
  }
  return { counted };
}

/** The same now and by hand; by itself it is done after each bringing up to date (`missionJobs.server.ts`). */
export async function countMission(context: Served, id: string): Promise<Counted> {
  const mission = await missionOf(context.tx, id);
  if (!mission) return { refused: 'not-found' };
  if (mission.owner_organisation !== context.actor.organisation) return { refused: 'not-host' };
  return countEncounters(context, mission);
}

/** Why the ledger refused, as far as it can happen to what was counted and not typed. @throws what cannot */
function refusalOf(refused: string): Refusal {
  const known: readonly Refusal[] = ['not-found', 'not-own-side', 'may-not-publish'];
  const found = known.find((each) => each === refused);
  if (!found) throw new Error(`the ledger refused what was counted: ${refused}`);
  return found;
}
