import { join } from 'node:path';
import { CannotStart } from '../platform/cannotStart.ts';
import type { Config } from '../platform/config.ts';
import type { Subject, Vault } from '../platform/crypto/vault.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { type Files, openFiles } from '../platform/files/files.ts';
import { reachEmbeddedPostgres } from '../platform/postgres/index.ts';
import { deriveSecret, secretOf } from '../platform/secret.ts';
import { openDatabases } from './databases.ts';
import { ownersOfAll } from './reseal.sql.ts';
import { forgetReplaced, renewKeys } from './reseal.ts';
import { holdTogether } from './vault.sql.ts';

type Asked = { config: Config; vault: Vault; err: (text: string) => void };
type Kept = { db: Database; vault: Vault; files: Files };

/** Uses the Postgres of a running program, or starts the embedded one for as long as this takes; as the owner. */
async function withAll<T>({ config, vault, err }: Asked, work: (kept: Kept) => Promise<T>): Promise<T> {
  const secret = secretOf(config);
  const { ownerUrl, stop } = await openDatabases({ config, secret, say: (line) => err(`${line}\n`) }).catch(
    (error: unknown) => {
      if (!(error instanceof CannotStart && / is in use by process /.test(error.message))) throw error;
      const { urlFor } = reachEmbeddedPostgres(config.dataFolder);
      return { ownerUrl: urlFor('postgres', 'yntymaq'), stop: () => Promise.resolve() };
    },
  );
  const db = openDatabase(ownerUrl, 2);
  const files = openFiles({ folder: join(config.dataFolder, 'files'), secret: deriveSecret(secret, 'files'), vault });
  try {
    await holdTogether(ownerUrl, vault);
    return await work({ db, vault, files });
  } finally {
    await db.destroy();
    await stop();
  }
}

const isRenewable = (name: string): name is Subject & `${'patient' | 'organisation'}:${string}` =>
  /^(?:patient|organisation):[0-9a-f-]{36}$/.test(name);

/** Gives one subject, or every patient and organisation, a further key, and seals anew what is theirs. */
export function renew(asked: Asked, which: string): Promise<{ keys: number; sealed: number }> {
  const { care } = asked.vault;
  const subjects = which === 'all' ? [...care.subjectsOf('patient'), ...care.subjectsOf('organisation')] : [which];
  const renewable = subjects.filter(isRenewable);
  if (renewable.length < subjects.length) throw new CannotStart(`"${which}" is neither patient:ID nor organisation:ID`);
  return withAll(asked, async (kept) => ({ keys: renewable.length, sealed: await renewKeys(kept, renewable) }));
}

/** Returns how many keys it forgot. */
export const forgetOld = (asked: Asked, before: Date): Promise<number> =>
  withAll(asked, (kept) => forgetReplaced(kept, before));

export const sealFiles = (asked: Asked): Promise<{ sealed: number; unknown: number; erased: number }> =>
  withAll(asked, async ({ db, files }) => {
    const { sealed, unknown } = await files.care.sealAll((addresses) => ownersOfAll(db, addresses));
    const { erased } = await files.care.sweep(new Date(Date.now() - 24 * 3_600_000));
    return { sealed, unknown, erased };
  });
