import { randomBytes } from 'node:crypto';
import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asPerson } from '../../src/platform/database.ts';
import { sha256 } from '../../src/platform/hash.ts';
import { fhirRecords } from '../fhir.ts';
import { type Asking, type Place, places } from './actors.ts';
import { type MatrixWorld, startMatrix } from './world.ts';

const fhirTypes = ['Schedule', 'Slot', 'Appointment', 'Encounter', 'Condition', 'Procedure', 'Patient'] as const;
type FhirType = (typeof fhirTypes)[number];

/** Every route of FHIR about missions, tried by everybody about missions of every kind: over HTTP, and by SQL as the application's role. */
let matrix: MatrixWorld;
const cases = ['own side', 'visited', 'partnership', 'public'] as const;
type Case = (typeof cases)[number];
/** Ids of a resource of each type, by mission. */
const records = {} as Record<Case, Record<FhirType, string>>;

/** Who sees the plan of a mission, and who takes part in it: the host and who visits. */
const seeing: Readonly<Record<Case, readonly Place[]>> = {
  'own side': ['owner', 'colleague'],
  visited: ['owner', 'colleague', 'across'],
  partnership: ['owner', 'colleague', 'across'],
  public: places,
};
const taking = (of: Case): readonly Place[] => (of === 'visited' ? ['owner', 'across'] : ['owner']);
const isOpen = (of: Case, type: FhirType, place: Place): boolean =>
  (type === 'Schedule' || type === 'Slot' ? seeing[of] : taking(of)).includes(place);

type Bearer = { name: string; place: Place; secret: string; may: readonly FhirType[]; isLive: boolean };
const bearers: Bearer[] = [];

async function bearer(place: Place, name: string, more: { may?: readonly FhirType[]; ended?: string } = {}) {
  const { may = fhirTypes, ended } = more;
  const secret = `ynt_${randomBytes(32).toString('base64url')}`;
  const scopes = may.map((type) => `system/${type}.rs`);
  await matrix.world.seeAll(
    `insert into api_token (id, organisation_id, purpose, scopes, hash, hint, requests_per_minute, made_by, made_at, expires_at)
     values ($1, $2, 'for the matrix', $3, $4, 'x', 6000, $1, now() - interval '2 days', now() + interval '1 day')`,
    [uuidv7(), matrix.seats[place], scopes, sha256(secret)],
  );
  if (ended) await matrix.world.seeAll(`update api_token set ${ended} where hash = $1`, [sha256(secret)]);
  bearers.push({ name, place, secret, may, isLive: !ended });
}

async function putCase(of: Case) {
  const { world, parties, seats } = matrix;
  const home = parties.partnership.sides[0] ?? '';
  const making = fhirRecords(world, {
    partnership: parties.partnership,
    home,
    host: seats.owner,
    visitor: seats.across,
  });
  const visibility = of === 'partnership' || of === 'public' ? of : 'own_side';
  const mission = await making.mission({ visibility });
  if (of !== 'visited') await world.seeAll('delete from mission_visitor where mission_id = $1', [mission.id]);
  const booking = await making.booked(mission, 2);
  const { id, subject, notes } = await making.examined(mission, { operation: 'Артроскопия' });
  records[of] = {
    Schedule: mission.session,
    Slot: `${mission.session}.0`,
    Appointment: booking,
    Encounter: id,
    Condition: `${id}.${notes.diagnosis}`,
    Procedure: `${id}.${notes.operation}`,
    Patient: subject,
  };
}

beforeAll(async () => {
  matrix = await startMatrix();
  for (const of of cases) await putCase(of);
  // What opens patients is given by people; here as the owner of the database.
  await matrix.world.seeAll('alter table api_token disable trigger clinical_scopes_are_given');
  for (const place of places) await bearer(place, 'every scope');
  for (const type of fhirTypes) await bearer('owner', `${type} alone`, { may: [type] });
  await bearer('owner', 'expired', { ended: `expires_at = now() - interval '1 second'` });
  await bearer('owner', 'revoked', { ended: 'revoked_at = now(), revoked_by = made_by' });
  await matrix.world.seeAll('alter table api_token enable trigger clinical_scopes_are_given');
}, 60_000);
afterAll(() => matrix.world.stop());

const ask = (headers: Record<string, string>, path: string) =>
  matrix.world.app.inject({ method: 'GET', url: `/fhir/R4/${path}`, headers });
const withToken = ({ secret }: Bearer, path: string) => ask({ authorization: `Bearer ${secret}` }, path);
const matched = (bundle: Bundle): string[] =>
  (bundle.entry ?? []).flatMap(({ resource, search }) => (search?.mode === 'match' ? (resource?.id ?? '') : []));

function statusFor({ may, isLive, place }: Bearer, type: FhirType, of: Case): number {
  if (!isLive) return 401;
  if (!may.includes(type)) return 403;
  return isOpen(of, type, place) ? 200 : 404;
}

test.each(fhirTypes)(
  '%s is read and found by tokens of who sees it, with its scope, while they last; by nobody else',
  async (type) => {
    const wrong: string[] = [];
    let opened = 0;
    for (const of of cases)
      for (const holder of bearers) {
        const id = records[of][type];
        const wanted = statusFor(holder, type, of);
        const read = await withToken(holder, `${type}/${id}`);
        const found = await withToken(holder, `${type}?_id=${id}`);
        const isFound = found.statusCode === 200 && matched(found.json<Bundle>()).includes(id);
        opened += read.statusCode === 200 ? 1 : 0;
        const isRight =
          read.statusCode === wanted &&
          found.statusCode === (wanted === 404 ? 200 : wanted) &&
          isFound === (wanted === 200) &&
          (wanted === 200 || read.json<Resource>().resourceType === 'OperationOutcome');
        if (!isRight)
          wrong.push(`${of}, ${holder.name} (${holder.place}): ${read.statusCode}, ${isFound}, not ${wanted}`);
      }
    expect(wrong).toEqual([]);
    expect(opened).toBeGreaterThan(cases.length);
  },
);

