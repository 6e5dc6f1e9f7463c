import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { type Entry, unpacked } from './entries.ts';
import type { TablesManifest } from './manifest.ts';
import { asOwner, type Client } from './owner.sql.ts';
import { BackupRefused } from './refused.ts';
import { type Contents, contentsName, counted, entryName } from './tables.server.ts';
import {
  copyIn,
  foreignKeysOf,
  identifier,
  materialisedOf,
  plainSettings,
  quoted,
  type Sequence,
  type Table,
  tablesOf,
} from './tables.sql.ts';

/** Tables that fill themselves as a database is made; rows of a backup take their place. */
const isOurs = ({ schema, name }: Table): boolean => !(schema === 'public' && name === 'migration');

/**
 * Loads a copy of tables into a database that has run the same migrations and holds nothing else, in one transaction: all of
 * it or nothing. Constraints between tables are made again at the end, which checks every row; then each table is read
 * again and compared with what was written down when it was copied.
 *
 * @throws BackupRefused `not-empty`, or `damaged` when what was loaded is not what was copied
 */
export async function loadTables(
  ownerUrl: string,
  source: AsyncIterable<Uint8Array>,
  manifest: TablesManifest,
): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    await client.query(plainSettings);
    await client.query('begin');
    const here = await tablesOf(client);
    await checkEmpty(client);
    await emptied(client, here, () => fill(client, here, unpacked(source)));
    await verify(client, here, manifest);
    await client.query('commit');
  });
}

/** What people made: neither what migrations fill in nor what starting the program leaves. */
async function checkEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ is: boolean }>(
    `select exists (select from public.event) or exists (select from auth."user") or exists (select from public.organisation) as is`,
  );
  if (rows[0]?.is)
    throw new BackupRefused('not-empty', 'The database is not empty: restore into a new one, which nobody has used');
}

/** Does the work while no trigger fires, no table refers to another, and nothing is in them. */
async function emptied(client: Client, tables: readonly Table[], work: () => Promise<void>): Promise<void> {
  const [keys, own] = [await foreignKeysOf(client), tables.filter(isOurs)];
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${identifier(name)}`);
  for (const table of own) await client.query(`alter table ${quoted(table)} disable trigger user`);
  await client.query(`truncate ${own.map(quoted).join(', ')}`);
  await work();
  for (const table of own) await client.query(`alter table ${quoted(table)} enable trigger user`);
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${identifier(name)} ${definition}`);
  for (const name of await materialisedOf(client)) await client.query(`refresh materialized view ${name}`);
}

async function fill(client: Client, here: readonly Table[], entries: AsyncGenerator<Entry>): Promise<void> {
  const known = new Map(here.map((table) => [entryName(table), table]));
  let contents: Contents | undefined;
  for await (const { name, body } of entries) {
    if (name === contentsName) contents = await contentsOf(body);
    const table = contents?.tables.find((each) => entryName(each) === name);
    if (!table || !isOurs(table)) continue;
    if (!known.has(name))
      throw new BackupRefused('newer-version', `This version of Yntymaq has no table ${quoted(table)}`);
    await pipeline(body, client.query(copyFrom(copyIn(table))));
  }
  if (!contents) throw new BackupRefused('damaged', 'The backup is damaged: it does not say what is in it');
  for (const sequence of contents.sequences) await setSequence(client, sequence);
}

const setSequence = (client: Client, sequence: Sequence) =>
  client.query('select setval($1::regclass, $2::bigint, $3)', [quoted(sequence), sequence.last, sequence.isCalled]);

async function contentsOf(body: AsyncIterable<Uint8Array>): Promise<Contents> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as Contents;
}

async function verify(client: Client, here: readonly Table[], { tables }: TablesManifest): Promise<void> {
  for (const table of here.filter(isOurs)) {
    const wanted = tables[entryName(table)] ?? { rows: 0, sha256: undefined };
    let found: { rows: number; sha256: string } | undefined;
    for await (const _ of counted(client, table, (each) => (found = each)));
    if (found?.rows !== wanted.rows || (wanted.sha256 && found.sha256 !== wanted.sha256))
      throw new BackupRefused(
        'damaged',
        `The backup is damaged: ${quoted(table)} has ${found?.rows} rows and should have ${wanted.rows}, or they differ`,
      );
  }
}
