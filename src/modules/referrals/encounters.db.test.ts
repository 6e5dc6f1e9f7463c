import { afterAll, expect, test, vi } from 'vitest';
import { fhirClient } from '../../../test/fhirClient.ts';
import { doUsual, post, readIn, referralAt, referralsIn, tryAct } from '../../../test/referral.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';
import { sql } from 'kysely';

const world = await startWorld();
// Each referral is brought to the centre by the doors that people use.
vi.setConfig({ testTimeout: 120_000 });
afterAll(() => world.stop());
const referrals = await referralsIn(world, 'encounters-at-the-centre');
const { people } = referrals;
type Listed = {
  items: {
    id: string;
    kind: string;
    fraction: number | null;
    words: string | null;
    by: string;
    state: string;
    version: number;
  }[];
  mayRecord: boolean;
};
const list = async (who: Someone, id: string) => world.as(who).get(`/referrals/${id}/encounters`);
const listed = async (who: Someone, id: string) => (await list(who, id)).json<Listed>();
const visit = (who: Someone, id: string, words = 'Жағдайы тұрақты') =>
  world.as(who).post(`/referrals/${id}/encounters`, { words });
const problemOf = (reply: { statusCode: number; json: () => { type?: string } }) => [
  reply.statusCode,
  reply.json().type?.replace('/problems/', ''),
];
const rowsOf = (id: string) =>
  world.seeAll('select * from encounter where referral_id = $1 order by opened_at, id', [id]);
const treated = await referralAt(world, referrals, 'in_treatment');

test('the arrival and each fraction are on record of the patient with the act that says so, by who said it', async () => {
  const first = await listed(people.receiver, treated.id);
  expect(first.items).toMatchObject([{ kind: 'arrival', fraction: null, words: null, state: 'finished' }]);
  expect(first.items[0]?.by).not.toBe('');
  for (const _ of [1, 2]) await doUsual(world, referrals, { ...treated, act: 'recordFraction' });
  const { items } = await listed(people.officer, treated.id);
  expect(items.map(({ kind, fraction }) => [kind, fraction])).toEqual([
    ['fraction', 2],
    ['fraction', 1],
    ['arrival', null],
  ]);
  expect(await rowsOf(treated.id)).toMatchObject([
    {
      owner_organisation: people.receiver.organisation,
      patient_id: treated.patient,
      clinician_person: people.receiver.person,
    },
    { was_treated: true },
    { was_treated: true },
  ]);
});

test('an act that is refused leaves no encounter: a third fraction of two, an arrival that was done already', async () => {
  const before = await rowsOf(treated.id);
  const { version } = await readIn(world, people.receiver, treated.id);
  for (const act of ['recordFraction', 'arrive'] as const)
    expect((await tryAct(world, people.receiver, { id: treated.id, version, does: { act } })).statusCode).toBe(409);
  expect(await rowsOf(treated.id)).toEqual(before);
});

test('a clinician of the centre writes a visit down while the patient is there; its words lie sealed and are read by both sides', async () => {
  const words = 'Терісі таза, тәбеті жақсы';
  expect((await visit(people.receiver, treated.id, words)).statusCode).toBe(201);
  const { items, mayRecord } = await listed(people.officer, treated.id);
  expect([items[0], mayRecord]).toMatchObject([{ kind: 'visit', words }, false]);
  expect((await listed(people.receiver, treated.id)).mayRecord).toBe(true);
  const stored = JSON.stringify(await rowsOf(treated.id), (_, value: unknown) => value);
  expect(stored).not.toContain('Терісі');
  const accesses = await world.seeAll(
    `select distinct subject from access_record where person = $1 and subject_id in ($2, $3)`,
    [people.officer.person, treated.patient, items[0]?.id],
  );
  expect(new Set(accesses.map(({ subject }) => subject))).toEqual(new Set(['encounter', 'patient']));
});

test('nobody but the receiver writes one, and not after the patient has gone or before they came', async () => {
  expect(problemOf(await visit(people.officer, treated.id))).toEqual([403, 'not-own-part']);
  expect(problemOf(await visit(people.receiverViewer, treated.id))).toEqual([403, 'forbidden']);
  expect(problemOf(await visit(people.stranger, treated.id))).toEqual([404, 'not-found']);
  expect(problemOf(await list(people.stranger, treated.id))).toEqual([404, 'not-found']);
  const scheduled = await referralAt(world, referrals, 'scheduled');
  expect(problemOf(await visit(people.receiver, scheduled.id))).toEqual([409, 'not-at-the-centre']);
});

