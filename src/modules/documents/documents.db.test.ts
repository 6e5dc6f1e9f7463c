import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, expect, test } from 'vitest';
import { openAccesses } from '../../platform/access/access.ts';
import type { Served } from '../../platform/serve.ts';
import { asPerson, type Tx } from '../../platform/database.ts';
import { unknownHost } from '../../platform/installation/host.ts';
import { openFiles } from '../../platform/files/files.ts';
import { acceptClaim, reopenClaim, showClaims } from './index.ts';
import { now, today } from '../../../test/world.ts';
import type { Someone } from '../../../test/world.ts';
import { startWorld } from '../../../test/world.ts';

const world = await startWorld({ maxUpload: 25_000_000 });
afterAll(() => world.stop());
const [almaty, hospital, seoul, osh] = await Promise.all([
  world.organisation(),
  world.organisation(),
  world.organisation(),
  world.organisation(),
]);
const partnership = await world.partnership('almaty-korea', [almaty, seoul]);
const [ourSide = ''] = partnership.sides;
await world.seeAll('insert into side_organisation values ($1, $2, $3)', [partnership.id, hospital, ourSide]);
const [officer, colleague, korean, stranger, viewer] = await Promise.all([
  world.someone('officer', almaty),
  world.someone('officer', hospital),
  world.someone('officer', seoul),
  world.someone('officer', osh),
  world.someone('viewer', almaty),
]);

const bulletin = `Облыс әкімі мен бас консул кездесті

Екі жылда Талдықорған мен Қараталда 2700-ден астам адам тегін қаралды, 37 операция жасалды.`;

