import { changedFields } from '../../platform/event.sql.ts';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import type { CheckedCommitment } from './commitment.ts';
import { type CommitmentTable, happened, type Ladder, ladderOf, ledger } from './ledger.sql.ts';

type Described = Omit<
  CommitmentTable,
  keyof Ladder | 'id' | 'retracted_at' | 'version' | 'changed_at' | 'withdrawn_on'
>;

const describedBy = (checked: CheckedCommitment): Described => {
  const { kind, title, measure, currency, target, comparator, strength, debtors, creditors, term } = checked;
  const { condition, beneficiaries, place } = checked;
  return {
    kind,
    title,
    currency,
    target,
    comparator,
    strength,
    debtors,
    creditors,
    term,
    condition,
    beneficiaries,
    place,
    measure_key: measure,
    term_last: checked.termLast,
    condition_state: checked.conditionState,
    stated_on: checked.statedOn,
  };
};

/** Enters a commitment for the own side, and returns its id. */
export async function insertCommitment(context: Served, checked: CheckedCommitment, ladder: Ladder): Promise<string> {
  const id = context.newId();
  const frame = {
    id,
    ...ladderOf(ladder),
    withdrawn_on: null,
    retracted_at: null,
    version: 1,
    changed_at: context.now,
  };
  const described = describedBy(checked);
  await ledger(context.tx)
    .insertInto('commitment')
    .values({ ...frame, ...described })
    .execute();
  const fields = Object.keys(checked).filter((field) => checked[field as keyof CheckedCommitment] !== null);
  await happened(context, ladder, { subject: 'commitment', subjectId: id, action: 'record', fields });
  return id;
}

/** The own side's commitment without a target that counts the same between the same parties, if there is one. */
export async function sameWithoutTarget(
  tx: Tx,
  side: string,
  { kind, measure, currency, target, debtors, creditors }: CheckedCommitment,
): Promise<string | undefined> {
  if (target !== null || kind === 'act') return undefined;
  const isSame = (one: readonly string[], other: readonly string[]) =>
    one.toSorted().join() === other.toSorted().join();
  const found = await ledger(tx)
    .selectFrom('commitment')
    .select(['id', 'debtors', 'creditors'])
    .where('side_id', '=', side)
    .where('kind', '=', kind)
    .where('target', 'is', null)
    .where('measure_key', 'is not distinct from', measure)
    .where('currency', 'is not distinct from', currency)
    .where('retracted_at', 'is', null)
    .where('withdrawn_on', 'is', null)
    .orderBy('id')
    .execute();
  return found.find((each) => isSame(each.debtors, debtors) && isSame(each.creditors, creditors))?.id;
}

/** A commitment of the own side, which nobody else changes until this request ends. */
export const lockCommitment = (tx: Tx, id: string) =>
  ledger(tx)
    .selectFrom('commitment')
    .selectAll()
    .where('id', '=', id)
    .where('retracted_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();

export const findCommitment = (tx: Tx, id: string) =>
  ledger(tx)
    .selectFrom('commitment')
    .selectAll()
    .where('id', '=', id)
    .where('retracted_at', 'is', null)
    .executeTakeFirst();

/** What may change of a commitment; never what it is counted in. */
export async function saveCommitment(
  context: Served,
  before: CommitmentTable,
  checked: CheckedCommitment,
): Promise<void> {
  const { kind: _kind, measure_key: _measure, currency: _currency, ...after } = describedBy(checked);
  const fields = changedFields(before, after).map((field) =>
    field.replaceAll(/_(.)/g, (_all, one: string) => one.toUpperCase()),
  );
  await ledger(context.tx)
    .updateTable('commitment')
    .set({ ...after, version: before.version + 1, changed_at: context.now })
    .where('id', '=', before.id)
    .execute();
  await happened(context, ladderOf(before), { subject: 'commitment', subjectId: before.id, action: 'change', fields });
}

export async function withdrawCommitment(context: Served, before: CommitmentTable, on: string): Promise<void> {
  await ledger(context.tx)
    .updateTable('commitment')
    .set({ withdrawn_on: on, version: before.version + 1, changed_at: context.now })
    .where('id', '=', before.id)
    .execute();
  const happening = { subject: 'commitment', subjectId: before.id, action: 'withdraw', fields: ['withdrawnOn'] };
  await happened(context, ladderOf(before), happening);
}
