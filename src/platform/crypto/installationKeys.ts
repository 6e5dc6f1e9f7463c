import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { CannotStart } from '../cannotStart.ts';
import type { Config } from '../config.ts';
import { type KeyRing, newWrappingKey, readKeyRing } from './keyRing.ts';

/**
 * The keys of the installation: from the settings, from the key file, or, outside production, made once and kept in the
 * data folder, readable by its owner alone. They are never in the database.
 *
 * @throws CannotStart when there is no key, or the file is none
 */
export function keyRingOf({ keys, keyFile, dataFolder }: Pick<Config, 'keys' | 'keyFile' | 'dataFolder'>): KeyRing {
  if (keys) return keys;
  const file = keyFile ?? path.join(dataFolder, 'keys');
  if (!keyFile && !existsSync(file)) keepNew(file);
  if (!existsSync(file)) throw new CannotStart(`YNTYMAQ_KEY_FILE is "${file}": there is no such file`);
  const ring = readKeyRing(readFileSync(file, 'utf8'));
  if (!ring) throw new CannotStart(`${file} is no key file: expected lines such as "2026-11:" and 32 bytes in base64`);
  return ring;
}

function keepNew(file: string): void {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, `${newWrappingKey('first')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}
