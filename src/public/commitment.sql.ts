import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { daysNeeded, type Rate } from '../platform/money/convert.ts';
import type { Answer, CommitmentData, Dispute, Entry } from './commitment.ts';
import { correctionRows } from './correction.sql.ts';
import type { Assessment, Confirmation, Promised } from './data.ts';
import { groundsOf, listOf, organisationsOf, partiesOf, promisedRows } from './ledger.sql.ts';

type Whole = Omit<CommitmentData['commitment'], keyof Promised> & {
  replaces: CommitmentData['replaces'];
  confirmations: (Omit<Confirmation, 'at'> & { at: string })[];
  assessments: Assessment[];
  answers: (Omit<Answer, 'at'> & { at: string })[];
  disputes: (Omit<Dispute, 'at'> & { at: string })[];
};

const named = (view: 'public_commitment' | 'public_meeting' | 'public_instrument', key: string) =>
  sql`(select jsonb_build_object('id', n.id, 'title', n.title) from ${sql.table(view)} n where n.id = ${sql.ref(key)})`;

/** What one commitment has beyond its row, in one statement: short lists that belong to it alone. */
const wholeOf = async (tx: Tx, id: string): Promise<Whole | undefined> =>
  (
    await sql<Whole>`
      select c.beneficiaries, c.due_after as "dueAfter", c.condition_on as "conditionOn",
        c.condition_reasons as "conditionReasons", ${named('public_commitment', 'c.part_of')} as "partOf",
        ${named('public_commitment', 'c.replaced_by')} as replacement, ${named('public_meeting', 'c.meeting_id')} as meeting,
        ${named('public_instrument', 'c.instrument_id')} as instrument,
        (select a.number from public_article a where a.id = c.article_id) as article,
        ${listOf(
          sql`'id', k.id, 'title', k.title`,
          sql`select n.id, n.title from public_commitment_link l join public_commitment n on n.id = l.commitment_id
              where l.replaced_by = ${id} limit 20`,
        )} as replaces,
        ${listOf(
          sql`'deliveryId', k.delivery_id, 'organisationId', k.organisation_id, 'confirmedAs', k.confirmed_as, 'at', k.at`,
          sql`select * from public_confirmation n where n.commitment_id = ${id} order by n.at limit 200`,
        )} as confirmations,
        ${listOf(
          sql`'id', k.id, 'verdict', k.verdict, 'reasons', k.reasons, 'trueOn', k.true_on`,
          sql`select * from public_assessment n where n.commitment_id = ${id} order by n.true_on, n.id limit 50`,
        )} as assessments,
        ${listOf(
          sql`'id', k.id, 'organisationId', k.organisation_id, 'wording', k.wording, 'at', k.at, 'isNewest', k.is_newest, 'isDemo', k.is_demo`,
          sql`select * from public_answer n where n.commitment_id = ${id} order by n.at desc limit 60`,
        )} as answers,
        ${listOf(
          sql`'id', k.id, 'claimId', k.claim_id, 'organisationId', k.organisation_id, 'reasons', k.reasons, 'at', k.at`,
          sql`select * from public_dispute n where n.commitment_id = ${id} order by n.at limit 60`,
        )} as disputes
      from public_commitment c where c.id = ${id}`.execute(tx)
  ).rows[0];

const entriesOf = async (tx: Tx, id: string): Promise<Entry[]> =>
  (
    await sql<Entry>`
      select d.id, d.commitment_id as "commitmentId", d.is_demo as "isDemo", d.amount, d.comparator, d.period, d.place,
             d.reported_on as "reportedOn", d.is_from_records as "isFromRecords", d.organisation_id as "organisationId",
             d.side_id as "sideId", d.is_agreed as "isAgreed", d.cell,
             (select jsonb_build_object('by', n.counted_by, 'encounters', n.encounters, 'shares', n.breakdown) from public_delivery_count n
              where n.delivery_id = d.id) as counted
      from public_delivery d where d.commitment_id = ${id} order by d.reported_on desc nulls last, d.id limit 200`.execute(
      tx,
    )
  ).rows;

/** Rates that may be used for an amount of that day; a demonstration has rates of its own. */
async function ratesFor(tx: Tx, { currency, statedOn, isDemo }: Promised): Promise<Rate[]> {
  if (currency === null || statedOn === null) return [];
  const { first, last } = daysNeeded(statedOn);
  const { rows } = await sql<Rate>`
    select r.base, r.quote, r.day, trim_scale(r.rate)::text as rate, r.source, r.is_demo as "isDemo" from public_rate r
    where r.day between ${first}::date and ${last}::date and r.is_demo in (false, ${isDemo}) limit 500`.execute(tx);
  return rows;
}

const dated = <T extends { at: string }>(rows: readonly T[]): (Omit<T, 'at'> & { at: Date })[] =>
  rows.map((row) => ({ ...row, at: new Date(row.at) }));

/** One commitment with all that it rests on; undefined where there is none of that id, or it is not public. */
export async function commitmentPageOf(tx: Tx, id: string, today: string): Promise<CommitmentData | undefined> {
  const [row] = await promisedRows(tx, today, { where: sql`c.id = ${id}`, order: sql`c.id`, limit: 1 });
  const whole = row && (await wholeOf(tx, id));
  if (!whole) return undefined;
  const { replaces, assessments, confirmations: confirmed, answers: answered, disputes: disputed, ...detail } = whole;
  const [confirmations, answers, disputes] = [dated(confirmed), dated(answered), dated(disputed)];
  const parts = await promisedRows(tx, today, {
    where: sql`c.id in (select l.commitment_id from public_commitment_link l where l.part_of = ${id})`,
    order: sql`c.stated_on desc nulls last, c.id`,
    limit: 50,
  });
  const deliveries = await entriesOf(tx, id);
  const corrections = await correctionRows(tx, { commitment: id, limit: 50 });
  const speaking = [...confirmations, ...answers, ...disputes, ...corrections, ...deliveries];
  const organisations = await organisationsOf(tx, [
    ...partiesOf([row, ...parts]),
    ...speaking.map(({ organisationId }) => organisationId),
  ]);
  const grounds = await groundsOf(tx, { commitments: [id] });
  const rates = await ratesFor(tx, row);
  return {
    commitment: { ...row, ...detail },
    parts,
    replaces,
    deliveries,
    confirmations,
    assessments,
    answers,
    disputes,
    corrections,
    rates,
    organisations,
    grounds,
  };
}
