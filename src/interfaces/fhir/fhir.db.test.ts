import type {
  Bundle,
  BundleEntry,
  CapabilityStatement,
  Encounter,
  OperationOutcome,
  Patient,
  Resource,
  Slot,
} from '@medplum/fhirtypes';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { fhirRecords } from '../../../test/fhir.ts';
import { openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { placesOf } from '../../modules/missions/index.ts';
import { fhirTypes } from '../../permissions.ts';
import { asPerson } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';

const world = await startWorld();
afterAll(() => world.stop());
const ledger = await openLedger(world, 'fhir');
const [host, visitor] = [ledger.almaty, ledger.seoul];
const administrator = await world.someone('administrator', host, { isClinical: true });
const clerk = await world.someone('administrator', host);
const guest = await world.someone('administrator', visitor, { isClinical: true });
const stranger = await world.someone('administrator', undefined, { isClinical: true });

type Made = { id: string; secret: string };
const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const make = (who: Someone, scopes: readonly string[], more: object = {}) =>
  world.as(who).post('/access/tokens', { purpose: 'Hospital system', scopes, until, requestsPerMinute: 600, ...more });
async function token(who: Someone, scopes: readonly string[], more: object = {}): Promise<string> {
  const reply = await make(who, scopes, more);
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json<Made>().secret;
}
const types = ['Schedule', 'Slot', 'Appointment', 'Encounter', 'Condition', 'Procedure', 'Patient'];
const all = types.map((type) => `system/${type}.rs`);
const every = fhirTypes.map((type) => `system/${type}.rs`);
const [ours, theirs, others] = [await token(administrator, every), await token(guest, all), await token(stranger, all)];

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
const call = (
  secret: string | null,
  path: string,
  headers: Record<string, string> = {},
  method: Method = 'GET',
  payload?: string,
) =>
  world.app.inject({
    method,
    url: path.startsWith('http') ? path.slice('http://yntymaq.test'.length) : `/fhir/R4/${path}`,
    headers: { ...(secret && { authorization: `Bearer ${secret}` }), ...headers },
    ...(payload !== undefined && { payload }),
  });
const get = async <R extends Resource = Bundle>(secret: string, path: string, headers: Record<string, string> = {}) => {
  const reply = await call(secret, path, headers);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<R>();
};
const resources = <R extends Resource>(bundle: Bundle): R[] =>
  (bundle.entry ?? [])
    .filter(({ search }: BundleEntry) => search?.mode === 'match')
    .map(({ resource }) => resource as R);
const ids = (bundle: Bundle) => resources(bundle).map(({ id }) => id);
const refusal = async (
  secret: string | null,
  path: string,
  more: Record<string, string> = {},
  method: Method = 'GET',
  payload?: string,
) => {
  const reply = await call(secret, path, more, method, payload);
  const { resourceType, issue } = reply.json<OperationOutcome>();
  expect([resourceType, reply.headers['content-type']]).toEqual([
    'OperationOutcome',
    'application/fhir+json; charset=utf-8',
  ]);
  return [reply.statusCode, issue[0]?.code];
};

const { mission, booked, examined } = fhirRecords(world, { ...ledger, host, visitor });
const accessesOf = (subject: string) =>
  world.seeAll(
    'select subject, kind, endpoint, purpose, token is not null as by_token from access_record where subject_id = $1',
    [subject],
  );

test('the CapabilityStatement names what is served and can be read by anybody', async () => {
  const reply = await call(null, 'metadata');
  const statement = reply.json<CapabilityStatement>();
  expect([reply.statusCode, statement.fhirVersion, statement.kind]).toEqual([200, '4.0.1', 'instance']);
  const [rest] = statement.rest ?? [];
  expect(rest?.resource?.map(({ type }) => type)).toEqual(fhirTypes);
  expect(rest?.interaction?.map(({ code }) => code)).toEqual(['batch', 'transaction']);
  const acts = ['read', 'vread', 'update', 'delete', 'history-instance', 'create', 'search-type'];
  const less: Record<string, string[]> = {
    AuditEvent: ['read', 'search-type'],
  };
  for (const { interaction, type } of rest?.resource ?? []) {
    const without = new Map([
      ['Binary', 'search-type'],
      ['Provenance', 'delete'],
    ]).get(type ?? '');
    expect(
      interaction?.map(({ code }) => code),
      type,
    ).toEqual(less[type ?? ''] ?? acts.filter((code) => code !== without));
  }
});

test('every search parameter that is declared is served, alone and with :missing', async () => {
  const statement = (await call(null, 'metadata')).json<CapabilityStatement>();
  const example: Record<string, string> = { date: 'ge2026-12-01', token: 'true', reference: uuidv7(), string: 'a' };
  let tried = 0;
  for (const { type, searchParam = [], searchInclude = [] } of statement.rest?.[0]?.resource ?? []) {
    for (const { name, type: kind } of searchParam) {
      expect((await call(ours, `${type}?${name}=${example[kind] ?? ''}`)).statusCode, `${type} ${name}`).toBe(200);
      const missing = name === '_id' ? '_id=none' : `${name}:missing=true`;
      expect((await call(ours, `${type}?${missing}`)).statusCode, `${type} ${missing}`).toBe(200);
      tried += 1;
    }
    for (const include of searchInclude)
      expect((await call(ours, `${type}?_include=${include}`)).statusCode, include).toBe(200);
  }
  expect(tried).toBeGreaterThan(150);
}, 120_000);

test.each([
  ['GET', 'Observation', 404, 'not-supported'],
  ['GET', 'constructor', 404, 'not-supported'],
  ['GET', 'Slot/1/_history', 404, 'not-found'],
  ['GET', 'Slot/1/_history/1/more', 405, 'not-supported'],
  ['GET', 'Binary', 405, 'not-supported'],
  ['POST', 'AuditEvent', 405, 'not-supported'],
  ['PUT', `AuditEvent/${uuidv7()}`, 405, 'not-supported'],
  ['GET', 'Slot/$expand', 405, 'not-supported'],
  ['GET', '', 405, 'not-supported'],
  ['POST', '', 400, 'invalid'],
  ['PUT', `Patient/${uuidv7()}`, 403, 'forbidden'],
  ['PATCH', `Patient/${uuidv7()}`, 405, 'not-supported'],
  ['DELETE', `Patient/${uuidv7()}`, 403, 'forbidden'],
  ['POST', 'Patient', 403, 'forbidden'],
  ['GET', 'Slot/nothing', 404, 'not-found'],
  ['GET', `Patient/${uuidv7()}`, 404, 'not-found'],
  ['GET', `Patient/${'a'.repeat(2500)}`, 404, 'not-found'],
  ['GET', 'Patient/%zz', 400, 'invalid'],
  ['GET', 'Slot?_count=x', 400, 'value'],
  ['GET', 'Slot?start=yesterday', 400, 'value'],
  ['GET', 'Slot?start=2026-02-30', 400, 'value'],
  ['GET', 'Slot?start=9999', 400, 'value'],
  ['GET', 'Slot?status:exact=free', 400, 'not-supported'],
  ['GET', 'Slot?status=', 400, 'value'],
  ['GET', 'Slot?_sort=status', 400, 'not-supported'],
  ['GET', 'Slot?_include=Slot:nothing', 400, 'not-supported'],
  ['GET', 'Slot?_page=made.up', 400, 'value'],
  ['GET', 'Slot?_summary=some', 400, 'value'],
  ['GET', 'Slot/1?_summary=count', 400, 'value'],
  ['GET', 'Slot/1?status=free', 400, 'not-supported'],
  ['GET', 'Slot?_count=-1', 400, 'value'],
  ['GET', 'Slot?_count=99999999999999999999', 400, 'value'],
  ['GET', `Slot?${'status=free&'.repeat(100)}`, 400, 'too-costly'],
  ['GET', `Slot?_id=${'a,'.repeat(200)}a`, 400, 'too-costly'],
  ['GET', 'Slot?schedule=a/b/c', 400, 'value'],
  ['GET', 'Condition?_summary=count', 400, 'not-supported'],
  ['GET', 'Slot?toString=1', 400, 'not-supported'],
] as const)('%s %s is refused with %i and an OperationOutcome', async (method, path, status, code) => {
  expect(
    await refusal(
      ours,
      path,
      method === 'GET' ? {} : { 'content-type': 'application/fhir+json' },
      method,
      method === 'GET' ? undefined : '{}',
    ),
  ).toEqual([status, code]);
});

test('a search parameter that is not known is refused, or ignored and named where whoever asks is lenient', async () => {
  expect(await refusal(ours, 'Slot?name=x')).toEqual([400, 'not-supported']);
  const lenient = await get(ours, 'Slot?name=x&status=free', { prefer: 'return=minimal, handling=lenient' });
  const outcome = lenient.entry?.find(({ search }) => search?.mode === 'outcome')?.resource as OperationOutcome;
  expect(outcome.issue[0]?.diagnostics).toContain('name');
  expect(lenient.link?.[0]?.url).toBe('http://yntymaq.test/fhir/R4/Slot?status=free');
});

test('an OperationOutcome says in the language of whoever asks what people read, and in English what is for the log', async () => {
  const said = async (language: string, path: string, secret: string | null = ours) => {
    const reply = await call(secret, path, { 'accept-language': language, prefer: 'handling=lenient' });
    const body = reply.json<OperationOutcome | Bundle>();
    const found = body.resourceType === 'Bundle' ? body.entry?.at(-1)?.resource : body;
    const { language: of, issue } = found as OperationOutcome;
    return [of, issue[0]?.details?.text, typeof issue[0]?.diagnostics];
  };
  expect(await said('kk', 'Slot/1')).toEqual(['kk', 'Мұндай жазба жоқ немесе ол сіздікі емес.', 'string']);
  expect(await said('ru-KZ,ru;q=0.9', 'Slot/1')).toEqual(['ru', 'Такой записи нет, или она не ваша.', 'string']);
  expect(await said('en', 'Slot/1')).toEqual(['en', 'There is no such record, or it is not yours.', 'string']);
  expect(await said('de', 'Slot', null)).toEqual(['kk', 'Жарамды кілт керек.', 'string']);
  expect(await said('ru', 'Slot?name=1')).toEqual(['ru', 'Эти параметры не учтены.', 'string']);
  const reply = await call(ours, 'Slot/1', { 'accept-language': 'ru' });
  expect([reply.headers['content-language'], reply.headers['vary']]).toEqual([
    'ru',
    'accept, accept-language, authorization',
  ]);
});

test.each([
  [
    'true',
    [
      'class',
      'id',
      'identifier',
      'meta',
      'participant',
      'reasonCode',
      'resourceType',
      'serviceType',
      'status',
      'subject',
    ],
  ],
  ['text', ['class', 'id', 'meta', 'resourceType', 'status']],
  [
    'data',
    [
      'class',
      'id',
      'identifier',
      'location',
      'meta',
      'participant',
      'period',
      'reasonCode',
      'resourceType',
      'serviceProvider',
      'serviceType',
      'status',
      'subject',
    ],
  ],
] as const)('_summary=%s leaves out what it should, and says that it is a part', async (summary, names) => {
  const { id, subject } = await examined(await mission());
  const one = await get<Encounter>(ours, `Encounter/${id}?_summary=${summary}`);
  const [found] = resources<Encounter>(await get(ours, `Encounter?patient=${subject}&_summary=${summary}`));
  for (const part of [one, found]) {
    expect(Object.keys(part ?? {}).toSorted()).toEqual(names);
    expect(part?.meta?.tag?.at(-1)?.code).toBe('SUBSETTED');
  }
  const whole = await get<Encounter>(ours, `Encounter/${id}?_summary=false`);
  expect([whole.period?.start, whole.meta?.tag]).toEqual(['2026-12-01T05:00:00.000Z', undefined]);
});

test('a page is never larger than the largest that is served, however much is asked for', async () => {
  const { session } = await mission();
  const bundle = await get(ours, `Slot?_count=999999`);
  expect(resources(bundle).length).toBeLessThanOrEqual(200);
  expect(ids(await get(ours, `Slot?schedule=${session}&_count=999999`))).toHaveLength(14);
});

test.each(['_id', 'status', 'schedule', 'start', 'specialty', '_page', '_sort', '_include'])(
  'a search by %s with ten thousand signs is refused or finds nothing, in the address and by POST',
  async (name) => {
    const [long, form] = ['a'.repeat(10_000), { 'content-type': 'application/x-www-form-urlencoded' }];
    const replies = [
      await call(ours, `Slot?${name}=${long}`),
      await call(ours, `Slot?${name}=${long}`, { prefer: 'handling=lenient' }),
      await call(ours, 'Slot/_search', form, 'POST', `${name}=${long}`),
      await call(ours, `Slot?${long}=${name}`),
    ];
    for (const { statusCode, body } of replies) {
      expect([200, 400, 414, 431]).toContain(statusCode);
      expect(body.length).toBeLessThan(12_500);
      const { resourceType, entry = [] } = JSON.parse(body) as Bundle;
      expect([statusCode === 200 ? 'Bundle' : 'OperationOutcome', statusCode]).toEqual([resourceType, statusCode]);
      expect(entry.filter(({ search }) => search?.mode === 'match')).toEqual([]);
    }
  },
);

test('a token that has expired, was revoked, or whose organisation has none of it reads nothing and leaves no access', async () => {
  const of = await mission();
  const { id } = await examined(of);
  const secret = await token(administrator, all);
  expect((await call(secret, `Encounter/${id}`)).statusCode).toBe(200);
  const before = await accessesOf(id);
  await world.seeAll(
    `update api_token set made_at = now() - interval '1 day', expires_at = now() - interval '1 second' where hash = $1`,
    [sha256(secret)],
  );
  expect(await refusal(secret, `Encounter/${id}`)).toEqual([401, 'login']);
  const made = (await make(administrator, all)).json<Made>();
  expect((await call(made.secret, 'Slot')).statusCode).toBe(200);
  expect((await world.as(administrator).post(`/access/tokens/${made.id}/revoke`, {})).statusCode).toBeLessThan(300);
  for (const path of [`Encounter/${id}`, 'Encounter', `Patient?_id=${id}`])
    expect(await refusal(made.secret, path)).toEqual([401, 'login']);
  expect(await accessesOf(id)).toEqual(before);
});

test('only JSON is served: another format is refused with 406, in the address or in the header', async () => {
  for (const format of ['xml', 'application/fhir+xml', 'text/turtle']) {
    expect(await refusal(ours, `Slot?_format=${format}`)).toEqual([406, 'not-supported']);
    expect(await refusal(ours, 'Slot', { accept: format })).toEqual([406, 'not-supported']);
  }
  for (const accept of ['*/*', 'application/fhir+json; fhirVersion=4.0', 'text/html, application/json;q=0.5'])
    expect((await call(ours, 'Slot', { accept })).statusCode, accept).toBe(200);
  expect((await call(ours, 'Slot?_format=application/fhir+json')).statusCode).toBe(200);
  expect(await refusal(ours, 'Slot', { accept: 'application/fhir+json; fhirVersion=5.0' })).toEqual([
    406,
    'not-supported',
  ]);
});

test('without a token, with one that is none, and with somebody’s session there is 401', async () => {
  for (const headers of [
    {},
    { authorization: 'Bearer ynt_made_up_by_somebody_else' },
    { authorization: 'Basic YTpi' },
    { cookie: administrator.cookie },
  ])
    expect(await refusal(null, 'Slot', headers as Record<string, string>)).toEqual([401, 'login']);
  expect((await call(null, 'Slot')).headers['www-authenticate']).toBe('Bearer');
});

test('a token does what its scopes say, for each type and each act', async () => {
  const narrow = await token(administrator, ['system/Slot.s', 'system/Schedule.r']);
  const { session } = await mission();
  expect((await call(narrow, 'Slot')).statusCode).toBe(200);
  expect((await call(narrow, `Schedule/${session}`)).statusCode).toBe(200);
  for (const path of [`Slot/${session}.0`, 'Schedule', 'Appointment', 'Encounter', `Patient/${uuidv7()}`])
    expect(await refusal(narrow, path), path).toEqual([403, 'forbidden']);
  const searching = await token(administrator, ['system/Slot.s']);
  expect(await refusal(searching, 'Slot?_include=Slot:schedule')).toEqual([403, 'forbidden']);
});

test('scopes that open patients are given by a clinical administrator, and that is on record', async () => {
  for (const type of types.slice(2)) {
    expect((await make(clerk, [`system/${type}.rs`])).json(), type).toMatchObject({
      type: '/problems/scope-not-allowed',
    });
  }
  expect((await make(clerk, ['system/Slot.rs'])).statusCode).toBe(201);
  const { id } = (await make(administrator, ['system/Patient.rs'])).json<Made>();
  const events = await world.seeAll(`select action, person from event where subject_id = $1 order by action`, [id]);
  expect(events).toEqual([
    { action: 'made', person: administrator.person },
    { action: 'opensPatients', person: administrator.person },
  ]);
  const renewed = await world.as(clerk).post(`/access/tokens/${id}/rotate`, { overlapHours: 1 });
  expect(renewed.json()).toMatchObject({ type: '/problems/scope-not-allowed' });
  expect((await world.as(administrator).post(`/access/tokens/${id}/rotate`, { overlapHours: 1 })).statusCode).toBe(200);
});

test('the database itself wants a fresh proof of who gives a scope that opens patients', async () => {
  const late = await world.someone('administrator', host, { isClinical: true });
  const give = (scopes: string) =>
    asPerson(world.db, { token: /=([^.]+)\./.exec(late.cookie)?.[1] ?? '', organisation: null }, (tx) =>
      sql
        .raw(
          `select make_token(gen_random_uuid(), 'forged', '${scopes}', gen_random_uuid()::text, 'h', 60, now() + interval '1 day')`,
        )
        .execute(tx),
    );
  await world.seeAll(`update auth.session set "createdAt" = now() - interval '1 hour' where "userId" = $1`, [
    late.person,
  ]);
  await expect(give('{system/Encounter.rs}')).rejects.toThrow('scope-not-allowed');
  await expect(give('{system/Nothing.rs}')).rejects.toThrow('scope-not-allowed');
  await expect(give('{encounters.read}')).rejects.toThrow('scope-not-allowed');
  await expect(give('{system/Slot.rs}')).resolves.toBeDefined();
});

test('row-level security goes by what the database sealed about the token, and lets it write nothing', async () => {
  const of = await mission();
  await examined(of);
  const narrow = await token(administrator, ['system/Slot.rs']);
  const seen = (secret: string, statement: string) =>
    asPerson(world.db, { apiToken: sha256(secret) }, async (tx) => {
      const { rows } = await sql.raw<{ n: number }>(`select count(*)::int as n from ${statement}`).execute(tx);
      return rows[0]?.n ?? 0;
    });
  expect(await seen(ours, `encounter where mission_id = '${of.id}'`)).toBe(1);
  expect(await seen(narrow, 'encounter')).toBe(0);
  expect(await seen(narrow, 'booking')).toBe(0);
  await expect(
    asPerson(world.db, { apiToken: sha256(narrow) }, async (tx) => {
      await sql`select set_config('app.facts', '{"token":"x","scopes":["system/Encounter.rs"]}', true)`.execute(tx);
      return (await sql<{ n: number }>`select count(*)::int as n from encounter`.execute(tx)).rows[0]?.n;
    }),
  ).resolves.toBe(0);
  const changed = await asPerson(world.db, { apiToken: sha256(ours) }, (tx) =>
    sql`update encounter set room = 'x'`.execute(tx),
  );
  expect(changed.numAffectedRows).toBe(0n);
});

test('a session is a Schedule, and its places are Slots at the times at which people are booked', async () => {
  const { session, clinician } = await mission();
  const schedule = await get<Resource>(ours, `Schedule/${session}`);
  expect(schedule).toMatchObject({
    active: true,
    planningHorizon: { start: '2026-12-01T04:00:00.000Z', end: '2026-12-01T06:00:00.000Z' },
    actor: [
      { type: 'PractitionerRole', display: 'Kim', identifier: { value: `urn:uuid:${clinician}` } },
      { display: '3' },
    ],
  });
  const slots = resources<Slot>(await get(ours, `Slot?schedule=Schedule/${session}&_sort=start`));
  const kept = { referred: 0, child: 1, disability: 0 };
  const startsAt = Date.parse('2026-12-01T04:00:00Z');
  const places = placesOf({
    id: session,
    specialty: 'surgery',
    startsAt,
    minutes: 120,
    capacityPerHour: 7,
    kept,
    taken: [],
  });
  expect(slots.map(({ start }) => Date.parse(start ?? ''))).toEqual(
    places.map(({ at }) => at).toSorted((a, b) => a - b),
  );
  expect(slots.filter(({ serviceCategory }) => serviceCategory).map(({ id }) => id)).toEqual(
    places.filter(({ kept: by }) => by).map(({ index }) => `${session}.${index}`),
  );
});

test('a place that is held is busy for whoever sees the session, who holds it is told to nobody', async () => {
  const of = await mission({ visibility: 'public' });
  await booked(of, 3, { name: 'Жасырын Есім' });
  for (const secret of [ours, theirs, others]) {
    const busy = await get(secret, `Slot?schedule=${of.session}&status=busy`);
    expect(ids(busy)).toEqual([`${of.session}.3`]);
    expect(JSON.stringify(busy)).not.toContain('Жасырын');
  }
  expect(resources(await get(ours, `Slot?schedule=${of.session}&status=free`))).toHaveLength(13);
});

test('what belongs to others is not found, and not in any search', async () => {
  const of = await mission();
  const { id, subject } = await examined(of, { operation: 'Артроскопия' });
  const booking = await booked(of, 0);
  const conditions = ids(await get(ours, `Condition?encounter=${id}`));
  const procedures = ids(await get(ours, `Procedure?encounter=${id}`));
  const paths = [
    `Schedule/${of.session}`,
    `Slot/${of.session}.0`,
    `Appointment/${booking}`,
    `Encounter/${id}`,
    `Condition/${conditions[0] ?? ''}`,
    `Procedure/${procedures[0] ?? ''}`,
    `Patient/${subject}`,
  ];
  for (const path of paths) {
    const [type = '', one = ''] = path.split('/');
    expect((await call(ours, path)).statusCode, path).toBe(200);
    expect(await refusal(others, path), path).toEqual([404, 'not-found']);
    expect(ids(await get(others, `${type}?_id=${one}`)), path).toEqual([]);
    expect(ids(await get(ours, `${type}?_id=${one}`)), path).toEqual([one]);
  }
  // Who comes to the mission reads it with the host; what was opened of a patient is on record for each.
  expect((await call(theirs, `Encounter/${id}`)).statusCode).toBe(200);
});

test('an encounter, its diagnosis, its operation and its patient point at each other', async () => {
  const { id, subject } = await examined(await mission({ isDemo: true }), { operation: 'Артроскопия' });
  const encounter = await get<Encounter>(ours, `Encounter/${id}`);
  expect(encounter).toMatchObject({
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: `Patient/${subject}` },
    period: { start: '2026-12-01T05:00:00.000Z', end: '2026-12-01T05:20:00.000Z' },
    reasonCode: [{ text: 'Тізесі ауырады' }],
    meta: { versionId: '3', tag: [{ code: 'HTEST' }] },
  });
  const bundle = await get(
    ours,
    `Condition?patient=${subject}&_include=Condition:encounter&_include=Condition:patient`,
  );
  expect(resources(bundle)).toMatchObject([
    { code: { coding: [{ code: 'M17.1' }], text: 'Гонартроз' }, encounter: { reference: `Encounter/${id}` } },
  ]);
  const included = bundle.entry
    ?.filter(({ search }) => search?.mode === 'include')
    .map(({ resource }) => `${resource?.resourceType}/${resource?.id}`);
  expect(included?.toSorted()).toEqual([`Encounter/${id}`, `Patient/${subject}`]);
  expect(resources(await get(ours, `Procedure?patient=${subject}`))).toMatchObject([
    { status: 'completed', code: { text: 'Артроскопия' } },
  ]);
  expect(await get<Patient>(ours, `Patient/${subject}`)).toMatchObject({
    name: [{ text: 'Айгүл Ахметова' }],
    birthDate: '1986',
    gender: 'female',
  });
});

