import type { Bundle, Patient, Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import { v7 as uuidv7 } from 'uuid';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { fhirClient } from '../../../test/fhirClient.ts';
import { startWorld } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash.ts';

const world = await startWorld();
afterAll(() => world.stop());
const administrator = await world.someone('administrator', undefined, { isClinical: true });
const ours = await fhirClient(world, administrator);
const theirs = await fhirClient(world, await world.someone('administrator', undefined, { isClinical: true }));

const person: Patient = {
  resourceType: 'Patient',
  identifier: [{ system: 'urn:oid:1.2.3', value: '870203400567' }],
  name: [{ use: 'official', family: 'Ахметова', given: ['Айгүл'] }],
  gender: 'female',
  birthDate: '1987-02-03',
};
const request = (patient: string, more: Partial<ServiceRequest> = {}): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  subject: { reference: `Patient/${patient}` },
  ...more,
});
const bare = ({ id: _id, meta: _meta, ...rest }: Resource) => rest;

test('what is created has an id, a version, an address, and is otherwise as it came', async () => {
  const sent = { ...person, id: 'mine', meta: { profile: ['http://example.org/p'], versionId: '9' } };
  const reply = await ours.call('POST', 'Patient', sent);
  const made = reply.json<Patient & { id: string }>();
  expect(reply.statusCode, reply.body).toBe(201);
  expect(reply.headers.location).toBe(`http://yntymaq.test/fhir/R4/Patient/${made.id}/_history/1`);
  expect(reply.headers.etag).toBe('W/"1"');
  expect(bare(made)).toEqual(person);
  expect(made.meta).toEqual({
    profile: ['http://example.org/p'],
    versionId: '1',
    lastUpdated: '2026-11-21T09:00:00.000Z',
  });
  expect(await ours.get<Patient>(`Patient/${made.id}`)).toEqual(made);
});

test('numbers keep their digits, and what no table models is kept', async () => {
  const body = JSON.stringify({
    ...request(uuidv7()),
    quantityQuantity: { value: 'NUMBER', unit: 'mg' },
    extension: [{ url: 'http://example.org/x', valueString: 'kept' }],
    _status: { extension: [{ url: 'http://example.org/y', valueBoolean: true }] },
  }).replace('"NUMBER"', '1.500');
  const made = await ours.call('POST', 'ServiceRequest', body);
  expect(made.statusCode, made.body).toBe(201);
  const read = await ours.call('GET', `ServiceRequest/${made.json<Task>().id ?? ''}`);
  expect(read.body).toContain('"value":1.500,');
  expect(bare(read.json<Resource>())).toEqual(JSON.parse(body));
  const found = await ours.call('GET', `ServiceRequest?_id=${made.json<Task>().id ?? ''}`);
  expect(found.body).toContain('"value":1.500,');
});

test('what a resource said before stays: by version, in its history, and after it was deleted', async () => {
  const { id } = await ours.create<Patient>(person);
  const changed = await ours.call('PUT', `Patient/${id}`, { ...person, id, active: true });
  expect([changed.statusCode, changed.headers.etag]).toEqual([200, 'W/"2"']);
  expect((await ours.call('DELETE', `Patient/${id}`)).statusCode).toBe(204);
  expect(await ours.refusal('GET', `Patient/${id}`)).toEqual([410, 'deleted']);
  expect(await ours.refusal('PUT', `Patient/${id}`, { ...person, id })).toEqual([410, 'deleted']);
  expect((await ours.call('DELETE', `Patient/${id}`)).statusCode).toBe(204);
  expect(await ours.ids(`Patient?_id=${id}`)).toEqual([]);
  expect(await ours.get<Patient>(`Patient/${id}/_history/1`)).not.toHaveProperty('active');
  expect(await ours.get<Patient>(`Patient/${id}/_history/2`)).toMatchObject({ active: true, meta: { versionId: '2' } });
  expect(await ours.refusal('GET', `Patient/${id}/_history/3`)).toEqual([410, 'deleted']);
  expect(await ours.refusal('GET', `Patient/${id}/_history/4`)).toEqual([404, 'not-found']);
  const history = await ours.get(`Patient/${id}/_history`);
  expect([history.type, history.total]).toEqual(['history', 3]);
  expect(history.entry?.map(({ request: asked, response }) => [asked?.method, response?.etag])).toEqual([
    ['DELETE', 'W/"3"'],
    ['PUT', 'W/"2"'],
    ['POST', 'W/"1"'],
  ]);
  const pages: string[] = [];
  let next: string | undefined = `Patient/${id}/_history?_count=2`;
  while (next !== undefined) {
    const page: Bundle = await ours.get(next);
    pages.push((page.entry ?? []).map(({ response }) => response?.etag).join());
    next = page.link?.find(({ relation }) => relation === 'next')?.url;
  }
  expect(pages).toEqual(['W/"3",W/"2"', 'W/"1"']);
});

