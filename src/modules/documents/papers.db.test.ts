import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { docxOf, linesFrom, pdfOf } from '../../../test/papers.ts';
import { now, type Someone, startWorld, today } from '../../../test/world.ts';
import type { FetchedPage, FetchRefusal } from '../../platform/fetch/fetch.server.ts';
import { openFiles } from '../../platform/files/files.ts';
import { intakeFolder, type Outcome } from './index.ts';

/** What the outside world answers, and what it was asked. */
const outside: { answer: FetchedPage | { refused: FetchRefusal }; asked: string[] } = {
  answer: { refused: 'address-unknown' },
  asked: [],
};
const fetchPage = (address: string) => {
  outside.asked.push(address);
  return Promise.resolve(outside.answer);
};
const world = await startWorld({ fetchPage, maxUpload: 5_000_000 });
const folder = await mkdtemp(join(tmpdir(), 'yntymaq-intake-'));
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});
const [almaty, hospital, seoul] = await Promise.all([world.organisation(), world.organisation(), world.organisation()]);
const partnership = await world.partnership('almaty-korea', [almaty, seoul]);
await world.seeAll('insert into side_organisation values ($1, $2, $3)', [
  partnership.id,
  hospital,
  partnership.sides[0],
]);
const [officer, colleague, korean, viewer] = await Promise.all([
  world.someone('officer', almaty),
  world.someone('officer', hospital),
  world.someone('officer', seoul),
  world.someone('viewer', almaty),
]);
beforeEach(() => {
  outside.asked = [];
});

const letters = () =>
  Array.from(randomUUID().replaceAll('-', ''), (digit) => 'бвгджзклмнпрстфх'[Number.parseInt(digit, 16)]).join('');
const kazakh =
  'Әкімдіктің баспасөз қызметі бүгін хабарлағандай, кездесуде тараптар ынтымақтастықты қарады. Екі жылда 37 операция жасалды.';
/** Sixty words that no other text has. */
const article = () => `${Array.from({ length: 60 }, () => letters().slice(0, 7)).join(' ')}. ${kazakh}`;