test('several diagnoses of one encounter are Conditions of their own, and no page holds more than was asked for', async () => {
  const diagnoses = Array.from({ length: 5 }, (_, at) => [`M1${at}.0`, `Диагноз ${at}`] as const);
  const { id } = await examined(await mission(), { diagnoses });
  const seen: string[] = [];
  let path: string | undefined = `Condition?encounter=Encounter/${id}&_count=2`;
  let pages = 0;
  while (path !== undefined && pages < 10) {
    const bundle: Bundle = await get(ours, path);
    expect(resources(bundle).length).toBeLessThanOrEqual(2);
    seen.push(...resources(bundle).map(({ id: one }) => one ?? ''));
    path = bundle.link?.find(({ relation }) => relation === 'next')?.url;
    pages += 1;
  }
  expect([seen.length, new Set(seen).size, pages]).toEqual([5, 5, 3]);
});

test('what was entered in error says so, and a Condition then has no clinical status', async () => {
  const { id } = await examined(await mission(), { state: 'entered_in_error' });
  expect(await get<Encounter>(ours, `Encounter/${id}`)).toMatchObject({ status: 'entered-in-error' });
  const [condition] = resources(await get(ours, `Condition?encounter=${id}`));
  expect(condition).toMatchObject({ verificationStatus: { coding: [{ code: 'entered-in-error' }] } });
  expect(condition).not.toHaveProperty('clinicalStatus');
});

