import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import type { Rung } from './commitment.ts';
import { anyOf, type Figure, happened, type Ladder, ladderOf, ledger } from './ledger.sql.ts';

export type Lockable = Ladder & {
  id: string;
  visibility: Rung;
  version: number;
  isOwn: boolean;
  /** Of a commitment. */
  isWithdrawn: boolean;
  /** Of a delivery. */
  commitment_id?: string;
};

/**
 * Figures that the actor may see, in the order of their ids, so that two who publish the same never wait for each other.
 * Those of the own side are locked.
 */
export async function lockFigures(tx: Tx, type: Figure, ids: readonly string[]): Promise<Lockable[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(type)} where id = ${anyOf(ids)} and retracted_at is null order by id for no key update`.execute(
    tx,
  );
  const locked = rows.map(({ id }) => id);
  return ledger(tx)
    .selectFrom(type)
    .select(['id', 'owner_organisation', 'partnership_id', 'side_id', 'visibility', 'is_demo', 'version'])
    .select(sql<boolean>`id = ${anyOf(locked)}`.as('isOwn'))
    .select(
      type === 'commitment'
        ? sql<boolean>`withdrawn_on is not null`.as('isWithdrawn')
        : sql<boolean>`false`.as('isWithdrawn'),
    )
    .select((type === 'delivery' ? sql<string>`commitment_id` : sql<string>`id`).as('commitment_id'))
    .where('id', '=', anyOf(ids))
    .where('retracted_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** The own side's deliveries of these commitments, and those named. */
export const deliveriesToShow = (tx: Tx, commitments: readonly string[], ids: readonly string[]) =>
  ledger(tx)
    .selectFrom('delivery')
    .select(['id', 'commitment_id'])
    .where(sql<boolean>`side_id = any ((select actor_sides())::uuid[])`)
    .where('retracted_at', 'is', null)
    .where('corrected_at', 'is', null)
    .where('settled_at', 'is', null)
    .where((where) => where.or([where('commitment_id', '=', anyOf(commitments)), where('id', '=', anyOf(ids))]))
    .execute();

export async function widen(
  context: Served,
  type: Figure,
  { figures, visibility }: { figures: readonly Lockable[]; visibility: Rung },
): Promise<void> {
  if (figures.length === 0) return;
  await ledger(context.tx)
    .updateTable(type)
    .set({ visibility, version: sql<number>`version + 1`, changed_at: context.now })
    .where('id', '=', anyOf(figures.map(({ id }) => id)))
    .execute();
  for (const figure of figures) {
    const shared = { ...ladderOf(figure), visibility };
    await happened(context, shared, { subject: type, subjectId: figure.id, action: 'publish', fields: ['visibility'] });
  }
}

/** The claims under these figures. */
export async function claimsUnder(tx: Tx, figures: Record<Figure, readonly string[]>): Promise<string[]> {
  const { rows } = await sql<{ claim_id: string }>`
    select claim_id from ground where commitment_id = ${anyOf(figures.commitment)}
    union select claim_id from ground where delivery_id = ${anyOf(figures.delivery)}
    union select claim_id from ground where capacity_id = ${anyOf(figures.capacity)}`.execute(tx);
  return rows.map(({ claim_id }) => claim_id);
}

/** The sides on which the actor's organisation sits. */
export async function ownSides(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ sides: string[] | null }>`select actor_sides()::text[] as sides`.execute(tx);
  return rows[0]?.sides ?? [];
}
