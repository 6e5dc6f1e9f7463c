import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CannotStart } from '../cannotStart.ts';
import { type Account, accountForPostgres, barrierFor, ownerOf } from './account.ts';
import { binariesFor } from './binaries.ts';

/** Where one embedded Postgres lives. All paths are absolute. */
export type Place = {
  account: Account;
  binaries: string;
  /** Ours: the lock, and who holds it. */
  folder: string;
  /** The account's: the database cluster itself. */
  cluster: string;
  /** The account's, closed to others: the unix socket. */
  socket: string;
};

/** For databases whose home is in a folder which only root may enter. */
const farRoot = '/var/lib/yntymaq';

/** Linux keeps 108 bytes for the path of a socket, with the zero at its end. */
const socketPathLimit = 107;
const socketName = '.s.PGSQL.5432';

/** Finds or makes the place of the database that belongs to the data folder `home`. */
export function placeFor(home: string): Place {
  const near = path.join(path.resolve(home), 'postgres');
  mkdirSync(path.resolve(home), { recursive: true, mode: 0o711 });
  const { folder, account } = chooseFolder(near, path.resolve(home));
  mkdirSync(folder, { recursive: true, mode: account ? 0o711 : 0o700 });
  const binaries = binariesFor(account, account ? farRoot : folder);
  const socket = socketFolder(folder, account);
  return { account, binaries, folder, cluster: path.join(folder, 'cluster'), socket };
}

function chooseFolder(near: string, home: string): { folder: string; account: Account } {
  const nearCluster = path.join(near, 'cluster');
  if (existsSync(nearCluster)) {
    const account = ownerOf(nearCluster);
    const barrier = barrierFor(account, near);
    if (!barrier) return { folder: near, account };
    throw new CannotStart(`The database in ${near} is out of reach for its user ${account?.uid}: chmod o+x ${barrier}`);
  }
  const account = accountForPostgres();
  const far = account && (readName(home) ?? (barrierFor(account, near) && newName(home)));
  return { folder: far ? path.join(farRoot, far) : near, account };
}

const nameFile = (home: string): string => path.join(home, 'postgres.place');
const readName = (home: string): string | undefined =>
  existsSync(nameFile(home)) ? readFileSync(nameFile(home), 'utf8').trim() : undefined;

/**
 * Names the far place by chance and not by the path of the clone: a fresh clone at an old path starts afresh, and a
 * clone that was moved keeps its data. `link` gives the file its name whole, and to one of two processes only.
 */
function newName(home: string): string {
  const draft = `${nameFile(home)}.${randomUUID()}`;
  writeFileSync(draft, `${randomUUID()}\n`, { mode: 0o644 });
  try {
    linkSync(draft, nameFile(home));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(nameFile(home), 'utf8').trim();
}

/** A folder closed to others, with a path short enough for a socket in it. */
function socketFolder(folder: string, account: Account): string {
  const short = `yntymaq-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`;
  const candidates = [path.join(folder, 'socket'), path.join(tmpdir(), short), path.join('/tmp', short)];
  const chosen = candidates.find(
    (candidate) =>
      Buffer.byteLength(path.join(candidate, socketName)) <= socketPathLimit &&
      barrierFor(account, path.dirname(candidate)) === undefined,
  );
  if (!chosen) throw new CannotStart(`No path is short enough for a socket: ${candidates.join(', ')}`);
  makePrivate(chosen, account);
  return chosen;
}

/** Makes a folder of the account's own, closed to others. One that others made in a shared place is refused. */
export function makePrivate(folder: string, account: Account): void {
  const uid = account?.uid ?? process.getuid?.();
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found && !(found.isDirectory() && (found.uid === uid || found.uid === process.getuid?.())))
    throw new CannotStart(`${folder} belongs to somebody else (user ${found.uid}): remove it, or set TMPDIR`);
  if (!found) mkdirSync(folder, { mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
}