test('a booking is an Appointment that tells who booked, and each reading of it is on record', async () => {
  const of = await mission();
  const booking = await booked(of, 2);
  const appointment = await get<Resource>(ours, `Appointment/${booking}`);
  expect(appointment).toMatchObject({
    status: 'booked',
    slot: [{ reference: `Slot/${of.session}.2` }],
    contained: [{ name: [{ text: 'Айгүл Ахметова' }], birthDate: '1986' }],
    participant: [{ actor: { reference: '#person' }, status: 'accepted' }],
  });
  expect(ids(await get(ours, `Appointment?slot=Slot/${of.session}.2&status=booked&date=2026-12-01`))).toEqual([
    booking,
  ]);
  const byToken = { subject: 'booking', kind: 'read', purpose: 'care', by_token: true };
  expect(await accessesOf(booking)).toEqual([
    { ...byToken, endpoint: 'fhir.Appointment.read' },
    { ...byToken, endpoint: 'fhir.Appointment.search-type' },
  ]);
});

test('who was erased is gone: the Patient is 410, and their encounter tells nothing of them', async () => {
  const { id, subject } = await examined(await mission());
  world.vault.destroy(`patient:${subject}`);
  expect(await refusal(ours, `Patient/${subject}`)).toEqual([410, 'deleted']);
  expect(ids(await get(ours, `Patient?_id=${subject}`))).toEqual([]);
  expect(await get<Encounter>(ours, `Encounter/${id}`)).not.toHaveProperty('reasonCode');
  expect(ids(await get(ours, `Condition?encounter=${id}`))).toEqual([]);
});

