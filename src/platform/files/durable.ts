import { mkdir, open, rename, unlink } from 'node:fs/promises';
import path from 'node:path';

/** The end of a name under which a file lies while it is written. */
export const draftEnding = '.draft';

/** Whole or not at all: a crash leaves no half file under the final name, and what was answered for is on the disk. */
export async function writeDurably(file: string, content: Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}-${process.hrtime.bigint()}${draftEnding}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(draft).catch(() => undefined);
    throw error;
  }
  const parent = await open(path.dirname(file));
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}
