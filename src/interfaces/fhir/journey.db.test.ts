import type {
  Bundle,
  Condition,
  Consent,
  DocumentReference,
  Patient,
  Resource,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes';
import { afterAll, expect, test } from 'vitest';
import { fhirClient } from '../../../test/fhirClient.ts';
import { pdfOf } from '../../../test/papers.ts';
import { doUsual, draftIn, patientOf, readIn, referralsIn, type UsualAct } from '../../../test/referral.ts';
import { multipart } from '../../../test/multipart.ts';
import { startWorld } from '../../../test/world.ts';
import { iinCheckDigit } from '../../modules/patients/identifier.ts';

// The whole way by FHIR alone, beside the same way through the screens.

const world = await startWorld();
afterAll(() => world.stop());
const papers = [
  { code: 'histology', names: { kk: 'Гистология' }, kind: 'paper', required: true, from: 'sender' },
] as const;
const referrals = await referralsIn(world, 'fhir-journey', { papers: { submitted: [...papers] } });
const { people, quota, parties } = referrals;
// The hospitals that have systems of their own vote there; those of the screens here.
await world.seeAll('update board set votes_elsewhere = true');
const screens = await referralsIn(world, 'screens-journey', { papers: { submitted: [...papers] } });
const system = async (organisation: string) =>
  fhirClient(world, await world.someone('administrator', organisation, { isClinical: true }));
const sender = await system(people.officer.organisation);
const commission = await system(people.commission.organisation);
const receiver = await system(people.receiver.organisation);
const stranger = await system(await world.organisation());
type Client = typeof sender;

let serial = 7000;
const iin = (): string => {
  const eleven = `1603055${serial++}`;
  const check = iinCheckDigit(eleven);
  return check === null ? iin() : `${eleven}${check}`;
};
const own = (nth: string) => ({ system: 'urn:x-hospital:record', value: `${nth}-${serial++}` });
const person = (): Patient => ({
  resourceType: 'Patient',
  identifier: [own('patient'), { system: 'urn:x-yntymaq:identifier:kz_iin:KZ', value: iin() }],
  name: [
    {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/language', valueCode: 'kk' }],
      use: 'official',
      family: 'Үлгіжан',
      given: ['Айгүл', 'Серікқызы'],
      prefix: ['бала'],
    },
  ],
  gender: 'female',
  birthDate: '2016-03-05',
  telecom: [{ system: 'phone', value: '+7 701 000 00 00' }],
  maritalStatus: { text: 'никогда' },
});
const consentTo = (organisation: string, patient: string): Consent => ({
  resourceType: 'Consent',
  identifier: [own('consent')],
  status: 'active',
  scope: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }] },
  category: [
    { coding: [{ system: 'http://loinc.org', code: '59284-0' }] },
    { coding: [{ system: 'urn:x-yntymaq:consent', code: 'treatment' }] },
  ],
  patient: { reference: patient },
  dateTime: '2026-11-20',
  policy: [{ uri: 'https://hospital.example/consents' }],
  sourceAttachment: {
    contentType: 'text/plain',
    language: 'kk',
    title: 'Емделуге келісім',
    data: Buffer.from('Емделу үшін мәліметімді көрсетілген ұйымға ашуға келісемін.').toString('base64'),
  },
  provision: {
    type: 'permit',
    actor: [
      {
        role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] },
        reference: { reference: `Organization/${organisation}` },
      },
    ],
  },
});
const condition = (patient: string): Condition => ({
  resourceType: 'Condition',
  language: 'kk',
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'C71.6' }], text: 'Мишық ісігі' },
  subject: { reference: patient },
  note: [{ text: 'Өз жүйеміздің ескертпесі' }],
});
const request = (patient: string, reason: string): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  identifier: [own('request')],
  status: 'draft',
  intent: 'order',
  priority: 'asap',
  category: [{ coding: [{ system: 'urn:x-yntymaq:quota', code: quota }] }],
  subject: { reference: patient },
  reasonReference: [{ reference: reason }],
  note: [{ text: 'Шұғыл' }],
});
const pdf = Buffer.from(pdfOf([[{ text: 'Histology', x: 60, y: 700 }]])).toString('base64');
const paper = (code: string, referral: string, attachment: object): DocumentReference => ({
  resourceType: 'DocumentReference',
  status: 'current',
  type: { coding: [{ system: 'urn:x-yntymaq:paper', code }] },
  description: 'Құжат',
  context: { related: [{ reference: referral }] },
  content: [{ attachment }],
});
const text = (words: string) => ({
  contentType: 'text/plain',
  language: 'kk',
  data: Buffer.from(words).toString('base64'),
});
const act = (code: string, referral: string, input: Record<string, string | number> = {}): Task => ({
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  identifier: [own('task')],
  code: { coding: [{ system: 'urn:x-yntymaq:act', code }] },
  focus: { reference: referral },
  input: Object.entries(input).map(([name, value]) => ({
    type: { coding: [{ system: 'urn:x-yntymaq:input', code: name }] },
    ...(typeof value === 'number'
      ? { valueInteger: value }
      : value.startsWith('urn:') || value.startsWith('Consent/')
        ? { valueReference: { reference: value } }
        : { valueString: value }),
  })),
});
const decided = (votes: 'for' | 'against' = 'for') => ({
  'brought.tally.for': votes === 'for' ? 3 : 0,
  'brought.tally.against': votes === 'for' ? 0 : 3,
  'brought.tally.defer': 0,
  'brought.tally.abstain': 0,
  'brought.eligible': 3,
  'reasons.kk': 'Шешім негізі',
  'reasons.ru': 'Основание',
});
const does = async (client: Client, code: string, id: string, input: Record<string, string | number> = {}) => {
  const reply = await client.call('POST', 'Task', act(code, `ServiceRequest/${id}`, input));
  expect([code, reply.statusCode, reply.body.slice(0, 400)]).toEqual([code, 201, expect.anything()]);
};
const entry = (fullUrl: string, resource: Resource) => ({
  fullUrl,
  resource,
  request: { method: 'POST' as const, url: resource.resourceType },
});
const named = (nth: number): string => `urn:uuid:00000000-0000-4000-8000-00000000000${nth}`;
const [p, c, m, d, s, b] = [named(1), named(2), named(3), named(4), named(5), named(6)];
const wholeCase = (): Bundle => ({
  resourceType: 'Bundle',
  type: 'transaction',
  // In no order of what leans on what.
  entry: [
    entry('urn:uuid:00000000-0000-4000-8000-0000000000aa', act('submit', s, { consent: c, commissionConsent: m })),
    entry(
      'urn:uuid:00000000-0000-4000-8000-0000000000ab',
      paper('histology', s, { contentType: 'application/pdf', url: b }),
    ),
    entry('urn:uuid:00000000-0000-4000-8000-0000000000ac', paper('history', s, text('Ауру тарихы'))),
    entry(b, { resourceType: 'Binary', contentType: 'application/pdf', data: pdf }),
    entry(s, request(p, d)),
    entry(d, condition(p)),
    entry(m, consentTo(parties.beneficiary, p)),
    entry(c, consentTo(parties.centre, p)),
    entry(p, person()),
  ],
});
const madeIn = (answer: Bundle, type: string): string => {
  const found = answer.entry?.find(({ resource }) => resource?.resourceType === type)?.resource?.id;
  if (found === undefined) throw new Error(`no ${type} was made`);
  return found;
};
/** A new patient of the hospital's system, whose case is sent with its request. */
async function sent() {
  const reply = await sender.call('POST', '', wholeCase());
  expect(reply.statusCode, reply.body.slice(0, 1500)).toBe(200);
  const answer = reply.json<Bundle>();
  return { id: madeIn(answer, 'ServiceRequest'), patient: madeIn(answer, 'Patient'), answer };
}

