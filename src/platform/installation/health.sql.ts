import { sql } from 'kysely';
import type { Vault } from '../crypto/vault.ts';
import type { Database, Tx } from '../database.ts';
import type { Facts, Measured } from './health.ts';
import type { Host } from './host.ts';

/** What the database says of itself: numbers and moments. */
export async function measuredBy(db: Database | Tx): Promise<Measured | null> {
  const { rows } = await sql<{ found: Measured }>`select installation_health() as found`.execute(db);
  return rows[0]?.found ?? null;
}

const isReadable = (vault: Vault): boolean => {
  try {
    const words = 'readable';
    return vault.open('installation', vault.seal('installation', words, 'health'), 'health').toString() === words;
  } catch {
    return false;
  }
};

type Asked = { db: Database | Tx; vault: Vault; host: Pick<Host, 'disk'>; now: () => Date };

/** Measures everything; what does not answer is known as such. */
export async function measure({ db, vault, host, now }: Asked): Promise<Facts> {
  const before = now().getTime();
  const database = await measuredBy(db).catch(() => null);
  const middle = new Date((before + now().getTime()) / 2);
  return { database, disk: await host.disk(), isVaultReadable: isReadable(vault), now: middle };
}
