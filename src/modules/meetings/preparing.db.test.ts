import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, describe, expect, test } from 'vitest';
import { commitmentInput, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const ledger = await openLedger(world, 'preparing');
const { officer, colleague, coordinator, guest, stranger, almaty, seoul, home } = ledger;

const kk = (text: string, by = 'person') => ({ kk: { text, by } });
const meetingInput = (over: object = {}) => ({
  title: kk('Келесі кездесу'),
  held: '2026-12-01',
  startsAt: null,
  endsAt: null,
  zone: null,
  reportedOn: null,
  manner: 'online',
  place: null,
  venue: null,
  agenda: null,
  ...over,
});
const post = (who: Someone, url: string, body: object = {}) => world.as(who).post(url, body);
const get = (who: Someone, url: string) => world.as(who).get(url);

async function record(over: object = {}, state = 'planned', who = officer): Promise<string> {
  const reply = await post(who, '/meetings', { partnership: 'preparing', state, meeting: meetingInput(over) });
  expect(reply.statusCode).toBe(201);
  return reply.json().id;
}
const show = (id: string, version = 1, visibility = 'partnership') =>
  post(coordinator, `/meetings/${id}/publications`, { version, visibility });
async function textOf(bytes: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return text.replaceAll(/\s+/g, ' ');
}

describe('a brief', () => {
  const note = { title: kk('Шекті ұстаным'), wording: kk('Бағаны түсіруге болмайды: құпия-42') };
  const write = (who: Someone, id: string) => post(who, `/meetings/${id}/briefs`, { brief: note });

  test('puts together the notes of the own side and what was said the last time', async () => {
    const before = await record({ held: '2026-06-01', title: kk('Алдыңғы кездесу') }, 'held');
    const points = [{ side: home, kind: 'offered', strength: null, wording: kk('Бірге емхана ашу') }];
    await post(officer, `/meetings/${before}/points`, { version: 1, points });
    const id = await record();
    await write(officer, id);
    const brief = (await get(colleague, `/meetings/${id}/brief`)).json();
    expect(brief).toMatchObject({
      notes: [{ title: note.title, wording: note.wording, version: 1 }],
      last: { id: before, points: [{ wording: kk('Бірге емхана ашу') }] },
      ownSide: home,
    });
  });

  test('is its side’s alone: not on the page, in the history, in counts or in a file of the other side', async () => {
    const id = await record();
    await show(id);
    const own = (await write(officer, id)).json();
    const theirs = await Promise.all(
      ['', '/brief', '/brief.pdf'].map(async (part) => (await get(guest, `/meetings/${id}${part}`)).rawPayload),
    );
    const [page, brief, pdf] = theirs as [Buffer, Buffer, Buffer];
    expect(JSON.parse(brief.toString()).notes).toEqual([]);
    expect(page.toString() + brief.toString()).not.toMatch(/құпия-42|Шекті|"brief"/);
    expect(await textOf(pdf)).not.toMatch(/құпия-42|Шекті/);
    expect((await get(guest, `/briefs/${own.id}/versions`)).json().type).toBe('/problems/not-found');
    const attempt = await post(guest, `/briefs/${own.id}/changes`, { version: 1, brief: note });
    expect(attempt.json().type).toBe('/problems/not-found');
    const retraction = await post(guest, `/briefs/${own.id}/retraction`, { version: 1 });
    expect(retraction.json().type).toBe('/problems/not-found');
    const today = await get(guest, '/today');
    const search = await get(guest, `/search?q=${encodeURIComponent('Шекті ұстаным')}`);
    expect([today.statusCode, search.statusCode]).toEqual([200, 200]);
    expect(today.body + search.body).not.toMatch(new RegExp(`${own.id}|Шекті ұстаным`));
  });

  test('cannot be given to the other side even by a statement in the application’s name', async () => {
    const id = await record();
    const { id: brief } = (await write(officer, id)).json();
    await expect(world.seeAll(`update brief set visibility = 'partnership' where id = $1`, [brief])).rejects.toThrow(
      'brief_visibility_check',
    );
  });

  test('keeps what it said before, and refuses a change of what somebody else has changed', async () => {
    const id = await record();
    const { id: brief } = (await write(officer, id)).json();
    const changed = { ...note, wording: kk('Енді болады') };
    const change = (version: number) => post(colleague, `/briefs/${brief}/changes`, { version, brief: changed });
    expect((await change(1)).json().version).toBe(2);
    expect((await change(1)).json().type).toBe('/problems/stale');
    const versions = (await get(officer, `/briefs/${brief}/versions`)).json();
    expect(versions.map(({ wording }: typeof note) => wording)).toEqual([changed.wording, note.wording]);
    expect((await post(officer, `/briefs/${brief}/retraction`, { version: 2 })).statusCode).toBe(200);
    expect((await get(officer, `/meetings/${id}/brief`)).json().notes).toEqual([]);
  });

  test('on paper says what we owe and what we are owed, and that it is for our side only', async () => {
    const id = await record({ held: '2026-12-03' });
    await write(officer, id);
    const claim = await ledger.draft();
    await world.seeAll(`update claim set state = 'accepted', decided_by = $2, decided_at = now() where id = $1`, [
      claim,
      officer.person,
    ]);
    const owed = (title: string, debtors: string[], creditors: string[]) =>
      post(officer, '/commitments', {
        partnership: 'preparing',
        commitment: commitmentInput(ledger, {
          kind: 'act',
          measure: null,
          title: kk(title),
          strength: 'promised',
          debtors,
          creditors,
          term: '2020-12-31',
        }),
        claims: [claim],
      });
    expect((await owed('Біз салатын жол', [almaty], [seoul])).statusCode).toBe(201);
    expect((await owed('Олар ашатын емхана', [seoul], [almaty])).statusCode).toBe(201);
    const reply = await get(officer, `/meetings/${id}/brief.pdf?locale=kk`);
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/pdf']);
    const text = await textOf(reply.rawPayload);
    for (const words of ['Өз тарапымызға ғана', 'Біз салатын жол', 'Олар ашатын емхана', 'құпия-42', 'мәлімет жоқ'])
      expect(text).toContain(words);
  });

  test('belongs to who sits at the table: who only reads what is public has none', async () => {
    const id = await record({ held: '2026-11-01' }, 'held');
    await show(id, 1, 'public');
    expect((await get(stranger, `/meetings/${id}`)).statusCode).toBe(200);
    expect((await get(stranger, `/meetings/${id}/brief`)).json().type).toBe('/problems/not-own-side');
    expect((await write(stranger, id)).json().type).toBe('/problems/not-own-side');
  });
});

describe('minutes on paper', () => {
  test('have labels in several languages and no word that a machine wrote', async () => {
    const title = {
      ...kk('Әкім қабылдауы'),
      en: { text: 'Machine title', by: 'machine' },
      he: { text: 'פגישה', by: 'approved' },
    };
    const id = await record({ title, held: '2026-11-02', agenda: kk('Қарыз бен ҳисоб') }, 'held');
    const pdf = (query: string) => get(officer, `/meetings/${id}/minutes.pdf${query}`);
    expect((await pdf('')).json().type).toBe('/problems/nothing-to-print');
    const wording = { ...kk('Келісілді: ғылым, өнер.'), ru: { text: 'Машинный текст', by: 'machine' } };
    await post(officer, `/meetings/${id}/minutes`, { wording, reasons: null, version: null });
    expect((await pdf('')).json().type).toBe('/problems/nothing-to-print');
    await post(coordinator, `/meetings/${id}/minutes/approval`, { number: 1, version: 1 });
    const reply = await pdf('?labels[0]=kk&labels[1]=ko&labels[2]=he&labels[3]=en');
    expect(reply.statusCode).toBe(200);
    const text = await textOf(reply.rawPayload);
    for (const words of ['Кездесу хаттамасы', '회의록', 'Minutes of the meeting', 'Келісілді: ғылым, өнер.', 'ҳисоб'])
      expect(text).toContain(words);
    expect(text).toContain('פגישה');
    expect(text).not.toMatch(/Machine title|Машинный/);
  });

  test('of a demonstration say so on the page', async () => {
    await world.seeAll(`update partnership set is_demo = true where slug = 'preparing'`);
    const id = await record({ held: '2026-11-03' }, 'held');
    await world.seeAll(`update partnership set is_demo = false where slug = 'preparing'`);
    await post(officer, `/meetings/${id}/minutes`, { wording: kk('Мәтін'), reasons: null, version: null });
    await post(coordinator, `/meetings/${id}/minutes/approval`, { number: 1, version: 1 });
    const text = await textOf((await get(officer, `/meetings/${id}/minutes.pdf?labels=kk`)).rawPayload);
    expect(text).toContain('Көрсету үшін жасалған дерек');
  });

  test('a language that is none is refused', async () => {
    const id = await record();
    expect((await get(officer, `/meetings/${id}/minutes.pdf?labels=xx`)).json().type).toBe('/problems/invalid-input');
  });
});

describe('lists', () => {
  test('filter, sort and go page by page; the address that was not made here is refused', async () => {
    const own = await openLedger(world, 'listed');
    const add = (over: object, state = 'held') =>
      post(own.officer, '/meetings', { partnership: 'listed', state, meeting: meetingInput(over) });
    await add({ title: kk('Бірінші: Қарағанды'), held: '2018', place: 'kr' });
    await add({ title: kk('Екінші'), held: '2020-03/2020-05' });
    await add({ title: kk('Үшінші'), held: 'XXXX-04-10' });
    await add({ title: kk('Төртінші'), held: '2027-01-01' }, 'planned');
    const list = async (query: string) => (await get(own.officer, `/meetings?partnership=listed${query}`)).json();
    const titles = ({ items }: { items: { title: { kk: { text: string } } }[] }) =>
      items.map(({ title }) => title.kk.text);
    expect(titles(await list(''))).toEqual(['Төртінші', 'Екінші', 'Бірінші: Қарағанды', 'Үшінші']);
    expect(titles(await list('&sort=title'))).toEqual(['Бірінші: Қарағанды', 'Екінші', 'Төртінші', 'Үшінші']);
    expect(titles(await list('&state=planned'))).toEqual(['Төртінші']);
    expect(titles(await list('&place=kr'))).toEqual(['Бірінші: Қарағанды']);
    expect(titles(await list('&from=2020-05-01&until=2020-12-31'))).toEqual(['Екінші']);
    expect(titles(await list('&q=караганды'))).toEqual(['Бірінші: Қарағанды']);
    expect(titles(await list('&field=health'))).toHaveLength(4);
    expect(titles(await list('&field=tourism'))).toEqual([]);
    const first = await list('&limit=3');
    const second = await list(`&limit=3&cursor=${encodeURIComponent(first.next)}`);
    expect([...titles(first), ...titles(second)]).toEqual(['Төртінші', 'Екінші', 'Бірінші: Қарағанды', 'Үшінші']);
    expect(second.next).toBeNull();
    expect((await list('&cursor=abc')).type).toBe('/problems/cursor-invalid');
    expect((await list(`&sort=title&cursor=${encodeURIComponent(first.next)}`)).type).toBe('/problems/cursor-invalid');
    const { real, demo } = (await get(own.officer, '/meetings/counts?partnership=listed')).json();
    expect([real.held, real.planned, demo.held]).toEqual([3, 1, 0]);
  });

  test('show nobody another’s partnership, by whatever filter', async () => {
    await record({ title: kk('Бөтенге жабық') });
    for (const query of ['', '?partnership=preparing', '?field=health', '?q=Бөтенге'])
      expect((await get(stranger, `/meetings${query}`)).body).not.toContain('Бөтенге');
    expect((await get(guest, '/meetings?q=Бөтенге')).json().items).toEqual([]);
  });

  test('go out as a table whose dates are as exact as they are known', async () => {
    await record({ title: kk('=HYPERLINK("x")'), held: null, reportedOn: '2020-12-23' }, 'held');
    const csv = await get(officer, '/meetings/file?format=csv&locale=kk&q=hyperlink');
    expect(csv.headers['content-type']).toContain('text/csv');
    const [header = '', row = ''] = csv.body.split('\r\n');
    expect(header).toContain('Хабарланған күні');
    expect(row).toContain(`"'=HYPERLINK(""x"")"`);
    expect(row).toContain('2020-12-23');
    const xlsx = await get(officer, '/meetings/file?format=xlsx&locale=ru');
    expect([xlsx.statusCode, xlsx.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
  });
});

test('what is next, and what nobody has said to have been held', async () => {
  const own = await openLedger(world, 'soon');
  const plan = async (held: string | null, title: string) =>
    (
      await post(own.officer, '/meetings', {
        partnership: 'soon',
        state: 'planned',
        meeting: meetingInput({ held, title: kk(title) }),
      })
    ).json().id;
  const [late, next, undated, past] = [
    await plan('2027-02-01', 'кейін'),
    await plan('2026-11-25', 'жақында'),
    await plan(null, 'күні белгісіз'),
    await plan('2026-10-01', 'өтіп кетті'),
  ];
  const { soon, passed } = (await get(own.officer, '/meetings/soon')).json();
  expect(soon.map(({ id }: { id: string }) => id)).toEqual([next, late, undated]);
  expect(passed.map(({ id }: { id: string }) => id)).toEqual([past]);
  expect((await get(own.guest, '/meetings/soon')).json()).toEqual({ soon: [], passed: [] });
});
