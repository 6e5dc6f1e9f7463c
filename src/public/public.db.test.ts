import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerOf } from '../../test/publicLedger.ts';
import { startWorld, type World } from '../../test/world.ts';
import { locales } from '../platform/i18n/locales.ts';
import { foldLetters } from './search.ts';

const secret = 'ҚҰПИЯ';
const hostile = `"><script>alert(1)</script>=1+1`;

let world: World;
let ids: { grant: string; seen: string; road: string; hostile: string; hidden: string[]; japan: string };

/** A page as a browser asks for it. */
const get = (url: string, headers: Record<string, string> = {}) =>
  world.app.inject({ method: 'GET', url, headers: { accept: 'text/html', ...headers } });
const bodyOf = async (url: string): Promise<string> => {
  const { statusCode, body } = await get(url);
  expect(statusCode, url).toBe(200);
  return body;
};
/** What is read on a page: no tags. */
const textOf = (body: string): string =>
  body
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replace(/[\s\u00a0\u202f]+/g, ' ');

async function fillLedger() {
  const [akimat, clinic, japan, university] = [
    await world.organisation('Алматы әкімдігі', 'administration'),
    await world.organisation('Hyundai клиникасы', 'hospital'),
    await world.organisation('Жапония үкіметі', 'government'),
    await world.organisation('Семей университеті', 'university'),
  ];
  await world.seeAll(`update organisation set country = 'KR' where id = $1`, [clinic]);
  await world.seeAll(`update organisation set country = 'JP' where id = $1`, [japan]);
  const korea = await world.partnership('almaty-korea', [akimat, clinic]);
  const east = await world.partnership('kazakhstan-japan', [university, japan]);
  const closed = await world.partnership('closed-one', [akimat, japan], 'partnership');
  const ours = ledgerOf(world, { partnership: korea, owner: akimat });
  const theirs = ledgerOf(world, { partnership: east, owner: university });

  const seen = await ours.commitment({
    title: 'Тегін қабылдау',
    kind: 'measure',
    measure: 'people_seen',
    strength: null,
    statedOn: '2020-12-23',
    debtors: [clinic],
    creditors: [akimat],
    place: 'Талдықорған',
  });
  const visit = await ours.delivery(seen, { amount: 2700, comparator: 'gt', period: '2018/2020' });
  const sentence = 'Екі жылда 2700-ден астам адам тегін қаралды.';
  const counted = await ours.claim({
    kind: 'count',
    value: {
      value: 2700,
      comparator: 'gt',
      what: 'адам',
      role: 'result',
    },
    quote: '2700-ден астам адам',
    sentence,
    publisher: 'Бюллетень',
  });
  await ours.ground(counted, { delivery: visit }, 'delivered');
  await ours.confirm(visit, clinic, 'giver');
  const road = await ours.commitment({
    title: 'Айналма жол',
    statedOn: '2020-12-23',
    term: '../2024',
    termLast: '2024-12-31',
    strength: 'planned',
  });
  await ours.capacity('Протон орталығы', { amount: 800 });
  const grant = await theirs.commitment({
    title: 'Аурухананы жабдықтау гранты',
    kind: 'money',
    currency: 'JPY',
    target: 1_087_000_000,
    strength: 'signed',
    debtors: [japan],
    creditors: [university],
    statedOn: '2026-01-03',
    condition: 'Құжатқа қол қойылса',
  });
  const money = { kind: 'money', published: '2026-01-03', sentence: 'Грант 1 087 000 000 иен, 7 млн доллар.' };
  const amount = await theirs.claim({
    ...money,
    quote: '1 087 000 000 иен',
    value: {
      amount: '1087000000',
      currency: 'JPY',
      comparator: 'eq',
    },
  });
  await theirs.ground(amount, { commitment: grant }, 'target');
  for (const comparator of ['gt', 'eq']) {
    const value = { amount: '7000000', currency: 'USD', comparator, role: 'equivalent' };
    await theirs.ground(
      await theirs.claim({ ...money, quote: '7 млн доллар', value }),
      { commitment: grant },
      'equivalent',
    );
  }
  const nasty = await theirs.commitment({ title: hostile, place: hostile, term: null });
  const nastyClaim = await theirs.claim({
    source: hostile,
    publisher: hostile,
    address: 'javascript:alert(1)',
    quote: hostile,
    sentence: `«${hostile}»`,
  });
  await theirs.ground(nastyClaim, { commitment: nasty }, 'statement');

  const hidden = [
    await ours.commitment({ title: `${secret} 1`, visibility: 'own_side' }),
    await ours.commitment({ title: `${secret} 2`, visibility: 'partnership' }),
    await ledgerOf(world, { partnership: closed, owner: akimat }).commitment({ title: `${secret} 3` }),
  ];
  const hiddenDelivery = await ours.delivery(seen, { amount: 987654, visibility: 'partnership' });
  const draft = await ours.claim({ sentence: `${secret} жоба келісті`, state: 'draft', visibility: 'own_side' });
  const kept = await ours.claim({ sentence: `${secret} келісті`, visibility: 'partnership', source: `${secret} бет` });
  await ours.ground(draft, { commitment: seen }, 'statement');
  await ours.ground(kept, { delivery: hiddenDelivery }, 'delivered');
  await ours.ground(kept, { commitment: seen }, 'statement');
  await ours.capacity(`${secret} қуат`, { amount: 123456, visibility: 'own_side' });
  ids = { grant, seen, road, hostile: nasty, hidden, japan };
}