const upload = (who: Someone, bytes: Uint8Array | string, said: Record<string, string> = {}) => {
  const boundary = `----${randomUUID()}`;
  const field = ([key, value]: [string, string]) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
  const head = `${Object.entries({ partnership: partnership.id, ...said })
    .map(field)
    .join(
      '',
    )}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="paper.bin"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(head),
    Buffer.from(bytes as Uint8Array),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return world.as(who).post('/documents', body, { 'content-type': `multipart/form-data; boundary=${boundary}` });
};
const paste = async (who: Someone, text: string, said: Record<string, string> = {}) =>
  (await world.as(who).post('/documents', { partnership: partnership.id, text, ...said })).json().document;
const open = async (who: Someone, id: string) => (await world.as(who).get(`/documents/${id}`)).json();
const fromAddress = (who: Someone, address: string, said: Record<string, string> = {}) =>
  world.as(who).post('/documents/from-address', { partnership: partnership.id, address, ...said });
const page = (text: string, from = 'https://news.example/kk/123.html'): FetchedPage => ({
  bytes: Buffer.from(text),
  from,
  contentType: 'text/html',
  encoding: 'utf-8',
});
const kept = async () => {
  const tables = [
    'file',
    'source_document',
    'document_content',
    'document_release',
    'document_band',
    'claim',
    'event',
    'idempotency',
  ];
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  return (await world.seeAll(`select ${counts.join(', ')}`))[0];
};

test('a PDF is taken in: its claims say on which page they stand, its original is the same file', async () => {
  const bytes = pdfOf([
    linesFrom([`Кездесу туралы есеп ${letters()}.`]),
    linesFrom(['Екі жылда 37 операция жасалды.']),
  ]);
  const reply = await upload(officer, bytes);
  expect(reply.statusCode).toBe(201);
  const document = await open(officer, reply.json().document.id);
  expect(document).toMatchObject({ mediaType: 'application/pdf', pageStarts: [0, expect.any(Number)], fetched: null });
  const [claim] = document.claims.filter(({ kind }: { kind: string }) => kind === 'count');
  expect(claim).toMatchObject({ page: 2, value: { value: 37 } });
  const original = await world.as(officer).get(`/documents/${document.id}/original`);
  expect(original.rawPayload.equals(bytes)).toBe(true);
  expect(original.headers['content-disposition']).toContain('.pdf');
  const start = document.pageStarts[1];
  const made = await world.as(officer).post(`/documents/${document.id}/claims`, {
    start,
    end: start + 8,
    claim: { kind: 'date', value: { edtf: '2020', precision: 'year', role: 'event' } },
  });
  expect(made.json()).toMatchObject({ quote: 'Екі жылд', page: 2 });
});

test('a Word file is taken in, and the same file twice at once is one document', async () => {
  const bytes = docxOf({ title: 'Ынтымақтастық есебі', paragraphs: [article()] });
  const replies = await Promise.all([upload(officer, bytes), upload(colleague, bytes)]);
  expect(new Set(replies.map((reply) => reply.json().document.id)).size).toBe(1);
  expect(replies.filter((reply) => reply.json().isNew)).toHaveLength(1);
  expect(replies[0]?.json().document.title).toBe('Ынтымақтастық есебі');
});

test.each([
  ['encrypted', pdfOf([linesFrom(['сөз'])], { isEncrypted: true }), 'document-encrypted', 'password'],
  ['scanned', pdfOf([[], []]), 'document-no-text', 'scan'],
  ['broken', Buffer.from('%PDF-1.7\n1 0 obj\n'), 'document-broken', 'damaged'],
  ['full of macros', docxOf({ paragraphs: ['сөз'], isMacro: true }), 'document-macros', 'macros'],
])(
  'a paper that is %s is refused with its cause in words, and nothing of it is kept',
  async (_what, bytes, cause, word) => {
    const before = await kept();
    const reply = await upload(officer, bytes);
    expect([reply.statusCode, reply.json().type]).toEqual([422, `/problems/${cause}`]);
    const english = await world
      .as(officer)
      .post('/documents', { partnership: partnership.id, text: ' ' }, { 'accept-language': 'en' });
    expect(english.statusCode).toBe(422);
    expect(reply.json().title.length).toBeGreaterThan(word.length);
    expect(await kept()).toEqual(before);
  },
);

test.each([
  [
    'a pasted text',
    (mark: string, text: string) =>
      world
        .as(officer)
        .post('/documents', { partnership: partnership.id, text: `${mark}\n\n${text}`, title: text.slice(0, 40) }),
  ],
  ['a PDF', (mark: string, text: string) => upload(officer, pdfOf([linesFrom([mark, text.slice(0, 60)])]))],
  [
    'a Word file',
    (mark: string, text: string) =>
      upload(officer, docxOf({ title: text.slice(0, 40), paragraphs: [text], header: mark })),
  ],
  [
    'an address',
    (mark: string, text: string) => {
      outside.answer = page(`<h1>${text.slice(0, 40)}</h1><p>${mark}</p><p>${text}</p>`);
      return fromAddress(officer, `https://news.example/${randomUUID()}`);
    },
  ],
])(
  '%s marked for official use is refused with the reason, and nothing of it is kept anywhere',
  async (_what, bring) => {
    const files = async () => (await readdir(world.filesFolder, { recursive: true }).catch(() => [])).length;
    const [before, filesBefore] = [await kept(), await files()];
    for (const mark of ['Қызмет бабында пайдалану үшін', 'ДСП']) {
      const reply = await bring(mark, article());
      expect([reply.statusCode, reply.json().type]).toEqual([422, '/problems/document-official-use']);
      expect(reply.json().title).toMatch(/ҚБПҮ|ДСП|official use/);
    }
    expect([await kept(), await files()]).toEqual([before, filesBefore]);
  },
);

