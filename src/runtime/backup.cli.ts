import { parseArgs } from 'node:util';
import { backupNow, drillNow, folderTarget, manifestsIn } from '../platform/backup/index.ts';
import { CannotStart } from '../platform/cannotStart.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { keyRingOf } from '../platform/crypto/installationKeys.ts';
import { openVault } from '../platform/crypto/vault.ts';
import { reachEmbeddedPostgres } from '../platform/postgres/index.ts';
import { secretOf } from '../platform/secret.ts';
import { keepingOf } from './backups.ts';
import { databaseName, openDatabases } from './databases.ts';
import { join, resolve } from 'node:path';

type Output = (text: string) => void;

const usage = `Takes a backup of all that is kept: database, files and the keys of people, encrypted.

  npx yntymaq backup [FOLDER]        takes one now; it does not matter whether Yntymaq is running
  npx yntymaq backup --list [FOLDER] says which there are, and to which moments they can be restored
  npx yntymaq backup --drill [FOLDER] restores the newest one aside, looks at it and removes it again

  FOLDER       where backups are, unless YNTYMAQ_BACKUP says
  --take-over  goes on in a folder where another copy of this installation wrote, which is gone for good

The settings are those of npm start. The keys of YNTYMAQ_KEYS are in no backup: without them none can be opened.
`;

const options = {
  list: { type: 'boolean' },
  drill: { type: 'boolean' },
  'take-over': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** `npx yntymaq backup`: returns the status to end with: 0 done, 1 refused or failed, 2 asked in a wrong way. */
export async function backupByHand(args: string[], out: Output, err: Output): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) {
      out(usage);
      return 0;
    }
    const read = readConfig(process.env);
    if ('problems' in read) throw new CannotStart(read.problems.join('\n'));
    const [given] = positionals;
    const folder = given === undefined ? read.config.backup.folder : resolve(given);
    if (folder === undefined)
      throw new CannotStart('Say where backups are: npx yntymaq backup FOLDER, or YNTYMAQ_BACKUP');
    if (values.list) out(await listOf(read.config, folder));
    else
      out(
        await work(read.config, { folder, isDrill: values.drill === true, isTakenOver: values['take-over'] === true }),
      );
    return 0;
  } catch (error) {
    err(`${(error as Error).message}\n`);
    return error instanceof CannotStart || error instanceof TypeError ? 2 : 1;
  }
}

async function listOf(config: Config, folder: string): Promise<string> {
  const manifests = await manifestsIn({ target: folderTarget(folder), ring: keyRingOf(config)() });
  if (manifests.length === 0) return `There is no backup in ${folder}.\n`;
  const lines = manifests.map(
    ({ id, kind, finishedAt, bytes }) =>
      `${finishedAt}  ${megabytes(bytes).padStart(9)}  ${kind === 'cluster' ? 'and any later moment' : 'this moment only   '}  ${id}`,
  );
  return `${lines.join('\n')}\n`;
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

type Asked = { folder: string; isDrill: boolean; isTakenOver: boolean };

async function work(config: Config, { folder, isDrill, isTakenOver }: Asked): Promise<string> {
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const databases = await reachDatabases(config);
  const ring = keyRingOf(config);
  const vault = openVault(join(config.dataFolder, 'vault'), ring);
  try {
    const keeping = await keepingOf({ config, folder, ownerUrl: databases.ownerUrl, ring, vault });
    if (isDrill) {
      const { backup, rowsRead, isChainWhole } = await drillNow(keeping);
      const chain = isChainWhole === null ? 'nothing was sealed yet' : 'the chain of the audit is whole';
      return `Backup ${backup} can be restored: ${rowsRead} rows were read, ${chain} (${seconds()}).\n`;
    }
    const { backup, bytes = 0, files } = await backupNow(keeping, isTakenOver);
    return `Backup ${backup} is in ${folder}: ${megabytes(bytes)}, ${files} new files (${seconds()}).\n`;
  } finally {
    vault.close();
    await databases.stop();
  }
}

/** Starts the embedded Postgres for this moment, or uses that of a running program. */
async function reachDatabases(config: Config): Promise<{ ownerUrl: string; stop: () => Promise<void> }> {
  try {
    return await openDatabases({ config, secret: secretOf(config), say: () => undefined });
  } catch (error) {
    if (!(error instanceof CannotStart && / is in use by process /.test(error.message))) throw error;
    const { urlFor } = reachEmbeddedPostgres(config.dataFolder);
    return { ownerUrl: urlFor('postgres', databaseName), stop: async () => {} };
  }
}
