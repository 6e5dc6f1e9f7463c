import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { zipSync } from 'fflate';
import parser from 'dicom-parser';
import { afterAll, expect, test } from 'vitest';
import { ctFile, planted, storedOf } from '../../../test/ct.ts';
import { multipart } from '../../../test/multipart.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { openAccesses } from '../../platform/access/access.ts';
import { asPerson } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { samplesOf } from './dicom/take.server.ts';
import { imagesOf } from './index.ts';
import { unpackFrames } from './packed.ts';
import type { StudyPage, StudyRow } from './schemas.ts';

const world = await startWorld({ maxUpload: 20_000_000 });
afterAll(() => world.stop());

const clinical = { isClinical: true };
const coordinator = await world.someone('coordinator', undefined, clinical);
const hospital = coordinator.organisation;
const officer = await world.someone('officer', hospital, clinical);
const viewer = await world.someone('viewer', hospital, clinical);
const clerk = await world.someone('coordinator', hospital);
const stranger = await world.someone('coordinator', undefined, clinical);
const seoul = await world.someone('officer', undefined, clinical);
await world.seeAll(`update organisation set country = 'KR' where id = $1`, [seoul.organisation]);

const problemOf = (reply: { json: () => { type?: string } }): string | undefined =>
  reply.json().type?.replace('/problems/', '');

let serial = 0;
const register = async (): Promise<string> => {
  const identity = {
    names: [{ family: 'Снимокова', given: 'Айгүл', patronymic: null, tag: 'kk', by: 'document' }],
    identifiers: [],
    birthDate: `${1950 + serial++}-03-05`,
    sex: 'female',
    phone: null,
    address: null,
    languages: ['kk'],
    representatives: [],
    deceased: null,
  };
  const reply = await world.as(officer).post('/patients', { identity });
  expect(reply.statusCode).toBe(201);
  return reply.json<{ id: string }>().id;
};
/** Lets the hospital in Seoul take part, on a consent. @returns its withdrawal */
const share = async (patient: string): Promise<string> => {
  const wording = 'Емделу үшін мәліметімді көрсетілген ұйымға ашуға келісемін.';
  const asked = { purpose: 'treatment', language: 'kk', title: 'Келісім', wording };
  const text = (await world.as(coordinator).post('/consents/texts', asked)).json<{ id: string }>().id;
  const consent = {
    purpose: 'treatment',
    receivingCountry: 'KR',
    receivingOrganisation: null,
    text,
    givenBy: 'patient',
    representative: null,
    givenHow: 'paper',
    givenOn: '2026-11-20',
    from: null,
    until: null,
    witness: null,
    supersedes: null,
  };
  const { id } = (await world.as(officer).post(`/patients/${patient}/consents`, consent)).json<{ id: string }>();
  const part = await world
    .as(officer)
    .post(`/patients/${patient}/care`, { organisation: seoul.organisation, consent: id });
  expect(part.statusCode).toBeLessThan(300);
  return id;
};

type Begun = { id: string; version: number };
const begin = async (patient: string, dates = 'kept'): Promise<Begun> =>
  (await world.as(officer).post('/images/studies', { patient, dates })).json<Begun>();
const add = (who: Someone, study: string, bytes: Uint8Array) => {
  const { body, type } = multipart({}, { name: 'a.dcm', bytes });
  return world.as(who).post(`/images/studies/${study}/files`, body, { 'content-type': type });
};
const close = (who: Someone, { id, version }: Begun) =>
  world.as(who).post(`/images/studies/${id}/closing`, { version });
const pageOf = async (who: Someone, id: string): Promise<StudyPage> =>
  (await world.as(who).get(`/images/studies/${id}`)).json<StudyPage>();
const words = { text: 'OSPANOVA 17', x: 20, y: 24, scale: 2 };

