import { randomUUID } from 'node:crypto';
import { chmod, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Keys } from './vaultKeys.ts';
import type { Store, WrappedKey } from './vault.sql.ts';

/** Writes a copy whole or not at all, and leaves nothing of the one before. */
export async function copyOf(store: Store, file: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    // A connection of its own, in one step: the vault is used meanwhile, and a change would make the copy begin anew.
    const source = new DatabaseSync(store.file, { readOnly: true });
    try {
      await backup(source, draft, { rate: 2 ** 31 - 1 });
    } finally {
      source.close();
    }
    await chmod(draft, 0o600);
    const copy = new DatabaseSync(draft);
    // One file, without a log beside it.
    copy.exec('pragma journal_mode = delete');
    const [fault] = copy.prepare('pragma quick_check').all();
    copy.close();
    if (fault?.['quick_check'] !== 'ok') throw new Error('the copy of the vault is not whole');
    await synced(draft);
    await replace(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function synced(file: string): Promise<void> {
  const handle = await open(file);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Puts the new file under the name, then writes over the bytes of the old one, whose keys may have been destroyed since. */
async function replace(draft: string, file: string): Promise<void> {
  const before = await open(file, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  try {
    await rename(draft, file);
    await synced(path.dirname(file));
    if (!before) return;
    const { size } = await before.stat();
    const zeros = Buffer.alloc(65_536);
    for (let at = 0; at < size; at += zeros.length) await before.write(zeros, 0, Math.min(zeros.length, size - at), at);
    await before.sync();
  } finally {
    await before?.close();
  }
}

/** @throws Error when the copy is of another vault, or has another key under the same name */
export function mergeInto(store: Store, keys: Keys, file: string): { added: number; destroyed: number } {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    const theirs = copy.prepare('select * from wrapped_key').all() as WrappedKey[];
    const gone = copy.prepare('select subject from destroyed').all() as { subject: string }[];
    const id = copy.prepare(`select value from about where name = 'id'`).get()?.['value'];
    return store.atOnce(() => {
      adopt(store, String(id));
      const before = store.destroyed().length;
      store.destroy(gone.map(({ subject }) => subject));
      const added = theirs.filter((row) => addMissing(store, keys, row)).length;
      return { added, destroyed: store.destroyed().length - before };
    });
  } finally {
    copy.close();
  }
}

/** A vault without keys becomes the one that it is given; any other takes in its own copies alone. */
function adopt(store: Store, id: string): void {
  if (id === store.id()) return;
  const [first] = store.all();
  if (first) throw new Error('that is a copy of another vault');
  store.db.prepare(`update about set value = ? where name = 'id'`).run(id);
}

function addMissing(store: Store, keys: Keys, row: WrappedKey): boolean {
  if (store.isDestroyed(row.subject)) return false;
  const own = store.versionsOf(row.subject).find(({ version }) => version === row.version);
  const key = keys.unwrap(row);
  if (own && !keys.unwrap(own).equals(key)) throw new Error(`${row.subject} has another key ${row.version} here`);
  if (!own) store.add(keys.wrap(row.subject, row.version, key));
  return !own;
}
