import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { type Someone, startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const [ours, theirs, stranger] = await Promise.all([
  world.organisation('Талдықорған ауруханасы'),
  world.organisation('Ангук госпиталі'),
  world.organisation('Бөтен мекеме'),
]);
const us = await world.someone('viewer', ours);
const them = await world.someone('viewer', theirs);
const outsider = await world.someone('viewer', stranger);
const partnership = await world.partnership('talas-anguk', [ours, theirs]);
const [ourSide = '', theirSide = ''] = partnership.sides;

type Row = { side?: string; owner?: string; visibility?: string; at?: string; place?: string; partnership?: string };
/** A single act that somebody promised, as its side entered it. */
async function commitment(title: object | string, row: Row = {}): Promise<string> {
  const id = randomUUID();
  const { side = ourSide, owner = ours, visibility = 'own_side', at = '2026-01-01', place = null } = row;
  const titles = typeof title === 'string' ? { kk: { text: title, by: 'person' } } : title;
  await world.seeAll(
    `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, comparator, strength,
       debtors, creditors, place, version, changed_at)
     values ($1, $2, $3, $4, $5, false, 'act', $6, 'eq', 'promised', '{}', '{}', $7, 1, $8)`,
    [id, owner, row.partnership ?? partnership.id, side, visibility, titles, place, at],
  );
  return id;
}
async function document(title: string, text: string, row: Row = {}): Promise<string> {
  const [id, file] = [randomUUID(), randomUUID()];
  const { side = ourSide, owner = ours, visibility = 'own_side' } = row;
  await world.seeAll(`insert into file values ($1, $2, $3, 1, 'text/plain', now())`, [file, owner, randomUUID()]);
  await world.seeAll(
    `insert into source_document (id, owner_organisation, partnership_id, side_id, visibility, is_demo, title, language, taken_in_at, taken_in_by, sha256)
     values ($1, $2, $3, $4, $5, false, $6, 'kk', now(), $1, $7)`,
    [id, owner, partnership.id, side, visibility, title, randomUUID().replaceAll('-', '').repeat(2)],
  );
  await world.seeAll(
    `insert into document_content (document_id, side_id, owner_organisation, file_id, media_type, encoding, text, blocks, problems)
     values ($1, $2, $3, $4, 'text/plain', 'utf-8', $5, '[]', '[]')`,
    [id, side, owner, file, text],
  );
  return id;
}

type Group = {
  kind: string;
  count: number;
  next: string | null;
  isMore: boolean;
  items: {
    id: string;
    title: { text: string; marks: { start: number; end: number }[] };
    snippet: { text: string; marks: { start: number; end: number }[] } | null;
  }[];
};
const search = async (who: Someone, q: string, more = ''): Promise<{ groups: Group[]; isSpelt: boolean }> =>
  (await world.as(who).get(`/search?q=${encodeURIComponent(q)}${more}`)).json();
const idsOf = async (who: Someone, q: string, kind = 'commitment') =>
  ((await search(who, q, `&kind=${kind}`)).groups[0]?.items ?? []).map(({ id }) => id);

test.each([
  ['as it is written', 'Өскемендегі клиника ашу'],
  ['in capitals', 'ӨСКЕМЕНДЕГІ'],
  ['without Kazakh letters', 'оскемендеги клиника'],
  ['by the beginnings of its words', 'оскем клин'],
  ['in another order', 'клиника өскемен'],
  ['in Latin letters', 'Öskemendegi klinika'],
  ['in Arabic letters', 'وسكەمەن'],
  ['in another language of the title', 'открыть'],
  ['with a letter wrong', 'клинека'],
])('a commitment is found %s', async (_what, asked) => {
  const texts = { kk: { text: 'Өскеменде клиника ашу', by: 'person' }, ru: { text: 'Открыть клинику', by: 'machine' } };
  const long = { ...texts, kk: { text: 'Өскемендегі клиника ашу', by: 'person' } };
  const id = await commitment(long);
  expect(await idsOf(us, asked)).toContain(id);
});

test('a misspelt word is answered with those that resemble it, and says so; a word that is there is not corrected', async () => {
  const id = await commitment('Перфузия орталығы');
  expect(await search(us, 'перфузя')).toMatchObject({ isSpelt: true, groups: [{ items: [{ id }] }] });
  expect(await search(us, 'перфузия')).toMatchObject({ isSpelt: false });
  expect(await search(us, 'щщщщщщщ')).toEqual({ groups: [], isSpelt: false });
});

test('found words are marked in the title as it is written', async () => {
  await commitment('Құлақ салу: «Есту-2» бағдарламасы');
  const { groups } = await search(us, 'кулак багдар');
  const [item] = groups[0]?.items ?? [];
  expect(item?.title.marks.map(({ start, end }) => item.title.text.slice(start, end))).toEqual([
    'Құлақ',
    'бағдарламасы',
  ]);
});

test('all kinds are found with one question, each by itself', async () => {
  const found = await search(us, 'талдыкорган');
  expect(found.groups.map(({ kind }) => kind)).toEqual(['organisation']);
  const id = await commitment('Талдықорғанда дәріс');
  expect((await search(us, 'талдыкорган')).groups.map(({ kind, items }) => [kind, items[0]?.id])).toEqual([
    ['organisation', ours],
    ['commitment', id],
  ]);
  expect((await search(us, 'talas')).groups.map(({ kind, items }) => [kind, items[0]?.id])).toEqual([
    ['partnership', partnership.id],
  ]);
});

test('the very words in a title come before words that begin so, and these before what stands in the text', async () => {
  const inText = await commitment('Басқа іс', { place: 'Бурабай' });
  const begun = await commitment('Бурабайдағы шипажай');
  const older = await commitment('Бурабай жолы', { at: '2020-01-01' });
  const newer = await commitment('Бурабай көлі', { at: '2025-01-01' });
  expect(await idsOf(us, 'бурабай')).toEqual([newer, older, begun, inText]);
});

test('one kind is read page by page', async () => {
  for (let n = 0; n < 23; n += 1) await commitment(`Сапар ${n}`);
  const few = (await search(us, 'сапар')).groups[0];
  expect([few?.items.length, few?.count, few?.isMore, few?.next]).toEqual([5, 23, true, null]);
  const first = (await search(us, 'сапар', '&kind=commitment')).groups[0];
  const second = (await search(us, 'сапар', `&kind=commitment&cursor=${first?.next}`)).groups[0];
  expect([first?.items.length, second?.items.length, second?.next]).toEqual([20, 3, null]);
  expect(new Set([...(first?.items ?? []), ...(second?.items ?? [])].map(({ id }) => id)).size).toBe(23);
});

test('a record follows its changes, and is gone when it is taken back', async () => {
  const id = await commitment('Ескі атау');
  await world.seeAll('update commitment set title = $2 where id = $1', [
    id,
    { kk: { text: 'Жаңартылған атау', by: 'person' } },
  ]);
  expect([await idsOf(us, 'жаңартылған'), await idsOf(us, 'ескі')]).toEqual([[id], []]);
  await world.seeAll('update commitment set retracted_at = now() where id = $1', [id]);
  expect(await idsOf(us, 'жаңартылған')).toEqual([]);
});

test('a meeting is found by what was offered and agreed there, until the point is taken out', async () => {
  const [id, point] = [randomUUID(), randomUUID()];
  await world.seeAll(
    `insert into meeting (id, owner_organisation, partnership_id, side_id, visibility, is_demo, title, state, manner, minutes_state,
       version, changed_at)
     values ($1, $2, $3, $4, 'own_side', false, '{"kk": {"text": "Кездесу", "by": "person"}}', 'held', 'online', 'none', 1, now())`,
    [id, ours, partnership.id, ourSide],
  );
  await world.seeAll(
    `insert into meeting_point (id, meeting_id, position, kind, wording) values ($1, $2, 1, 'offered', $3)`,
    [point, id, { kk: { text: 'Томографты бірге сатып алу', by: 'person' } }],
  );
  const [group] = (await search(us, 'томограф', '&kind=meeting')).groups;
  expect(group?.items).toMatchObject([{ id, snippet: { text: expect.stringContaining('Томографты') } }]);
  expect(await idsOf(them, 'томограф', 'meeting')).toEqual([]);
  await world.seeAll('delete from meeting_point where id = $1', [point]);
  expect(await idsOf(us, 'томограф', 'meeting')).toEqual([]);
});

test('an organisation that turned out to be another is found as that one alone', async () => {
  const [twin, kept] = await Promise.all([
    world.organisation('Қосарланған қор'),
    world.organisation('Қосарланған қоры'),
  ]);
  await world.seeAll('update organisation set merged_into = $2, merged_at = now() where id = $1', [twin, kept]);
  expect(await idsOf(us, 'қосарланған', 'organisation')).toEqual([kept]);
});

test('a document’s text is found by the side that took it in, with the words around; by nobody else, whatever is published', async () => {
  const text = `${'Бірінші сөйлем. '.repeat(400)}Омарташы құралдары жеткізілді. ${'Соңғы сөйлем. '.repeat(50)}`;
  const id = await document('Ресми хабарлама', text, { visibility: 'public' });
  const [group] = (await search(us, 'омарташы')).groups;
  const [item] = group?.items ?? [];
  expect([group?.kind, item?.id]).toEqual(['document', id]);
  expect(item?.snippet?.marks.map(({ start, end }) => item.snippet?.text.slice(start, end))).toEqual(['Омарташы']);
  expect(item?.snippet?.text.length).toBeLessThan(300);
  expect((await search(them, 'омарташы')).groups).toEqual([]);
  expect(await idsOf(them, 'хабарлама', 'document')).toEqual([id]);
});

test('a document that is found by its title and its text is found once', async () => {
  await document('Шипагер жолдауы', 'Шипагер келді.');
  expect((await search(us, 'шипагер')).groups).toMatchObject([{ kind: 'document', count: 1 }]);
});

test('what another side keeps to itself is never found: not by its words, nor by counting, order or spelling', async () => {
  await commitment('Аралас қор', { visibility: 'partnership', at: '2026-01-05' });
  await commitment('Аралас қоры', { visibility: 'partnership', at: '2026-01-01' });
  const before = [
    await search(us, 'аралас'),
    await search(us, 'араласс'),
    await search(us, 'қупиясөз'),
    await search(us, 'ақырын'),
  ];
  const secret = await commitment('Аралас араласс қупиясөздік', { side: theirSide, owner: theirs, at: '2027-01-01' });
  await world.seeAll(
    `insert into commitment (id, owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, comparator, strength,
       debtors, creditors, version, changed_at)
     select gen_random_uuid(), owner_organisation, partnership_id, side_id, visibility, is_demo, kind, title, comparator, strength,
       debtors, creditors, version, changed_at from commitment, generate_series(1, 499) where id = $1`,
    [secret],
  );
  await document('Құпиясөздік', 'ақырын айтылған аралас', { side: theirSide, owner: theirs });
  const after = [
    await search(us, 'аралас'),
    await search(us, 'араласс'),
    await search(us, 'қупиясөз'),
    await search(us, 'ақырын'),
  ];
  expect(after).toEqual(before);
  expect(before[0]?.groups[0]?.count).toBe(2);
  expect((await search(them, 'қупиясөз')).groups[0]?.count).toBe(200);
});

test('who sits in hundreds of partnerships sees the same rows, by another way of asking', async () => {
  const wide = await world.organisation('Кең министрлік');
  const minister = await world.someone('viewer', wide);
  for (let n = 0; n < 31; n += 1) await world.partnership(`wide-${n}`, [wide, theirs], 'partnership');
  const own = await world.partnership('wide-own', [wide, theirs], 'partnership');
  const id = await commitment('Кең жол', { partnership: own.id, side: own.sides[0] ?? '', owner: wide });
  await commitment('Кең көпір', { partnership: own.id, side: own.sides[1] ?? '', owner: theirs });
  expect(await idsOf(minister, 'кең')).toEqual([id]);
});

test('who takes no part finds what is public, and nothing of what the partnership shares', async () => {
  const shown = await commitment('Ашық дәріс', { visibility: 'public' });
  await commitment('Ашық емес дәріс', { visibility: 'partnership' });
  expect(await idsOf(outsider, 'ашық')).toEqual([shown]);
  expect(await idsOf(them, 'ашық')).toHaveLength(2);
});

test('the public finds what the public site shows, and no more', async () => {
  const closed = await world.partnership('closed-doors', [ours, stranger], 'partnership');
  const shown = await commitment('Жария уәде', { visibility: 'public' });
  await commitment('Жария емес уәде', { visibility: 'partnership' });
  await commitment('Жария жабық', { visibility: 'public', partnership: closed.id, side: closed.sides[0] ?? '' });
  await document('Жария құжат', 'жария', { visibility: 'public' });
  const find = async (asked: string) =>
    (
      await sql<{
        kind: string;
        subject_id: string;
      }>`select kind, subject_id from search_public(${asked}, null, 10, 0)`.execute(world.publicDb)
    ).rows;
  expect(await find('жария')).toEqual([{ kind: 'commitment', subject_id: shown }]);
  expect(await find('жарья')).toEqual([{ kind: 'commitment', subject_id: shown }]);
  expect(await find('талдықорған ауруханасы')).toEqual([{ kind: 'organisation', subject_id: ours }]);
  expect(await find('кең министрлік')).toEqual([]);
});

test('a search costs at most six statements', async () => {
  const reply = await world.as(us).get(`/search?q=${encodeURIComponent('сапар')}`);
  const [, queries] = /queries;desc="(\d+)"/.exec(String(reply.headers['server-timing'])) ?? [];
  expect(Number(queries)).toBeLessThanOrEqual(6);
});
