import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { type Someone, startWorld } from '../../../test/world.ts';
import { asPerson } from '../../platform/database.ts';
import { ExportSchema } from './exported.ts';
import { iinCheckDigit } from './identifier.ts';
import { careOpenTo, holds, patientsOf } from './index.ts';
import type { Identity } from './schemas.ts';

const world = await startWorld();
afterAll(() => world.stop());

const clinical = { isClinical: true };
const coordinator = await world.someone('coordinator', undefined, clinical);
const hospital = coordinator.organisation;
const officer = await world.someone('officer', hospital, clinical);
const second = await world.someone('coordinator', hospital, clinical);
const clerk = await world.someone('coordinator', hospital);
const administrator = await world.someone('administrator', hospital);
const installer = await world.someone('administrator', hospital, { isInstallation: true });

/** An organisation of another country with a clinical officer. */
const abroad = async (country = 'KR'): Promise<Someone> => {
  const someone = await world.someone('officer', undefined, clinical);
  await world.seeAll('update organisation set country = $2 where id = $1', [someone.organisation, country]);
  return someone;
};
const seoul = await abroad();
const tokyo = await abroad('JP');

let serial = 1000;
/** A number that nobody bears: the next that has a check digit. */
const iin = (): string => {
  const eleven = `8703054${serial++}`;
  const check = iinCheckDigit(eleven);
  return check === null ? iin() : `${eleven}${check}`;
};
const identityOf = (family: string, more: Partial<Identity> = {}): Identity => ({
  names: [{ family, given: 'Айгүл', patronymic: null, tag: 'kk', by: 'document' }],
  identifiers: [{ system: 'kz_iin', country: 'KZ', value: iin() }],
  birthDate: '1987-03-05',
  sex: 'female',
  phone: '+7 700 123 45 67',
  address: null,
  languages: ['kk'],
  representatives: [],
  deceased: null,
  ...more,
});
const register = async (family: string, more: Partial<Identity> = {}, by = officer): Promise<string> => {
  const reply = await world.as(by).post('/patients', { identity: identityOf(family, more) });
  expect(reply.json()).toMatchObject({ id: expect.any(String) });
  return reply.json<{ id: string }>().id;
};
const open = (who: Someone, id: string) => world.as(who).get(`/patients/${id}`);
const text = async (purpose = 'treatment'): Promise<string> => {
  const wording = 'Емделу үшін мәліметімді көрсетілген ұйымға ашуға келісемін.';
  const reply = await world
    .as(coordinator)
    .post('/consents/texts', { purpose, language: 'kk', title: 'Келісім', wording });
  expect(reply.statusCode).toBe(201);
  return reply.json<{ id: string }>().id;
};
const treatment = await text();
const consentOf = (more: object = {}) => ({
  purpose: 'treatment',
  receivingCountry: 'KR',
  receivingOrganisation: null,
  text: treatment,
  givenBy: 'patient',
  representative: null,
  givenHow: 'paper',
  givenOn: '2026-11-20',
  from: null,
  until: null,
  witness: null,
  supersedes: null,
  ...more,
});
const give = async (patient: string, more: object = {}): Promise<string> => {
  const reply = await world.as(officer).post(`/patients/${patient}/consents`, consentOf(more));
  expect(reply.json()).toHaveProperty('id');
  return reply.json<{ id: string }>().id;
};
const share = (patient: string, consent: string, organisation = seoul.organisation) =>
  world.as(officer).post(`/patients/${patient}/care`, { organisation, consent });
const problemOf = (reply: { json: () => { type?: string } }): string | undefined =>
  reply.json().type?.replace('/problems/', '');

/** Statements in the application's own name, inside somebody's request. */
const sqlAs = ({ cookie, organisation }: Someone, statement: string): Promise<Record<string, unknown>[]> =>
  asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation }, async (tx) => {
    const { rows } = await sql.raw<Record<string, unknown>>(statement).execute(tx);
    return rows;
  });
const refusedBySql = (who: Someone, statement: string) =>
  expect(sqlAs(who, statement)).rejects.toThrow(/row-level security|permission denied|not approved|stays erased/);

