import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { readName } from '../files/names.ts';
import { readAll } from './facts.sql.ts';
import type { Manifest } from './manifest.ts';
import { BackupRefused } from './refused.ts';
import { removeHome, restoreBackup, type Restoring } from './restore.server.ts';
import { filesOf } from './source.ts';

export type Looked = {
  /** Rows that were read, of all tables. */
  rows: number;
  /** Whether what was sealed is unbroken; null: nothing was sealed yet. */
  isChainWhole: boolean | null;
};
export type Drilled = Looked & { manifest: Manifest };
/** Says whether what the audit sealed is unbroken in the database of that address; null: nothing was sealed. */
export type VerifyChain = (ownerUrl: string) => Promise<boolean | null>;

/**
 * Looks at a restored database as somebody would who does not trust it: reads every row of every table, which checks every
 * page; counts its events; finds every file; verifies the chain of the audit.
 *
 * @throws BackupRefused `damaged` or `missing`
 */
export async function lookAt(
  ownerUrl: string,
  home: string,
  verifyChain: VerifyChain,
): Promise<Looked & { events: number }> {
  try {
    const { rows, events, files } = await readAll(ownerUrl);
    await checkFiles(files, home);
    return { rows, events, isChainWhole: await verifyChain(ownerUrl) };
  } catch (error) {
    if (error instanceof BackupRefused) throw error;
    throw new BackupRefused('damaged', `The restored database cannot be read: ${(error as Error).message}`);
  }
}

/** Every file that the database knows must be there, under whatever name its way of lying gives it. */
async function checkFiles(files: readonly { shelf: string; addresses: string[] }[], home: string): Promise<void> {
  let missing = 0;
  for (const { shelf, addresses } of files) {
    const names = await readdir(path.join(filesOf(home), shelf)).catch(() => []);
    const there = new Set(names.map((name) => readName(name)?.address));
    missing += addresses.filter((address) => !there.has(address)).length;
  }
  if (missing > 0) throw new BackupRefused('missing', `${missing} files of the database were not restored`);
}

/** Restores the newest backup, and all that came after it, into a folder that is removed afterwards, and looks at it. */
export async function drill(
  asked: Omit<Restoring, 'into' | 'look' | 'to'> & { home: string; verifyChain: VerifyChain },
): Promise<Drilled> {
  const folder = path.join(asked.home, 'drill');
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const into = path.join(folder, 'restored');
  await removeHome(into);
  let looked: Awaited<ReturnType<typeof lookAt>> | undefined;
  try {
    const look = async (ownerUrl: string, home: string): Promise<void> => {
      looked = await lookAt(ownerUrl, home, asked.verifyChain);
    };
    const { manifest } = await restoreBackup({ ...asked, into, look });
    if (!looked) throw new Error('a drill looks at what it restored');
    if (looked.events < manifest.events)
      throw new BackupRefused(
        'damaged',
        `The backup held ${manifest.events} events, and ${looked.events} were restored`,
      );
    if (looked.isChainWhole === false)
      throw new BackupRefused('damaged', 'The chain of the audit is broken in what was restored');
    return { manifest, rows: looked.rows, isChainWhole: looked.isChainWhole };
  } finally {
    await removeHome(into);
  }
}
