import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, expect, test } from 'vitest';
import { sqlAs } from '../../../test/acting.ts';
import { multipart } from '../../../test/multipart.ts';
import { pdfOf } from '../../../test/papers.ts';
import { draftIn, doUsual, post, readIn, referralAt, referralsIn, tryAct, usual } from '../../../test/referral.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import type { PartContent, ReferralCase } from './schemas.case.ts';

const world = await startWorld({ maxUpload: 300_000 });
afterAll(() => world.stop());
const paper = (code: string, more: object = {}) => ({
  code,
  names: { kk: code, ru: code, en: code },
  kind: 'paper' as const,
  required: true,
  from: 'sender' as const,
  ...more,
});
const referrals = await referralsIn(world, 'case', {
  papers: {
    draft: [paper('histology'), paper('diagnosis')],
    board: [paper('marrow-export', { kind: 'permit' })],
  },
  seats: 20,
});
const { people } = referrals;

const history: PartContent = { kind: 'history', language: 'ru', text: 'Заболела весной, лечилась дома.' };
const diagnosis: PartContent = {
  kind: 'diagnosis',
  language: 'kk',
  codes: [{ code: 'C71.6' }],
  words: 'Медуллобластома, операциядан кейін',
  tnm: null,
};
const problemOf = (reply: { json: () => { type?: string }; statusCode: number }) =>
  `${reply.statusCode} ${String(reply.json().type).replace('/problems/', '')}`;
const write = (who: Someone, id: string, content: unknown, version = 0) =>
  world.as(who).post(`/referrals/${id}/case`, { version, content: content as object });
const read = async (who: Someone, id: string) => world.as(who).get(`/referrals/${id}/case`);
const caseOf = async (who: Someone, id: string): Promise<ReferralCase> => (await read(who, id)).json<ReferralCase>();
const pdf = (pages = 2) =>
  Buffer.from(pdfOf(Array.from({ length: pages }, (_, n) => [{ text: `Page${n}`, x: 60, y: 700 }])));

async function bring(who: Someone, id: string, fields: Record<string, string> = {}, bytes: Buffer = pdf()) {
  const { body, type } = multipart({ paper: 'histology', title: 'Гистология', ...fields }, { name: '../x.exe', bytes });
  return world.as(who).post(`/referrals/${id}/case/documents`, body, { 'content-type': type });
}
const brought = async (...of: Parameters<typeof bring>): Promise<string> => {
  const reply = await bring(...of);
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json<{ id: string }>().id;
};
const say = (who: Someone, id: string, said: object) => world.as(who).post(`/referrals/${id}/case/statements`, said);

/** A draft with the papers that its path wants before it is submitted. */
async function readyDraft() {
  const draft = await draftIn(world, referrals);
  await post(world, people.officer, `/referrals/${draft.id}/case`, { version: 0, content: diagnosis });
  const document = await brought(people.officer, draft.id);
  return { ...draft, document };
}
/** One that lies before the receiving board. */
async function atBoard() {
  const draft = await readyDraft();
  for (const act of ['submit', 'check', 'check', 'approveHome'] as const)
    await doUsual(world, referrals, { ...draft, act });
  return draft;
}

test('a part is written by its party alone, in the version that was read, and what it said before is kept', async () => {
  const { id } = await draftIn(world, referrals);
  expect((await write(people.officer, id, history)).json()).toMatchObject({
    version: 1,
    party: 'sender',
    content: history,
  });
  expect(problemOf(await write(people.officer, id, history))).toBe('409 stale');
  const after = { ...history, text: 'Заболела зимой.' };
  expect((await write(people.officer, id, after, 1)).json()).toMatchObject({ version: 2, earlier: 1 });
  const earlier = await world.as(people.viewer).get(`/referrals/${id}/case/earlier?kind=history&party=sender`);
  expect(earlier.json()).toMatchObject([{ version: 1, content: history }]);
  expect(
    problemOf(await write(people.officer, id, { kind: 'discharge-letter', language: 'kk', text: 'Х', on: null })),
  ).toBe('403 not-own-part');
});