/** What is left of a referral: where it stands, its seat, and how often each act was done. */
async function stateOf(id: string, who = people.officer) {
  const referral = await readIn(world, who, id);
  const [acts, seats] = await Promise.all([
    world.seeAll(
      `select act, from_stage, to_stage, count(*)::int as times from referral_act where referral_id = $1 and act <> 'change'
       group by 1, 2, 3 order by 1, 2, 3`,
      [id],
    ),
    world.seeAll(
      `select t.kind, e.account, sum(e.amount)::int as sum from quota_transaction t join quota_entry e on e.transaction_id = t.id
       where t.referral_id = $1 group by 1, 2 order by 1, 2`,
      [id],
    ),
  ]);
  const { stage, requestState, taskState, arrival, fractions } = referral;
  return { stage, requestState, taskState, arrival, fractions, acts, seats };
}

/** The same way by people, on a referral of theirs. */
async function byPeople(acts: readonly UsualAct[]) {
  const draft = await draftIn(world, screens);
  const { body, type } = multipart(
    { paper: 'histology', title: 'Гистология' },
    { name: 'x.pdf', bytes: Buffer.from(pdf, 'base64') },
  );
  const headers = { 'content-type': type };
  const reply = await world.as(screens.people.officer).post(`/referrals/${draft.id}/case/documents`, body, headers);
  expect(reply.statusCode, reply.body).toBe(201);
  for (const each of acts) await doUsual(world, screens, { ...draft, act: each });
  return stateOf(draft.id, screens.people.officer);
}
/** Until the receiving board is asked. */
async function untilBoard(id: string) {
  await does(sender, 'check', id);
  await does(sender, 'check', id);
  await does(commission, 'approveHome', id, decided());
}
const asked: readonly UsualAct[] = ['submit', 'check', 'check', 'approveHome'];
const about = (id: string) => ({ basedOn: [{ reference: `ServiceRequest/${id}` }] });
const booked = (id: string, patient: string, day: string) => ({
  resourceType: 'Appointment',
  identifier: [own('appointment')],
  status: 'booked',
  start: `${day}T00:00:00Z`,
  end: `${day}T01:00:00Z`,
  ...about(id),
  participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }],
});
const procedure = (id: string, patient: string) => ({
  resourceType: 'Procedure',
  identifier: [own('procedure')],
  status: 'completed',
  subject: { reference: `Patient/${patient}` },
  ...about(id),
});
const taskOf = async (client: Client, id: string): Promise<Task & { id: string }> => {
  const { entry: found = [] } = await client.get(`Task?focus=ServiceRequest/${id}&business-status:missing=false`);
  return found[0]?.resource as Task & { id: string };
};

