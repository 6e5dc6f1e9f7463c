import pg from 'pg';
import { CannotStart } from '../platform/cannotStart.ts';
import type { Vault } from '../platform/crypto/vault.ts';

/**
 * Holds a database and its vault together, as the owner: the database remembers whose texts it holds, and the vault forgets
 * whom the database knows to be erased (it may have come back from an older copy).
 *
 * @throws CannotStart when this is another vault: what is sealed could not be opened, and new keys would hide that
 */
export async function holdTogether(ownerUrl: string, vault: Vault): Promise<void> {
  const owner = new pg.Client(ownerUrl);
  await owner.connect();
  try {
    await owner.query(`insert into installation values ('vault', $1) on conflict do nothing`, [vault.id]);
    const { rows: known } = await owner.query(`select value from installation where key = 'vault'`);
    if (known[0]?.value !== vault.id)
      throw new CannotStart(
        'the vault in the data folder is not the one whose keys sealed this database: put it back from its copy (docs/runbooks/keys.md)',
      );
    const { rows: erased } = await owner.query('select id from patient where erased_at is not null');
    const left = erased.map(({ id }) => `patient:${id}` as const).filter((subject) => !vault.isDestroyed(subject));
    if (left.length > 0) vault.destroy(...left);
  } finally {
    await owner.end();
  }
}
