import { writeFile, chown, rm } from 'node:fs/promises';
import path from 'node:path';
import type { KeyRing } from '../crypto/keyRing.ts';
import { CannotStart } from '../cannotStart.ts';
import { placeFor, type Settings, startEmbeddedPostgres } from '../postgres/index.ts';
import { decompressed } from './compress.ts';
import { unpacked } from './entries.ts';
import { feedLog, type LogFeed } from './logFeed.server.ts';
import { type ClusterManifest, getJson, names } from './manifest.ts';
import { ReachedSchema } from './reached.ts';
import { BackupRefused } from './refused.ts';
import { opened } from './seal.ts';
import type { Target } from './target.ts';
import { unpackCluster } from './unpack.server.ts';

type Asked = {
  target: Target;
  ring: KeyRing;
  manifest: ClusterManifest;
  /** A data folder of its own, which has no database yet. */
  home: string;
  to: Date | undefined;
  /** Does what has to be done with the restored database while it runs. */
  whileItRuns: (ownerUrl: string) => Promise<void>;
};

/**
 * Restores a cluster into a data folder: the copy, then the log until the moment, or all of it. Postgres itself recovers, and
 * ends on a timeline of its own.
 *
 * @throws BackupRefused when the copy or the log is damaged or missing, or does not reach the moment
 */
export async function restoreCluster(asked: Asked): Promise<void> {
  const { target, ring, manifest, home, to } = asked;
  const place = placeFor(home);
  const about = names.data(manifest);
  await unpackCluster(place, unpacked(decompressed(opened(target.get(about), { ring, about }))));
  const signal = path.join(place.cluster, 'recovery.signal');
  await writeFile(signal, '', { mode: 0o600 });
  if (place.account) await chown(signal, place.account.uid, place.account.gid);
  const feed = await feedLog({ target, ring, manifest, place });
  try {
    await recover(asked, feed, to);
  } finally {
    await feed.stop();
    await rm(path.join(place.folder, 'spool'), { recursive: true, force: true });
  }
}

/** Status 1 of Postgres says why in its last lines; only these two mean something to whoever restores. */
const endedBefore = /recovery ended before configured recovery target was reached/;

async function recover(asked: Asked, feed: LogFeed, to: Date | undefined): Promise<void> {
  const settings: Settings = {
    ...feed.settings,
    archive_mode: 'off',
    hot_standby: 'off',
    recovery_target_timeline: 'current',
    recovery_target_action: 'promote',
    ...(to ? { recovery_target_time: to.toISOString().replace('T', ' ').replace('Z', '+00') } : {}),
  };
  try {
    const postgres = await startEmbeddedPostgres(asked.home, { settings });
    try {
      await asked.whileItRuns(postgres.urlFor('postgres', 'yntymaq'));
    } finally {
      await postgres.stop();
    }
  } catch (error) {
    const refused = feed.refused();
    if (refused) throw refused;
    if (!(error instanceof CannotStart)) throw error;
    if (!to || !endedBefore.test(error.message))
      throw new BackupRefused('damaged', `The database could not be recovered: ${error.message}`);
    // The log ends before the moment: all is well if nothing was written between.
    await checkReaches(asked, to);
    await recover(asked, feed, undefined);
  }
}

async function checkReaches({ target, ring, manifest: { line } }: Asked, to: Date): Promise<void> {
  const name = names.reached(line);
  const reached = (await target.has(name)) ? await getJson({ target, ring, name }, ReachedSchema) : undefined;
  if (reached && new Date(reached.at) >= to) return;
  throw new BackupRefused(
    'too-late',
    `The log does not reach ${to.toISOString()}: ${reached ? `it ends at ${reached.at}` : 'there is none'}. Leave --to away to restore all that there is`,
  );
}
