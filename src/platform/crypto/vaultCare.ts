import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Subject } from './vault.ts';
import { mergeInto } from './vaultCopy.ts';
import type { Keys } from './vaultKeys.ts';
import type { Store, WrappedKey } from './vault.sql.ts';

/** A key that could not be unwrapped, and why. */
export type BrokenKey = { subject: string; version: number; wrapping: string; why: string };
export type Checked = {
  keys: number;
  /** How many each key of the installation wraps. */
  byWrapping: Record<string, number>;
  /** How many kinds of subject have keys: patients, organisations, days. */
  byKind: Record<string, number>;
  destroyed: number;
  broken: BrokenKey[];
};

/** What is done with the keys as a whole, by those who look after the installation. */
export type Care = {
  /** Wraps every key with the newest key of the installation, in small steps while others read and write. Returns how many. */
  rewrap(atOnce?: number): Promise<number>;
  /** The identifiers of the keys of the installation, the newest first. */
  ring(): string[];
  /** Opens every wrapped key. */
  check(): Checked;
  /** Gives a subject a further key, which seals from now on; what the older ones sealed can still be read. */
  renew(subject: Subject): number;
  /** Subjects with several keys, the newest of which is older than that moment. */
  replacedBefore(moment: Date): { subject: Subject; version: number }[];
  /** Destroys the keys of a subject that are older than this version: nothing that they sealed may be left. */
  dropVersionsBefore(subject: Subject, version: number): number;
  /** Everybody of one kind (`patient`, `organisation`, `day`) who has a key. */
  subjectsOf(kind: string): Subject[];
  /** Who was erased, and when (ISO). */
  destroyed(): { subject: Subject; at: string }[];
  /** Takes in the keys of a copy that are missing here. What either of them knows as destroyed is destroyed. */
  merge(file: string): { added: number; destroyed: number };
};

const kindOf = (subject: string): string => subject.split(':')[0] ?? subject;

export function careOf(store: Store, keys: Keys): Care {
  return {
    rewrap: (atOnce = 200) => rewrap(store, keys, atOnce),
    ring: () => keys.ring(),
    check: () => check(store, keys),
    renew: (subject) => keys.renew(subject),
    replacedBefore: (moment) =>
      store.replacedBefore(moment.toISOString().slice(0, 19).replace('T', ' ')) as ReturnType<Care['replacedBefore']>,
    dropVersionsBefore(subject, version) {
      const dropped = store.dropVersionsBefore(subject, version);
      keys.forget();
      store.clean();
      return dropped;
    },
    subjectsOf: (kind) => store.subjectsOf(kind) as Subject[],
    destroyed: () => store.destroyed() as ReturnType<Care['destroyed']>,
    merge(file) {
      const merged = mergeInto(store, keys, file);
      keys.forget();
      store.clean();
      return merged;
    },
  };
}

async function rewrap(store: Store, keys: Keys, atOnce: number): Promise<number> {
  const newest = keys.wrap('which', 1, Buffer.alloc(32)).wrapping;
  const step = () =>
    store.atOnce(() => {
      const rows = store.wrappedByOthers(newest, atOnce);
      for (const row of rows) store.replace(keys.wrap(row.subject, row.version, keys.unwrap(row)));
      return rows.length;
    });
  let done = 0;
  for (let more = step(); more > 0; more = step()) {
    done += more;
    await nextTurn();
  }
  store.clean();
  return done;
}

function check(store: Store, keys: Keys): Checked {
  const byWrapping: Record<string, number> = {};
  const subjects = new Map<string, Set<string>>();
  const broken: BrokenKey[] = [];
  let count = 0;
  for (const row of store.all()) {
    count++;
    byWrapping[row.wrapping] = (byWrapping[row.wrapping] ?? 0) + 1;
    const kind = kindOf(row.subject);
    subjects.set(kind, (subjects.get(kind) ?? new Set()).add(row.subject));
    const why = faultOf(keys, row);
    if (why) broken.push({ subject: row.subject, version: row.version, wrapping: row.wrapping, why });
  }
  const byKind = Object.fromEntries([...subjects].map(([kind, { size }]) => [kind, size]));
  return { keys: count, byWrapping, byKind, destroyed: store.destroyed().length, broken };
}

function faultOf(keys: Keys, row: WrappedKey): string | undefined {
  try {
    return keys.unwrap(row).length === 32 ? undefined : 'it is no key of 32 bytes';
  } catch (error) {
    return (error as Error).message;
  }
}
