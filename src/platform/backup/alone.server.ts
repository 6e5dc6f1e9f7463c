import path from 'node:path';
import { lockFile } from '../postgres/index.ts';
import { BackupRefused } from './refused.ts';

type Lock = { home: string; name: 'backup' | 'ship' | 'line'; waits?: number };

/**
 * Holds that lock during the work, so that two never do the same to one data folder.
 *
 * @throws BackupRefused `busy` when it is still held after `waits` milliseconds
 */
export async function alone<T>({ home, name, waits = 0 }: Lock, work: () => Promise<T>): Promise<T> {
  const lock = await lockFile(path.join(home, `${name}.lock`), waits);
  if (!lock) throw new BackupRefused('busy', 'Another backup of this installation is at work');
  try {
    return await work();
  } finally {
    lock.close();
  }
}
