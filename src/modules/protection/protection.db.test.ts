import { v7 as uuidv7 } from 'uuid';
import { sql } from 'kysely';
import { afterAll, expect, inject, test } from 'vitest';
import { now, type Someone, startWorld } from '../../../test/world.ts';
import { databaseAt } from '../../../test/postgres.ts';
import { asPerson, asService, openDatabase, type Tx } from '../../platform/database.ts';
import { tellOfSettings } from '../../runtime/installation.sql.ts';
import { applyRetention, ownRetention } from './index.ts';

const world = await startWorld();
const [{ database }] = (await world.seeAll('select current_database() as database')) as [{ database: string }];
const worker = openDatabase(databaseAt(inject('ownerUrl'), database, 'yntymaq_worker'), 2);
afterAll(async () => {
  await worker.destroy();
  await world.stop();
});
const administrator = await world.someone('administrator');
const colleague = await world.someone('officer', administrator.organisation);
const stranger = await world.someone('administrator');

const asSql = <T>({ cookie, organisation }: Someone, work: (tx: Tx) => Promise<T>) =>
  asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation }, (tx) => work(tx));

const page = {
  officer: 'Жауапты адам',
  officerContact: 'dpo@example.org',
  hostingCountry: 'KZ',
  grounds: [{ purpose: 'Емдеуге жіберу', ground: 'consent', law: 'Дербес деректер туралы заң, 7-бап' }],
};

test('an organisation says who answers for its data; everybody in it may read that, nobody else', async () => {
  expect((await world.as(colleague).get('/protection')).json().page).toBeNull();
  const saved = await world.as(administrator).post('/protection', { ...page, version: null });
  expect([saved.statusCode, saved.json().page]).toMatchObject([200, { ...page, version: 1 }]);
  expect((await world.as(colleague).get('/protection')).json().page).toMatchObject(page);
  expect((await world.as(stranger).get('/protection')).json().page).toBeNull();
  expect((await world.as(colleague).post('/protection', { ...page, version: 1 })).statusCode).toBe(403);
});

test('of two who change the page at once, one is told that somebody was first', async () => {
  const change = (officer: string) => world.as(administrator).post('/protection', { ...page, officer, version: 1 });
  const replies = await Promise.all([change('Бірінші'), change('Екінші')]);
  expect(replies.map(({ statusCode }) => `${statusCode}`).toSorted()).toEqual(['200', '409']);
});

test('how long a kind is kept is chosen within bounds, by somebody who has just proved who they are', async () => {
  const rule = { kind: 'digests', days: 60, law: 'Ішкі ереже, 4-тармақ' };
  const changed = await world.as(administrator).post('/protection/retention', rule);
  expect(changed.json().retention).toContainEqual(expect.objectContaining(rule));
  const short = await world.as(administrator).post('/protection/retention', { ...rule, days: 3 });
  expect(short.json().type).toBe('/problems/retention-out-of-bounds');
  const tired = await world.someone('administrator', administrator.organisation);
  await world.seeAll(`update auth.session set "createdAt" = now() - interval '1 hour' where "userId" = $1`, [
    tired.person,
  ]);
  expect((await world.as(tired).post('/protection/retention', rule)).json().type).toBe('/problems/step-up-first');
});

test('what was kept long enough goes at night, for the organisation that says so and no other, and is counted', async () => {
  const digest = (organisation: string, week: string, age: number) =>
    world.seeAll(`insert into digest values ($1, $2, $3, $4, '{}')`, [
      uuidv7(),
      organisation,
      week,
      new Date(now.getTime() - age * 86_400_000),
    ]);
  for (const { organisation } of [administrator, stranger]) {
    await digest(organisation, '2026-W30', 100);
    await digest(organisation, '2026-W46', 5);
  }
  const job = applyRetention(ownRetention);
  const run = () => asService(worker, { service: job.name, organisation: null }, (tx) => job.work(tx, now));
  expect([await run(), await run()]).toEqual([1, 0]);
  const left = await world.seeAll('select organisation_id, week from digest order by organisation_id, week');
  expect(left.filter(({ organisation_id: of }) => of === administrator.organisation)).toHaveLength(1);
  expect(left.filter(({ organisation_id: of }) => of === stranger.organisation)).toHaveLength(2);
  expect((await world.as(administrator).get('/protection')).json().runs).toMatchObject([{ kind: 'digests', gone: 1 }]);
});

