import { sql } from 'kysely';
import { changedFields } from '../../platform/event.sql.ts';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import type { CheckedCommitment } from './commitment.ts';
import { anyOf, type CommitmentTable, happened, type Ladder, ladderOf, ledger } from './ledger.sql.ts';

type Found = 'withdrawn_on' | 'condition_on' | 'condition_reasons';
type Described = Omit<
  CommitmentTable,
  keyof Ladder | 'id' | 'retracted_at' | 'version' | 'changed_at' | Found | keyof Origin
>;
/** Where it was agreed, and by what; each may be unknown. */
export type Origin = Pick<CommitmentTable, 'meeting_id' | 'instrument_id' | 'article_id'>;
export const nowhere: Origin = { meeting_id: null, instrument_id: null, article_id: null };

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
    per: checked.per,
    due_after: checked.dueAfter,
    place_key: checked.placeKey,
    replaced_by: checked.replacedBy,
    part_of: checked.partOf,
  };
};

/** Enters a commitment for the own side, and returns its id. */
export async function insertCommitment(
  context: Served,
  checked: CheckedCommitment,
  { origin = nowhere, ...ladder }: Ladder & { origin?: Origin },
): Promise<string> {
  const id = context.newId();
  const found = { withdrawn_on: null, condition_on: null, condition_reasons: null };
  const frame = {
    id,
    ...ladderOf(ladder),
    ...origin,
    ...found,
    retracted_at: null,
    version: 1,
    changed_at: context.now,
  };
  const described = describedBy(checked);
  await ledger(context.tx)
    .insertInto('commitment')
    .values({ ...frame, ...described })
    .execute();
  const fields = Object.keys(checked).filter((field) => (checked[field as keyof CheckedCommitment] ?? null) !== null);
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
  // Who writes another state of the condition by hand does not know since when it is so.
  const isFound = before.condition_state === checked.conditionState;
  const unknown = isFound ? {} : { condition_on: null, condition_reasons: null };
  await ledger(context.tx)
    .updateTable('commitment')
    .set({ ...after, ...unknown, version: before.version + 1, changed_at: context.now })
    .where('id', '=', before.id)
    .execute();
  await happened(context, ladderOf(before), { subject: 'commitment', subjectId: before.id, action: 'change', fields });
}

type Condition = Pick<CommitmentTable, 'condition_state' | 'condition_on' | 'condition_reasons' | 'term' | 'term_last'>;

/** What became of the condition of a promise, and the term that follows from it. */
export async function saveCondition(context: Served, before: CommitmentTable, found: Condition): Promise<void> {
  await ledger(context.tx)
    .updateTable('commitment')
    .set({ ...found, version: before.version + 1, changed_at: context.now })
    .where('id', '=', before.id)
    .execute();
  const action = found.condition_state === 'met' ? 'meetCondition' : 'findCondition';
  const fields = ['conditionState', 'conditionOn', 'term'];
  await happened(context, ladderOf(before), { subject: 'commitment', subjectId: before.id, action, fields });
}

/** Those of these commitments that the actor sees in a partnership: what one may be part of, or replaced by. */
export const knownIn = async (tx: Tx, partnership: string, ids: readonly string[]): Promise<string[]> =>
  (
    await ledger(tx)
      .selectFrom('commitment')
      .select('id')
      .where('id', '=', anyOf(ids))
      .where('partnership_id', '=', partnership)
      .where('retracted_at', 'is', null)
      .execute()
  ).map(({ id }) => id);

/** Whether drawing such a line from `from` to `to` comes back to where it began, whoever sees what lies between. */
export async function goesRound(tx: Tx, line: 'part_of' | 'replaced_by', { from, to }: { from: string; to: string }) {
  const { rows } = await sql<{ is: boolean }>`select commitments_go_round(${line}, ${from}, ${to}) as is`.execute(tx);
  return rows[0]?.is ?? false;
}

/** What commitments are called, as far as the actor sees them. */
export const titlesOf = (tx: Tx, ids: readonly string[]) =>
  ledger(tx)
    .selectFrom('commitment')
    .select(['id', 'title', 'is_demo as isDemo', 'term_last as termLast'])
    .where('id', '=', anyOf(ids))
    .where('retracted_at', 'is', null)
    .orderBy('id')
    .execute();

export type Mentioned = { id: string; title: LocalisedText };
/** The commitments around one: what it is part of, what replaced it, and what it replaced. */
export async function around(tx: Tx, of: Pick<CommitmentTable, 'id' | 'part_of' | 'replaced_by'>) {
  const ids = [of.part_of, of.replaced_by].filter((id) => id !== null);
  const rows = await ledger(tx)
    .selectFrom('commitment')
    .select(['id', 'title', 'replaced_by', 'part_of'])
    .where('retracted_at', 'is', null)
    .where((where) =>
      where.or([where('id', '=', anyOf(ids)), where('replaced_by', '=', of.id), where('part_of', '=', of.id)]),
    )
    .orderBy('id')
    .limit(100)
    .execute();
  const mention = ({ id, title }: Mentioned): Mentioned => ({ id, title });
  const named = (id: string | null) => rows.filter((row) => row.id === id).map(mention)[0] ?? null;
  return {
    whole: named(of.part_of),
    replacement: named(of.replaced_by),
    replaces: rows.filter((row) => row.replaced_by === of.id).map(mention),
    parts: rows.filter((row) => row.part_of === of.id).map(({ id }) => id),
  };
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
