import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { type AmountRefusal, wholeOf } from '../../platform/money/amount.ts';
import { findCommitment } from './commitment.sql.ts';
import { counterEntry } from './correction.sql.ts';
import { asCounted, isAhead } from './deliver.server.ts';
import { findDelivery, insertDelivery, lockDelivery, type NewDelivery } from './delivery.sql.ts';
import { claimsUnderDelivery } from './ground.sql.ts';
import { type DeliveryTable, layGround } from './ledger.sql.ts';
import { layableClaims } from './place.server.ts';
import type { DeliveryInput } from './schemas.ts';

/** Corrects what others may have seen: by a counter-entry with reasons, never by overwriting. */
type Refused<Reason extends string> = { refused: Reason };
type Correcting = {
  id: string;
  version: number;
  reasons: LocalisedText;
  right?: DeliveryInput | undefined;
  claims?: readonly string[] | undefined;
};
type Refusal =
  | (AmountRefusal | 'not-found' | 'not-own-side' | 'stale')
  | ('claim-not-accepted' | 'may-not-publish' | 'nothing-corrected' | 'day-in-future');

const isSame = (before: DeliveryTable, after: NewDelivery): boolean =>
  (['amount', 'comparator', 'period', 'place', 'place_key'] as const).every((field) => before[field] === after[field]);

/** The right entry in the place of the wrong one: seen by the same people, resting on the claims named or on the same ones. */
async function enterRight(
  context: Served,
  before: DeliveryTable,
  { entered, claims }: { entered: NewDelivery; claims: readonly string[] | undefined },
): Promise<void> {
  const { tx } = context;
  const id = await insertDelivery(context, entered, before);
  const under = claims ?? (await claimsUnderDelivery(tx, before.id));
  for (const claim of under) await layGround(tx, claim, { type: 'delivery', id, part: 'delivered' });
}

/** Takes a delivery of the own side out of the count; what others see needs the right to publish. */
export async function correctDelivery(
  context: Served,
  { id, version, reasons, right, claims }: Correcting,
): Promise<{ correction: string; delivery: string | null } | Refused<Refusal>> {
  const { tx, actor, newId } = context;
  const before = await lockDelivery(tx, id);
  if (!before) return { refused: (await findDelivery(tx, id)) ? 'not-own-side' : 'not-found' };
  if (before.version !== version) return { refused: 'stale' };
  if (before.visibility !== 'own_side' && !actor.may.has('accords.publish')) return { refused: 'may-not-publish' };
  const commitment = await findCommitment(tx, before.commitment_id);
  if (!commitment) return { refused: 'not-found' };
  const accepted = await layableClaims(context, claims ?? [], before);
  if ('refused' in accepted) return accepted;
  const { currency } = commitment;
  if (!right)
    return {
      correction: await counterEntry(context, { before, reasons, currency, replacement: null }),
      delivery: null,
    };
  const amount = wholeOf(right.amount, currency);
  if ('refused' in amount) return amount;
  if (isAhead(context, right.reportedOn)) return { refused: 'day-in-future' };
  const entered = { ...asCounted(commitment.id, amount.whole, right), id: newId() };
  if (isSame(before, entered)) return { refused: 'nothing-corrected' };
  const correction = await counterEntry(context, { before, reasons, currency, replacement: entered.id });
  await enterRight(context, before, { entered, claims });
  return { correction, delivery: entered.id };
}