test('invitations go once they are used or over and their time has passed, and open ones stay', async () => {
  const invite = (hash: string, expires: number, accepted: number | null) =>
    world.seeAll(
      `insert into invitation (id, organisation_id, address, name, role, is_clinical, reason, hash, invited_by, invited_at,
         expires_at, accepted_at, accepted_by)
       values ($1, $2, $3, 'Біреу', 'viewer', false, 'Жоба', $4, $5, $6, $7, $8, $9)`,
      [
        uuidv7(),
        stranger.organisation,
        `${hash[0]}@example.org`,
        hash,
        stranger.person,
        new Date(now.getTime() - 400 * 86_400_000),
        new Date(now.getTime() - expires * 86_400_000),
        accepted === null ? null : new Date(now.getTime() - accepted * 86_400_000),
        accepted === null ? null : stranger.person,
      ],
    );
  await invite('a'.repeat(64), 120, null);
  await invite('b'.repeat(64), 120, 125);
  await invite('c'.repeat(64), 10, null);
  await invite('d'.repeat(64), -5, null);
  const job = applyRetention(ownRetention);
  await asService(worker, { service: job.name, organisation: null }, (tx) => job.work(tx, now));
  const left = await world.seeAll('select address from invitation where organisation_id = $1 order by address', [
    stranger.organisation,
  ]);
  expect(left.map(({ address }) => address)).toEqual(['c@example.org', 'd@example.org']);
});

test('nobody but the job lets anything go', async () => {
  for (const statement of [
    sql`select let_go_digests(${administrator.organisation}, now())`,
    sql`select let_go_invitations(${administrator.organisation}, now())`,
    sql`select let_go_incident_subjects(${administrator.organisation}, now())`,
    sql`select note_retention(${administrator.organisation}, 'digests', 5, now())`,
  ])
    await expect(asSql(administrator, (tx) => statement.execute(tx))).rejects.toThrow('permission denied');
});

const transfer = {
  patient: null,
  people: 12,
  categories: ['clinical', 'images'],
  toOrganisation: null,
  toName: 'Сеул орталығы',
  toCountry: 'KR',
  ground: 'treaty',
  reference: 'Келісім, 3-бап',
  sentAt: '2026-11-20T09:00:00.000Z',
  corrects: null,
};
const give = (changes: object = {}) =>
  world.as(administrator).post('/protection/transfers', { ...transfer, ...changes });

test('the register says what was given to whom, in which country, on what ground and when, and is never rewritten', async () => {
  const made = (await give()).json();
  expect(made).toMatchObject({ ...transfer, fromOrganisation: administrator.organisation });
  const right = (await give({ people: 11, corrects: made.id })).json();
  const { items } = (await world.as(administrator).get('/protection/transfers')).json();
  expect(items).toMatchObject([
    { id: right.id, corrects: made.id },
    { id: made.id, people: 12, correctedBy: right.id },
  ]);
  expect((await give({ people: 10, corrects: made.id })).json().type).toBe('/problems/corrected-already');
  await expect(asSql(administrator, (tx) => sql`update transfer set people = 1`.execute(tx))).rejects.toThrow(
    'permission denied',
  );
  await expect(asSql(administrator, (tx) => sql`delete from transfer`.execute(tx))).rejects.toThrow(
    'permission denied',
  );
});

test.each([
  [{ toName: null }, 'receiver-unclear'],
  [{ toName: null, toOrganisation: uuidv7() }, 'receiver-unclear'],
  [{ sentAt: '2026-11-22T09:00:00.000Z' }, 'in-the-future'],
  [{ patient: uuidv7() }, 'one-patient-is-one'],
  [{ corrects: uuidv7() }, 'not-found'],
  [{ toCountry: 'Korea' }, 'invalid-input'],
  [{ categories: [] }, 'invalid-input'],
  [{ people: 0 }, 'invalid-input'],
])('a line that cannot be is refused by its name: %j', async (change, problem) => {
  expect((await give(change)).json().type).toBe(`/problems/${problem}`);
});

