import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../src/platform/hash.ts';
import { fhirRecords } from '../fhir.ts';
import { type Asking, type Place, places } from './actors.ts';
import { attempt, outcomeOf } from './attempt.ts';
import { reached, runAs } from './bySql.ts';
import { allEndpoints, type Endpoint } from './endpoints.ts';
import { type MatrixWorld, startMatrix } from './world.ts';

/**
 * What happens on missions, as it really is: bookings, devices, what a revoked one brought, examinations, the result. Tried by
 * everybody, over HTTP and by SQL as the application's role. `elsewhere` and `outside` are strangers.
 */
let matrix: MatrixWorld;
const cases = ['own side', 'visited', 'partnership', 'public'] as const;
type Case = (typeof cases)[number];
type Ids = {
  mission: string;
  session: string;
  booking: string;
  device: string;
  batch: string;
  encounter: string;
  subject: string;
};
const records = {} as Record<Case, Ids>;
const endpoints = new Map<string, Endpoint>();

/** Who sees the plan; who takes part: the host and who visits. What is of devices the host alone looks after. */
const seeing: Readonly<Record<Case, readonly Place[]>> = {
  'own side': ['owner', 'colleague'],
  visited: ['owner', 'colleague', 'across'],
  partnership: ['owner', 'colleague', 'across'],
  public: places,
};
const taking = (of: Case): readonly Place[] => (of === 'visited' ? ['owner', 'across'] : ['owner']);
const host: readonly Place[] = ['owner'];

beforeAll(async () => {
  matrix = await startMatrix();
  const { world, parties, seats, filled } = matrix;
  for (const endpoint of await allEndpoints()) endpoints.set(endpoint.name, endpoint);
  const home = parties.partnership.sides[0] ?? '';
  const made = fhirRecords(world, { partnership: parties.partnership, home, host: seats.owner, visitor: seats.across });
  const put = async (table: string, given: Readonly<Record<string, unknown>>): Promise<void> => {
    const row = await filled(table, given, 'x');
    const holes = Object.keys(row).map((_, index) => `$${index + 1}`);
    await world.seeAll(
      `insert into ${table} (${Object.keys(row).join(', ')}) values (${holes.join(', ')})`,
      Object.values(row),
    );
  };
  for (const of of cases) {
    const visibility = of === 'partnership' || of === 'public' ? of : 'own_side';
    const { id: mission, session, clinician } = await made.mission({ visibility });
    if (of !== 'visited') await world.seeAll('delete from mission_visitor where mission_id = $1', [mission]);
    const { commitment } = matrix.bundles[visibility];
    await world.seeAll('update mission set commitment_id = $2 where id = $1', [mission, commitment]);
    const booking = await made.booked({ id: mission, session }, 2);
    const { id: encounter, subject } = await made.examined({ id: mission, clinician });
    await world.seeAll(`update encounter set next_step = 'referral' where id = $1`, [encounter]);
    const [device, batch] = [uuidv7(), uuidv7()];
    const owned = { mission_id: mission, owner_organisation: seats.owner };
    const key = Buffer.alloc(65, 1);
    const lost = { revoked_at: '2026-12-01T08:00:00Z', revoked_by: parties.by.person, token_hash: sha256(device) };
    await put('mission_device', { ...owned, id: device, label: 'Планшет', letter: 'Q', public_key: key, ...lost });
    await put('mission_held', { ...owned, id: batch, from_device: device, operations: 1 });
    await put('mission_photo', {
      ...owned,
      id: uuidv7(),
      visit_id: subject,
      sha256: sha256(subject),
      media_type: 'image/png',
      from_device: device,
    });
    records[of] = { mission, session, booking, device, batch, encounter, subject };
  }
}, 60_000);
afterAll(() => matrix.world.stop());

type Try = {
  endpoint: string;
  /** Where the ids of a path come from, beside those of the same name. */
  id?: keyof Ids;
  query?: string;
  body?: (ids: Ids) => object;
  sees: (of: Case) => readonly Place[];
  /** Told to who sees the mission and is not its host, as it is to who plans it. */
  notHost?: true;
  /** Clinical people, whom the database asks for itself: no token is one. */
  isClinical?: true;
  /** Where it finds nobody it does nothing, and says so. */
  isIdle?: true;
};