test('who a patient is cannot be read in any table, and is found by an exact number written in any way', async () => {
  const value = iin();
  const id = await register('Жасырынова', { identifiers: [{ system: 'kz_iin', country: 'KZ', value }] });
  const dump = JSON.stringify(
    await Promise.all(
      ['patient', 'patient_key', 'patient_version', 'event', 'access_record', 'idempotency'].map((table) =>
        world.seeAll(`select t::text from ${table} t`),
      ),
    ),
  );
  for (const secret of [
    'Жасырынова',
    'Айгүл',
    value,
    '1987-03-05',
    '123 45 67',
    Buffer.from('Жасырынова').toString('hex'),
  ])
    expect(dump).not.toContain(secret);
  const spaced = `${value.slice(0, 6)} ${value.slice(6)}`;
  const reply = await world
    .as(officer)
    .post('/patients/search', { identifier: { system: 'kz_iin', country: 'KZ', value: spaced } });
  expect(reply.json()).toMatchObject({ items: [{ id }], elsewhere: [] });
});

test('a name finds only together with its birth date, in any alphabet; a part of it finds nobody; a miss is on record', async () => {
  const id = await register('Серікбаева', { birthDate: '1990-01-02' });
  const find = (named: object) => world.as(officer).post('/patients/search', { named });
  expect((await find({ family: 'Serikbayeva', given: 'Aigul', birthDate: '1990-01-02' })).json().items).toMatchObject([
    { id },
  ]);
  expect((await find({ family: 'Серикбаева', given: 'Айгуль', birthDate: '1990-01-02' })).json().items).toMatchObject([
    { id },
  ]);
  const before = await world.seeAll(`select from access_record where kind = 'searched' and subject_id is null`);
  for (const named of [
    { family: 'Серік', given: 'Айгүл', birthDate: '1990-01-02' },
    { family: '%', given: '%', birthDate: '1990-01-02' },
    { family: 'Серікбаева', given: 'Айгүл', birthDate: '1990-01-03' },
  ])
    expect((await find(named)).json()).toEqual({ items: [], elsewhere: [] });
  const after = await world.seeAll(`select from access_record where kind = 'searched' and subject_id is null`);
  expect(after.length - before.length).toBe(3);
  expect((await find({ family: 'Серікбаева', given: 'Айгүл' })).statusCode).toBe(400);
  expect(problemOf(await world.as(officer).post('/patients/search', {}))).toBe('search-for-one-thing');
});

test('nobody tries numbers out: one person searches sixty times within ten minutes, others go on, and later one may again', async () => {
  const seeker = await world.someone('officer', hospital, clinical);
  const find = (who: Someone) =>
    world.as(who).post('/patients/search', { identifier: { system: 'kz_iin', country: 'KZ', value: iin() } });
  const statuses: number[] = [];
  for (let round = 0; round < 11; round += 1)
    statuses.push(...(await Promise.all(Array.from({ length: 6 }, () => find(seeker)))).map((it) => it.statusCode));
  expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  expect(statuses.filter((status) => status === 429)).toHaveLength(6);
  expect(problemOf(await find(seeker))).toBe('too-many-searches');
  expect((await find(second)).statusCode).toBe(200);
  await world.seeAll(`update access_record set recorded_at = recorded_at - interval '10 minutes' where person = $1`, [
    seeker.person,
  ]);
  expect((await find(seeker)).statusCode).toBe(200);
});

test('a record is open to the clinical people of its organisation and to nobody else, also by SQL', async () => {
  const id = await register('Көрінбесова');
  const elsewhere = await world.someone('coordinator', undefined, clinical);
  for (const who of [officer, coordinator]) expect((await open(who, id)).statusCode).toBe(200);
  for (const who of [clerk, administrator, installer]) expect((await open(who, id)).statusCode).toBe(403);
  for (const who of [seoul, elsewhere]) expect((await open(who, id)).statusCode).toBe(404);
  const tables = ['patient', 'patient_key', 'consent', 'care_part', 'broken_glass', 'erasure', 'patient_version'];
  for (const who of [clerk, administrator, installer, seoul, elsewhere])
    for (const table of tables) expect([table, await sqlAs(who, `select * from ${table}`)]).toEqual([table, []]);
  expect(await sqlAs(officer, `select id from patient where id = '${id}'`)).toEqual([{ id }]);
});

