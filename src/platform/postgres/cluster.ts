import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { CannotStart } from '../cannotStart.ts';
import { makePrivate, type Place } from './place.ts';

/** Nothing of our environment reaches Postgres: neither PG… variables nor secrets, nor the machine's locale and zone. */
export const bareEnvironment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * The language of the system plays no part: texts are UTF-8, and Unicode's own rules say what is a letter and what is
 * its lower case. The socket's folder is closed to other users, so whoever reaches the socket is trusted.
 */
const clusterOptions = [
  '--username=postgres',
  '--auth-local=trust',
  '--auth-host=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=und',
  '--no-instructions',
];

/**
 * Creates the database cluster unless it exists. It is made under another name first: a cluster that exists is whole.
 *
 * @param isDurable false spares the disk; for tests
 */
export async function createCluster(place: Place, isDurable: boolean): Promise<void> {
  const { cluster, account, binaries, folder } = place;
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return;
  const drafts = readdirSync(folder).filter((name) => name.startsWith('cluster.new-'));
  for (const draft of drafts) rmSync(path.join(folder, draft), { recursive: true, force: true });

  const draft = `${cluster}.new-${randomUUID()}`;
  makePrivate(draft, account);
  const options = [...clusterOptions, ...(isDurable ? [] : ['--no-sync']), `--pgdata=${draft}`];
  const { status, output } = await run(path.join(binaries, 'bin', 'initdb'), options, {
    ...account,
    cwd: draft,
    env: bareEnvironment,
  });
  if (status !== 0) throw new CannotStart(reasonFrom(output));
  renameSync(draft, cluster);
}

function reasonFrom(output: string): string {
  if (output.includes('could not look up effective user'))
    return `User ${process.getuid?.()} has no name in /etc/passwd, and Postgres needs one: add it, start as another user, or set DATABASE_URL`;
  return `The database could not be created: ${output.trim().split('\n').slice(-3).join(' ')}`;
}

type RunOptions = { uid?: number; gid?: number; cwd: string; env: Record<string, string> };

const run = (file: string, options: string[], where: RunOptions): Promise<{ status: number | null; output: string }> =>
  new Promise((resolve) => {
    const child = spawn(file, options, { ...where, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (text: string): void => {
      output = (output + text).slice(-4000);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => resolve({ status: null, output: String(error) }));
    child.once('close', (status) => resolve({ status, output }));
  });