test('a page is fetched and taken in; who may read it sees from where and when', async () => {
  outside.answer = page(`<h1>Кездесу өтті</h1><p>${article()}</p>`, 'https://news.example/final');
  const reply = await fromAddress(officer, 'http://news.example/short', { publisher: 'Қазинформ' });
  expect(reply.statusCode).toBe(201);
  expect(outside.asked).toEqual(['http://news.example/short']);
  const document = await open(colleague, reply.json().document.id);
  expect(document).toMatchObject({
    title: 'Кездесу өтті',
    publisher: 'Қазинформ',
    address: 'https://news.example/final',
    mediaType: 'text/html',
    fetched: { asked: 'http://news.example/short', from: 'https://news.example/final', at: now.toISOString() },
  });
  expect((await world.as(korean).get(`/documents/${document.id}`)).statusCode).toBe(404);
  const again = await fromAddress(officer, 'http://news.example/short');
  expect(again.json()).toMatchObject({ isNew: false, document: { id: document.id } });
});

test('a PDF behind an address is a PDF, whatever the site calls it', async () => {
  outside.answer = { ...page(''), bytes: pdfOf([linesFrom([`${letters()} туралы 37 операция жасалды.`])]) };
  const reply = await fromAddress(officer, 'https://news.example/report');
  expect(await open(officer, reply.json().document.id)).toMatchObject({ mediaType: 'application/pdf' });
});

test.each([
  'address-private',
  'address-redirects',
  'address-too-large',
  'address-too-slow',
  'address-unknown',
] as const)('an address refused as %s says why, and nothing is kept', async (cause) => {
  outside.answer = { refused: cause };
  const before = await kept();
  const reply = await fromAddress(officer, 'http://somewhere.example/');
  expect([reply.statusCode, reply.json().type]).toEqual([422, `/problems/${cause}`]);
  expect(await kept()).toEqual(before);
});

test('who may not take in, or takes no part, has nothing fetched for them', async () => {
  expect((await fromAddress(viewer, 'https://news.example/')).json().type).toBe('/problems/forbidden');
  const stranger = await world.someone('officer');
  expect((await fromAddress(stranger, 'https://news.example/')).json().type).toBe('/problems/not-a-partner');
  const nowhere = await world
    .as(officer)
    .post('/documents/from-address', { partnership: randomUUID(), address: 'https://news.example/' });
  expect(nowhere.statusCode).toBe(404);
  expect(outside.asked).toEqual([]);
});

const counts = async (who: Someone, query: string) => (await world.as(who).get(`/documents/counts?${query}`)).json();
const sort = (who: Someone, id: string, action: string, state: string) =>
  world.as(who).post(`/documents/${id}/release`, { action, state });

test('one release by several publishers is offered as one, counts once, can be taken apart and back', async () => {
  const [text, mark] = [article(), letters()];
  const first = await paste(officer, text, { publisher: `Қазинформ ${mark}`, title: `${mark} 1` });
  const second = await paste(colleague, `${text} Бұл туралы агенттік хабарлады.`, {
    publisher: `Егемен ${mark}`,
    title: `${mark} 2`,
  });
  const other = await paste(officer, article(), { title: `${mark} 3` });
  expect(second).toMatchObject({ releaseState: 'offered', others: [{ id: first.id, publisher: `Қазинформ ${mark}` }] });
  expect(other.others).toEqual([]);
  expect(await counts(officer, `q=${mark}`)).toMatchObject({ total: 3, releases: 2 });
  expect((await open(officer, first.id)).others).toMatchObject([{ id: second.id }]);

  const keptOne = await sort(officer, second.id, 'keep', 'offered');
  expect(keptOne.json()).toMatchObject({ releaseState: 'kept', others: [{ id: first.id }] });
  const apart = await sort(officer, second.id, 'split', 'kept');
  expect(apart.json()).toMatchObject({ releaseState: 'apart', others: [] });
  expect((await open(officer, first.id)).others).toEqual([]);
  expect(await counts(officer, `q=${mark}`)).toMatchObject({ total: 3, releases: 3 });
  const late = await sort(colleague, second.id, 'split', 'kept');
  expect([late.statusCode, late.json().type]).toEqual([409, '/problems/stale']);
  const back = await sort(colleague, second.id, 'undo', 'apart');
  expect(back.json()).toMatchObject({ releaseState: 'offered', others: [{ id: first.id }] });
  expect(await counts(officer, `q=${mark}`)).toMatchObject({ total: 3, releases: 2 });
});