test('the public role and background work can read nothing of patients', async () => {
  for (const table of [
    'patient',
    'patient_key',
    'patient_version',
    'consent',
    'consent_text',
    'care_part',
    'broken_glass',
  ]) {
    await expect(sql.raw(`select * from ${table}`).execute(world.publicDb)).rejects.toThrow('permission denied');
    const granted = await world.seeAll(
      `select from information_schema.role_table_grants where table_name = $1 and grantee in ('yntymaq_worker', 'yntymaq_public', 'PUBLIC')`,
      [table],
    );
    expect(granted).toEqual([]);
  }
  expect(await sql.raw('select id from patient').execute(world.db)).toMatchObject({ rows: [] });
});

test('nobody but the custodian writes, and nobody changes a custodian, a consent or a reason, also by SQL', async () => {
  const id = await register('Өзгермесова');
  const consent = await give(id);
  await share(id, consent);
  expect((await open(seoul, id)).statusCode).toBe(200);
  expect(await sqlAs(seoul, `update patient set version = 9 where id = '${id}' returning id`)).toEqual([]);
  await refusedBySql(officer, `update patient set custodian = '${seoul.organisation}' where id = '${id}'`);
  await refusedBySql(officer, `update consent set receiving_country = 'JP' where id = '${consent}'`);
  await refusedBySql(officer, `delete from consent where id = '${consent}'`);
  await refusedBySql(officer, `delete from patient where id = '${id}'`);
  await refusedBySql(
    seoul,
    `insert into care_part (id, patient_id, organisation_id, ground, consent_id, since, granted_by)
     values (gen_random_uuid(), '${id}', '${seoul.organisation}', 'consent', '${consent}', now(), '${seoul.person}')`,
  );
  await refusedBySql(
    tokyo,
    `insert into care_part (id, patient_id, organisation_id, ground, since, granted_by)
     values (gen_random_uuid(), '${id}', '${tokyo.organisation}', 'custodian', now(), '${tokyo.person}')`,
  );
  // The custodian itself cannot open it to a country that the consent does not name.
  await refusedBySql(
    officer,
    `insert into care_part (id, patient_id, organisation_id, ground, consent_id, since, granted_by)
     values (gen_random_uuid(), '${id}', '${tokyo.organisation}', 'consent', '${consent}', now(), '${officer.person}')`,
  );
  await refusedBySql(
    tokyo,
    `insert into broken_glass (id, patient_id, person, organisation_id, reason, until)
     values (gen_random_uuid(), '${id}', '${tokyo.person}', '${tokyo.organisation}', 'a reason that is long', now() + interval '9 days')`,
  );
});

test('a receiver sees a record only while a consent for its country stands, and the withdrawal ends it at once', async () => {
  const id = await register('Келісімова');
  expect((await open(seoul, id)).statusCode).toBe(404);
  const consent = await give(id);
  expect((await open(seoul, id)).statusCode).toBe(404);
  expect(problemOf(await share(id, consent, tokyo.organisation))).toBe('consent-does-not-cover');
  expect((await share(id, consent)).statusCode).toBe(201);
  expect((await open(seoul, id)).json().identity.names[0].family).toBe('Келісімова');
  expect((await open(seoul, id)).statusCode).toBe(200);
  expect(await sqlAs(seoul, `select id from patient where id = '${id}'`)).toEqual([{ id }]);

  const reply = await world
    .as(officer)
    .post(`/consents/${consent}/withdrawal`, { byWhom: 'patient', representative: null, remark: null });
  // What was read cannot be called back: it is said with whom it is.
  expect(reply.json()).toMatchObject({
    id: consent,
    copied: [
      { organisation: seoul.organisation, what: 'read', count: 2 },
      { organisation: seoul.organisation, what: 'transfer', count: 1 },
    ],
  });
  expect((await open(seoul, id)).statusCode).toBe(404);
  expect(await sqlAs(seoul, `select id from patient where id = '${id}'`)).toEqual([]);
  const again = await world
    .as(officer)
    .post(`/consents/${consent}/withdrawal`, { byWhom: 'patient', representative: null, remark: null });
  expect(problemOf(again)).toBe('consent-move-impossible');
  expect(problemOf(await share(id, consent))).toBe('consent-move-impossible');
});