test('who received sees the line too; a stranger and an officer without a part in care see none', async () => {
  const receiver = await world.someone('administrator');
  const made = (await give({ toName: null, toOrganisation: receiver.organisation })).json();
  const seen = async (who: Someone) =>
    JSON.stringify(await asSql(who, (tx) => sql`select id from transfer`.execute(tx)));
  expect(await seen(receiver)).toContain(made.id);
  expect(await seen(stranger)).not.toContain(made.id);
  expect(await seen(colleague)).not.toContain(made.id);
  expect((await world.as(colleague).get('/protection/transfers')).statusCode).toBe(403);
});

test('the register goes out as a file in which no cell is a formula', async () => {
  await give({ toName: '=HYPERLINK("http://x")' });
  const { body } = await world.as(administrator).get('/protection/transfers/file?format=csv&locale=kk');
  expect(body).toContain('Сеул орталығы');
  expect(body).not.toMatch(/(^|[,"])=HYPERLINK/m);
});

const incident = {
  kind: 'lost_device',
  title: 'Планшет жоғалды',
  whatHappened: 'Бөлімшеден планшет жоғалды, құлыпталған.',
  foundAt: '2026-11-20T10:00:00.000Z',
  beganAt: '2026-11-20T08:00:00.000Z',
  endedAt: null,
  countries: ['KZ', 'KG'],
  risk: 'unassessed',
};
const open = async (changes: object = {}) =>
  (await world.as(administrator).post('/protection/incidents', { ...incident, ...changes })).json();
const step = (id: string, path: string, body: object) =>
  world.as(administrator).post(`/protection/incidents/${id}${path}`, body);

test('an incident says whom to tell and by when, and which countries the table does not know', async () => {
  const opened = await open();
  expect(opened).toMatchObject({
    state: 'open',
    duties: [{ country: 'KZ', told: 'authority', due: '2026-11-23T10:00:00.000Z', standing: 'running' }],
    unknownCountries: ['KG'],
  });
  const told = await step(opened.id, '/notices', {
    country: 'KZ',
    told: 'authority',
    at: '2026-11-21T08:00:00.000Z',
    how: 'Хатпен',
  });
  expect(told.json()).toMatchObject({ duties: [{ standing: 'in_time' }], notices: [{ how: 'Хатпен' }] });
  const { items } = (await world.as(administrator).get('/protection/incidents')).json();
  expect(items.find(({ id }: { id: string }) => id === opened.id)).toMatchObject({ title: incident.title, due: null });
});

test('the words of an incident are not in the database as they were written', async () => {
  const opened = await open({ title: 'ҚҰПИЯ атау', whatHappened: 'ҚҰПИЯ мән-жай' });
  await step(opened.id, '/notices', {
    country: 'KZ',
    told: 'people',
    at: '2026-11-21T08:00:00.000Z',
    how: 'ҚҰПИЯ хат',
  });
  const rows = await world.seeAll(
    `select i::text as it, n::text as notice from incident i join incident_notice n on n.incident_id = i.id where i.id = $1`,
    [opened.id],
  );
  expect(rows).toHaveLength(1);
  const hex = Buffer.from('ҚҰПИЯ').toString('hex');
  expect(JSON.stringify(rows)).not.toContain('ҚҰПИЯ');
  expect(JSON.stringify(rows)).not.toContain(hex);
});

test('the people whose data somebody opened in that time are found, each once', async () => {
  const [one, other, late] = [uuidv7(), uuidv7(), uuidv7()];
  const opened = await open();
  const access = (subject: string, at: string, organisation = administrator.organisation) =>
    world.seeAll(
      `insert into access_record (id, at, person, organisation_id, endpoint, kind, subject, subject_id, purpose)
       values ($1, $2, $3, $4, 'patients.patient', 'read', 'patient', $5, 'care')`,
      [uuidv7(), at, colleague.person, organisation, subject],
    );
  await access(one, '2026-11-20T08:30:00Z');
  await access(one, '2026-11-20T08:40:00Z');
  await access(other, '2026-11-20T09:30:00Z');
  await access(late, '2026-11-20T10:30:00Z');
  await access(uuidv7(), '2026-11-20T09:00:00Z', stranger.organisation);
  const search = { person: colleague.person, from: '2026-11-20T08:00:00.000Z', until: '2026-11-20T10:00:00.000Z' };
  const found = (await step(opened.id, '/people', search)).json();
  expect(found.people.map(({ id }: { id: string }) => id).toSorted()).toEqual([one, other].toSorted());
  const again = (await step(opened.id, '/people', search)).json();
  expect(again.people).toHaveLength(2);
  const somebodyElse = (await step(opened.id, '/people', { ...search, person: stranger.person })).json();
  expect(somebodyElse.people).toHaveLength(2);
});

test('it is contained, then closed once its risk is assessed; what is closed is not changed, and reopens', async () => {
  const opened = await open();
  const move = (name: string, version: number) => step(opened.id, '/moves', { move: name, version });
  expect((await move('close', 1)).json().type).toBe('/problems/wrong-state');
  expect((await move('contain', 1)).json().state).toBe('contained');
  expect((await move('close', 2)).json().type).toBe('/problems/risk-unassessed');
  const { foundAt: _found, ...fields } = incident;
  const changed = (await step(opened.id, '', { ...fields, risk: 'some', version: 2 })).json();
  expect(changed).toMatchObject({ risk: 'some', version: 3 });
  expect((await move('close', 2)).json().type).toBe('/problems/stale');
  const closed = (await move('close', 3)).json();
  expect(closed).toMatchObject({ state: 'closed', moves: ['reopen'] });
  expect((await step(opened.id, '', { ...fields, version: 4 })).json().type).toBe('/problems/incident-closed');
  expect((await move('reopen', 4)).json().state).toBe('open');
  const actions = (await world.as(administrator).get(`/protection/incidents/${opened.id}`)).json().events;
  expect(actions.map(({ action }: { action: string }) => action).toReversed()).toEqual([
    'opened',
    'contained',
    'changed',
    'closed',
    'reopened',
  ]);
});

test('another organisation, and a colleague who is no administrator, find no incident, also not by SQL', async () => {
  const opened = await open();
  expect((await world.as(stranger).get(`/protection/incidents/${opened.id}`)).statusCode).toBe(404);
  expect((await world.as(colleague).get(`/protection/incidents/${opened.id}`)).statusCode).toBe(403);
  for (const who of [stranger, colleague]) {
    const { rows } = await asSql(who, (tx) => sql`select from incident where id = ${opened.id}`.execute(tx));
    expect(rows).toEqual([]);
  }
  const moved = await world
    .as(stranger)
    .post(`/protection/incidents/${opened.id}/moves`, { move: 'contain', version: 1 });
  expect(moved.statusCode).toBe(404);
});

test.each([
  [{ foundAt: '2026-11-22T10:00:00.000Z' }, 'in-the-future'],
  [{ beganAt: '2026-11-20T11:00:00.000Z' }, 'wrong-order'],
  [{ beganAt: null, endedAt: '2026-11-20T11:00:00.000Z' }, 'wrong-order'],
  [{ countries: [] }, 'invalid-input'],
])('an incident that cannot be is refused by its name: %j', async (change, problem) => {
  expect((await open(change)).type).toBe(`/problems/${problem}`);
});

test('what the operator says of the whole installation stands on every organisation’s page', async () => {
  const told = { hostingCountry: 'KZ', officer: 'Оператор, dpo@example.org', grounds: 'Келісім' };
  expect((await world.as(administrator).get('/protection')).json().installation).toBeNull();
  await tellOfSettings(world.ownerUrl, { mail: false, protection: told });
  expect((await world.as(stranger).get('/protection')).json().installation).toEqual(told);
});
