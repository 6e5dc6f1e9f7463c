import { randomBytes } from 'node:crypto';
import { type ClusterCopy, copyCluster } from './cluster.server.ts';
import { compressed } from './compress.ts';
import { packed } from './entries.ts';
import { factsOf } from './facts.sql.ts';
import { copyFiles } from './files.server.ts';
import { type Manifest, names, putJson } from './manifest.ts';
import { sealed } from './seal.ts';
import type { Installation } from './source.ts';
import { type TableCounts, copyTables } from './tables.server.ts';

export type Taken = { manifest: Manifest; files: { files: number; bytes: number } };

/**
 * Takes a whole backup while the installation serves: the database, then the files, then the keys of the vault. It is one
 * only when its manifest is there, which is written last.
 *
 * @throws BackupRefused when the target cannot take it; nothing half is left then, nor after a kill: see `Target.sweep`
 */
export async function takeBackup(from: Installation, line: string, now: Date): Promise<Taken> {
  const { target, ring, vault } = from;
  const id = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z-${randomBytes(4).toString('hex')}`;
  const place = { line, id };
  try {
    const facts = await factsOf(from.ownerUrl);
    const copied = await copyDatabase(from, place);
    const files = await copyFiles(from);
    await target.keepVault((file) => vault.copyTo(file));
    const manifest: Manifest = { ...place, ...facts, format: 1, ...copied };
    await putJson({ target, ring, name: names.manifest(place) }, manifest);
    return { manifest, files };
  } catch (error) {
    await target.remove(names.copy(place)).catch(() => undefined);
    throw error;
  }
}

async function copyDatabase({ ownerUrl, embedded, target, ring }: Installation, place: { line: string; id: string }) {
  const name = names.data(place);
  const keep = (entries: Parameters<typeof packed>[0]): Promise<number> =>
    target.put(name, sealed(compressed(packed(entries)), { ring, about: name }));
  if (embedded) {
    let copy: ClusterCopy | undefined;
    const source = { ownerUrl, cluster: embedded.cluster, label: `yntymaq ${place.id}` };
    const bytes = await keep(copyCluster(source, (done) => (copy = done)));
    if (!copy) throw new Error('a copy says from when to when it is');
    return { kind: 'cluster' as const, bytes, ...timesOf(copy), wal: copy.wal };
  }
  let tables: TableCounts | undefined;
  const bytes = await keep(copyTables(ownerUrl, (done) => (tables = done)));
  if (!tables) throw new Error('a copy says what is in it');
  return { kind: 'tables' as const, bytes, ...timesOf(tables), tables: tables.tables };
}

const timesOf = ({ startedAt, finishedAt }: { startedAt: Date; finishedAt: Date }) => ({
  startedAt: startedAt.toISOString(),
  finishedAt: finishedAt.toISOString(),
});
