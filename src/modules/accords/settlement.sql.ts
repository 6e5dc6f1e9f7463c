import { type RawBuilder, sql } from 'kysely';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { anyOf, happened, type Ladder, ladderOf } from './ledger.sql.ts';
import type { Comparator } from './status.ts';

export type SettlementTable = Ladder & {
  id: string;
  commitment_id: string;
  amount: bigint;
  comparator: Comparator;
  reasons: LocalisedText;
  state: 'proposed' | 'accepted' | 'refused' | 'taken_back';
  proposed_by: string;
  proposed_at: Date;
  answered_side: string | null;
  answered_by: string | null;
  answered_at: Date | null;
  delivery_id: string | null;
};
type Tables = { settlement: SettlementTable; settled_delivery: { settlement_id: string; delivery_id: string } };
const settlements = (tx: Tx) => tx.withTables<Tables>();

type Proposed = Pick<SettlementTable, 'commitment_id' | 'amount' | 'comparator' | 'reasons'> & {
  deliveries: readonly string[];
};

/** Proposes one figure for these deliveries, in the name of the own side. */
export async function insertSettlement(context: Served, proposed: Proposed, ladder: Ladder): Promise<string> {
  const { tx, actor, now, newId } = context;
  const { deliveries, ...said } = proposed;
  const id = newId();
  const shared = { ...ladderOf(ladder), visibility: 'partnership' as const };
  const unanswered = { answered_side: null, answered_by: null, answered_at: null, delivery_id: null };
  await settlements(tx)
    .insertInto('settlement')
    .values({ id, ...said, ...shared, ...unanswered, state: 'proposed', proposed_by: actor.person, proposed_at: now })
    .execute();
  await settlements(tx)
    .insertInto('settled_delivery')
    .values(deliveries.map((delivery_id) => ({ settlement_id: id, delivery_id })))
    .execute();
  const happening = { subject: 'commitment', subjectId: proposed.commitment_id, action: 'proposeSettlement' };
  await happened(context, shared, { ...happening, fields: ['settlement'] });
  return id;
}

/** One that still waits, which nobody else answers until this request ends. */
export const lockSettlement = (tx: Tx, id: string) =>
  settlements(tx)
    .selectFrom('settlement')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .forNoKeyUpdate()
    .executeTakeFirst();

export const findSettlement = async (tx: Tx, id: string): Promise<FoundSettlement | undefined> =>
  (await settlementsWhere(tx, sql`s.id = ${id}`))[0];

export type FoundSettlement = SettlementTable & { deliveries: string[] };
const settlementsWhere = async (tx: Tx, condition: RawBuilder<unknown>): Promise<FoundSettlement[]> =>
  (
    await sql<FoundSettlement>`
      select s.*, coalesce((select array_agg(x.delivery_id::text order by x.delivery_id) from settled_delivery x
                            where x.settlement_id = s.id), '{}') as deliveries
      from settlement s where ${condition} order by s.proposed_at desc, s.id desc limit 50`.execute(tx)
  ).rows;

/** Of one commitment, the newest first. */
export const settlementsOf = (tx: Tx, commitment: string): Promise<FoundSettlement[]> =>
  settlementsWhere(tx, sql`s.commitment_id = ${commitment}`);

/** Proposals of other sides that wait for the own one. */
export const settlementsToAnswer = (tx: Tx): Promise<FoundSettlement[]> =>
  settlementsWhere(
    tx,
    sql`s.state = 'proposed' and s.partnership_id in (select unnest(actor_partnerships()))
        and s.side_id not in (select unnest(actor_sides()))`,
  );

/** Whether one of these deliveries is in a proposal that waits. */
export async function isProposedFor(tx: Tx, deliveries: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select from settled_delivery x join settlement s on s.id = x.settlement_id
    where x.delivery_id = ${anyOf(deliveries)} and s.state = 'proposed' limit 1`.execute(tx);
  return rows.length > 0;
}

type Answered = { state: 'accepted' | 'refused' | 'taken_back'; side: string; delivery: string | null };
const actions = {
  accepted: 'acceptSettlement',
  refused: 'refuseSettlement',
  taken_back: 'takeBackSettlement',
} as const;

export async function answerWith(context: Served, found: SettlementTable, answered: Answered): Promise<void> {
  const { state, side: answered_side, delivery: delivery_id } = answered;
  await settlements(context.tx)
    .updateTable('settlement')
    .set({ state, answered_side, answered_by: context.actor.person, answered_at: context.now, delivery_id })
    .where('id', '=', found.id)
    .execute();
  const shared = { ...ladderOf(found), side_id: answered_side };
  const happening = { subject: 'commitment', subjectId: found.commitment_id, action: actions[state] };
  await happened(context, shared, { ...happening, fields: ['settlement'] });
}
