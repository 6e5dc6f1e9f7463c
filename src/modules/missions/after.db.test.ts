import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { extractText } from 'unpdf';
import { afterAll, expect, test } from 'vitest';
import { openLedger } from '../../../test/ledger.ts';
import { day, type HeldMission as Mission, openMissionDay, people } from '../../../test/heldMission.ts';
import { now, type Someone, startWorld } from '../../../test/world.ts';
import { asPerson, asPublic } from '../../platform/database.ts';
import { openAccesses } from '../../platform/access/access.ts';
import type { Served } from '../../platform/serve.ts';
import { bringUpToDate } from './projected.server.ts';
import { reportLanguages, wordIn } from './reportWords.ts';

const world = await startWorld();
afterAll(() => world.stop());
const ledger = await openLedger(world, 'after-missions');
const [host, visitor] = [ledger.almaty, ledger.seoul];
const { physician, mission, say, examined, commitmentOf } = await openMissionDay(world, ledger);
const guest = await world.someone('officer', visitor, { isClinical: true });
const [clerk, stranger] = [
  await world.someone('officer', host),
  await world.someone('coordinator', undefined, { isClinical: true }),
];

const bring = async (of: Mission, as: Someone = physician) => world.as(as).post(`/missions/${of.id}/encounters`, {});
const count = async (of: Mission, as: Someone = physician) => world.as(as).post(`/missions/${of.id}/counts`, {});
const list = async (of: Mission, which: 'waiting' | 'follow-up', as: Someone = physician) =>
  world.as(as).get(`/encounters/${which}?mission=${of.id}`);
const standing = async (commitment: string) => {
  const page = (await world.as(physician).get(`/commitments/${commitment}`)).json();
  return { amount: page.standing.delivered.amount, comparator: page.standing.deliveredComparator, page };
};
test('what was signed by somebody who may is closed; the others wait, each with why', async () => {
  const of = await mission();
  await examined(of);
  const unsigned = await examined(of, { signedBy: null });
  const alone = await examined(of, { signedBy: of.unknown });
  const nobody = await examined(of, { signedBy: uuidv7() });
  const brought = (await bring(of)).json();
  expect(brought).toMatchObject({ encounters: 4, new: 4, waiting: 3, unreadable: 0 });
  const waiting = (await list(of, 'waiting')).json();
  const reasons = Object.fromEntries(
    waiting.map((row: { id: string; openBecause: string }) => [row.id, row.openBecause]),
  );
  expect(reasons).toEqual({
    [unsigned.encounter]: 'not_signed',
    [alone.encounter]: 'no_permission',
    [nobody.encounter]: 'clinician_unknown',
  });
});

test('a permission that is put on record later closes what waited for it', async () => {
  const of = await mission();
  const { encounter } = await examined(of, { signedBy: of.unknown });
  await bring(of);
  await world.seeAll('update mission_clinician set answered_for_by = $1 where id = $2', [of.allowed, of.unknown]);
  expect((await bring(of)).json()).toMatchObject({ signed: 1, waiting: 0 });
  expect((await world.as(physician).get(`/encounters/${encounter}`)).json()).toMatchObject({
    state: 'finished',
    openBecause: null,
  });
});

test('brought up to date twice is once, and two at once are one after the other', async () => {
  const of = await mission();
  await examined(of);
  const [one, other] = await Promise.all([bring(of), bring(of)]);
  expect([one.json().new + other.json().new, one.json().known + other.json().known]).toEqual([1, 1]);
  expect((await bring(of)).json()).toMatchObject({ new: 0, known: 1, changed: 0, amended: 0 });
});

