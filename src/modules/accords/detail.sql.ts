import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { anyOf } from './ledger.sql.ts';
import { commitmentsOn } from './rows.sql.ts';
import type { Measure } from './schemas.ts';
import type { Comparator } from './status.ts';

/** What was counted at one place on one day, or in one month. */
export type CountedShare = { place: string | null; day: string; amount: number; encounters: number };
/** A delivery with who confirmed it, in the unit of its commitment. */
export type FoundDelivery = {
  id: string;
  commitment_id: string;
  currency: string | null;
  amount: bigint;
  comparator: Comparator;
  period: string | null;
  place: string | null;
  place_key: string | null;
  reported_on: string | null;
  isFromRecords: boolean;
  /** From how many records it was counted, and how they are spread over places and days. */
  counted: { by: string; encounters: number; shares: CountedShare[] } | null;
  isAgreed: boolean;
  /** The entries of both sides in whose place an agreed one stands. */
  settles: string[];
  /** Names its place and period. */
  cell: string;
  side_id: string;
  owner_organisation: string;
  visibility: 'own_side' | 'partnership' | 'public';
  isOwn: boolean;
  is_demo: boolean;
  version: number;
  confirmations: { organisation: string; as: 'giver' | 'receiver'; at: string }[];
};

const confirmations = sql`coalesce((
  select jsonb_agg(jsonb_build_object('organisation', k.organisation_id, 'as', k.confirmed_as, 'at', k.at) order by k.at)
  from confirmation k where k.delivery_id = d.id), '[]')`;

/** The newest report first. */
export const deliveriesWhere = async (
  tx: Tx,
  { commitment, ids = [] }: { commitment?: string; ids?: readonly string[] },
): Promise<FoundDelivery[]> =>
  (
    await sql<FoundDelivery>`
      select d.id, d.commitment_id, c.currency, d.amount, d.comparator, d.period, d.place, d.place_key, d.reported_on,
             d.settlement_id is not null as "isAgreed", d.side_id,
             array(select x.delivery_id from settled_delivery x where x.settlement_id = d.settlement_id) as settles,
             concat_ws('|', coalesce(d.place_key, fold_letters(d.place), '-'), coalesce(d.period_key, d.period, '-')) as cell,
             d.source_record is not null as "isFromRecords", d.owner_organisation, d.visibility,
             (select jsonb_build_object('by', split_part(d.source_record, ':', 1), 'encounters', n.encounters, 'shares', n.breakdown) from delivery_count n
              where n.delivery_id = d.id) as counted,
             d.side_id = any ((select actor_sides())::uuid[]) as "isOwn", d.is_demo, d.version, ${confirmations} as confirmations
      from delivery d join commitment c on c.id = d.commitment_id
      where ${commitment ? sql`d.commitment_id = ${commitment}` : sql`d.id = ${anyOf(ids)}`} and d.retracted_at is null and d.corrected_at is null and d.settled_at is null
      order by d.reported_on desc nulls last, d.id desc limit 200`.execute(tx)
  ).rows;

export type FoundAssessment = {
  id: string;
  verdict: 'on_track' | 'at_risk' | 'late';
  reasons: LocalisedText | null;
  claim: string | null;
  trueOn: string;
  owner: string;
  visibility: 'own_side' | 'partnership' | 'public';
  at: string;
};