test('a change of a request or a task wants the version that it follows on', async () => {
  const { id } = await ours.create<ServiceRequest>(request(uuidv7()));
  const put = (headers: Record<string, string>) =>
    ours.refusal('PUT', `ServiceRequest/${id}`, { ...request(uuidv7()), id, priority: 'urgent' }, headers);
  expect(await put({})).toEqual([412, 'required']);
  expect(await put({ 'if-match': 'W/"2"' })).toEqual([412, 'conflict']);
  expect((await put({ 'if-match': 'W/"1"' }))[0]).toBe(200);
  expect(await put({ 'if-match': 'W/"1"' })).toEqual([412, 'conflict']);
  expect(await ours.refusal('DELETE', `ServiceRequest/${id}`)).toEqual([412, 'required']);
  const { id: patient } = await ours.create<Patient>(person);
  expect((await ours.call('PUT', `Patient/${patient}`, { ...person, id: patient })).statusCode).toBe(200);
});

test('of changes that follow on one version at once exactly one happens', async () => {
  const { id } = await ours.create<ServiceRequest>(request(uuidv7()));
  const replies = await Promise.all(
    ['routine', 'urgent', 'asap', 'stat'].map((priority) =>
      ours.call('PUT', `ServiceRequest/${id}`, { ...request(uuidv7()), id, priority }, { 'if-match': 'W/"1"' }),
    ),
  );
  expect(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412]);
});

test.each([
  ['no JSON', '{', [400, 'invalid']],
  ['another type', { resourceType: 'Slot' }, [400, 'invalid']],
  ['an element that R4 does not have', { ...person, mission: 'x' }, [400, 'structure', 'Patient.mission']],
  ['a missing element', { ...person, link: [{ type: 'refer' }] }, [400, 'structure', 'Patient.link[0].other']],
  ['a status of another set', { ...person, gender: 'woman' }, [400, 'code-invalid', 'Patient.gender']],
  ['a code of another set within', { ...person, name: [{ use: 'x' }] }, [400, 'code-invalid', 'Patient.name[0].use']],
  ['a date that is none', { ...person, birthDate: '03.02.1987' }, [400, 'structure', 'Patient.birthDate']],
  ['a broken invariant', { ...person, contact: [{ gender: 'male' }] }, [400, 'invariant', 'Patient.contact[0]']],
] as const)('%s is refused, and the outcome says where', async (_what, body, wanted) => {
  expect(await ours.refusal('POST', 'Patient', body)).toEqual(wanted);
});

test('the id of the address must be that of the resource, and nothing is made by a change', async () => {
  const { id } = await ours.create<Patient>(person);
  expect(await ours.refusal('PUT', `Patient/${id}`, person)).toEqual([400, 'invalid']);
  const none = uuidv7();
  expect(await ours.refusal('PUT', `Patient/${none}`, { ...person, id: none })).toEqual([404, 'not-found']);
});

