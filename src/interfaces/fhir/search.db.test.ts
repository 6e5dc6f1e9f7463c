import type { Bundle, Patient, Resource, ServiceRequest, Task } from '@medplum/fhirtypes';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { fhirRecords } from '../../../test/fhir.ts';
import { fhirClient } from '../../../test/fhirClient.ts';
import { openLedger } from '../../../test/ledger.ts';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const ledger = await openLedger(world, 'searching');
const [host, visitor] = [ledger.almaty, ledger.seoul];
const ours = await fhirClient(world, await world.someone('administrator', host, { isClinical: true }));
const { mission, examined } = fhirRecords(world, { ...ledger, host, visitor });

const patient = (more: Partial<Patient> = {}) => ours.create<Patient>({ resourceType: 'Patient', ...more });
const task = (more: Partial<Task> = {}) =>
  ours.create<Task>({ resourceType: 'Task', status: 'requested', intent: 'order', ...more });
const request = (more: Partial<ServiceRequest> = {}) =>
  ours.create<ServiceRequest>({
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    subject: { reference: `Patient/${uuidv7()}` },
    ...more,
  });
/** What makes a test’s resources its own. */
const mark = () => ({ system: 'urn:x-test', value: uuidv7() });
const included = (bundle: Bundle, mode = 'include') =>
  (bundle.entry ?? []).flatMap(({ resource, search }) =>
    search?.mode === mode ? `${resource?.resourceType}/${resource?.id}` : [],
  );

const named = patient({
  name: [{ family: 'Ахметова-Kim', given: ['Айгүл', 'Ann'], text: 'Айгүл Ann Ахметова-Kim' }],
  birthDate: '1987-02-03',
  identifier: [{ system: 'urn:oid:1', value: 'A 1' }, { value: 'no-system' }],
  telecom: [{ system: 'phone', value: '+7701' }],
});

test.each([
  ['name=айг', true],
  ['name=АХМЕТ', true],
  ['name=a', true],
  ['name=гүл', false],
  ['name=kimm', false],
  ['name=айгул', false],
  ['name=АЙГҮЛ%20ANN', true],
  ['name:contains=гүл', true],
  ['name:contains=ova', false],
  ['name:contains=ова-k', true],
  ['name:exact=Айгүл', true],
  ['name:exact=айгүл', false],
  ['family=ахм', true],
  ['family=айг', false],
  ['given=ann,xyz', true],
  ['name:missing=false', true],
  ['name:missing=true', false],
  ['gender:missing=true', true],
  ['identifier=A%201', true],
  ['identifier=urn:oid:1|A%201', true],
  ['identifier=urn:oid:2|A%201', false],
  ['identifier=|no-system', true],
  ['identifier=|A%201', false],
  ['identifier=urn:oid:1|', true],
  ['phone=%2B7701', true],
  ['email=%2B7701', false],
  ['birthdate=1987-02-03', true],
  ['birthdate=1987-02', true],
  ['birthdate=1987-02-04', false],
  ['birthdate=ne1987-02-04', true],
  ['birthdate=ge1987', true],
  ['birthdate=gt1987-02-03', false],
  ['birthdate=lt1987-02-04', true],
  ['birthdate=sa1986', true],
  ['birthdate=eb1987-02-03', false],
] as const)('a patient whose name and birth lie sealed is found by %s: %s', async (query, isFound) => {
  const { id } = await named;
  expect(await ours.ids(`Patient?_id=${id}&${query}`)).toEqual(isFound ? [id] : []);
  expect((await ours.get(`Patient?_id=${id}&${query}&_summary=count`)).total).toBe(isFound ? 1 : 0);
});

test.each([
  ['Patient?name:contains=ab', 'too-costly'],
  ['Patient?name:text=abc', 'not-supported'],
  ['Patient?_sort=birthdate', 'not-supported'],
  ['Patient?_sort=name', 'not-supported'],
  ['Task?_revinclude=Task:nothing', 'not-supported'],
  ['Task?_revinclude=Slot:schedule', 'not-supported'],
  ['Task?nothing=1', 'not-supported'],
  ['Task?owner:Slot=1', 'not-supported'],
] as const)('%s is refused: %s', async (path, code) => {
  expect(await ours.refusal('GET', path)).toEqual([400, code]);
});