/** A study of a patient that the hospital in Seoul may open: four slices, brought out of order, one with a name drawn in. */
async function brought() {
  const patient = await register();
  const study = await begin(patient);
  for (const slice of [2, 0, 3, 1]) {
    const reply = await add(officer, study.id, ctFile({ slice, count: 4, ...(slice === 3 && { words }) }));
    expect(reply.json()).toEqual({ taken: 1, known: 0, refused: [] });
  }
  expect((await close(officer, study)).statusCode).toBe(200);
  return { patient, study: study.id, consent: await share(patient) };
}
const shared = await brought();

test('slices stand as they lie in the body, not as they came', async () => {
  const { series, isOwn } = await pageOf(officer, shared.study);
  expect(isOwn).toBe(true);
  expect(series.map(({ slices }) => slices.map(({ along }) => along))).toEqual([[0, 1.5, 3, 4.5]]);
  expect(series[0]).toMatchObject({ modality: 'CT', takenOn: '2026-11-05' });
  expect(series[0]?.label).toContain('Ospanova');
});

test('who takes part on a consent sees the copy alone: no label, no original, nothing with words in it', async () => {
  const { series, isOwn, slices, waiting } = await pageOf(seoul, shared.study);
  expect([isOwn, slices, waiting, series[0]?.label, series[0]?.slices.length]).toEqual([false, 3, 0, '', 3]);
  const id = series[0]?.slices[1]?.id ?? '';
  const copy = await world.as(seoul).get(`/images/slices/${id}/copy`);
  expect(parser.parseDicom(copy.rawPayload).string('x00120062')).toBe('YES');
  const found = Object.values(planted).filter((value) => copy.rawPayload.includes(value));
  expect(found).toEqual([]);
  expect((await world.as(seoul).get(`/images/slices/${id}/original`)).statusCode).toBe(404);
  const original = await world.as(officer).get(`/images/slices/${id}/original`);
  expect(original.rawPayload.equals(ctFile({ slice: 1, count: 4 }))).toBe(true);
});

test('the database itself keeps originals, labels and suspected slices from others, whatever the application asks', async () => {
  const see = async (who: Someone, table: string): Promise<number> =>
    asPerson(world.db, { token: who.cookie.split(/[=.]/)[2] ?? '', organisation: who.organisation }, async (tx) => {
      const { rows } = await sql.raw<{ n: number }>(`select count(*)::int as n from ${table}`).execute(tx);
      return rows[0]?.n ?? -1;
    });
  const tables = ['image_study', 'image_series', 'image_slice', 'image_original', 'image_label'];
  const all = async (who: Someone) => Promise.all(tables.map((table) => see(who, table)));
  expect(await all(seoul)).toEqual([1, 1, 3, 0, 0]);
  expect(await all(stranger)).toEqual([0, 0, 0, 0, 0]);
  expect(await all(clerk)).toEqual([0, 0, 0, 0, 0]);
  expect(await all(viewer)).toEqual([1, 1, 4, 4, 1]);
});

test('a slice with words in it goes to others once a person has looked and found no names', async () => {
  const { patient, study } = await brought();
  const suspected = (await pageOf(officer, study)).series
    .flatMap(({ slices }) => slices)
    .filter(({ suspicions }) => suspicions.length > 0);
  expect(suspected.map(({ along, suspicions }) => [along, suspicions])).toEqual([[4.5, ['pixels']]]);
  const slices = suspected.map(({ id }) => id);
  const [first = ''] = slices;
  expect((await world.as(seoul).get(`/images/slices/${first}/picture`)).statusCode).toBe(404);
  const say = (who: Someone, found: string) => world.as(who).post(`/images/studies/${study}/looks`, { slices, found });
  expect(problemOf(await say(seoul, 'clean'))).toBe('not-yours-to-change');
  expect((await say(viewer, 'clean')).statusCode).toBe(403);
  expect((await say(officer, 'names')).json()).toEqual({ changed: 1 });
  expect((await pageOf(seoul, study)).slices).toBe(3);
  expect((await say(coordinator, 'clean')).json()).toEqual({ changed: 1 });
  expect((await pageOf(seoul, study)).slices).toBe(4);
  const picture = await world.as(seoul).get(`/images/slices/${first}/picture?centre=40&width=400`);
  expect([picture.headers['content-type'], picture.rawPayload.subarray(1, 4).toString()]).toEqual(['image/png', 'PNG']);
  expect(patient).toBeTruthy();
});