test('what another organisation’s systems wrote is not found: not to read, search, change or delete', async () => {
  const { id } = await ours.create<Patient>(person);
  for (const path of [`Patient/${id}`, `Patient/${id}/_history`, `Patient/${id}/_history/1`])
    expect(await theirs.refusal('GET', path), path).toEqual([404, 'not-found']);
  expect(await theirs.ids(`Patient?_id=${id}`)).toEqual([]);
  expect(await theirs.ids('Patient?identifier=870203400567')).toEqual([]);
  expect(await theirs.refusal('PUT', `Patient/${id}`, { ...person, id })).toEqual([404, 'not-found']);
  expect(await theirs.refusal('DELETE', `Patient/${id}`)).toEqual([404, 'not-found']);
});

test('a token does with a type what its scope says and nothing more', async () => {
  const { id } = await ours.create<Patient>(person);
  const acts = {
    c: ['POST', 'Patient'],
    r: ['GET', `Patient/${id}`],
    u: ['PUT', `Patient/${id}`],
    s: ['GET', 'Patient'],
  } as const;
  for (const [act] of Object.entries(acts)) {
    const narrow = await fhirClient(world, administrator, [`system/Patient.${act}`]);
    for (const [other, [method, path]] of Object.entries(acts)) {
      const body = method === 'GET' ? undefined : { ...person, id };
      const { statusCode } = await narrow.call(method, path, body);
      expect(statusCode === 403, `${act} asks ${other}: ${statusCode}`).toBe(other !== act);
    }
    expect(await narrow.refusal('DELETE', `Patient/${id}`)).toEqual([403, 'forbidden']);
  }
});

test('what lies in the database tells nothing, and nobody writes past the versions', async () => {
  const { id } = await ours.create<Patient>(person);
  await ours.call('PUT', `Patient/${id}`, { ...person, id, active: true });
  const rows = await world.seeAll(
    `select r::text as all, encode(r.content, 'escape') as content from fhir_resource r where id = $1
     union all select v::text, encode(v.content, 'escape') from fhir_version v where id = $1`,
    [id],
  );
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/Ахметова|870203400567|female|1987-02/);
  const as = (statement: string) =>
    asPerson(world.db, { apiToken: sha256(ours.secret) }, (tx) => sql.raw(statement).execute(tx));
  for (const statement of [
    `update fhir_resource set content = null, is_deleted = true where id = '${id}'`,
    `update fhir_resource set version = version + 2 where id = '${id}'`,
    `update fhir_resource set keys = '{}' where id = '${id}'`,
    `delete from fhir_resource where id = '${id}'`,
    `delete from fhir_version where id = '${id}'`,
    `update fhir_version set version = 7 where id = '${id}'`,
    `insert into fhir_version select * from fhir_version where id = '${id}'`,
  ])
    await expect(as(statement), statement).rejects.toThrow(
      /permission denied|row-level security|without a version|no version/,
    );
  const seen = await asPerson(world.db, { apiToken: sha256(theirs.secret) }, (tx) =>
    sql`select from fhir_resource where id = ${id}`.execute(tx),
  );
  expect(seen.rows).toEqual([]);
});

test('who was erased is gone from the store, in every version, and from what is about them', async () => {
  const { id } = await ours.create<Patient>(person);
  const { id: about } = await ours.create<ServiceRequest>(request(id));
  await ours.call('PUT', `Patient/${id}`, { ...person, id });
  world.vault.destroy(`patient:${id}`);
  for (const path of [`Patient/${id}`, `Patient/${id}/_history/1`, `ServiceRequest/${about}`])
    expect(await ours.refusal('GET', path), path).toEqual([410, 'deleted']);
  expect(await ours.ids(`Patient?_id=${id}`)).toEqual([]);
  expect((await ours.get(`Patient/${id}/_history`)).entry?.every(({ resource }) => resource === undefined)).toBe(true);
});

