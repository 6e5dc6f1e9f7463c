import { isDeepStrictEqual } from 'node:util';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { type AmountRefusal, wholeOf } from '../../platform/money/amount.ts';
import { claimsUnderCapacity, counterCapacity, insertCapacity, lockCapacity } from './capacity.sql.ts';
import { insertCorrection } from './correction.sql.ts';
import { type CapacityTable, findFigure, layGround } from './ledger.sql.ts';
import { layableClaims } from './place.server.ts';
import type { CapacityInput } from './schemas.ts';

/** Corrects what a place can do, or what is so around it: by a counter-entry with reasons, never by overwriting. */
type Correcting = {
  id: string;
  version: number;
  reasons: LocalisedText;
  right?: CapacityInput | undefined;
  claims?: readonly string[] | undefined;
};
type Refusal =
  | (AmountRefusal | 'not-found' | 'not-own-side' | 'stale')
  | ('claim-not-accepted' | 'may-not-publish' | 'nothing-corrected');
type Said = Pick<CapacityTable, 'title' | 'amount' | 'comparator' | 'per' | 'kind' | 'as_of' | 'place' | 'place_key'>;

const saidIn = (
  { title, comparator, per, kind = 'capacity', asOf = null, place = null, placeKey = null }: CapacityInput,
  amount: bigint,
): Said => ({
  title,
  amount,
  comparator,
  per,
  kind,
  place,
  as_of: asOf,
  place_key: placeKey,
});

/** What the log keeps. */
const logged = ({ title, amount, comparator, per, as_of: asOf, place }: Said): Record<string, unknown> => ({
  title,
  amount: { amount: String(amount), currency: null },
  comparator,
  per,
  asOf,
  place,
});

const differing = (before: Said, after: Said): string[] => {
  const [one, other] = [logged(before), logged(after)];
  const keys = Object.keys(other).filter((key) => !isDeepStrictEqual(one[key], other[key]));
  return before.place_key === after.place_key && before.kind === after.kind ? keys : [...keys, 'place'];
};

/** Takes a figure of the own side out; what others see needs the right to publish. The right one is seen by the same people. */
export async function correctCapacity(
  context: Served,
  { id, version, reasons, right, claims }: Correcting,
): Promise<{ correction: string; capacity: string | null } | { refused: Refusal }> {
  const { tx, actor, newId } = context;
  const before = await lockCapacity(tx, id);
  if (!before) {
    const seen = await findFigure(tx, { type: 'capacity', id });
    return { refused: seen && !seen.isOwn ? 'not-own-side' : 'not-found' };
  }
  if (before.version !== version) return { refused: 'stale' };
  if (before.visibility !== 'own_side' && !actor.may.has('accords.publish')) return { refused: 'may-not-publish' };
  const accepted = await layableClaims(context, claims ?? [], before);
  if ('refused' in accepted) return accepted;
  const amount = right && wholeOf({ amount: right.amount, currency: null }, null);
  if (amount && 'refused' in amount) return amount;
  const after = right && amount ? saidIn(right, amount.whole) : null;
  const fields = after ? differing(before, after) : ['amount'];
  if (fields.length === 0) return { refused: 'nothing-corrected' };
  await counterCapacity(context, before);
  const capacity = after && newId();
  const said = { fields, before: logged(before), after: after && logged(after), reasons };
  const correction = await insertCorrection(
    context,
    { ...said, commitment: null, capacity: id, replacement: capacity },
    before,
  );
  if (!after || !capacity) return { correction, capacity };
  await insertCapacity(context, { ...after, id: capacity }, before);
  for (const claim of claims ?? (await claimsUnderCapacity(tx, id)))
    await layGround(tx, claim, { type: 'capacity', id: capacity, part: 'capacity' });
  return { correction, capacity };
}
