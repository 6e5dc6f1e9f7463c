import type { OperationOutcome, Subscription, Task } from '@medplum/fhirtypes';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { fhirClient } from '../../../test/fhirClient.ts';
import { databaseAt } from '../../../test/postgres.ts';
import { draftIn, readIn, referralsIn } from '../../../test/referral.ts';
import { otherServer } from '../../../test/servers.ts';
import { now, startWorld } from '../../../test/world.ts';
import { asService, openDatabase } from '../../platform/database.ts';
import { type Ask, openOutgoing } from '../../platform/outgoing/outgoing.server.ts';
import { tellSystems } from './tell.server.ts';

const world = await startWorld({ isOutgoingNear: true });
const database = String((await world.seeAll('select current_database() as name'))[0]?.['name']);
const worker = openDatabase(databaseAt(world.ownerUrl, database, 'yntymaq_worker'), 3);
let answers = 200;
const hook = await otherServer(({ url }) =>
  url === '/elsewhere' ? { status: 302, headers: { location: '/told' } } : { status: answers, body: 'not read' },
);
afterAll(async () => {
  hook.stop();
  await worker.destroy();
  await world.stop();
});
const referrals = await referralsIn(world, 'fhir-subscriptions');
const { officer, receiver } = referrals.people;
const administrators = await Promise.all(
  [officer, receiver].map(({ organisation }) => world.someone('administrator', organisation, { isClinical: true })),
);
const [administrator, other] = administrators;
if (!administrator || !other) throw new Error('nobody');
const [ours, theirs] = [await fhirClient(world, administrator), await fhirClient(world, other)];

const within = <T>(work: Parameters<typeof asService<T>>[2]) =>
  asService(worker, { service: 'tellSubscribers', organisation: null }, work);
/** One turn of the job. */
const turn = (at = now, ask: Ask = openOutgoing(true)) =>
  tellSystems({ ask, vault: world.vault, newId: uuidv7, origin: () => 'http://yntymaq.test' }).steps({
    within,
    now: () => at,
    signal: new AbortController().signal,
  });
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const subscription = (criteria: string, more: Partial<Subscription['channel']> = {}): Subscription => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'to hear of changes',
  criteria,
  channel: {
    type: 'rest-hook',
    endpoint: `${hook.origin}/told`,
    header: ['Authorization: Bearer the-secret-of-the-hook'],
    ...more,
  },
});
const task = (status: Task['status'], description = 'Құпия мәтін'): Task => ({
  resourceType: 'Task',
  status,
  intent: 'order',
  description,
  for: { reference: `Patient/${uuidv7()}` },
});
/** What the subscriber was told since: methods, bodies and the addresses of what changed. */
const told = async (work: () => Promise<unknown>) => {
  const before = hook.asked.length;
  await work();
  return hook.asked.slice(before).map(({ method, body, headers }) => [method, body, headers['link']]);
};
const linkTo = (resource: { resourceType: string; id?: string }) =>
  `<http://yntymaq.test/fhir/R4/${resource.resourceType}/${resource.id ?? ''}>; rel="about"`;
const readState = async (client: typeof ours, id: string) => {
  const { status, error, meta } = await client.get<Subscription>(`Subscription/${id}`);
  return { status, error, version: meta?.versionId };
};
/** Nobody else is told from here on. */
const end = async (client: typeof ours, id: string) =>
  expect((await client.call('DELETE', `Subscription/${id}`)).statusCode).toBe(204);

test('who asks is greeted once, then told of each change that is wanted: its address, and nothing of its content', async () => {
  const made = await ours.create<Subscription>(subscription('Task?status=accepted'));
  expect(made.status).toBe('requested');
  expect(await told(() => turn())).toEqual([['POST', '', undefined]]);
  expect(await readState(ours, made.id)).toEqual({ status: 'active', error: undefined, version: '2' });
  const first = await ours.create<Task>(task('requested'));
  expect(await told(() => turn())).toEqual([]);
  const wanted = await ours.create<Task>(task('accepted'));
  expect(await told(() => turn())).toEqual([['POST', '', linkTo(wanted)]]);
  await ours.call('PUT', `Task/${first.id}`, { ...first, status: 'accepted' }, { 'if-match': 'W/"1"' });
  expect(await told(() => turn())).toEqual([['POST', '', linkTo(first)]]);
  expect(hook.asked.at(-1)?.headers['authorization']).toBe('Bearer the-secret-of-the-hook');
  expect(await told(() => turn())).toEqual([]);
  await end(ours, made.id);
});

