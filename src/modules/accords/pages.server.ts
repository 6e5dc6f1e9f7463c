import { type Organisation, organisationsOf, partnershipNames } from '../directory/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { amountOf } from '../../platform/money/amount.ts';
import { partsOf } from './commitment.ts';
import type { FoundAssessment, FoundDelivery, FoundEvent } from './detail.sql.ts';
import type { GroundTable } from './ledger.sql.ts';
import type { ClaimRow } from '../documents/index.ts';
import { commitmentRow, commitmentsOf, type FoundCommitment, partiesIn } from './rows.sql.ts';
import type { CommitmentRow } from './schemas.ts';
import { weighedGrounds } from './shown.server.ts';

/** How rows of the ledger become what the pages show. */
export const named = async (tx: Tx, ids: readonly string[]) =>
  (await organisationsOf(tx, ids)).map(({ id, names, country, isDemo }: Organisation) => ({
    id,
    names,
    country,
    isDemo,
  }));

type Further = { partnerships: readonly string[]; organisations: readonly string[] };

/** Rows with what their partnerships and parties are called, and further ones: two queries, however many rows. */
export async function withNames(
  { tx, today }: Served,
  found: readonly FoundCommitment[],
  further: Further = { partnerships: [], organisations: [] },
) {
  const ids = [...found.map(({ partnership_id }) => partnership_id), ...further.partnerships];
  const partnerships = await partnershipNames(tx, ids);
  const byId = new Map(partnerships.map((each) => [each.id, each]));
  const items = found.map((each) => commitmentRow(each, byId, today));
  return { items, partnerships, organisations: await named(tx, [...partiesIn(found), ...further.organisations]) };
}

/** One commitment as it stands for the actor, after a change of it. */
export async function standingRow(context: Served, id: string): Promise<CommitmentRow> {
  const found = await commitmentsOf(context.tx, [id]);
  const { items } = await withNames(context, found);
  const [row] = items;
  if (!row) throw new Error('a commitment of the own side always has a standing for it');
  return row;
}

type Around = {
  parties: { debtors: readonly string[]; creditors: readonly string[] };
  /** The organisations of the actor's side. */
  side: readonly string[];
  organisation: string;
  grounds: readonly GroundTable[];
  claims: readonly ClaimRow[];
  /** Claims of which a side says that they are not so. */
  disputed?: readonly string[];
};

const isConfirmedByBoth = ({ confirmations, isAgreed }: FoundDelivery): boolean =>
  isAgreed || (['giver', 'receiver'] as const).every((part) => confirmations.some(({ as }) => as === part));

export function deliveryShown(found: FoundDelivery, around: Around) {
  const { parties, side, organisation, grounds, claims, disputed } = around;
  const { id, comparator, period, place, isFromRecords, visibility, isOwn, version, confirmations } = found;
  const entries = [id, ...found.settles];
  const weighed = weighedGrounds({
    // What the sides agreed on rests on what each of them had stated before.
    grounds: grounds.filter(({ delivery_id }) => delivery_id !== null && entries.includes(delivery_id)),
    claims,
    isSettled: found.isAgreed,
    figure: { whole: found.amount, comparator, unit: found.currency },
    isConfirmed: isConfirmedByBoth(found),
    ...(disputed && { disputed }),
  });
  const hasConfirmed = (as: string) =>
    confirmations.some((each) => each.organisation === organisation && each.as === as);
  return {
    id,
    comparator,
    period,
    place,
    isFromRecords,
    counted: found.counted,
    visibility,
    isOwn,
    version,
    commitment: found.commitment_id,
    amount: amountOf(found.amount, found.currency),
    reportedOn: found.reported_on,
    owner: found.owner_organisation,
    isDemo: found.is_demo,
    placeKey: found.place_key,
    isAgreed: found.isAgreed,
    ...weighed,
    confirmations: confirmations.map((each) => ({ ...each, at: new Date(each.at).toISOString() })),
    mayConfirmAs: partsOf(parties, side).filter((part) => !hasConfirmed(part)),
  };
}

export const assessmentShown = ({ at, ...found }: FoundAssessment) => ({ ...found, at: new Date(at).toISOString() });

export const eventShown = ({ id, at, person, organisation, subject, subjectId, action, isDemo }: FoundEvent) => ({
  id,
  person,
  organisation,
  subject,
  subjectId,
  action,
  isDemo,
  at: at.toISOString(),
});
