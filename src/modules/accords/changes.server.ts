import { partnershipOf } from '../directory/index.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { amountOf } from '../../platform/money/amount.ts';
import { checkCommitment, type CommitmentRefusal } from './commitment.ts';
import { findCommitment, lockCommitment, saveCommitment, withdrawCommitment } from './commitment.sql.ts';
import { isAhead } from './deliver.server.ts';
import { insertCorrection } from './correction.sql.ts';
import { findDelivery } from './delivery.sql.ts';
import { type CommitmentTable, layGround, lockFigure } from './ledger.sql.ts';
import { layableClaims, seatedIn } from './place.server.ts';
import { whyUnrelated } from './relations.server.ts';
import { askToWithdraw } from './request.server.ts';
import { retract } from './retract.sql.ts';
import type { CommitmentInput } from './schemas.ts';
import { whyDeliveryStays } from './undo.server.ts';

/** What a person does with what is in the ledger: each loads, decides and saves, in the transaction of the request. */
type Refused<Reason extends string> = { refused: Reason };
export type Missing = 'not-found' | 'not-own-side' | 'stale';

/** The own side's commitment, locked, at the version that the person saw. */
export async function ownCommitment(
  { tx }: Served,
  { id, version }: { id: string; version: number },
): Promise<{ found: CommitmentTable } | Refused<Missing>> {
  const found = await lockCommitment(tx, id);
  if (!found) return { refused: (await findCommitment(tx, id)) ? 'not-own-side' : 'not-found' };
  return found.version === version ? { found } : { refused: 'stale' };
}

const asInput = (row: CommitmentTable): CommitmentInput => ({
  kind: row.kind,
  title: row.title,
  currency: row.currency,
  comparator: row.comparator,
  strength: row.strength,
  debtors: row.debtors,
  creditors: row.creditors,
  term: row.term,
  condition: row.condition,
  place: row.place,
  beneficiaries: row.beneficiaries,
  measure: row.measure_key,
  target: row.target === null ? null : amountOf(row.target, row.currency),
  conditionState: row.condition_state,
  statedOn: row.stated_on,
  per: row.per,
  dueAfter: row.due_after,
  placeKey: row.place_key,
  replacedBy: row.replaced_by,
  partOf: row.part_of,
});

type Change = { [K in keyof CommitmentInput]?: CommitmentInput[K] | undefined };
const stated = (change: Change): Partial<CommitmentInput> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

/** What a promise is part of, what replaced it and what became of its condition are no corrections of what was said. */
const isLine = (field: string): boolean =>
  ['replacedBy', 'partOf', 'placeKey', 'conditionState', 'dueAfter'].includes(field);

type Changing = { id: string; version: number; change: Change; reasons?: LocalisedText | undefined };
type ChangeRefusal =
  | (Missing | CommitmentRefusal | 'related-elsewhere' | 'goes-round')
  | ('reasons-missing' | 'may-not-publish' | 'day-in-future');

/** Changes a commitment of the own side. What others have read of it stays in the log of corrections, with the reasons. */
export async function changeCommitment(
  context: Served,
  { change, reasons, ...at }: Changing,
): Promise<{ changed: string } | Refused<ChangeRefusal>> {
  const own = await ownCommitment(context, at);
  if ('refused' in own) return own;
  const partnership = await partnershipOf(context.tx, own.found.partnership_id);
  if (!partnership) return { refused: 'not-found' };
  const [before, asked] = [asInput(own.found), { ...asInput(own.found), ...stated(change) }];
  if (isAhead(context, asked.statedOn)) return { refused: 'day-in-future' };
  const checked = checkCommitment(asked, seatedIn(partnership));
  if ('refused' in checked) return checked;
  const unrelated = await whyUnrelated(context, checked.checked, { partnership: partnership.id, id: at.id });
  if (unrelated) return { refused: unrelated };
  const corrected = changedIn(before, asked).filter((field) => !isLine(field));
  const isCorrection = own.found.visibility !== 'own_side' && corrected.length > 0;
  if (isCorrection && !reasons) return { refused: 'reasons-missing' };
  if (isCorrection && !context.actor.may.has('accords.publish')) return { refused: 'may-not-publish' };
  await saveCommitment(context, own.found, checked.checked);
  if (!isCorrection || !reasons) return { changed: at.id };
  const said = { fields: corrected, before: only(before, corrected), after: only(asked, corrected) };
  await insertCorrection(context, { commitment: at.id, reasons, ...said }, own.found);
  return { changed: at.id };
}

const changedIn = (before: CommitmentInput, after: CommitmentInput): string[] =>
  Object.keys(after).filter((field) => {
    const [one, other] = [
      before[field as keyof CommitmentInput] ?? null,
      after[field as keyof CommitmentInput] ?? null,
    ];
    return JSON.stringify(one) !== JSON.stringify(other);
  });
const only = (said: CommitmentInput, fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field, said[field as keyof CommitmentInput] ?? null]));

type Withdrawing = { id: string; version: number; on: string; claim?: string | undefined };
type WithdrawRefusal = Missing | 'day-in-future' | 'claim-not-accepted' | 'already-asked';

/** Records that a promise was taken back. Where others see the commitment, they see this when a second person approves. */
export async function withdraw(
  context: Served,
  { on, claim, ...at }: Withdrawing,
): Promise<{ withdrawn: string } | Refused<WithdrawRefusal>> {
  if (on > context.today) return { refused: 'day-in-future' };
  const own = await ownCommitment(context, at);
  if ('refused' in own) return own;
  const accepted = await layableClaims(context, claim ? [claim] : [], own.found);
  if ('refused' in accepted) return { refused: 'claim-not-accepted' };
  if (own.found.visibility !== 'own_side') {
    const asked = await askToWithdraw(context, own.found, { on, claim: claim ?? null });
    return 'refused' in asked ? asked : { withdrawn: at.id };
  }
  await withdrawCommitment(context, own.found, on);
  for (const { id } of accepted) await layGround(context.tx, id, { type: 'commitment', id: at.id, part: 'statement' });
  return { withdrawn: at.id };
}

export async function retractDelivery(
  context: Served,
  { id, version }: { id: string; version: number },
): Promise<{ retracted: string } | Refused<Missing | 'already-published' | 'confirmed-by-others'>> {
  const figure = { type: 'delivery' as const, id };
  const locked = await lockFigure(context.tx, figure);
  if (!locked) return { refused: (await findDelivery(context.tx, id)) ? 'not-own-side' : 'not-found' };
  if (locked.version !== version) return { refused: 'stale' };
  const refused = await whyDeliveryStays(context, locked);
  if (refused) return { refused };
  await retract(context, figure, locked);
  return { retracted: id };
}