test('a version that is known already is answered with 304 and opens nothing', async () => {
  const { id } = await examined(await mission());
  const first = await call(ours, `Encounter/${id}`);
  expect(first.headers).toMatchObject({ etag: 'W/"3"', 'content-type': 'application/fhir+json; charset=utf-8' });
  expect(new Date(String(first.headers['last-modified'])).getTime()).toBeGreaterThan(0);
  const before = await accessesOf(id);
  for (const tag of ['W/"3"', '"3"', 'W/"1", W/"3"', '*']) {
    const again = await call(ours, `Encounter/${id}`, { 'if-none-match': tag });
    expect([again.statusCode, again.body, again.headers.etag], tag).toEqual([304, '', 'W/"3"']);
  }
  expect(await accessesOf(id)).toEqual(before);
  expect((await call(ours, `Encounter/${id}`, { 'if-none-match': 'W/"2"' })).statusCode).toBe(200);
  const { session } = await mission();
  const etag = String((await call(ours, `Schedule/${session}`)).headers.etag);
  expect((await call(ours, `Schedule/${session}`, { 'if-none-match': etag })).statusCode).toBe(304);
  await world.seeAll('update mission_session set cancelled_at = now(), version = version + 1 where id = $1', [session]);
  expect((await call(ours, `Schedule/${session}`, { 'if-none-match': etag })).statusCode).toBe(200);
});

