import { join } from 'node:path';
import { CannotStart } from './platform/cannotStart.ts';
import { type Config, readConfig } from './platform/config.ts';
import { keyRingOf } from './platform/crypto/installationKeys.ts';
import { openVault } from './platform/crypto/vault.ts';
import { openDatabase } from './platform/database.ts';
import { openFiles } from './platform/files/files.ts';
import { openLog } from './platform/log.ts';
import { deriveSecret, secretOf } from './platform/secret.ts';
import { startBackground } from './runtime/background.ts';
import { openDatabases } from './runtime/databases.ts';

/**
 * Runs the jobs alone, beside programs that only serve (`YNTYMAQ_JOBS=off`). Several may run: each job runs in one of them
 * at a time, and what one leaves when it dies is taken up by another within two minutes.
 *
 * @throws CannotStart without a Postgres of its own kind: the embedded one belongs to the program that serves
 */
export async function startWorker(config: Config, say: (line: string) => void): Promise<{ stop: () => Promise<void> }> {
  if (config.databaseUrl === undefined)
    throw new CannotStart(
      'DATABASE_URL is missing: the own Postgres belongs to the program that serves, which runs the jobs',
    );
  if (config.origin === undefined)
    throw new CannotStart('YNTYMAQ_ORIGIN is missing: messages need the address that people use');
  const { origin } = config;
  const secret = secretOf(config);
  const databases = await openDatabases({ config, secret, say });
  const workerDb = openDatabase(databases.urls.worker, 3);
  const vault = openVault(join(config.dataFolder, 'vault'), keyRingOf(config));
  const close = async () => {
    await workerDb.destroy();
    vault.close();
    await databases.stop();
  };
  try {
    const files = openFiles({ folder: join(config.dataFolder, 'files'), secret: deriveSecret(secret, 'files'), vault });
    const own = { ownerUrl: databases.ownerUrl, workerDb, vault, files, log: openLog(config.logLevel) };
    const stop = await startBackground(config, { ...own, now: () => new Date(), origin: () => origin });
    return {
      stop: async () => {
        await stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `npx yntymaq worker`: until it is told to stop. @returns the status to end with */
export async function runWorker(out: (text: string) => void, err: (text: string) => void): Promise<number> {
  const read = readConfig(process.env);
  if ('problems' in read) {
    err(`${read.problems.join('\n')}\n`);
    return 1;
  }
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    const worker = await startWorker(read.config, (line) => out(`${line}\n`));
    out('Yntymaq: the jobs run\n');
    await asked;
    out('Stopping\n');
    await worker.stop();
    return 0;
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    err(`${error.message}\n`);
    return 1;
  }
}