beforeAll(async () => {
  world = await startWorld();
  await fillLedger();
});
afterAll(() => world.stop());

describe('the public site', () => {
  it('sends a reader to their own language', async () => {
    const to = async (accept?: string) =>
      (await get('/', accept === undefined ? {} : { 'accept-language': accept })).headers['location'];
    expect([await to(), await to('ru-KZ,ru;q=0.9'), await to('en-GB'), await to('ja')]).toEqual([
      '/kk',
      '/ru',
      '/en',
      '/kk',
    ]);
  });

  it('says on the front page what was promised, what was done, and what is silent, in each language', async () => {
    const question = { kk: 'Не уәде етілді', ru: 'Что обещано', en: 'What was promised' };
    const seen = { kk: '2 700-ден астам', ru: 'более 2 700', en: 'more than 2,700' };
    const grant = { kk: '1 087 000 000 JPY', ru: '1 087 000 000 JPY', en: 'JPY 1,087,000,000' };
    const silent = { kk: '23.12.2020', ru: '23 декабря 2020', en: '23 December 2020' };
    for (const locale of locales) {
      const body = await bodyOf(`/${locale}`);
      const text = textOf(body);
      for (const words of [question, seen, grant, silent]) expect(text).toContain(words[locale]);
      expect(body).toContain(`<html lang="${locale}" dir="ltr">`);
      for (const other of locales)
        expect(body).toMatch(new RegExp(`hreflang="${other}" href="http://yntymaq.test/${other}"`, 'i'));
      expect(body).not.toMatch(/<script/i);
    }
  });

  it('counts real promises and demonstration apart, and marks the demonstration', async () => {
    const before = textOf(await bodyOf('/en'));
    expect(before).toContain('3 open promises');
    expect(before).not.toContain('Demonstration.');
    const [{ id, partnership_id, side_id, owner_organisation }] = (await world.seeAll(
      'select * from commitment where id = $1',
      [ids.grant],
    )) as [Record<string, string>];
    const place = {
      partnership: { id: partnership_id ?? '', sides: [side_id ?? ''] },
      owner: owner_organisation ?? '',
    };
    const demo = await ledgerOf(world, place).commitment({ title: 'Көрме', isDemo: true });
    const after = textOf(await bodyOf('/en'));
    expect(after).toContain('3 open promises');
    expect(after).toContain('1 open, 0 kept');
    expect(after).toContain('Demonstration.');
    expect(textOf(await bodyOf(`/en/commitments/${demo}`))).toContain('demonstration');
    expect((await get(`/en/commitments/${demo}.json`)).json().commitment.demonstration).toBe(true);
    expect(textOf(await bodyOf(`/en/commitments/${id}`))).not.toContain('Demonstration.');
    await world.seeAll('delete from standing where commitment_id = $1', [demo]);
    await world.seeAll('delete from commitment where id = $1', [demo]);
  });

  it('shows each counted figure of a partnership alone, with its quote, and capacities apart', async () => {
    for (const locale of locales) {
      const body = await bodyOf(`/${locale}/partnerships/almaty-korea`);
      expect(body).toContain('<mark>2700-ден астам адам</mark>');
      expect(body).toContain('<blockquote class="quote" lang="kk" dir="ltr">');
    }
    const text = textOf(await bodyOf('/en/partnerships/almaty-korea'));
    expect(text).toContain('more than 2,700 people seen');
    expect(text).toContain('more than 800 a year');
    expect(text).toContain('neither a promise nor a result');
    expect(text).toContain('2018–2020');
  });

  it('shows a commitment with its amount, strength, status, proof, condition and both equivalents', async () => {
    const text = textOf(await bodyOf(`/en/commitments/${ids.grant}`));
    for (const words of ['JPY 1,087,000,000', 'no delivery recorded', 'Құжатқа қол қойылса', '3 January 2026'])
      expect(text).toContain(words);
    expect(text).toContain('sources disagree');
    expect(text).toContain('more than USD 7,000,000');
    expect(text).toContain('It is never used as a rate');
    expect(text).toMatch(/[0-9a-f]{12}…/);
    const body = await bodyOf(`/en/commitments/${ids.grant}`);
    expect(body).toContain('<mark>1 087 000 000 иен</mark>');
    expect(body).toContain('aria-label="Strength: signed, step 8 of 8"');
    expect(body).toContain('href="https://example.org/news"');
  });

  it('says who confirmed a delivery, and that the other side has not', async () => {
    const text = textOf(await bodyOf(`/en/commitments/${ids.seen}`));
    expect(text).toMatch(/Giver: Hyundai клиникасы confirmed more than 2,700 people seen .* 1 October 2026/);
    expect(text).toMatch(/Receiver: Алматы әкімдігі nothing confirmed yet/);
  });

  it('never says late of a promise that is only silent', async () => {
    const text = textOf(await bodyOf(`/en/commitments/${ids.road}`));
    expect(text).toContain('not reported since 23 December 2020');
    expect(text).not.toContain('overdue');
  });

  it('finds a promise by inflected words, without Kazakh letters, by organisation and by status', async () => {
    const titles = async (query: string): Promise<string[]> =>
      (await get(`/kk.json?${query}`)).json().commitments.map(({ title }: { title: string }) => title);
    const q = (words: string) => titles(new URLSearchParams({ q: words }).toString());
    expect(await q('ауруханасына')).toEqual(['Аурухананы жабдықтау гранты']);
    expect(await q('тегин кабылдау')).toEqual(['Тегін қабылдау']);
    expect(await q('талдыкорган')).toEqual(['Тегін қабылдау']);
    expect(await q('Hyundai')).toEqual(['Тегін қабылдау']);
    expect(await q('Hyundai аурухана')).toEqual([]);
    expect(await titles(`organisation=${ids.japan}`)).toEqual(['Аурухананы жабдықтау гранты']);
    expect(await titles('status=not_reported')).toEqual(['Айналма жол']);
    const found = textOf(await bodyOf('/kk?status=not_reported'));
    expect(found).toContain('Айналма жол');
    expect(found).not.toContain('Тегін қабылдау');
  });

  it('folds letters as the database does', async () => {
    const written = 'ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЎўҲҳ Йй Щщ Ъъ Ыы Ээ Ğğ Hyundai 47';
    expect(await world.seeAll('select fold_letters($1) as folded', [written])).toEqual([
      { folded: foldLetters(written) },
    ]);
    expect(foldLetters('Қараөткел ЎҲ')).toBe('караоткел ух');
  });

  it('keeps what is not published out of every page and every file', async () => {
    const paths = ['', '/partnerships/almaty-korea', '/partnerships/kazakhstan-japan', `/commitments/${ids.seen}`];
    for (const path of paths)
      for (const form of ['', '.csv', '.json']) {
        const { body, statusCode } = await get(`/kk${path}${form}`);
        expect(statusCode, path + form).toBe(200);
        expect(body).not.toContain(secret);
        expect(body).not.toContain('987654');
        expect(body).not.toContain('123456');
      }
    expect((await get(`/kk.json?q=${encodeURIComponent(secret)}`)).json().commitments).toEqual([]);
    for (const path of ['/partnerships/closed-one', ...ids.hidden.map((id) => `/commitments/${id}`)])
      for (const form of ['', '.csv', '.json']) expect((await get(`/kk${path}${form}`)).statusCode).toBe(404);
  });

  it('escapes what a source or a person wrote, and links to no script', async () => {
    for (const path of ['', '/partnerships/kazakhstan-japan', `/commitments/${ids.hostile}`]) {
      const body = await bodyOf(`/en${path}`);
      expect(body).not.toContain('<script');
      expect(body).not.toContain('href="javascript:');
      expect(textOf(body)).toContain(hostile);
    }
    expect(await bodyOf(`/en?q=${encodeURIComponent(hostile)}`)).not.toContain('<script');
    const origin = await get('/en', { host: 'x"><script>' });
    expect(origin.body).not.toContain('<script');
  });

  it('gives the data of each page as CSV that a spreadsheet cannot run, and as JSON with its claims', async () => {
    const csv = await get('/en/partnerships/kazakhstan-japan.csv');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.body.startsWith('\ufeffrecord,id,belongs_to,demonstration,')).toBe(true);
    expect(csv.body).toContain('1087000000');
    for (const line of csv.body.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=+@]/);
    const json = (await get(`/en/commitments/${ids.grant}.json`)).json();
    expect(json).toMatchObject({
      format: 'yntymaq.public/1',
      language: 'en',
      commitment: {
        promised: { comparator: 'eq', amount: '1087000000', currency: 'JPY' },
        delivered: null,
        status: 'not_started',
        from: [{ name: 'Жапония үкіметі', country: 'JP' }],
      },
    });
    expect(json.commitment.claims).toHaveLength(3);
    expect(json.commitment.claims.map(({ part }: { part: string }) => part).toSorted()).toEqual([
      'equivalent',
      'equivalent',
      'target',
    ]);
    expect(json.commitment.claims[0].source).toMatchObject({ title: 'Жаңалық беті', published: '2026-01-03' });
  });

  it('answers what is not there with a page in the language of the reader', async () => {
    const absent = '018f0000-0000-7000-8000-000000000000';
    for (const path of [
      '/partnerships/none',
      `/commitments/${absent}`,
      '/commitments/42',
      '/x/y',
      '/partnerships/%00',
    ]) {
      const { statusCode, body } = await get(`/ru${path}`);
      expect(statusCode, path).toBe(404);
      expect(body).toContain('<html lang="ru"');
      expect(textOf(body)).toContain('Перейти на главную');
    }
    const unknown = await get('/fr', { 'accept-language': 'en' });
    expect([unknown.statusCode, unknown.body.includes('<html lang="en"')]).toEqual([404, true]);
    const program = await world.app.inject({ method: 'GET', url: '/fr' });
    expect([program.statusCode, program.headers['content-type']]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('takes any query string for what can be understood of it', async () => {
    const odd = [
      'q=%ED%A0%80',
      'q=%00',
      'q[]=1&q[]=2',
      `q=${'a'.repeat(5000)}`,
      "q='%3A*%26!(",
      'status=best',
      'page=-1',
    ];
    odd.push(
      'page=999999999999',
      'page=4999&q=a',
      'organisation=1',
      'q=%F0%9F%98%80',
      'q=a%5C',
      '%',
      'status=kept&status=x',
    );
    for (const query of odd) expect((await get(`/kk?${query}`)).statusCode, query).toBe(200);
    for (const query of odd) expect((await get(`/kk.csv?${query}`)).statusCode, query).toBe(200);
  });

  it('is the same for everybody: no cookie, a tag, a minute of keeping, compressed where that is understood', async () => {
    const first = await get('/kk', { cookie: 'better-auth.session_token=x', 'accept-encoding': 'br, gzip' });
    expect(first.headers['set-cookie']).toBeUndefined();
    expect(first.headers['cache-control']).toBe('public, max-age=60, stale-while-revalidate=600');
    expect(first.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(first.rawPayload).toString()).toBe(await bodyOf('/kk'));
    const again = await get('/kk', { 'if-none-match': String(first.headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get('/kk', { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined();
    const stylesheet = /href="(\/site\/[0-9a-f]+\.css)"/.exec(await bodyOf('/kk'))?.[1] ?? '';
    expect((await get(stylesheet)).headers['cache-control']).toContain('immutable');
    expect((await get('/site/0000.css')).statusCode).toBe(404);
    expect((await get('/robots.txt')).body).toContain('Disallow: /api/');
    expect((await get('/favicon.svg')).headers['content-type']).toContain('image/svg+xml');
  });

  it('stays within its budgets: 30 KB of HTML, 16 KB of CSS, ten queries a page', async () => {
    const stylesheet = /href="(\/site\/[0-9a-f]+\.css)"/.exec(await bodyOf('/kk'))?.[1] ?? '';
    const css = gzipSync((await get(stylesheet)).body).length;
    expect(css).toBeGreaterThan(1000);
    expect(css).toBeLessThanOrEqual(16 * 1024);
    for (const path of [
      '',
      '?status=no_target',
      '/partnerships/almaty-korea',
      `/commitments/${ids.grant}`,
      '/about-the-figures',
    ]) {
      const { body, headers } = await get(`/kk${path}`);
      expect(gzipSync(body).length, path).toBeLessThanOrEqual(30 * 1024);
      const queries = Number(/queries;desc="(\d+)"/.exec(String(headers['server-timing']))?.[1]);
      expect(queries, path).toBeLessThanOrEqual(10);
    }
  });
});
