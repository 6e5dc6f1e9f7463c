import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BackupRefused } from './refused.ts';

/** Names are paths with `/`, below the target. */
export type Kept = { name: string; bytes: number; changedAt: Date };

/** Where backups go. One kind is a folder; another would be a store of objects. */
export type Target = {
  /** As an operator knows it. */
  place: string;
  /** Keeps bytes under a name, whole or not at all, and durably; what was there before is replaced. Returns how many. */
  put(name: string, source: AsyncIterable<Uint8Array>): Promise<number>;
  /** @throws BackupRefused `missing` */
  get(name: string): AsyncIterable<Buffer>;
  has(name: string): Promise<boolean>;
  /** What is directly in a folder, by name; nothing when there is none. */
  list(folder: string): Promise<Kept[]>;
  /** The folders directly in a folder. */
  folders(folder: string): Promise<string[]>;
  remove(name: string): Promise<void>;
  /** Has the one copy of the vault written, in place of the one before. `write` makes and replaces the file it is given. */
  keepVault(write: (file: string) => Promise<void>): Promise<void>;
  /** Has the copy of the vault read. Not called when there is none. */
  readVault(read: (file: string) => Promise<void>): Promise<void>;
  /** Removes what a killed run began and did not finish. Only for whoever writes alone. */
  sweep(): Promise<void>;
};

const drafts = '.drafts';

/** A folder, on a disk of its own or from elsewhere. */
export function folderTarget(place: string): Target {
  const at = (name: string): string => path.join(place, name);
  return {
    place,
    put: (name, source) => explained(place, () => keep(place, name, source)),
    get: (name) => readKept(at(name), name),
    has: (name) => stat(at(name)).then(isFile, () => false),
    list: (folder) => explained(place, () => listFiles(at(folder), folder)),
    folders: (folder) => explained(place, () => listFolders(at(folder))),
    remove: (name) => rm(at(name), { recursive: true, force: true }),
    keepVault: (write) =>
      explained(place, async () => {
        await mkdir(place, { recursive: true, mode: 0o700 });
        await write(at('vault'));
      }),
    readVault: async (read) => {
      if (await stat(at('vault')).then(isFile, () => false)) await read(at('vault'));
    },
    sweep: () => rm(at(drafts), { recursive: true, force: true }),
  };
}

const isFile = (found: { isFile(): boolean }): boolean => found.isFile();

async function keep(place: string, name: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const [target, draft] = [path.join(place, name), path.join(place, drafts, randomUUID())];
  await mkdir(path.dirname(draft), { recursive: true, mode: 0o700 });
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  try {
    const file = createWriteStream(draft, { mode: 0o600, flush: true, highWaterMark: 1 << 20 });
    await pipeline(source, file);
    await rename(draft, target);
    await syncFolder(path.dirname(target));
    return file.bytesWritten;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** What a rename did is on the disk only when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* readKept(file: string, name: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) yield chunk as Buffer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new BackupRefused('missing', `The backup is not whole: ${name} is missing`);
  }
}

async function listFiles(folder: string, name: string): Promise<Kept[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(noneWhereNoFolder);
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
  const found: Kept[] = [];
  for (const each of names) {
    const { size, mtime } = await stat(path.join(folder, each));
    found.push({ name: path.posix.join(name, each), bytes: size, changedAt: mtime });
  }
  return found;
}

async function listFolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(noneWhereNoFolder);
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== drafts)
    .map((entry) => entry.name)
    .sort();
}

function noneWhereNoFolder(error: NodeJS.ErrnoException): never[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

const awayCodes = new Set(['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'ENOTDIR', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN']);

/** Says in plain words what a disk answered. */
export async function explained<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
      throw new BackupRefused('disk-full', `The disk of ${place} is full: nothing half was left there`);
    if (code && awayCodes.has(code))
      throw new BackupRefused('target-away', `${place} cannot be used (${code}): is the disk there, and may we write?`);
    throw error;
  }
}
