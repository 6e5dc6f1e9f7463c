import { archiveSettings } from './archive.ts';
import { createCluster } from './cluster.ts';
import { takeOwnership } from './owner.ts';
import { placeFor } from './place.ts';
import { type Settings, startPostmaster } from './postmaster.ts';
import { supervise } from './supervise.ts';

export { spoolOf } from './archive.ts';
export { checkServer } from './check.ts';
export { postgresVersion } from './binaries.ts';
export { lockFile, takeOwnership } from './owner.ts';
export { makePrivate, type Place, placeFor } from './place.ts';
export { type Settings } from './postmaster.ts';

/** A Postgres of our own. */
export type EmbeddedPostgres = {
  /** The address of a database in it, for a role. The database need not exist yet; `postgres` always does. */
  urlFor(user: string, database: string): string;
  /** Stops it cleanly and gives the folder back. May be called twice. */
  stop(): Promise<void>;
};

type Options = {
  /** Settings of postgresql.conf, on top of ours. */
  settings?: Settings;
  /** Hands each finished piece of its log to the folder `spoolOf`, at least once a minute when something was written. */
  isArchiving?: boolean;
  /** Hears, in plain lines, when Postgres ended by itself and when it runs again. */
  log?: (line: string) => void;
};

/** For databases that are thrown away: nothing waits for the disk. */
export const forgetfulSettings: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts the Postgres that belongs to the data folder `home`, and creates it the first time: UTF-8, ICU, reached by a
 * unix socket in a folder closed to other users, without passwords. It ends with this process, and is started again
 * should it end on its own. After a crash of either, the next start recovers.
 *
 * @throws CannotStart when another process runs it, or with what an operator can mend
 */
export async function startEmbeddedPostgres(home: string, options: Options = {}): Promise<EmbeddedPostgres> {
  const { isArchiving = false, log = () => undefined } = options;
  const place = placeFor(home);
  const ownership = await takeOwnership(place.folder);
  try {
    const settings = { ...(isArchiving ? archiveSettings(place) : {}), ...options.settings };
    await createCluster(place, settings['fsync'] !== 'off');
    const postgres = await supervise({ start: () => startPostmaster(place, settings), log });
    const abandon = (): void => postgres.abandon();
    process.once('exit', abandon);
    const stopOnce = async (): Promise<void> => {
      await postgres.stop();
      process.off('exit', abandon);
      ownership.release();
    };
    let stopped: Promise<void> | undefined;
    return { urlFor: urlsAt(place.socket), stop: () => (stopped ??= stopOnce()) };
  } catch (error) {
    ownership.release();
    throw error;
  }
}

/** The addresses of the Postgres of that data folder while another process runs it. */
export const reachEmbeddedPostgres = (home: string): Pick<EmbeddedPostgres, 'urlFor'> => ({
  urlFor: urlsAt(placeFor(home).socket),
});

const urlsAt =
  (socket: string) =>
  (user: string, database: string): string =>
    `postgres://${encodeURIComponent(user)}@/${encodeURIComponent(database)}?host=${encodeURIComponent(socket)}`;