type Said = Record<string, string>;
type Sent = { said?: Said; name?: string; type?: string };
const form = (bytes: Uint8Array | string, { said = {}, name = 'bulletin.txt', type = 'text/plain' }: Sent) => {
  const boundary = `----${randomUUID()}`;
  const field = (key: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`;
  const fields = Object.entries({ partnership: partnership.id, ...said }).map(([key, value]) => field(key, value));
  const head = `${fields.join('')}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(head),
    Buffer.from(bytes as Uint8Array),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
};
const upload = (
  who: Someone,
  bytes: Uint8Array | string,
  { said, name, type, ...extra }: Sent & Record<string, unknown> = {},
) => {
  const { body, type: contentType } = form(bytes, {
    ...(said && { said }),
    ...(name && { name }),
    ...(type && { type }),
  });
  return world.as(who).post('/documents', body, { 'content-type': contentType, ...(extra as Said) });
};
const paste = (who: Someone, text: string, said: Said = {}) =>
  world.as(who).post('/documents', { partnership: partnership.id, text, ...said });
const open = async (who: Someone, id: string) => (await world.as(who).get(`/documents/${id}`)).json();
/** Another text each time, without a word or a number that means anything. */
const unique = (text: string) =>
  `${text}\n\n${Array.from(randomUUID().replaceAll('-', ''), (digit) => 'бвгджзклмнпрстфх'[Number.parseInt(digit, 16)]).join('')}`;
const draftOn = async (who: Someone, text = unique(bulletin)) => {
  const { id } = (await paste(who, text)).json().document;
  const document = await open(who, id);
  return { id, document, claims: document.claims };
};

const entered = <T>(who: Someone, work: (tx: Tx, context: Served) => Promise<T>) =>
  asPerson(world.db, { token: tokenOf(who), organisation: who.organisation }, (tx, entry) => {
    if ('refused' in entry) throw new Error(entry.refused);
    const files = openFiles({ folder: '/nowhere', secret: '', vault: world.vault });
    const context = {
      tx,
      actor: entry.actor,
      idempotencyKey: undefined,
      now,
      clockNow: () => now,
      host: unknownHost,
      today,
      newId: uuidv7,
      files,
      vault: world.vault,
      cameFrom: null,
      origin: '',
      accesses: openAccesses(),
      maxUpload: 1,
      fetchPage: () => Promise.resolve({ refused: 'address-unreachable' as const }),
    };
    return work(tx, context);
  });
const tokenOf = ({ cookie }: Someone) => cookie.split('=')[1]?.split('.')[0] ?? '';
const servedAs = <T>(who: Someone, work: (context: Served) => Promise<T>) =>
  entered(who, (_tx, context) => work(context));
/** SQL of somebody's own making, as the role that serves requests. */
const asApp = (who: Someone, statement: string, values: readonly unknown[] = []) =>
  entered(who, async (tx) => {
    const parts = statement.split(/\$\d+/);
    const order = [...statement.matchAll(/\$(\d+)/g)].map(([, position]) => values[Number(position) - 1]);
    const query = parts.flatMap((part, index) =>
      index < order.length ? [sql.raw(part), sql`${order[index]}`] : [sql.raw(part)],
    );
    return (await sql`${sql.join(query, sql``)}`.execute(tx)).rows;
  });

test('a file is taken in for the own side, read, and its claims are drafted with their words', async () => {
  const reply = await upload(officer, bulletin, { said: { publisher: 'Облыс әкімдігі', publishedOn: '2020-12-23' } });
  expect(reply.statusCode).toBe(201);
  const { document, isNew } = reply.json();
  expect(isNew).toBe(true);
  expect(document).toMatchObject({
    title: 'Облыс әкімі мен бас консул кездесті',
    language: 'kk',
    publishedOn: '2020-12-23',
  });
  const { claims, blocks, encoding } = await open(officer, document.id);
  expect(encoding).toBe('utf-8');
  const seen = claims.find(({ value }: { value: { measure?: string } }) => value.measure === 'people_seen');
  expect(seen).toMatchObject({ kind: 'count', state: 'draft', value: { value: 2700, comparator: 'gt' } });
  for (const { quote, sentence, quoteOffset, span } of claims) {
    expect(bulletin.slice(span.start, span.end)).toBe(quote);
    expect(sentence.slice(quoteOffset, quoteOffset + quote.length)).toBe(quote);
  }
  expect(blocks[0]).toMatchObject({ kind: 'title', words: 'Облыс әкімі мен бас консул кездесті' });
});

test('the same bytes again are the same document, for colleagues of the side too', async () => {
  const text = unique(bulletin);
  const first = (await upload(officer, text)).json();
  const again = (await upload(officer, text, { name: 'other.txt' })).json();
  const pasted = (await paste(colleague, text)).json();
  expect([again.isNew, pasted.isNew]).toEqual([false, false]);
  expect([again.document.id, pasted.document.id]).toEqual([first.document.id, first.document.id]);
  const [rows] = await world.seeAll('select count(*)::int as n from claim where document_id = $1', [first.document.id]);
  expect(rows?.['n']).toBe(first.document.drafts);
});

test('two intakes of the same bytes at once end in one document', async () => {
  const text = unique(bulletin);
  const replies = await Promise.all([upload(officer, text), upload(colleague, text), paste(officer, text)]);
  expect(new Set(replies.map((reply) => reply.json().document.id)).size).toBe(1);
  expect(replies.filter((reply) => reply.json().isNew)).toHaveLength(1);
});

test('the same request sent twice gets the first answer; another file under its key is refused', async () => {
  const [text, key] = [unique(bulletin), randomUUID()];
  const first = await upload(officer, text, { 'idempotency-key': key });
  const again = await upload(officer, text, { 'idempotency-key': key });
  expect(again.json()).toEqual(first.json());
  const other = await upload(officer, unique(bulletin), { 'idempotency-key': key });
  expect(other.json().type).toBe('/problems/key-reused');
});

test.each([
  ['utf-8', (text: string) => Buffer.from(text)],
  ['utf-8', (text: string) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])],
  ['utf-16le', (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
  ['utf-16be', (text: string) => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()])],
  ['utf-16le', (text: string) => Buffer.from(text, 'utf16le')],
])('a page in %s is read', async (encoding, bytesOf) => {
  const { document } = (
    await upload(officer, bytesOf(unique('Осмотрено 2700 человек, проведено 37 операций.')))
  ).json();
  const read = await open(officer, document.id);
  expect(read.encoding).toBe(encoding);
  expect(read.claims.map(({ value }: { value: { value?: number } }) => value.value)).toEqual(
    expect.arrayContaining([2700, 37]),
  );
});

