import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { CannotStart } from '../cannotStart.ts';

/** Who Postgres runs as. Undefined: whoever we are. */
export type Account = { uid: number; gid: number } | undefined;

const isRoot = (): boolean => process.getuid?.() === 0;

/** The account of that name in /etc/passwd: `name:password:uid:gid:…`. */
function accountNamed(name: string): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function createPostgresAccount(): Account {
  const env = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { env, stdio: 'ignore' });
  // Whatever it answered: another start may have made the account in the same moment.
  return accountNamed('postgres');
}

/**
 * Postgres refuses to run as root. Root therefore lends it the account `postgres`, made if it is missing, or `nobody`
 * where accounts cannot be made. `initdb` looks its own account up by number, so one without a name does not do.
 */
export function accountForPostgres(): Account {
  if (!isRoot()) return undefined;
  const account = accountNamed('postgres') ?? createPostgresAccount() ?? accountNamed('nobody');
  if (account) return account;
  throw new CannotStart(
    'Postgres does not run as root, and there is neither a user "postgres" nor "nobody" to run it as: start as another user, or set DATABASE_URL',
  );
}

/** Root runs an existing database as the user it belongs to, so that `sudo npm start` does not lock its owner out. */
export function ownerOf(folder: string): Account {
  if (!isRoot()) return undefined;
  const { uid, gid } = statSync(folder);
  return uid === 0 ? accountForPostgres() : { uid, gid };
}

/** The nearest folder on the way to `target` which `account` may not enter, or undefined. Missing folders do not count. */
export function barrierFor(account: Account, target: string): string | undefined {
  if (!account) return undefined;
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat && !mayEnter(account, stat)) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

type Ownership = { mode: number; uid: number; gid: number };

function mayEnter(account: { uid: number; gid: number }, { mode, uid, gid }: Ownership): boolean {
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}