test('the secret of a subscriber stands nowhere in the clear, and its own systems read back what they sent', async () => {
  const sent = subscription('Task?owner=Organization/x');
  const made = await ours.create<Subscription>(sent);
  const { id: _id, meta: _meta, ...rest } = made;
  expect(rest).toEqual(sent);
  const tables = await world.seeAll(
    `select coalesce((select string_agg(to_jsonb(s)::text, '') from fhir_subscription s), '') || (select string_agg(to_jsonb(r)::text, '') from fhir_resource r)
       || (select string_agg(to_jsonb(e)::text, '') from event e) as text`,
  );
  expect(String(tables[0]?.['text'])).not.toMatch(/the-secret|7468652d736563726574|told/);
  expect(await theirs.refusal('GET', `Subscription/${made.id}`)).toEqual([404, 'not-found']);
  expect(await ours.ids('Subscription?status=requested')).toContain(made.id);
  await end(ours, made.id);
});

test.each([
  ['a type that is not served', 'Observation?code=1', {}, [422, 'not-supported']],
  ['a parameter that is not served', 'Task?colour=red', {}, [400, 'not-supported']],
  ['a value that is none', 'Task?modified=soon', {}, [400, 'value']],
  ['what shapes an answer', 'Task?_count=3', {}, [422, 'not-supported']],
  ['subscriptions themselves', 'Subscription?status=off', {}, [422, 'not-supported']],
  [
    'content to be sent',
    'Task',
    { payload: 'application/fhir+json' },
    [422, 'not-supported', 'Subscription.channel.payload'],
  ],
  ['another channel', 'Task', { type: 'email' as const }, [422, 'not-supported', 'Subscription.channel.type']],
  ['no address', 'Task', { endpoint: 'ftp://x.example/' }, [422, 'value', 'Subscription.channel.endpoint']],
  ['a header that is ours', 'Task', { header: ['Host: x'] }, [422, 'value', 'Subscription.channel.header[0]']],
])('%s is refused with the reason', async (_name, criteria, channel, refusal) => {
  expect(await ours.refusal('POST', 'Subscription', subscription(criteria, channel))).toEqual(refusal);
});

test('a status of the server, and an end that is over, are not accepted', async () => {
  const active = { ...subscription('Task'), status: 'active' };
  const over = { ...subscription('Task'), end: '2021-01-01T00:00:00Z' };
  expect(await ours.refusal('POST', 'Subscription', active)).toEqual([422, 'business-rule', 'Subscription.status']);
  expect(await ours.refusal('POST', 'Subscription', over)).toEqual([422, 'value', 'Subscription.end']);
});

test('nobody is told in a private network unless the settings say so', async () => {
  const far = await startWorld();
  const client = await fhirClient(far, await far.someone('administrator', undefined, { isClinical: true }));
  const asked = subscription('Task', { endpoint: 'https://10.0.0.7/hook' });
  const plain = subscription('Task', { endpoint: 'http://site.example/hook' });
  const replies = [
    await client.refusal('POST', 'Subscription', asked),
    await client.refusal('POST', 'Subscription', plain),
  ];
  await far.stop();
  expect(replies).toEqual([
    [422, 'value', 'Subscription.channel.endpoint'],
    [422, 'value', 'Subscription.channel.endpoint'],
  ]);
  // A name may lead there later: the way out asks each time.
  const made = await ours.create<Subscription>(subscription('Task'));
  expect(await told(() => turn(now, openOutgoing(false)))).toEqual([]);
  expect(await readState(ours, made.id)).toMatchObject({
    status: 'error',
    error: expect.stringContaining('address-scheme'),
  });
  await end(ours, made.id);
});

test('a token is told of no type that it may not read, and of nothing once it was revoked', async () => {
  const few = await fhirClient(world, administrator, ['system/Subscription.cruds', 'system/Task.crus']);
  expect(await few.refusal('POST', 'Subscription', subscription('Condition'))).toEqual([403, 'forbidden']);
  const made = await few.create<Subscription>(subscription('Task'));
  await turn();
  await world.seeAll(
    'update api_token set revoked_at = now(), revoked_by = made_by where id = (select token from fhir_subscription where id = $1)',
    [made.id],
  );
  await ours.create<Task>(task('requested'));
  expect(await told(() => turn())).toEqual([]);
  expect(await readState(ours, made.id)).toMatchObject({
    status: 'off',
    error: expect.stringContaining('token-ended'),
  });
  await end(ours, made.id);
});

test('whoever cannot be told is asked again, later each time, hears all in order, and loses nothing', async () => {
  const made = await ours.create<Subscription>(subscription('Task'));
  await turn();
  answers = 503;
  const [first, second] = [await ours.create<Task>(task('requested')), await ours.create<Task>(task('requested'))];
  expect(await told(() => turn())).toHaveLength(1);
  const failing = await readState(ours, made.id);
  expect(failing).toMatchObject({ status: 'error', error: expect.stringContaining('http-503') });
  expect(await told(() => turn(later(0.5)))).toEqual([]);
  expect(await told(() => turn(later(2)))).toHaveLength(1);
  expect(await told(() => turn(later(4)))).toEqual([]);
  answers = 200;
  expect((await told(() => turn(later(8)))).map(([, , link]) => link)).toEqual([linkTo(first), linkTo(second)]);
  expect(await readState(ours, made.id)).toMatchObject({ status: 'active', error: undefined });
  await end(ours, made.id);
});