test('whatever is opened of a patient is on record; what is about nobody is not, and what changes is an event', async () => {
  const { id } = await ours.create<Patient>(person);
  const { id: place } = await ours.create({ resourceType: 'Organization', name: 'Орталық' });
  await ours.get(`Patient/${id}`);
  await ours.get(`Organization/${place}`);
  await ours.call('PUT', `Patient/${id}`, { ...person, id, active: true });
  const accesses = (of: string) => world.seeAll('select kind, endpoint from access_record where subject_id = $1', [of]);
  expect(await accesses(id)).toEqual([{ kind: 'read', endpoint: 'fhir.Patient.read' }]);
  expect(await accesses(place)).toEqual([]);
  const events = await world.seeAll('select action, fields from event where subject_id = $1 order by action', [id]);
  expect(events).toEqual([
    { action: 'changed', fields: ['active'] },
    { action: 'created', fields: [] },
  ]);
});

test('a condition makes one resource, however many ask at once; what meets it twice is refused', async () => {
  const identifier = [{ system: 'urn:oid:9', value: uuidv7() }];
  const condition = { 'if-none-exist': `identifier=urn:oid:9|${identifier[0]?.value ?? ''}` };
  const replies = await Promise.all(
    Array.from({ length: 6 }, () => ours.call('POST', 'Patient', { ...person, identifier }, condition)),
  );
  expect(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 201]);
  expect(new Set(replies.map((reply) => reply.json<Patient>().id)).size).toBe(1);
  await ours.create({ ...person, identifier });
  expect(await ours.refusal('POST', 'Patient', { ...person, identifier }, condition)).toEqual([
    412,
    'multiple-matches',
  ]);
});

test('bytes go in raw and come out raw, or as JSON where that is asked for', async () => {
  const bytes = Buffer.from([0, 255, 1, 254, 10, 13]);
  const { id: patient } = await ours.create<Patient>(person);
  const made = await ours.call('POST', 'Binary', bytes, {
    'content-type': 'image/png',
    'x-security-context': `Patient/${patient}`,
  });
  expect(made.statusCode, made.body).toBe(201);
  const id = made.json<Resource>().id ?? '';
  const raw = await ours.call('GET', `Binary/${id}`, undefined, { accept: 'image/png' });
  expect([raw.headers['content-type'], raw.headers['content-disposition'], raw.rawPayload.equals(bytes)]).toEqual([
    'image/png',
    'attachment',
    true,
  ]);
  const shown = await ours.call('GET', `Binary/${id}`, undefined, { accept: 'application/fhir+json' });
  expect(shown.json()).toMatchObject({ contentType: 'image/png', data: bytes.toString('base64') });
  world.vault.destroy(`patient:${patient}`);
  expect(await ours.refusal('GET', `Binary/${id}`)).toEqual([410, 'deleted']);
});

test('minimal is answered where minimal is preferred', async () => {
  const reply = await ours.call('POST', 'Patient', person, { prefer: 'return=minimal' });
  expect([reply.statusCode, reply.body, typeof reply.headers.location]).toEqual([201, '', 'string']);
});

test('a token that was used a moment ago opens nothing once it was revoked or narrowed: it neither reads nor creates', async () => {
  const brief = await fhirClient(world, administrator);
  const made = await brief.create<Patient>(person);
  expect((await brief.call('GET', `Patient/${made.id}`)).statusCode).toBe(200);
  const token = `(select id from api_token where hash = '${sha256(brief.secret)}')`;
  await world.seeAll(`update api_token set scopes = '{system/Organization.r}' where id = ${token}`);
  expect(await brief.refusal('GET', `Patient/${made.id}`)).toEqual([403, 'forbidden']);
  expect(await brief.refusal('POST', 'Patient', person)).toEqual([403, 'forbidden']);
  await world.seeAll(`update api_token set revoked_at = now(), revoked_by = made_by where id = ${token}`);
  expect(await brief.refusal('GET', `Patient/${made.id}`)).toEqual([401, 'login']);
  expect(await brief.refusal('POST', 'Patient', person)).toEqual([401, 'login']);
  const [counted] = await world.seeAll(
    `select count(*)::int as n from fhir_resource where written_by = (select id from api_token where hash = '${sha256(brief.secret)}')`,
  );
  expect(counted?.['n']).toBe(1);
});