const caller = {
  name: 'Сынақ',
  birthYear: 1990,
  phone: '+77011234599',
  complaint: 'бел',
  referred: false,
  disability: false,
};
const tries: readonly Try[] = [
  { endpoint: 'missions.missionReport', sees: taking },
  { endpoint: 'missions.missionReportFile', query: 'format=xlsx&language=kk', sees: taking },
  { endpoint: 'missions.publishResult', body: () => ({ isShown: true }), sees: taking, notHost: true },
  { endpoint: 'missions.countMission', body: () => ({}), sees: (of) => seeing[of], notHost: true },
  {
    endpoint: 'missions.bringEncountersUpToDate',
    body: () => ({}),
    sees: (of) => seeing[of],
    notHost: true,
    isClinical: true,
    isIdle: true,
  },
  { endpoint: 'missions.devices', sees: () => host },
  { endpoint: 'missions.addDevice', body: () => ({ label: 'Жаңа' }), sees: () => host, isClinical: true },
  { endpoint: 'missions.revokeDevice', body: () => ({}), sees: () => host },
  { endpoint: 'missions.heldOperations', sees: () => host, isClinical: true },
  { endpoint: 'missions.decideHeld', body: () => ({ decision: 'refused' }), sees: () => host, isClinical: true },
  { endpoint: 'missions.bookings', query: 'day=2026-12-01', sees: taking, isClinical: true },
  { endpoint: 'missions.bookingTimes', query: 'specialty=surgery', sees: taking, isClinical: true },
  {
    endpoint: 'missions.bookForCaller',
    body: () => ({
      ...caller,
      representative: null,
      specialty: 'surgery',
      language: 'kk',
      wanted: 'waiting',
      isConsentSaid: true,
    }),
    sees: taking,
    isClinical: true,
  },
  {
    endpoint: 'missions.moveCallersBooking',
    body: ({ session }) => ({ session, at: '2026-12-01T04:00:00.000Z' }),
    sees: taking,
    isClinical: true,
  },
  { endpoint: 'missions.cancelCallersBooking', body: () => ({}), sees: taking, isClinical: true },
  { endpoint: 'missions.eraseCallersBooking', body: () => ({}), sees: taking, isClinical: true },
  { endpoint: 'encounters.encounter', id: 'encounter', sees: taking, isClinical: true },
  {
    endpoint: 'encounters.followUp',
    id: 'encounter',
    body: () => ({ version: 3, how: 'done' }),
    sees: taking,
    isClinical: true,
  },
  {
    endpoint: 'encounters.withdrawEncounter',
    id: 'encounter',
    body: () => ({ version: 3, because: 'Басқа адамға жазылған' }),
    sees: taking,
    isClinical: true,
  },
];

function wantedOf(tried: Try, actor: Asking, of: Case): readonly string[] {
  const needs = endpoints.get(tried.endpoint)?.needs ?? '';
  if (actor.kind === 'nobody' || actor.kind === 'gone') return ['sign-in'];
  if (!actor.may.has(needs)) return ['forbidden'];
  // The database lets no token near people: it is refused, finds nothing, or is told a list without anybody in it.
  if (tried.isClinical && actor.kind === 'token')
    return tried.body
      ? ['unseen', 'forbidden', 'declined', 'not-host', ...(tried.isIdle ? ['done'] : [])]
      : ['unseen', 'done'];
  if (!tried.sees(of).includes(actor.place)) return ['unseen'];
  if (tried.notHost && actor.place !== 'owner') return ['not-host'];
  // A token has no side of its own to enter for: the database refuses what its scope lets in.
  return tried.body && actor.kind === 'token' ? ['done', 'declined', 'forbidden'] : ['done', 'declined'];
}

test.each(tries)(
  '$endpoint opens real records to who may, is not there for anybody else',
  async (tried) => {
    const endpoint = endpoints.get(tried.endpoint);
    if (!endpoint) throw new Error(tried.endpoint);
    const wrong: string[] = [];
    let done = 0;
    for (const of of cases)
      for (const actor of matrix.actors) {
        const ids = records[of];
        const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
          name === 'id' ? ids[tried.id ?? 'mission'] : ids[name as keyof Ids],
        );
        const url = `${path}${tried.query ? `?${tried.query}` : ''}`;
        const answer = await attempt(matrix, actor, endpoint, { url, payload: tried.body?.(ids), headers: {} });
        const told = answer.statusCode === 403 && answer.body.includes('/problems/not-host');
        const outcome = told ? 'not-host' : outcomeOf(answer, endpoint);
        done += outcome === 'done' ? 1 : 0;
        const isNamed = answer.body.includes('Айгүл') || answer.body.includes('+7701');
        const mayBeNamed =
          tried.isClinical && actor.kind === 'person' && actor.isClinical && taking(of).includes(actor.place);
        if (isNamed && !mayBeNamed) wrong.push(`${of}, ${actor.name} (${actor.place}) reads of people`);
        if (!wantedOf(tried, actor, of).includes(outcome))
          wrong.push(
            `${of}, ${actor.name} (${actor.place}): ${outcome}, not ${wantedOf(tried, actor, of).join(' or ')}`,
          );
      }
    expect(wrong).toEqual([]);
    expect(done).toBeGreaterThan(0);
  },
  60_000,
);