test('a page in windows-1251 is read', async () => {
  const text = unique('Осмотрено 2700 человек, проведено 37 операций.');
  const bytes = Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
  });
  const { document } = (await upload(officer, bytes)).json();
  expect(await open(officer, document.id)).toMatchObject({ encoding: 'windows-1251', language: 'ru' });
});

test('broken UTF-8 is read as far as it goes, and it is said', async () => {
  const bytes = Buffer.concat([Buffer.from(unique('Қаралған адам: 2700 ')), Buffer.from([0xd0, 0x20, 0xff, 0xd2])]);
  const reply = await upload(officer, bytes);
  expect(reply.statusCode).toBe(201);
  expect(reply.json().problems.map(({ code }: { code: string }) => code)).toContain('broken-encoding');
});

test('zero characters and halves of letters are replaced one by one, so that quotes stay where they were', async () => {
  const reply = await upload(officer, unique('Белгі \0\0 мұнда. 37 операция жасалды.'));
  const { claims, blocks, problems } = await open(officer, reply.json().document.id);
  expect(problems.map(({ code }: { code: string }) => code)).toContain('characters-replaced');
  const source = 'Белгі \uFFFD\uFFFD мұнда. 37 операция жасалды.';
  expect(blocks[0].words).toContain(source);
  expect(source.slice(claims[0].span.start, claims[0].span.end)).toBe(claims[0].quote);
  const halved = await paste(officer, unique('Жарты \ud83d белгі. 37 операция.'));
  expect(halved.statusCode).toBe(201);
});

test.each([
  ['nothing', ''],
  ['only white space', ' \n\t \r\n '],
  ['a page without words', '<!doctype html><html><body><script>alert(1)</script></body></html>'],
])('%s is refused as empty, and nothing of it is kept', async (_what, text) => {
  const before = await world.seeAll('select count(*)::int as n from file');
  const reply = await upload(officer, text, { type: 'text/html', name: 'page.html' });
  expect([reply.statusCode, reply.json().type]).toEqual([422, '/problems/document-empty']);
  expect(await world.seeAll('select count(*)::int as n from file')).toEqual(before);
});

test.each([
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex')],
  ['a Word file', Buffer.from('504b03041400000008000000210000000000000000000000000000000000000000', 'hex')],
  ['noise', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3)) % 256))],
])('%s is refused by what is in it, in the language of the reader', async (_what, bytes) => {
  const reply = await upload(officer, bytes, { name: 'press-release.txt', 'accept-language': 'kk' });
  expect([reply.statusCode, reply.json().type]).toEqual([415, '/problems/document-kind-unsupported']);
  expect(reply.json().title).toContain('PDF');
});

test('a text that only begins like a picture is a text', async () => {
  expect((await upload(officer, unique('BMW көлігі 37 операцияға қызмет етті.'))).statusCode).toBe(201);
});

test('what is larger than allowed is refused as too large', async () => {
  const reply = await upload(officer, Buffer.alloc(26_000_000, 0x61));
  expect([reply.statusCode, reply.json().type]).toEqual([413, '/problems/too-large']);
});

test('scripts of a hostile page are never read, and its original only ever downloads', async () => {
  const page = `<!doctype html><meta charset=utf-8><h1>37 операция &lt;script&gt;</h1><script>alert('evil')</script>
    <p onclick="alert('evil')">Екі жылда 2700-ден астам адам &amp; 60 маман.<img src=x onerror=alert('evil')></p>
    <style>p{background:url(evil)}</style><!-- ${randomUUID()} -->`;
  const { document } = (await upload(officer, page, { name: 'page.html', type: 'text/html' })).json();
  const reply = await world.as(officer).get(`/documents/${document.id}`);
  expect(reply.body).not.toContain('evil');
  expect(
    reply
      .json()
      .blocks.map(({ words }: { words: string }) => words)
      .join(' '),
  ).toContain('адам & 60 маман');
  for (const { span, quote } of reply.json().claims)
    expect(page.slice(span.start, span.end)).toContain(quote.slice(0, 4));
  const original = await world.as(officer).get(`/documents/${document.id}/original`);
  expect(original.headers['content-type']).toBe('application/octet-stream');
  expect(original.headers['content-disposition']).toMatch(/^attachment;/);
  expect(original.headers['x-content-type-options']).toBe('nosniff');
  expect(original.body).toBe(page);
  expect((await world.as(colleague).get(`/documents/${document.id}/original`)).body).toBe(page);
});