test('cut off in the middle nothing is there, and the next time everything', async () => {
  const of = await mission();
  await examined(of);
  const dies = asPerson(
    world.db,
    { token: physician.cookie.split('=')[1]?.split('.')[0] ?? '', organisation: host },
    async (tx, entry) => {
      if ('refused' in entry) throw new Error(entry.refused);
      const context = { tx, actor: entry.actor, now, vault: world.vault, newId: uuidv7, accesses: openAccesses() };
      await bringUpToDate(context as unknown as Served, of.id);
      throw new Error('the power went out');
    },
  );
  await expect(dies).rejects.toThrow('the power went out');
  expect(await world.seeAll('select from encounter where mission_id = $1', [of.id])).toEqual([]);
  expect((await bring(of)).json()).toMatchObject({ new: 1 });
});

test('what is written after the signature is added, and what was signed stays to be read', async () => {
  const of = await mission();
  const { visit, encounter } = await examined(of);
  await bring(of);
  await say(of, [{ kind: 'encounter.noted', visit, encounter, part: 'advice', value: 'Жаттығу', over: [] }]);
  expect((await bring(of)).json()).toMatchObject({ amended: 1 });
  const page = (await world.as(physician).get(`/encounters/${encounter}`)).json();
  expect(page).toMatchObject({ state: 'finished', amendedFrom: 1, version: 2 });
  expect([page.content.parts.advice.length, page.earlier[0].content.parts.advice]).toEqual([1, undefined]);
});

test('clinical people of the host and of who came read an encounter; nobody else finds that there is one', async () => {
  const of = await mission();
  const { encounter } = await examined(of);
  await bring(of);
  const read = (as: Someone) => world.as(as).get(`/encounters/${encounter}`);
  const found = await read(guest);
  expect(found.json()).toMatchObject({
    name: 'Айгүл Ахметова',
    place: 'taldykorgan',
    ageGroup: '40-64',
    sex: 'female',
  });
  expect([(await read(clerk)).statusCode, (await read(stranger)).statusCode]).toEqual([403, 404]);
  expect((await list(of, 'waiting', stranger)).statusCode).toBe(404);
  const opened = await world.seeAll(
    `select person from access_record where subject = 'encounter' and subject_id = $1`,
    [encounter],
  );
  expect(opened.map(({ person }) => person)).toEqual([guest.person]);
  expect((await bring(of, guest)).json().type).toBe('/problems/not-host');
});

test('the database closes no encounter without a permission, whatever the application says', async () => {
  const of = await mission();
  const { encounter } = await examined(of, { signedBy: of.unknown });
  await bring(of);
  await expect(
    world.seeAll(`update encounter set state = 'finished', open_because = null where id = $1`, [encounter]),
  ).rejects.toThrow('no encounter is closed without a permission to practise');
});

test('content lies sealed: neither a name nor a word of it is in the table', async () => {
  const of = await mission();
  const { encounter } = await examined(of);
  await bring(of);
  const [row] = await world.seeAll('select e::text as text, content from encounter e where id = $1', [encounter]);
  const whole = `${String(row?.text)} ${Buffer.from(row?.content as Uint8Array).toString('utf8')}`;
  expect([whole.includes('Айгүл'), whole.includes('7011234567'), whole.includes('Тізесі')]).toEqual([
    false,
    false,
    false,
  ]);
});

test('who needs something more is on the list until somebody says how it went on', async () => {
  const of = await mission();
  await examined(of);
  const { encounter } = await examined(of, { step: 'referral' });
  await bring(of);
  const [row] = (await list(of, 'follow-up')).json();
  expect(row).toMatchObject({ id: encounter, nextStep: 'referral' });
  const said = await world
    .as(physician)
    .post(`/encounters/${encounter}/follow-up`, { version: row.version, how: 'done' });
  expect(said.statusCode).toBe(200);
  expect((await list(of, 'follow-up')).json()).toEqual([]);
  const again = await world
    .as(physician)
    .post(`/encounters/${encounter}/follow-up`, { version: row.version + 1, how: 'done' });
  expect(again.json().type).toBe('/problems/nothing-to-follow');
});

