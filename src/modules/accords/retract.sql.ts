import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { type GroundOf, happened, type Ladder, ladderOf, ledger } from './ledger.sql.ts';

type Locked = Ladder & { version: number };

/** Takes a figure out of the ledger; its row and its events stay. */
export async function retract(context: Served, { type, id }: GroundOf, locked: Locked): Promise<void> {
  const { now } = context;
  await ledger(context.tx)
    .updateTable(type)
    .set({ retracted_at: now, version: locked.version + 1, changed_at: now })
    .where('id', '=', id)
    .execute();
  await happened(context, ladderOf(locked), {
    subject: type,
    subjectId: id,
    action: 'retract',
    fields: ['retractedAt'],
  });
}

/** How many deliveries and verdicts a commitment has, of those that the actor may see. */
export async function dependentsOf(tx: Tx, commitment: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from delivery where commitment_id = ${commitment} and retracted_at is null)::int
         + (select count(*) from assessment where commitment_id = ${commitment})::int as count`.execute(tx);
  return rows[0]?.count ?? 0;
}

export const hasAssessment = async (tx: Tx, claim: string): Promise<boolean> =>
  (await ledger(tx).selectFrom('assessment').select('id').where('claim_id', '=', claim).executeTakeFirst()) !==
  undefined;

/**
 * The commitment of a retracted delivery, if that was all there was to it: nothing else was delivered for it, nobody has
 * judged it, it rests on nothing and only the own side knows it.
 */
export const emptiedCommitment = (tx: Tx, delivery: string) =>
  ledger(tx)
    .selectFrom('commitment')
    .innerJoin('delivery as gone', 'gone.commitment_id', 'commitment.id')
    .select(['commitment.id', 'commitment.version', 'commitment.owner_organisation', 'commitment.partnership_id'])
    .select(['commitment.side_id', 'commitment.visibility', 'commitment.is_demo'])
    .where('gone.id', '=', delivery)
    .where('commitment.visibility', '=', 'own_side')
    .where('commitment.retracted_at', 'is', null)
    .where(sql<boolean>`commitment.side_id = any ((select actor_sides())::uuid[])`)
    .where(
      sql<boolean>`not exists (select from delivery d where d.commitment_id = commitment.id and d.retracted_at is null)`,
    )
    .where(sql<boolean>`not exists (select from ground g where g.commitment_id = commitment.id)`)
    .where(sql<boolean>`not exists (select from assessment v where v.commitment_id = commitment.id)`)
    .executeTakeFirst();
