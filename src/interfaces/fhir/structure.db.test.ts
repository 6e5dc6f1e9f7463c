import type { Bundle, Encounter, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fhirRecords } from '../../../test/fhir.ts';
import { bundleFaults, ruleFaults, typeFaults } from '../../../test/fhirStructure.ts';
import { openLedger } from '../../../test/ledger.ts';
import { startWorld } from '../../../test/world.ts';
import { bookingKey } from '../../modules/missions/index.ts';

const world = await startWorld();
afterAll(() => world.stop());
/** What a mission leaves behind. */
const fhirTypes = [
  'Schedule',
  'Slot',
  'Appointment',
  'Encounter',
  'Condition',
  'Procedure',
  'Patient',
  'AuditEvent',
] as const;
const ledger = await openLedger(world, 'structure');
const [host, visitor] = [ledger.almaty, ledger.seoul];
const administrator = await world.someone('administrator', host, { isClinical: true });
const { mission, booked, examined } = fhirRecords(world, { ...ledger, host, visitor });

const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
const made = await world.as(administrator).post('/access/tokens', {
  purpose: 'Hospital system',
  scopes: fhirTypes.map((type) => `system/${type}.rs`),
  until,
  requestsPerMinute: 6000,
});
const authorization = `Bearer ${made.json<{ secret: string }>().secret}`;
const get = async <R extends Resource>(path: string, headers: Record<string, string> = {}): Promise<R> =>
  (await world.app.inject({ url: `/fhir/R4/${path}`, headers: { authorization, ...headers } })).json<R>();

/** Everything that a mission may leave behind: every state of a booking, of a session, of an encounter, people known and erased. */
const pages: Bundle[] = [];
const resources: Resource[] = [];
beforeAll(async () => {
  const [of, off, demo] = [await mission(), await mission(), await mission({ isDemo: true })];
  await world.seeAll('update mission_session set cancelled_at = now() where id = $1', [off.session]);
  await world.seeAll('update mission_session set clinician_id = null where id = $1', [demo.session]);
  for (const [place, state] of ['booked', 'moved', 'came', 'no_show', 'cancelled', 'waiting'].entries())
    await booked(of, place, { state });
  world.vault.destroy(bookingKey(await booked(of, 7)));
  for (const state of ['in_progress', 'finished', 'entered_in_error'])
    for (const sex of ['female', 'male', 'unknown'])
      await examined(of, {
        state,
        sex,
        operation: 'Артроскопия: жауырын\n(2)',
        diagnoses: [
          ['M17.1', 'Гонартроз'],
          [null, 'Сөзбен ғана'],
          ['I10', ''],
        ],
      });
  world.vault.destroy(`patient:${(await examined(demo)).subject}`);
  await examined(demo, { operation: '무릎 관절경' });
  for (const type of fhirTypes) pages.push(await get<Bundle>(`${type}?_count=200`));
  pages.push(await get<Bundle>('Encounter?_include=Encounter:patient&nothing=1', { prefer: 'handling=lenient' }));
  for (const { entry = [] } of pages) resources.push(...entry.flatMap(({ resource }) => resource ?? []));
}, 60_000);

test('every resource of every type has the elements, cardinalities and codes of the definitions of R4', () => {
  expect(new Set(resources.map(({ resourceType }) => resourceType))).toEqual(
    new Set([...fhirTypes, 'OperationOutcome']),
  );
  expect(resources.length).toBeGreaterThan(100);
  expect(typeFaults(resources)).toEqual([]);
});

test('a missing element, a code of another value set and an element that R4 does not have are found', () => {
  const good = resources.find((each): each is Encounter => each.resourceType === 'Encounter');
  if (!good) throw new Error('no encounter');
  const { status: _, ...without } = good;
  const bad = [without, { ...good, status: 'closed' }, { ...good, mission: 'x' }, { ...good, period: [] }];
  const faults = typeFaults(bad as Resource[]);
  expect(faults.map((fault) => fault.split(':')[0])).toEqual(['line 2', 'line 3', 'line 4', 'line 5']);
});

test('formats, references and invariants of R4 hold in every resource', () => {
  const identified = resources.filter(({ resourceType }) => resourceType !== 'OperationOutcome');
  expect(identified.flatMap(ruleFaults)).toEqual([]);
});

test('a broken invariant, an empty value, a reference to nothing and a moment that is none are found', () => {
  const id = 'a';
  const broken = [
    { resourceType: 'Appointment', id, status: 'booked', participant: [{ status: 'accepted' }] },
    {
      resourceType: 'Appointment',
      id,
      status: 'cancelled',
      participant: [{ actor: { reference: '#b' }, status: 'x' }],
    },
    { resourceType: 'Patient', id: 'a/b', name: [], birthDate: '86', gender: '' },
    { resourceType: 'Slot', id, meta: { lastUpdated: '2026-12-01' }, start: '2026', end: '2026' },
  ] as unknown as Resource[];
  expect(broken.map((each) => ruleFaults(each).length)).toEqual([2, 1, 5, 2]);
});

test('every page of a search says why an entry is there, and where it is itself', () => {
  expect(pages.length).toBe(fhirTypes.length + 1);
  expect(pages.flatMap(bundleFaults)).toEqual([]);
});

test('the CapabilityStatement and the OperationOutcome of a refusal have the structure of R4', async () => {
  const statement = await get<Resource>('metadata');
  const outcome = await get<Resource>('Slot?nothing=1');
  expect([statement.resourceType, outcome.resourceType]).toEqual(['CapabilityStatement', 'OperationOutcome']);
  expect(typeFaults([statement, outcome])).toEqual([]);
});

test('what a resource refers to on this server is there, and of the type that it names', async () => {
  const references = new Set(
    [...JSON.stringify(resources).matchAll(/"reference":"([A-Z]\w+\/[^"]+)"/g)].map(([, to = '']) => to),
  );
  expect(references.size).toBeGreaterThan(10);
  for (const reference of references) {
    const found = await get<Resource>(reference);
    // Who was erased is gone; that they were seen is not.
    const wanted = found.resourceType === 'OperationOutcome' ? 'deleted' : reference.split('/')[0];
    const got = found.resourceType === 'OperationOutcome' ? found.issue[0]?.code : found.resourceType;
    expect(got, reference).toBe(wanted);
  }
});
