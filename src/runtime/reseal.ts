import { setTimeout as pause } from 'node:timers/promises';
import { CannotStart } from '../platform/cannotStart.ts';
import type { Subject, Vault } from '../platform/crypto/vault.ts';
import type { Database } from '../platform/database.ts';
import type { Files } from '../platform/files/files.ts';
import { ownersOfAll, resealColumn, transactionsNow } from './reseal.sql.ts';
import { sealedColumns } from './sealedColumns.ts';

type Kept = { db: Database; vault: Vault; files: Files };

/** Seals anew everything that an older key sealed: columns and files. Returns how many texts and files. */
export async function resealAll({ db, vault, files }: Kept): Promise<number> {
  let sealed = 0;
  for (const column of sealedColumns) sealed += await resealColumn(db, vault, column);
  return sealed + (await files.care.sealAll((addresses) => ownersOfAll(db, addresses))).sealed;
}

/**
 * Gives these a further key and seals anew all that is theirs, while others read and write. It walks until a walk that began
 * after every transaction from before the new keys had ended finds nothing.
 *
 * @returns how many texts and files were sealed anew
 */
export async function renewKeys(kept: Kept, subjects: readonly Subject[], wait = 200): Promise<number> {
  for (const subject of subjects) kept.vault.care.renew(subject);
  const { next } = await transactionsNow(kept.db);
  let sealed = 0;
  for (;;) {
    const { oldest } = await transactionsNow(kept.db);
    const found = await resealAll(kept);
    sealed += found;
    if (found === 0 && oldest >= next) return sealed;
    if (oldest < next) await pause(wait);
  }
}

/**
 * Forgets the keys that were replaced before a moment. What they sealed is read nowhere any more, in no backup either: that
 * moment must be older than the oldest backup that is kept.
 *
 * @returns how many keys it forgot
 * @throws CannotStart when something is still sealed with one of them
 */
export async function forgetReplaced(kept: Kept, moment: Date): Promise<number> {
  const due = kept.vault.care.replacedBefore(moment);
  if (due.length === 0) return 0;
  const left = await resealAll(kept);
  if (left > 0) throw new CannotStart(`${left} texts and files were still sealed with an old key: run this once more`);
  let forgotten = 0;
  for (const { subject, version } of due) forgotten += kept.vault.care.dropVersionsBefore(subject, version);
  return forgotten;
}
