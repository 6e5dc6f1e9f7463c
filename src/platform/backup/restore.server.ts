import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { KeyRing } from '../crypto/keyRing.ts';
import { openVault } from '../crypto/vault.ts';
import { lockFile, postgresVersion, takeOwnership } from '../postgres/index.ts';
import { chooseBackup } from './choose.ts';
import { inTurns } from './files.server.ts';
import { type Manifest, manifestsIn, names } from './manifest.ts';
import { BackupRefused } from './refused.ts';
import { restoreCluster } from './restoreCluster.server.ts';
import { opened } from './seal.ts';
import { filesOf, vaultOf } from './source.ts';
import { explained, syncFolder, type Target } from './target.ts';

export type Restoring = {
  target: Target;
  ring: KeyRing;
  /** The data folder that there is to be. */
  into: string;
  /** The moment; undefined: as late as can be. */
  to?: Date | undefined;
  /** Puts aside what is in the folder. */
  isForced?: boolean;
  /** The names of the migrations that this program knows. */
  migrations: readonly string[];
  now: Date;
  /** Loads a copy of tables, into a server that the settings name or into a new one in the folder. */
  load: (manifest: Extract<Manifest, { kind: 'tables' }>, home: string) => Promise<void>;
  /** Looks at the restored database while it runs. */
  look?: ((ownerUrl: string, home: string) => Promise<void>) | undefined;
};
export type Restored = {
  manifest: Manifest;
  files: number /** Where what was in the folder is now. */;
  aside?: string;
};

/**
 * Restores an installation into a data folder: database, files and keys. It is made beside the folder and takes its name
 * when all of it is there, so a restore that fails or is killed leaves the folder as it was.
 */
export async function restoreBackup(asked: Restoring): Promise<Restored> {
  const { target, ring, into, to, now } = asked;
  const manifests = await manifestsIn({ target, ring });
  const postgres = postgresVersion();
  const manifest = chooseBackup(manifests, { to, postgres, migrations: asked.migrations, now });
  await mkdir(path.dirname(into), { recursive: true });
  await sweepBeside(into);
  const release = await claim(into, asked.isForced === true);
  const draft = `${into}.restoring-${randomUUID()}`;
  // Its Postgres may run as another user, who passes through.
  await mkdir(draft, { mode: 0o711 });
  const lock = await lockFile(path.join(draft, 'restore.lock'), 0);
  try {
    const files = await explained(into, () => fill(asked, manifest, draft));
    lock?.close();
    await rm(path.join(draft, 'restore.lock'), { force: true });
    const aside = await putInPlace({ draft, into, now });
    return { manifest, files, ...(aside ? { aside } : {}) };
  } catch (error) {
    lock?.close();
    await removeHome(draft);
    throw error;
  } finally {
    release();
  }
}

async function fill(asked: Restoring, manifest: Manifest, home: string): Promise<number> {
  const { target, ring, to, into, look } = asked;
  await restoreVault(asked, home);
  const files = await restoreFiles(asked, home);
  const secret = path.join(into, 'secret');
  if (existsSync(secret)) await writeFile(path.join(home, 'secret'), await readFile(secret), { mode: 0o600 });
  if (manifest.kind === 'tables') await asked.load(manifest, home);
  else {
    const whileItRuns = async (ownerUrl: string): Promise<void> => look?.(ownerUrl, home);
    await restoreCluster({ target, ring, manifest, home, to, whileItRuns });
  }
  return files;
}

/** The newest keys, whatever the moment; a key that was destroyed stays so, whichever side knows of it. */
async function restoreVault({ target, ring, into }: Restoring, home: string): Promise<void> {
  if (existsSync(vaultOf(into))) {
    const living = openVault(vaultOf(into), ring);
    await living.copyTo(vaultOf(home));
    living.close();
  }
  await target.readVault(async (file) => {
    const vault = openVault(vaultOf(home), ring);
    try {
      vault.care.merge(file);
    } catch (error) {
      throw new BackupRefused('wrong-key', `The keys of the backup cannot be taken in: ${(error as Error).message}`);
    } finally {
      vault.close();
    }
  });
}

async function restoreFiles({ target, ring }: Restoring, home: string): Promise<number> {
  let count = 0;
  for (const folder of await target.folders('files')) {
    const kept = await target.list(`files/${folder}`);
    const to = path.join(filesOf(home), folder);
    await mkdir(to, { recursive: true, mode: 0o700 });
    await inTurns(kept, async ({ name }) => {
      const content = opened(target.get(name), { ring, about: name });
      await writeFile(path.join(to, path.posix.basename(name)), content, { mode: 0o600, flush: true });
      count += 1;
    });
    await syncFolder(to);
  }
  return count;
}

/** What makes a folder a data folder. */
const marks = ['postgres', 'postgres.place', 'files', 'vault'];

/** Makes sure that nobody lives in the folder, or that it is meant and nobody is at home. */
async function claim(into: string, isForced: boolean): Promise<() => void> {
  const there = await readdir(into).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  // The keys, and the secret, may have been put there beforehand.
  const others = there.filter((name) => name !== 'keys' && name !== 'secret');
  if (others.length === 0) return () => undefined;
  if (!isForced)
    throw new BackupRefused(
      'not-empty',
      `${into} is not empty: restore into a new folder, or put it aside with --force`,
    );
  if (!others.some((name) => marks.includes(name)))
    throw new BackupRefused('not-empty', `${into} is no data folder of Yntymaq: it is not put aside even with --force`);
  const folder = await databaseFolder(into);
  const ownership = folder === undefined ? undefined : await takeOwnership(folder);
  return () => ownership?.release();
}

/** Where the database of a data folder is: in it, or where the file in it says. */
async function databaseFolder(home: string): Promise<string | undefined> {
  const { placeFor } = await import('../postgres/index.ts');
  const hasOne = existsSync(path.join(home, 'postgres')) || existsSync(path.join(home, 'postgres.place'));
  return hasOne ? placeFor(home).folder : undefined;
}

async function putInPlace({ draft, into, now }: { draft: string; into: string; now: Date }) {
  const there = await readdir(into).catch(() => []);
  const keys = path.join(into, 'keys');
  if (existsSync(keys)) await writeFile(path.join(draft, 'keys'), await readFile(keys), { mode: 0o600, flush: true });
  const aside = `${into}.before-${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  if (existsSync(into)) await rename(into, aside);
  await rename(draft, into);
  await syncFolder(path.dirname(into));
  if (there.some((name) => marks.includes(name))) return aside;
  await rm(aside, { recursive: true, force: true });
  return undefined;
}

/** Removes what restores that were killed left beside the folder. One that is still at work holds its lock. */
async function sweepBeside(into: string): Promise<void> {
  const beside = await readdir(path.dirname(into));
  for (const name of beside.filter((each) => each.startsWith(`${path.basename(into)}.restoring-`))) {
    const left = path.join(path.dirname(into), name);
    const lock = await lockFile(path.join(left, 'restore.lock'), 0);
    if (!lock) throw new BackupRefused('busy', `Another restore into ${into} is at work`);
    lock.close();
    await removeHome(left);
  }
}

/** Removes a data folder, and its database where that is elsewhere. */
export async function removeHome(home: string): Promise<void> {
  const folder = await databaseFolder(home);
  if (folder && !folder.startsWith(`${home}${path.sep}`)) await rm(folder, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
}

export const dataOf = ({ target, ring }: Pick<Restoring, 'target' | 'ring'>, manifest: Manifest) =>
  opened(target.get(names.data(manifest)), { ring, about: names.data(manifest) });
