import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { proveAccesses, writeProofs } from '../../platform/access/access.sql.ts';
import type { Access } from '../../platform/access/access.ts';
import { asPerson, openDatabase, type Tx } from '../../platform/database.ts';
import { databaseAt, query } from '../../../test/postgres.ts';
import { now, type Someone, startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());

const ours = await world.organisation('Біздің ұйым');
const administrator = await world.someone('administrator', ours);
const coordinator = await world.someone('coordinator', ours);
const stranger = await world.someone('administrator');
const keeper = await world.someone('viewer', undefined, { isInstallation: true });

type Item = {
  id: string;
  kind: string;
  at: string;
  actor: { is: string; id: string | null; name: string | null };
  origin: string | null;
  session: string | null;
  action: string;
  subject: string;
  subjectId: string | null;
  purpose: string | null;
  reason: string | null;
  isSealed: boolean;
};
const audit = async (who: Someone, asked = '') => {
  const reply = await world.as(who).get(`/audit${asked}`);
  expect(reply.statusCode).toBe(200);
  return reply.json<{ items: Item[]; next: string | null }>();
};
const inRequestOf = <T>({ cookie, organisation }: Someone, work: (tx: Tx) => Promise<T>) =>
  asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation, cameFrom: '203.0.113.0/24' }, (tx) =>
    work(tx),
  );
const patient = randomUUID();
const opened = (more: Partial<Access> = {}): Access => ({
  kind: 'read',
  subject: 'patient',
  subjectId: patient,
  purpose: 'care',
  ...more,
});
const prove = (who: Someone, accesses: readonly Access[]) =>
  inRequestOf(who, (tx) => proveAccesses(tx, accesses, { endpoint: 'patients.patient', now, newId: randomUUID }));

beforeAll(async () => {
  for (const kk of ['Бірінші', 'Екінші', 'Үшінші'])
    await world.as(coordinator).post('/organisations', { kind: 'hospital', country: 'KZ', names: { kk } });
  await writeProofs(world.db, [
    await prove(coordinator, [opened()]),
    await prove(coordinator, [opened({ purpose: 'break_glass', reason: 'Есін білмей түскен науқас' })]),
    await prove(stranger, [opened()]),
  ]);
});

test('an administrator finds who wrote what, when, from where and in which session', async () => {
  const { items } = await audit(administrator, `?person=${coordinator.person}&kind=write`);
  expect(items).toHaveLength(3);
  expect(items[0]).toMatchObject({
    kind: 'write',
    actor: { is: 'person', id: coordinator.person, name: 'Somebody' },
    subject: 'organisation',
    origin: '127.0.0.0/24',
    purpose: null,
    isSealed: false,
  });
  const [session] = await world.seeAll('select id from auth.session where "userId" = $1', [coordinator.person]);
  expect(items[0]?.session).toBe(session?.['id']);
});

test('an administrator finds who opened what and why, and can ask for broken glass alone', async () => {
  const { items } = await audit(administrator, `?record=${patient}`);
  expect(items.map(({ action, purpose }) => [action, purpose])).toEqual([
    ['read', expect.any(String)],
    ['read', expect.any(String)],
  ]);
  const glass = await audit(administrator, '?purpose=break_glass');
  expect(glass.items).toMatchObject([
    {
      subjectId: patient,
      reason: 'Есін білмей түскен науқас',
      origin: '203.0.113.0/24',
      actor: { id: coordinator.person },
    },
  ]);
});

test('looking into the audit and taking it away are themselves on record', async () => {
  const record = randomUUID();
  await audit(administrator, `?record=${record}`);
  const file = await world.as(administrator).get(`/audit/file?format=csv&record=${record}`);
  expect(file.statusCode).toBe(200);
  const written = await world.seeAll(
    'select kind, person, purpose, endpoint, session from access_record where subject_id = $1 order by at, kind desc',
    [record],
  );
  expect(written).toMatchObject([
    { kind: 'searched', person: administrator.person, purpose: 'administration', endpoint: 'audit.auditEntries' },
    { kind: 'exported', person: administrator.person, endpoint: 'audit.auditFile' },
  ]);
  expect(written[0]?.['session']).not.toBeNull();
});

test('pages follow one another without a gap and without a repetition', async () => {
  const all = (await audit(administrator, '?kind=write&limit=100')).items.map(({ id }) => id);
  const seen: string[] = [];
  let cursor = '';
  for (let page = 0; page < all.length; page += 1) {
    const { items, next } = await audit(administrator, `?kind=write&limit=1${cursor}`);
    seen.push(...items.map(({ id }) => id));
    cursor = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
  }
  expect(seen).toEqual(all);
  expect((await world.as(administrator).get('/audit?cursor=x')).json().type).toBe('/problems/cursor-invalid');
});

