import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { type DayDevice, letIn, register } from '../../../test/dayDevice.ts';
import { startWorld } from '../../../test/world.ts';
import { asPerson, type Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';
import { asDevice } from './deviceEntry.sql.ts';

/** What a device may in the database itself, whatever the application asks in its name. */
const world = await startWorld();
afterAll(() => world.stop());
const [host, visitors] = await Promise.all([world.organisation(), world.organisation()]);
await world.partnership('with-rights', [host, visitors], 'partnership');
const clinical = await world.someone('coordinator', host, { isClinical: true });
let made = 0;
async function begin(): Promise<string> {
  made += 1;
  const title = { kk: { text: 'Миссия', by: 'person' } };
  const said = { slug: `rights-${made}`, title, languages: ['kk'], visitors: [], commitment: null };
  return (await world.as(clinical).post('/missions', { partnership: 'with-rights', ...said })).json().id;
}
const by = <T>({ token }: DayDevice, work: (tx: Tx) => Promise<T>): Promise<T | undefined> =>
  asDevice(world.db, { tokenHash: sha256(token), cameFrom: null }, work);
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    ({ code = '?' }: { code?: string }) => code,
  );

const mission = await begin();
const [one, lost] = [await letIn(world, { as: clinical, mission }), await letIn(world, { as: clinical, mission })];
const elsewhere = await letIn(world, { as: clinical, mission: await begin() });
for (const device of [one, lost, elsewhere]) {
  await register(device);
  await device.exchange([await device.segment()]);
}
await world.as(clinical).post(`/missions/${mission}/devices/${lost.device}/revocation`, {});

test('of all tables a device reads what is open to everybody and the rows of its own mission’s day', async () => {
  const tables = await world.seeAll(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
       and has_any_column_privilege('yntymaq_app', c.oid, 'select') order by 1`,
  );
  const seen = await by(one, async (tx) => {
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await sql`select 1 as one from ${sql.table(String(name))} limit 1`.execute(tx);
      if (rows.length > 0) found.push(String(name));
    }
    return found;
  });
  // Names of organisations are in the directory that everybody reads.
  const openToAll = ['organisation', 'installation_setting', 'retention_rule', 'audit_clock', 'measure'];
  expect(seen?.filter((name) => !openToAll.includes(name))).toEqual(['mission_device', 'mission_operation']);
});

test('another mission’s devices and operations are not there', async () => {
  const of = (table: string) =>
    by(
      one,
      async (tx) =>
        (await sql<{ mission_id: string }>`select distinct mission_id from ${sql.table(table)}`.execute(tx)).rows,
    );
  expect(await of('mission_device')).toEqual([{ mission_id: mission }]);
  expect(await of('mission_operation')).toEqual([{ mission_id: mission }]);
});

test('a revoked device reads no operation, and what it writes is held or refused', async () => {
  const rows = await by(lost, async (tx) => (await sql`select 1 from mission_operation`.execute(tx)).rows);
  expect(rows).toEqual([]);
  const write = (held: boolean) =>
    refusalOf(
      by(lost, async (tx) => {
        await sql`insert into mission_operation (id, mission_id, owner_organisation, device_id, sequence, lamport, kind, version,
            at_ms, by_person, digest, previous, chain, received_at, from_device, held)
          values (${uuidv7()}, ${mission}, ${host}, ${lost.device}, 99, 1, 'visit.arrived', 1, 0, 'x', ${Buffer.alloc(32)},
            ${Buffer.alloc(32)}, ${Buffer.alloc(32)}, now(), ${lost.device}, ${held})`.execute(tx);
        throw Object.assign(new Error('taken back'), { code: 'written' });
      }),
    );
  expect([await write(false), await write(true)]).toEqual(['42501', 'written']);
});

test.each([
  ['take its revocation back', sql`update mission_device set revoked_at = null, revoked_by = null returning id`],
  ['revoke another', sql`update mission_device set revoked_at = now(), revoked_by = gen_random_uuid() returning id`],
  [
    'admit what waits',
    sql`update mission_held set is_admitted = true, decided_at = now(), decided_by = gen_random_uuid() returning id`,
  ],
  [
    'let another device in',
    sql`insert into mission_device (id, mission_id, owner_organisation, label, letter, enrolled_by, made_at)
    values (gen_random_uuid(), ${mission}, ${host}, 'x', 'Z', gen_random_uuid(), now())`,
  ],
  ['read a hash of a token', sql`select token_hash from mission_device`],
  ['read a hash of a code', sql`select code_hash from mission_device`],
  ['take an operation away', sql`delete from mission_operation returning id`],
  ['change what was written', sql`update mission_operation set body = null returning id`],
  ['hold back what counts', sql`update mission_operation set held = true returning id`],
  [
    'speak for another device',
    sql`insert into mission_operation (id, mission_id, owner_organisation, device_id, sequence, lamport, kind,
      version, at_ms, by_person, digest, previous, chain, received_at, from_device, held)
    values (gen_random_uuid(), ${mission}, ${host}, ${one.device}, 99, 1, 'visit.arrived', 1, 0, 'x', ${Buffer.alloc(32)},
      ${Buffer.alloc(32)}, ${Buffer.alloc(32)}, now(), ${elsewhere.device}, false)`,
  ],
  [
    'write an event',
    sql`insert into event (id, at, service, owner_organisation, visibility, is_demo, subject, subject_id, action, fields)
    values (gen_random_uuid(), now(), 'device', ${host}, 'own_side', false, 'mission', ${mission}, 'change', '{}')`,
  ],
])('a device cannot %s', async (_what, statement) => {
  const outcomes = await Promise.all(
    [one, lost].map((device) =>
      refusalOf(
        by(device, async (tx) => {
          const { rows } = await statement.execute(tx);
          throw Object.assign(new Error('taken back'), { code: `${rows.length} rows` });
        }),
      ),
    ),
  );
  expect(outcomes.filter((outcome) => !['42501', '0 rows'].includes(outcome))).toEqual([]);
});

test('a person of another organisation, and one of the host who is not clinical, reads no operation', async () => {
  const read = async (someone: typeof clinical) => {
    const token = someone.cookie.split('=')[1]?.split('.')[0] ?? '';
    return asPerson(world.db, { token, organisation: someone.organisation }, async (tx) => {
      const { rows } = await sql`select 1 from mission_operation where mission_id = ${mission}`.execute(tx);
      return rows.length > 0;
    });
  };
  expect(await read(clinical)).toBe(true);
  expect(await read(await world.someone('administrator', host))).toBe(false);
  expect(await read(await world.someone('administrator', visitors, { isClinical: true }))).toBe(false);
});
