import { sql } from 'kysely';
import type { Comparator } from '../../vocabulary.ts';
import type { Tx } from '../../platform/database.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import type { Served } from '../../platform/serve.ts';
import type { Ladder } from './quota.sql.ts';

export type CapacityTable = Ladder & {
  id: string;
  centre: string;
  disease_group: string;
  year: number;
  seats: bigint;
  comparator: Comparator;
  claim_id: string | null;
  source: LocalisedText | null;
  replaced_at: Date | null;
  version: number;
  changed_at: Date;
};
export type FoundCapacity = CapacityTable & { isOwn: boolean };
type GroupTable = { code: string; names: Names; added_by: string | null; added_at: Date };

const tables = (tx: Tx) => tx.withTables<{ centre_capacity: CapacityTable; disease_group: GroupTable }>();

/** What quotas are given for, by name. */
export const groupsOf = (tx: Tx): Promise<{ code: string; names: Names }[]> =>
  tables(tx).selectFrom('disease_group').select(['code', 'names']).orderBy(sql`names ->> 'kk'`).execute();

/** Adds a disease group. @returns false where there is one of this code */
export async function insertGroup(context: Served, { code, names }: { code: string; names: Names }): Promise<boolean> {
  const { tx, actor, now, newId } = context;
  const added = await tables(tx)
    .insertInto('disease_group')
    .values({ code, names, added_by: actor.organisation, added_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!added.numInsertedOrUpdatedRows) return false;
  const shared = {
    owner_organisation: actor.organisation,
    partnership_id: null,
    side_id: null,
    visibility: 'own_side' as const,
    is_demo: false,
  };
  await recordEvent(context, {
    subject: 'disease_group',
    subjectId: newId(),
    action: 'record',
    fields: ['names'],
    shared,
  });
  return true;
}

/** What is said of centres now, as far as the actor sees it. */
export const capacitiesOf = (
  tx: Tx,
  { centre, year }: { centre?: string | undefined; year?: number | undefined },
): Promise<FoundCapacity[]> =>
  tables(tx)
    .selectFrom('centre_capacity')
    .selectAll()
    .select(sql<boolean>`owner_organisation = (select actor_organisation())`.as('isOwn'))
    .where('replaced_at', 'is', null)
    .$if(centre !== undefined, (query) => query.where('centre', '=', centre ?? ''))
    .$if(year !== undefined, (query) => query.where('year', '=', year ?? 0))
    .orderBy('changed_at', 'desc')
    .limit(1000)
    .execute();

export type SaidOfCentre = Pick<
  CapacityTable,
  'centre' | 'disease_group' | 'year' | 'seats' | 'comparator' | 'claim_id' | 'source'
>;

/** Says what a centre can do; what the own organisation said before stays, replaced. */
export async function insertCapacity(context: Served, said: SaidOfCentre, ladder: Ladder): Promise<FoundCapacity> {
  const { tx, now, newId } = context;
  const { rows } = await sql<{ version: number }>`
    update centre_capacity set replaced_at = ${now}, changed_at = ${now}
    where owner_organisation = ${ladder.owner_organisation} and partnership_id = ${ladder.partnership_id} and centre = ${said.centre}
      and disease_group = ${said.disease_group} and year = ${said.year} and replaced_at is null
    returning version`.execute(tx);
  const row: CapacityTable = {
    ...ladder,
    id: newId(),
    ...said,
    replaced_at: null,
    version: (rows[0]?.version ?? 0) + 1,
    changed_at: now,
  };
  await tables(tx).insertInto('centre_capacity').values(row).execute();
  const fields = ['centre', 'diseaseGroup', 'year', 'seats'];
  await recordEvent(context, {
    subject: 'centre_capacity',
    subjectId: row.id,
    action: rows.length > 0 ? 'replace' : 'record',
    fields,
    shared: ladder,
  });
  return { ...row, isOwn: true };
}

/** Whether a claim of a document is there to be named, as far as the actor sees it. */
export async function isClaimSeen({ tx }: Served, claim: string): Promise<boolean> {
  const { rows } = await sql`select from claim where id = ${claim} and state = 'accepted'`.execute(tx);
  return rows.length > 0;
}