test('tags nested without end do no harm', async () => {
  const page = `${'<div>'.repeat(100_000)}37 операция жасалды ${randomUUID()}`;
  const reply = await upload(officer, page, { name: 'deep.html', type: 'text/html' });
  expect(reply.statusCode).toBe(201);
});

test('a number beyond any figure is left out, and it is said', async () => {
  const reply = await upload(officer, unique(`${'9'.repeat(400)} адам қаралды. 37 операция жасалды.`));
  expect(reply.json().problems.map(({ code }: { code: string }) => code)).toContain('number-too-large');
  const { claims } = await open(officer, reply.json().document.id);
  const counts = claims.filter(({ kind }: { kind: string }) => kind === 'count');
  expect(counts.map(({ value }: { value: { value: number } }) => value.value)).toEqual([37]);
});

test('5 MB of text are read beside everybody else, who go on being served', async () => {
  const text = unique(`${'Қонақтар бүгін қалаға келіп, көшелерді аралады. '.repeat(60_000)} 37 операция жасалды.`);
  const bytes = Buffer.from(text);
  expect(bytes.byteLength).toBeGreaterThan(5_000_000);
  const progress = { isRead: false, servedMeanwhile: 0 };
  const uploading = upload(officer, bytes).finally(() => {
    progress.isRead = true;
  });
  while (!progress.isRead) {
    expect((await world.as(colleague).get('/session')).statusCode).toBe(200);
    progress.servedMeanwhile += 1;
  }
  const reply = await uploading;
  expect(reply.statusCode).toBe(201);
  expect(reply.json().document.drafts).toBeGreaterThan(0);
  // Read on the thread that serves, it would let one or two pass.
  expect(progress.servedMeanwhile).toBeGreaterThan(20);
}, 90_000);

test('a claim is made by hand from any words, with the sentence around them', async () => {
  const { id } = await draftOn(officer);
  const start = bulletin.indexOf('Талдықорған');
  const claim = { kind: 'delivery', value: { status: 'completed', what: 'тегін қарау' } };
  const reply = await world.as(officer).post(`/documents/${id}/claims`, { start, end: start + 11, claim });
  expect(reply.statusCode).toBe(201);
  expect(reply.json()).toMatchObject({ quote: 'Талдықорған', stage: 'by-hand', state: 'draft', language: 'kk' });
  expect(reply.json().sentence).toContain('Екі жылда Талдықорған мен');
  const { claims } = await open(colleague, id);
  const starts = claims.map(({ span }: { span: { start: number } }) => span.start);
  expect(starts).toEqual(starts.toSorted((a: number, b: number) => a - b));
});

test.each([
  ['outside the page', 5000, 5010],
  ['nothing', 10, 10],
  ['backwards', 20, 10],
])('a selection of %s makes no claim', async (_what, start, end) => {
  const { id, document } = await draftOn(officer);
  const claim = { kind: 'delivery', value: { status: 'completed', what: 'қарау' } };
  const reply = await world.as(officer).post(`/documents/${id}/claims`, { start, end, claim });
  expect([reply.statusCode, reply.json().type]).toEqual([422, '/problems/selection-outside']);
  expect((await open(officer, id)).claims).toHaveLength(document.claims.length);
});

test('a selection that parts a letter makes no claim', async () => {
  const { id } = await draftOn(officer, unique('😀 күлді.'));
  const claim = { kind: 'delivery', value: { status: 'completed', what: 'күлді' } };
  const reply = await world.as(officer).post(`/documents/${id}/claims`, { start: 1, end: 4, claim });
  expect(reply.json().type).toBe('/problems/selection-outside');
});

