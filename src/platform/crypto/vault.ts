import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { KeyRing } from './keyRing.ts';
import { openWith, sealWith } from './sealed.ts';

/** Whose key: `patient:<id>`, `organisation:<id>` (files), `installation`. */
export type Subject = `patient:${string}` | `organisation:${string}` | 'installation';

/**
 * Keys of their own for everybody about whom something is kept. They lie beside the database, never in it, each wrapped by
 * a key of the installation: what was sealed for somebody can be read nowhere, in no copy, once their key is destroyed.
 */
export type Vault = {
  /** Encrypts under the subject's key, which is made at first use. `about` says where the text belongs (`patient.name`). */
  seal(subject: Subject, plain: string | Uint8Array, about: string): Buffer;
  /** @throws KeyDestroyed when the subject was erased; Error when the text was changed or moved */
  open(subject: Subject, sealed: Uint8Array, about: string): Buffer;
  /** A keyed hash in lower-case hex, to find by what cannot be read. Each purpose has hashes of its own. */
  blind(purpose: string, text: string): string;
  /** Erases: nothing sealed for the subject can be opened again, here or in any copy. For good. */
  destroy(subject: Subject): void;
  isDestroyed(subject: Subject): boolean;
  close(): void;
};

/** What was sealed for this subject cannot be opened any more: its key was destroyed. */
export class KeyDestroyed extends Error {
  constructor(subject: Subject) {
    super(`the key of ${subject} is destroyed`);
    this.name = 'KeyDestroyed';
  }
}

const tables = `
  pragma journal_mode = truncate; pragma synchronous = full; pragma secure_delete = on; pragma busy_timeout = 10000;
  create table if not exists key (subject text primary key, wrapping text, wrapped blob, destroyed_at text,
    check ((wrapped is null) = (destroyed_at is not null))) strict;`;
type Row = { wrapping: string | null; wrapped: Uint8Array | null };

/** Opens the vault of an installation, and makes it the first time. */
export function openVault(file: string, ring: KeyRing): Vault {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 });
  const kept = new DatabaseSync(file);
  chmodSync(file, 0o600);
  kept.exec(tables);
  const find = kept.prepare('select wrapping, wrapped from key where subject = ?');
  const add = kept.prepare('insert or ignore into key (subject, wrapping, wrapped) values (?, ?, ?)');
  const known = new Map<string, Buffer>();

  const rowOf = (subject: string) => find.get(subject) as Row | undefined;
  const unwrap = (subject: string, { wrapping, wrapped }: Row): Buffer => {
    const key = ring.find(({ id }) => id === wrapping)?.key;
    if (!wrapped) throw new KeyDestroyed(subject as Subject);
    if (!key) throw new Error(`the key ${wrapping} of the installation is not in the ring`);
    return openWith(key, wrapped, subject);
  };
  const keyOf = (subject: Subject, isNewAllowed: boolean): Buffer => {
    // Another process may have destroyed it: the file is asked each time, what it wrapped is remembered.
    let row = rowOf(subject);
    if (!row && isNewAllowed) {
      add.run(subject, ring[0].id, sealWith(ring[0].key, randomBytes(32), subject));
      row = rowOf(subject);
    }
    if (!row) throw new Error(`${subject} has no key`);
    const at = `${subject} ${Buffer.from(row.wrapped ?? []).toString('base64')}`;
    const key = known.get(at) ?? unwrap(subject, row);
    if (known.size > 10_000) known.clear();
    known.set(at, key);
    return key;
  };
  return {
    seal: (subject, plain, about) => sealWith(keyOf(subject, true), Buffer.from(plain), `${subject} ${about}`),
    open: (subject, sealed, about) => openWith(keyOf(subject, false), sealed, `${subject} ${about}`),
    blind: (purpose, text) =>
      createHmac('sha256', keyOf('installation', true)).update(`blind ${purpose}\0${text}`).digest('hex'),
    destroy: (subject) => {
      kept
        .prepare(
          `insert into key values (?, null, null, datetime('now')) on conflict (subject) do
           update set wrapping = null, wrapped = null, destroyed_at = datetime('now') where destroyed_at is null`,
        )
        .run(subject);
      known.clear();
    },
    isDestroyed: (subject) => rowOf(subject)?.wrapped === null,
    close: () => kept.close(),
  };
}
