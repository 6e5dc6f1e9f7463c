import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keyedHash } from '../hash.ts';

type Store = { folder: string; secret: string };
/** Where an owner's bytes are: the same bytes of another owner are elsewhere. */
type Kept = { address: string; bytes: number };

export type Files = {
  /** Keeps bytes durably, and does nothing when this owner has kept the same before. */
  keep(owner: string, content: Uint8Array): Promise<Kept>;
  /** @throws Error ENOENT when this owner never kept them */
  read(owner: string, address: string): Promise<Buffer>;
};

/**
 * Files in a local folder, addressed by a hash of their content that is keyed with their owner: without the secret
 * nobody can tell from an address, or from how an upload goes, that another owner holds the same file.
 */
export function openFiles({ folder, secret }: Store): Files {
  const addressOf = (owner: string, content: Uint8Array): string =>
    keyedHash(keyedHash(secret, `files of ${owner}`), content);
  const pathOf = (address: string): string => join(folder, address.slice(0, 2), address);
  return {
    async keep(owner, content) {
      const address = addressOf(owner, content);
      const path = pathOf(address);
      const isKept = (await sizeOf(path)) === content.byteLength;
      if (!isKept) await writeDurably(path, content);
      return { address, bytes: content.byteLength };
    },
    read: (_owner, address) => readFile(pathOf(address)),
  };
}

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );

/** Whole or not at all: a crash leaves no half file under the final name, and what was answered for is on the disk. */
async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}-${process.hrtime.bigint()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
    await file.close();
    await rename(draft, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await unlink(draft).catch(() => undefined);
    throw error;
  }
  const parent = await open(dirname(path));
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}
