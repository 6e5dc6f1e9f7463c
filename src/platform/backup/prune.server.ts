import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Manifest, manifestsIn, names } from './manifest.ts';
import { type Keep, keptBackups } from './retention.ts';
import { filesOf, type Installation } from './source.ts';

export type Pruned = { backups: number; pieces: number; files: number };
type From = Pick<Installation, 'home' | 'target' | 'ring'>;

/**
 * Removes what is older than is to be kept: backups; the log from before the oldest that is left; files that the installation
 * no longer has and that no backup that is left can know. Also what was never finished.
 */
export async function prune(from: From, line: string, keep: Keep): Promise<Pruned> {
  const { target } = from;
  const all = await manifestsIn(from);
  const kept = keptBackups(all, keep);
  const gone = all.filter((each) => !kept.includes(each));
  for (const each of gone) await target.remove(names.copy(each));
  let pieces = 0;
  for (const each of new Set([line, ...all.map((one) => one.line)])) {
    const left = kept.filter((one) => one.line === each);
    await removeUnfinished(target, each, new Set(left.map(({ id }) => id)));
    pieces += await removeLogBefore(target, each, left[0]);
    if (left.length === 0 && each !== line) await target.remove(each);
  }
  const [oldest] = kept;
  const files = oldest ? await removeFiles(from, new Date(oldest.startedAt)) : 0;
  return { backups: gone.length, pieces, files };
}

type Target = Installation['target'];

async function removeUnfinished(target: Target, line: string, finished: ReadonlySet<string>): Promise<void> {
  for (const id of await target.folders(names.copies(line)))
    if (!finished.has(id)) await target.remove(names.copy({ line, id }));
}

/** Histories of timelines are few and stay. */
async function removeLogBefore(target: Target, line: string, oldest: Manifest | undefined): Promise<number> {
  if (oldest?.kind !== 'cluster') return 0;
  let removed = 0;
  for (const { name } of await target.list(names.log(line))) {
    const segment = path.posix.basename(name).slice(0, 24);
    if (segment.length < 24 || segment >= oldest.wal.first) continue;
    await target.remove(name);
    removed += 1;
  }
  return removed;
}

/** A file that is gone here is marked once, and removed when every backup that is left began after the mark. */
async function removeFiles({ home, target }: From, oldest: Date): Promise<number> {
  let removed = 0;
  for (const folder of await target.folders('files')) {
    const marks = new Map((await target.list(`gone/${folder}`)).map((each) => [path.posix.basename(each.name), each]));
    for (const { name } of await target.list(`files/${folder}`)) {
      const address = path.posix.basename(name);
      const mark = marks.get(address);
      const isHere = existsSync(path.join(filesOf(home), folder, address));
      if (isHere && mark) await target.remove(mark.name);
      if (isHere) continue;
      if (!mark) await target.put(`gone/${folder}/${address}`, nothing());
      else if (mark.changedAt < oldest) {
        await target.remove(name);
        await target.remove(mark.name);
        removed += 1;
      }
    }
  }
  return removed;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
