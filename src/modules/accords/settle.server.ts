import { partnershipOf } from '../directory/index.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { type AmountRefusal, amountOf, wholeOf } from '../../platform/money/amount.ts';
import { isWider, type Rung } from './commitment.ts';
import { findCommitment } from './commitment.sql.ts';
import { insertConfirmation, insertDelivery } from './delivery.sql.ts';
import { type CountedEntry, entriesOf } from './entries.sql.ts';
import { cellsOf } from './figure.ts';
import type { CommitmentTable, Ladder } from './ledger.sql.ts';
import { takeTurns } from './ledger.sql.ts';
import { ladderIn, ownSideOf } from './place.server.ts';
import { partsOf } from './commitment.ts';
import type { Amount } from './schemas.ts';
import {
  answerWith,
  type FoundSettlement,
  findSettlement,
  insertSettlement,
  isProposedFor,
  lockSettlement,
} from './settlement.sql.ts';
import type { Comparator } from './status.ts';

/** Two sides count one thing differently and agree on one figure. */
type Refused<Reason extends string> = { refused: Reason };

/** The entries of the one cell in which two sides differ, if these are all of them. */
function differenceOf(entries: readonly CountedEntry[], deliveries: readonly string[], isDistinct: boolean) {
  const cell = cellsOf(entries, isDistinct).find(({ sides }) =>
    sides.some((side) => side.deliveries.includes(deliveries[0] ?? '')),
  );
  if (!cell?.isDifferent) return undefined;
  const all = cell.sides.flatMap((side) => side.deliveries).toSorted();
  return all.join() === [...new Set(deliveries)].toSorted().join() ? cell : undefined;
}

const widestOf = (entries: readonly CountedEntry[]): Rung =>
  entries.reduce<Rung>((widest, { visibility }) => (isWider(visibility, widest) ? visibility : widest), 'partnership');

type Proposing = {
  id: string;
  deliveries: readonly string[];
  figure: { amount: Amount; comparator: Comparator };
  reasons: LocalisedText;
};
type ProposeRefusal =
  | AmountRefusal
  | 'not-found'
  | 'not-own-side'
  | 'no-difference'
  | 'already-asked'
  | 'may-not-publish';

async function placeIn(context: Served, commitment: CommitmentTable) {
  const partnership = await partnershipOf(context.tx, commitment.partnership_id);
  const ladder = partnership && ladderIn(context, partnership);
  return partnership && ladder ? { partnership, ladder } : undefined;
}

/** What the figure stands for is seen by who saw what it settles: where that is everybody, it needs the right to publish. */
const mayShow = ({ actor }: Served, entries: readonly CountedEntry[], deliveries: readonly string[]): boolean =>
  widestOf(entries.filter(({ id }) => deliveries.includes(id))) !== 'public' || actor.may.has('accords.publish');

export async function proposeSettlement(
  context: Served,
  { id, deliveries, figure, reasons }: Proposing,
): Promise<{ proposed: FoundSettlement } | Refused<ProposeRefusal>> {
  const { tx } = context;
  const commitment = await findCommitment(tx, id);
  const place = commitment && (await placeIn(context, commitment));
  if (!commitment) return { refused: 'not-found' };
  if (!place) return { refused: 'not-own-side' };
  const amount = wholeOf(figure.amount, commitment.currency);
  if ('refused' in amount) return amount;
  await takeTurns(tx, `deliveries of ${id}`);
  const { entries, isDistinct } = await entriesOf(tx, id);
  const between = entries.filter((each) => each.visibility !== 'own_side');
  const cell = differenceOf(between, deliveries, isDistinct);
  if (!cell || !cell.sides.some(({ side }) => side === place.ladder.side_id)) return { refused: 'no-difference' };
  if (await isProposedFor(tx, deliveries)) return { refused: 'already-asked' };
  if (!mayShow(context, entries, deliveries)) return { refused: 'may-not-publish' };
  const said = { commitment_id: id, amount: amount.whole, comparator: figure.comparator, reasons };
  const shared = { ...place.ladder, is_demo: commitment.is_demo };
  const made = await insertSettlement(context, { ...said, deliveries }, shared);
  const proposed = await findSettlement(tx, made);
  return proposed ? { proposed } : { refused: 'not-found' };
}

