import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CannotStart } from '../cannotStart.ts';
import type { Config } from '../config.ts';
import { type KeyRing, newWrappingKey, readKeyRing } from './keyRing.ts';

type Where = Pick<Config, 'keys' | 'keyFile' | 'dataFolder'> & {
  /** False: a missing key file is not made. */
  isMade?: boolean;
};

/**
 * Where the keys of the installation are read: from the settings, from the key file, or, outside production, from one made
 * once and kept in the data folder, readable by its owner alone. They are never in the database. A key file is read
 * again when it has changed, so that a new key needs no restart.
 *
 * @throws CannotStart when there is no key, or the file is none
 */
export function keyRingOf({ keys, keyFile, dataFolder, isMade = true }: Where): () => KeyRing {
  if (keys) return () => keys;
  const file = keyFile ?? path.join(dataFolder, 'keys');
  if (!keyFile && isMade && !existsSync(file)) keepNew(file, newWrappingKey('first'));
  if (!existsSync(file)) throw new CannotStart(`the key file is "${file}": there is no such file`);
  let [ring, state] = [ringIn(file), stateOf(file)];
  return () => {
    const now = stateOf(file);
    // A file that is gone or broken for a moment changes nothing for who has read it.
    if (now !== undefined && now !== state) [ring, state] = [readAgain(file) ?? ring, now];
    return ring;
  };
}

const readAgain = (file: string): KeyRing | undefined => readKeyRing(readFileSync(file, 'utf8'));

function ringIn(file: string): KeyRing {
  const ring = readAgain(file);
  if (!ring) throw new CannotStart(`${file} is no key file: expected lines such as "2026-11:" and 32 bytes in base64`);
  return ring;
}

function stateOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.mtimeMs} ${found.size}`;
}

function keepNew(file: string, line: string): void {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, `${line}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/**
 * Writes a new key above the others of the key file: from now on it wraps.
 *
 * @returns the file
 * @throws CannotStart when the keys are in the settings, or that identifier is taken
 */
export function addWrappingKey(where: Where, id: string): string {
  if (where.keys) throw new CannotStart('the keys are in YNTYMAQ_KEYS: put the new pair first there, and start again');
  const ring = keyRingOf(where)();
  const file = where.keyFile ?? path.join(where.dataFolder, 'keys');
  if (ring.some((key) => key.id === id)) throw new CannotStart(`there is a key "${id}"`);
  const draft = `${file}.${randomUUID()}`;
  const lines = [newWrappingKey(id), ...ring.map(({ id: old, key }) => `${old}:${key.toString('base64')}`)];
  if (!readKeyRing(lines.join('\n'))) throw new CannotStart(`"${id}" is no identifier: expected a-z, 0-9 and -`);
  writeFileSync(draft, `${lines.join('\n')}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
  return file;
}