test('pages are stable: what is entered meanwhile neither hides nor repeats what was there', async () => {
  const of = await mission();
  const subject = uuidv7();
  const there = (await Promise.all(Array.from({ length: 9 }, () => examined(of, { subject })))).map(({ id }) => id);
  for (const sort of ['', '&_sort=-date', '&_sort=date,-_lastUpdated', '&_sort=-_id']) {
    const seen: string[] = [];
    let path: string | undefined = `Encounter?patient=${subject}&_count=2${sort}`;
    for (let page = 0; path !== undefined && page < 20; page++) {
      const bundle: Bundle = await get(ours, path);
      seen.push(...(ids(bundle) as string[]));
      if (page < 3) await examined(of, { subject });
      path = bundle.link?.find(({ relation }) => relation === 'next')?.url;
    }
    expect(new Set(seen).size, sort).toBe(seen.length);
    expect(
      there.filter((id) => !seen.includes(id)),
      sort,
    ).toEqual([]);
  }
});

test('a cursor belongs to one search of one organisation', async () => {
  const of = await mission();
  const subject = uuidv7();
  for (let at = 0; at < 3; at++) await examined(of, { subject });
  const bundle = await get(ours, `Encounter?patient=${subject}&_count=2`);
  const next = bundle.link?.find(({ relation }) => relation === 'next')?.url ?? '';
  expect(ids(await get(ours, next))).toHaveLength(1);
  expect(await refusal(theirs, next)).toEqual([400, 'value']);
  expect(await refusal(ours, next.replace('_count=2', '_count=3'))).toEqual([400, 'value']);
  expect(await refusal(ours, `${next}x`)).toEqual([400, 'value']);
});