test('frames come in order, each the picture value by value, and every opening is on record', async () => {
  const [series] = (await pageOf(officer, shared.study)).series;
  const before = await world.seeAll('select count(*)::int as n from access_record where subject_id = $1', [
    shared.patient,
  ]);
  const reply = await world.as(officer).get(`/images/series/${series?.id}/frames?from=1&count=2`);
  const frames = unpackFrames(reply.rawPayload);
  expect(frames.map(({ id }) => id)).toEqual(series?.slices.slice(1, 3).map(({ id }) => id));
  for (const [index, { frame }] of frames.entries())
    expect(
      Buffer.from(samplesOf(frame).samples.buffer).equals(Buffer.from(storedOf({ slice: index + 1, count: 4 }).buffer)),
    ).toBe(true);
  expect(reply.headers['cache-control']).toBe('no-store');
  const after = await world.seeAll('select count(*)::int as n from access_record where subject_id = $1', [
    shared.patient,
  ]);
  expect(Number(after[0]?.['n']) - Number(before[0]?.['n'])).toBe(1);
});

test('whoever takes no part finds nothing, and a withdrawal of the consent closes it at once', async () => {
  const { patient, study, consent } = await brought();
  const id = (await pageOf(seoul, study)).series[0]?.slices[0]?.id ?? '';
  for (const path of [`studies/${study}`, `slices/${id}/copy`, `slices/${id}/picture`]) {
    expect((await world.as(stranger).get(`/images/${path}`)).statusCode, path).toBe(404);
    expect((await world.as(clerk).get(`/images/${path}`)).statusCode, path).toBe(403);
    expect((await world.as(seoul).get(`/images/${path}`)).statusCode, path).toBe(200);
  }
  const ending = { byWhom: 'patient', representative: null, remark: null };
  expect((await world.as(officer).post(`/consents/${consent}/withdrawal`, ending)).statusCode).toBe(200);
  for (const path of [`studies/${study}`, `slices/${id}/copy`, `slices/${id}/picture`])
    expect((await world.as(seoul).get(`/images/${path}`)).statusCode, path).toBe(404);
  expect((await world.as(seoul).get(`/images/studies?patient=${patient}`)).json()).toEqual([]);
});

test('an archive is taken file by file; what cannot be taken is said of each, and the rest stays', async () => {
  const study = await begin(await register());
  const file = (slice: number) => ctFile({ slice, count: 4 });
  const other = Buffer.from(file(2).toString('latin1').replaceAll(planted.id, 'KZ-0000000'), 'latin1');
  const archive = zipSync({
    'DICOM/IM0': file(0),
    'DICOM/IM1': file(1),
    DICOMDIR: file(0),
    'readme.txt': Buffer.from('words'),
    'DICOM/IM2': other,
  });
  expect((await add(officer, study.id, archive)).json()).toEqual({
    taken: 2,
    known: 0,
    refused: [
      { name: 'readme.txt', why: 'not-dicom', detail: null },
      { name: 'DICOM/IM2', why: 'other-patient', detail: null },
    ],
  });
  expect((await add(officer, study.id, file(1))).json()).toEqual({ taken: 0, known: 1, refused: [] });
});

test('an upload that breaks off, comes twice, is empty or too large leaves what it should and no more', async () => {
  const study = await begin(await register());
  const archive = zipSync({ IM0: ctFile({ slice: 0, count: 4 }), IM1: ctFile({ slice: 1, count: 4 }) }, { level: 1 });
  const { body, type } = multipart({}, { name: 'a.zip', bytes: archive });
  const key = randomUUID();
  const send = (bytes: Buffer, idempotencyKey: string) =>
    world
      .as(officer)
      .post(`/images/studies/${study.id}/files`, bytes, { 'content-type': type, 'idempotency-key': idempotencyKey });
  const brokenOff = await send(body.subarray(0, body.length / 2), randomUUID());
  expect(brokenOff.statusCode).toBe(400);
  expect((await pageOf(officer, study.id)).slices).toBe(0);
  const first = await send(body, key);
  expect([first.json(), (await send(body, key)).json()]).toEqual([first.json(), { taken: 2, known: 0, refused: [] }]);
  expect((await send(body, randomUUID())).json()).toEqual({ taken: 0, known: 2, refused: [] });
  expect((await add(officer, study.id, Buffer.alloc(0))).json()).toMatchObject({ refused: [{ why: 'not-dicom' }] });
  expect((await add(officer, study.id, archive.subarray(0, 200_000))).json()).toMatchObject({ taken: 0 });
  expect((await add(officer, study.id, Buffer.alloc(20_000_001))).statusCode).toBe(413);
  expect((await pageOf(officer, study.id)).slices).toBe(2);
});