test('what the screens bring from a draft to its completion, two systems and a commission bring there by FHIR alone', async () => {
  const { id, patient } = await sent();
  await untilBoard(id);
  await does(receiver, 'accept', id, decided());
  const reply = await receiver.call('POST', 'Appointment', booked(id, patient, '2026-12-10'));
  expect(reply.statusCode, reply.body).toBe(201);
  const arrived = {
    resourceType: 'Encounter',
    status: 'arrived',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: { reference: `Patient/${patient}` },
    ...about(id),
  };
  expect((await receiver.call('POST', 'Encounter', arrived)).statusCode).toBe(201);
  await does(receiver, 'startTreatment', id, { fractions: 2 });
  const fraction = procedure(id, patient);
  const again = { 'if-none-exist': `identifier=urn:x-hospital:record|${fraction.identifier[0]?.value}` };
  expect((await receiver.call('POST', 'Procedure', fraction, again)).statusCode).toBe(201);
  // What was sent twice was done once.
  expect((await receiver.call('POST', 'Procedure', fraction, again)).statusCode).toBe(200);
  expect(await receiver.refusal('POST', 'Task', act('discharge', `ServiceRequest/${id}`))).toEqual([
    422,
    'business-rule',
  ]);
  await receiver.create(paper('discharge-letter', `ServiceRequest/${id}`, text('Ем аяқталды.')));
  await receiver.create(paper('follow-up-plan', `ServiceRequest/${id}`, text('2027-01-10 Бақылау\nҚан талдауы')));
  await does(receiver, 'discharge', id);
  const letters = await sender.get(
    `DocumentReference?related=ServiceRequest/${id}&type=urn:x-yntymaq:paper|discharge-letter`,
  );
  const letter = letters.entry?.[0]?.resource as DocumentReference;
  expect(Buffer.from(letter.content[0]?.attachment.data ?? '', 'base64').toString()).toBe('Ем аяқталды.');
  await does(sender, 'startFollowUp', id);
  await does(sender, 'complete', id);
  const theirs = await byPeople([
    ...asked,
    'accept',
    'schedule',
    'arrive',
    'startTreatment',
    'recordFraction',
    'discharge',
    'startFollowUp',
    'complete',
  ]);
  const state = await stateOf(id);
  expect(state).toEqual(theirs);
  expect([state.stage, state.fractions]).toEqual(['completed', { planned: 2, done: 1 }]);
});

