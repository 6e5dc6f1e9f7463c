import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { databaseAt } from '../../../test/postgres.ts';
import { now, startWorld, type Someone } from '../../../test/world.ts';
import { asPerson, asService, openDatabase, type Tx } from '../../platform/database.ts';
import { saidBy } from '../../platform/installation/said.ts';
import { migrateJobs, startJobs } from '../../platform/jobs/jobs.ts';
import { openLog } from '../../platform/log.ts';
import { sendMessages } from '../../platform/outbox/jobs.ts';
import type { Purpose } from '../../platform/outbox/message.ts';
import { queueMessage } from '../../platform/outbox/outbox.sql.ts';

const world = await startWorld();
await migrateJobs(world.ownerUrl);
const database = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const worker = openDatabase(databaseAt(world.ownerUrl, database, 'yntymaq_worker'), 2);
afterAll(async () => {
  await worker.destroy();
  await world.stop();
});
const admin = await world.someone('viewer', undefined, { isInstallation: true });
const officer = await world.someone('administrator');
const sealing = { vault: world.vault, now, newId: uuidv7 };
const tokenOf = ({ cookie }: Someone) => cookie.split('=')[1]?.split('.')[0] ?? '';
const inTheNameOf = <T>(who: Someone, work: (tx: Tx) => Promise<T>) =>
  asPerson(world.db, { token: tokenOf(who), organisation: who.organisation }, work);
const queued = (purpose: Purpose = 'invitation') =>
  inTheNameOf(officer, (tx) =>
    queueMessage(
      { tx, ...sealing },
      { channel: 'mail', to: 'aigul@example.org', subject: 'Hello', text: 'A secret way in', purpose, locale: 'kk' },
    ),
  );
const send = () => {
  const sender = sendMessages({}, world.vault);
  const { signal } = new AbortController();
  const actor = { service: sender.name, organisation: null };
  return sender.steps({ within: (work) => asService(worker, actor, work), now: () => now, signal });
};
const eventsOf = async (id: string) =>
  (await world.seeAll('select action, person from event where subject_id = $1 order by at, id', [id])).map(
    ({ action, person }) => [action, person],
  );

test('nobody but who looks after the installation sees messages, jobs, settings or health', async () => {
  for (const url of ['/messages', '/jobs', '/runs', '/settings', '/health'].map((path) => `/administration${path}`)) {
    expect((await world.as(officer).get(url)).statusCode, url).toBe(403);
    expect((await world.as(admin).get(url)).statusCode, url).toBe(200);
  }
});

test('with nothing to send with a message is kept, and is read by one who proved who they are, which is recorded', async () => {
  const id = await queued();
  await send();
  const list = (await world.as(admin).get('/administration/messages?state=kept&purpose=invitation')).json();
  expect(list.items).toMatchObject([{ id, state: 'kept', purpose: 'invitation', acts: ['open'] }]);
  expect(JSON.stringify(list)).not.toMatch(/aigul|secret|Hello/);
  const opened = await world.as(admin).post(`/administration/messages/${id}/opened`, {});
  expect(opened.json()).toEqual({ to: 'aigul@example.org', subject: 'Hello', text: 'A secret way in' });
  expect(await eventsOf(id)).toEqual([['opened', admin.person]]);
  const tired = await world.someone('viewer', undefined, { isInstallation: true });
  await world.seeAll(`update auth.session set "createdAt" = now() - interval '1 day' where "userId" = $1`, [
    tired.person,
  ]);
  const refused = await world.as(tired).post(`/administration/messages/${id}/opened`, {});
  expect(refused.json().type).toBe('/problems/step-up-first');
  expect(await eventsOf(id)).toHaveLength(1);
});

test('a message that a server took cannot be read here by anybody', async () => {
  const id = await queued('password_link');
  await world.seeAll(`update outbox_message set state = 'sent', next_try_at = null where id = $1`, [id]);
  expect((await world.as(admin).post(`/administration/messages/${id}/opened`, {})).statusCode).toBe(404);
  expect((await world.as(admin).get(`/administration/messages/${id}`)).json()).toMatchObject({
    state: 'sent',
    acts: [],
  });
});

