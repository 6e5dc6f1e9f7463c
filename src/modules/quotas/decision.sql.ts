import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvents } from '../../platform/event.sql.ts';
import type { LocalisedText } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { DecisionState } from './quota.ts';
import type { FoundQuota, Opened } from './quota.sql.ts';

export type DecisionTable = {
  id: string;
  partnership_id: string;
  is_demo: boolean;
  from_quota: string | null;
  to_quota: string | null;
  amount: bigint;
  reasons: LocalisedText;
  state: DecisionState;
  proposed_organisation: string;
  proposed_by: string;
  proposed_at: Date;
  answered_organisation: string | null;
  answered_at: Date | null;
  answer_reasons: LocalisedText | null;
  version: number;
};

const tables = (tx: Tx) => tx.withTables<{ quota_decision: DecisionTable }>();

/** Decisions about a quota, the newest first. */
export const decisionsAbout = (tx: Tx, quota: string): Promise<DecisionTable[]> =>
  tables(tx)
    .selectFrom('quota_decision')
    .selectAll()
    .where(sql<boolean>`${quota} in (from_quota, to_quota)`)
    .orderBy('proposed_at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();

export const decisionFound = (tx: Tx, id: string): Promise<DecisionTable | undefined> =>
  tables(tx).selectFrom('quota_decision').selectAll().where('id', '=', id).executeTakeFirst();

type Proposed = { from: FoundQuota | null; to: FoundQuota | null; amount: bigint; reasons: LocalisedText };

/** Puts a decision before the other side; each of its quotas says so in its history. */
export async function insertDecision(context: Served, { from, to, amount, reasons }: Proposed): Promise<string> {
  const { tx, actor, now, newId } = context;
  const of = from ?? to;
  if (!of) throw new Error('a decision is about a quota');
  const row = {
    id: newId(),
    partnership_id: of.partnership_id,
    is_demo: of.is_demo,
    from_quota: from?.id ?? null,
    to_quota: to?.id ?? null,
    amount,
    reasons,
    proposed_organisation: actor.organisation,
    proposed_by: actor.person,
    proposed_at: now,
  };
  await tx.withTables<{ quota_decision: typeof row }>().insertInto('quota_decision').values(row).execute();
  const said = { subject: 'quota', action: 'propose', fields: ['decision'] };
  const quotas = [from, to].filter((quota) => quota !== null);
  await recordEvents(
    context,
    quotas.map((quota) => ({ ...said, subjectId: quota.id, shared: { ...quota, side_id: null } })),
  );
  return row.id;
}

export type AnswerRefusal =
  | 'not-found'
  | 'forbidden'
  | 'not-other-side'
  | 'stale'
  | 'quota-closed'
  | 'no-seat'
  | 'units-differ';
type Answering = {
  id: string;
  version: number;
  answer: Exclude<DecisionState, 'proposed'>;
  reasons: LocalisedText | null;
};

/** Answers a decision; what is agreed moves in the same transaction. Written and recorded by the database. */
export async function answerDecisionRow(
  { tx, newId, now }: Served,
  { id, version, answer, reasons }: Answering,
): Promise<Opened<AnswerRefusal>> {
  const said = reasons === null ? null : JSON.stringify(reasons);
  const { rows } = await sql<{ answered: Opened<AnswerRefusal> }>`
    select answer_quota_decision(${id}, ${version}, ${answer}, ${said}::jsonb, ${newId()}, ${now}) as answered`.execute(
    tx,
  );
  return rows[0]?.answered ?? { refused: 'not-found' };
}