test('of two who write the same part at once one is told that it is stale', async () => {
  const { id } = await draftIn(world, referrals);
  const replies = await Promise.all(
    [people.officer, people.coordinator].map((who, n) => write(who, id, { ...history, text: `Нұсқа ${n}` })),
  );
  expect(replies.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([200, 409]);
  expect((await caseOf(people.viewer, id)).parts).toMatchObject([{ version: 1 }]);
});

test('who does not take part in the care finds no case; who does leaves a record of having read it', async () => {
  const { id, patient } = await readyDraft();
  for (const who of [people.receiver, people.stranger, people.commission, people.administrator])
    expect((await read(who, id)).statusCode).toBeGreaterThanOrEqual(403);
  expect((await read(people.stranger, id)).statusCode).toBe(404);
  expect(problemOf(await write(people.viewer, id, history))).toBe('403 forbidden');
  await caseOf(people.viewer, id);
  const seen = await world.seeAll(
    `select endpoint from access_record where subject_id = $1 and person = $2 and endpoint = 'referrals.referralCase'`,
    [patient, people.viewer.person],
  );
  expect(seen).toHaveLength(1);
});

test('what is said lies sealed, and no event holds a word of it', async () => {
  const { id } = await readyDraft();
  await post(world, people.officer, `/referrals/${id}/case`, { version: 0, content: history });
  const rows = await world.seeAll(
    `select p.content::text as content, (select string_agg(e::text, ' ') from event e where e.subject_id = $1) as events
     from case_part p where p.referral_id = $1`,
    [id],
  );
  expect(JSON.stringify(rows)).not.toMatch(/C71|Заболела|весной|Медулло/);
});

test('both sides’ statements stay, and a difference between them is shown', async () => {
  const { id, document } = await atBoard();
  const unreadable = { about: { document }, state: 'unreadable', pages: [2], words: 'Екінші бет көрінбейді' };
  expect((await say(people.receiver, id, unreadable)).statusCode).toBe(201);
  const { papers, said } = await caseOf(people.officer, id);
  expect(papers.find(({ code }) => code === 'histology')).toMatchObject({
    isThere: true,
    isDifferent: true,
    positions: { sender: { state: 'there' }, receiver: { state: 'unreadable', pages: [2] }, commission: null },
  });
  expect(said).toMatchObject([{ party: 'receiver', words: 'Екінші бет көрінбейді' }]);
  await brought(people.officer, id, { replaces: document });
  expect((await say(people.receiver, id, { about: { document }, state: 'seen' })).statusCode).toBe(422);
  const after = await caseOf(people.receiver, id);
  expect(after.documents.map(({ state }) => state)).toEqual(['replaced', 'stands']);
  expect(after.papers.find(({ code }) => code === 'histology')?.isDifferent).toBe(false);
});

test('pages beyond a document, pages that are seen, and papers that nobody wants are refused', async () => {
  const { id, document } = await readyDraft();
  const said = async (about: object, more: object) => problemOf(await say(people.officer, id, { about, ...more }));
  expect(await said({ document }, { state: 'unreadable', pages: [3] })).toBe('422 pages-wrong');
  expect(await said({ document }, { state: 'seen', pages: [1] })).toBe('422 pages-wrong');
  expect(await said({ paper: 'passport-of-a-cat' }, { state: 'there' })).toBe('422 paper-unknown');
  expect(await said({ document: randomUUID() }, { state: 'seen' })).toBe('422 document-unknown');
});

test('a step is not left without its papers: a document, a part of the case, a permit that still holds', async () => {
  const draft = await draftIn(world, referrals);
  const submit = usual(referrals, draft.consent).submit;
  const tried = async () =>
    tryAct(world, submit.who, {
      id: draft.id,
      version: (await readIn(world, submit.who, draft.id)).version,
      does: submit.does,
    });
  expect(problemOf(await tried())).toBe('409 papers-missing');
  await brought(people.officer, draft.id);
  expect((await readIn(world, people.officer, draft.id)) as object).toMatchObject({ lacks: ['diagnosis'] });
  await post(world, people.officer, `/referrals/${draft.id}/case`, { version: 0, content: diagnosis });
  expect((await tried()).statusCode).toBe(200);
  for (const act of ['check', 'check', 'approveHome'] as const) await doUsual(world, referrals, { ...draft, act });
  await expect(doUsual(world, referrals, { ...draft, act: 'accept' })).rejects.toThrow('papers-missing');
  const permit = { about: { paper: 'marrow-export' }, state: 'there', permitNumber: 'ЭК-17' };
  await say(people.officer, draft.id, { ...permit, validUntil: '2026-11-20' });
  expect((await caseOf(people.receiver, draft.id)).papers.find(({ code }) => code === 'marrow-export')?.isThere).toBe(
    false,
  );
  await say(people.officer, draft.id, { ...permit, validUntil: '2026-11-21' });
  expect((await caseOf(people.receiver, draft.id)).papers.find(({ code }) => code === 'marrow-export')?.isThere).toBe(
    true,
  );
});

test('a withdrawn consent closes the case to the receiver at once, also for what is being written', async () => {
  const { id, consent, document } = await atBoard();
  expect((await read(people.receiver, id)).statusCode).toBe(200);
  await post(world, people.officer, `/consents/${consent}/withdrawal`, {
    byWhom: 'patient',
    representative: null,
    remark: null,
  });
  expect((await read(people.receiver, id)).statusCode).toBe(404);
  expect((await write(people.receiver, id, diagnosis)).statusCode).toBe(404);
  expect((await world.as(people.receiver).get(`/referrals/${id}/case/documents/${document}`)).statusCode).toBe(404);
  expect((await say(people.receiver, id, { about: { document }, state: 'seen' })).statusCode).toBe(404);
  expect((await read(people.officer, id)).statusCode).toBe(200);
});

test('a document is sealed, opens for both sides, says its pages, and its name names nobody', async () => {
  const { id, document } = await atBoard();
  const reply = await world.as(people.receiver).get(`/referrals/${id}/case/documents/${document}`);
  expect(reply.rawPayload.equals(pdf())).toBe(true);
  expect(reply.headers['content-disposition']).toMatch(/Y-2026-\d+(%20|\s)histology\.pdf/);
  expect((await caseOf(people.receiver, id)).documents).toMatchObject([
    {
      paper: 'histology',
      title: 'Гистология',
      pages: 2,
      party: 'sender',
      mediaType: 'application/pdf',
      state: 'stands',
    },
  ]);
  const [row] = await world.seeAll('select address from case_document where id = $1', [document]);
  const address = String(row?.['address']);
  const shelf = await readdir(join(world.filesFolder, address.slice(0, 2)));
  expect(shelf.filter((name) => name.startsWith(address))).toHaveLength(1);
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['a program', Buffer.from('MZ\u0090\u0000 this program cannot be run')],
  ['a page that runs in a browser', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a picture that is code', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
  ['half a PDF', pdf().subarray(0, 120)],
  ['a PDF that is locked', Buffer.from(pdfOf([[{ text: 'Secret', x: 60, y: 700 }]], { isEncrypted: true }))],
  [
    'a PDF that does something when it is opened',
    Buffer.from(
      pdf()
        .toString('latin1')
        .replace('/Type /Catalog', '/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'),
      'latin1',
    ),
  ],
  ['a picture cut off', Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), Buffer.alloc(40, 7)])],
])('as a document is refused: %s', async (_what, bytes) => {
  const { id } = await draftIn(world, referrals);
  const reply = await bring(people.officer, id, {}, bytes);
  expect(reply.statusCode).toBe(422);
  expect((await caseOf(people.officer, id)).documents).toEqual([]);
});