const endings: readonly [string, readonly UsualAct[], (id: string) => Promise<void>][] = [
  [
    'returned',
    ['submit', 'check', 'returnForRevision'],
    async (id) => {
      await does(sender, 'check', id);
      await does(commission, 'returnForRevision', id, { reason: 'papers_missing', words: 'Түсіндірме' });
    },
  ],
  [
    'declined',
    [...asked, 'decline'],
    async (id) => {
      await untilBoard(id);
      await does(receiver, 'decline', id, { reason: 'not_indicated', ...decided('against') });
    },
  ],
  [
    'cancelled',
    [...asked, 'accept', 'schedule', 'cancel'],
    async (id) => {
      await untilBoard(id);
      await does(receiver, 'accept', id, decided());
      await does(receiver, 'schedule', id, { arrival: '2026-12-10' });
      const read = await sender.get<ServiceRequest>(`ServiceRequest/${id}`);
      const revoked = {
        ...read,
        status: 'revoked',
        reasonCode: [{ coding: [{ system: 'urn:x-yntymaq:reason', code: 'patient_refused' }] }],
      };
      const headers = { 'if-match': `W/"${read.meta?.versionId}"` };
      expect((await sender.call('PUT', `ServiceRequest/${id}`, revoked, headers)).statusCode).toBe(200);
    },
  ],
  [
    'cancelled',
    [...asked, 'accept', 'schedule', 'arrive', 'startTreatment', 'requestStop', 'acceptStop'],
    async (id) => {
      await untilBoard(id);
      await does(receiver, 'accept', id, decided());
      await does(receiver, 'schedule', id, { arrival: '2026-12-10' });
      await does(receiver, 'arrive', id);
      await does(receiver, 'startTreatment', id, { fractions: 2 });
      const abort = {
        ...act('x', `ServiceRequest/${id}`, { reason: 'patient_refused' }),
        code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'abort' }] },
      };
      expect((await sender.call('POST', 'Task', abort)).statusCode).toBe(201);
      await does(receiver, 'acceptStop', id);
    },
  ],
  [
    'died',
    [...asked, 'accept', 'recordDeath'],
    async (id) => {
      await untilBoard(id);
      await does(receiver, 'accept', id, decided());
      await does(sender, 'recordDeath', id, { on: '2026-11-20' });
    },
  ],
];
test.each(endings)(
  '%s after %j: by FHIR it is the same stage, seats and acts as by the screens',
  async (stage, acts, way) => {
    const { id } = await sent();
    await way(id);
    const state = await stateOf(id);
    expect(state.stage).toBe(stage);
    expect(state).toEqual(await byPeople(acts));
  },
);

test('a patient that a system registers is one of the screens; what either changes both see, and what was said before stays', async () => {
  const resource = person();
  const made = await sender.create<Patient>(resource);
  expect(made).toMatchObject({ name: resource.name, maritalStatus: resource.maritalStatus });
  const page = await world.as(people.officer).get(`/patients/${made.id}`);
  const { identity } = page.json<{ identity: { names: object[]; phone: string } }>();
  expect(identity.names).toEqual([
    { family: 'Үлгіжан', given: 'Айгүл', patronymic: 'Серікқызы', tag: 'kk', by: 'document' },
  ]);
  const change = { version: 1, identity: { ...identity, phone: '+7 702 111 11 11' } };
  const changed = await world.as(people.officer).post(`/patients/${made.id}/changes`, change);
  expect(changed.statusCode, changed.body).toBe(200);
  const now = await sender.get<Patient>(`Patient/${made.id}`);
  expect(now).toMatchObject({
    name: resource.name,
    maritalStatus: resource.maritalStatus,
    telecom: [{ value: '+7 702 111 11 11' }],
    meta: { versionId: '2' },
  });
  expect(await sender.refusal('PUT', `Patient/${made.id}`, now, { 'if-match': 'W/"1"' })).toEqual([412, 'conflict']);
  const moved = { ...now, name: [{ ...now.name?.[0], family: 'Үлгібек' }] };
  const reply = await sender.call('PUT', `Patient/${made.id}`, moved, { 'if-match': 'W/"2"' });
  expect([reply.statusCode, reply.headers['etag']]).toEqual([200, 'W/"3"']);
  const history = await sender.get(`Patient/${made.id}/_history`);
  expect(
    history.entry?.map(({ resource: each }) => [each?.meta?.versionId, (each as Patient).name?.[0]?.family]),
  ).toEqual([
    ['3', 'Үлгібек'],
    ['2', 'Үлгіжан'],
    ['1', 'Үлгіжан'],
  ]);
  const first = await sender.get<Patient>(`Patient/${made.id}/_history/1`);
  expect(first.telecom).toEqual(resource.telecom);
  expect((await sender.refusal('GET', `Patient/${made.id}/_history/9`))[0]).toBe(404);
  expect(await sender.ids(`Patient?identifier=urn:x-hospital:record|${resource.identifier?.[0]?.value}`)).toEqual([
    made.id,
  ]);
  expect(await sender.refusal('POST', 'Patient', resource)).toEqual([422, 'business-rule']);
  for (const other of [receiver, stranger])
    expect(await other.refusal('GET', `Patient/${made.id}`)).toEqual([404, 'not-found']);
});

