import { randomBytes, randomUUID, scryptSync } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openWith, sealWith } from './sealed.ts';
import type { Vault } from './vault.ts';

const head = Buffer.from('yntymaq vault escrow 1\n');
const saltBytes = 16;

/** Slow on purpose (a third of a second): a passphrase can be tried out by whoever holds the file. */
const keyFrom = (passphrase: string, salt: Uint8Array): Buffer =>
  scryptSync(passphrase.normalize('NFC'), salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 });

/** A passphrase that nobody guesses, in groups that can be read out. */
export const newPassphrase = (): string => (randomBytes(20).toString('hex').match(/.{5}/g) ?? []).join('-');

/** A place for a moment's copy that nobody else may enter. */
const beside = (file: string): string => path.join(path.dirname(file), `.${randomUUID()}`);

/**
 * Writes the whole vault, sealed with a passphrase, to be kept elsewhere. Its keys stay wrapped inside: whoever opens it needs
 * the key of the installation too.
 */
export async function exportVault(vault: Vault, file: string, passphrase: string): Promise<void> {
  const copy = beside(file);
  try {
    await vault.copyTo(copy);
    const salt = randomBytes(saltBytes);
    const sealed = sealWith(keyFrom(passphrase, salt), await readFile(copy), head.toString());
    await writeFile(file, Buffer.concat([head, salt, sealed]), { mode: 0o600, flush: true, flag: 'wx' });
  } finally {
    await rm(copy, { force: true });
  }
}

/**
 * Takes in the keys of such a file that are missing in the vault.
 *
 * @throws Error when it is none, the passphrase is not its own, or it is of another vault
 */
export async function importVault(vault: Vault, file: string, passphrase: string) {
  const bytes = await readFile(file);
  if (!bytes.subarray(0, head.length).equals(head)) throw new Error(`${file} is no copy of a vault`);
  const salt = bytes.subarray(head.length, head.length + saltBytes);
  const copy = path.join(tmpdir(), `.${randomUUID()}`);
  try {
    await writeFile(copy, opened(keyFrom(passphrase, salt), bytes.subarray(head.length + saltBytes)), { mode: 0o600 });
    return vault.care.merge(copy);
  } finally {
    await rm(copy, { force: true });
  }
}

function opened(key: Uint8Array, sealed: Uint8Array): Buffer {
  try {
    return openWith(key, sealed, head.toString());
  } catch {
    throw new Error('the passphrase is not the one of this file, or the file was changed');
  }
}