test('a file above the limit is refused, and a picture loses what its file says besides', async () => {
  const { id } = await draftIn(world, referrals);
  expect((await bring(people.officer, id, {}, Buffer.alloc(300_001, '%PDF-'))).statusCode).toBe(413);
  const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#888' } })
    .withExif({ IFD0: { Copyright: 'Someone Secret' } })
    .jpeg()
    .toBuffer();
  expect(picture.toString('latin1')).toContain('Someone Secret');
  const document = await brought(people.officer, id, {}, picture);
  const reply = await world.as(people.officer).get(`/referrals/${id}/case/documents/${document}`);
  expect(reply.rawPayload.toString('latin1')).not.toContain('Someone Secret');
});

test('an upload of a document that breaks off leaves nothing; one that is sent twice is there once', async () => {
  const { id } = await draftIn(world, referrals);
  const { body, type } = multipart({ paper: 'histology', title: 'Гистология' }, { name: 'a.pdf', bytes: pdf() });
  const send = (bytes: Buffer, key: string) =>
    world
      .as(people.officer)
      .post(`/referrals/${id}/case/documents`, bytes, { 'content-type': type, 'idempotency-key': key });
  for (const part of [0.2, 0.5, 0.95]) {
    const reply = await send(body.subarray(0, Math.floor(body.length * part)), randomUUID());
    expect([400, 422]).toContain(reply.statusCode);
  }
  expect((await caseOf(people.officer, id)).documents).toEqual([]);
  const key = randomUUID();
  const [first, again] = [await send(body, key), await send(body, key)];
  expect([first.statusCode, again.json()]).toEqual([201, first.json()]);
  expect((await caseOf(people.officer, id)).documents).toHaveLength(1);
});

