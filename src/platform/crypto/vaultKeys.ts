import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { KeyRing } from './keyRing.ts';
import { openWith, sealWith } from './sealed.ts';
import type { Store, WrappedKey } from './vault.sql.ts';

/** What was sealed for this subject cannot be opened any more: its key was destroyed. */
export class KeyDestroyed extends Error {
  readonly subject: string;
  constructor(subject: string) {
    super(`the key of ${subject} is destroyed`);
    this.name = 'KeyDestroyed';
    this.subject = subject;
  }
}

const remembered = 10_000;
const placeOf = ({ subject, version }: Pick<WrappedKey, 'subject' | 'version'>): string => `key ${subject}\0${version}`;

export type Keys = ReturnType<typeof openKeys>;

/** Makes, wraps, unwraps and remembers the keys of a store. `ringNow` is asked again when a key is wrapped or unwrapped. */
export function openKeys(store: Store, ringNow: () => KeyRing) {
  const wraps = wrapsWith(ringNow);
  const memory = rememberedOf(store, (row) => createSecretKey(wraps.unwrap(row)));
  /** Adds a key to a subject; it is on the disk when the transaction ends. */
  const make = (subject: string, version: number): void => {
    if (store.isDestroyed(subject)) throw new KeyDestroyed(subject);
    store.add(wraps.wrap(subject, version, randomBytes(32)));
  };
  const makeFirst = (subject: string): void => {
    if (store.versionsOf(subject).length === 0) make(subject, 1);
  };
  return {
    ...wraps,
    ...memory,
    /** The newest key, made at first use. @throws KeyDestroyed */
    newest(subject: string): [number, KeyObject] {
      const [first] = memory.versionsOf(subject);
      if (first) return first;
      store.atOnce(() => makeFirst(subject));
      const [made] = memory.load(subject);
      if (!made) throw new Error(`the key of ${subject} was not kept`);
      return made;
    },
    /** Gives each of these its first key, all in one go; destroyed ones are passed over. */
    makeAll: (subjects: readonly string[]): void =>
      store.atOnce(() => {
        for (const subject of new Set(subjects)) if (!store.isDestroyed(subject)) makeFirst(subject);
      }),
    /** Gives a subject a further key, which seals from now on. Returns its version. */
    renew: (subject: string): number => {
      const version = store.atOnce(() => {
        const next = (store.versionsOf(subject)[0]?.version ?? 0) + 1;
        make(subject, next);
        return next;
      });
      memory.forget();
      return version;
    },
  };
}

const wrapsWith = (ringNow: () => KeyRing) => ({
  ring: (): string[] => ringNow().map(({ id }) => id),
  unwrap(row: WrappedKey): Buffer {
    const key = ringNow().find(({ id }) => id === row.wrapping)?.key;
    if (!key) throw new Error(`the key "${row.wrapping}" of the installation is not in the ring`);
    return openWith(key, row.wrapped, placeOf(row));
  },
  wrap(subject: string, version: number, key: Uint8Array): WrappedKey {
    const [{ id, key: wrapping }] = ringNow();
    return { subject, version, wrapping: id, wrapped: sealWith(wrapping, key, placeOf({ subject, version })) };
  },
});

function rememberedOf(store: Store, unwrap: (row: WrappedKey) => KeyObject) {
  const known = new Map<string, Map<number, KeyObject>>();
  const forget = (): void => known.clear();
  const load = (subject: string): Map<number, KeyObject> => {
    const versions = new Map(store.versionsOf(subject).map((row) => [row.version, unwrap(row)]));
    if (versions.size === 0 && store.isDestroyed(subject)) throw new KeyDestroyed(subject);
    if (known.size >= remembered) forget();
    if (versions.size > 0) known.set(subject, versions);
    return versions;
  };
  return {
    forget,
    load,
    /** All keys of a subject by their version, the newest first. @throws KeyDestroyed */
    versionsOf(subject: string): Map<number, KeyObject> {
      // Another process may have destroyed or added one: what is remembered holds until the file has changed.
      if (store.wasChanged()) forget();
      return known.get(subject) ?? load(subject);
    },
  };
}
