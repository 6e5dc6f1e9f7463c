import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Someone, startWorld, type World } from '../../test/world.ts';
import { openVault, versionOf } from '../platform/crypto/vault.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { openFiles } from '../platform/files/files.ts';
import { forgetReplaced, renewKeys } from './reseal.ts';
import { sealedColumns } from './sealedColumns.ts';
import { holdTogether } from './vault.sql.ts';

let world: World;
let owner: Database;
let somebody: Someone;
beforeAll(async () => {
  world = await startWorld();
  owner = openDatabase(world.ownerUrl, 4);
  somebody = await world.someone('officer');
});
afterAll(async () => {
  await owner.destroy();
  await world.stop();
});

const filesOf = () => openFiles({ folder: `${world.filesFolder}/sealed`, secret: 'secret', vault: world.vault });
/** A patient as a row, whose identity is this text. */
async function register(text: string): Promise<string> {
  const id = uuidv7();
  const sealed = world.vault.seal(`patient:${id}`, text, 'patient.identity');
  await world.seeAll(
    `insert into patient (id, custodian, is_demo, identity, registered_by, registered_at, version, changed_at)
     values ($1, $2, true, $3, $4, now(), 1, now())`,
    [id, somebody.organisation, sealed, somebody.person],
  );
  return id;
}
const sealedOf = async (id: string) =>
  (await world.seeAll('select identity from patient where id = $1', [id]))[0]?.['identity'] as Buffer;
const read = async (id: string) => world.vault.open(`patient:${id}`, await sealedOf(id), 'patient.identity').toString();

test('every sealed column of the database is known to those who seal anew, or lives for a day', async () => {
  const columns = await world.seeAll(
    // A view shows what its tables hold.
    `select table_name || '.' || column_name as name from information_schema.columns join information_schema.tables t
       using (table_schema, table_name)
     where table_schema = 'public' and data_type = 'bytea' and table_name not like 'audit%' and t.table_type = 'BASE TABLE'`,
  );
  const known = sealedColumns.map(({ table, column }) => `${table}.${column}`);
  const ofADay = ['idempotency.sealed', 'outbox_message.recipient', 'outbox_message.subject', 'outbox_message.body'];
  // What may be read by whoever has the row: statements, public keys, hashes and signatures.
  const notSealed = [
    'signature.statement',
    'mission_device.public_key',
    ...['digest', 'previous', 'chain', 'signature'].map((column) => `mission_operation.${column}`),
    'mission_refused.chain',
  ];
  const expected = new Set([...known, ...ofADay, ...notSealed]);
  expect(new Set(columns.map(({ name }) => String(name)))).toEqual(expected);
});

