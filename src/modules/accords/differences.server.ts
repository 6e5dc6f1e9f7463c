import type { Partnership } from '../directory/index.ts';
import type { Served } from '../../platform/serve.ts';
import { amountOf } from '../../platform/money/amount.ts';
import { correctionsOf, type CorrectionTable } from './correction.sql.ts';
import type { FoundDelivery } from './detail.sql.ts';
import { cellsOf, type Figure } from './figure.ts';
import { requestShown } from './request.server.ts';
import { requestsOf } from './request.sql.ts';
import type { FoundCommitment } from './rows.sql.ts';
import type { Measure } from './schemas.ts';
import { settlementShown } from './settle.server.ts';
import { settlementsOf } from './settlement.sql.ts';
import { answerShown, disputeShown } from './voice.server.ts';
import { answersOf, disputesOf, hasDisagreements } from './voice.sql.ts';

/** What the page of a commitment tells of disagreement: what differs, what was settled, corrected, disputed and answered. */
type Around = { partnership: Partnership; measure: Measure | null; currency: string | null };

/** The places and periods that sides count differently. */
export function differencesIn(deliveries: readonly FoundDelivery[], { partnership, measure, currency }: Around) {
  const entries = deliveries.map(({ id, side_id: side, cell, amount, comparator }) => ({
    id,
    side,
    cell,
    amount,
    comparator,
  }));
  const shown = ({ amount, comparator }: Figure) => ({ amount: amountOf(amount, currency), comparator });
  const organisationsOf = (side: string) => partnership.sides.find(({ id }) => id === side)?.organisations ?? [];
  return cellsOf(entries, measure?.aggregation === 'distinct')
    .filter(({ isDifferent }) => isDifferent)
    .map(({ cell, sides, counted }) => {
      const { period = null, place = null } = deliveries.find((each) => each.cell === cell) ?? {};
      const said = sides.map((each) => ({
        side: each.side,
        organisations: [...organisationsOf(each.side)],
        figure: shown(each),
        deliveries: each.deliveries,
      }));
      return { period, place, sides: said, counted: shown(counted) };
    });
}

export const correctionShown = (found: CorrectionTable) => ({
  id: found.id,
  at: new Date(found.at).toISOString(),
  organisation: found.owner_organisation,
  delivery: found.delivery_id,
  fields: found.fields,
  before: found.before,
  after: found.after,
  replacement: found.replacement_id,
  reasons: found.reasons,
  visibility: found.visibility,
});

/** What sides have said of a commitment and of each other's figures. `ownSide` is the acting organisation's. */
export async function disagreements(context: Served, { id, currency }: FoundCommitment, ownSide: string | null) {
  const { tx } = context;
  // Most commitments have none of these: one question finds that out.
  const has = await hasDisagreements(tx, id);
  const settlements = has.settlements ? await settlementsOf(tx, id) : [];
  const corrections = has.corrections ? await correctionsOf(tx, id) : [];
  const disputes = has.disputes ? await disputesOf(tx, id) : [];
  const answers = has.answers ? await answersOf(tx, id) : [];
  const requests = has.requests ? await requestsOf(tx, id) : [];
  return {
    settlements: settlements.map((each) => settlementShown(each, currency, ownSide)),
    corrections: corrections.map(correctionShown),
    disputes: disputes.map(disputeShown),
    answers: answers.map(answerShown),
    requests: requests.map((each) => requestShown(each, context)),
  };
}
