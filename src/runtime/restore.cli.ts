import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BackupRefused, folderTarget, restoreBackup, type TablesManifest } from '../platform/backup/index.ts';
import { CannotStart } from '../platform/cannotStart.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { keyRingOf } from '../platform/crypto/installationKeys.ts';
import { migrationNames } from '../platform/migrate.ts';
import { loadInto, loadIntoNew, verifyChain } from './backups.ts';

type Output = (text: string) => void;

const usage = `Restores all that is kept from a backup: database, files and the keys of people.

  npx yntymaq restore [--from FOLDER] [--to 2026-11-22T05:00:00Z] [--into FOLDER] [--force]

  --from    where backups are, unless YNTYMAQ_BACKUP says
  --to      the moment, with its zone; otherwise as late as there is something
  --into    the data folder that there is to be, unless YNTYMAQ_DATA says
  --force   puts aside what is in that folder; nothing is ever overwritten

The keys are those of YNTYMAQ_KEYS, YNTYMAQ_KEY_FILE or the file "keys" in the data folder. A backup of an external server is
loaded into the server that DATABASE_URL names, which must be new, or else into a Postgres of our own.
`;

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  into: { type: 'string' },
  force: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;
type Values = { from?: string; to?: string; into?: string; force?: boolean };

/** `npx yntymaq restore`: returns the status to end with: 0 done, 1 refused or failed, 2 asked in a wrong way. */
export async function restoreByHand(args: string[], out: Output, err: Output): Promise<number> {
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) {
      out(usage);
      return 0;
    }
    const read = readConfig(process.env);
    if ('problems' in read) throw new CannotStart(read.problems.join('\n'));
    out(await restore(read.config, values));
    return 0;
  } catch (error) {
    err(`${(error as Error).message}\n`);
    return error instanceof CannotStart || error instanceof TypeError ? 2 : 1;
  }
}

/** A moment without its zone is another moment elsewhere, so there is none without. */
function momentOf(text: string): Date {
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const moment = new Date(text);
  if (isWhole && !Number.isNaN(moment.getTime())) return moment;
  throw new CannotStart(`--to is "${text}": expected a moment with its zone, such as 2026-11-22T05:00:00Z`);
}

async function restore(config: Config, { from, to, into, force }: Values): Promise<string> {
  const began = performance.now();
  const folder = from === undefined ? config.backup.folder : resolve(from);
  if (folder === undefined) throw new CannotStart('Say where backups are: --from FOLDER, or YNTYMAQ_BACKUP');
  const home = into === undefined ? config.dataFolder : resolve(into);
  const target = folderTarget(folder);
  const ring = keyRingOf({ ...config, dataFolder: home, isMade: false })();
  const load = (manifest: TablesManifest, at: string): Promise<void> =>
    config.databaseUrl === undefined
      ? loadIntoNew({ target, ring }, manifest, at)
      : loadInto({ target, ring }, manifest, config.databaseUrl);
  let chain: boolean | null | undefined;
  const { manifest, files, aside } = await restoreBackup({
    target,
    ring,
    into: home,
    to: to === undefined ? undefined : momentOf(to),
    isForced: force === true,
    migrations: await migrationNames(),
    now: new Date(),
    load,
    look: async (ownerUrl) => {
      chain = await verifyChain(ownerUrl);
      if (chain === false) throw new BackupRefused('damaged', 'The chain of the audit is broken in what was restored');
    },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  return [
    `Restored into ${home} from backup ${manifest.id}${to ? `, as it was at ${to}` : ''}: ${files} files (${seconds} s).`,
    ...(chain === true ? ['The chain of the audit is whole.'] : []),
    ...(aside ? [`What was there before is in ${aside}.`] : []),
    'Backups go on in a folder of their own (YNTYMAQ_BACKUP), or in the same with: npx yntymaq backup --take-over',
    '',
  ].join('\n');
}
