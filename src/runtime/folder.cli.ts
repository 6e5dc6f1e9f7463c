import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { intakeFolder, type Outcome } from '../modules/documents/index.ts';
import { CannotStart } from '../platform/cannotStart.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { rowText } from '../platform/csv.ts';
import { keyRingOf } from '../platform/crypto/installationKeys.ts';
import { openVault } from '../platform/crypto/vault.ts';
import { openDatabase } from '../platform/database.ts';
import { openFetch } from '../platform/fetch/fetch.server.ts';
import { openFiles } from '../platform/files/files.ts';
import { problemTitle } from '../platform/i18n/catalogues.server.ts';
import { reachEmbeddedPostgres } from '../platform/postgres/index.ts';
import { deriveSecret, secretOf } from '../platform/secret.ts';
import { todayIn } from '../platform/time/calendar.ts';
import { openDatabases } from './databases.ts';
import { endVisit, startVisit } from './folder.sql.ts';

type Output = (text: string) => void;

const usage = `Takes in every page and paper of a folder, in somebody's name and with what they may do.

  npx yntymaq intake FOLDER --partnership SLUG --as EMAIL [--organisation ID] [--publisher NAME] [--report FILE]

  --partnership    its short name, as in its address
  --as             the e-mail of an officer whose organisation takes part in it
  --organisation   which of their organisations, where several take part
  --publisher      said of every file
  --report         a CSV with one line a file: what became of it, and why; without it refused files are printed

Started again after any end, it goes on: a file that was taken in is known by its content and is not taken in twice.
The settings are those of npm start. It does not matter whether Yntymaq is running.
`;

const Asked = z.object({
  partnership: z.string().regex(/^[a-z0-9-]{1,100}$/),
  as: z.email(),
  organisation: z.uuid().optional(),
  publisher: z.string().trim().min(1).max(300).optional(),
  report: z.string().min(1).optional(),
});
type Asked = z.infer<typeof Asked> & { folder: string };

const text = { type: 'string' } as const;
const options = {
  partnership: text,
  as: text,
  organisation: text,
  publisher: text,
  report: text,
  help: { type: 'boolean' },
} as const;

function readAsked(args: string[]): Asked | null {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  if (values.help) return null;
  const asked = Asked.safeParse(values);
  if (!asked.success)
    throw new CannotStart(asked.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new CannotStart('name one folder');
  return { ...asked.data, folder: resolve(folder) };
}

/** `npx yntymaq intake`: returns the status to end with, 1 when a file was refused. */
export async function intakeByHand(args: string[], out: Output, err: Output): Promise<number> {
  try {
    const asked = readAsked(args);
    if (!asked) {
      out(usage);
      return 0;
    }
    const read = readConfig(process.env);
    if ('problems' in read) throw new CannotStart(read.problems.join('\n'));
    if (!(await stat(asked.folder).catch(() => null))?.isDirectory())
      throw new CannotStart(`${asked.folder} is not a folder`);
    return await takeFolder(read.config, asked, { out, err });
  } catch (error) {
    err(`${(error as Error).message}\n`);
    return error instanceof CannotStart || error instanceof TypeError ? 2 : 1;
  }
}

/** Uses the Postgres of a running program, or starts the embedded one for as long as this takes. */
async function reach(config: Config, secret: string, say: (line: string) => void) {
  try {
    return await openDatabases({ config, secret, say });
  } catch (error) {
    if (!(error instanceof CannotStart && / is in use by process /.test(error.message))) throw error;
    const { urlFor } = reachEmbeddedPostgres(config.dataFolder);
    return {
      ownerUrl: urlFor('postgres', 'yntymaq'),
      urls: { app: urlFor('yntymaq_app', 'yntymaq') },
      stop: () => Promise.resolve(),
    };
  }
}

async function takeFolder(config: Config, asked: Asked, { out, err }: { out: Output; err: Output }): Promise<number> {
  const secret = secretOf(config);
  const databases = await reach(config, secret, (line) => err(`${line}\n`));
  const atOnce = availableParallelism();
  const db = openDatabase(databases.urls.app, atOnce + 1);
  const vault = openVault(join(config.dataFolder, 'vault'), keyRingOf(config));
  const visit = await startVisit(databases.ownerUrl, asked);
  const report = openReport(asked.report);
  const progress = progressOf(err);
  try {
    const counts = await intakeFolder({
      db,
      credentials: { token: visit.token, organisation: visit.organisation },
      vault,
      files: openFiles({ folder: join(config.dataFolder, 'files'), secret: deriveSecret(secret, 'files'), vault }),
      clock: { now: () => new Date(), today: () => todayIn(config.zone, new Date()), newId: uuidv7 },
      maxUpload: config.maxUpload,
      fetchPage: openFetch(),
      folder: asked.folder,
      partnership: visit.partnership,
      publisher: asked.publisher,
      atOnce,
      told: (outcome, whole) => {
        report(outcome);
        progress(whole);
        if ('refused' in outcome && asked.report === undefined) out(`${outcome.path}: ${causeOf(outcome.refused)}\n`);
      },
    });
    err('\n');
    out(
      `${counts.taken} taken in, ${counts.known} known before, ${counts.refused} refused, of ${counts.total} files.\n`,
    );
    return counts.refused > 0 ? 1 : 0;
  } finally {
    await endVisit(databases.ownerUrl, visit.token);
    await db.destroy();
    vault.close();
    await databases.stop();
  }
}

const causeOf = (refused: string): string => `${refused} (${problemTitle('en', `problem.${refused}`)})`;

/** One line a file; nothing of what is in it. */
function openReport(path: string | undefined): (outcome: Outcome) => void {
  if (path === undefined) return () => undefined;
  const file = createWriteStream(path);
  file.write(rowText(['file', 'outcome', 'cause', 'document']));
  return (outcome) => {
    const { path: name } = outcome;
    if ('refused' in outcome) file.write(rowText([name, 'refused', causeOf(outcome.refused), '']));
    else file.write(rowText([name, outcome.isNew ? 'taken in' : 'known before', '', outcome.document]));
  };
}

const between = 500;
/** Says twice a second how far it is. */
function progressOf(err: Output) {
  const started = Date.now();
  let saidAt = 0;
  return ({ done, total }: { done: number; total: number }) => {
    const now = Date.now();
    if (now - saidAt < between && done < total) return;
    saidAt = now;
    const rate = done / Math.max(0.001, (now - started) / 1000);
    const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
    err(`\r${done} of ${total}, ${rate.toFixed(1)} a second, ${left} s left   `);
  };
}