test.each([
  ['2026-12-01', true],
  ['2026-12', true],
  ['2026', true],
  ['ne2026-12-01', false],
  ['2026-12-01T10:00:00+05:00', true],
  ['2026-12-01T05:00:00Z', true],
  ['2026-12-01T05:00:01Z', false],
  ['2026-12-01T10:00', true],
  ['2026-12-01T05:00', false],
  ['gt2026-12-01T05:00:00Z', false],
  ['gt2026-11-30', true],
  ['lt2026-12-02', true],
  ['lt2026-12-01', false],
  ['ge2026-12-01', true],
  ['le2026-12-01', true],
  ['le2026-11-30', false],
  ['sa2026-11-30', true],
  ['sa2026-12-01', false],
  ['eb2026-12-02', true],
  ['eb2026-12-01', false],
  ['2026-11-30,2026-12-01', true],
  ['2026-11-30,2026-12-02', false],
])('a booking at ten in Almaty on 1 December is found by date=%s: %s', async (date, isFound) => {
  const booking = await bookedAtTen;
  expect(ids(await get(ours, `Appointment?_id=${booking}&date=${encodeURIComponent(date)}`))).toEqual(
    isFound ? [booking] : [],
  );
});
const bookedAtTen = mission().then((of) => booked(of, 7));