test('a value that is not of its kind is refused, and names the field', async () => {
  const { id } = await draftOn(officer);
  const claim = { kind: 'money', value: { amount: '1e9', currency: 'JPY', comparator: 'eq' } };
  const reply = await world.as(officer).post(`/documents/${id}/claims`, { start: 0, end: 5, claim });
  expect([reply.statusCode, reply.json().type]).toEqual([400, '/problems/invalid-input']);
  expect(JSON.stringify(reply.json().errors)).toContain('amount');
});

test('a rejected claim can be taken back as it was', async () => {
  const { id, claims } = await draftOn(officer);
  const rejected = (await world.as(officer).post(`/claims/${claims[0].id}/reject`, { version: 1 })).json();
  expect(rejected).toMatchObject({ state: 'rejected', decidedBy: officer.person, version: 2 });
  const reopened = (await world.as(colleague).post(`/claims/${claims[0].id}/reopen`, { version: 2 })).json();
  expect(reopened).toMatchObject({ state: 'draft', decidedBy: null, value: claims[0].value, version: 3 });
  expect((await open(officer, id)).claims).toHaveLength(claims.length);
});

test('a correction keeps the kind, counts as changed, and survives', async () => {
  const { claims } = await draftOn(officer);
  const claim = claims.find(({ kind }: { kind: string }) => kind === 'count');
  const value = { ...claim.value, value: 2701 };
  const changed = await world.as(officer).post(`/claims/${claim.id}/change`, { version: 1, value });
  expect(changed.json()).toMatchObject({ isChanged: true, value, state: 'draft', version: 2 });
  const wrong = await world.as(officer).post(`/claims/${claim.id}/change`, { version: 2, value: { amount: '1' } });
  expect(wrong.json().type).toBe('/problems/invalid-input');
});