test('a consent that has ended, is yet to come, or is not of care opens nothing', async () => {
  const id = await register('Мерзімова');
  const over = await give(id, { givenOn: '2020-01-01', until: '2020-12-31' });
  const later = await give(id, { from: '2099-01-01' });
  expect(problemOf(await share(id, over))).toBe('consent-move-impossible');
  expect((await share(id, later)).statusCode).toBe(201);
  expect((await open(seoul, id)).statusCode).toBe(404);
  const research = await give(id, { purpose: 'research', text: await text('research') });
  expect(problemOf(await share(id, research))).toBe('consent-does-not-cover');
  const page = (await open(officer, id)).json();
  expect(page.consents.map(({ state }: { state: string }) => state).toSorted()).toEqual(['ended', 'stands', 'to_come']);
});

test('a consent that names an organisation is for that one alone, and one in its place ends it without being changed', async () => {
  const id = await register('Аталғанова');
  const other = await abroad();
  const first = await give(id, { receivingOrganisation: seoul.organisation });
  expect(problemOf(await share(id, first, other.organisation))).toBe('consent-does-not-cover');
  await share(id, first);
  expect((await open(seoul, id)).statusCode).toBe(200);
  const [before] = await world.seeAll('select c::text as row from consent c where id = $1', [first]);
  await give(id, { receivingOrganisation: other.organisation, supersedes: first });
  expect((await open(seoul, id)).statusCode).toBe(404);
  expect(await world.seeAll('select c::text as row from consent c where id = $1', [first])).toEqual([before]);
  const twice = await world.as(officer).post(`/patients/${id}/consents`, consentOf({ supersedes: first }));
  expect(problemOf(twice)).toBe('consent-move-impossible');
});

test('a representative gives a consent with their standing on that day, and a stranger does not', async () => {
  const mother = randomUUID();
  const representative = {
    id: mother,
    name: 'Серікова Гүлнар',
    relation: 'mother' as const,
    phone: null,
    ground: 'Туу туралы куәлік',
    validFrom: '2015-01-01',
    validUntil: '2026-11-20',
  };
  const id = await register('Балаева', { representatives: [representative] });
  const asked = consentOf({ givenBy: 'representative', representative: mother });
  const post = (more: object) => world.as(officer).post(`/patients/${id}/consents`, { ...asked, ...more });
  expect((await post({})).statusCode).toBe(201);
  expect(problemOf(await post({ givenOn: '2026-11-21' }))).toBe('representative-not-then');
  expect(problemOf(await post({ representative: randomUUID() }))).toBe('representative-unknown');
  expect(problemOf(await post({ givenHow: 'spoken' }))).toBe('witness-missing');
  const [consent] = (await open(officer, id)).json().consents;
  expect(consent.standing).toEqual({ name: 'Серікова Гүлнар', relation: 'mother', ground: 'Туу туралы куәлік' });
});

test('broken glass opens a record for its one person, with a reason, marked, told to the custodian and to the patient', async () => {
  const value = iin();
  const id = await register('Шұғылова', { identifiers: [{ system: 'kz_iin', country: 'KZ', value }] });
  const colleague = await world.someone('officer', tokyo.organisation, clinical);
  const search = await world
    .as(tokyo)
    .post('/patients/search', { identifier: { system: 'kz_iin', country: 'KZ', value } });
  expect(search.json()).toEqual({ items: [], elsewhere: [id] });
  expect((await open(tokyo, id)).statusCode).toBe(404);
  expect((await world.as(tokyo).post(`/patients/${id}/glass`, { reason: 'short' })).statusCode).toBe(400);
  expect((await world.as(clerk).post(`/patients/${id}/glass`, { reason: 'unconscious, no time' })).statusCode).toBe(
    403,
  );
  const reason = 'unconscious on arrival, allergies needed';
  expect((await world.as(tokyo).post(`/patients/${id}/glass`, { reason })).statusCode).toBe(200);
  expect((await open(tokyo, id)).json()).toMatchObject({ isOurs: false, glassUntil: expect.any(String) });
  expect((await open(colleague, id)).statusCode).toBe(404);

  const recorded = await world.seeAll(
    `select kind, purpose, reason from access_record where subject_id = $1 and organisation_id = $2 order by kind, purpose`,
    [id, tokyo.organisation],
  );
  expect(recorded.filter(({ purpose }) => purpose === 'break_glass')).toEqual([
    { kind: 'read', purpose: 'break_glass', reason },
    { kind: 'read', purpose: 'break_glass', reason },
  ]);
  const list = (await world.as(coordinator).get('/patients/glass')).json().items;
  expect(list[0]).toMatchObject({ patient: id, organisation: tokyo.organisation, reason, found: null });
  expect(
    (await world.as(coordinator).post(`/patients/glass/${list[0].id}/review`, { found: 'justified' })).statusCode,
  ).toBe(200);
  expect(
    problemOf(await world.as(coordinator).post(`/patients/glass/${list[0].id}/review`, { found: 'not_justified' })),
  ).toBe('decided-already');
  // The clock of the tests is not the database's: a role held long before counts for both.
  await world.seeAll(`update membership set since = '2020-01-01' where person = $1`, [tokyo.person]);
  const told = (await world.as(coordinator).get(`/patients/${id}/accesses`)).json().items;
  expect(told).toContainEqual(
    expect.objectContaining({ purpose: 'break_glass', organisation: tokyo.organisation, role: 'officer' }),
  );

  await world.seeAll(
    `update broken_glass set at = at - interval '5 hours', until = until - interval '5 hours' where patient_id = $1`,
    [id],
  );
  expect((await open(tokyo, id)).statusCode).toBe(404);
});