test('people are counted once in the ledger, over days and missions of one promise; counting twice changes nothing', async () => {
  const commitment = await commitmentOf('people_seen');
  const [spring, autumn] = [await mission({ commitment }), await mission({ commitment, place: 'ushtobe' })];
  for (const phone of people(0, 6)) await examined(spring, { phone });
  await examined(spring, { phone: people(0, 1)[0] ?? '', day: '2026-05-13' });
  for (const phone of people(4, 8)) await examined(autumn, { phone, day: '2026-10-01' });
  await bring(spring);
  await bring(autumn);
  expect((await count(spring)).json()).toMatchObject([
    { measure: 'people_seen', encounters: 11, entered: 1, known: 0 },
  ]);
  expect(await standing(commitment)).toMatchObject({ amount: '8', comparator: 'eq' });
  expect((await count(autumn)).json()).toMatchObject([{ entered: 0, known: 1, takenOut: 0 }]);
  const { page } = await standing(commitment);
  expect(page.deliveries).toMatchObject([
    { isFromRecords: true, period: '2026-05-12/2026-10-01', counted: { encounters: 11 } },
  ]);
});

test('late encounters and withdrawn ones correct the ledger by a further entry', async () => {
  const commitment = await commitmentOf('operations');
  const of = await mission({ commitment });
  const all = [];
  for (const phone of people(0, 6)) all.push(await examined(of, { phone, operated: true }));
  await bring(of);
  await count(of);
  expect(await standing(commitment)).toMatchObject({ amount: '6', comparator: 'eq' });
  await examined(of, { phone: '+77019999999', operated: true });
  await bring(of);
  await count(of);
  expect(await standing(commitment)).toMatchObject({ amount: '7', comparator: 'eq' });
  const [first] = all;
  const withdrawn = await world
    .as(physician)
    .post(`/encounters/${first?.encounter}/withdrawal`, { version: 1, because: 'Қате енгізілген жазба' });
  expect(withdrawn.json()).toMatchObject({ state: 'entered_in_error' });
  await bring(of);
  await count(of);
  const { page, amount } = await standing(commitment);
  expect(amount).toBe('6');
  expect(
    page.corrections.map(({ before }: { before: { amount: { amount: string } } }) => before.amount.amount),
  ).toEqual(['7', '6']);
});

test('fewer than five are entered as fewer than five', async () => {
  const commitment = await commitmentOf('operations');
  const of = await mission({ commitment });
  await examined(of, { operated: true });
  await bring(of);
  await count(of);
  const { page } = await standing(commitment);
  expect(page.deliveries).toMatchObject([{ amount: { amount: '5' }, comparator: 'lt', counted: { encounters: 1 } }]);
});

test('a demonstration is never counted for a real promise, nor anything by who is not the host', async () => {
  const commitment = await commitmentOf('people_seen');
  const of = await mission({ commitment });
  await world.seeAll('update mission set is_demo = true where id = $1', [of.id]);
  await examined(of);
  await bring(of);
  expect((await count(of)).json().type).toBe('/problems/demonstration-not-counted');
  expect((await standing(commitment)).page.deliveries).toEqual([]);
  const guests = await world.someone('coordinator', visitor);
  expect((await count(of, guests)).json().type).toBe('/problems/not-host');
  expect((await count(await mission())).json().type).toBe('/problems/no-commitment');
});

test('the report adds up, is a file in the languages of the mission, and is for those who took part', async () => {
  const of = await mission();
  for (const phone of people(0, 6)) await examined(of, { phone, operated: phone.endsWith('1'), treated: true });
  await bring(of);
  const report = (await world.as(clerk).get(`/missions/${of.id}/report`)).json();
  expect(report.report).toMatchObject({ encounters: 6, people: 6, treated: 6, operated: 1, operations: 1 });
  expect(report.report.tables.day).toEqual([{ key: day, encounters: 6, people: 6 }]);
  expect(report.report.waiting).toEqual({ median: 1, ninetieth: 1, measured: 6 });
  expect(report.shown).toMatchObject({ people: { is: 'number', value: 6 }, operated: { is: 'few' }, waiting: null });
  expect((await world.as(stranger).get(`/missions/${of.id}/report`)).statusCode).toBe(404);
  const file = (format: string, language: string) =>
    world.as(clerk).get(`/missions/${of.id}/report/file?format=${format}&language=${language}`);
  for (const language of reportLanguages) {
    const [pdf, sheet] = [await file('pdf', language), await file('xlsx', language)];
    expect([
      pdf.statusCode,
      pdf.rawPayload.subarray(0, 5).toString(),
      sheet.statusCode,
      sheet.rawPayload.subarray(0, 2).toString(),
    ]).toEqual([200, '%PDF-', 200, 'PK']);
    const { text } = await extractText(new Uint8Array(pdf.rawPayload), { mergePages: true });
    for (const word of ['report', 'by.specialty', 'surgery', 'waiting', 'by.result'])
      expect(text).toContain(wordIn(language, word));
  }
});

