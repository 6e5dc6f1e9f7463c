import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { names } from './manifest.ts';
import { sealed } from './seal.ts';
import { filesOf, type Installation } from './source.ts';

/** Drafts of files that are being written have a dot in their names. */
const isWhole = (name: string): boolean => /^[0-9a-f]{8,}$/.test(name);
const atOnce = 8;

/**
 * Copies the files that the target does not have, or has from before they were written anew. They are addressed by their
 * content, so most were copied long ago.
 *
 * @param changedSince looks only into folders that changed since: cheap, for every minute
 * @returns how many it copied, and their bytes as they lie in the target
 */
export async function copyFiles(
  { home, target, ring }: Pick<Installation, 'home' | 'target' | 'ring'>,
  changedSince = new Date(0),
): Promise<{ files: number; bytes: number }> {
  const counted = { files: 0, bytes: 0 };
  for (const folder of await foldersOf(filesOf(home), changedSince)) {
    const kept = new Map((await target.list(`files/${folder}`)).map((each) => [path.posix.basename(each.name), each]));
    const due: string[] = [];
    for (const name of (await readdir(path.join(filesOf(home), folder))).filter(isWhole)) {
      const there = kept.get(name);
      if (there && there.changedAt >= (await stat(path.join(filesOf(home), folder, name))).mtime) continue;
      due.push(name);
    }
    const copy = async (name: string): Promise<void> => {
      const file = createReadStream(path.join(filesOf(home), folder, name), { highWaterMark: 1 << 18 });
      counted.bytes += await target.put(names.file(name), sealed(file, { ring, about: names.file(name) }));
      counted.files += 1;
    };
    await inTurns(due, copy);
  }
  return counted;
}

async function foldersOf(files: string, changedSince: Date): Promise<string[]> {
  const folders = await readdir(files).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found: string[] = [];
  for (const folder of folders.filter((name) => /^[0-9a-f]{2}$/.test(name)).sort())
    if ((await stat(path.join(files, folder))).mtime >= changedSince) found.push(folder);
  return found;
}

/** Several at once, and no more than that. */
export async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const one = async (): Promise<void> => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, one));
}