test('what was entered in error is said to be so on its own page, stays to be read, and its fraction is counted no more', async () => {
  const { items } = await listed(people.receiver, treated.id);
  const wrong = items.find(({ fraction }) => fraction === 1);
  const page = (await world.as(people.receiver).get(`/encounters/${wrong?.id}`)).json();
  expect(page).toMatchObject({ referral: treated.id, mission: null, kind: 'fraction' });
  expect(page.content.parts.treatment[0].value).toBe('1 / 2');
  const because = 'Қате жазылған фракция';
  const body = { version: wrong?.version, because };
  expect(problemOf(await world.as(people.stranger).post(`/encounters/${wrong?.id}/withdrawal`, body))[0]).toBe(404);
  await post(world, people.receiver, `/encounters/${wrong?.id}/withdrawal`, body);
  const after = await listed(people.officer, treated.id);
  expect(after.items.find(({ id }) => id === wrong?.id)?.state).toBe('entered_in_error');
});

test('the systems of both sides read them as Encounters and each fraction as a Procedure; another system finds none', async () => {
  const system = async (organisation: string) =>
    fhirClient(world, await world.someone('administrator', organisation, { isClinical: true }));
  const found = async (organisation: string, type: string) => {
    const reply = await (await system(organisation)).call('GET', `${type}?subject=Patient/${treated.patient}`);
    return (reply.json<{ entry?: { resource: Record<string, unknown> }[] }>().entry ?? []).map((each) => each.resource);
  };
  const encounters = await found(people.officer.organisation, 'Encounter');
  expect(encounters.length).toBe(4);
  for (const each of encounters)
    expect(each).toMatchObject({
      basedOn: [{ reference: `ServiceRequest/${treated.id}` }],
      subject: { reference: `Patient/${treated.patient}` },
    });
  const procedures = await found(people.receiver.organisation, 'Procedure');
  expect(new Set(procedures.map(({ status }) => status))).toEqual(new Set(['completed', 'entered-in-error']));
  expect([
    await found(people.stranger.organisation, 'Encounter'),
    await found(people.stranger.organisation, 'Procedure'),
  ]).toEqual([[], []]);
});

test('a consent that is withdrawn closes them at once, also by SQL; what is done meanwhile is still put on record', async () => {
  const other = await referralAt(world, referrals, 'in_treatment');
  await post(world, people.officer, `/consents/${other.consent}/withdrawal`, {
    byWhom: 'patient',
    representative: null,
    remark: null,
  });
  await doUsual(world, referrals, { ...other, act: 'recordFraction' });
  expect((await rowsOf(other.id)).map(({ kind }) => kind)).toEqual(['arrival', 'fraction']);
  expect(problemOf(await list(people.receiver, other.id))).toEqual([404, 'not-found']);
  const bySql = ({ cookie, organisation }: Someone) =>
    asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation }, async (tx) => {
      const { rows } = await sql`select from encounter where referral_id = ${other.id}`.execute(tx);
      return rows.length;
    });
  expect([await bySql(people.receiver), await bySql(people.stranger), await bySql(people.officer)]).toEqual([0, 0, 2]);
});

test('no encounter of a referral is of another patient or another organisation, whatever the application says', async () => {
  const [row] = await rowsOf(treated.id);
  const insert = (changed: object) =>
    world.seeAll(`insert into encounter select (jsonb_populate_record(e, $1)).* from encounter e where e.id = $2`, [
      JSON.stringify({ id: crypto.randomUUID(), kind: 'visit', ...changed }),
      row?.['id'],
    ]);
  await expect(insert({ owner_organisation: people.officer.organisation })).rejects.toThrow('of its referral');
  const elsewhere = crypto.randomUUID();
  await expect(insert({ patient_id: elsewhere, subject_id: elsewhere })).rejects.toThrow('of its referral');
  await expect(insert({ kind: null })).rejects.toThrow('check');
});
