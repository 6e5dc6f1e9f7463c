import { chown, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { Place } from '../postgres/index.ts';
import type { Entry } from './entries.ts';
import { BackupRefused } from './refused.ts';

/** Writes the entries of a copied cluster where a Postgres can run on them, as the account it runs as. */
export async function unpackCluster({ cluster, account }: Place, entries: AsyncIterable<Entry>): Promise<void> {
  const own = async (at: string): Promise<void> => {
    if (account) await chown(at, account.uid, account.gid);
  };
  await mkdir(cluster, { mode: 0o700 });
  await own(cluster);
  for await (const { name, body } of entries) {
    const at = within(cluster, name);
    if (name.endsWith('/')) await mkdir(at, { mode: 0o700 });
    else await write(at, body);
    await own(at);
  }
  // Postgres looks for it when it takes up archiving.
  const status = path.join(cluster, 'pg_wal/archive_status');
  await mkdir(status, { mode: 0o700, recursive: true });
  await own(status);
}

/** A name in a backup is ours, and sealed; still, none leads out of the folder. */
export function within(folder: string, name: string): string {
  const at = path.join(folder, name);
  if (!name.includes('\0') && at.startsWith(`${folder}${path.sep}`)) return at;
  throw new BackupRefused('damaged', 'The backup is damaged: it names a place outside its folder');
}

/** Not made durable here: Postgres does that for all of its files before it recovers. */
async function write(at: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(at, 'wx', 0o600);
  try {
    for await (const chunk of body) await file.write(chunk);
  } finally {
    await file.close();
  }
}
