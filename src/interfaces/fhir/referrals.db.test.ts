import type { Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import { afterAll, expect, test } from 'vitest';
import { fhirClient } from '../../../test/fhirClient.ts';
import { consentOf, doUsual, draftIn, patientOf, readIn, referralsIn, writeLetters } from '../../../test/referral.ts';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const referrals = await referralsIn(world, 'fhir-referrals');
const { people, quota } = referrals;
// The systems of the hospitals bring what their boards decided there.
await world.seeAll('update board set votes_elsewhere = true');
const system = async (organisation: string) =>
  fhirClient(world, await world.someone('administrator', organisation, { isClinical: true }));
const [sender, commission, receiver] = await Promise.all(
  [people.officer, people.commission, people.receiver].map(({ organisation }) => system(organisation)),
);
const stranger = await system(await world.organisation());
if (!sender || !commission || !receiver) throw new Error('no systems');
type Client = typeof sender;

const request = (patient: string): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  status: 'draft',
  intent: 'order',
  priority: 'urgent',
  category: [{ coding: [{ system: 'urn:x-yntymaq:quota', code: quota }] }],
  subject: { reference: `Patient/${patient}` },
  note: [{ text: 'Өз жүйеміздің ескертпесі' }],
});
const act = (code: string, referral: string, input: Record<string, string | number> = {}): Task => ({
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  code: { coding: [{ system: 'urn:x-yntymaq:act', code }] },
  focus: { reference: `ServiceRequest/${referral}` },
  input: Object.entries(input).map(([name, value]) => ({
    type: { coding: [{ system: 'urn:x-yntymaq:input', code: name }] },
    ...(typeof value === 'number' ? { valueInteger: value } : { valueString: value }),
  })),
});
const brought = {
  'brought.tally.for': 3,
  'brought.tally.against': 0,
  'brought.tally.defer': 0,
  'brought.tally.abstain': 0,
  'brought.eligible': 3,
  'reasons.kk': 'Шешім негізі',
  'reasons.ru': 'Основание',
};
const stageOf = async (id: string) => (await readIn(world, people.officer, id)).stage;
const does = async (
  client: Client,
  code: string,
  { id, input }: { id: string; input?: Record<string, string | number> },
) => {
  const reply = await client.call('POST', 'Task', act(code, id, input));
  expect([code, reply.statusCode, reply.body.slice(0, 300)]).toEqual([code, 201, expect.anything()]);
};
const taskFor = async (client: Client, id: string): Promise<Task & { id: string }> => {
  const { entry = [] } = await client.get(`Task?focus=ServiceRequest/${id}&_count=50`);
  const found = entry
    .map(({ resource }) => resource as Task & { id: string })
    .find(({ businessStatus }) => businessStatus?.coding?.[0]?.system === 'urn:x-yntymaq:stage');
  if (!found) throw new Error('no task of the referral');
  return found;
};
/** The receiver's Task at another business status. */
const moves = async (to: string, { id, input = {} }: { id: string; input?: Record<string, string | number> }) => {
  const task = await taskFor(receiver, id);
  const body = {
    ...task,
    businessStatus: { coding: [{ system: 'urn:x-yntymaq:stage', code: to }] },
    input: act('x', id, input).input,
  };
  return receiver.call(
    'PUT',
    `Task/${task.id}`,
    { ...body, note: [{ text: `towards ${to}` }] },
    { 'if-match': `W/"${task.meta?.versionId}"` },
  );
};

