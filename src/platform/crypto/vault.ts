import { createHmac } from 'node:crypto';
import type { KeyRing } from './keyRing.ts';
import { openWith, sealWith } from './sealed.ts';
import { openStore } from './vault.sql.ts';
import { copyOf } from './vaultCopy.ts';
import { type Care, careOf } from './vaultCare.ts';
import { type Keys, openKeys } from './vaultKeys.ts';

export { KeyDestroyed } from './vaultKeys.ts';

/** Whose key: `patient:<id>`, `organisation:<id>` (files), `day:<YYYY-MM-DD>` (what is kept for a day), `messages:<YYYY-MM-DD>` (what went out that day), `installation`. */
export type Subject = `${'patient' | 'person' | 'organisation' | 'day' | 'messages'}:${string}` | 'installation';

/**
 * Keys of their own for everybody about whom something is kept. They lie beside the database, never in it, each wrapped by
 * a key of the installation: what was sealed for somebody can be read nowhere, in no copy, once their key is destroyed.
 */
export type Vault = {
  /** Which vault this is; a database remembers whose texts it holds. */
  id: string;
  /** Encrypts under the subject's newest key, which is made at first use. `about` says where the text belongs (`patient.name`). */
  seal(subject: Subject, plain: string | Uint8Array, about: string): Buffer;
  /** The same for many texts of one subject, whose key is looked up once. */
  sealAll(subject: Subject, plains: readonly (string | Uint8Array)[], about: string): Buffer[];
  /** @throws KeyDestroyed when the subject was erased; Error when the text was changed or moved */
  open(subject: Subject, sealed: Uint8Array, about: string): Buffer;
  /** Makes the keys of many new subjects in one go, which takes as long as one. */
  make(subjects: readonly Subject[]): void;
  /** A keyed hash in lower-case hex, to find by what cannot be read. Each purpose has hashes of its own. */
  blind(purpose: string, text: string): string;
  /** Erases: nothing sealed for the subject can be opened again, here or in any copy. For good, and remembered. */
  destroy(...subjects: Exclude<Subject, 'installation'>[]): void;
  isDestroyed(subject: Subject): boolean;
  /** Whether the newest key of the subject sealed this. */
  isCurrent(subject: Subject, sealed: Uint8Array): boolean;
  /**
   * Writes a whole copy while others read and write, in place of the one before, of which nothing stays: the only copy of
   * the vault that backups may keep. Its keys stay wrapped.
   */
  copyTo(file: string): Promise<void>;
  care: Care;
  close(): void;
};

/** A byte that says how the text is built, the version of the key in four, then the text. */
const layout = 2;
const headBytes = 5;

function headOf(version: number): Buffer {
  const head = Buffer.alloc(headBytes, layout);
  head.writeUInt32BE(version, 1);
  return head;
}

/** The version of the key that sealed this. @throws Error when it is none of ours */
export function versionOf(sealed: Uint8Array): number {
  if (sealed[0] !== layout || sealed.length < headBytes) throw new Error('sealed in another way');
  return Buffer.from(sealed.buffer, sealed.byteOffset, headBytes).readUInt32BE(1);
}

/** How many bytes sealing adds to a text. */
export const sealedOverhead = headBytes + 1 + 12 + 16;

/** A text is bound to its subject, to the key and to its place: it opens nowhere else. */
const boundTo = (subject: string, version: number, about: string): string => `${subject}\0${version}\0${about}`;

const sealingWith =
  (keys: Keys): Vault['sealAll'] =>
  (subject, plains, about) => {
    const [version, key] = keys.newest(subject);
    const [head, bound] = [headOf(version), boundTo(subject, version, about)];
    return plains.map((plain) => Buffer.concat([head, sealWith(key, Buffer.from(plain), bound)]));
  };

/**
 * Opens the vault of an installation, and makes it the first time.
 *
 * @param ring the keys of the installation, or where they are read when they may have changed
 */
export function openVault(file: string, ring: KeyRing | (() => KeyRing)): Vault {
  const store = openStore(file);
  const keys = openKeys(store, typeof ring === 'function' ? ring : () => ring);
  const copyTo = (to: string) => copyOf(store, to);
  const sealAll = sealingWith(keys);
  return {
    get id() {
      return store.id();
    },
    seal(subject, plain, about) {
      const [sealed] = sealAll(subject, [plain], about);
      if (!sealed) throw new Error('one text was given');
      return sealed;
    },
    sealAll,
    open(subject, sealed, about) {
      const versions = keys.versionsOf(subject);
      const version = versionOf(sealed);
      const key = versions.get(version);
      if (!key) throw new Error(`${subject} has no key ${version}`);
      return openWith(key, sealed.subarray(headBytes), boundTo(subject, version, about));
    },
    make: keys.makeAll,
    blind: (purpose, text) => createHmac('sha256', keys.newest('blind')[1]).update(`${purpose}\0${text}`).digest('hex'),
    destroy(...subjects) {
      if (subjects.some((subject) => !subject.includes(':'))) throw new Error('that key belongs to everybody');
      store.destroy(subjects);
      keys.forget();
      store.clean();
    },
    isDestroyed: store.isDestroyed,
    isCurrent: (subject, sealed) => keys.newest(subject)[0] === versionOf(sealed),
    copyTo,
    care: careOf(store, keys),
    close: store.close,
  };
}