test('a document that was taken back stays in the list, opens for nobody, and its bytes are gone', async () => {
  const { id, document } = await atBoard();
  const back = (who: Someone) => world.as(who).post(`/referrals/${id}/case/documents/${document}/withdrawal`, {});
  expect(problemOf(await back(people.receiver))).toBe('403 not-own-part');
  const [row] = await world.seeAll('select address from case_document where id = $1', [document]);
  const { patient } = await caseOf(people.officer, id);
  expect((await back(people.officer)).statusCode).toBe(200);
  expect((await world.as(people.officer).get(`/referrals/${id}/case/documents/${document}`)).statusCode).toBe(404);
  expect((await caseOf(people.receiver, id)).documents).toMatchObject([{ state: 'taken_back' }]);
  await expect(world.files.read(`patient:${patient}`, String(row?.['address']))).rejects.toThrow('ENOENT');
});

test('a diagnosis keeps to what is written: codes of ICD-10, TNM where the disease has one', async () => {
  const { id } = await draftIn(world, referrals);
  const tried = async (code: string, tnm: object | null) =>
    problemOf(await write(people.officer, id, { ...diagnosis, codes: [{ code }], tnm }));
  expect(await tried('cancer', null)).toBe('422 code-unknown');
  expect(await tried('C91.0', { t: 'T1', n: 'N0', m: 'M0' })).toBe('422 tnm-not-for-this');
  expect(await tried('C50.9', { t: 'T5', n: 'N0', m: 'M0' })).toBe('422 tnm-unwritten');
  expect(await tried('D05.1', { t: 'T1', n: 'N0', m: 'M0' })).toBe('422 tnm-in-situ-only');
  const breast = { ...diagnosis, codes: [{ code: 'C50.9' }], tnm: { t: 'pT1c', n: 'pN1a(sn)', m: 'cM0' } };
  expect((await write(people.officer, id, breast)).statusCode).toBe(200);
  expect((await caseOf(people.officer, id)).codes).toMatchObject([
    { code: 'C50.9', names: { kk: 'Сүт безінің қатерлі ісігі' } },
  ]);
});

const estimate = (lines: object[]) => ({ kind: 'cost-estimate', lines, showIn: 'KZT', on: '2026-11-20', words: '' });

test('a cost estimate is exact, adds up within a currency, says who pays, and comes to one currency by the rates alone', async () => {
  const { id } = await draftIn(world, referrals);
  const line = (amount: string, currency: string, payer: string) => ({ what: 'Ем', amount, currency, payer });
  const bad = [
    line('12.345', 'KZT', 'quota'),
    line('-1', 'KZT', 'quota'),
    line('1e9', 'KZT', 'quota'),
    line('1', 'XXX', 'quota'),
  ];
  for (const each of bad)
    expect(problemOf(await write(people.officer, id, estimate([each])))).toBe('422 money-unreadable');
  const lines = [
    line('0.10', 'KZT', 'quota'),
    line('0.20', 'KZT', 'patient'),
    line('90071992547409.93', 'KGS', 'ministry'),
  ];
  expect((await write(people.officer, id, estimate(lines))).statusCode).toBe(200);
  const { costs } = await caseOf(people.officer, id);
  expect(costs).toMatchObject([
    {
      party: 'sender',
      totals: [
        { amount: '0.30', currency: 'KZT' },
        { amount: '90071992547409.93', currency: 'KGS' },
      ],
      whole: null,
    },
  ]);
  await write(people.officer, id, estimate(lines.slice(0, 2)), 1);
  expect((await caseOf(people.officer, id)).costs[0]?.whole).toMatchObject({
    amount: '0.30',
    currency: 'KZT',
    day: null,
  });
});