const assessments = sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', v.id, 'verdict', v.verdict, 'reasons', v.reasons, 'claim', v.claim_id,
    'trueOn', v.true_on, 'owner', v.owner_organisation, 'visibility', v.visibility, 'at', v.at)
    order by v.true_on desc, v.at desc, v.id desc)
  from assessment v where v.commitment_id = c.id), '[]')`;

/** One commitment with its verdicts, the newest first. */
export const commitmentWithVerdicts = async (tx: Tx, id: string) =>
  (
    await commitmentsOn<{ assessments: FoundAssessment[] }>(
      tx,
      sql`select commitment_id, audience, 1 as place_in_order from standing where commitment_id = ${id}`,
      sql`, ${assessments} as assessments`,
    )
  )[0];

export type FoundEvent = {
  id: string;
  at: Date;
  person: string | null;
  organisation: string;
  subject: string;
  subjectId: string;
  action: string;
  isDemo: boolean;
};

export type Waiting = {
  slot: 'confirm' | 'due' | 'late' | 'became_due' | 'settle' | 'approve';
  commitment_id: string;
  delivery_id: string | null;
  confirm_as: 'giver' | 'receiver' | null;
};

const newestConsidered = 30;

/** The newest deliveries of each partnership, the newest of all first. */
const newest = sql`
  select d.* from unnest(actor_partnerships()) as mine (id)
  cross join lateral (
    select d.id, d.commitment_id, d.partnership_id, d.changed_at from delivery d
    where d.partnership_id = mine.id and d.retracted_at is null and d.corrected_at is null
    order by d.changed_at desc limit ${newestConsidered}) d
  order by d.changed_at desc, d.id desc`;

/** Deliveries that nobody of the own side has confirmed in this part: looked for in their order, only until there are enough. */
const unconfirmed = (part: 'giver' | 'receiver') => sql`
  select 'confirm' as slot, d.commitment_id, d.id as delivery_id, ${part}::text as confirm_as,
         row_number() over (order by d.changed_at desc, d.id desc) as place_in_slot
  from (select * from newest order by changed_at desc, id desc offset 0) d
  join standing s on s.commitment_id = d.commitment_id and ${part === 'giver' ? sql`s.is_debtor` : sql`s.is_creditor`}
  where not exists (
    select from confirmation k join side_organisation so on so.organisation_id = k.organisation_id
    where k.delivery_id = d.id and k.confirmed_as = ${part} and so.partnership_id = d.partnership_id and so.side_id = s.audience)
  order by d.changed_at desc, d.id desc limit 10`;

/** What another side, or another person of the organisation, asks: `delivery_id` is the id of the proposal or the request. */
const undecided = sql`
  (select 'settle', s.commitment_id, s.id, null, row_number() over (order by s.proposed_at, s.id)
   from settlement s where s.state = 'proposed' and s.partnership_id in (select unnest(actor_partnerships()))
     and s.side_id not in (select unnest(actor_sides())) order by s.proposed_at, s.id limit 20)
  union all
  (select 'approve', r.commitment_id, r.id, null, row_number() over (order by r.requested_at, r.id)
   from publication_request r where r.state = 'waiting' and r.owner_organisation = actor_organisation()
     and r.requested_by <> actor_person() order by r.requested_at, r.id limit 20)`;

/** Promises whose condition was met lately, and which have not been kept, withdrawn or judged since. */
const becameDue = (today: string) => sql`
  select 'became_due', c.id, null, null, row_number() over (order by c.condition_on desc, c.id)
  from unnest(actor_partnerships()) as mine (id)
  join commitment c on c.partnership_id = mine.id and c.condition_on >= ${today}::date - 30
  join standing s on s.commitment_id = c.id and ${own}
  where c.condition_state = 'met' and c.retracted_at is null
    and case when s.term_last < ${today}::date then s.status_after else s.status_in_term end
        in ('not_started', 'on_track', 'at_risk')
  order by c.condition_on desc, c.id limit 20`;

const own = sql`s.audience in (select unnest(actor_sides()))`;

/** What waits for the acting organisation in the partnerships in which it takes part. Days are `YYYY-MM-DD`. */
export const waitingFor = async (tx: Tx, { today, until }: { today: string; until: string }): Promise<Waiting[]> =>
  (
    await sql<Waiting>`
      with newest as materialized (${newest})
      select slot, commitment_id, delivery_id, confirm_as from (
        (${unconfirmed('giver')}) union all (${unconfirmed('receiver')}) union all
        (select 'due', s.commitment_id, null, null, row_number() over (order by s.term_last, s.commitment_id)
         from standing s where ${own} and s.term_last between ${today}::date and ${until}::date
           and s.status_in_term in ('on_track', 'at_risk', 'not_started')
         order by s.term_last, s.commitment_id limit 20) union all
        (select 'late', s.commitment_id, null, null, row_number() over (order by s.term_last, s.commitment_id)
         from standing s where ${own} and s.term_last < ${today}::date and s.status_after = 'overdue'
         order by s.term_last, s.commitment_id limit 20) union all
        (select 'late', s.commitment_id, null, null, 100 + row_number() over (order by s.term_last, s.commitment_id)
         from standing s where ${own} and s.term_last < ${today}::date and s.status_after = 'not_reported'
         order by s.term_last, s.commitment_id limit 20) union all
        (${becameDue(today)}) union all (${undecided})
      ) w order by slot, place_in_slot`.execute(tx)
  ).rows;

export type FoundFigure = {
  measure: Measure | null;
  currency: string | null;
  is_demo: boolean;
  amount: bigint;
  comparator: Comparator;
  deliveries: number;
  commitment: string | null;
};

/** What was delivered in a partnership, for whoever asks; of a distinct measure the largest report. */
export const figuresIn = async (tx: Tx, partnership: string): Promise<FoundFigure[]> =>
  (
    await sql<FoundFigure>`
      select case when m.key is not null
               then jsonb_build_object('key', m.key, 'names', m.names, 'aggregation', m.aggregation) end as measure,
             c.currency, s.is_demo,
             least(9223372036854775807,
               case m.aggregation when 'distinct' then max(s.delivered) else sum(s.delivered) end)::bigint as amount,
             figure_comparator(m.aggregation = 'distinct',
               array_agg(s.delivered_comparator order by s.delivered desc, s.delivered_comparator desc)) as comparator,
             sum(s.deliveries)::int as deliveries,
             case when count(*) = 1 then min(s.commitment_id::text) end as commitment
      from standing s join commitment c on c.id = s.commitment_id left join measure m on m.key = c.measure_key
      where s.partnership_id = ${partnership} and s.deliveries > 0 and s.kind <> 'act' and not s.is_part
      group by m.key, c.currency, s.is_demo
      order by s.is_demo, c.currency nulls last, amount desc limit 60`.execute(tx)
  ).rows;

const newestFigures = 40;

/** The newest claims under the figures of a partnership that were entered or changed last. */
export const newestGrounds = async (tx: Tx, partnership: string): Promise<string[]> =>
  (
    await sql<{ claim_id: string }>`
      select distinct claim_id from (
        select g.claim_id from (
          select id from commitment where partnership_id = ${partnership} and retracted_at is null
          order by changed_at desc limit ${newestFigures}) c join ground g on g.commitment_id = c.id
        union all
        select g.claim_id from (
          select id from delivery where partnership_id = ${partnership} and retracted_at is null and corrected_at is null
          order by changed_at desc limit ${newestFigures}) d join ground g on g.delivery_id = d.id
        union all
        select g.claim_id from (
          select id from capacity where partnership_id = ${partnership} and retracted_at is null and corrected_at is null
          order by changed_at desc limit ${newestFigures}) k join ground g on g.capacity_id = k.id
      ) g order by claim_id desc limit 10`.execute(tx)
  ).rows.map(({ claim_id }) => claim_id);
