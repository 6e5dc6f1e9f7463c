import { sql } from 'kysely';
import type { Tx } from '../database.ts';
import type { Served } from '../serve.ts';

type FileTable = {
  id: string;
  owner_organisation: string;
  address: string;
  bytes: bigint;
  media_type: string;
  kept_at: Date;
};
type Kept = { address: string; bytes: number; mediaType: string };

/** Registers kept bytes for the actor's organisation, and returns the file's id: the first one, if it had them already. */
export async function registerFile({ tx, actor, now, newId }: Served, { address, bytes, mediaType }: Kept) {
  const files = tx.withTables<{ file: FileTable }>();
  const owner_organisation = actor.organisation;
  await files
    .insertInto('file')
    .values({ id: newId(), owner_organisation, address, bytes: BigInt(bytes), media_type: mediaType, kept_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id } = await files
    .selectFrom('file')
    .select('id')
    .where('owner_organisation', '=', owner_organisation)
    .where('address', '=', address)
    .executeTakeFirstOrThrow();
  return id;
}

/** A file that the actor may open, and whose it is. */
export const findFile = ({ tx }: Pick<Served, 'tx'>, id: string) =>
  tx
    .withTables<{ file: FileTable }>()
    .selectFrom('file')
    .select(['owner_organisation as owner', 'address', 'media_type as mediaType'])
    .where('id', '=', id)
    .executeTakeFirst();

/** Which organisations keep the files of these addresses. For background work. */
export async function ownersOfFiles(tx: Tx, addresses: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ address: string; owner: string }>`
    select address, owner from owners_of_files(${[...addresses]}::text[])`.execute(tx);
  return new Map(rows.map(({ address, owner }) => [address, owner]));
}