type AnswerRefusal = 'not-found' | 'not-your-part' | 'answered-before' | 'no-difference' | 'may-not-publish';
type Asked = { id: string; answer: 'accept' | 'refuse' | 'take_back' };

export async function answerSettlement(
  context: Served,
  { id, answer }: Asked,
): Promise<{ answered: FoundSettlement } | Refused<AnswerRefusal>> {
  const { tx } = context;
  const known = await findSettlement(tx, id);
  const commitment = known && (await findCommitment(tx, known.commitment_id));
  const place = commitment && (await placeIn(context, commitment));
  if (!known || !commitment || !place) return { refused: 'not-found' };
  await takeTurns(tx, `deliveries of ${commitment.id}`);
  if (!(await lockSettlement(tx, id))) return { refused: 'answered-before' };
  const side = place.ladder.side_id;
  if ((answer === 'take_back') !== (known.side_id === side)) return { refused: 'not-your-part' };
  if (answer === 'accept') {
    const refused = await accept(context, {
      known,
      commitment,
      ladder: place.ladder,
      parts: ownSideOf(place.partnership),
    });
    if (refused) return { refused };
  } else
    await answerWith(context, known, { state: answer === 'refuse' ? 'refused' : 'taken_back', side, delivery: null });
  const answered = await findSettlement(tx, id);
  return answered ? { answered } : { refused: 'not-found' };
}

type Accepting = { known: FoundSettlement; commitment: CommitmentTable; ladder: Ladder; parts: readonly string[] };

/** The agreed entry stands in the place of both sides' own; it is confirmed by who accepts, in its part. */
async function accept(
  context: Served,
  { known, commitment, ladder, parts }: Accepting,
): Promise<'no-difference' | 'not-your-part' | 'may-not-publish' | null> {
  const { entries, isDistinct } = await entriesOf(context.tx, commitment.id);
  const settled = entries.filter((each) => known.deliveries.includes(each.id));
  const between = entries.filter((each) => each.visibility !== 'own_side');
  const cell = differenceOf(between, known.deliveries, isDistinct);
  const [first] = settled;
  if (!cell || !first) return 'no-difference';
  if (!cell.sides.some(({ side }) => side === ladder.side_id)) return 'not-your-part';
  if (!mayShow(context, entries, known.deliveries)) return 'may-not-publish';
  const shared = { ...ladder, visibility: widestOf(settled), is_demo: commitment.is_demo };
  const { period, period_key, place, place_key } = first;
  const reported_on =
    settled
      .map((each) => each.reported_on ?? '')
      .toSorted()
      .at(-1) || null;
  const said = {
    amount: known.amount,
    comparator: known.comparator,
    period,
    period_key,
    place,
    place_key,
    reported_on,
  };
  const entered = { commitment: commitment.id, ...said, source_record: null, settlement_id: known.id };
  const delivery = await insertDelivery(context, entered, shared);
  for (const as of partsOf(commitment, parts)) await insertConfirmation(context, { delivery, as, ladder: shared });
  await answerWith(context, known, { state: 'accepted', side: ladder.side_id, delivery });
  return null;
}

/** As the page shows it to the side `own`; nothing may be done where it has been answered. */
export const settlementShown = (found: FoundSettlement, currency: string | null, own: string | null) => ({
  id: found.id,
  figure: { amount: amountOf(found.amount, currency), comparator: found.comparator },
  reasons: found.reasons,
  deliveries: found.deliveries,
  state: found.state,
  organisation: found.owner_organisation,
  proposedAt: new Date(found.proposed_at).toISOString(),
  answeredAt: found.answered_at && new Date(found.answered_at).toISOString(),
  may: mayWith(found, own),
});

function mayWith({ state, side_id }: FoundSettlement, own: string | null): ('accept' | 'refuse' | 'take_back')[] {
  if (state !== 'proposed' || own === null) return [];
  return side_id === own ? ['take_back'] : ['accept', 'refuse'];
}
