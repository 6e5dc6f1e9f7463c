import type { LocalisedText } from '../../platform/i18n/shown.ts';
import { wholeOf } from '../../platform/money/amount.ts';
import type { Served } from '../../platform/serve.ts';
import {
  type AnswerRefusal,
  answerDecisionRow,
  decisionFound,
  type DecisionTable,
  insertDecision,
} from './decision.sql.ts';
import type { DecisionState } from './quota.ts';
import { type FoundQuota, quotaFound, quotasNamed } from './quota.sql.ts';
import type { Decision, DiseaseGroup } from './schemas.ts';
import { groupsByCode, regionOf, type Refused, textIn } from './shown.server.ts';

/** Seats move between quotas, and a quota grows or shrinks, only by a decision: proposed by one side, agreed by the other. */
type Grouped = (code: string) => DiseaseGroup;

const shownDecision = (
  row: DecisionTable,
  { actor }: Served,
  beside: (id: string | null) => (Decision['from'] & { currency: string | null; isOfActor: boolean }) | null,
): Decision => {
  const [from, to] = [beside(row.from_quota), beside(row.to_quota)];
  const named = (quota: typeof from) =>
    quota && { id: quota.id, year: quota.year, region: quota.region, diseaseGroup: quota.diseaseGroup };
  const isOurs = row.proposed_organisation === actor.organisation;
  const all = [row.from_quota, row.to_quota].filter((id) => id !== null);
  return {
    id: row.id,
    from: named(from),
    to: named(to),
    isMove: all.length === 2,
    amount: textIn(from?.currency ?? to?.currency ?? null)(row.amount),
    reasons: row.reasons,
    state: row.state,
    proposedBy: row.proposed_organisation,
    proposedAt: row.proposed_at.toISOString(),
    answeredBy: row.answered_organisation,
    answeredAt: row.answered_at?.toISOString() ?? null,
    answerReasons: row.answer_reasons,
    version: row.version,
    isOurs,
    awaitsUs: row.state === 'proposed' && !isOurs && all.every((id) => beside(id)?.isOfActor === true),
  };
};

/** Decisions with the quotas that they name, as far as these are seen. */
export async function shownDecisions(
  context: Served,
  rows: readonly DecisionTable[],
  group: Grouped,
): Promise<Decision[]> {
  const ids = rows.flatMap(({ from_quota, to_quota }) => [from_quota, to_quota].filter((id) => id !== null));
  const quotas = new Map((await quotasNamed(context.tx, ids)).map((row) => [row.id, row]));
  const beside = (id: string | null) => {
    const row = id === null ? undefined : quotas.get(id);
    if (!row) return null;
    const { year, region, currency, isOfActor } = row;
    return { id: row.id, year, region: regionOf(region), diseaseGroup: group(row.disease_group), currency, isOfActor };
  };
  return rows.map((row) => shownDecision(row, context, beside));
}

async function shownAgain(context: Served, id: string): Promise<Decision> {
  const row = await decisionFound(context.tx, id);
  const [shown] = row ? await shownDecisions(context, [row], await groupsByCode(context)) : [];
  if (!shown) throw new Error('a decision is seen by who takes part in it');
  return shown;
}

type Proposing = { from: string | null; to: string | null; amount: string; reasons: LocalisedText };
type ProposalRefusal =
  | 'not-found'
  | 'not-party'
  | 'quotas-apart'
  | 'units-differ'
  | 'amount-invalid'
  | 'quota-not-open';

/** Why two quotas, or one of them alone, cannot be in one decision of the actor. */
function refusedFor(from: FoundQuota | null, to: FoundQuota | null): ProposalRefusal | null {
  const named = [from, to].filter((quota) => quota !== null);
  if (named.some(({ isOfActor }) => !isOfActor)) return 'not-party';
  if (named.some(({ state }) => state === 'draft') || to?.state === 'closed') return 'quota-not-open';
  if (!from || !to) return null;
  const other = ({ owner_organisation, beneficiary }: FoundQuota) =>
    [owner_organisation, beneficiary].toSorted().join();
  if (from.partnership_id !== to.partnership_id || from.is_demo !== to.is_demo || other(from) !== other(to))
    return 'quotas-apart';
  return from.unit === to.unit && from.currency === to.currency ? null : 'units-differ';
}

/** Puts a decision before the other side. `from` alone: the quota shrinks; `to` alone: it grows. */
export async function proposeDecision(
  context: Served,
  { from: fromId, to: toId, amount, reasons }: Proposing,
): Promise<{ proposed: Decision } | Refused<ProposalRefusal>> {
  const find = async (id: string | null) => (id === null ? null : ((await quotaFound(context.tx, id)) ?? undefined));
  const [from, to] = [await find(fromId), await find(toId)];
  if (from === undefined || to === undefined) return { refused: 'not-found' };
  const refused = refusedFor(from, to);
  if (refused) return { refused };
  const currency = (from ?? to)?.currency ?? null;
  const whole = wholeOf({ amount, currency }, currency);
  if ('refused' in whole) return { refused: 'amount-invalid' };
  const id = await insertDecision(context, { from, to, amount: whole.whole, reasons });
  return { proposed: await shownAgain(context, id) };
}

type Answering = {
  id: string;
  version: number;
  answer: Exclude<DecisionState, 'proposed'>;
  reasons: LocalisedText | null;
};

/** Agrees, refuses (with reasons), or takes back what was proposed. What is agreed is in the ledger with it. */
export async function answerDecision(
  context: Served,
  asked: Answering,
): Promise<{ answered: Decision } | Refused<Exclude<AnswerRefusal, 'forbidden'> | 'answer-reasons-missing'>> {
  if (!(await decisionFound(context.tx, asked.id))) return { refused: 'not-found' };
  if (asked.answer === 'refused' && asked.reasons === null) return { refused: 'answer-reasons-missing' };
  const answered = await answerDecisionRow(context, asked);
  if (!('refused' in answered)) return { answered: await shownAgain(context, asked.id) };
  const { refused } = answered;
  return { refused: refused === 'forbidden' ? 'not-other-side' : refused };
}