test('of two people who decide about one claim at once, the second hears that it is decided', async () => {
  const { claims } = await draftOn(officer);
  const replies = await world.meetingAt(`select from claim where id = '${claims[0].id}'`, () => [
    world.as(officer).post(`/claims/${claims[0].id}/reject`, { version: 1 }),
    world.as(colleague).post(`/claims/${claims[0].id}/reject`, { version: 1 }),
  ]);
  expect(replies.map((reply) => reply.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(replies.find((reply) => reply.statusCode === 409)?.json().type).toBe('/problems/already-decided');
});

test('who decides on what they no longer see is told to look again', async () => {
  const { claims } = await draftOn(officer);
  const [claim] = claims.filter(({ kind }: { kind: string }) => kind === 'count');
  await world.as(colleague).post(`/claims/${claim.id}/change`, { version: 1, value: { ...claim.value, value: 1 } });
  const late = await world.as(officer).post(`/claims/${claim.id}/reject`, { version: 1 });
  expect([late.statusCode, late.json().type]).toEqual([409, '/problems/stale']);
});

test('the list is filtered and counted, and knows only the documents of the own side', async () => {
  const title = `Хабарлама ${randomUUID()} 100%`;
  const { document } = (await paste(officer, unique(bulletin), { title })).json();
  const found = (await world.as(viewer).get(`/documents?q=${encodeURIComponent(title)}&state=to_review`)).json();
  expect(found.items).toMatchObject([{ id: document.id, drafts: document.drafts, accepted: 0, rejected: 0 }]);
  const counted = async (state: string) =>
    (await world.as(viewer).get(`/documents/counts?q=${encodeURIComponent(title)}&state=${state}`)).json();
  expect(await counted('to_review')).toMatchObject({ total: 1, releases: 1 });
  expect(await counted('reviewed')).toMatchObject({ total: 0, releases: 0 });
  expect((await world.as(viewer).get(`/documents?partnership=${randomUUID()}`)).json().items).toEqual([]);
  expect((await world.as(korean).get('/documents')).json().items).toEqual([]);
  expect((await world.as(viewer).get('/documents?page=0')).json().type).toBe('/problems/invalid-input');
});

test('a viewer reads and takes nothing in', async () => {
  expect((await paste(viewer, unique(bulletin))).json().type).toBe('/problems/forbidden');
});

test('who takes no part in a partnership takes nothing in for it', async () => {
  expect((await paste(stranger, unique(bulletin))).json().type).toBe('/problems/not-a-partner');
  const hidden = await world.partnership(`hidden-${randomUUID().slice(0, 8)}`, [almaty, seoul], 'partnership');
  expect((await paste(stranger, unique(bulletin), { partnership: hidden.id })).json().type).toBe('/problems/not-found');
});

test('neither the other side nor a stranger reaches a document by any endpoint', async () => {
  const { id, claims } = await draftOn(officer);
  for (const other of [korean, stranger]) {
    const as = world.as(other);
    const value = claims[0].value;
    const attempts = await Promise.all([
      as.get(`/documents/${id}`),
      as.get(`/documents/${id}/original`),
      as.post(`/documents/${id}/claims`, { start: 0, end: 5, claim: { kind: claims[0].kind, value } }),
      as.post(`/claims/${claims[0].id}/reject`, { version: 1 }),
      as.post(`/claims/${claims[0].id}/reopen`, { version: 1 }),
      as.post(`/claims/${claims[0].id}/change`, { version: 1, value }),
    ]);
    expect(attempts.map((reply) => reply.json().type)).toEqual(attempts.map(() => '/problems/not-found'));
  }
});

test('nor does SQL in their name: not the document, its text, its claims or its file', async () => {
  const { id, claims } = await draftOn(officer);
  for (const other of [korean, stranger])
    for (const [statement, values] of [
      ['select id from source_document where id = $1', [id]],
      ['select document_id from document_content where document_id = $1', [id]],
      ['select id from claim where document_id = $1', [id]],
      [`update claim set state = 'rejected', decided_at = now() where id = $1 returning id`, [claims[0].id]],
      ['select id from file', []],
    ] as const)
      expect(await asApp(other, statement, values)).toEqual([]);
  expect(await asApp(colleague, 'select id from claim where document_id = $1', [id])).toHaveLength(claims.length);
});

test('nobody publishes another side’s title, or reads its file, by pointing at it', async () => {
  const { id } = await draftOn(officer);
  const [file] = await world.seeAll('select file_id as id from document_content where document_id = $1', [id]);
  const [theirs] = [partnership.sides[1] ?? ''];
  const pointAtDocument = `insert into claim (id, document_id, owner_organisation, partnership_id, side_id, visibility,
    is_demo, position, kind, value, quote, span_start, span_end, sentence, quote_offset, language, stage, confidence,
    state, decided_at, version)
    values ($1, $2, $3, $4, $5, 'own_side', false, 1, 'count', '{}', 'x', 0, 1, 'x', 0, 'kk', 'x', 1, 'accepted', now(), 1)`;
  await expect(asApp(korean, pointAtDocument, [randomUUID(), id, seoul, partnership.id, theirs])).rejects.toThrow(
    'foreign key',
  );
  const own = await draftOn(korean);
  const pointAtFile = `insert into document_content values ($1, $2, $3, $4, 'text/plain', 'utf-8', '', '[]', '[]')`;
  await world.seeAll('delete from document_content where document_id = $1', [own.id]);
  await expect(asApp(korean, pointAtFile, [own.id, theirs, seoul, file?.['id']])).rejects.toThrow('foreign key');
  await expect(asApp(korean, pointAtFile, [own.id, theirs, almaty, file?.['id']])).rejects.toThrow(
    'row-level security',
  );
});

test('what is shown of an accepted claim is its quote and where it is from, never the text', async () => {
  const { id, claims } = await draftOn(officer);
  const served = <T>(work: (context: Served) => Promise<T>) => servedAs(officer, work);
  const coordinator = await world.someone('coordinator', officer.organisation);
  const publishing = <T>(work: (context: Served) => Promise<T>) => servedAs(coordinator, work);
  const [first, second] = claims;
  await expect(publishing((context) => showClaims(context, [first.id], 'public'))).rejects.toThrow(
    'only accepted claims',
  );
  const accepted = await served((context) => acceptClaim(context, { claim: first.id, version: 1 }));
  expect(accepted).toMatchObject({ accepted: { state: 'accepted', decidedBy: officer.person, version: 2 } });
  const late = await served((context) => acceptClaim(context, { claim: first.id, version: 1 }));
  expect(late).toEqual({ refused: 'already-decided' });
  const value = { ...second.value, ...(second.kind === 'count' && { value: 5 }) };
  await served((context) => acceptClaim(context, { claim: second.id, version: 1, value }));
  expect(await asApp(korean, 'select id from claim where document_id = $1', [id])).toEqual([]);
  await expect(served((context) => showClaims(context, [first.id], 'partnership'))).rejects.toThrow(
    'whoever may publish',
  );
  await publishing((context) => showClaims(context, [first.id], 'partnership'));
  expect(await asApp(korean, 'select id from claim where document_id = $1', [id])).toEqual([{ id: first.id }]);
  expect(await asApp(korean, 'select title from source_document where id = $1', [id])).toHaveLength(1);
  expect(await asApp(korean, 'select text from document_content where document_id = $1', [id])).toEqual([]);
  expect((await world.as(korean).get(`/documents/${id}`)).statusCode).toBe(404);
  expect(await asApp(stranger, 'select id from claim where document_id = $1', [id])).toEqual([]);
  await publishing((context) => showClaims(context, [first.id], 'public'));
  expect(await asApp(stranger, 'select id from claim where document_id = $1', [id])).toEqual([{ id: first.id }]);
  const events = await world.seeAll(`select action from event where subject_id = $1 order by at, id`, [first.id]);
  expect(events.map(({ action }) => action)).toEqual(['accept', 'show', 'show']);
  const direct = await world.as(officer).post(`/claims/${first.id}/reopen`, { version: 2 });
  expect(direct.json().type).toBe('/problems/already-decided');
  const reopened = await served((context) => reopenClaim(context, { claim: first.id, version: 2 }));
  expect(reopened).toMatchObject({ reopened: { state: 'draft', shared: { visibility: 'own_side' } } });
  expect(await asApp(stranger, 'select id from claim where document_id = $1', [id])).toEqual([]);
});

test('another side’s claim can be neither accepted nor shown', async () => {
  const { claims } = await draftOn(officer);
  const attempt = await servedAs(korean, (context) => acceptClaim(context, { claim: claims[0].id, version: 1 }));
  expect(attempt).toEqual({ refused: 'not-found' });
  await expect(servedAs(korean, (context) => showClaims(context, [claims[0].id], 'public'))).rejects.toThrow(
    'own side',
  );
});

test('every change of a document and its claims leaves an event without what was said', async () => {
  const { id, claims } = await draftOn(officer);
  await world.as(officer).post(`/claims/${claims[0].id}/reject`, { version: 1 });
  const events = await world.seeAll('select subject, action, fields, person from event where subject_id = any ($1)', [
    [id, claims[0].id],
  ]);
  expect(events).toMatchObject([
    { subject: 'source_document', action: 'takeIn', person: officer.person },
    { subject: 'claim', action: 'reject', fields: ['state'] },
  ]);
});

/** The bulletins of the demonstration, and the press releases that may lie beside the repository. */
const pages = ['../../../demo/bulletins/', '../../../../shared/documents/'].flatMap((path) => {
  const folder = new URL(path, import.meta.url);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
  return names.map((name) => [name, readFileSync(new URL(name, folder))] as const);
});

test.each(pages)(
  '%s gives drafts whose words stand where they say, and of its furniture only the date',
  async (name, bytes) => {
    const { document } = (await upload(officer, bytes, { name })).json();
    const { claims, blocks } = await open(officer, document.id);
    expect(claims.length).toBeGreaterThan(0);
    const furniture = blocks.filter(({ kind }: { kind: string }) => kind === 'furniture');
    for (const { kind, span, quote } of claims) {
      expect(bytes.toString().slice(span.start, span.end)).toBe(quote);
      const isInside = furniture.some(
        ({ runs, words }: { runs: number[][]; words: string }) =>
          span.start >= (runs[0]?.[1] ?? 0) && span.end <= (runs[0]?.[1] ?? 0) + words.length,
      );
      expect(isInside && kind !== 'date').toBe(false);
    }
  },
);