test('two systems and a commission bring a referral from its draft into treatment by FHIR alone', async () => {
  const patient = await patientOf(world, referrals);
  const consent = await consentOf(world, referrals, { patient });
  const made = await sender.call('POST', 'ServiceRequest', request(patient));
  expect(made.statusCode, made.body).toBe(201);
  const asked = made.json<ServiceRequest & { id: string }>();
  expect(asked).toMatchObject({ status: 'draft', priority: 'urgent', note: request(patient).note });
  const { id } = asked;
  expect(await stageOf(id)).toBe('draft');
  expect(await receiver.refusal('GET', `ServiceRequest/${id}`)).toEqual([404, 'not-found']);
  const active = {
    ...asked,
    status: 'active',
    supportingInfo: [{ reference: `Consent/${consent}` }, { reference: `Consent/${consent}` }],
  };
  const submitted = await sender.call('PUT', `ServiceRequest/${id}`, active, {
    'if-match': `W/"${asked.meta?.versionId}"`,
  });
  expect(submitted.statusCode, submitted.body).toBe(200);
  expect(submitted.json()).toMatchObject({ status: 'active', supportingInfo: active.supportingInfo, note: asked.note });
  await does(sender, 'check', { id });
  await does(sender, 'check', { id });
  expect(await stageOf(id)).toBe('commission');
  await does(commission, 'approveHome', { id, input: brought });
  expect(await stageOf(id)).toBe('board');
  expect(await taskFor(receiver, id)).toMatchObject({
    status: 'received',
    businessStatus: { coding: [{ code: 'board' }] },
  });
  await does(receiver, 'accept', { id, input: brought });
  const scheduled = await moves('scheduled', { id, input: { arrival: '2026-12-10' } });
  expect(scheduled.statusCode, scheduled.body).toBe(200);
  expect(scheduled.json()).toMatchObject({
    status: 'accepted',
    businessStatus: { coding: [{ code: 'scheduled' }] },
    output: [{ type: { text: 'arrival' }, valueDate: '2026-12-10' }],
    note: [{ text: 'towards scheduled' }],
  });
  expect((await moves('arrived', { id })).statusCode).toBe(200);
  expect((await moves('in_treatment', { id, input: { fractions: 3 } })).statusCode).toBe(200);
  await does(receiver, 'recordFraction', { id });
  const [ours, theirs] = [await taskFor(sender, id), await taskFor(receiver, id)];
  for (const task of [ours, theirs])
    expect(task).toMatchObject({ status: 'in-progress', businessStatus: { coding: [{ code: 'in_treatment' }] } });
  // What the receiver's system wrote beside it is theirs alone.
  expect([ours.note, theirs.note]).toEqual([undefined, [{ text: 'towards in_treatment' }]]);
  await writeLetters(world, referrals, id);
  expect((await moves('discharged', { id })).statusCode).toBe(200);
  await does(sender, 'startFollowUp', { id });
  await does(sender, 'complete', { id });
  expect(await stageOf(id)).toBe('completed');
  expect(await sender.get<Resource>(`ServiceRequest/${id}`)).toMatchObject({ status: 'completed' });
});

test('what a referral does not allow is refused with the reason, and leaves no trace', async () => {
  const { id } = await draftIn(world, referrals);
  const before = await world.seeAll(
    'select (select count(*) from referral_act) as acts, (select count(*) from fhir_resource) as kept',
  );
  const refused = async (client: Client, code: string, input: Record<string, string | number> = {}) => {
    const reply = await client.call('POST', 'Task', act(code, id, input));
    return [reply.statusCode, reply.json<{ issue: { diagnostics: string }[] }>().issue[0]?.diagnostics.split(' ')[0]];
  };
  expect(await refused(sender, 'accept', brought)).toEqual([422, 'referral-act-impossible']);
  expect(await refused(sender, 'nothing')).toEqual([422, 'There']);
  expect(await refused(sender, 'cancel')).toEqual([422, '“cancel”']);
  expect((await refused(stranger, 'submit'))[0]).toBe(404);
  expect((await refused(receiver, 'accept', brought))[0]).toBe(404);
  const asked = await sender.get<ServiceRequest>(`ServiceRequest/${id}`);
  expect(
    await sender.refusal('PUT', `ServiceRequest/${id}`, { ...asked, status: 'completed' }, { 'if-match': 'W/"1"' }),
  ).toEqual([422, 'business-rule']);
  expect(await sender.refusal('PUT', `ServiceRequest/${id}`, asked)).toEqual([412, 'required']);
  expect(await sender.refusal('PUT', `ServiceRequest/${id}`, asked, { 'if-match': 'W/"9"' })).toEqual([
    412,
    'conflict',
  ]);
  expect(await sender.refusal('DELETE', `ServiceRequest/${id}`, undefined, { 'if-match': 'W/"1"' })).toEqual([
    405,
    'not-supported',
  ]);
  expect(
    await world.seeAll(
      'select (select count(*) from referral_act) as acts, (select count(*) from fhir_resource) as kept',
    ),
  ).toEqual(before);
});

test('a Task that aborts cancels before the treatment; afterwards it asks to stop', async () => {
  const { id } = await draftIn(world, referrals);
  const abort: Task = {
    ...act('x', id, { reason: 'patient_refused' }),
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'abort' }] },
  };
  const reply = await sender.call('POST', 'Task', abort);
  expect([reply.statusCode, reply.json<Task>().status, await stageOf(id)]).toEqual([201, 'completed', 'cancelled']);
});

test('whoever takes part finds a referral by patient, stage and number; nobody else does', async () => {
  const { id, patient, consent } = await draftIn(world, referrals);
  await doUsual(world, referrals, { id, consent, act: 'submit' });
  const { requisition } = await sender.get<ServiceRequest>(`ServiceRequest/${id}`);
  const finds = (client: Client, query: string) => client.ids(`ServiceRequest?${query}`);
  expect(await finds(sender, `patient=${patient}`)).toEqual([id]);
  expect(await finds(sender, `requisition=${requisition?.value}`)).toEqual([id]);
  expect(await finds(sender, `requisition=${requisition?.value}&status=revoked`)).toEqual([]);
  expect(await finds(stranger, `requisition=${requisition?.value}`)).toEqual([]);
  const tasks = await sender.get(`Task?patient=${patient}&business-status=submitted&_include=Task:focus`);
  expect(tasks.entry?.map(({ resource }) => resource?.resourceType)).toEqual(['Task', 'ServiceRequest']);
});
