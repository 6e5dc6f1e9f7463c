import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import { alone } from './alone.server.ts';
import { askedRuns, beginRun, type Ending, endRun, keepState, type RunKind } from './backup.sql.ts';
import { drill, type VerifyChain } from './drill.server.ts';
import { lineIn } from './line.server.ts';
import { manifestsIn } from './manifest.ts';
import { prune } from './prune.server.ts';
import { BackupRefused } from './refused.ts';
import type { Restoring } from './restore.server.ts';
import type { Keep } from './retention.ts';
import { boundSpool, gapFile, newShipping, type Shipping, shipLog, spoolSize } from './ship.server.ts';
import type { Installation } from './source.ts';
import { takeBackup } from './take.server.ts';

export type Keeping = {
  installation: Installation;
  keep: Keep;
  /** Bytes of the log that may wait for the target. */
  spoolLimit: number;
  migrations: readonly string[];
  load: Restoring['load'];
  verifyChain: VerifyChain;
  now: () => Date;
};

/** Milliseconds between two turns. */
const pause = 10_000;

/**
 * Takes a backup now, prunes the older ones and writes down how it went.
 *
 * @throws BackupRefused `busy` while another is at work; or why it could not be taken
 */
export async function backupNow(keeping: Keeping, isTakenOver = false): Promise<Ending> {
  const { installation, keep, now } = keeping;
  const { home, target, vault } = installation;
  return recorded(keeping, 'backup', async () => {
    const line = await lineIn({ home, target, installation: vault.id, isTakenOver, now: now() });
    // While nothing is being shipped either: what lies there then is from a run that was killed.
    await alone({ home, name: 'ship', waits: 30_000 }, () => target.sweep());
    const gap = existsSync(gapFile(home));
    const { manifest, files } = await takeBackup(installation, line, now());
    if (gap) await rm(gapFile(home), { force: true });
    await prune(installation, line, keep);
    const bytes = manifest.bytes + files.bytes;
    return { outcome: 'done', backup: manifest.id, bytes, files: files.files };
  });
}

/** Restores the newest backup aside, looks at it and writes down how it went. */
export const drillNow = (keeping: Keeping): Promise<Ending> =>
  recorded(keeping, 'drill', async () => {
    const { installation, migrations, load, verifyChain, now } = keeping;
    const { manifest, rows, isChainWhole } = await drill({
      ...installation,
      migrations,
      load,
      verifyChain,
      now: now(),
    });
    return { outcome: 'done', backup: manifest.id, bytes: manifest.bytes, rowsRead: rows, isChainWhole };
  });

const recorded = ({ installation }: Keeping, kind: RunKind, work: () => Promise<Ending>): Promise<Ending> =>
  alone({ home: installation.home, name: 'backup' }, async () => {
    const { ownerUrl } = installation;
    const id = await beginRun(ownerUrl, kind);
    try {
      const ending = await work();
      await endRun(ownerUrl, id, ending);
      return ending;
    } catch (error) {
      const refused: Ending =
        error instanceof BackupRefused ? { outcome: 'refused', why: error.why } : { outcome: 'failed' };
      await endRun(ownerUrl, id, refused).catch(() => undefined);
      throw error;
    }
  });

/** One turn of shipping and of writing down how things stand; what goes wrong is said there, and tried again next time. */
export async function keepOnce(keeping: Keeping, before: Shipping): Promise<{ shipping: Shipping; problem: unknown }> {
  const { installation, spoolLimit, now } = keeping;
  const { home, target, vault, embedded, ownerUrl } = installation;
  let [shipping, problem]: [Shipping, unknown] = [before, undefined];
  try {
    const line = await lineIn({ home, target, installation: vault.id, now: now() });
    if (embedded)
      shipping = await alone({ home, name: 'ship' }, () => shipLog({ ...installation, embedded }, line, before));
  } catch (error) {
    problem = error;
  }
  const hasGap = embedded ? await boundSpool({ ...installation, embedded }, spoolLimit, now()) : false;
  await keepState(ownerUrl, {
    place: target.place,
    isEmbedded: embedded !== undefined,
    reachedAt: shipping.reach.at ?? null,
    spool: embedded ? await spoolSize(embedded.spool) : { pieces: 0, bytes: 0 },
    problem: hasGap || existsSync(gapFile(home)) ? 'gap' : nameOf(problem),
  });
  return { shipping, problem };
}

function nameOf(problem: unknown): Parameters<typeof keepState>[1]['problem'] {
  if (problem === undefined) return null;
  return problem instanceof BackupRefused ? problem.why : 'failed';
}

/** Whether a backup is due though nobody asked: there is none yet, or the log has a gap. */
async function isDue({ installation, now }: Keeping): Promise<boolean> {
  const { home, target, vault } = installation;
  const line = await lineIn({ home, target, installation: vault.id, now: now() });
  if (existsSync(gapFile(home))) return true;
  return !(await manifestsIn(installation)).some((each) => each.line === line);
}

/** Milliseconds after which what is due but did not succeed is tried again. */
const patience = 10 * 60_000;

/** Keeps the backups of a running installation until it is stopped: ships the log, and does what is asked for and what is due. */
export function startKeeper(keeping: Keeping, log: Logger): { stop: () => Promise<void> } {
  const ends = new AbortController();
  const rest = () => delay(pause, undefined, { signal: ends.signal }).catch(() => undefined);
  const say = (what: string, error: unknown): string => {
    const why = error instanceof BackupRefused ? error.why : 'failed';
    if (!ends.signal.aborted) log.error({ backup: why, err: error }, what);
    return why;
  };
  const turns = async (): Promise<void> => {
    let [shipping, said] = [newShipping(), ''];
    for (; !ends.signal.aborted; await rest()) {
      const turn = await keepOnce(keeping, shipping).catch((problem: unknown) => ({ shipping, problem }));
      shipping = turn.shipping;
      const name = nameOf(turn.problem) ?? '';
      // Said when it begins, not at every turn.
      if (name !== '' && name !== said) say('the log cannot be taken to the backups', turn.problem);
      if (name === '' && said !== '') log.warn('the log is taken to the backups again');
      said = name;
    }
  };
  const runs = async (): Promise<void> => {
    for (let notBefore = 0; !ends.signal.aborted; await rest())
      await runDue(keeping, Date.now() >= notBefore).catch((error: unknown) => {
        say('a backup or a drill did not succeed', error);
        notBefore = Date.now() + patience;
      });
  };
  const working = Promise.all([turns(), runs()]);
  return {
    stop: async () => {
      ends.abort();
      // A backup at work ends when its database does, and leaves nothing that the next start does not remove.
      await Promise.race([working, delay(2000, undefined, { ref: false })]);
    },
  };
}

async function runDue(keeping: Keeping, isPatient: boolean): Promise<void> {
  const asked = await askedRuns(keeping.installation.ownerUrl);
  if (asked.includes('backup') || (isPatient && (await isDue(keeping)))) await backupNow(keeping);
  if (asked.includes('drill')) await drillNow(keeping);
}
