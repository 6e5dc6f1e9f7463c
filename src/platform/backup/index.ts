/** The only door to backups for the program, the command line and tests. */
export { type Keeping, backupNow, drillNow, keepOnce, startKeeper } from './keeper.server.ts';
export { loadTables } from './loadTables.server.ts';
export { manifestsIn, type TablesManifest } from './manifest.ts';
export { BackupRefused } from './refused.ts';
export { dataOf, restoreBackup } from './restore.server.ts';
export { newShipping } from './ship.server.ts';
export { folderTarget, type Target } from './target.ts';
export { decompressed } from './compress.ts';