test('the other side never notices that it holds the same release', async () => {
  const text = article();
  const ours = await paste(officer, text);
  const theirs = await paste(korean, `${text} Толығырақ сайтта.`);
  expect(theirs).toMatchObject({ releaseState: 'offered', others: [] });
  expect((await open(officer, ours.id)).others).toEqual([]);
  expect((await sort(korean, ours.id, 'split', 'offered')).statusCode).toBe(404);
  expect((await sort(viewer, ours.id, 'split', 'offered')).json().type).toBe('/problems/forbidden');
});

test('two publications of one release that come at the same time are one release', async () => {
  const text = article();
  const made = await Promise.all(
    [1, 2, 3, 4].map((number) => paste(number % 2 ? officer : colleague, `${text} ${number}-хабар.`)),
  );
  const [{ n } = { n: 0 }] = await world.seeAll(
    'select count(distinct release_id)::int as n from document_release where document_id = any($1)',
    [made.map(({ id }) => id)],
  );
  expect(n).toBe(1);
});

test('a title gets versions in other languages that say who wrote them; a late correction is told so', async () => {
  const { id } = await paste(officer, article(), { title: 'Клиника ашылды' });
  const said = { version: 1, title: 'Клиника ашылды', publisher: 'Әкімдік', address: null, publishedOn: '2020-12' };
  const titles = { kk: { text: 'басқа', by: 'machine' }, en: { text: 'A clinic was opened', by: 'machine' } };
  const changed = await world.as(officer).post(`/documents/${id}/change`, { ...said, titles });
  expect(changed.json()).toMatchObject({ version: 2, titles: { en: titles.en }, publishedOn: '2020-12' });
  expect(changed.json().titles.kk).toBeUndefined();
  const approved = { en: { text: 'A clinic was opened', by: 'approved' } };
  const second = await world.as(colleague).post(`/documents/${id}/change`, { ...said, version: 2, titles: approved });
  expect(second.json()).toMatchObject({ version: 3, titles: approved });
  const late = await world.as(officer).post(`/documents/${id}/change`, { ...said, titles: null });
  expect([late.statusCode, late.json().type]).toEqual([409, '/problems/stale']);
  expect((await world.as(korean).post(`/documents/${id}/change`, { ...said, titles: null })).statusCode).toBe(404);
  expect((await world.as(officer).get('/documents?q=clinic%20was%20opened')).json().items).toMatchObject([{ id }]);
});

test('the history of a document names what happened to it and its claims, newest first, and nothing that they held', async () => {
  const { id } = await paste(officer, article(), { title: 'Клиника ашылды' });
  const said = {
    version: 1,
    title: 'Клиника жабылды',
    publisher: null,
    address: null,
    publishedOn: null,
    titles: null,
  };
  await world.as(officer).post(`/documents/${id}/change`, said);
  const [claim] = (await open(officer, id)).claims;
  await world.as(colleague).post(`/claims/${claim.id}/reject`, { version: 1 });
  const reply = await world.as(viewer).get(`/documents/${id}/history`);
  const { events, organisations } = reply.json();
  expect(events.map(({ subject, action }: Record<string, string>) => `${subject}.${action}`)).toEqual([
    'claim.reject',
    'source_document.change',
    'source_document.takeIn',
  ]);
  expect(events[1].fields).toEqual(['title']);
  expect(organisations.map((each: { id: string }) => each.id).toSorted()).toEqual([almaty, hospital].toSorted());
  expect(reply.body).not.toContain('Клиника');
  expect((await world.as(korean).get(`/documents/${id}/history`)).statusCode).toBe(404);
});