test.each(['encounters.followUpList', 'encounters.waitingList'])(
  '%s names people of a mission to clinical people who take part in it, and to nobody else',
  async (name) => {
    const endpoint = endpoints.get(name);
    if (!endpoint) throw new Error(name);
    const wrong: string[] = [];
    for (const of of cases)
      for (const actor of matrix.actors) {
        const url = `${endpoint.path}?mission=${records[of].mission}`;
        const answer = await attempt(matrix, actor, endpoint, { url, payload: undefined, headers: {} });
        const isNamed = answer.body.includes('Айгүл Ахметова');
        const isLet = actor.kind === 'person' && actor.isClinical && taking(of).includes(actor.place);
        const isStranger = actor.kind === 'person' && actor.isClinical && !taking(of).includes(actor.place);
        if (isStranger && answer.statusCode !== 404) wrong.push(`${of}, ${actor.name} (${actor.place}): not 404`);
        if (isNamed !== (isLet && name.endsWith('followUpList')))
          wrong.push(`${of}, ${actor.name} (${actor.place}): ${answer.statusCode}, ${isNamed ? 'named' : 'not named'}`);
      }
    expect(wrong).toEqual([]);
  },
);

/** Each statement with how many rows it reaches for whom. */
function statementsOf(of: Case, actor: Asking): [string, number][] {
  const { mission, booking, device, batch, encounter } = records[of];
  const isPerson = actor.kind === 'person';
  const reaches = isPerson && actor.role !== 'viewer';
  const [takes, hosts] = [taking(of).includes(actor.place), actor.place === 'owner'];
  const clinical = isPerson && actor.isClinical && takes ? 1 : 0;
  const change = clinical && reaches ? 1 : 0;
  const isSomebody = isPerson || actor.kind === 'token';
  const plan = seeing[of].includes(actor.place) && isSomebody ? 1 : of === 'public' ? 1 : 0;
  return [
    [`select from mission where id = '${mission}'`, plan],
    [`select from booking where id = '${booking}'`, clinical],
    [`update booking set version = version where id = '${booking}'`, change],
    [`delete from booking where id = '${booking}'`, 0],
    [`select from mission_device where id = '${device}'`, hosts && isSomebody ? 1 : 0],
    [`update mission_device set label = 'x' where id = '${device}'`, 0],
    [`delete from mission_device where id = '${device}'`, 0],
    [`select from mission_held where id = '${batch}'`, hosts && isSomebody ? 1 : 0],
    [`update mission_held set operations = 2 where id = '${batch}'`, 0],
    [`select from mission_photo where mission_id = '${mission}'`, hosts && isPerson && actor.isClinical ? 1 : 0],
    [`update mission_photo set received = 0 where mission_id = '${mission}'`, 0],
    [`select from encounter where id = '${encounter}'`, clinical],
    [`update encounter set version = version where id = '${encounter}'`, change],
    [`delete from encounter where id = '${encounter}'`, 0],
    [`update encounter set owner_organisation = '${actor.organisation}' where id = '${encounter}'`, 0],
  ];
}

test.each(cases)(
  'by SQL too what is of a mission (%s) is there for who takes part, and changed as they may',
  async (of) => {
    const wrong: string[] = [];
    for (const actor of matrix.actors)
      await runAs(matrix.world.db, actor, async (tx) => {
        for (const [statement, wanted] of statementsOf(of, actor)) {
          const found = await reached(tx, statement);
          if (found !== wanted) wrong.push(`${actor.name} (${actor.place}): ${found}, not ${wanted}: ${statement}`);
        }
      });
    expect(wrong).toEqual([]);
  },
);