test('_lastUpdated finds what was changed, and _summary=count tells a number and opens nothing', async () => {
  const of = await mission();
  const { id, subject } = await examined(of);
  expect(ids(await get(ours, `Encounter?patient=${subject}&_lastUpdated=gt2020`))).toEqual([id]);
  expect(ids(await get(ours, `Encounter?patient=${subject}&_lastUpdated=lt2020`))).toEqual([]);
  const counted = await get(ours, `Encounter?patient=${subject}&_summary=count`);
  expect([counted.total, counted.entry]).toEqual([1, undefined]);
  expect((await get(ours, `Encounter?patient=${subject}&_count=0`)).total).toBe(1);
  expect((await accessesOf(id)).filter(({ kind }) => kind === 'read')).toHaveLength(1);
});

test('a search by POST is the same search', async () => {
  const { session } = await mission();
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const posted = await call(ours, 'Slot/_search?_count=3', form, 'POST', `schedule=${session}`);
  expect([posted.statusCode, ids(posted.json())]).toEqual([
    200,
    ids(await get(ours, `Slot?_count=3&schedule=${session}`)),
  ]);
  expect(await refusal(ours, 'Slot/_search', { 'content-type': 'application/json' }, 'POST', '{}')).toEqual([
    415,
    'not-supported',
  ]);
  expect(await refusal(ours, 'Slot/_search', form, 'POST', `schedule=${'a'.repeat(70_000)}`)).toEqual([
    413,
    'too-long',
  ]);
});