const translation = {
  of: { part: 'history', party: 'sender' },
  language: 'kk',
  how: 'person',
  translator: 'Аудармашы Үлгі',
  text: 'Көктемде ауырды, үйде емделді.',
  version: 0,
};

test('a translation stands beside its original; nobody approves their own, and a new original makes it outdated', async () => {
  const { id } = await draftIn(world, referrals);
  const at = `/referrals/${id}/case/translations`;
  expect(problemOf(await world.as(people.officer).post(at, translation))).toBe('422 nothing-to-translate');
  await write(people.officer, id, history);
  expect(problemOf(await world.as(people.officer).post(at, { ...translation, language: 'ru' }))).toBe(
    '422 same-language',
  );
  const made = (await world.as(people.officer).post(at, translation)).json<{ id: string }>();
  const approve = (who: Someone, version = 1) => world.as(who).post(`${at}/${made.id}/approval`, { version });
  expect(problemOf(await approve(people.officer))).toBe('403 own-translation');
  expect(problemOf(await approve(people.coordinator, 7))).toBe('409 stale');
  expect((await approve(people.coordinator)).statusCode).toBe(200);
  expect((await caseOf(people.viewer, id)).translations).toMatchObject([
    {
      text: translation.text,
      how: 'person',
      translator: 'Аудармашы Үлгі',
      approvedBy: 'Somebody',
      isOutdated: false,
      version: 2,
    },
  ]);
  expect(problemOf(await approve(people.coordinator, 2))).toBe('409 approved-already');
  await write(people.officer, id, { ...history, text: 'Иначе.' }, 1);
  expect((await caseOf(people.viewer, id)).translations).toMatchObject([{ isOutdated: true, approvedBy: 'Somebody' }]);
  const again = { ...translation, text: 'Басқаша.', version: 2 };
  expect((await world.as(people.coordinator).post(at, again)).statusCode).toBe(201);
  expect((await caseOf(people.viewer, id)).translations).toMatchObject([
    { isOutdated: false, approvedBy: null, version: 3 },
  ]);
  expect(
    await world.seeAll('select approved_name from case_translation_version where translation_id = $1', [made.id]),
  ).toEqual([{ approved_name: 'Somebody' }]);
});

test('a machine’s work may be approved by whoever entered it, and by nobody’s SQL without being read', async () => {
  const { id } = await draftIn(world, referrals);
  await write(people.officer, id, history);
  const at = `/referrals/${id}/case/translations`;
  const made = (
    await world.as(people.officer).post(at, { ...translation, how: 'machine', translator: 'Аударма 2' })
  ).json<{
    id: string;
  }>();
  expect((await world.as(people.officer).post(`${at}/${made.id}/approval`, { version: 1 })).statusCode).toBe(200);
  await expect(
    world.seeAll(`update case_translation set content = 'x', version = version + 1 where id = $1`, [made.id]),
  ).rejects.toThrow('approved as it was read');
});

const letter = {
  patientName: 'ULGI AIGUL',
  birthDate: '2017-03-12',
  passport: 'AN1234567',
  from: '2026-12-10',
  until: '2027-01-20',
  companions: [{ name: 'ULGI GULMIRA', relation: 'mother', passport: 'AN7654321' }],
  contact: 'Reception, +7 700 000 00 00',
  signedBy: 'Б. Үлгі',
  post: 'Бас дәрігер',
};

