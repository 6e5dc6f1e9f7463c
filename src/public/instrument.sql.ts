import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import { claimsNamed, groundsOf, listOf, organisationsOf, partiesOf, promisedRows } from './ledger.sql.ts';
import type { Instrument, InstrumentData } from './things.ts';

const columns = sql`i.id, jsonb_build_object('slug', p.slug, 'names', p.names) as partnership, i.is_demo as "isDemo",
  i.kind, i.title, i.parties, i.binding, i.state, i.covers,
  ${listOf(
    sql`'id', k.id, 'state', k.state, 'taken', k.taken, 'knownOn', k.known_on, 'manner', k.manner, 'claimId', k.claim_id`,
    sql`select * from public_instrument_step n where n.instrument_id = i.id order by n.position limit 40`,
  )} as steps`;

/** Instruments as rows with their steps, the latest changed first; `i` is public_instrument in `where`. */
export const instrumentRows = async (tx: Tx, where: RawBuilder<unknown>, limit: number): Promise<Instrument[]> =>
  (
    await sql<Instrument>`
      select ${columns}
      from (select i.* from public_instrument i where ${where} order by i.changed_at desc, i.id limit ${limit}) i
      join public_partnership p on p.id = i.partnership_id
      order by i.changed_at desc, i.id`.execute(tx)
  ).rows;

type Whole = InstrumentData['instrument'] & Pick<InstrumentData, 'signatories' | 'articles' | 'stepCorrections'>;
const wholeOf = async (tx: Tx, id: string): Promise<Whole | undefined> =>
  (
    await sql<Whole>`
      select ${columns}, i.languages, i.parent_relation as "parentRelation", i.parent_title as "parentTitle",
        case when u.id is not null then jsonb_build_object('id', u.id, 'title', u.title) end as parent,
        ${listOf(
          sql`'id', k.id, 'organisationId', k.organisation_id, 'name', k.called, 'post', k.post, 'signed', k.signed`,
          sql`select n.*, coalesce(n.name, o.names) as called
              from public_signatory n left join public_person o on o.id = n.person_id
              where n.instrument_id = i.id order by n.position limit 100`,
        )} as signatories,
        ${listOf(
          sql`'id', k.id, 'number', k.number, 'title', k.title, 'wording', k.wording`,
          sql`select * from public_article n where n.instrument_id = i.id order by n.position limit 300`,
        )} as articles,
        ${listOf(
          sql`'id', k.id, 'isVoid', k.is_void, 'state', k.state, 'taken', k.taken, 'knownOn', k.known_on, 'reason', k.reason`,
          sql`select * from public_instrument_correction n where n.instrument_id = i.id order by n.at limit 40`,
        )} as "stepCorrections"
      from public_instrument i join public_partnership p on p.id = i.partnership_id
      left join public_instrument u on u.id = i.parent_id
      where i.id = ${id}`.execute(tx)
  ).rows[0];

async function promisedUnder(tx: Tx, id: string, today: string): Promise<InstrumentData['promised']> {
  const promised = await promisedRows(tx, today, {
    where: sql`c.id in (select l.commitment_id from public_commitment_link l where l.instrument_id = ${id})`,
    order: sql`c.stated_on desc nulls last, c.id`,
    limit: 100,
  });
  const { rows: links } = await sql<{ id: string; article: string }>`
    select l.commitment_id as id, a.number as article
    from public_commitment_link l join public_article a on a.id = l.article_id
    where l.instrument_id = ${id}`.execute(tx);
  const articles = new Map(links.map((link) => [link.id, link.article]));
  return promised.map((row) => ({ ...row, article: articles.get(row.id) ?? null }));
}

/** One instrument with its life and what is promised under it; undefined where there is none, or it is not public. */
export async function instrumentPageOf(tx: Tx, id: string, today: string): Promise<InstrumentData | undefined> {
  const whole = await wholeOf(tx, id);
  if (!whole) return undefined;
  const { signatories, articles, stepCorrections, ...instrument } = whole;
  const children = await instrumentRows(tx, sql`i.parent_id = ${id}`, 50);
  const promised = await promisedUnder(tx, id, today);
  const parties = [...instrument.parties, ...signatories.map(({ organisationId }) => organisationId)];
  const organisations = await organisationsOf(tx, [...partiesOf(promised), ...parties]);
  const grounds = await groundsOf(tx, { commitments: promised.map((row) => row.id), instruments: [id] });
  const named = instrument.steps.flatMap(({ claimId }) => claimId ?? []);
  const stepGrounds = named.length === 0 ? [] : await claimsNamed(tx, named);
  return {
    instrument,
    children,
    signatories,
    articles,
    stepCorrections,
    promised,
    organisations,
    grounds,
    stepGrounds,
  };
}