test('everybody reads a result only after it was published, and never a small number: none is stored', async () => {
  const of = await mission();
  for (const phone of people(0, 7)) await examined(of, { phone, operated: phone.endsWith('1') });
  await bring(of);
  const shown = () =>
    asPublic(world.publicDb, async (tx) =>
      tx
        .withTables<{ public_mission_result: { slug: string; figures: object } }>()
        .selectFrom('public_mission_result')
        .select('figures')
        .where('slug', '=', of.slug)
        .execute(),
    );
  expect(await shown()).toEqual([]);
  const publish = (isShown: boolean, as: Someone = physician) =>
    world.as(as).post(`/missions/${of.id}/result`, { isShown });
  expect((await publish(true, clerk)).statusCode).toBe(403);
  expect((await publish(true)).statusCode).toBe(200);
  const [row] = await shown();
  expect(row?.figures).toMatchObject({
    people: { is: 'number', value: 7 },
    operated: { is: 'few' },
    operations: { is: 'few' },
  });
  expect(JSON.stringify(row)).not.toMatch(/"value":[1-4]\b/);
  await publish(false);
  expect(await shown()).toEqual([]);
  const hidden = await mission({ visibility: 'own_side' });
  expect((await world.as(physician).post(`/missions/${hidden.id}/result`, { isShown: true })).json().type).toBe(
    '/problems/not-public',
  );
});

test('the public page of a result says what was counted, in each language, and there is none before it is published', async () => {
  const commitment = await commitmentOf('people_seen');
  await world.seeAll(`update commitment set visibility = 'public' where id = $1`, [commitment]);
  const of = await mission({ commitment });
  for (const phone of people(0, 7)) await examined(of, { phone, operated: phone.endsWith('1') });
  await bring(of);
  const page = (language: string) =>
    world.app.inject({ method: 'GET', url: `/${language}/missions/${of.slug}/result` });
  expect((await page('kk')).statusCode).toBe(404);
  await world.as(physician).post(`/missions/${of.id}/result`, { isShown: true });
  const [kk, ru, en] = [await page('kk'), await page('ru'), await page('en')];
  expect([kk.statusCode, kk.body.includes('5-тен аз'), kk.body.includes('Талдықорған')]).toEqual([200, true, true]);
  expect([ru.body.includes('меньше 5'), en.body.includes('fewer than 5')]).toEqual([true, true]);
  expect(en.body).toContain(`/en/commitments/${commitment}`);
});