test.each(['from=2026-11-22', 'until=2026-11-20', 'origin=198.51.100.0/24', 'action=nothing', 'subject=nothing'])(
  'a search by %s that fits nothing finds nothing',
  async (filter) => {
    expect((await audit(administrator, `?record=${patient}&${filter}`)).items).toEqual([]);
  },
);

test('a file has every row that the list has, and no cell of it is a formula', async () => {
  const list = await audit(administrator, '?kind=write&limit=100');
  const { body } = await world.as(administrator).get('/audit/file?format=csv&kind=write&locale=en');
  const lines = body.trim().split('\r\n');
  expect(lines).toHaveLength(list.items.length + 1);
  expect(lines.slice(1).every((line) => !/(^|[,;\t])"?[=+@-]/.test(line))).toBe(true);
});

test('an administrator of another organisation finds nothing of ours', async () => {
  const { items } = await audit(stranger, '?limit=100');
  expect(items.length).toBeGreaterThan(0);
  expect(items.every(({ actor }) => actor.id === stranger.person)).toBe(true);
});

test('who does not administer finds no audit', async () => {
  for (const who of [coordinator, keeper])
    for (const url of ['/audit', '/audit/file?format=csv', '/audit/people', '/audit/state'])
      expect((await world.as(who).get(url)).statusCode).toBe(403);
});

test('who looks after the installation sees counts and how the chain stands, and of nobody what they did', async () => {
  const reply = await world.as(keeper).get('/audit/days');
  expect(reply.statusCode).toBe(200);
  expect(reply.json().days[0]).toMatchObject({ day: '2026-11-21', glass: 1 });
  expect(reply.json().state.waiting.rows).toBeGreaterThan(0);
  expect(reply.body).not.toContain(coordinator.person);
  expect((await world.as(administrator).get('/audit/days')).statusCode).toBe(403);
  const rows = await inRequestOf(keeper, (tx) => sql`select from access_record`.execute(tx));
  expect(rows.rows).toEqual([]);
});

test('an access cannot be recorded in another’s name, neither in a request nor in a group', async () => {
  const forge = (column: 'person' | 'organisation_id', value: string) =>
    inRequestOf(coordinator, (tx) =>
      sql`insert into access_record (id, at, person, organisation_id, endpoint, kind, subject, purpose)
          values (gen_random_uuid(), now(), ${column === 'person' ? value : coordinator.person},
                  ${column === 'person' ? coordinator.organisation : value}, 'x', 'read', 'patient', 'care')`.execute(
        tx,
      ),
    );
  await expect(forge('person', stranger.person)).rejects.toThrow('row-level security');
  await expect(forge('organisation_id', stranger.organisation)).rejects.toThrow('row-level security');
  const proof = await prove(coordinator, [opened()]);
  for (const forged of [
    proof.replaceAll(coordinator.person, stranger.person),
    proof.replace('"care"', '"law"'),
    `${'0'.repeat(64)}${proof.slice(64)}`,
    proof.slice(64),
    '',
  ])
    await expect(writeProofs(world.db, [forged])).rejects.toThrow('this was not proved');
  // One that is forged takes the whole group with it.
  await expect(writeProofs(world.db, [proof, proof.replace('"care"', '"law"')])).rejects.toThrow('not proved');
  await writeProofs(world.db, [proof]);
});

test.each(['session', 'token', 'origin', 'recorded_at', 'position'])(
  'nobody can state the %s of an event or an access: the database knows it',
  async (column) => {
    const value =
      { recorded_at: `'2020-01-01'`, position: '1', origin: `'198.51.100.0/24'` }[column] ?? 'gen_random_uuid()';
    const access =
      sql.raw(`insert into access_record (id, at, person, organisation_id, endpoint, kind, subject, purpose, ${column})
      values (gen_random_uuid(), now(), '${coordinator.person}', '${coordinator.organisation}', 'x', 'read', 'patient', 'care', ${value})`);
    const event =
      sql.raw(`insert into event (id, at, person, owner_organisation, visibility, is_demo, subject, subject_id, action, fields, ${column})
      values (gen_random_uuid(), now(), '${coordinator.person}', '${coordinator.organisation}', 'own_side', false, 'x', gen_random_uuid(), 'x', '{}', ${value})`);
    for (const statement of [access, event])
      await expect(inRequestOf(coordinator, (tx) => statement.execute(tx))).rejects.toThrow('permission denied');
  },
);

test('a proof is written once: again it is refused, and after five minutes too', async () => {
  const proof = await prove(coordinator, [opened()]);
  await writeProofs(world.db, [proof]);
  await expect(writeProofs(world.db, [proof])).rejects.toThrow('duplicate key');
  await expect(writeProofs(world.db, [proof, proof])).rejects.toThrow('duplicate key');
  const [old] = await world.seeAll(
    `select seal_of('accesses', o.stated) || o.stated as proof from (select replace($1, '"proved": "2', '"proved": "1') as stated) o`,
    [(await prove(coordinator, [opened()])).slice(64)],
  );
  await expect(writeProofs(world.db, [String(old?.['proof'])])).rejects.toThrow('too long ago');
});

test('nobody proves anything without having entered', async () => {
  const attempt = sql`select prove_accesses('x', now(), '[]')`.execute(world.db);
  await expect(attempt).rejects.toThrow('nobody opened this');
});

test('whatever the program says of the time, the database’s own clock is beside it', async () => {
  const proof = await inRequestOf(coordinator, (tx) =>
    proveAccesses(tx, [opened()], { endpoint: 'x', now: new Date('2001-01-01'), newId: randomUUID }),
  );
  await writeProofs(world.db, [proof]);
  const [row] = await world.seeAll(
    `select abs(extract(epoch from recorded_at - now())) < 60 as is_now from access_record where at < '2002-01-01'`,
  );
  expect(row?.['is_now']).toBe(true);
});

const attempts = ['event', 'access_record', 'audit_batch', 'audit_verification'].flatMap((table) => [
  `delete from ${table}`,
  `truncate ${table}`,
  `update ${table} set at = now()`,
]);

test.each(attempts)('neither requests nor background work may %s', async (statement) => {
  const worker = openDatabase(
    databaseAt(world.ownerUrl, new URL(world.ownerUrl.replace(/@[^/]*\//, '@x/')).pathname.slice(1), 'yntymaq_worker'),
    1,
  );
  try {
    await expect(inRequestOf(administrator, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(
      'permission denied',
    );
    await expect(sql.raw(statement).execute(worker)).rejects.toThrow('permission denied');
  } finally {
    await worker.destroy();
  }
});

test('requests can neither seal nor count the leaves nor move the clock', async () => {
  for (const call of [
    'seal_audit()',
    'audit_leaves(0, 1)',
    'settle_audit_clock()',
    'audit_unsealed()',
    `seal('person', 'x')`,
  ])
    await expect(inRequestOf(administrator, (tx) => sql.raw(`select ${call}`).execute(tx))).rejects.toThrow(
      'permission denied',
    );
});

test('the actor stays sealed when functions and tables are shadowed', async () => {
  await inRequestOf(coordinator, async (tx) => {
    await sql.raw(`create temp table actor_seal (key text); insert into actor_seal values ('known')`).execute(tx);
    await sql
      .raw(`create function pg_temp.sha256(bytea) returns bytea language sql as 'select ''\\x00''::bytea'`)
      .execute(tx);
    await sql.raw('set local search_path = pg_temp, public, pg_catalog').execute(tx);
    await sql.raw(`select set_config('app.person', '${stranger.person}', true)`).execute(tx);
    const { rows } = await sql<{ person: string | null; organisation: string }>`
      select public.actor_person() as person, public.actor_organisation() as organisation`.execute(tx);
    expect(rows).toEqual([{ person: null, organisation: coordinator.organisation }]);
  });
});

test('the newest head is public, and nothing else of the chain', async () => {
  // A batch waits for whoever writes on this server, in other databases too: sealed behind the writers.
  const isSealed = async () => {
    await query(world.ownerUrl, 'select seal_audit()');
    return (await audit(administrator, `?record=${patient}`)).items.every((item) => item.isSealed);
  };
  await expect.poll(isSealed, { timeout: 20_000 }).toBe(true);
  const reply = await world.app.inject({ method: 'GET', url: '/audit/head.json' });
  const [head] = await world.seeAll(
    `select number::int as number, encode(head, 'hex') as head from audit_batch order by number desc limit 1`,
  );
  expect(reply.statusCode).toBe(200);
  expect(reply.json()).toMatchObject({ number: String(head?.['number']), head: head?.['head'] });
  expect(Object.keys(reply.json()).toSorted((one, other) => (one < other ? -1 : 1))).toEqual(['at', 'head', 'number']);
});