test.each(fhirTypes)('a search of %s without a filter holds what its token may see and nothing else', async (type) => {
  for (const holder of bearers.filter(({ name }) => name === 'every scope')) {
    const bundle = (await withToken(holder, `${type}?_count=200`)).json<Bundle>();
    const seen = matched(bundle);
    for (const of of cases)
      expect([of, holder.place, seen.includes(records[of][type])]).toEqual([
        of,
        holder.place,
        isOpen(of, type, holder.place),
      ]);
  }
});

test('no route opens for a session, for a token with other scopes however many, or for nobody', async () => {
  const wrong: string[] = [];
  for (const actor of matrix.actors)
    for (const type of fhirTypes)
      for (const path of [type, `${type}/${records.public[type]}`]) {
        const reply = await ask(actor.headers, path);
        const wanted = actor.kind === 'token' ? [403, 'forbidden'] : [401, 'login'];
        const got = [reply.statusCode, reply.json<OperationOutcome>().issue[0]?.code];
        if (got.join() !== wanted.join()) wrong.push(`${path}, ${actor.name} (${actor.place}): ${got.join()}`);
      }
  expect(wrong).toEqual([]);
});

test('the CapabilityStatement opens for everybody', async () => {
  for (const actor of matrix.actors.filter(({ place }) => place === 'outside'))
    expect((await ask(actor.headers, 'metadata')).statusCode, actor.name).toBe(200);
});

/** What a statement reaches; nothing where it is refused. */
async function reached(hash: string, statement: string): Promise<number> {
  try {
    return await asPerson(matrix.world.db, { apiToken: hash }, async (tx) => {
      const { rows, numAffectedRows } = await sql.raw(statement).execute(tx);
      return numAffectedRows === undefined ? rows.length : Number(numAffectedRows);
    });
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return 0;
    throw error;
  }
}

const viewOf = { Schedule: 'fhir_schedule', Slot: 'fhir_slot', Appointment: 'fhir_appointment' } as const;
const aboutEncounters: readonly FhirType[] = ['Encounter', 'Condition', 'Procedure', 'Patient'];

test.each(cases)(
  'by SQL too the rows of a mission (%s) are there for such tokens alone, and none of them changes anything',
  async (of) => {
    const wrong: string[] = [];
    const { Schedule, Slot, Appointment, Encounter, Patient } = records[of];
    for (const { name, place, secret, may, isLive } of bearers) {
      const sees = (type: FhirType): boolean => isLive && may.includes(type) && isOpen(of, type, place);
      // What is announced to everybody is there without any token too.
      const isPlan = of === 'public' || (seeing[of].includes(place) && isLive);
      const isCare = isLive && may.some((type) => aboutEncounters.includes(type)) && taking(of).includes(place);
      const tried: [string, number][] = [
        [`select from ${viewOf.Schedule} where id = '${Schedule}'`, isPlan ? 1 : 0],
        [`select from ${viewOf.Slot} where schedule_id = '${Schedule}' and id = '${Slot}'`, isPlan ? 1 : 0],
        [`select from ${viewOf.Appointment} where id = '${Appointment}'`, sees('Appointment') ? 1 : 0],
        [`select from booking where id = '${Appointment}'`, sees('Appointment') ? 1 : 0],
        [`select from fhir_encounter where id = '${Encounter}'`, isCare ? 1 : 0],
        [`select from encounter where id = '${Encounter}'`, isCare ? 1 : 0],
        [`select from fhir_patient where id = '${Patient}'`, isCare ? 1 : 0],
        [`select from encounter_version where encounter_id = '${Encounter}'`, 0],
        [`update booking set state = 'cancelled' where id = '${Appointment}'`, 0],
        [`update encounter set room = 'x' where id = '${Encounter}'`, 0],
        [`delete from booking`, 0],
        [`delete from encounter`, 0],
        [`select from mission_operation`, 0],
        [`select from mission_photo`, 0],
        [`select from mission_held`, 0],
      ];
      for (const [statement, wanted] of tried) {
        const found = await reached(sha256(secret), statement);
        if (found !== wanted) wrong.push(`${name} (${place}): ${found}, not ${wanted}: ${statement}`);
      }
    }
    expect(wrong).toEqual([]);
  },
);

test('people reach nothing more by the views of FHIR than by the tables behind them', async () => {
  const wrong: string[] = [];
  const clinical = matrix.actors.filter(({ kind }) => kind === 'person');
  const count = (actor: Asking, what: string) =>
    asPerson(matrix.world.db, { token: actor.session, organisation: actor.organisation }, async (tx) => {
      const { rows } = await sql.raw<{ n: number }>(`select count(distinct id)::int as n from ${what}`).execute(tx);
      return rows[0]?.n ?? 0;
    });
  for (const actor of clinical) {
    const [rows, shown] = [await count(actor, 'encounter'), await count(actor, 'fhir_encounter')];
    const isCare = actor.isClinical && (actor.place === 'owner' || actor.place === 'across');
    if (rows !== shown || rows > 0 !== isCare) wrong.push(`${actor.name} (${actor.place}): ${rows}, ${shown}`);
  }
  expect(clinical.length).toBeGreaterThan(30);
  expect(wrong).toEqual([]);
});