test('a message that waits can be stopped once, and one that was stopped is sent again; each act is recorded', async () => {
  const id = await queued();
  expect((await world.as(admin).post(`/administration/messages/${id}/cancelled`, {})).statusCode).toBe(200);
  const again = await world.as(admin).post(`/administration/messages/${id}/cancelled`, {});
  expect([again.statusCode, again.json().type]).toEqual([409, '/problems/wrong-state']);
  expect((await world.as(admin).post(`/administration/messages/${id}/resent`, {})).statusCode).toBe(200);
  expect((await world.as(admin).get(`/administration/messages/${id}`)).json()).toMatchObject({
    state: 'queued',
    tries: 0,
    steps: [{ state: 'queued' }, { state: 'cancelled', person: admin.person }, { state: 'queued' }],
  });
  expect((await eventsOf(id)).map(([action]) => action)).toEqual(['cancelled', 'resent']);
  const nobodys = `/administration/messages/${uuidv7()}`;
  for (const act of ['cancelled', 'resent', 'opened'])
    expect((await world.as(admin).post(`${nobodys}/${act}`, {})).statusCode).toBe(404);
});

test('by SQL in the application’s name nobody takes out, forges, opens or changes a message', async () => {
  const id = await queued();
  const attempts: [Someone, string][] = [
    [officer, `select open_message('${id}', '${uuidv7()}', now())`],
    [officer, `select resend_message('${id}', '${uuidv7()}', now())`],
    [officer, `select cancel_message('${id}', '${uuidv7()}', now())`],
    [admin, `select recipient from outbox_message`],
    [admin, `update outbox_message set state = 'cancelled'`],
    [admin, `delete from outbox_message`],
    [admin, `select take_messages('{mail}', now(), 10)`],
    [admin, `select note_message('${id}', 'sent', now(), null, null, null)`],
    [admin, `select note_delivery('x', 'delivered', now(), null)`],
    [admin, `select act_for_installation('${uuidv7()}', now(), 'job', '${id}', 'started', '{}')`],
    [admin, `insert into outbox_step (message_id, at, state) values ('${id}', now(), 'sent')`],
    [admin, `insert into installation_setting values ('banner', '${id}', '{}', 1, now(), '${id}')`],
    [officer, `select set_installation('banner', '{}', null, '${uuidv7()}', now())`],
    [officer, `select run_job_now('sendMessages', '${uuidv7()}', now())`],
    [admin, `update job_run set outcome = 'done'`],
  ];
  const pool = new pg.Pool({ connectionString: databaseAt(world.ownerUrl, database, 'yntymaq_app'), max: 1 });
  try {
    for (const [who, statement] of attempts) {
      const client = await pool.connect();
      await client.query('begin');
      await client.query('select * from enter($1, $2::uuid, null)', [tokenOf(who), who.organisation]);
      const failed = await client.query(statement).then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
      await client.query('rollback');
      client.release();
      expect([statement, failed]).toEqual([statement, '42501']);
    }
    const seen = await inTheNameOf(officer, async (tx) =>
      tx.withTables<{ outbox_message: { id: string } }>().selectFrom('outbox_message').select('id').execute(),
    );
    expect(seen).toEqual([]);
  } finally {
    await pool.end();
  }
});