test('two who bring one number at once make one record, and the other is told whose it is', async () => {
  const identifiers = [{ system: 'kz_iin' as const, country: 'KZ', value: iin() }];
  const send = (family: string) =>
    world.as(officer).post('/patients', { identity: identityOf(family, { identifiers }) });
  const replies = await Promise.all([send('Біріншіев'), send('Екіншіев')]);
  expect(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([201, 409]);
  expect(replies.map(problemOf).filter(Boolean)).toEqual(['identifier-taken']);
});

test('somebody of the same name and birth date is shown first, and a person says that it is another', async () => {
  const first = await register('Аттасова', { birthDate: '1970-07-07' });
  const identity = identityOf('Attasova', { birthDate: '1970-07-07', identifiers: [] });
  const found = await world.as(officer).post('/patients/duplicates', { identity });
  expect(found.json()).toMatchObject([{ id: first, reason: 'name_and_birth' }]);
  expect(problemOf(await world.as(officer).post('/patients', { identity }))).toBe('duplicates-possible');
  expect((await world.as(officer).post('/patients', { identity, notThese: [first] })).statusCode).toBe(201);
});

test('a merge leads to the kept record, keeps what differs side by side, and undone leaves both as they were', async () => {
  const [one, other] = [
    await register('Қосарова', { birthDate: '1960-06-06' }),
    await register('Қосарева', { birthDate: '1960-06-06' }),
  ];
  const before = await world.seeAll('select id, identity, custodian from patient where id = any ($1) order by id', [
    [one, other],
  ]);
  const merge = { version: 1, into: one, intoVersion: 1 };
  expect((await world.as(officer).post(`/patients/${other}/merge`, merge)).statusCode).toBe(403);
  expect((await world.as(coordinator).post(`/patients/${other}/merge`, merge)).statusCode).toBe(200);
  const page = (await open(officer, other)).json();
  expect(page).toMatchObject({ id: one, merged: [{ id: other }] });
  expect(page.conflicts.map(({ field }: { field: string }) => field)).toEqual(['names', 'identifiers']);
  expect(
    problemOf(await world.as(coordinator).post(`/patients/${one}/merge`, { version: 1, into: other, intoVersion: 2 })),
  ).toBe('already-merged');
  expect((await world.as(coordinator).post(`/patients/${other}/merge/undo`, { version: 2 })).statusCode).toBe(200);
  expect((await open(officer, other)).json()).toMatchObject({ id: other, merged: [], conflicts: [] });
  expect(
    await world.seeAll('select id, identity, custodian from patient where id = any ($1) order by id', [[one, other]]),
  ).toEqual(before);
});

test('a merge opens neither record to anybody who could not see it before', async () => {
  const [one, other] = [
    await register('Бөлекова', { birthDate: '1961-06-06' }),
    await register('Бөлегова', { birthDate: '1961-06-06' }),
  ];
  await share(other, await give(other));
  await world.as(coordinator).post(`/patients/${other}/merge`, { version: 1, into: one, intoVersion: 1 });
  expect((await open(seoul, one)).statusCode).toBe(404);
  expect((await open(seoul, other)).json()).toMatchObject({ id: other, identity: { names: [{ family: 'Бөлегова' }] } });
});

test('merges that cross at the same moment end as one merge, and no record leads in a circle', async () => {
  const [one, other] = [
    await register('Айқасова', { birthDate: '1962-06-06' }),
    await register('Айқасева', { birthDate: '1962-06-06' }),
  ];
  const merge = (id: string, into: string) => () =>
    world.as(coordinator).post(`/patients/${id}/merge`, { version: 1, into, intoVersion: 1 });
  const replies = await world.meetingAt(`select from patient where id in ('${one}', '${other}') order by id`, () => [
    merge(one, other)(),
    merge(other, one)(),
  ]);
  expect(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const led = await world.seeAll('select id from patient where id = any ($1) and merged_into is not null', [
    [one, other],
  ]);
  expect(led).toHaveLength(1);
});

test('a correction keeps what was said before, moves the hashes with it, and the later of two is told that it is stale', async () => {
  const value = iin();
  const id = await register('Түзетова', { identifiers: [{ system: 'kz_iin', country: 'KZ', value }] });
  const change = (family: string) =>
    world.as(officer).post(`/patients/${id}/changes`, { version: 1, identity: identityOf(family) });
  const replies = await world.meetingAt(`select from patient where id = '${id}'`, () => [
    change('Жаңаева'),
    change('Басқаева'),
  ]);
  expect(replies.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const find = await world
    .as(officer)
    .post('/patients/search', { identifier: { system: 'kz_iin', country: 'KZ', value } });
  expect(find.json().items).toEqual([]);
  expect(await world.seeAll('select version from patient_version where patient_id = $1', [id])).toEqual([
    { version: 1 },
  ]);
  const held = await world.as(coordinator).get(`/patients/${id}/held?format=json`);
  expect(held.json().earlier[0].identity.names[0].family).toBe('Түзетова');
});

test('all that is held goes out as JSON with its schema and as a page, and is on record as exported', async () => {
  const id = await register('<script>Шығарова');
  const consent = await give(id);
  const form = new FormData();
  form.set('file', new File(['%PDF-1.7 signed'], 'scan.pdf', { type: 'application/pdf' }));
  const body = new Response(form);
  const kept = await world.as(officer).post(`/consents/${consent}/evidence`, Buffer.from(await body.arrayBuffer()), {
    'content-type': body.headers.get('content-type') ?? '',
  });
  expect(kept.statusCode).toBe(201);
  const evidence = await world.as(officer).get(`/evidence/${kept.json().id}`);
  expect(evidence.body).toBe('%PDF-1.7 signed');
  expect((await world.as(seoul).get(`/evidence/${kept.json().id}`)).statusCode).toBe(404);

  const json = (await world.as(coordinator).get(`/patients/${id}/held?format=json`)).json();
  const { schema, ...held } = json;
  expect(schema).toMatchObject({ type: 'object', properties: { identity: { type: 'object' } } });
  expect(ExportSchema.parse(held)).toMatchObject({ patient: id, identity: { sex: 'female' } });
  expect(Buffer.from(held.evidence[0].base64, 'base64').toString()).toBe('%PDF-1.7 signed');
  for (const locale of ['kk', 'ru', 'en']) {
    const page = await world.as(coordinator).get(`/patients/${id}/held?format=html&locale=${locale}`);
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(page.body).toContain('&lt;script&gt;Шығарова');
    expect(page.body).not.toContain('<script>');
    expect(
      (await world.as(coordinator).get(`/patients/${id}/accesses/file?format=html&locale=${locale}`)).statusCode,
    ).toBe(200);
  }
  const exported = await world.seeAll(`select from access_record where subject_id = $1 and kind = 'exported'`, [id]);
  expect(exported.length).toBe(7);
  expect((await world.as(officer).get(`/patients/${id}/held?format=json`)).statusCode).toBe(403);
});

test('every request that opened a patient is on record, with who, from where and why', async () => {
  const id = await register('Жазылова');
  await open(officer, id);
  await open(coordinator, id);
  const rows = await world.seeAll(
    'select person, kind, purpose, endpoint from access_record where subject_id = $1 order by person',
    [id],
  );
  expect(new Set(rows.map(({ person }) => person))).toEqual(new Set([officer.person, coordinator.person]));
  expect(rows).toHaveLength(2);
  for (const row of rows) expect(row).toMatchObject({ kind: 'read', purpose: 'care', endpoint: 'patients.patient' });
});

test('an erasure is asked for by one and approved by another, and leaves nothing that says who it was', async () => {
  const value = iin();
  const id = await register('Өшірілова', { identifiers: [{ system: 'kz_iin', country: 'KZ', value }] });
  const consent = await give(id);
  const sealed = (await world.seeAll('select identity from patient where id = $1', [id]))[0]?.['identity'] as Buffer;
  await refusedBySql(coordinator, `update patient set identity = null, erased_at = now() where id = '${id}'`);
  const asked = await world.as(coordinator).post(`/patients/${id}/erasure`, { askedBy: 'patient' });
  expect(asked.statusCode).toBe(201);
  expect(problemOf(await world.as(second).post(`/patients/${id}/erasure`, { askedBy: 'patient' }))).toBe(
    'erasure-asked',
  );
  const decide = (who: Someone) =>
    world.as(who).post(`/erasures/${asked.json().id}/decision`, { decision: 'approved', ground: null });
  expect(problemOf(await decide(coordinator))).toBe('second-person-needed');
  await refusedBySql(
    coordinator,
    `insert into erasure_decision values ('${asked.json().id}', 'approved', null, '${coordinator.person}', now())`,
  );
  expect((await decide(officer)).statusCode).toBe(403);
  expect((await decide(second)).statusCode).toBe(200);
  expect(problemOf(await decide(second))).toBe('decided-already');

  expect((await open(officer, id)).json()).toMatchObject({ identity: null, erasedAt: expect.any(String) });
  const find = await world
    .as(officer)
    .post('/patients/search', { identifier: { system: 'kz_iin', country: 'KZ', value } });
  expect(find.json()).toEqual({ items: [], elsewhere: [] });
  expect(await world.seeAll('select from patient_key where patient_id = $1', [id])).toEqual([]);
  // A copy of the row from before cannot be opened any more.
  expect(() => world.vault.open(`patient:${id}`, sealed, 'patient.identity')).toThrow('destroyed');
  expect((await open(officer, id)).json().consents).toMatchObject([{ id: consent, standing: null }]);
  expect(problemOf(await world.as(coordinator).get(`/patients/${id}/held?format=json`))).toBe('already-erased');
  expect(
    problemOf(
      await world.as(officer).post(`/patients/${id}/changes`, { version: 2, identity: identityOf('Қайтаева') }),
    ),
  ).toBe('already-erased');
  await refusedBySql(officer, `update patient set identity = 'x', erased_at = null where id = '${id}'`);
});

test('an approval wants that the person proved who they are within ten minutes', async () => {
  const id = await register('Дәлелова');
  const asked = await world.as(coordinator).post(`/patients/${id}/erasure`, { askedBy: 'law' });
  const stale = await world.someone('coordinator', hospital, clinical);
  await world.seeAll(`update auth.session set "createdAt" = now() - interval '1 hour' where "userId" = $1`, [
    stale.person,
  ]);
  const reply = await world
    .as(stale)
    .post(`/erasures/${asked.json().id}/decision`, { decision: 'approved', ground: null });
  expect(problemOf(reply)).toBe('step-up-first');
});

test('what another module holds goes out with all that is held, says what a receiver has, stands against an erasure and goes with it', async () => {
  const [kept, erased]: [Set<string>, string[]] = [new Set(), []];
  holds({
    name: 'missions',
    of: async (context, patients) => ({
      families: (await patientsOf(context, patients)).map(({ identity }) => identity.names[0]?.family),
      open: [...(await careOpenTo(context, patients))],
    }),
    keeping: async (_context, records) =>
      records.flatMap(({ id: each }) => (kept.has(each) ? [{ why: 'a running matter', until: null }] : [])),
    copies: async (_context, { receivers }) =>
      receivers.map((organisation) => ({ organisation, what: 'transfer', count: 3, lastAt: null })),
    erase: async (_context, patients) => void erased.push(...patients),
  });
  expect(() => holds({ name: 'missions', of: async () => null })).toThrow('registered already');
  const id = await register('Модульова');
  const consent = await give(id);
  await share(id, consent);
  const held = (await world.as(coordinator).get(`/patients/${id}/held?format=json`)).json();
  expect(held.modules.missions).toEqual({ families: ['Модульова'], open: [id] });
  expect((await world.as(officer).get(`/consents/${consent}/copies`)).json()).toContainEqual({
    organisation: seoul.organisation,
    what: 'transfer',
    count: 3,
    lastAt: null,
  });
  kept.add(id);
  const asked = await world.as(coordinator).post(`/patients/${id}/erasure`, { askedBy: 'patient' });
  const approve = () =>
    world.as(second).post(`/erasures/${asked.json().id}/decision`, { decision: 'approved', ground: null });
  expect(problemOf(await approve())).toBe('must-be-kept');
  expect((await open(second, id)).json().erasures[0]).toMatchObject({
    isMine: false,
    kept: [{ why: 'a running matter', until: null }],
  });
  kept.clear();
  expect([(await approve()).statusCode, erased]).toEqual([200, [id]]);
});

test('an erasure that was killed after the key was destroyed counts as erased at once, and is done to its end when approved again', async () => {
  const id = await register('Үзілісова');
  const asked = await world.as(coordinator).post(`/patients/${id}/erasure`, { askedBy: 'patient' });
  world.vault.destroy(`patient:${id}`);
  expect((await open(officer, id)).json()).toMatchObject({ identity: null, erasedAt: null });
  const reply = await world
    .as(second)
    .post(`/erasures/${asked.json().id}/decision`, { decision: 'approved', ground: null });
  expect(reply.statusCode).toBe(200);
  expect((await open(officer, id)).json()).toMatchObject({ identity: null, erasedAt: expect.any(String) });
});

test('hostile and broken input is refused with a reason and never with an error of ours', async () => {
  const broken: object[] = [
    {},
    { identity: null },
    { identity: { ...identityOf('X'), names: [] } },
    { identity: { ...identityOf('X'), birthDate: '1987-02-31' } },
    { identity: { ...identityOf('X'), birthDate: '2018/2019' } },
    { identity: { ...identityOf('X'), identifiers: [{ system: 'kz_iin', country: 'KZ', value: '123456789012' }] } },
    { identity: { ...identityOf('X'), phone: 'x'.repeat(10_000) } },
    { identity: { ...identityOf('\u0000'), sex: 'robot' } },
    { identity: identityOf('A'.repeat(101)) },
  ];
  for (const body of broken) {
    const { statusCode } = await world.as(officer).post('/patients', body);
    expect([400, 422]).toContain(statusCode);
  }
  for (const id of ['1', randomUUID(), "' or 1=1"]) {
    const { statusCode } = await open(officer, encodeURIComponent(id));
    expect([400, 404]).toContain(statusCode);
  }
});

test('whoever is given a part in the care stands in the register of transfers, on the ground of the consent', async () => {
  const id = await register('Тізілімова');
  const consent = await give(id);
  await share(id, consent);
  const held = (await world.as(coordinator).get(`/patients/${id}/held?format=json`)).json();
  expect(held.modules.protection.transfers).toMatchObject([
    { patient: id, toOrganisation: seoul.organisation, toCountry: 'KR', ground: 'consent', people: 1 },
  ]);
});

test('an organisation that says how long records are kept, and by which law, erases none before', async () => {
  const law = 'Бұйрық № 1, 5-тармақ';
  const keep = (days: number) => world.as(administrator).post('/protection/retention', { kind: 'patients', days, law });
  expect((await keep(9125)).statusCode).toBe(200);
  const id = await register('Сақталымова');
  const asked = await world.as(coordinator).post(`/patients/${id}/erasure`, { askedBy: 'patient' });
  const reply = await world
    .as(second)
    .post(`/erasures/${asked.json().id}/decision`, { decision: 'approved', ground: null });
  expect(problemOf(reply)).toBe('must-be-kept');
  expect((await open(second, id)).json().erasures[0].kept).toEqual([{ why: law, until: '2051-11-15' }]);
  await world.seeAll('delete from retention_rule');
});
