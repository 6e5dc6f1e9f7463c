import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A key of a subject, wrapped: which of its keys, by which key of the installation. */
export type WrappedKey = { subject: string; version: number; wrapping: string; wrapped: Uint8Array };

// Readers never wait for a writer; what was answered for is on the disk; what is deleted is overwritten.
const settings = `pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full;
  pragma secure_delete = on; pragma trusted_schema = off;`;
const tables = `
  create table if not exists wrapped_key (subject text not null, version integer not null check (version > 0),
    wrapping text not null, wrapped blob not null, made_at text not null, primary key (subject, version)) strict, without rowid;
  create table if not exists destroyed (subject text primary key, at text not null) strict, without rowid;
  create table if not exists about (name text primary key, value text not null) strict, without rowid;`;
const layout = '1';

export type Store = ReturnType<typeof openStore>;

/**
 * The file that keeps wrapped keys. Several processes of one machine may have it open.
 *
 * @throws Error when a newer version of the program made it
 */
export function openStore(file: string) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 });
  const db = new DatabaseSync(file);
  chmodSync(file, 0o600);
  db.exec(settings);
  const atOnce = transactionsOf(db);
  atOnce(() => {
    db.exec(tables);
    const say = db.prepare('insert into about values (?, ?) on conflict do nothing');
    say.run('layout', layout);
    say.run('id', randomUUID());
  });
  const about = db.prepare('select value from about where name = ?');
  const said = (name: string): string => String(about.get(name)?.['value']);
  if (said('layout') !== layout) throw new Error(`${file} was made by a newer version`);
  const seen = db.prepare('pragma data_version');
  let version: unknown;
  /** Leaves nothing of what was overwritten in the log beside the file. Others who read at this moment delay it. */
  const clean = () => void db.prepare('pragma wal_checkpoint(truncate)').get();
  clean();
  return {
    /** Which vault this is. */
    id: () => said('id'),
    file,
    db,
    atOnce,
    clean,
    /** Whether another process has changed anything since this was last asked. */
    wasChanged(): boolean {
      const before = version;
      version = seen.get()?.['data_version'];
      return version !== before;
    },
    ...keysOf(db, atOnce),
    close: () => db.close(),
  };
}

type AtOnce = <T>(work: () => T) => T;

function transactionsOf(db: DatabaseSync): AtOnce {
  let isOpen = false;
  return (work) => {
    if (isOpen) return work();
    db.exec('begin immediate');
    isOpen = true;
    try {
      const result = work();
      db.exec('commit');
      return result;
    } catch (error) {
      db.exec('rollback');
      throw error;
    } finally {
      isOpen = false;
    }
  };
}

function keysOf(db: DatabaseSync, atOnce: AtOnce) {
  const find = db.prepare('select * from wrapped_key where subject = ? order by version desc');
  const add = db.prepare(`insert into wrapped_key values (?, ?, ?, ?, datetime('now'))`);
  const replace = db.prepare('update wrapped_key set wrapping = ?, wrapped = ? where subject = ? and version = ?');
  const others = db.prepare('select * from wrapped_key where wrapping <> ? limit ?');
  return {
    /** Newest first. */
    versionsOf: (subject: string) => find.all(subject) as WrappedKey[],
    add: ({ subject, version, wrapping, wrapped }: WrappedKey) => void add.run(subject, version, wrapping, wrapped),
    replace: ({ subject, version, wrapping, wrapped }: WrappedKey) =>
      void replace.run(wrapping, wrapped, subject, version),
    /** Keys that another key of the installation wraps. */
    wrappedByOthers: (wrapping: string, limit: number) => others.all(wrapping, limit) as WrappedKey[],
    all: () => db.prepare('select * from wrapped_key order by subject, version').iterate() as Iterable<WrappedKey>,
    subjectsOf: (kind: string) =>
      db
        .prepare(`select distinct subject from wrapped_key where subject > ? and subject < ? order by subject`)
        .all(`${kind}:`, `${kind};`)
        .map(({ subject }) => String(subject)),
    dropVersionsBefore: (subject: string, version: number) =>
      Number(db.prepare('delete from wrapped_key where subject = ? and version < ?').run(subject, version).changes),
    /** The newest key of every subject that has several, where it is older than the moment (`YYYY-MM-DD HH:MM:SS`, UTC). */
    replacedBefore: (moment: string) =>
      db
        .prepare(
          `select subject, max(version) as version from wrapped_key group by subject
           having count(*) > 1 and max(made_at) < ?`,
        )
        .all(moment) as { subject: string; version: number }[],
    ...destroyedOf(db, atOnce),
  };
}

function destroyedOf(db: DatabaseSync, atOnce: AtOnce) {
  const gone = db.prepare('select 1 from destroyed where subject = ?');
  const erase = db.prepare('delete from wrapped_key where subject = ?');
  const remember = db.prepare(`insert into destroyed values (?, datetime('now')) on conflict do nothing`);
  return {
    isDestroyed: (subject: string): boolean => gone.get(subject) !== undefined,
    destroy: (subjects: readonly string[]) =>
      atOnce(() => {
        for (const subject of subjects) {
          erase.run(subject);
          remember.run(subject);
        }
      }),
    destroyed: () =>
      db
        .prepare('select subject, at from destroyed order by subject')
        .all()
        .map(({ subject, at }) => ({ subject: String(subject), at: `${String(at).replace(' ', 'T')}Z` })),
  };
}
