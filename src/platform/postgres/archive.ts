import path from 'node:path';
import { makePrivate, type Place } from './place.ts';
import type { Settings } from './postmaster.ts';

/** Seconds after which a piece of the log is handed on though it is not full: what may be lost with the machine. */
const longestWait = 60;

/** Where Postgres hands the finished pieces of its log. */
export const spoolOf = ({ folder }: Pick<Place, 'folder'>): string => path.join(folder, 'spool');

/**
 * `basic_archive` comes with Postgres: it copies a piece durably and under its name only when it is whole. It needs no
 * shell, so a path may hold anything.
 */
export function archiveSettings(place: Place): Settings {
  makePrivate(spoolOf(place), place.account);
  return {
    archive_mode: 'on',
    archive_library: 'basic_archive',
    'basic_archive.archive_directory': spoolOf(place),
    archive_timeout: String(longestWait),
  };
}