test('the list is narrowed by language, publisher and days, sorted, and goes out as a file', async () => {
  const mark = letters();
  const publisher = `Баспасөз ${mark}`;
  await paste(officer, article(), { title: `Б ${mark}`, publisher, publishedOn: '2020-12-23' });
  await paste(officer, article(), { title: `А ${mark}`, publisher, publishedOn: '2019' });
  const rows = [letters(), letters(), letters()];
  await paste(officer, `Министр встретился с послом страны в столице и сообщил об этом в среду ${rows.join(' ')}.`, {
    title: `В ${mark}`,
    publisher,
    publishedOn: '2021-05',
  });
  const titles = async (query: string) =>
    (await world.as(viewer).get(`/documents?publisher=${encodeURIComponent(publisher)}&${query}`))
      .json()
      .items.map(({ title }: { title: string }) => title[0]);
  expect(await titles('sort=title')).toEqual(['А', 'Б', 'В']);
  expect(await titles('sort=-published')).toEqual(['В', 'Б', 'А']);
  expect(await titles('sort=published&from=2019-06-01')).toEqual(['Б', 'В']);
  expect(await titles('sort=title&until=2020-12-31')).toEqual(['А', 'Б']);
  expect(await titles('language=ru')).toEqual(['В']);
  const facets = await counts(viewer, `q=${mark}`);
  expect(facets.publishers).toContain(publisher);
  expect(facets.languages).toEqual(expect.arrayContaining(['kk', 'ru']));
  expect((await counts(korean, `q=${mark}`)).publishers).not.toContain(publisher);
  const csv = await world.as(viewer).get(`/documents/file?q=${mark}&sort=title&format=csv&locale=en`);
  expect(csv.statusCode).toBe(200);
  const lines = csv.body.trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toContain(`А ${mark}`);
  expect(lines[1]).toContain('almaty-korea');
  const xlsx = await world.as(viewer).get(`/documents/file?q=${mark}&format=xlsx`);
  expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  expect((await world.as(viewer).get('/documents?sort=size')).json().type).toBe('/problems/invalid-input');
});

const intake = (who: Someone, path: string, told: (outcome: Outcome) => void = () => undefined) =>
  intakeFolder({
    db: world.db,
    credentials: { token: who.cookie.split('=')[1]?.split('.')[0] ?? '', organisation: who.organisation },
    vault: world.vault,
    files: openFiles({ folder: join(folder, 'files'), secret: 'x', vault: world.vault }),
    clock: { now: () => now, today: () => today, newId: uuidv7 },
    maxUpload: 100_000,
    fetchPage,
    folder: path,
    partnership: partnership.id,
    atOnce: 2,
    told,
  });

test('a folder is taken in once, however often and by how many at once; what is refused says why', async () => {
  const path = join(folder, 'papers');
  await mkdir(join(path, 'deep', '.hidden'), { recursive: true });
  for (let number = 0; number < 8; number++) await writeFile(join(path, `${number}.txt`), article());
  await writeFile(join(path, 'deep', 'есеп.docx'), docxOf({ paragraphs: [article()] }));
  await writeFile(join(path, 'deep', '.hidden', 'x.txt'), article());
  await writeFile(join(path, '.DS_Store'), 'x');
  await writeFile(join(path, 'secret.txt'), `ДСП\n${article()}`);
  await writeFile(join(path, 'empty.txt'), '');
  await writeFile(join(path, 'large.txt'), 'а'.repeat(60_000));
  await writeFile(join(path, 'scan.pdf'), pdfOf([[]]));
  await symlink('/etc/hostname', join(path, 'link.txt'));
  const outcomes: Outcome[] = [];
  const [first, second] = await Promise.all([
    intake(officer, path, (outcome) => outcomes.push(outcome)),
    intake(colleague, path),
  ]);
  expect(first.taken + second.taken).toBe(9);
  expect(first).toMatchObject({ total: 13, refused: 4 });
  const refused = outcomes.flatMap((outcome) => ('refused' in outcome ? [[outcome.path, outcome.refused]] : []));
  expect(Object.fromEntries(refused)).toEqual({
    'secret.txt': 'document-official-use',
    'empty.txt': 'document-empty',
    'large.txt': 'too-large',
    'scan.pdf': 'document-no-text',
  });
  expect(await intake(officer, path)).toEqual({ total: 13, taken: 0, known: 9, refused: 4 });
  const [{ n } = { n: 0 }] = await world.seeAll(
    `select count(*)::int as n from source_document where title like '%есеп%'`,
  );
  expect(n).toBe(1);
});

test('who may not take in takes nothing in by a folder either', async () => {
  const path = join(folder, 'other');
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'one.txt'), article());
  const causes: string[] = [];
  const note = (outcome: Outcome) => 'refused' in outcome && causes.push(outcome.refused);
  await intake(viewer, path, note);
  await intake({ ...officer, cookie: 'better-auth.session_token=nobody.x' }, path, note);
  expect(causes).toEqual(['forbidden', 'sign-in-first']);
});
