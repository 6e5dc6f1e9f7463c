import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import type { PathConfig } from './path.ts';

// Nothing in this module asks who is looking: the row policies (db/migrations/0042) do, for every query alike.

export type PathTable = {
  id: string;
  owner_organisation: string;
  partnership_id: string;
  side_id: string;
  is_demo: boolean;
  names: Names;
  version: number;
  changed_at: Date;
};
export type VersionTable = {
  path_id: string;
  number: number;
  config: PathConfig;
  written_by: string;
  written_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
};
export type FoundPath = PathTable & { approved: number | null; isOwn: boolean };

const tables = (tx: Tx) => tx.withTables<{ referral_path: PathTable; referral_path_version: VersionTable }>();
const approved = sql<number | null>`(select max(v.number) from referral_path_version v
  where v.path_id = referral_path.id and v.approved_at is not null)`;
const isOwn = sql<boolean>`owner_organisation = (select actor_organisation())`;
const found = (tx: Tx) =>
  tables(tx)
    .selectFrom('referral_path')
    .selectAll()
    .select([approved.as('approved'), isOwn.as('isOwn')]);

/** The paths that the actor may know, of one partnership or all, the last changed first. */
export const pathsOf = (tx: Tx, partnership: string | undefined): Promise<FoundPath[]> =>
  found(tx)
    .$if(partnership !== undefined, (query) => query.where('partnership_id', '=', partnership ?? ''))
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();

export const pathOf = (tx: Tx, id: string): Promise<FoundPath | undefined> =>
  found(tx).where('id', '=', id).executeTakeFirst();

/** The own organisation's path, which nobody else changes until this request ends. */
export const lockPath = (tx: Tx, id: string): Promise<PathTable | undefined> =>
  tables(tx).selectFrom('referral_path').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

export const versionsOf = (tx: Tx, path: string): Promise<VersionTable[]> =>
  tables(tx)
    .selectFrom('referral_path_version')
    .selectAll()
    .where('path_id', '=', path)
    .orderBy('number', 'desc')
    .execute();

/** The newest approved version, on which new referrals begin. */
export const approvedOf = (tx: Tx, path: string): Promise<VersionTable | undefined> =>
  tables(tx)
    .selectFrom('referral_path_version')
    .selectAll()
    .where('path_id', '=', path)
    .where('approved_at', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

const told = (context: Served, row: PathTable, { action, fields }: { action: string; fields: readonly string[] }) => {
  const shared: Shared = { ...row, visibility: 'partnership' };
  return recordEvent(context, { subject: 'referral_path', subjectId: row.id, action, fields, shared });
};

export async function insertPath(
  context: Served,
  row: Omit<PathTable, 'version' | 'changed_at'>,
  config: PathConfig,
): Promise<void> {
  const begun = { ...row, version: 1, changed_at: context.now };
  await tables(context.tx).insertInto('referral_path').values(begun).execute();
  await insertVersion(context, { path: row.id, number: 1, config });
  await told(context, begun, { action: 'record', fields: ['names', 'steps'] });
}

type NewVersion = { path: string; number: number; config: PathConfig };
const insertVersion = ({ tx, actor, now }: Served, { path, number, config }: NewVersion) =>
  tables(tx)
    .insertInto('referral_path_version')
    .values({
      path_id: path,
      number,
      config: sql<PathConfig>`${JSON.stringify(config)}::jsonb`,
      written_by: actor.person,
      written_at: now,
      approved_by: null,
      approved_at: null,
    })
    .execute();

/** Writes the version that is not approved yet, or begins the next. */
export async function savePath(
  context: Served,
  before: PathTable,
  { names, config, newest }: { names: Names; config: PathConfig; newest: VersionTable },
): Promise<void> {
  const { tx, actor, now } = context;
  if (newest.approved_at !== null) await insertVersion(context, { path: before.id, number: newest.number + 1, config });
  else
    await tables(tx)
      .updateTable('referral_path_version')
      .set({
        config: sql<PathConfig>`${JSON.stringify(config)}::jsonb`,
        written_by: actor.person,
        written_at: now,
      })
      .where('path_id', '=', before.id)
      .where('number', '=', newest.number)
      .execute();
  await touch(context, before, { names, action: 'change', fields: ['names', 'steps'] });
}

type Touched = { names: Names; action: string; fields: readonly string[] };
async function touch(context: Served, before: PathTable, { names, ...happening }: Touched): Promise<void> {
  const after = { names, version: before.version + 1, changed_at: context.now };
  await tables(context.tx).updateTable('referral_path').set(after).where('id', '=', before.id).execute();
  await told(context, before, happening);
}

/** Approves the newest version: from now on referrals begin on it. */
export async function approveVersion(context: Served, before: PathTable, number: number): Promise<void> {
  const { tx, actor, now } = context;
  await tables(tx)
    .updateTable('referral_path_version')
    .set({ approved_by: actor.person, approved_at: now })
    .where('path_id', '=', before.id)
    .where('number', '=', number)
    .execute();
  await touch(context, before, { names: before.names, action: 'approve', fields: ['approved'] });
}