test('an invitation becomes a document of the case in the languages of both sides, without the diagnosis; a new one replaces it', async () => {
  const { id } = await atBoard();
  const issue = () => world.as(people.receiver).post(`/referrals/${id}/case/letters`, { kind: 'invitation-letter' });
  expect(problemOf(await issue())).toBe('409 letter-unwritten');
  const content = { kind: 'invitation-letter', ...letter, address: 'Астана, Үлгі көшесі, 1' };
  expect(problemOf(await write(people.receiver, id, { ...content, until: '2026-12-09' }))).toBe('422 days-wrong');
  expect((await write(people.receiver, id, content)).statusCode).toBe(200);
  const made = (await issue()).json<{ id: string }>();
  const { letterLanguages, documents } = await caseOf(people.officer, id);
  expect(letterLanguages).toEqual(['kk', 'ru']);
  expect(documents.at(-1)).toMatchObject({ id: made.id, paper: 'invitation-letter', party: 'receiver' });
  const file = await world.as(people.officer).get(`/referrals/${id}/case/documents/${made.id}`);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(file.rawPayload)), { mergePages: true });
  for (const part of ['Емделуге шақыру хаты', 'Приглашение на лечение', 'ULGI AIGUL', 'AN7654321'])
    expect(text).toContain(part);
  expect(text).not.toMatch(/C71|Медулло/);
  await issue();
  expect((await caseOf(people.officer, id)).documents.map(({ state }) => state)).toEqual([
    'stands',
    'replaced',
    'stands',
  ]);
  expect(
    problemOf(await world.as(people.officer).post(`/referrals/${id}/case/letters`, { kind: 'invitation-letter' })),
  ).toBe('403 not-own-part');
});

test('what is over takes nothing more; after a death only the letter of the centre', async () => {
  const cancelled = await readyDraft();
  for (const act of ['submit', 'cancel'] as const) await doUsual(world, referrals, { ...cancelled, act });
  expect(problemOf(await write(people.officer, cancelled.id, history))).toBe('409 referral-over');
  expect(problemOf(await bring(people.officer, cancelled.id))).toBe('409 referral-over');
  const died = await atBoard();
  await doUsual(world, referrals, { ...died, act: 'recordDeath' });
  expect(problemOf(await write(people.officer, died.id, history))).toBe('403 not-own-part');
  const last = { kind: 'discharge-letter', language: 'kk', text: 'Эпикриз', on: null };
  expect((await write(people.receiver, died.id, last)).statusCode).toBe(200);
});

test('the database refuses what is written as another party, for others, in another’s name or over what was said, also by SQL', async () => {
  const { id, document } = await atBoard();
  const { id: draft } = await readyDraft();
  const part = (of: {
    kind: string;
    party: string;
    organisation: string;
    by: string;
    referral?: string;
    version?: number;
  }) =>
    `insert into case_part (referral_id, kind, party, organisation_id, content, version, at, written_by)
     values ('${of.referral ?? id}', '${of.kind}', '${of.party}', '${of.organisation}', '\\x00', ${of.version ?? 1}, now(), '${of.by}')`;
  const said = (of: { party: string; organisation: string; by: string; referral?: string }) =>
    `insert into case_statement (id, referral_id, party, organisation_id, paper, state, pages, at, written_by)
     values (gen_random_uuid(), '${of.referral ?? id}', '${of.party}', '${of.organisation}', 'histology', 'there', '{}', now(), '${of.by}')`;
  const of = ({ organisation, person: by }: Someone, party: string) => ({ party, organisation, by });
  const { officer, receiver, viewer, receiverViewer, stranger, administrator, commission } = people;
  const tried: [Someone, string][] = [
    // A letter of the centre in the sender's name, a history in the centre's, and each in the name of a colleague or of another organisation.
    [officer, part({ kind: 'discharge-letter', ...of(officer, 'sender') })],
    [officer, part({ kind: 'discharge-letter', ...of(officer, 'receiver') })],
    [receiver, part({ kind: 'history', ...of(receiver, 'sender') })],
    [receiver, part({ kind: 'history', ...of(officer, 'sender') })],
    [receiver, part({ kind: 'questions', ...of(receiver, 'receiver'), by: people.chair.person })],
    [receiver, part({ kind: 'discharge-letter', ...of(receiver, 'receiver'), organisation: officer.organisation })],
    // Nobody writes who only reads, takes no part, or before whom it has not come yet.
    ...[viewer, receiverViewer, stranger, administrator].map((who): [Someone, string] => [
      who,
      said(of(who, who === viewer ? 'sender' : 'receiver')),
    ]),
    [receiver, said({ ...of(receiver, 'receiver'), referral: draft })],
    [commission, said({ ...of(commission, 'commission'), referral: draft })],
    // What stands is neither taken back by others, nor changed past its versions, nor deleted.
    [receiver, `update case_document set taken_back_at = now() where id = '${document}'`],
    [officer, `update case_document set pages = 9 where id = '${document}'`],
    [officer, `update case_statement set state = 'there' where referral_id = '${id}'`],
    [receiver, `update case_part set content = '\\x00', version = version + 1 where referral_id = '${id}'`],
    ...['case_part', 'case_part_version', 'case_document', 'case_statement', 'case_translation'].map(
      (table): [Someone, string] => [officer, `delete from ${table} where referral_id = '${id}'`],
    ),
  ];
  const kept = () =>
    world.seeAll(
      `select (select string_agg(md5(p::text), ',' order by p.kind, p.party) from case_part p) as parts,
         (select string_agg(md5(d::text), ',' order by d.id) from case_document d) as documents,
         (select string_agg(md5(s::text), ',' order by s.id) from case_statement s) as statements`,
    );
  const before = await kept();
  for (const [who, statement] of tried) {
    const done = await sqlAs(world, who, `${statement} returning 1 as done`).catch((error: Error) => [error.message]);
    const past = done.filter((each) => !/row-level|permission denied|violates check/.test(JSON.stringify(each)));
    expect([statement, past]).toEqual([statement, []]);
  }
  expect(await kept()).toEqual(before);
  expect(problemOf(await write(receiver, id, history))).toBe('403 not-own-part');
});

