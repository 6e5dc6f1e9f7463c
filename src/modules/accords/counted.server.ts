import type { CountedCell } from '../../platform/counted.ts';
import type { Visibility } from '../../platform/event.sql.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { Acting } from '../../platform/serve.ts';
import { least, shownAlone, shownTable } from '../../platform/smallNumbers.ts';
import { countedSets, measuredWithParts, saveCount } from './counted.sql.ts';
import { recordDelivery } from './deliver.server.ts';
import type { Comparator } from './status.ts';

/** What other modules count, entered as deliveries: nobody types it, and counting it again changes nothing. */
type CountedSet = {
  /** Names it within the set: `taldykorgan:2026-05-12`. */
  key: string;
  amount: number;
  comparator: Comparator;
  period: string;
  place: string | null;
  placeKey: string | null;
  /** From how many records, and how they are spread; `shown` is what everybody may read of it. */
  encounters: number;
  breakdown: unknown;
  shown: { encounters: unknown; breakdown: unknown };
};
type Counting = {
  commitment: string;
  /** `<module>:<set>`: all that is counted under this name for the commitment, by the acting organisation. */
  set: string;
  cells: readonly CountedSet[];
  /** The day as of which it was counted. */
  reportedOn: string;
};
type Refused = Exclude<Awaited<ReturnType<typeof recordDelivery>>, { id: string }>;
type CountedSets = { entered: number; known: number; takenOut: number };

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

/** What is counted anew is seen by those who saw the count before: a total does not shrink because its days were joined anew. */
const widest = (seen: readonly Visibility[]): Visibility =>
  (['public', 'partnership'] as const).find((visibility) => seen.includes(visibility)) ?? 'own_side';

const nothing = { amount: '0', currency: null };

/**
 * Enters what was counted as it is now. What was counted under the same name and is no longer, is taken out by a counter-entry; what
 * changed is corrected by one and entered anew; what is the same stays. All of it or nothing: whoever calls undoes the transaction
 * when it was refused.
 */
async function countFromRecords(
  context: Acting,
  { commitment, set, cells, reportedOn }: Counting,
): Promise<CountedSets | Refused> {
  const { tx, actor, now } = context;
  const wanted = new Set(cells.map(({ key }) => `${set}:${key}`));
  const before = await countedSets(tx, { organisation: actor.organisation, commitment, set });
  const shownAs = widest(before.map(({ visibility }) => visibility));
  const gone = before.filter(({ name }) => !wanted.has(name));
  for (const { name: sourceRecord } of gone) {
    const said = { amount: nothing, comparator: 'eq', period: null, place: null, reportedOn } as const;
    const out = await recordDelivery(context, { commitment, sourceRecord, ...said });
    if ('refused' in out) return out;
  }
  let known = 0;
  for (const { key, amount, encounters, breakdown, shown, ...cell } of cells) {
    const said = { ...cell, amount: { amount: String(amount), currency: null }, reportedOn };
    const entered = await recordDelivery(context, { commitment, sourceRecord: `${set}:${key}`, shownAs, ...said });
    if ('refused' in entered) return entered;
    if (entered.isKnown) known += 1;
    await saveCount(tx, {
      delivery_id: entered.id,
      encounters,
      breakdown,
      public_encounters: shown.encounters,
      public_breakdown: shown.breakdown,
      counted_at: now,
    });
  }
  return { entered: cells.length - known, known, takenOut: gone.length };
}

/** Enters in the ledger what the records of another module come to. */
export type CountedInto = CountedSets & { commitment: string; measure: string; encounters: number };
export type CountRefusal = 'not-found' | 'not-own-side' | 'may-not-publish' | 'demonstration-not-counted';
type Promised = {
  /** The promise; its parts are counted, too. */
  commitment: string;
  partnership: string;
  isDemo: boolean;
  /** Whose records they are: the name of the other module. */
  by: string;
  /** What they come to in a measure; null where it cannot be counted from them. */
  cellsOf: (measure: string) => Promise<CountedCell[] | null>;
};

/** Why the ledger refused, as far as it can happen to what was counted and not typed. @throws what cannot */
function refusalOf(refused: string): CountRefusal {
  const known: readonly CountRefusal[] = ['not-found', 'not-own-side', 'may-not-publish'];
  const found = known.find((each) => each === refused);
  if (!found) throw new Error(`the ledger refused what was counted: ${refused}`);
  return found;
}

/**
 * Counts the records of another module for a promise and its parts. Twice is once; what arrives late or is withdrawn is corrected by a
 * further entry. Demonstration is never counted for a real promise.
 */
export async function countPromise(
  acting: Acting,
  { commitment: promise, partnership, isDemo, by, cellsOf }: Promised,
): Promise<{ counted: CountedInto[] } | { refused: CountRefusal }> {
  const promised = await measuredWithParts(acting.tx, promise);
  const own = promised.filter(({ partnership_id }) => partnership_id === partnership);
  if (own.some(({ is_demo }) => is_demo !== isDemo)) return { refused: 'demonstration-not-counted' };
  const counted: CountedInto[] = [];
  for (const { id: commitment, measure_key: measure } of own) {
    const cells = await cellsOf(measure ?? '');
    if (!cells) continue;
    const entered = await countFromRecords(acting, {
      commitment,
      set: `${by}:${commitment}`,
      cells: cells.map(setOf),
      reportedOn: acting.today,
    });
    if ('refused' in entered) return { refused: refusalOf(entered.refused) };
    const encounters = cells.reduce((sum, cell) => sum + cell.encounters, 0);
    counted.push({ commitment, measure: measure ?? '', ...entered, encounters });
  }
  return { counted };
}
