import { createReadStream } from 'node:fs';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compressed } from './compress.ts';
import { sampleOf } from './facts.sql.ts';
import { copyFiles } from './files.server.ts';
import { names, putJson } from './manifest.ts';
import { nothingReached, type Reach, reachedBy } from './reached.ts';
import { sealed } from './seal.ts';
import { type Installation, vaultOf } from './source.ts';
import { isArchived, isSegment } from './walNames.ts';

type Source = Installation & { embedded: NonNullable<Installation['embedded']> };

/** What a shipper remembers from one turn to the next. */
export type Shipping = {
  reach: Reach;
  /** The last piece of the log in the target. */
  lastKept: string | undefined;
  vaultMark: string;
  filesAt: Date;
  saidAt: Date;
};
export const newShipping = (): Shipping => ({
  reach: nothingReached,
  lastKept: undefined,
  vaultMark: '',
  filesAt: new Date(0),
  saidAt: new Date(0),
});

/**
 * One turn: keys, files and finished pieces of the log go to the target, in this order, so that what the log tells of is
 * there before the log is. A piece leaves the spool only when it is durably there.
 *
 * @throws BackupRefused when the target cannot take them: they stay and the next turn tries again
 */
export async function shipLog(from: Source, line: string, before: Shipping): Promise<Shipping> {
  const { target, ring, embedded, ownerUrl, vault, home } = from;
  const sample = await sampleOf(ownerUrl);
  const pieces = await spooled(embedded.spool);
  const mark = await vaultMark(home);
  if (mark !== before.vaultMark) await target.keepVault((file) => vault.copyTo(file));
  await copyFiles(from, before.filesAt);
  let lastKept = before.lastKept ?? (await lastIn(from, line));
  for (const piece of pieces) {
    const about = names.segment(line, piece);
    const file = createReadStream(path.join(embedded.spool, piece), { highWaterMark: 1 << 18 });
    await target.put(about, sealed(compressed(file), { ring, about }));
    await rm(path.join(embedded.spool, piece));
    if (isSegment(piece)) lastKept = piece;
  }
  const reach = reachedBy(before.reach, sample, lastKept);
  // A folder that changed within the same moment is looked into once more.
  const filesAt = new Date(sample.at.getTime() - 5000);
  const saidAt = await sayReached({ ...before, reach }, from, line);
  return { reach, lastKept, vaultMark: mark, filesAt, saidAt };
}

/** Kept at most once a minute: it moves on with the clock even when nothing happens. */
async function sayReached({ reach, saidAt }: Shipping, { target, ring }: Source, line: string): Promise<Date> {
  const { at, reached } = reach;
  if (!at || !reached || at.getTime() - saidAt.getTime() < 60_000) return saidAt;
  await putJson({ target, ring, name: names.reached(line) }, { at: at.toISOString(), segment: reached.segment });
  return at;
}

/** Finished pieces, in their order; Postgres itself writes others under names of its own meanwhile. */
const spooled = async (spool: string): Promise<string[]> => (await readdir(spool)).filter(isArchived).sort();

async function lastIn({ target }: Source, line: string): Promise<string | undefined> {
  const kept = (await target.list(names.log(line))).map(({ name }) => path.posix.basename(name));
  return kept.findLast(isSegment);
}

/** Changes when the vault does. */
async function vaultMark(home: string): Promise<string> {
  const marks: string[] = [];
  for (const file of [vaultOf(home), `${vaultOf(home)}-wal`]) {
    const found = await stat(file).catch(() => undefined);
    marks.push(found ? `${found.size} ${found.mtimeMs}` : 'none');
  }
  return marks.join(', ');
}

export type Spool = { pieces: number; bytes: number };

/** What waits to be shipped. */
export async function spoolSize(spool: string): Promise<Spool> {
  let bytes = 0;
  const pieces = await spooled(spool);
  for (const piece of pieces)
    bytes += await stat(path.join(spool, piece)).then(
      ({ size }) => size,
      () => 0,
    );
  return { pieces: pieces.length, bytes };
}

/** Where it is written down that pieces were thrown away: no moment after that can be restored before the next backup. */
export const gapFile = (home: string): string => path.join(home, 'backup.gap');

/**
 * Throws away what waits when it is more than the disk is to bear: the program goes on, the log has a gap, and a new backup
 * is due as soon as the target is there again. Returns whether it did.
 */
export async function boundSpool({ home, embedded }: Source, mostBytes: number, now: Date): Promise<boolean> {
  const { bytes } = await spoolSize(embedded.spool);
  if (bytes <= mostBytes) return false;
  await writeFile(gapFile(home), `${now.toISOString()}\n`, { mode: 0o600, flush: true });
  for (const piece of await spooled(embedded.spool)) await rm(path.join(embedded.spool, piece), { force: true });
  return true;
}