test('a task is found by who owns it and where it stands, and by nothing else of others', async () => {
  const owner = { reference: `Organization/${uuidv7()}` };
  const made = [
    await task({ owner }),
    await task({ owner, status: 'completed' }),
    await task({ owner, businessStatus: { coding: [{ system: 'urn:x', code: 'board' }] } }),
  ];
  const [first, second, third] = made.map(({ id }) => id);
  const find = (query: string) => ours.ids(`Task?owner=${owner.reference}&${query}`);
  expect(await find('')).toEqual([first, second, third]);
  expect(await find('status=requested')).toEqual([first, third]);
  expect(await find('status=completed,requested&_sort=-_id')).toEqual([third, second, first]);
  expect(await find('status=http://hl7.org/fhir/task-status|completed')).toEqual([second]);
  expect(await find('business-status=urn:x|board')).toEqual([third]);
  expect(await find('business-status:missing=true')).toEqual([first, second]);
  expect(await ours.ids(`Task?owner:Organization=${owner.reference.slice(13)}`)).toEqual([first, second, third]);
  expect(await ours.ids(`Task?owner:Practitioner=${owner.reference.slice(13)}`)).toEqual([]);
  expect(await ours.ids(`Task?owner=http://yntymaq.test/fhir/R4/${owner.reference}&status=completed`)).toEqual([
    second,
  ]);
});

test('a reference to somebody elsewhere is found by its address, and one without an address by its identifier', async () => {
  const elsewhere = 'https://other.example/fhir/Organization/7';
  const identifier = mark();
  const [one, other] = [await task({ owner: { reference: elsewhere } }), await task({ owner: { identifier } })];
  expect(await ours.ids(`Task?owner=${elsewhere}`)).toEqual([one.id]);
  expect(await ours.ids(`Task?owner:identifier=${identifier.system}|${identifier.value}`)).toEqual([other.id]);
  expect(await ours.ids(`Task?owner:identifier=other|${identifier.value}`)).toEqual([]);
});

test.each([
  ['2026-12-01', true],
  ['2026-12', true],
  ['gt2026-11-30', true],
  ['lt2026-12-01', false],
  ['ge2026-12-01T06:00:00Z', true],
  ['sa2026-12-01T06:00:00Z', false],
  ['ne2026-12-02', true],
  ['2026-12-01T10:00:00%2B05:00', true],
] as const)('a task authored at five in the morning of UTC is found by authored-on=%s: %s', async (date, isFound) => {
  const { id } = await authored;
  expect(await ours.ids(`Task?_id=${id}&authored-on=${date}`)).toEqual(
    isFound === (date !== 'ge2026-12-01T06:00:00Z') ? [id] : [],
  );
});
const authored = task({ authoredOn: '2026-12-01T10:00:00+05:00', executionPeriod: { start: '2026-12-02' } });

test('a period without an end has not ended, and a date that is missing is missing', async () => {
  const { id } = await authored;
  const find = (query: string) => ours.ids(`Task?_id=${id}&${query}`);
  expect(await Promise.all([find('period=gt2030'), find('period=lt2026-12-02'), find('period=sa2026-12-01')])).toEqual([
    [id],
    [],
    [id],
  ]);
  expect(await Promise.all([find('modified:missing=true'), find('period:missing=true')])).toEqual([[id], []]);
});

test('pages are stable and complete in every order, while others write and change', async () => {
  const owner = { reference: `Organization/${uuidv7()}` };
  const there = await Promise.all(
    Array.from({ length: 9 }, (_, at) => task({ owner, ...(at % 3 > 0 && { authoredOn: `2026-12-0${at}` }) })),
  );
  for (const sort of ['', '&_sort=-authored-on', '&_sort=authored-on,-_lastUpdated', '&_sort=-_id']) {
    const seen: string[] = [];
    let path: string | undefined = `Task?owner=${owner.reference}&_count=2${sort}`;
    for (let page = 0; path !== undefined && page < 20; page++) {
      const bundle: Bundle = await ours.get(path);
      seen.push(...included(bundle, 'match'));
      if (page < 2) await task({ owner });
      path = bundle.link?.find(({ relation }) => relation === 'next')?.url;
    }
    expect(new Set(seen).size, sort).toBe(seen.length);
    expect(there.filter(({ id }) => !seen.includes(`Task/${id}`)).length, sort).toBe(0);
  }
});

