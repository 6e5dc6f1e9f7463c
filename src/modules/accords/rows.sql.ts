import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/localised.ts';
import { amountOf } from '../../platform/money/amount.ts';
import type { CommitmentTable } from './ledger.sql.ts';
import type { CommitmentRow, Measure } from './schemas.ts';
import { type Comparator, type Sentence, type Stand, statusOf } from './status.ts';

/** A commitment with its standing for whoever asks, as it comes from the database. */
export type FoundCommitment = Omit<
  CommitmentTable,
  'measure_key' | 'retracted_at' | 'owner_organisation' | 'side_id'
> & {
  measure: Measure | null;
  isOwn: boolean;
  changed: Date;
  delivered: bigint;
  delivered_comparator: Comparator;
  proven: bigint;
  deliveries: number;
  reported_on: string | null;
  verdict: Stand['verdict'];
  verdict_on: string | null;
  is_debtor: boolean;
  is_creditor: boolean;
  differences: number;
  is_part: boolean;
  /** Replaced by a commitment that the actor sees. */
  is_replaced: boolean;
};

const columns = sql`
  c.id, c.partnership_id, c.visibility, c.is_demo, c.kind, c.title, c.currency, c.target, c.comparator, c.strength,
  c.debtors, c.creditors, c.term, c.term_last, c.condition, c.condition_state, c.beneficiaries, c.place, c.stated_on,
  c.withdrawn_on, c.per, c.due_after, c.condition_on, c.condition_reasons, c.place_key, c.replaced_by, c.part_of,
  c.meeting_id, c.instrument_id, c.article_id, s.differences, s.is_part,
  c.replaced_by is not null and exists (select from commitment r where r.id = c.replaced_by and r.retracted_at is null)
    as is_replaced, c.version, s.changed_at as changed, s.delivered, s.delivered_comparator, s.proven, s.deliveries,
  s.reported_on, s.verdict, s.verdict_on, s.is_debtor, s.is_creditor,
  c.side_id = any ((select actor_sides())::uuid[]) as "isOwn",
  case when m.key is not null then jsonb_build_object('key', m.key, 'names', m.names, 'aggregation', m.aggregation) end as measure`;

/**
 * The commitments that `page` names, in its order.
 * @param page a query of `commitment_id`, `audience` and `place_in_order`
 * @param more further columns of it, as `, p.name`
 */
export const commitmentsOn = async <More extends object = object>(
  tx: Tx,
  page: RawBuilder<unknown>,
  more: RawBuilder<unknown> = sql``,
): Promise<(FoundCommitment & More)[]> =>
  (
    await sql<FoundCommitment & More>`
      select ${columns} ${more}
      from (${page}) p
      join standing s on s.commitment_id = p.commitment_id and s.audience = p.audience
      join commitment c on c.id = p.commitment_id
      left join measure m on m.key = c.measure_key
      order by p.place_in_order`.execute(tx)
  ).rows;

/** The commitments of these ids that the actor may see, in their order. */
export const commitmentsOf = (tx: Tx, ids: readonly string[]): Promise<FoundCommitment[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : commitmentsOn(
        tx,
        sql`select s.commitment_id, s.audience, o.place_in_order
            from unnest(${[...ids]}::uuid[]) with ordinality o (id, place_in_order)
            join standing s on s.commitment_id = o.id`,
      );

export type PartnershipName = { id: string; slug: string; names: Names };

/** As the page shows it, on a day. */
export function commitmentRow(
  found: FoundCommitment,
  partnerships: ReadonlyMap<string, PartnershipName>,
  today: string,
): CommitmentRow {
  const { id, kind, title, measure, currency, target, comparator, strength, debtors, creditors, term, place } = found;
  const { condition, beneficiaries, visibility, isOwn, version, partnership_id, per } = found;
  const said = { id, kind, title, measure, currency, comparator, strength, debtors, creditors, term, place, per };
  return {
    ...said,
    ...relatedBy(found),
    condition,
    beneficiaries,
    visibility,
    isOwn,
    version,
    partnership: partnerships.get(partnership_id) ?? { id: partnership_id, slug: '', names: {} },
    target: target === null ? null : amountOf(target, currency),
    termLast: found.term_last,
    conditionState: found.condition_state,
    conditionOn: found.condition_on,
    conditionReasons: found.condition_reasons,
    dueAfter: found.due_after,
    placeKey: found.place_key,
    statedOn: found.stated_on,
    withdrawnOn: found.withdrawn_on,
    isDemo: found.is_demo,
    changedAt: found.changed.toISOString(),
    standing: standingOf(found, today),
  };
}

const relatedBy = (found: FoundCommitment) => ({
  meeting: found.meeting_id,
  instrument: found.instrument_id,
  article: found.article_id,
  replacedBy: found.replaced_by,
  partOf: found.part_of,
});

function standingOf(found: FoundCommitment, today: string): CommitmentRow['standing'] {
  const { kind, target, comparator, proven, withdrawn_on, verdict, currency } = found;
  const { status, since, isExceeded, sentence } = statusOf(
    {
      kind,
      target,
      comparator,
      verdict,
      delivered: proven,
      isWithdrawn: withdrawn_on !== null,
      isPromised: found.strength !== null,
      isPerPeriod: found.per !== null,
      isNotDue: found.condition_state === 'unmet' || found.is_replaced,
      verdictOn: found.verdict_on,
      term: found.term,
      termLast: found.term_last,
      reportedOn: found.reported_on,
    },
    today,
  );
  return {
    status,
    isExceeded,
    since: since ?? null,
    sentence: { key: sentence.key, params: wireParams(sentence, currency) },
    delivered: amountOf(found.delivered, currency),
    deliveredComparator: found.delivered_comparator,
    deliveries: found.deliveries,
    reportedOn: found.reported_on,
    differences: found.differences,
    isPart: found.is_part,
  };
}

function wireParams({ params }: Sentence, currency: string | null): CommitmentRow['standing']['sentence']['params'] {
  const { delivered, target, ...rest } = params;
  return {
    ...rest,
    ...(delivered !== undefined && { delivered: amountOf(delivered, currency) }),
    ...(target !== undefined && { target: amountOf(target, currency) }),
  };
}

export const partiesIn = (found: readonly FoundCommitment[]): string[] =>
  found.flatMap(({ debtors, creditors }) => [...debtors, ...creditors]);
