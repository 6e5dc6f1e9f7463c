import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { databaseAt } from '../../../test/postgres.ts';
import { mailServer, otherServer } from '../../../test/servers.ts';
import { now, startWorld } from '../../../test/world.ts';
import { asPerson, asService, openDatabase } from '../database.ts';
import { buildHttp } from '../http/server.ts';
import { openLog } from '../log.ts';
import { openMail } from '../mail/mail.ts';
import { openMetrics } from '../metrics.ts';
import { problemTitle } from '../i18n/catalogues.server.ts';
import { reportRoutes } from './reports.ts';
import { signatureOf } from './gateway.ts';
import { forgetMessages, type Senders, sendMessages } from './jobs.ts';
import { type Message, sealedFor } from './message.ts';
import { queueMessage } from './outbox.sql.ts';
import { takeMessages } from './send.sql.ts';
import { openGateway } from './senders.server.ts';

const secret = 'a secret that both of them know';
const world = await startWorld();
const database = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const worker = openDatabase(databaseAt(world.ownerUrl, database, 'yntymaq_worker'), 3);
const hooks = await buildHttp({
  log: openLog('silent'),
  metrics: openMetrics(),
  textOf: (key, locale) => problemTitle(locale, key),
  plugins: [reportRoutes({ db: worker, secret, now: () => now })],
  isProduction: true,
  originOf: () => 'https://yntymaq.example',
});
const refused = new Set<string>();
const post = await mailServer((to) => (refused.has(to) ? '550 nobody of that name' : null));
const sms = await otherServer(() => ({ status: 200, body: JSON.stringify({ id: `p${sms.asked.length}` }) }));
const mail = openMail({ address: post.address, from: 'yntymaq@example.org' });
afterAll(async () => {
  await hooks.close();
  mail.close();
  post.stop();
  sms.stop();
  await worker.destroy();
  await world.stop();
});
const gateway = (template: string, body?: string) =>
  openGateway({ template, body, key: 'Bearer hidden', from: 'Yntymaq', idPath: 'id', isNear: true });
const officer = await world.someone('officer');
const token = officer.cookie.split('=')[1]?.split('.')[0] ?? '';
const sealing = { vault: world.vault, newId: uuidv7 };
const queued = (changed: Partial<Message> = {}, at = now) =>
  asPerson(world.db, { token, organisation: officer.organisation }, (tx) =>
    queueMessage(
      { tx, ...sealing, now: at },
      {
        channel: 'mail',
        to: 'aigul@example.org',
        subject: 'Шақыру',
        text: 'Сәлем',
        purpose: 'invitation',
        locale: 'kk',
        ...changed,
      },
    ),
  );
const within = <T>(work: Parameters<typeof asService<T>>[2]) =>
  asService(worker, { service: 'sendMessages', organisation: null }, work);
const send = (senders: Senders, at = now) =>
  sendMessages(senders, world.vault).steps({ within, now: () => at, signal: new AbortController().signal });
const rowOf = async (id: string) => (await world.seeAll('select * from outbox_message where id = $1', [id]))[0] ?? {};
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test('a letter goes out once, under the id of its message, and is sent then', async () => {
  const id = await queued();
  await Promise.all([send({ mail }), send({ mail })]);
  await send({ mail }, later(60));
  const letters = post.letters.filter(({ data }) => data.includes(`<${id}@yntymaq>`));
  expect(letters.map(({ to }) => to)).toEqual(['aigul@example.org']);
  expect(await rowOf(id)).toMatchObject({ state: 'sent', tries: 1, failure: null });
});

test('a server that is away is asked again after a minute and then after five; one that refuses for good is not', async () => {
  const away = openMail({ address: 'smtp://127.0.0.1:1', from: 'yntymaq@example.org' });
  const id = await queued();
  await send({ mail: away });
  expect(await rowOf(id)).toMatchObject({
    state: 'queued',
    tries: 1,
    next_try_at: later(1),
    failure: expect.stringMatching(/^E[A-Z]+$/),
  });
  await send({ mail: away }, later(1));
  expect(await rowOf(id)).toMatchObject({ state: 'queued', tries: 2, next_try_at: later(6) });
  refused.add('nobody@example.org');
  const other = await queued({ to: 'nobody@example.org' });
  await send({ mail }, later(6));
  expect(await rowOf(id)).toMatchObject({ state: 'sent', tries: 3 });
  expect(await rowOf(other)).toMatchObject({ state: 'failed', failure: 'EENVELOPE-550' });
  away.close();
});

test('a message is given up when it would come too late', async () => {
  const away = openMail({ address: 'smtp://127.0.0.1:1', from: 'yntymaq@example.org' });
  const id = await queued({ until: later(3) });
  await send({ mail: away });
  await send({ mail: away }, later(1));
  expect(await rowOf(id)).toMatchObject({ state: 'failed', tries: 2, next_try_at: null });
  away.close();
});

