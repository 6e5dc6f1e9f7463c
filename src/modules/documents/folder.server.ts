import { unknownHost } from '../../platform/installation/host.ts';
import { opendir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { openAccesses } from '../../platform/access/access.ts';
import type { Actor, Credentials } from '../../platform/actor.ts';
import { asPerson, type Database } from '../../platform/database.ts';
import type { Incoming, Served } from '../../platform/serve.ts';
import type { Clock } from '../../platform/http/api.ts';
import { type IntakeRefusal, takeIn } from './intake.server.ts';

export type FolderRefusal = IntakeRefusal | 'too-large' | 'forbidden' | 'sign-in-first' | 'file-unreadable' | 'failed';
/** What became of one file: its path in the folder, and nothing of what is in it. */
export type Outcome = { path: string } & ({ document: string; isNew: boolean } | { refused: FolderRefusal });
export type FolderCounts = { total: number; taken: number; known: number; refused: number };

export type FolderIntake = Pick<Incoming, 'files' | 'vault' | 'maxUpload' | 'fetchPage'> & {
  db: Database;
  credentials: Credentials;
  clock: Clock;
  /** Absolute. */
  folder: string;
  partnership: string;
  publisher?: string | undefined;
  /** So many files are read at the same time. */
  atOnce: number;
  told: (outcome: Outcome, whole: { done: number; total: number }) => void;
};

const isMeant = (name: string): boolean => !/^(?:\.|~\$)|^(?:thumbs\.db|desktop\.ini)$/i.test(name);

/** The files under a folder by their names; links are not followed, so nothing outside it is read. */
async function filesUnder(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of await opendir(folder, { recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const isHidden = relative(folder, path)
      .split('/')
      .some((part) => !isMeant(part));
    if (entry.isFile() && !isHidden) found.push(path);
  }
  return found.sort();
}

const servedFor = (intake: FolderIntake, tx: Served['tx'], actor: Actor): Served => {
  const { clock, files, vault, maxUpload, fetchPage } = intake;
  const made = { now: clock.now(), clockNow: clock.now, host: unknownHost, today: clock.today(), newId: clock.newId };
  const asked = { idempotencyKey: undefined, cameFrom: null, origin: '', accesses: openAccesses() };
  return { tx, actor, ...asked, files, vault, maxUpload, fetchPage, ...made };
};

async function takeFile(
  intake: FolderIntake,
  path: string,
): Promise<{ document: string; isNew: boolean } | { refused: FolderRefusal }> {
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return { refused: 'file-unreadable' };
  if (size > intake.maxUpload) return { refused: 'too-large' };
  const bytes = await readFile(path).catch(() => null);
  if (!bytes) return { refused: 'file-unreadable' };
  const { db, credentials, partnership, publisher } = intake;
  return asPerson(db, credentials, async (tx, entry) => {
    if ('refused' in entry) return entry;
    if (!entry.actor.may.has('documents.write')) return { refused: 'forbidden' };
    const file = { name: path.slice(path.lastIndexOf('/') + 1), type: '' };
    const taken = await takeIn(servedFor(intake, tx, entry.actor), { partnership, publisher, bytes, file });
    return 'refused' in taken ? taken : { document: taken.taken, isNew: taken.isNew };
  });
}

/**
 * Takes in every file under a folder, each in a transaction of its own: killed at any moment, at most the files that were
 * being read are missing, and the next run takes those in and knows the others by their bytes.
 */
export async function intakeFolder(intake: FolderIntake): Promise<FolderCounts> {
  const paths = await filesUnder(intake.folder);
  const counts = { total: paths.length, taken: 0, known: 0, refused: 0 };
  let done = 0;
  const queue = paths.values();
  const work = async () => {
    for (const path of queue) {
      const outcome = await takeFile(intake, path).catch((): { refused: FolderRefusal } => ({ refused: 'failed' }));
      counts['refused' in outcome ? 'refused' : outcome.isNew ? 'taken' : 'known']++;
      done++;
      intake.told({ path: relative(intake.folder, path), ...outcome }, { done, total: paths.length });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, intake.atOnce) }, work));
  return counts;
}
