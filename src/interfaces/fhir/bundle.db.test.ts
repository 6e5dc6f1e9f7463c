import type { Bundle, Patient, Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { fhirClient } from '../../../test/fhirClient.ts';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const administrator = await world.someone('administrator', undefined, { isClinical: true });
const ours = await fhirClient(world, administrator);

const [who, what] = ['urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a', 'urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059'];
const post = (resource: object, fullUrl?: string, more: object = {}) => ({
  ...(fullUrl && { fullUrl }),
  resource,
  request: { method: 'POST', url: (resource as Resource).resourceType, ...more },
});
const patient = (value = uuidv7()) => ({ resourceType: 'Patient', identifier: [{ system: 'urn:x', value }] });
const request = { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: { reference: who } };
const task = {
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  focus: { reference: what },
  for: { reference: who },
};
const send = (type: string, entry: readonly object[]) => ours.call('POST', '', { resourceType: 'Bundle', type, entry });
const done = async (entry: readonly object[], type = 'transaction') => {
  const reply = await send(type, entry);
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<Bundle>();
};
const refused = async (entry: readonly object[]) => {
  const reply = await send('transaction', entry);
  const [issue] = reply.json<{ issue: { code: string; expression?: string[] }[] }>().issue;
  return [reply.statusCode, issue?.code, ...(issue?.expression ?? [])];
};
const statuses = ({ entry = [] }: Bundle) => entry.map(({ response }) => response?.status);
const rows = async () => Number((await world.seeAll('select count(*) as n from fhir_resource'))[0]?.['n']);

test('a transaction makes what points at each other, in whatever order it stands, and answers in that order', async () => {
  const bundle = await done([post(task), post(request, what), post(patient(), who)]);
  expect([bundle.type, statuses(bundle)]).toEqual([
    'transaction-response',
    ['201 Created', '201 Created', '201 Created'],
  ]);
  const [made, asked, person] = (bundle.entry ?? []).map(({ resource }) => resource);
  expect(made).toMatchObject({
    focus: { reference: `ServiceRequest/${asked?.id}` },
    for: { reference: `Patient/${person?.id}` },
  });
  expect(asked).toMatchObject({ subject: { reference: `Patient/${person?.id}` } });
  expect(bundle.entry?.[0]?.response).toMatchObject({
    location: `http://yntymaq.test/fhir/R4/Task/${made?.id}/_history/1`,
    etag: 'W/"1"',
  });
  expect(await ours.get<Task>(`Task/${made?.id}`)).toEqual(made);
  expect(await ours.ids(`Task?focus=ServiceRequest/${asked?.id}`)).toEqual([made?.id]);
});

test('names of what is new are rewritten wherever they are an address, and nowhere where they are words', async () => {
  const identifier = [{ system: 'urn:ietf:rfc:3986', value: who }];
  const bundle = await done([
    post({ ...patient(), identifier }, who),
    post({
      ...request,
      instantiatesCanonical: [`${who}|2`],
      instantiatesUri: [who],
      note: [{ text: `about ${who}` }],
      text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${who}">x</a></div>` },
      contained: [
        {
          resourceType: 'Provenance',
          id: 'p',
          target: [{ reference: who }],
          recorded: '2026-11-21T09:00:00Z',
          agent: [{ who: { reference: who } }],
        },
      ],
      relevantHistory: [{ reference: '#p' }],
      extension: [
        { url: 'http://example.org/x', valueReference: { reference: who } },
        { url: 'http://example.org/y', valueUri: who },
      ],
    }),
  ]);
  const [person, asked] = (bundle.entry ?? []).map(({ resource }) => resource as Resource);
  const name = `Patient/${person?.id}`;
  expect(person).toMatchObject({ identifier });
  expect(asked).toMatchObject({
    subject: { reference: name },
    instantiatesCanonical: [`${name}|2`],
    instantiatesUri: [name],
    note: [{ text: `about ${who}` }],
    text: { div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${name}">x</a></div>` },
    contained: [{ target: [{ reference: name }], agent: [{ who: { reference: name } }] }],
    extension: [{ valueReference: { reference: name } }, { valueUri: name }],
  });
});

test('an address that another server gave is rewritten with and without its base', async () => {
  const bundle = await done([
    post(patient(), 'http://other.example/fhir/Patient/one'),
    post({ ...request, subject: { reference: 'Patient/one' } }, 'http://other.example/fhir/ServiceRequest/two'),
    post({
      ...task,
      for: { reference: 'http://other.example/fhir/Patient/one' },
      focus: { reference: 'ServiceRequest/two' },
    }),
  ]);
  const [person, asked, made] = (bundle.entry ?? []).map(({ resource }) => resource);
  expect(asked).toMatchObject({ subject: { reference: `Patient/${person?.id}` } });
  expect(made).toMatchObject({
    for: { reference: `Patient/${person?.id}` },
    focus: { reference: `ServiceRequest/${asked?.id}` },
  });
});

test.each([
  [
    'an entry that is wrong',
    () => post({ ...task, status: 'nothing' }),
    [400, 'code-invalid', 'Bundle.entry[1].resource.Task.status'],
  ],
  ['a type that is not served', () => post({ resourceType: 'Observation' }), [404, 'not-supported', 'Bundle.entry[1]']],
  [
    'a change of what is not there',
    () => ({ resource: { ...task, id: uuidv7() }, request: { method: 'PUT', url: `Task/${uuidv7()}` } }),
    [400, 'invalid', 'Bundle.entry[1]'],
  ],
  [
    'a read of what is not there',
    () => ({ request: { method: 'GET', url: `Task/${uuidv7()}` } }),
    [404, 'not-found', 'Bundle.entry[1]'],
  ],
  ['an entry without a request', () => ({ resource: task }), [400, 'invalid', 'Bundle.entry[1].request']],
  [
    'a reference by a condition that nothing meets',
    () => post({ ...task, for: { reference: `Patient?identifier=${uuidv7()}` } }),
    [412, 'not-found', 'Bundle.entry[1].resource'],
  ],
  [
    'a reference to an entry that is not there',
    () => post({ ...task, for: { reference: 'urn:uuid:0b1d2c3e-0000-4000-8000-0000000000ff' } }),
    [400, 'invalid', 'Bundle.entry[1]'],
  ],
  [
    'a version that is old',
    () => ({ request: { method: 'DELETE', url: `Task/${uuidv7()}`, ifMatch: 'W/"1"' } }),
    [404, 'not-found', 'Bundle.entry[1]'],
  ],
] as const)('of a transaction with %s nothing is left', async (_what, wrong, wanted) => {
  const before = await rows();
  const events = await world.seeAll('select count(*) from event');
  expect(await refused([post(patient()), wrong()])).toEqual(wanted);
  expect(await rows()).toBe(before);
  expect(await world.seeAll('select count(*) from event')).toEqual(events);
});

test('of two entries with one condition the second is the first, and what is there already stays', async () => {
  const value = uuidv7();
  const condition = { ifNoneExist: `identifier=urn:x|${value}` };
  const other = 'urn:uuid:0b1d2c3e-0000-4000-8000-000000000001';
  const entries = [
    post(patient(value), who, condition),
    post(patient(value), other, condition),
    post(request, what),
    post({ ...task, for: { reference: other } }),
  ];
  const first = await done(entries);
  expect(statuses(first)).toEqual(['201 Created', '200 OK', '201 Created', '201 Created']);
  const [one, two, asked, made] = (first.entry ?? []).map(({ resource }) => resource);
  expect(two?.id).toBe(one?.id);
  expect([asked, made]).toMatchObject([
    { subject: { reference: `Patient/${one?.id}` } },
    { for: { reference: `Patient/${one?.id}` } },
  ]);
  const again = await done(entries);
  expect(statuses(again)).toEqual(['200 OK', '200 OK', '201 Created', '201 Created']);
  expect(again.entry?.[0]?.resource?.id).toBe(one?.id);
  expect(await ours.ids(`Patient?identifier=${value}`)).toEqual([one?.id]);
});

test('a reference by a condition leads to what is there, or to what the same transaction makes by that condition', async () => {
  const [there, fresh] = [uuidv7(), uuidv7()];
  const { id } = await ours.create<Patient>(patient(there));
  const bundle = await done([
    post({ ...request, subject: { reference: `Patient?identifier=urn:x|${there}` } }, what),
    post({ ...task, for: { reference: `Patient?identifier=urn:x|${fresh}` } }),
    post(patient(fresh), who, { ifNoneExist: `identifier=urn:x|${fresh}` }),
  ]);
  const [asked, made, person] = (bundle.entry ?? []).map(({ resource }) => resource);
  expect(asked).toMatchObject({ subject: { reference: `Patient/${id}` } });
  expect(made).toMatchObject({ for: { reference: `Patient/${person?.id}` } });
});

test('two transactions that make one patient by a condition at once make one', async () => {
  const value = uuidv7();
  const entries = [post(patient(value), who, { ifNoneExist: `identifier=urn:x|${value}` }), post(request)];
  const replies = await Promise.all(Array.from({ length: 4 }, () => send('transaction', entries)));
  expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
  expect(await ours.ids(`Patient?identifier=${value}`)).toHaveLength(1);
  const subjects = replies.map(
    (reply) => (reply.json<Bundle>().entry?.[1]?.resource as ServiceRequest | undefined)?.subject.reference,
  );
  expect(new Set(subjects).size).toBe(1);
});

test('a transaction deletes before it makes, makes before it changes, and reads last', async () => {
  const [kept, gone] = [await ours.create<Patient>(patient()), await ours.create<Patient>(patient())];
  const value = uuidv7();
  const bundle = await done([
    { request: { method: 'GET', url: `Patient?identifier=${value}&_summary=count` } },
    {
      resource: { ...patient(value), id: kept.id },
      request: { method: 'PUT', url: `Patient/${kept.id}`, ifMatch: 'W/"1"' },
    },
    post(patient(value)),
    { request: { method: 'DELETE', url: `Patient/${gone.id}` } },
  ]);
  expect(statuses(bundle)).toEqual(['200 OK', '200 OK', '201 Created', '204 No Content']);
  expect(bundle.entry?.[0]?.resource).toMatchObject({ total: 2 });
  expect(await ours.refusal('GET', `Patient/${gone.id}`)).toEqual([410, 'deleted']);
  expect(
    await refused([
      { request: { method: 'DELETE', url: `Patient/${kept.id}` } },
      { resource: { ...patient(), id: kept.id }, request: { method: 'PUT', url: `Patient/${kept.id}` } },
    ]),
  ).toEqual([400, 'invalid', 'Bundle.entry[1].request']);
});

test('a batch does each entry by itself and says of each what came of it', async () => {
  const before = await rows();
  const bundle = await done(
    [
      post(patient()),
      post({ ...task, status: 'nothing' }),
      { request: { method: 'GET', url: `Task/${uuidv7()}` } },
      post(patient()),
    ],
    'batch',
  );
  expect([bundle.type, statuses(bundle)]).toEqual(['batch-response', ['201 Created', '400', '404', '201 Created']]);
  expect(bundle.entry?.[1]?.response?.outcome).toMatchObject({
    resourceType: 'OperationOutcome',
    issue: [{ expression: ['Task.status'] }],
  });
  expect(await rows()).toBe(before + 2);
});

test('a Bundle of another kind, and one that is no Bundle, are refused', async () => {
  expect(await ours.refusal('POST', '', { resourceType: 'Bundle', type: 'document' })).toEqual([400, 'not-supported']);
  expect(await ours.refusal('POST', '', patient())).toEqual([400, 'invalid']);
  const narrow = await fhirClient(world, administrator, ['system/Patient.c']);
  const reply = await narrow.refusal('POST', '', {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [post(patient()), post(request)],
  });
  expect(reply.slice(0, 2)).toEqual([403, 'forbidden']);
});