test('nobody else adds to a study, nobody sees it before it is closed, and nothing is added after', async () => {
  const patient = await register();
  const study = await begin(patient);
  await share(patient);
  expect(problemOf(await close(officer, study))).toBe('study-empty');
  expect((await add(officer, study.id, ctFile({ slice: 0, count: 4 }))).json()).toMatchObject({ taken: 1 });
  expect((await world.as(seoul).get(`/images/studies/${study.id}`)).statusCode).toBe(404);
  expect((await add(seoul, study.id, ctFile({ slice: 1, count: 4 }))).statusCode).toBe(404);
  expect((await close(officer, study)).json()).toMatchObject({ version: 2 });
  expect(problemOf(await close(officer, study))).toBe('stale');
  expect(problemOf(await add(officer, study.id, ctFile({ slice: 1, count: 4 })))).toBe('study-closed');
  expect((await world.as(seoul).get(`/images/studies/${study.id}`)).statusCode).toBe(200);
  expect(problemOf(await world.as(seoul).post(`/images/studies/${study.id}/withdrawal`, { version: 2 }))).toBe(
    'not-yours-to-change',
  );
  expect((await world.as(officer).post(`/images/studies/${study.id}/withdrawal`, { version: 2 })).json()).toMatchObject(
    { version: 3 },
  );
  expect((await world.as(seoul).get(`/images/studies/${study.id}`)).statusCode).toBe(404);
});

test('nothing of whom the tags name lies readable in a table or in a file, and an erased key ends it', async () => {
  const { patient, study } = await brought();
  const tables = [
    'image_study',
    'image_series',
    'image_label',
    'image_slice',
    'image_original',
    'event',
    'access_record',
    'idempotency',
  ];
  const dump = JSON.stringify(await Promise.all(tables.map((table) => world.seeAll(`select t::text from ${table} t`))));
  for (const secret of Object.values(planted)) expect(dump.includes(secret), secret).toBe(false);
  const id = (await pageOf(officer, study)).series[0]?.slices[0]?.id ?? '';
  world.vault.destroy(`patient:${patient}`);
  for (const path of [`studies/${study}`, `slices/${id}/copy`, `slices/${id}/original`, `slices/${id}/picture`])
    expect((await world.as(officer).get(`/images/${path}`)).statusCode, path).toBe(404);
  expect((await world.as(officer).get(`/images/studies?patient=${patient}`)).json<StudyRow[]>()).toEqual([]);
});

test('another module asks for the studies of its record: those that the reader sees, and that they were opened', async () => {
  const [patient, subject] = [await register(), randomUUID()];
  const study = (await world.as(officer).post('/images/studies', { patient, subject, dates: 'shifted' })).json<Begun>();
  const askedBy = ({ cookie, organisation }: Someone) =>
    asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation }, async (tx, entry) => {
      if ('refused' in entry) throw new Error(entry.refused);
      const accesses = openAccesses();
      const context = { tx, actor: entry.actor, accesses, vault: world.vault } as unknown as Served;
      const rows = await imagesOf(context, subject);
      return { studies: rows.map(({ id }) => id), opened: accesses.all().map(({ subjectId }) => subjectId) };
    });
  expect(await askedBy(officer)).toEqual({ studies: [study.id], opened: [patient] });
  expect(await askedBy(stranger)).toEqual({ studies: [], opened: [] });
});