test('whom the screens registered is found by the number of a register, and by no other', async () => {
  const patient = await patientOf(world, referrals);
  const { identity } = (await world.as(people.officer).get(`/patients/${patient}`)).json<{
    identity: { identifiers: { value: string }[] };
  }>();
  const found = async (client: Client, value = identity.identifiers[0]?.value ?? '') =>
    client.ids(`Patient?identifier=urn:x-yntymaq:identifier:kz_iin:KZ|${value}`);
  expect(await found(sender)).toEqual([patient]);
  expect(await found(sender, iin())).toEqual([]);
  expect(await found(receiver)).toEqual([]);
});

test('who opened a patient by FHIR stands in the list that the patient is given', async () => {
  const { id } = await sender.create<Patient>(person());
  await sender.get(`Patient/${id}`);
  const rows = await world.seeAll(
    `select distinct endpoint from access_record where subject = 'patient' and subject_id = $1 order by 1`,
    [id],
  );
  expect(rows).toContainEqual({ endpoint: 'fhir.Patient.read' });
});

test('a consent that is ended by FHIR closes the care at once, and what wants one is refused and leaves nothing', async () => {
  const { id, patient, answer } = await sent();
  await untilBoard(id);
  expect(await receiver.ids(`Patient?_id=${patient}`)).toEqual([patient]);
  const consents = (answer.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'Consent' ? [resource] : [],
  );
  const ended = consents.find(({ provision }) =>
    provision?.actor?.[0]?.reference.reference?.endsWith(parties.centre),
  ) as Consent & { id: string };
  const inactive = await sender.call('PUT', `Consent/${ended.id}`, { ...ended, status: 'inactive' });
  expect([inactive.statusCode, inactive.json<Consent>().status]).toEqual([200, 'inactive']);
  expect(await receiver.refusal('GET', `Patient/${patient}`)).toEqual([404, 'not-found']);
  const kept = 'select (select count(*) from referral_act) as acts, (select count(*) from fhir_resource) as kept';
  const before = await world.seeAll(kept);
  const reply = await receiver.call('POST', 'Task', act('accept', `ServiceRequest/${id}`, decided()));
  expect([reply.statusCode, reply.json<{ issue: { diagnostics: string }[] }>().issue[0]?.diagnostics]).toEqual([
    422,
    'consent-ended',
  ]);
  expect(await world.seeAll(kept)).toEqual(before);
  expect(await sender.refusal('PUT', `Consent/${ended.id}`, { ...ended, status: 'active' })).toEqual([
    422,
    'business-rule',
  ]);
});

test('a representative consents for a child, by the contact of the patient', async () => {
  const contact = {
    extension: [{ url: 'urn:x-yntymaq:ground', valueString: 'Туу туралы куәлік' }],
    relationship: [{ coding: [{ system: 'urn:x-yntymaq:relation', code: 'mother' }] }],
    name: { text: 'Үлгіжан Сәуле' },
  };
  const child = await sender.create<Patient>({ ...person(), contact: [contact] });
  const performer = [{ type: 'RelatedPerson', identifier: { value: `urn:uuid:${child.contact?.[0]?.id}` } }];
  const consent = { ...consentTo(parties.centre, `Patient/${child.id}`), performer };
  const { id } = await sender.create<Consent>(consent);
  const page = (await world.as(people.officer).get(`/patients/${child.id}`)).json<{ consents: object[] }>();
  expect(page.consents).toMatchObject([
    { id, state: 'stands', givenBy: 'representative', standing: { name: 'Үлгіжан Сәуле', relation: 'mother' } },
  ]);
  const nobody = { ...consent, performer: [{ type: 'RelatedPerson', identifier: { value: `urn:uuid:${id}` } }] };
  expect(await sender.refusal('POST', 'Consent', nobody)).toEqual([422, 'business-rule']);
});