test('an erasure waits for a referral that runs, then takes the case and its files away', async () => {
  const { id, patient, consent, document } = await readyDraft();
  const asked = await post<{ id: string }>(world, people.coordinator, `/patients/${patient}/erasure`, {
    askedBy: 'patient',
  });
  const second = await world.someone('coordinator', people.coordinator.organisation, { isClinical: true });
  const decide = () => world.as(second).post(`/erasures/${asked.id}/decision`, { decision: 'approved', ground: null });
  expect(problemOf(await decide())).toBe('409 must-be-kept');
  const [row] = await world.seeAll('select address from case_document where id = $1', [document]);
  await doUsual(world, referrals, { id, consent, act: 'cancel' });
  const held = await world.as(people.coordinator).get(`/patients/${patient}/held?format=json`);
  expect(held.body).toContain('C71.6');
  expect((await decide()).statusCode).toBe(200);
  const left = await world.seeAll(
    `select (select count(*) from case_part where referral_id = $1)::int + (select count(*) from case_document where referral_id = $1)::int as rows`,
    [id],
  );
  expect(left).toEqual([{ rows: 0 }]);
  const address = String(row?.['address']);
  expect(existsSync(join(world.filesFolder, address.slice(0, 2), address))).toBe(false);
  expect((await read(people.officer, id)).statusCode).toBe(404);
});

test('a referral that goes on to another centre takes along what its sender said and brought', async () => {
  const first = await atBoard();
  await doUsual(world, referrals, { ...first, act: 'referOnward' });
  const [next] = await world.seeAll('select id from referral where previous_id = $1', [first.id]);
  const id = String(next?.['id']);
  expect((await caseOf(people.officer, id)).parts).toEqual([]);
  await doUsual(world, referrals, { id, consent: first.consent, act: 'submit' });
  const { parts, documents } = await caseOf(people.officer, id);
  expect(parts).toMatchObject([{ kind: 'diagnosis', content: diagnosis, version: 1 }]);
  const opened = await world.as(people.officer).get(`/referrals/${id}/case/documents/${documents[0]?.id}`);
  expect(opened.statusCode).toBe(200);
  const again = await world.as(people.officer).post(`/referrals/${id}/case/copy`, {});
  expect(problemOf(again)).toBe('409 nothing-to-take-over');
});

test('a whole referral goes through with its letters at discharge, which the sender reads', async () => {
  const done = await referralAt(world, await referralsIn(world, 'case-whole'), 'discharged');
  const rows = await world.seeAll('select kind from case_part where referral_id = $1 order by kind', [done.id]);
  expect(rows.map(({ kind }) => kind)).toEqual(['discharge-letter', 'follow-up-plan']);
});
