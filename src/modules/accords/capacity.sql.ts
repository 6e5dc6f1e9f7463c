import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { type CapacityTable, type GroundTable, happened, type Ladder, ladderOf, ledger } from './ledger.sql.ts';
import { sql } from 'kysely';

type NewCapacity = Pick<
  CapacityTable,
  'title' | 'amount' | 'comparator' | 'per' | 'kind' | 'as_of' | 'place' | 'place_key'
> & { id?: string };

/** Enters what a place can do, and returns its id. */
export async function insertCapacity(context: Served, entered: NewCapacity, ladder: Ladder): Promise<string> {
  const { id = context.newId(), ...said } = entered;
  const frame = {
    id,
    ...ladderOf(ladder),
    retracted_at: null,
    corrected_at: null,
    version: 1,
    changed_at: context.now,
  };
  await ledger(context.tx)
    .insertInto('capacity')
    .values({ ...frame, ...said })
    .execute();
  await happened(context, ladder, {
    subject: 'capacity',
    subjectId: id,
    action: 'record',
    fields: ['title', 'amount', 'comparator', 'per', 'kind', 'asOf', 'place'],
  });
  return id;
}

/** A figure of the own side that counts, whole, which nobody else changes until this request ends. */
export const lockCapacity = (tx: Tx, id: string): Promise<CapacityTable | undefined> =>
  ledger(tx)
    .selectFrom('capacity')
    .selectAll()
    .where('id', '=', id)
    .where('retracted_at', 'is', null)
    .where('corrected_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();

/** Takes a figure out: its row and its grounds stay to be read. */
export async function counterCapacity(context: Served, before: CapacityTable): Promise<void> {
  const { tx, now } = context;
  await ledger(tx)
    .updateTable('capacity')
    .set({ corrected_at: now, version: before.version + 1, changed_at: now })
    .where('id', '=', before.id)
    .execute();
  const happening = { subject: 'capacity', subjectId: before.id, action: 'correct', fields: ['correctedAt'] };
  await happened(context, ladderOf(before), happening);
}

/** The claims under such a figure. */
export const claimsUnderCapacity = async (tx: Tx, id: string): Promise<string[]> =>
  (await ledger(tx).selectFrom('ground').select('claim_id').where('capacity_id', '=', id).execute()).map(
    ({ claim_id }) => claim_id,
  );

/** The capacities that the actor may see in a partnership, with what they rest on. */
export const capacitiesIn = (tx: Tx, partnership: string) =>
  ledger(tx)
    .selectFrom('capacity')
    .select(['id', 'title', 'amount', 'comparator', 'per', 'kind', 'as_of', 'place', 'place_key'])
    .select(['visibility', 'is_demo', 'version'])
    .select(sql<boolean>`side_id = any ((select actor_sides())::uuid[])`.as('isOwn'))
    .select(
      sql<
        GroundTable[]
      >`coalesce((select jsonb_agg(to_jsonb(g)) from ground g where g.capacity_id = capacity.id), '[]')`.as('grounds'),
    )
    .where('partnership_id', '=', partnership)
    .where('retracted_at', 'is', null)
    .where('corrected_at', 'is', null)
    .orderBy('id')
    .limit(50)
    .execute();