test('what missions hold and what was written are one search, in one order, page by page', async () => {
  const of = await mission();
  const subject = uuidv7();
  const held = [await examined(of, { subject }), await examined(of, { subject })].map(({ id }) => id);
  const written = await Promise.all(
    ['2026-11-30', '2026-12-02'].map((start) =>
      ours.create<Resource>({
        resourceType: 'Encounter',
        status: 'finished',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
        subject: { reference: `Patient/${subject}` },
        period: { start },
      }),
    ),
  );
  const [early = '', late = ''] = written.map(({ id }) => id ?? '');
  const seen: string[] = [];
  let path: string | undefined = `Encounter?patient=${subject}&_sort=date&_count=1`;
  while (path !== undefined) {
    const bundle: Bundle = await ours.get(path);
    seen.push(...(bundle.entry ?? []).map(({ resource }) => resource?.id ?? ''));
    path = bundle.link?.find(({ relation }) => relation === 'next')?.url;
  }
  expect(seen).toEqual([early, ...held.toSorted(), late]);
  expect((await ours.get(`Encounter?patient=${subject}&_summary=count`)).total).toBe(4);
  expect(await ours.ids(`Encounter?patient=${subject}&class=IMP`)).toEqual(written.map(({ id }) => id));
  const [first = ''] = held;
  expect(await ours.refusal('DELETE', `Encounter/${first}`)).toEqual([405, 'not-supported']);
});

test('_include brings what is pointed at and _revinclude what points here, each once', async () => {
  const who = await patient();
  const asked = await request({ subject: { reference: `Patient/${who.id}` } });
  const [one, two] = [
    await task({ focus: { reference: `ServiceRequest/${asked.id}` }, for: { reference: `Patient/${who.id}` } }),
    await task({ focus: { reference: `ServiceRequest/${asked.id}` }, for: { reference: `Patient/${who.id}` } }),
  ];
  const forward = await ours.get(`Task?patient=${who.id}&_include=Task:focus&_include=Task:patient`);
  expect(included(forward, 'match')).toEqual([`Task/${one.id}`, `Task/${two.id}`]);
  expect(included(forward).toSorted()).toEqual([`Patient/${who.id}`, `ServiceRequest/${asked.id}`]);
  const back = await ours.get(`ServiceRequest?_id=${asked.id}&_revinclude=Task:focus&_include=ServiceRequest:subject`);
  expect(included(back).toSorted()).toEqual([`Patient/${who.id}`, `Task/${one.id}`, `Task/${two.id}`]);
  const narrow = await fhirClient(world, await world.someone('administrator', host, { isClinical: true }), [
    'system/ServiceRequest.rs',
    'system/Task.r',
  ]);
  expect(await narrow.refusal('GET', `ServiceRequest?_id=${asked.id}&_revinclude=Task:focus`)).toEqual([
    403,
    'forbidden',
  ]);
  expect(await narrow.refusal('GET', `ServiceRequest?_id=${asked.id}&_include=ServiceRequest:patient`)).toEqual([
    403,
    'forbidden',
  ]);
});

test('a change is found as it is now and no longer as it was', async () => {
  const [before, after] = [mark(), mark()];
  const { id } = await patient({ identifier: [before] });
  const find = ({ value }: { value: string }) => ours.ids(`Patient?identifier=${value}`);
  expect(await find(before)).toEqual([id]);
  await ours.call('PUT', `Patient/${id}`, { resourceType: 'Patient', id, identifier: [after] });
  expect([await find(before), await find(after)]).toEqual([[], [id]]);
  expect(await ours.ids(`Patient?identifier=${after.value}&_lastUpdated=ge2026-11-21`)).toEqual([id]);
  expect(await ours.ids(`Patient?identifier=${after.value}&_lastUpdated=gt2026-11-21`)).toEqual([]);
});

test('a name that is looked for in part is found among many, page after page, and nobody else is', async () => {
  const family = `Бектұр${uuidv7().slice(-6)}`;
  const wanted = await Promise.all(
    Array.from({ length: 5 }, (_, at) => patient({ name: [{ family: `${family}${at}` }] })),
  );
  await Promise.all(Array.from({ length: 5 }, (_, at) => patient({ name: [{ family: `Бек${at}тұр` }] })));
  const found = await ours.ids(`Patient?family:contains=${encodeURIComponent(family.slice(2))}&_count=50`);
  expect(found.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
});