test('a setting has its type, its version and its history; the environment is shown without secrets', async () => {
  const change = (value: unknown, version: number | null) =>
    world.as(admin).post('/administration/settings', { key: 'messages_kept_days', value, version });
  expect((await change(0, null)).json().type).toBe('/problems/setting-invalid');
  expect((await change('30; drop table event', null)).json().type).toBe('/problems/setting-invalid');
  expect((await change(14, null)).statusCode).toBe(200);
  expect((await change(15, null)).json().type).toBe('/problems/stale');
  expect((await change(16, 1)).statusCode).toBe(200);
  const { kept, changes } = (await world.as(admin).get('/administration/settings')).json();
  expect(kept).toContainEqual(expect.objectContaining({ key: 'messages_kept_days', value: 16, version: 2 }));
  expect(changes.map(({ value, person }: { value: number; person: string }) => [value, person])).toEqual(
    expect.arrayContaining([
      [14, admin.person],
      [16, admin.person],
    ]),
  );
  expect(
    (await world.as(officer).post('/administration/settings', { key: 'banner', value: {}, version: null })).statusCode,
  ).toBe(403);
});

test('what an administrator says to everybody is said within ten seconds, and what is no such text is not', async () => {
  let at = now;
  const said = saidBy(world.db, () => at);
  expect((await said())?.banner).toEqual({ kk: '', ru: '', en: '' });
  const value = { kk: 'Ертең 20:00-де үзіліс', ru: '', en: '' };
  const answer = await world.as(admin).post('/administration/settings', { key: 'banner', value, version: null });
  expect(answer.statusCode).toBe(200);
  expect((await said())?.banner.kk).toBe('');
  at = new Date(now.getTime() + 10_000);
  expect((await said())?.banner).toEqual(value);
});

test('a job runs when somebody says so, and how it ran is seen: what it did, or the name of its error without its words', async () => {
  let asked = 0;
  const jobs = [
    { name: 'countSheep', when: '0 0 1 1 *', work: async () => ++asked },
    {
      name: 'breakDown',
      when: '0 0 1 1 *',
      work: async () => {
        throw new TypeError('aigul@example.org has no phone');
      },
    },
  ];
  const running = await startJobs({
    ownerUrl: world.ownerUrl,
    db: worker,
    jobs,
    log: openLog('silent'),
    now: () => new Date(),
  });
  try {
    for (const name of ['countSheep', 'breakDown'])
      expect((await world.as(admin).post(`/administration/jobs/${name}/started`, {})).statusCode).toBe(200);
    expect((await world.as(admin).post('/administration/jobs/unknown/started', {})).statusCode).toBe(404);
    const runs = async () => (await world.as(admin).get('/administration/runs')).json().items;
    await expect
      .poll(async () => (await runs()).filter((run: { endedAt: unknown }) => run.endedAt).length, { timeout: 15_000 })
      .toBe(2);
    expect(await runs()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ job: 'countSheep', outcome: 'done', count: 1, error: null }),
        expect.objectContaining({ job: 'breakDown', outcome: 'failed', error: 'TypeError' }),
      ]),
    );
    const shown = await world.as(admin).get('/administration/jobs');
    expect(shown.body).not.toContain('aigul');
    expect(shown.json().jobs.map(({ name }: { name: string }) => name)).toEqual(['breakDown', 'countSheep']);
    const queueOf = (body: { queue: { id: string; job: string }[] }) =>
      body.queue.filter(({ job }) => job === 'breakDown');
    const [failed] = queueOf(shown.json());
    expect(failed).toMatchObject({ job: 'breakDown', state: 'failed', error: 'TypeError' });
    expect((await world.as(admin).post(`/administration/queue/${failed?.id}/cancelled`, {})).statusCode).toBe(200);
    expect(queueOf((await world.as(admin).get('/administration/jobs')).json())).toEqual([]);
    expect((await world.as(admin).post(`/administration/queue/${failed?.id}/retried`, {})).statusCode).toBe(409);
  } finally {
    await running.stop();
  }
});

test('a monitor nearby hears how the installation does, in numbers; from afar there is no such address', async () => {
  const near = await world.app.inject({ url: '/health.json', remoteAddress: '10.1.2.3' });
  expect(near.json().checks.map(({ key }: { key: string }) => key)).toContain('database');
  expect(near.body).not.toContain('@');
  const far = await world.app.inject({ url: '/health.json', remoteAddress: '203.0.113.9' });
  expect(far.statusCode).toBe(404);
});
