import type { Visibility } from '../../platform/event.sql.ts';
import type { Acting, Served } from '../../platform/serve.ts';
import { countedSets, measuredWithParts, saveCount } from './counted.sql.ts';
import { recordDelivery } from './deliver.server.ts';
import type { Comparator } from './status.ts';

/** What other modules count, entered as deliveries: nobody types it, and counting it again changes nothing. */
export type CountedSet = {
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
export type CountedSets = { entered: number; known: number; takenOut: number };

/** What a mission can be counted for: a commitment and its parts, each with its measure. */
export const measuredCommitments = async ({ tx }: Pick<Served, 'tx'>, commitment: string) =>
  (await measuredWithParts(tx, commitment)).map(({ id, measure_key, partnership_id, is_demo }) => ({
    id,
    measure: measure_key,
    partnership: partnership_id,
    isDemo: is_demo,
  }));

/** What is counted anew is seen by those who saw the count before: a total does not shrink because its days were joined anew. */
const widest = (seen: readonly Visibility[]): Visibility =>
  (['public', 'partnership'] as const).find((visibility) => seen.includes(visibility)) ?? 'own_side';

const nothing = { amount: '0', currency: null };

/**
 * Enters what was counted as it is now. What was counted under the same name and is no longer, is taken out by a counter-entry; what
 * changed is corrected by one and entered anew; what is the same stays. All of it or nothing: whoever calls undoes the transaction
 * when it was refused.
 */
export async function countFromRecords(
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