test('the case is read by the receiver as the sender said it, and in the screens; its documents are Binaries', async () => {
  const { id, patient } = await sent();
  await untilBoard(id);
  const conditions = await receiver.get(`Condition?subject=Patient/${patient}`);
  expect(conditions.entry?.map(({ resource }) => (resource as Condition).code)).toEqual([
    { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'C71.6' }], text: 'Мишық ісігі' },
  ]);
  const ours = await sender.get(`Condition?subject=Patient/${patient}`);
  expect((ours.entry?.[0]?.resource as Condition | undefined)?.note).toEqual([{ text: 'Өз жүйеміздің ескертпесі' }]);
  const documents = await receiver.get(
    `DocumentReference?related=ServiceRequest/${id}&type=urn:x-yntymaq:paper|histology`,
  );
  const document = documents.entry?.[0]?.resource as DocumentReference;
  const bytes = await receiver.call('GET', document.content[0]?.attachment.url ?? '', undefined, {
    accept: 'application/pdf',
  });
  expect([bytes.statusCode, bytes.rawPayload.toString('base64') === pdf]).toEqual([200, true]);
  const screen = await world.as(people.receiver).get(`/referrals/${id}/case`);
  expect(screen.json<{ parts: { kind: string }[] }>().parts.map(({ kind }) => kind)).toEqual(['diagnosis', 'history']);
  expect(await stranger.ids(`DocumentReference?related=ServiceRequest/${id}`)).toEqual([]);
});

test('what is written to a patient by FHIR stands on the screens, and what the page writes is read by FHIR', async () => {
  const { id, patient } = await sent();
  const message = {
    resourceType: 'Communication',
    status: 'completed',
    ...about(id),
    subject: { reference: `Patient/${patient}` },
    payload: [{ contentString: 'Құжаттарыңыз қабылданды.' }],
  };
  const written = await sender.create(message);
  const page = await world.as(people.officer).get(`/referrals/${id}/patient-messages`);
  expect(page.json<{ items: { id: string; text: string }[] }>().items).toMatchObject([
    { id: written.id, text: 'Құжаттарыңыз қабылданды.' },
  ]);
  expect(await sender.ids(`Communication?based-on=ServiceRequest/${id}`)).toEqual([written.id]);
  expect(await stranger.ids(`Communication?based-on=ServiceRequest/${id}`)).toEqual([]);
});

test('each side’s Task and request are found by their owner, and read as they were in each version', async () => {
  const { id } = await sent();
  await untilBoard(id);
  const task = await taskOf(sender, id);
  expect(await receiver.ids(`Task?owner=Organization/${parties.centre}&_id=${task.id}`)).toEqual([task.id]);
  expect(await receiver.ids(`Task?owner=Organization/${parties.hospital}&_id=${task.id}`)).toEqual([]);
  const { entry: versions = [] } = await sender.get(`Task/${task.id}/_history`);
  const stages = versions.map(({ resource }) => (resource as Task).businessStatus?.coding?.[0]?.code);
  expect([stages[0], stages.at(-1)]).toEqual(['board', 'submitted']);
  const old = versions.at(-1)?.resource?.meta?.versionId ?? '';
  expect(await sender.get<Task>(`Task/${task.id}/_history/${old}`)).toMatchObject({ status: 'requested' });
  const requests = await sender.get(`ServiceRequest/${id}/_history`);
  expect(requests.total).toBeGreaterThan(1);
  expect((await stranger.refusal('GET', `Task/${task.id}/_history`))[0]).toBe(404);
});

test('organisations of the directory and what a centre treats are read; others change them in the screens', async () => {
  expect(await sender.get(`Organization/${parties.centre}`)).toMatchObject({ active: true, id: parties.centre });
  expect(await sender.ids(`HealthcareService?organization=Organization/${parties.centre}&_id=${quota}`)).toEqual([
    quota,
  ]);
  const ours = await sender.get<Resource>(`Organization/${parties.centre}`);
  expect(await sender.refusal('PUT', `Organization/${parties.centre}`, ours)).toEqual([405, 'not-supported']);
});