test('a redirect is not followed', async () => {
  const made = await ours.create<Subscription>(subscription('Task', { endpoint: `${hook.origin}/elsewhere` }));
  const before = hook.asked.length;
  await turn();
  expect(hook.asked.slice(before).map(({ url }) => url)).toEqual(['/elsewhere']);
  expect(await readState(ours, made.id)).toMatchObject({ status: 'error', error: expect.stringContaining('http-302') });
  await end(ours, made.id);
});

test('after two days it is switched off, says how much was never told, and asked for anew tells it', async () => {
  const made = await ours.create<Subscription>(subscription('Task'));
  await turn();
  answers = 500;
  const missed = await ours.create<Task>(task('requested'));
  await turn();
  await turn(later(48 * 60 + 10));
  const off = await ours.get<Subscription>(`Subscription/${made.id}`);
  expect(off).toMatchObject({ status: 'off', error: expect.stringContaining('1 changes were not told') });
  answers = 200;
  expect(await told(() => turn(later(72 * 60)))).toEqual([]);
  const again = await ours.call('PUT', `Subscription/${made.id}`, { ...off, status: 'requested' });
  expect(again.statusCode, again.body).toBe(200);
  expect((await told(() => turn(later(72 * 60)))).map(([, , link]) => link)).toEqual([undefined, linkTo(missed)]);
  expect(await readState(ours, made.id)).toMatchObject({ status: 'active', error: undefined });
  await end(ours, made.id);
});

test('a worker that dies after it told repeats that one, and nothing is lost', async () => {
  const made = await ours.create<Subscription>(subscription('Task'));
  await turn();
  const one = await ours.create<Task>(task('requested'));
  const dying = tellSystems({
    ask: openOutgoing(true),
    vault: world.vault,
    newId: uuidv7,
    origin: () => 'http://yntymaq.test',
  });
  let asked = 0;
  const dies = dying.steps({
    // The statement that notes it never comes.
    within: (work) => (++asked > 2 ? Promise.reject(new Error('killed')) : within(work)),
    now: () => now,
    signal: new AbortController().signal,
  });
  expect((await told(() => dies.catch(() => undefined))).map(([, , link]) => link)).toEqual([linkTo(one)]);
  expect(await told(() => turn(later(1)))).toEqual([]);
  expect((await told(() => turn(later(6)))).map(([, , link]) => link)).toEqual([linkTo(one)]);
  expect(await told(() => turn(later(7)))).toEqual([]);
  await end(ours, made.id);
});

test('what is undone is told to nobody: a transaction that fails leaves no notice', async () => {
  const made = await ours.create<Subscription>(subscription('Task'));
  await turn();
  const entry = (resource: object) => ({ resource, request: { method: 'POST', url: 'Task' } });
  const bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [entry(task('requested')), entry({ resourceType: 'Task' })],
  };
  expect((await ours.call('POST', '', bundle)).statusCode).toBe(400);
  expect(await told(() => turn())).toEqual([]);
  const whole = { ...bundle, entry: [entry(task('requested')), entry(task('accepted'))] };
  expect((await ours.call('POST', '', whole)).statusCode).toBe(200);
  expect(await told(() => turn())).toHaveLength(2);
  await end(ours, made.id);
});

test('what people do on a page is told too, to those who may see it by then: the receiver hears of no draft', async () => {
  const [mine, yours] = [
    await ours.create<Subscription>(subscription('ServiceRequest?status=draft')),
    await theirs.create<Subscription>(subscription('ServiceRequest', { endpoint: `${hook.origin}/receiver` })),
  ];
  await turn();
  const before = hook.asked.length;
  const { id } = await draftIn(world, referrals);
  await turn();
  expect((await readIn(world, officer, id)).stage).toBe('draft');
  expect(hook.asked.slice(before).map(({ url, headers }) => [url, headers['link']])).toEqual([
    ['/told', linkTo({ resourceType: 'ServiceRequest', id })],
  ]);
  await end(ours, mine.id);
  await end(theirs, yours.id);
});

test('nobody but the job takes what is to be told, and nobody writes it by hand', async () => {
  const asApp = (statement: string) =>
    asService(world.db, { service: 'tellSubscribers', organisation: null }, async (tx) =>
      (await import('kysely')).sql.raw(statement).execute(tx),
    ).then(
      () => 'done',
      (error: { code?: string }) => error.code,
    );
  expect(await asApp('select * from fhir_notice')).toBe('42501');
  expect(await asApp('select * from fhir_subscription')).toBe('42501');
  expect(await asApp('select take_subscriptions(now(), 1)')).toBe('42501');
  const outcome = await ours.call('PUT', `Subscription/${uuidv7()}`, subscription('Task'));
  expect(outcome.json<OperationOutcome>().issue[0]?.code).toBe('invalid');
});
