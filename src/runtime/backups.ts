import {
  dataOf,
  decompressed,
  folderTarget,
  type Keeping,
  loadTables,
  type TablesManifest,
  type Target,
} from '../platform/backup/index.ts';
import { countByHand } from '../platform/audit/audit.sql.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import type { Config } from '../platform/config.ts';
import type { KeyRing } from '../platform/crypto/keyRing.ts';
import type { Vault } from '../platform/crypto/vault.ts';
import { openDatabase } from '../platform/database.ts';
import { migrateJobs } from '../platform/jobs/jobs.ts';
import { migrate, migrationNames } from '../platform/migrate.ts';
import { placeFor, spoolOf, startEmbeddedPostgres } from '../platform/postgres/index.ts';
import { createDatabase, databaseName } from './databases.ts';

type Asked = { config: Config; folder: string; ownerUrl: string; ring: () => KeyRing; vault: Vault };

/** How the backups of this installation are kept in a folder. */
export async function keepingOf({ config, folder, ownerUrl, ring, vault }: Asked): Promise<Keeping> {
  const place = config.databaseUrl === undefined ? placeFor(config.dataFolder) : undefined;
  const target = folderTarget(folder);
  const embedded = place && { cluster: place.cluster, spool: spoolOf(place) };
  return {
    installation: {
      home: config.dataFolder,
      ownerUrl,
      embedded,
      // Asked for anew each time: a new key needs no restart.
      get ring() {
        return ring();
      },
      vault,
      target,
    },
    keep: config.backup.keep,
    spoolLimit: config.backup.mostWaiting,
    migrations: await migrationNames(),
    load: (manifest, home) => loadIntoNew({ target, ring: ring() }, manifest, home),
    verifyChain,
    now: () => new Date(),
  };
}

/** Whether what the audit sealed is unbroken; null when nothing was sealed. */
export async function verifyChain(ownerUrl: string): Promise<boolean | null> {
  const db = openDatabase(ownerUrl, 2);
  try {
    const { faults, batches } = await verifyAudit({
      within: (work) => db.transaction().execute(work),
      counting: countByHand,
      isOwner: true,
    });
    return batches === 0 && faults.length === 0 ? null : faults.length === 0;
  } finally {
    await db.destroy();
  }
}

type From = { target: Target; ring: KeyRing };

/** Makes an own Postgres in a folder and loads a copy of tables into it. */
export async function loadIntoNew(from: From, manifest: TablesManifest, home: string): Promise<void> {
  const server = await startEmbeddedPostgres(home);
  try {
    await createDatabase(server.urlFor('postgres', 'postgres'));
    await loadInto(from, manifest, server.urlFor('postgres', databaseName));
  } finally {
    await server.stop();
  }
}

/** Loads a copy of tables into a database that nobody has used: first the tables as they were then, then their rows. */
export async function loadInto({ target, ring }: From, manifest: TablesManifest, ownerUrl: string): Promise<void> {
  await migrate(ownerUrl, undefined, new Set(manifest.migrations));
  await migrateJobs(ownerUrl);
  await loadTables(ownerUrl, decompressed(dataOf({ target, ring }, manifest)), manifest);
}