test('a published result is taken away as CSV and JSON and stands among the open data, without its small numbers', async () => {
  const of = await mission({});
  for (const phone of people(0, 7)) await examined(of, { phone, operated: phone.endsWith('1') });
  await bring(of);
  const file = (path: string) => world.app.inject({ method: 'GET', url: path });
  const page = `/kk/missions/${of.slug}/result`;
  expect([(await file(`${page}.csv`)).statusCode, (await file(`${page}.json`)).statusCode]).toEqual([404, 404]);
  await world.as(physician).post(`/missions/${of.id}/result`, { isShown: true });
  const csv = (await file(`${page}.csv`)).body.replace('\ufeff', '').split('\r\n');
  expect(csv[0]).toBe('mission,demonstration,partnership,title,table,row,value,shown,published');
  const cells = csv.slice(1).map((line) => line.split(',').slice(4, 8).join());
  expect(cells).toEqual(expect.arrayContaining(['total,people,7,number', 'total,operated,,few']));
  const json = (await file(`${page}.json`)).json();
  expect(json).toMatchObject({
    format: 'yntymaq.public/1',
    mission: { slug: of.slug, demonstration: false },
    figures: { people: { is: 'number', value: 7 }, operated: { is: 'few' } },
  });
  const whole = (await file('/data/missions.json')).json<{ rows: Record<string, unknown>[] }>();
  const own = whole.rows.filter(({ slug }) => slug === of.slug);
  expect(own.map(({ table, row, value, shown }) => [table, row, value ?? '', shown].join())).toEqual(
    cells.filter((line) => line !== ''),
  );
  expect((await file(page)).body).toContain(`${page}.csv`);
});

test('the proof of a public figure says from how many examinations it was counted, without small numbers', async () => {
  const commitment = await commitmentOf('operations');
  const of = await mission({ commitment });
  for (const phone of people(0, 7)) await examined(of, { phone, operated: true });
  for (const phone of people(7, 9)) await examined(of, { phone, operated: true, day: '2026-05-13' });
  await bring(of);
  await count(of);
  await world.as(physician).post('/commitments/publications', { commitments: [commitment], visibility: 'public' });
  const staff = (await world.as(physician).get(`/commitments/${commitment}`)).json();
  expect(staff.deliveries).toMatchObject([
    {
      visibility: 'public',
      amount: { amount: '9' },
      counted: { encounters: 9, shares: [{ day, amount: 7 }, { amount: 2 }] },
    },
  ]);
  const { body } = await world.app.inject({ method: 'GET', url: `/en/commitments/${commitment}` });
  expect([body.includes('Counted from 9 closed examinations'), body.includes('fewer than 5')]).toEqual([true, true]);
  const [row] = await asPublic(world.publicDb, async (tx) =>
    tx
      .withTables<{ public_delivery_count: { commitment_id: string; breakdown: object } }>()
      .selectFrom('public_delivery_count')
      .select('breakdown')
      .where('commitment_id', '=', commitment)
      .execute(),
  );
  expect(row?.breakdown).toMatchObject([{ amount: { is: 'hidden' } }, { amount: { is: 'few' } }]);
  for (const phone of people(9, 14)) await examined(of, { phone, operated: true, day: '2026-05-13' });
  await bring(of);
  const officer = await world.someone('officer', host);
  expect((await count(of, officer)).json().type).toBe('/problems/may-not-publish');
  await count(of);
  const shown = (await world.as(physician).get(`/commitments/${commitment}`)).json().deliveries;
  expect(
    shown.map((each: { visibility: string; amount: { amount: string } }) => [each.visibility, each.amount.amount]),
  ).toEqual(
    expect.arrayContaining([
      ['public', '7'],
      ['public', '7'],
    ]),
  );
});

test('nobody changes an encounter of others, even by SQL in the application’s name that asks for all of them', async () => {
  const of = await mission();
  const { encounter } = await examined(of);
  await bring(of);
  const inNameOf = (who: Someone, statement: string) =>
    asPerson(world.db, { token: who.cookie.split('=')[1]?.split('.')[0] ?? '', organisation: who.organisation }, (tx) =>
      sql.raw(statement).execute(tx),
    );
  const changed = await inNameOf(stranger, `update encounter set room = 'x'`);
  expect(changed.numAffectedRows).toBe(0n);
  expect((await inNameOf(clerk, `update encounter set room = 'x'`)).numAffectedRows).toBe(0n);
  await expect(inNameOf(physician, `delete from encounter where id = '${encounter}'`)).rejects.toThrow(
    'permission denied',
  );
  await expect(inNameOf(physician, `update encounter_version set version = 9`)).rejects.toThrow('permission denied');
  const counted = await inNameOf(stranger, `select * from countable_encounters('${of.id}', true)`);
  expect(counted.rows).toEqual([]);
});