test('whoever dies between taking and noting a message leaves it for later, and it is not lost', async () => {
  const id = await queued();
  const taken = await within((tx) => takeMessages(tx, { has: ['mail'], now, atMost: 20 }));
  expect(taken.map((message) => message.id)).toContain(id);
  await send({ mail }, later(9));
  expect(await rowOf(id)).toMatchObject({ state: 'queued', tries: 1 });
  await send({ mail }, later(10));
  expect(await rowOf(id)).toMatchObject({ state: 'sent', tries: 2 });
});

test('an SMS is posted to the gateway with its key, and what the gateway says of it later is believed once', async () => {
  const id = await queued({ channel: 'sms', to: '+77001234567', subject: undefined, text: 'Код "123"' });
  await send({ sms: gateway(`${sms.origin}/send`, '{"to":"{to}","text":"{text}"}') });
  const asked = sms.asked.at(-1);
  expect(JSON.parse(asked?.body ?? '')).toEqual({ to: '+77001234567', text: 'Код "123"' });
  expect(asked?.headers).toMatchObject({ authorization: 'Bearer hidden', 'idempotency-key': id });
  const { provider_id } = await rowOf(id);
  const told = (status: string, at = now) => {
    const body = JSON.stringify({ id: provider_id, status });
    const headers = {
      'x-signature': signatureOf({ body, secret, seconds: at.getTime() / 1000 }),
      'content-type': 'application/json',
    };
    return hooks.inject({ method: 'POST', url: '/hooks/sms', headers, payload: body });
  };
  const unsigned = await hooks.inject({
    method: 'POST',
    url: '/hooks/sms',
    payload: { id: provider_id, status: 'failed' },
  });
  expect(unsigned.statusCode).toBe(404);
  expect((await told('failed', later(-6))).statusCode).toBe(404);
  expect([(await told('delivered')).statusCode, (await told('delivered')).statusCode]).toEqual([200, 202]);
  expect((await told('failed')).statusCode).toBe(202);
  expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
});

test('a gateway that refuses, that is busy or that leads elsewhere is told apart, and is followed nowhere', async () => {
  const answers = { 400: 'failed', 429: 'queued', 302: 'queued' } as const;
  for (const [status, state] of Object.entries(answers)) {
    const other = await otherServer(() => ({
      status: Number(status),
      headers: { location: `${sms.origin}/elsewhere` },
    }));
    const id = await queued({ channel: 'sms', to: '+77001234567' });
    await send({ sms: gateway(`${other.origin}/send?to={to}&text={text}`) });
    expect([status, (await rowOf(id))['state'], (await rowOf(id))['failure']]).toEqual([
      status,
      state,
      `http-${status}`,
    ]);
    other.stop();
  }
  expect(sms.asked.filter(({ url }) => url.includes('elsewhere'))).toEqual([]);
});

test('a gateway inside our own network is not asked unless the settings say so', async () => {
  const id = await queued({ channel: 'sms', to: '+77001234567' });
  const before = sms.asked.length;
  const settings = {
    template: `${sms.origin.replace('http:', 'https:')}/send?to={to}`,
    body: undefined,
    key: undefined,
    from: '',
    idPath: 'id',
    isNear: false,
  };
  await send({ sms: openGateway(settings) });
  expect(sms.asked).toHaveLength(before);
  expect(await rowOf(id)).toMatchObject({ state: 'queued', failure: 'address-private' });
});

test('an SMS of which nobody ever speaks again is unknown after three days', async () => {
  const id = await queued({ channel: 'sms', to: '+77001234567' });
  await send({ sms: gateway(`${sms.origin}/send?to={to}&text={text}`) });
  await send({}, later(3 * 24 * 60 + 1));
  expect(await rowOf(id)).toMatchObject({ state: 'unknown' });
});

test('after thirty days the key of a day is destroyed with every text of that day, and what it was for stays', async () => {
  const day = '2026-10-21';
  const id = await queued({}, new Date(`${day}T10:00:00Z`));
  const young = await queued({}, new Date('2026-10-22T10:00:00Z'));
  const copy = (await rowOf(id))['body'] as Buffer;
  const job = forgetMessages(world.vault);
  const gone = await asService(worker, { service: job.name, organisation: null }, (tx) => job.work(tx, now));
  expect(gone).toBe(1);
  expect(await rowOf(id)).toMatchObject({ recipient: null, subject: null, body: null, purpose: 'invitation' });
  expect((await rowOf(young))['body']).not.toBeNull();
  expect(() => world.vault.open(sealedFor(day), copy, `outbox.body:${id}`)).toThrow('destroyed');
});
