import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from './config.ts';

/**
 * The secret from the settings or, outside production, one that is made the first time and kept in the data folder,
 * readable by its owner alone. Two processes that make one at the same moment end with the same.
 */
export function secretOf({ secret, dataFolder }: Pick<Config, 'secret' | 'dataFolder'>): string {
  if (secret) return secret;
  const file = path.join(dataFolder, 'secret');
  if (!existsSync(file)) keepNew(file);
  return readFileSync(file, 'utf8').trim();
}

function keepNew(file: string): void {
  // The own Postgres may run as another user, who passes through this folder.
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o711 });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

/** A secret for one purpose, from which neither the first secret nor those for other purposes can be told. */
export const deriveSecret = (secret: string, purpose: string): string =>
  createHmac('sha256', secret).update(`yntymaq/${purpose}`).digest('base64url');