test('whoever asks too often is told when to ask again, as an OperationOutcome', async () => {
  const slow = await startWorld({ limits: () => ({ perAddress: 3, perPerson: 0 }) });
  try {
    const replies = [];
    for (let at = 0; at < 5; at++) replies.push(await slow.app.inject({ url: '/fhir/R4/metadata' }));
    const last = replies.at(-1);
    expect([replies[0]?.statusCode, last?.statusCode, last?.json().issue[0].code]).toEqual([200, 429, 'throttled']);
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);
  } finally {
    await slow.stop();
  }
});

test('hostile values are refused or find nothing, and never break anything', async () => {
  const hostile = [
    "' or 1=1 --",
    '%00',
    '\\',
    '%',
    '${x}',
    '../../etc/passwd',
    '"',
    '|',
    'a|b|c',
    '😀',
    'x'.repeat(3000),
  ];
  for (const type of ['Slot', 'Encounter', 'Patient'])
    for (const name of [
      '_id',
      'status',
      'gender',
      'schedule',
      'patient',
      'start',
      'date',
      '_lastUpdated',
      '_sort',
      '_page',
      '_include',
      '_count',
    ])
      for (const value of hostile) {
        const reply = await call(ours, `${type}?${name}=${encodeURIComponent(value)}`);
        expect(reply.statusCode, `${type} ${name}=${value.slice(0, 20)} ${reply.body}`).toSatisfy(
          (status: number) => status === 200 || status === 400,
        );
      }
}, 60_000);
