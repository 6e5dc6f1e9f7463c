import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { CannotStart } from './cannotStart.ts';
import { sha256 } from './hash.ts';

const createLedger = `create table if not exists migration
  (name text primary key, checksum text not null, at timestamptz not null default now())`;
const migrationsFolder = join(import.meta.dirname, '../../db/migrations');

/**
 * Brings a database up to date, as its owner, and returns the names of the files it ran. Forward only.
 * @param only runs these and no others, as for a backup from before the rest
 * @throws CannotStart when a file that has run was changed or is gone since: this is not the code that made the database
 */
export async function migrate(
  ownerUrl: string,
  folder = migrationsFolder,
  only?: ReadonlySet<string>,
): Promise<string[]> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    // Two servers that start at once take turns; closing the connection gives the lock back.
    await owner.query(`select pg_advisory_lock(hashtext('migrate'))`);
    await owner.query(createLedger);
    const { rows } = await owner.query<{ name: string; checksum: string }>('select name, checksum from migration');
    const ran = new Map(rows.map(({ name, checksum }) => [name, checksum]));
    return await runNew(owner, { folder, only }, ran);
  } finally {
    await owner.end();
  }
}

/** The names of all migrations that this program knows, in their order. */
export const migrationNames = async (folder = migrationsFolder): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();

type Which = { folder: string; only: ReadonlySet<string> | undefined };

async function runNew(owner: pg.Client, { folder, only }: Which, ran: ReadonlyMap<string, string>): Promise<string[]> {
  const names = await migrationNames(folder);
  const gone = [...ran.keys()].filter((name) => !names.includes(name));
  if (gone.length > 0) throw new CannotStart(`the database is newer than this version: it has run ${gone.join(', ')}`);
  const fresh: string[] = [];
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8');
    const checksum = ran.get(name);
    if (checksum === undefined) {
      if (only && !only.has(name)) continue;
      await apply(owner, name, text);
      fresh.push(name);
    } else if (checksum !== sha256(text)) throw new CannotStart(`${name} has already run and was changed since`);
  }
  return fresh;
}

async function apply(owner: pg.Client, name: string, text: string): Promise<void> {
  await owner.query('begin');
  try {
    await owner.query(text);
    await owner.query('insert into migration (name, checksum) values ($1, $2)', [name, sha256(text)]);
    await owner.query('commit');
  } catch (error) {
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** Gives the runtime roles the passwords with which they sign in to a server that asks for one. */
export async function setPasswords(ownerUrl: string, passwords: Readonly<Record<string, string>>): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    for (const [role, password] of Object.entries(passwords))
      await owner.query(`alter role ${pg.escapeIdentifier(role)} password ${pg.escapeLiteral(password)}`);
  } finally {
    await owner.end();
  }
}