test('nothing is lost while keys of both kinds change under readers and writers', async () => {
  const files = filesOf();
  const patients = new Map<string, string>();
  for (let n = 0; n < 30; n++) {
    const text = randomUUID();
    patients.set(await register(text), text);
  }
  const kept = new Map<string, Buffer>();
  const keep = async () => {
    const content = randomBytes(500);
    const { address } = await files.keep(somebody.organisation, content);
    await world.seeAll(`insert into file values ($1, $2, $3, 500, 'image/png', now())`, [
      uuidv7(),
      somebody.organisation,
      address,
    ]);
    kept.set(address, content);
  };
  for (let n = 0; n < 10; n++) await keep();
  const state = { isDone: false, reads: 0, writes: 0 };
  const reader = async () => {
    while (!state.isDone)
      for (const [id, text] of patients) {
        expect(await read(id)).toBe(text);
        state.reads++;
        if (state.isDone) return;
      }
  };
  const writer = async () => {
    while (!state.isDone) {
      const text = randomUUID();
      patients.set(await register(text), text);
      const [id = ''] = [...patients.keys()].slice(state.writes % 30);
      // The text is sealed first and written later, as a request does.
      const sealed = world.vault.seal(`patient:${id}`, text, 'patient.identity');
      await pause(5);
      patients.delete(id);
      await world.seeAll('update patient set identity = $2, version = version + 1 where id = $1', [id, sealed]);
      patients.set(id, text);
      await keep();
      state.writes++;
    }
  };
  const both = [
    { id: 'later', key: Buffer.alloc(32, 9) },
    { id: 'test', key: Buffer.alloc(32, 7) },
  ] as const;
  const other = openVault(`${world.filesFolder}/vault`, both);
  const subjects = [
    ...[...patients.keys()].map((id) => `patient:${id}` as const),
    `organisation:${somebody.organisation}` as const,
  ];
  const rotating = async () => {
    await renewKeys({ db: owner, vault: world.vault, files }, subjects, 10);
    await pause(20);
    await renewKeys({ db: owner, vault: world.vault, files }, subjects, 10);
    state.isDone = true;
  };
  await Promise.all([reader(), writer(), rotating()]);
  expect(state.reads).toBeGreaterThan(10);
  expect(state.writes).toBeGreaterThan(1);
  await renewKeys({ db: owner, vault: world.vault, files }, []);
  for (const subject of subjects.filter((each) => each.startsWith('patient:')))
    expect(versionOf(await sealedOf(subject.slice('patient:'.length)))).toBe(3);
  expect(await forgetReplaced({ db: owner, vault: world.vault, files }, new Date(Date.now() + 60_000))).toBeGreaterThan(
    60,
  );
  for (const [id, text] of patients) expect(await read(id)).toBe(text);
  for (const [address, content] of kept)
    expect((await files.read(somebody.organisation, address)).equals(content)).toBe(true);

  expect(await other.care.rewrap(7)).toBeGreaterThan(30);
  expect(Object.keys(other.care.check().byWrapping)).toEqual(['later']);
  for (const [id, text] of patients)
    expect(other.open(`patient:${id}`, await sealedOf(id), 'patient.identity').toString()).toBe(text);
  await other.care.rewrap();
  other.close();
});

test('keys that were replaced lately are not forgotten', async () => {
  const vault = openVault(`${world.filesFolder}/of-its-own/vault`, [{ id: 'test', key: Buffer.alloc(32, 7) }]);
  const files = openFiles({ folder: `${world.filesFolder}/none`, secret: 'secret', vault });
  vault.care.renew('organisation:x');
  vault.care.renew('organisation:x');
  expect(await forgetReplaced({ db: owner, vault, files }, new Date(Date.now() - 60_000))).toBe(0);
  expect(vault.care.check().keys).toBe(2);
  vault.close();
});

test('a database is served with its own vault alone', async () => {
  const other = openVault(`${world.filesFolder}/other/vault`, [{ id: 'test', key: Buffer.alloc(32, 7) }]);
  const own = openVault(`${world.filesFolder}/own/vault`, [{ id: 'test', key: Buffer.alloc(32, 7) }]);
  await holdTogether(world.ownerUrl, own);
  await holdTogether(world.ownerUrl, own);
  await expect(holdTogether(world.ownerUrl, other)).rejects.toThrow('is not the one whose keys sealed this database');
  own.close();
  other.close();
});

test('a vault that came back from an older copy forgets whom the database knows to be erased', async () => {
  const ring = [{ id: 'test', key: Buffer.alloc(32, 7) }] as const;
  const vault = openVault(`${world.filesFolder}/own/vault`, ring);
  const [erased, kept] = [await register('x'), await register('y')];
  vault.make([`patient:${erased}`, `patient:${kept}`]);
  await owner.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`update patient set identity = null, erased_at = now() where id = ${erased}`.execute(tx);
  });
  await holdTogether(world.ownerUrl, vault);
  expect(vault.isDestroyed(`patient:${erased}`)).toBe(true);
  expect(vault.isDestroyed(`patient:${kept}`)).toBe(false);
  vault.close();
});
