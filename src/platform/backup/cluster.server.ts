import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { startCopy, stopCopy } from './cluster.sql.ts';
import type { Entry } from './entries.ts';
import { connectOwner } from './owner.sql.ts';
import { segmentsBetween } from './walNames.ts';

/** What a copy of a cluster needs to become one again, from its server. */
export type ClusterCopy = {
  /** The server's clock when the copy began and ended: it can be restored to no moment before the end. */
  startedAt: Date;
  finishedAt: Date;
  wal: { first: string; last: string; segmentBytes: number };
};

type Source = { ownerUrl: string; cluster: string; label: string };

/** Folders whose content belongs to one run of Postgres; the folders themselves must be there. */
const emptied = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);
const leftOut =
  /^(?:postmaster\.(?:pid|opts)|backup_label(?:\.old)?|tablespace_map(?:\.old)?|pg_internal\.init.*|pgsql_tmp.*)$/;

/**
 * Copies a cluster while it serves, by the server's own `pg_backup_start` and `pg_backup_stop`: its files as they were read,
 * then what makes them consistent: the label, and the log from start to stop, which a slot keeps for the while. A name that
 * ends in `/` is a folder.
 *
 * @param done hears, before the last entry was handed on, from when to when the copy is
 */
export async function* copyCluster(source: Source, done: (copy: ClusterCopy) => void): AsyncGenerator<Entry> {
  const { ownerUrl, cluster, label } = source;
  const client = await connectOwner(ownerUrl);
  try {
    const start = await startCopy(client, label);
    yield* entriesOf(cluster, '');
    yield fileEntry(path.join(cluster, 'global/pg_control'), 'global/pg_control');
    const stop = await stopCopy(client);
    const { at: startedAt, segment: first, bytes } = start;
    const wal = { first, last: stop.segment, segmentBytes: Number(bytes) };
    done({ startedAt, finishedAt: stop.at, wal });
    yield { name: 'backup_label', body: textOf(stop.label) };
    for (const segment of segmentsBetween(first, stop.segment, wal.segmentBytes))
      yield fileEntry(path.join(cluster, 'pg_wal', segment), `pg_wal/${segment}`);
  } finally {
    // Ends the backup and the slot too, should something have gone wrong.
    await client.end().catch(() => undefined);
  }
}

async function* textOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function* entriesOf(cluster: string, folder: string): AsyncGenerator<Entry> {
  const entries = (await readdir(path.join(cluster, folder), { withFileTypes: true }).catch(whenGone)) ?? [];
  for (const entry of entries) {
    const name = path.posix.join(folder, entry.name);
    if (leftOut.test(entry.name) || name === 'global/pg_control') continue;
    if (entry.isDirectory()) {
      yield { name: `${name}/`, body: textOf('') };
      if (!emptied.has(name)) yield* entriesOf(cluster, name);
    } else if (entry.isFile()) yield fileEntry(path.join(cluster, name), name);
    else
      throw new Error(`${name} is neither a file nor a folder: a cluster with tablespaces elsewhere cannot be copied`);
  }
}

/** A file may vanish while Postgres serves; what matters of it is in the log. */
const whenGone = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
};

const fileEntry = (file: string, name: string): Entry => ({ name, body: contentOf(file, name) });

const portion = 1 << 18;

/** A file at the length it had when it was opened: what is written to it meanwhile is in the log. */
async function* contentOf(file: string, name: string): AsyncGenerator<Uint8Array> {
  const handle = await open(file).catch(whenGone);
  if (!handle && name.startsWith('pg_wal/')) throw new Error(`Postgres has removed ${name} too early`);
  if (!handle) return;
  try {
    const { size } = await handle.stat();
    for (let at = 0; at < size; ) {
      const wanted = Math.min(portion, size - at);
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
