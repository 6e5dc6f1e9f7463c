import { gzipSync } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerOf } from '../../test/publicLedger.ts';
import { startWorld, type World } from '../../test/world.ts';
import { locales } from '../platform/i18n/locales.ts';
import { datasetColumns, datasetNames } from './open/columns.ts';

const secret = 'ҚҰПИЯ';
const hostile = `"><script>alert(1)</script>=1+1`;

let world: World;
type Ids = Record<
  | 'meeting'
  | 'instrument'
  | 'parent'
  | 'akimat'
  | 'clinic'
  | 'merged'
  | 'promise'
  | 'part'
  | 'replaced'
  | 'delivery'
  | 'demo',
  string
>;
let ids: Ids;
const hidden: string[] = [];

const said = (text: string) => ({ kk: { text, by: 'person' }, en: { text, by: 'machine' } });
const get = (url: string, headers: Record<string, string> = {}) =>
  world.app.inject({ method: 'GET', url, headers: { accept: 'text/html', ...headers } });
const bodyOf = async (url: string): Promise<string> => {
  const { statusCode, body } = await get(url);
  expect(statusCode, `${url}: ${body.slice(0, 300)}`).toBe(200);
  return body;
};
const textOf = (body: string): string =>
  body
    .replace(/<head>.*<\/head>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replace(/[\s\u00a0\u202f]+/g, ' ');
// oxlint-disable-next-line typescript/no-explicit-any -- a file may have any shape; each test says which it must have
const json = async (url: string): Promise<any> => JSON.parse(await bodyOf(url)) as unknown;

async function insert(table: string, row: Record<string, unknown>): Promise<string> {
  const id = uuidv7();
  const whole = table === 'minutes_version' || 'id' in row ? row : { id, ...row };
  const fields = Object.keys(whole);
  const holes = fields.map((_, index) => `$${index + 1}`);
  const values = Object.values(whole).map((value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
      ? JSON.stringify(value)
      : value,
  );
  await world.seeAll(`insert into ${table} (${fields.join(', ')}) values (${holes.join(', ')})`, values);
  return id;
}

type Shared = Record<string, unknown>;
const stamped = { version: 1, changed_at: new Date('2026-11-01T08:00:00Z') };

const meetingRow = (shared: Shared, title: string, more: Shared = {}) => ({
  ...shared,
  ...stamped,
  title: said(title),
  state: 'held',
  manner: 'in_person',
  minutes_state: 'none',
  reported_on: '2020-12-23',
  place_key: 'taldykorgan',
  ...more,
});
const instrumentRow = (shared: Shared, title: string, more: Shared = {}) => ({
  ...shared,
  ...stamped,
  title: said(title),
  kind: 'cooperation_plan',
  binding: 'not_stated',
  languages: ['kk'],
  parties: [],
  state: 'proposed',
  ...more,
});

async function putMeeting(shared: Shared, sides: readonly string[], clinic: string): Promise<string> {
  const meeting = await insert('meeting', meetingRow(shared, 'Консулмен кездесу'));
  const person = await insert('person', { names: { kk: 'Ким Хын Су' }, is_demo: false, ...stamped });
  const post = { person_id: person, organisation_id: clinic, ...stamped };
  await insert('post', { ...post, title: { kk: 'Бас консул' }, since: '2019', until: '2021' });
  await insert('post', { ...post, title: { kk: 'Елші' }, since: '2024' });
  const part = { meeting_id: meeting, side_id: sides[1], organisation_id: clinic, person_id: person, part: 'head' };
  await insert('meeting_participant', { ...part, position: 0 });
  const point = { meeting_id: meeting, side_id: sides[0], kind: 'offered', strength: 'proposed' };
  await insert('meeting_point', { ...point, position: 0, wording: said('Емхана ашуды ұсынды') });
  return meeting;
}

async function putInstrument(shared: Shared, parties: string[]): Promise<{ instrument: string; parent: string }> {
  const parent = await insert('instrument', instrumentRow(shared, 'Үкіметаралық келісім'));
  await insert(
    'instrument_step',
    step(parent, 0, 'signed', { taken: '2018', taken_first: '2018-01-01', taken_last: '2018-12-31' }),
  );
  const more = { parties, parent_id: parent, parent_relation: 'carries_out', covers: '2019/2024' };
  const instrument = await insert('instrument', instrumentRow(shared, '2019–2024 жоспары', more));
  await insert('instrument_step', step(instrument, 0, 'under_negotiation', { known_on: '2020-09-18' }));
  await insert('article', { instrument_id: instrument, position: 0, number: '3', title: said('Курстар') });
  const signs = { instrument_id: instrument, position: 0, organisation_id: parties[0], name: { kk: 'А. Қолқоюшы' } };
  await insert('signatory', { ...signs, post: said('Министр') });
  return { instrument, parent };
}

const step = (instrument_id: string, position: number, state: string, more: Shared) => ({
  instrument_id,
  position,
  state,
  person: uuidv7(),
  at: new Date('2026-11-01'),
  ...more,
});

/** Everything that one side keeps, or the partnership: none of it may be seen, or be counted. */
async function putHidden(place: { id: string; sides: string[] }, owner: string, of: { promise: string }) {
  for (const visibility of ['own_side', 'partnership']) {
    const shared = {
      owner_organisation: owner,
      partnership_id: place.id,
      side_id: place.sides[0],
      visibility,
      is_demo: false,
    };
    const meeting = await insert('meeting', meetingRow(shared, `${secret} кездесу`));
    const instrument = await insert('instrument', instrumentRow(shared, `${secret} құжат`, { parties: [owner] }));
    await insert('instrument_step', step(instrument, 0, 'signed', { taken: '2021-05-05' }));
    const ledger = ledgerOf(world, { partnership: place, owner });
    const commitment = await ledger.commitment({
      title: `${secret} уәде`,
      visibility: visibility as 'own_side',
      place: 'Талдықорған',
      debtors: [owner],
      term: '2021',
      termLast: '2021-12-31',
    });
    await world.seeAll('update commitment set part_of = $2, meeting_id = $3 where id = $1', [
      commitment,
      of.promise,
      meeting,
    ]);
    const kept = { ...shared, commitment_id: of.promise };
    const why = { reasons: said(secret), person: uuidv7(), at: new Date() };
    await insert('correction', { ...kept, fields: ['title'], before: { title: said(secret) }, ...why });
    await insert('dispute', {
      ...kept,
      ...why,
      claim_id: await ledger.claim({ visibility: 'public', sentence: 'Ашық келісті' }),
    });
    if (visibility === 'partnership')
      await insert('answer', { ...kept, number: 1, wording: said(secret), person: uuidv7(), at: new Date() });
    const event = { ...shared, at: new Date(), person: uuidv7(), action: 'record', fields: [] };
    await insert('event', { ...event, subject: 'meeting', subject_id: meeting });
    hidden.push(meeting, instrument, commitment);
  }
}

async function fill(): Promise<void> {
  const akimat = await world.organisation('Алматы әкімдігі', 'administration');
  const clinic = await world.organisation('Hyundai клиникасы', 'hospital');
  const merged = await world.organisation('Хёндэ', 'hospital');
  await world.seeAll(`update organisation set country = 'KR' where id = any ($1)`, [[clinic, merged]]);
  await world.seeAll(`update organisation set merged_into = $2, merged_at = now() where id = $1`, [merged, clinic]);
  const korea = await world.partnership('almaty-korea', [akimat, clinic]);
  await world.seeAll('insert into side_organisation values ($1, $2, $3)', [korea.id, merged, korea.sides[1]]);
  const closed = await world.partnership('closed-one', [akimat, clinic], 'partnership');
  await world.seeAll(
    `update partnership set countries = '{KR}', places = '{taldykorgan,karatal-district}', fields = '{health,tourism}' where slug = 'almaty-korea'`,
  );
  await world.seeAll(
    `update partnership set countries = '{JP}', places = '{abai-region}', fields = '{electronics}' where slug = 'closed-one'`,
  );
  const shared = {
    owner_organisation: akimat,
    partnership_id: korea.id,
    side_id: korea.sides[0],
    visibility: 'public',
    is_demo: false,
  };
  const meeting = await putMeeting(shared, korea.sides, clinic);
  const { instrument, parent } = await putInstrument(shared, [akimat, clinic]);
  const ledger = ledgerOf(world, { partnership: korea, owner: akimat });
  const base = {
    strength: 'promised',
    debtors: [clinic],
    creditors: [akimat],
    place: 'Талдықорған',
    statedOn: '2020-12-23',
  };
  const promise = await ledger.commitment({
    ...base,
    title: 'Операциялар',
    kind: 'measure',
    measure: 'operations',
    target: 40,
    condition: 'Пандемия тұрақталса',
  });
  const part = await ledger.commitment({ ...base, title: 'Қаратал бөлігі' });
  const replaced = await ledger.commitment({ ...base, title: 'Ескі уәде' });
  await world.seeAll(
    `update commitment set meeting_id = $2, instrument_id = $3, article_id = (select id from article where instrument_id = $3), per = 'P1Y', due_after = 'P6M' where id = $1`,
    [promise, meeting, instrument],
  );
  await world.seeAll('update commitment set part_of = $2 where id = $1', [part, promise]);
  await world.seeAll('update commitment set replaced_by = $2 where id = $1', [replaced, promise]);
  const delivery = await ledger.delivery(promise, { amount: 37, period: '2018/2020' });
  const other = { ...shared, owner_organisation: clinic, side_id: korea.sides[1], commitment_id: promise };
  await insert('delivery', {
    ...other,
    ...stamped,
    amount: 35,
    comparator: 'eq',
    period: '2018/2020',
    reported_on: '2020-12-24',
  });
  const claim = await ledger.claim({
    kind: 'count',
    value: { value: 40, comparator: 'eq', role: 'target' },
    sentence: '40 операция келісті',
  });
  await ledger.ground(claim, { commitment: promise }, 'target');
  const about = { ...shared, commitment_id: promise, person: uuidv7(), at: new Date('2026-11-02T10:00:00Z') };
  await insert('dispute', {
    ...about,
    owner_organisation: clinic,
    side_id: korea.sides[1],
    claim_id: claim,
    reasons: said('Басқаша айтылған'),
  });
  await insert('answer', {
    ...about,
    owner_organisation: clinic,
    side_id: korea.sides[1],
    number: 1,
    wording: said('Біз бұл жұмысты жалғастырамыз'),
  });
  await insert('correction', {
    ...about,
    fields: ['title'],
    before: { title: said('Ота') },
    after: { title: said('Операциялар') },
    reasons: said('Қате сөз'),
  });
  for (const [subject, subject_id] of [
    ['commitment', promise],
    ['delivery', delivery],
    ['meeting', meeting],
    ['instrument', instrument],
  ])
    await insert('event', {
      ...shared,
      at: new Date('2026-11-03T10:00:00Z'),
      person: uuidv7(),
      subject,
      subject_id,
      action: 'publish',
      fields: ['visibility'],
    });
  const demo = await ledger.commitment({ ...base, title: 'Көрме', isDemo: true });
  await putHidden(korea, akimat, { promise });
  const elsewhere = ledgerOf(world, { partnership: closed, owner: akimat });
  hidden.push(await elsewhere.commitment({ title: `${secret} жабық`, debtors: [clinic], place: 'Талдықорған' }));
  const nasty = { ...shared, title: said(hostile) };
  await insert('meeting', { ...meetingRow(nasty, hostile), place_key: 'taldykorgan' });
  ids = { meeting, instrument, parent, akimat, clinic, merged, promise, part, replaced, delivery, demo };
}

beforeAll(async () => {
  world = await startWorld();
  await fill();
});
afterAll(() => world.stop());

const pages = () => [
  '',
  '/partnerships/almaty-korea',
  `/commitments/${ids.promise}`,
  `/meetings/${ids.meeting}`,
  `/instruments/${ids.instrument}`,
  `/organisations/${ids.akimat}`,
  `/organisations/${ids.clinic}`,
  '/places/taldykorgan',
  '/places/zhetysu-region',
  '/partners/KR',
  '/fields/health',
  '/corrections',
];

describe('a meeting', () => {
  it('says who took part with the post of that day, what was said, and what came of it', async () => {
    const text = textOf(await bodyOf(`/kk/meetings/${ids.meeting}`));
    for (const words of [
      'Консулмен кездесу',
      'Ким Хын Су',
      'Бас консул',
      'Емхана ашуды ұсынды',
      'ұсынылды',
      'Операциялар',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('Елші');
    expect(text).toContain('күні көрсетілмеген');
    const { meeting, commitments } = await json(`/en/meetings/${ids.meeting}.json`);
    expect(meeting).toMatchObject({
      held: null,
      reportedOn: '2020-12-23',
      manner: 'in_person',
      placeKey: 'taldykorgan',
    });
    expect(meeting.points).toMatchObject([{ kind: 'offered', strength: 'proposed' }]);
    expect(commitments.map(({ id }: { id: string }) => id)).toEqual([ids.promise]);
  });
});

describe('an instrument', () => {
  it('is still a draft as of a source, made for years, under an agreement that it carries out', async () => {
    const text = textOf(await bodyOf(`/en/instruments/${ids.instrument}`));
    for (const words of [
      'under negotiation: a source of 18 September 2020 says so',
      '2019–2024',
      'Carries out',
      'article 3',
    ])
      expect(text).toContain(words);
    expect(text).toContain('А. Қолқоюшы');
    const { instrument, commitments, articlesOfCommitments } = await json(`/en/instruments/${ids.instrument}.json`);
    expect(instrument).toMatchObject({
      state: 'under_negotiation',
      covers: '2019/2024',
      steps: [{ state: 'under_negotiation', taken: null, knownOn: '2020-09-18' }],
      parent: { relation: 'carries_out', id: ids.parent },
    });
    expect(commitments).toHaveLength(1);
    expect(articlesOfCommitments).toEqual({ [ids.promise]: '3' });
  });
});

describe('a commitment', () => {
  it('shows answers, disputes, both counts, corrections, condition, period, parts and what it replaced', async () => {
    const text = textOf(await bodyOf(`/en/commitments/${ids.promise}`));
    for (const words of [
      'Answers of named parties',
      'Басқаша айтылған',
      'The sides count differently',
      'each year',
      '6 months',
    ])
      expect(text).toContain(words);
    for (const words of [
      'Қаратал бөлігі',
      'Ескі уәде',
      'Консулмен кездесу',
      '2019–2024 жоспары',
      'Қате сөз',
      'disputed',
    ])
      expect(text).toContain(words);
    const { commitment } = await json(`/en/commitments/${ids.promise}.json`);
    expect(commitment).toMatchObject({
      per: 'P1Y',
      dueAfter: 'P6M',
      conditionState: 'unknown',
      article: '3',
      sidesDiffer: true,
    });
    expect(commitment.differences[0].map(({ amount }: { amount: string }) => amount).toSorted()).toEqual(['35', '37']);
    expect(Object.values(commitment.claimsStand)).toEqual(['disputed']);
    expect(commitment.corrections).toHaveLength(1);
    expect(commitment.answers).toHaveLength(1);
    expect(commitment.parts.map(({ id }: { id: string }) => id)).toEqual([ids.part]);
  });

  it('shows a machine’s text as one, with the original a press away', async () => {
    const body = await bodyOf(`/en/commitments/${ids.promise}`);
    expect(textOf(body)).toContain('Machine translation');
    expect(body).toMatch(/<details class="loc-original">.*?<p lang="kk"/s);
  });

  it('converts what was promised by the rate of its day alone, and says which', async () => {
    const [{ owner_organisation, partnership_id, side_id }] = (await world.seeAll(
      'select * from commitment where id = $1',
      [ids.promise],
    )) as [Record<string, string>];
    const place = {
      partnership: { id: partnership_id ?? '', sides: [side_id ?? ''] },
      owner: owner_organisation ?? '',
    };
    const grant = await ledgerOf(world, place).commitment({
      title: 'Грант',
      kind: 'money',
      currency: 'JPY',
      target: 1000,
      strength: 'signed',
      statedOn: '2026-01-03',
    });
    const brought = await insert('rate_import', {
      owner_organisation,
      person: uuidv7(),
      at: new Date(),
      file_name: 'r.csv',
      sha256: 'a'.repeat(64),
    });
    const rate = { import_id: brought, owner_organisation, is_demo: false, base: 'JPY', quote: 'KZT', version: 1 };
    await insert('rate', { ...rate, day: '2026-01-02', rate: '3.25', source: 'National Bank' });
    const text = textOf(await bodyOf(`/en/commitments/${grant}`));
    expect(text).toContain('KZT 3,250');
    expect(text).toContain('1 JPY = 3.25 KZT, 2 January 2026, National Bank');
    const { commitment } = await json(`/en/commitments/${grant}.json`);
    expect(commitment.converted).toEqual([
      expect.objectContaining({ amount: '3250.00', currency: 'KZT', day: '2026-01-02', path: 'direct' }),
    ]);
    await world.seeAll('delete from standing where commitment_id = $1', [grant]);
    await world.seeAll('delete from commitment where id = $1', [grant]);
  });
});

describe('organisations, places, partner countries, fields and corrections', () => {
  it('says what an organisation owes, is owed and gave, and in which posts its people were', async () => {
    const owes = textOf(await bodyOf(`/en/organisations/${ids.clinic}`));
    for (const words of ['Owes: 4', 'What it gave and did', 'Бас консул', 'Ким Хын Су', '37'])
      expect(owes).toContain(words);
    expect(textOf(await bodyOf(`/en/organisations/${ids.akimat}?role=owed`))).toContain('Is owed: 4');
    const moved = await get(`/en/organisations/${ids.merged}`);
    expect([moved.statusCode, moved.headers['location']]).toEqual([308, `/en/organisations/${ids.clinic}`]);
  });

  it('says where a place lay then and lies now', async () => {
    const text = textOf(await bodyOf('/en/places/taldykorgan'));
    expect(text).toContain('Almaty region in 2020, Zhetysu region since 2022.');
    expect(text).toContain('Консулмен кездесу');
    const region = await json('/en/places/zhetysu-region.json');
    expect(region.meetings.map(({ id }: { id: string }) => id)).toContain(ids.meeting);
  });

  it('gathers partnerships by country and by field, and knows no others', async () => {
    expect(textOf(await bodyOf('/en/partners/KR'))).toContain('almaty-korea');
    expect((await json('/en/partners/KR.json')).partnerships).toMatchObject([
      { slug: 'almaty-korea', places: ['taldykorgan', 'karatal-district'] },
    ]);
    expect(textOf(await bodyOf('/en/fields/tourism'))).toContain('almaty-korea');
    for (const path of [
      '/partners/JP',
      '/partners/kr',
      '/partners/XX',
      '/fields/electronics',
      '/fields/x',
      '/places/nowhere',
    ])
      expect((await get(`/en${path}`)).statusCode, path).toBe(404);
  });

  it('logs what was corrected, what it says now and why', async () => {
    const text = textOf(await bodyOf('/kk/corrections'));
    for (const words of ['Ота', 'Операциялар', 'Қате сөз']) expect(text).toContain(words);
    const { corrections } = await json('/kk/corrections.json');
    expect(corrections).toMatchObject([{ commitment: ids.promise, fields: ['title'], reasons: 'Қате сөз' }]);
    expect((await get('/kk/corrections.csv')).body).toContain(ids.promise);
  });
});

describe('a search', () => {
  it('finds meetings, instruments, organisations and partnerships too, and nothing that is not public', async () => {
    for (const [words, path] of [
      ['консулмен', `/meetings/${ids.meeting}`],
      ['жоспары', `/instruments/${ids.instrument}`],
      ['hyundai', `/organisations/${ids.clinic}`],
    ] as const)
      expect(await bodyOf(`/kk?q=${encodeURIComponent(words)}`), words).toContain(`href="/kk${path}"`);
    const body = await bodyOf(`/kk?q=${encodeURIComponent(secret)}`);
    expect(hidden.filter((id) => body.includes(id))).toEqual([]);
  });
});

describe('the corridor map', () => {
  it('joins a partner country to its region, and its table says the same', async () => {
    const body = await bodyOf('/en');
    expect(body).toMatch(/<svg class="map"[^>]*role="img"[^>]*aria-label="Corridors of cooperation\./);
    expect([...body.matchAll(/class="arc/g)]).toHaveLength(1);
    const text = textOf(body);
    expect(text).toContain('Republic of Korea – Zhetysu region, 3 commitments.');
    expect(text).toMatch(/1 Republic of Korea – Zhetysu region 3 0 /);
  });

  it('weighs no commitment that is not public, and no demonstration', async () => {
    const { partnerships } = await json('/en/partners/KR.json');
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0);
    expect([sum(partnerships[0].counts.real), sum(partnerships[0].counts.demonstration)]).toEqual([3, 1]);
    expect(await bodyOf('/en')).not.toContain('Japan');
  });
});

describe('the timeline', () => {
  it('has meetings, instruments and deliveries on one axis, and a table that says the same', async () => {
    const body = await bodyOf('/en/partnerships/almaty-korea');
    expect(body).toContain('<svg class="axis" role="img"');
    const text = textOf(body);
    for (const words of ['What happened and when', '2018–2020', 'date not stated; reported: 23 December 2020'])
      expect(text).toContain(words);
    expect(text).toContain('date not stated; as of a source of 18 September 2020');
  });
});

describe('open data', () => {
  it('describes itself with its licence, its files and what they do not carry', async () => {
    for (const locale of locales) expect(textOf(await bodyOf(`/${locale}/data`))).toContain('CC BY 4.0');
    const catalogue = await json('/data.jsonld');
    expect(catalogue['dcat:dataset']).toHaveLength(datasetNames.length);
    for (const dataset of catalogue['dcat:dataset']) {
      expect(dataset).toMatchObject({
        '@type': 'dcat:Dataset',
        'dct:publisher': { '@id': 'http://yntymaq.test/#publisher' },
      });
      for (const file of dataset['dcat:distribution'])
        expect((await get(new URL(file['dcat:downloadURL']['@id']).pathname)).statusCode).toBe(200);
    }
    const described = await json('/data/datapackage.json');
    expect(described.licenses).toMatchObject([{ name: 'CC-BY-4.0' }]);
    expect(described.resources).toHaveLength(datasetNames.length);
  });

  it('gives every file the columns that its description names, and counts demonstration apart', async () => {
    for (const name of datasetNames) {
      const { body } = await get(`/data/${name}.csv`);
      const columns = datasetColumns[name].map((column) => column.name).join(',');
      expect(body.replace('\ufeff', '').split('\r\n')[0]).toBe(columns);
      const { rows, demonstration, notCarried } = await json(`/data/${name}.json`);
      expect([demonstration, notCarried.length > 0]).toEqual([false, true]);
      for (const row of rows) expect([row.demonstration, Object.keys(row).join(',')]).toEqual(['false', columns]);
    }
    const real = (await json('/data/commitments.json')).rows.map(({ id }: { id: string }) => id);
    expect(real.toSorted()).toEqual([ids.promise, ids.part, ids.replaced].toSorted());
    const demo = (await json('/data/demonstration/commitments.json')).rows;
    expect(demo).toMatchObject([{ id: ids.demo, demonstration: 'true' }]);
    const sheet = await get('/data/commitments.xlsx');
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  it('answers a file that the reader has already with nothing, and no other names', async () => {
    const first = await get('/data/commitments.csv');
    const again = await get('/data/commitments.csv', { 'if-none-match': String(first.headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    for (const path of [
      '/data/events.csv',
      '/data/commitments.exe',
      '/data/..%2fpackage.json',
      '/data/demonstration/x.csv',
    ])
      expect((await get(path)).statusCode, path).toBe(404);
  });
});

describe('the feeds', () => {
  const tags = (xml: string, name: string) =>
    [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'g'))].map(([, text]) => text ?? '');

  it('are Atom: an id, a title, an author, when it was updated, and a link to itself', async () => {
    for (const locale of locales) {
      const { body, headers } = await get(`/${locale}/feed.xml`);
      expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
      expect(body).toContain(`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">`);
      expect(body).toContain(
        `<link rel="self" type="application/atom+xml" href="http://yntymaq.test/${locale}/feed.xml"/>`,
      );
      const [own, ...entries] = tags(body, 'id');
      expect(own).toBe(`http://yntymaq.test/${locale}/feed.xml`);
      expect(entries).toHaveLength(4);
      expect(new Set(entries).size).toBe(4);
      expect(tags(body, 'updated').every((at) => at === '2026-11-03T10:00:00.000Z')).toBe(true);
      expect(tags(body, 'name')).toHaveLength(1);
    }
  });

  it('keep the ids of entries the same in all languages and in the feed of the partnership', async () => {
    const idsIn = async (path: string) =>
      tags(await bodyOf(path), 'id')
        .slice(1)
        .toSorted();
    const all = await idsIn('/kk/feed.xml');
    expect(await idsIn('/en/feed.xml')).toEqual(all);
    expect(await idsIn('/ru/partnerships/almaty-korea/feed.xml')).toEqual(all);
    expect(all).toContain(`urn:uuid:${ids.promise}`);
    expect((await get('/en/partnerships/closed-one/feed.xml')).statusCode).toBe(404);
    expect(await bodyOf('/en')).toContain('type="application/atom+xml"');
  });
});

describe('what is not published', () => {
  it('is in no page, no file, no feed, and counts nowhere', async () => {
    const files = pages().flatMap((path) => ['', '.csv', '.json'].map((form) => `/kk${path}${form}`));
    const open = datasetNames.flatMap((name) => [
      `/data/${name}.csv`,
      `/data/${name}.json`,
      `/data/demonstration/${name}.json`,
    ]);
    for (const url of [...files, ...open, '/kk/feed.xml', '/kk/partnerships/almaty-korea/feed.xml', '/data.jsonld']) {
      const body = await bodyOf(url);
      expect(body, url).not.toContain(secret);
      expect(
        hidden.filter((id) => body.includes(id)),
        url,
      ).toEqual([]);
    }
    for (const id of hidden)
      for (const kind of ['meetings', 'instruments', 'commitments'])
        for (const form of ['', '.csv', '.json']) expect((await get(`/kk/${kind}/${id}${form}`)).statusCode).toBe(404);
  });
});

describe('every page', () => {
  it('is whole in each language, without a script, within its weight and ten statements', async () => {
    for (const locale of locales)
      for (const path of [...pages(), '/data']) {
        const { body, headers, statusCode } = await get(`/${locale}${path}`);
        expect([statusCode, path], body.slice(0, 400)).toEqual([200, path]);
        expect(body).toContain(`<html lang="${locale}"`);
        expect(body).not.toMatch(/<script/i);
        expect(body.match(/hreflang/gi)?.length, path).toBeGreaterThanOrEqual(locales.length);
        expect(gzipSync(body).length, path).toBeLessThanOrEqual(30 * 1024);
        expect(Number(/queries;desc="(\d+)"/.exec(String(headers['server-timing']))?.[1]), path).toBeLessThanOrEqual(
          10,
        );
      }
  });

  it('answers hostile names and numbers with a page, never with a fault', async () => {
    const kinds = [
      'meetings',
      'instruments',
      'organisations',
      'places',
      'partners',
      'fields',
      'partnerships',
      'commitments',
    ];
    const names = [
      '%00',
      '%27%3B--',
      '..%2f..%2fetc',
      'a'.repeat(3000),
      '%ED%A0%80',
      '.json',
      '.csv',
      '%F0%9F%98%80',
      'constructor',
    ];
    for (const kind of kinds)
      for (const name of names) expect([400, 404, 414]).toContain((await get(`/ru/${kind}/${name}`)).statusCode);
    for (const query of ['page=-1', 'page=99999', 'page[]=1', 'role=x', 'role=owed&page=4999', 'page=%00'])
      for (const path of [`/organisations/${ids.clinic}`, '/corrections'])
        expect((await get(`/ru${path}?${query}`)).statusCode, path + query).toBe(200);
  });
});
