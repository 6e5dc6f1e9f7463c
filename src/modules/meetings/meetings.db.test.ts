import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { commitmentInput, openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';
import { asPerson, type Tx } from '../../platform/database.ts';

const world = await startWorld();
afterAll(() => world.stop());
const ledger = await openLedger(world, 'meetings');
const { officer, colleague, coordinator, guest, stranger, almaty, seoul, home, away } = ledger;

const kk = (text: string, by = 'person') => ({ kk: { text, by } });
const meetingInput = (over: object = {}) => ({
  title: kk('Әкім мен консулдың кездесуі'),
  held: '2020-12-23',
  startsAt: null,
  endsAt: null,
  zone: null,
  reportedOn: null,
  manner: 'in_person',
  place: null,
  venue: null,
  agenda: null,
  ...over,
});
const post = (who: Someone, url: string, body: object = {}) => world.as(who).post(url, body);
const read = async (who: Someone, id: string) => (await world.as(who).get(`/meetings/${id}`)).json();

async function record(over: object = {}, state = 'held', who = officer): Promise<string> {
  const reply = await post(who, '/meetings', { partnership: 'meetings', state, meeting: meetingInput(over) });
  expect(reply.statusCode).toBe(201);
  return reply.json().id;
}
const said = (over: object = {}) => ({
  side: home,
  kind: 'offered',
  strength: null,
  wording: kk('Бірге емхана ашуды ұсынды'),
  ...over,
});
/** A meeting with two points, and the ids of the points. */
async function withPoints(): Promise<{ id: string; version: number; points: string[] }> {
  const id = await record();
  const points = [said(), said({ side: away, kind: 'asked', wording: kk('Шартын айтуды сұрады') })];
  const { version } = (await post(officer, `/meetings/${id}/points`, { version: 1, points })).json();
  const { points: kept } = await read(officer, id);
  return { id, version, points: kept.map((each: { id: string }) => each.id) };
}
const promise = (over: object = {}) =>
  commitmentInput(ledger, {
    kind: 'act',
    measure: null,
    title: kk('Бірге емхана ашу'),
    debtors: [almaty],
    creditors: [seoul],
    strength: 'proposed',
    ...over,
  });
/** The status codes of requests that met, the smaller first. */
const codesOf = (replies: readonly unknown[]): number[] =>
  replies.map((each) => (each as { statusCode: number }).statusCode).toSorted((one, other) => one - other);
const show = (id: string, version: number, visibility = 'partnership', who = coordinator) =>
  post(who, `/meetings/${id}/publications`, { version, visibility });

describe('a meeting', () => {
  test('is recorded as far as it is known, and read back so', async () => {
    const id = await record({ held: null, reportedOn: '2020-12-23' });
    expect(await read(officer, id)).toMatchObject({
      held: null,
      reportedOn: '2020-12-23',
      state: 'held',
      visibility: 'own_side',
      isOwn: true,
      version: 1,
      partnership: { slug: 'meetings' },
      actions: [],
    });
  });

  test('with an hour takes the zone of its place, and shows the clocks there', async () => {
    const id = await record({ held: null, startsAt: '2020-12-23T10:00', place: 'kr' });
    expect(await read(officer, id)).toMatchObject({
      held: '2020-12-23',
      localStart: '2020-12-23T10:00',
      startsAt: '2020-12-23T01:00:00.000Z',
      zone: 'Asia/Seoul',
    });
  });

  test.each([
    ['invalid-input', 400, { held: 'yesterday' }],
    ['invalid-input', 400, { startsAt: '2020-12-23T25:00' }],
    ['invalid-input', 400, { title: {} }],
    ['zone-missing', 422, { startsAt: '2020-12-23T10:00' }],
    ['place-unknown', 422, { place: 'atlantis' }],
    ['day-in-future', 422, { held: '2027-01-01' }],
  ])('%s is refused, and nothing is kept', async (type, status, over) => {
    const before = await world.seeAll('select count(*)::int as n from meeting');
    const reply = await post(officer, '/meetings', {
      partnership: 'meetings',
      state: 'held',
      meeting: meetingInput(over),
    });
    expect([reply.statusCode, reply.json().type]).toEqual([status, `/problems/${type}`]);
    expect(await world.seeAll('select count(*)::int as n from meeting')).toEqual(before);
  });

  test('goes on by its table of states alone', async () => {
    const id = await record({ held: '2026-11-20' }, 'planned');
    const move = (version: number, action: string) => post(officer, `/meetings/${id}/moves`, { version, action });
    expect((await move(1, 'plan_again')).json().type).toBe('/problems/not-possible-now');
    expect((await move(1, 'cancel')).json()).toEqual({ id, version: 2 });
    expect((await move(1, 'plan_again')).json().type).toBe('/problems/stale');
    expect((await move(2, 'plan_again')).json().version).toBe(3);
    expect((await move(3, 'hold')).json().version).toBe(4);
    expect((await move(4, 'cancel')).json().type).toBe('/problems/not-possible-now');
    expect((await read(officer, id)).events.map(({ action }: { action: string }) => action)).toEqual([
      'hold',
      'planAgain',
      'cancel',
      'record',
    ]);
  });

  test('of two changes of the same version one is stale, and a repeated request counts once', async () => {
    const id = await record();
    const change = { version: 1, change: { manner: 'online' } };
    const replies = await world.meetingAt(`select from meeting where id = '${id}'`, () => [
      post(officer, `/meetings/${id}/changes`, change),
      post(colleague, `/meetings/${id}/changes`, { version: 1, change: { manner: 'hybrid' } }),
    ]);
    expect(codesOf(replies)).toEqual([200, 409]);
    const key = { 'idempotency-key': randomUUID() };
    const again = { version: 2, change: { reportedOn: '2020-12-24' } };
    const first = await world.as(officer).post(`/meetings/${id}/changes`, again, key);
    expect((await world.as(officer).post(`/meetings/${id}/changes`, again, key)).json()).toEqual(first.json());
    expect((await read(officer, id)).version).toBe(3);
  });

  test('is its own side’s: to the other side it does not exist, and shown it cannot be changed by it', async () => {
    const id = await record();
    expect((await world.as(guest).get(`/meetings/${id}`)).json()).toMatchObject({ type: '/problems/not-found' });
    const attempt = () => post(guest, `/meetings/${id}/changes`, { version: 2, change: { manner: 'online' } });
    expect((await attempt()).json().type).toBe('/problems/not-found');
    expect((await show(id, 1)).statusCode).toBe(200);
    expect(await read(guest, id)).toMatchObject({ isOwn: false, actions: [] });
    expect((await attempt()).json().type).toBe('/problems/not-own-side');
    expect((await world.as(stranger).get(`/meetings/${id}`)).json().type).toBe('/problems/not-found');
  });

  test('recorded by mistake is taken out, unless somebody else has seen it', async () => {
    const [id, shown] = [await record(), await record()];
    expect((await post(officer, `/meetings/${id}/retraction`, { version: 1 })).statusCode).toBe(200);
    expect((await world.as(officer).get(`/meetings/${id}`)).statusCode).toBe(404);
    await show(shown, 1);
    const refused = await post(officer, `/meetings/${shown}/retraction`, { version: 2 });
    expect(refused.json().type).toBe('/problems/already-published');
  });
});

describe('who took part', () => {
  test('is written with the post as of then', async () => {
    const person = randomUUID();
    await world.seeAll(
      `insert into person values ($1, '{"kk":"Аманов Болат"}', '{}', null, null, false, $2, 1, now())`,
      [person, almaty],
    );
    const title = { kk: 'облыс әкімі' };
    await world.seeAll(`insert into post values ($1, $2, $3, $4, '2018', '2021-06', null, null, 1, now())`, [
      randomUUID(),
      person,
      almaty,
      title,
    ]);
    const id = await record();
    const participants = [
      { side: home, organisation: null, person, name: null, post: null, part: 'head' },
      { side: away, organisation: seoul, person: null, name: { en: 'A guest' }, post: kk('бас консул'), part: 'guest' },
    ];
    expect((await post(officer, `/meetings/${id}/participants`, { version: 1, participants })).json().version).toBe(2);
    const { participants: found, people } = await read(officer, id);
    expect(found).toMatchObject([
      { organisation: almaty, person, post: kk('облыс әкімі'), part: 'head' },
      { organisation: seoul, name: { en: 'A guest' }, post: kk('бас консул') },
    ]);
    expect(people).toEqual([{ id: person, names: { kk: 'Аманов Болат' } }]);
  });

  test.each<[string, { organisation?: string | null; side?: string; person?: string }]>([
    ['participant-nameless', { organisation: null }],
    ['side-unknown', { organisation: 'almaty', side: '018f0000-0000-7000-8000-000000000000' }],
    ['organisation-unknown', { organisation: '018f0000-0000-7000-8000-000000000000' }],
    ['person-unknown', { person: '018f0000-0000-7000-8000-000000000000' }],
  ])('%s is refused', async (refusal, over) => {
    const id = await record();
    const organisation = over.organisation === 'almaty' ? almaty : (over.organisation ?? null);
    const participant = { side: null, person: null, name: null, post: null, part: 'member', ...over, organisation };
    const reply = await post(officer, `/meetings/${id}/participants`, { version: 1, participants: [participant] });
    expect([reply.statusCode, reply.json().type]).toEqual([422, `/problems/${refusal}`]);
  });
});

describe('what was said becomes commitments', () => {
  test('in one step: preview, one request, and each point leads to its commitment', async () => {
    const { id, version, points } = await withPoints();
    const { proposals } = (await world.as(officer).get(`/meetings/${id}/proposals`)).json();
    expect(proposals).toMatchObject([
      { point: points[0], commitment: { debtors: [almaty], creditors: [seoul], strength: 'proposed', target: null } },
      { point: points[1], commitment: { debtors: [almaty], creditors: [seoul], statedOn: '2020-12-23' } },
    ]);
    const key = { 'idempotency-key': randomUUID() };
    const body = { version, entries: proposals };
    const first = await world.as(officer).post(`/meetings/${id}/commitments`, body, key);
    expect([first.statusCode, first.json().entered.length]).toEqual([201, 2]);
    expect((await world.as(officer).post(`/meetings/${id}/commitments`, body, key)).json()).toEqual(first.json());
    const { entered } = first.json();
    expect((await read(officer, id)).points).toMatchObject(
      entered.map(({ commitment }: { commitment: string }) => ({ commitment: { id: commitment }, isEntered: true })),
    );
    const kept = await world.seeAll('select id, meeting_id from commitment where meeting_id = $1', [id]);
    expect(kept).toHaveLength(2);
  });

  test('all of them or none', async () => {
    const { id, version, points } = await withPoints();
    const entries = [
      { point: points[0], commitment: promise() },
      { point: points[1], commitment: promise({ debtors: [randomUUID()] }) },
    ];
    const reply = await post(officer, `/meetings/${id}/commitments`, { version, entries });
    expect(reply.json().type).toBe('/problems/party-unknown');
    expect(await world.seeAll('select from commitment where meeting_id = $1', [id])).toEqual([]);
    expect((await read(officer, id)).points).toMatchObject([{ isEntered: false }, { isEntered: false }]);
  });

  test('never twice, even when two people press the button at once', async () => {
    const { id, version, points } = await withPoints();
    const entries = [{ point: points[0], commitment: promise() }];
    const replies = await world.meetingAt(`select from meeting where id = '${id}'`, () => [
      post(officer, `/meetings/${id}/commitments`, { version, entries }),
      post(colleague, `/meetings/${id}/commitments`, { version, entries }),
    ]);
    expect(codesOf(replies)).toEqual([201, 409]);
    expect(await world.seeAll('select from commitment where meeting_id = $1', [id])).toHaveLength(1);
    const later = await post(officer, `/meetings/${id}/commitments`, { version: version + 1, entries });
    expect(later.json().type).toBe('/problems/point-is-commitment');
  });

  test('never more strongly than it was said, and never from a meeting that was not held', async () => {
    const { id, version, points } = await withPoints();
    const entries = [{ point: points[0], commitment: promise({ strength: 'agreed' }) }];
    const reply = await post(officer, `/meetings/${id}/commitments`, { version, entries });
    expect(reply.json().type).toBe('/problems/stronger-than-said');
    const planned = await record({ held: '2027-01-01' }, 'planned');
    const early = await post(officer, `/meetings/${planned}/commitments`, { version: 1, entries });
    expect(early.json().type).toBe('/problems/not-held-yet');
  });

  test('a point of a meeting that is shown leads the other side to no commitment that is kept from it', async () => {
    const { id, version, points } = await withPoints();
    await post(officer, `/meetings/${id}/commitments`, {
      version,
      entries: [{ point: points[0], commitment: promise() }],
    });
    await show(id, version + 1);
    const theirs = await read(guest, id);
    expect(theirs.points[0]).toMatchObject({ isEntered: true, commitment: null });
    const [{ commitment }] = (await read(officer, id)).points;
    expect(JSON.stringify(theirs)).not.toContain(commitment.id);
  });
});

describe('minutes', () => {
  const write = (who: Someone, id: string, over: object = {}) =>
    post(who, `/meetings/${id}/minutes`, { wording: kk('Қаралды, келісілді.'), reasons: null, version: null, ...over });
  const approve = (who: Someone, id: string, { number = 1, version = 1 } = {}) =>
    post(who, `/meetings/${id}/minutes/approval`, { number, version });

  test('are written by one step and approved by another, which an officer may not take', async () => {
    const id = await record();
    expect((await write(officer, id)).json()).toMatchObject({ number: 1, state: 'draft' });
    expect((await approve(officer, id)).json().type).toBe('/problems/forbidden');
    expect((await approve(coordinator, id)).json()).toMatchObject({ number: 1, state: 'approved' });
    expect(await read(officer, id)).toMatchObject({ minutesState: 'approved', minutes: [{ state: 'approved' }] });
  });

  test('are frozen once approved; a mistake is mended by a new version, with reasons, and the old one stays', async () => {
    const id = await record();
    await write(officer, id);
    await approve(coordinator, id);
    expect((await write(officer, id, { version: 2 })).json().type).toBe('/problems/stale');
    expect((await write(officer, id)).json().type).toBe('/problems/reasons-missing');
    const mended = { wording: kk('Қаралды, келісілмеді.'), reasons: kk('Қате жазылған') };
    expect((await write(officer, id, mended)).json()).toMatchObject({ number: 2, state: 'draft' });
    expect((await read(officer, id)).minutes.map(({ state }: { state: string }) => state)).toEqual([
      'draft',
      'approved',
    ]);
    await approve(coordinator, id, { number: 2 });
    const { minutes, events } = await read(officer, id);
    expect(minutes.map(({ wording }: { wording: { kk: { text: string } } }) => wording.kk.text)).toEqual([
      'Қаралды, келісілмеді.',
      'Қаралды, келісілді.',
    ]);
    expect(events.map(({ action }: { action: string }) => action)).toContain('approveMending');
    await expect(
      world.seeAll(`update meeting set minutes = '{"kk":{"text":"x","by":"person"}}' where id = $1`, [id]),
    ).rejects.toThrow('newest approved version');
  });

  test('are approved once when two approve at once, and only as the version that was seen', async () => {
    const id = await record();
    await write(officer, id);
    await write(officer, id, { version: 1, wording: kk('Толықтырылды.') });
    expect((await approve(coordinator, id)).json().type).toBe('/problems/stale');
    const replies = await world.meetingAt(`select from meeting where id = '${id}'`, () => [
      approve(coordinator, id, { version: 2 }),
      approve(coordinator, id, { version: 2 }),
    ]);
    expect(codesOf(replies)).toEqual([200, 409]);
  });

  test('do not take in what a machine wrote, and are not approved where a machine wrote all', async () => {
    const id = await record();
    await write(officer, id, { wording: { ru: { text: 'Машинный', by: 'machine' } } });
    expect((await approve(coordinator, id)).json().type).toBe('/problems/only-a-machine-wrote');
    const both = { kk: { text: 'Адам жазды', by: 'person' }, ru: { text: 'Машинный', by: 'machine' } };
    await write(officer, id, { wording: both, version: 1 });
    const approved = (await approve(coordinator, id, { version: 2 })).json();
    expect(approved.wording).toEqual(kk('Адам жазды'));
  });

  test('are seen by the other side only once approved, and their writing leaves it no event', async () => {
    const id = await record();
    await show(id, 1);
    await write(officer, id, { wording: kk('Құпия жоба') });
    const before = await read(guest, id);
    expect(before.minutes).toEqual([]);
    expect(JSON.stringify(before)).not.toMatch(/Құпия|writeMinutes/);
    await approve(coordinator, id);
    expect((await read(guest, id)).minutes).toMatchObject([{ wording: kk('Құпия жоба'), state: 'approved' }]);
  });

  test('can be thrown away while nobody has approved them', async () => {
    const id = await record();
    await write(officer, id);
    const discard = (version: number) => post(officer, `/meetings/${id}/minutes/discard`, { number: 1, version });
    expect((await discard(1)).statusCode).toBe(200);
    expect((await read(officer, id)).minutes).toEqual([]);
    expect((await discard(1)).json().type).toBe('/problems/nothing-to-approve');
  });

  test('of a meeting that was not held are not written', async () => {
    const id = await record({ held: '2027-01-01' }, 'planned');
    expect((await write(officer, id)).json().type).toBe('/problems/not-held-yet');
  });
});

describe('proof', () => {
  test('a claim is laid under the record, and shown with it', async () => {
    const claim = await ledger.draft();
    const id = await record();
    const lay = (version: number, rests = true) => post(officer, `/meetings/${id}/grounds`, { version, claim, rests });
    expect((await lay(1)).json().type).toBe('/problems/claim-not-accepted');
    await world.seeAll(`update claim set state = 'accepted', decided_by = $2, decided_at = now() where id = $1`, [
      claim,
      officer.person,
    ]);
    expect((await lay(1)).json().version).toBe(2);
    expect((await read(officer, id)).grounds).toMatchObject([{ claim, visibility: 'own_side' }]);
    // It is taken up here: the ledger does not take it away from under the record.
    const undone = await post(officer, '/accords/entries/undo', { claim, version: 1 });
    expect(undone.json().type).toBe('/problems/still-needed');
    await show(id, 2, 'public');
    expect((await read(guest, id)).grounds).toMatchObject([{ claim, visibility: 'public' }]);
    expect((await lay(3, false)).json().type).toBe('/problems/already-published');
  });

  test('another side’s claim is no ground of ours', async () => {
    const claim = await ledger.draft({ by: 'seoul' });
    await world.seeAll(
      `update claim set state = 'accepted', visibility = 'partnership', decided_by = $2, decided_at = now() where id = $1`,
      [claim, guest.person],
    );
    const id = await record();
    const reply = await post(officer, `/meetings/${id}/grounds`, { version: 1, claim, rests: true });
    expect(reply.json().type).toBe('/problems/claim-not-accepted');
  });

  test('a document tells of the meeting; the other side hears of no document that is kept from it', async () => {
    const document = await ledger.document('Ішкі хат');
    const id = await record();
    const tell = (body: object) => post(officer, `/meetings/${id}/documents`, { version: 1, tells: true, ...body });
    expect((await tell({ document: randomUUID() })).json().type).toBe('/problems/document-unknown');
    expect((await tell({ document })).json().version).toBe(2);
    await show(id, 2);
    expect((await read(officer, id)).documents).toEqual([{ id: document, title: 'Ішкі хат' }]);
    expect((await read(guest, id)).documents).toEqual([]);
  });
});

describe('publishing', () => {
  test('is a coordinator’s, goes up the ladder only, and shows the public site what is approved', async () => {
    const id = await record();
    expect((await show(id, 1, 'public', officer)).json().type).toBe('/problems/forbidden');
    expect((await show(id, 1, 'public')).json().version).toBe(2);
    expect((await show(id, 2, 'partnership')).json().type).toBe('/problems/narrows-what-was-shown');
    expect((await show(id, 2, 'public')).json().version).toBe(2);
    const [seen] = await world.seeAll('select state, minutes from public_meeting where id = $1', [id]);
    expect(seen).toEqual({ state: 'held', minutes: null });
  });

  test('is refused to a side that may not, and in a partnership that is not public', async () => {
    const closed = await openLedger(world, 'closed-meetings', 'partnership');
    const made = await post(closed.officer, '/meetings', {
      partnership: 'closed-meetings',
      state: 'held',
      meeting: meetingInput(),
    });
    const publish = { version: 1, visibility: 'public' };
    const refused = await post(closed.coordinator, `/meetings/${made.json().id}/publications`, publish);
    expect(refused.json().type).toBe('/problems/partnership-not-public');
    const id = await record();
    await world.seeAll(`update side set may_publish = '{commitments}' where id = $1`, [home]);
    const silent = await show(id, 1, 'public');
    await world.seeAll(`update side set may_publish = '{commitments,meetings}' where id = $1`, [home]);
    expect([silent.statusCode, silent.json().type]).toEqual([403, '/problems/side-may-not-publish']);
  });
});

describe('by a statement in the application’s own name', () => {
  const inRequestOf = <T>({ cookie, organisation }: Someone, work: (tx: Tx) => Promise<T>) =>
    asPerson(world.db, { token: cookie.split(/[=.]/)[2] ?? '', organisation }, (tx) => work(tx));
  const count = (who: Someone, table: string, meeting: string) =>
    inRequestOf(who, async (tx) => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(table)} where meeting_id = ${meeting}`.execute(tx);
      return rows[0]?.n;
    });

  test('the other side sees no note and no draft, also of a meeting that it is shown', async () => {
    const id = await record();
    await show(id, 1);
    await post(officer, `/meetings/${id}/briefs`, { brief: { title: kk('Жазба'), wording: kk('Ішкі') } });
    await post(officer, `/meetings/${id}/minutes`, { wording: kk('Жоба'), reasons: null, version: null });
    for (const table of ['brief', 'minutes_version'])
      expect([await count(officer, table, id), await count(guest, table, id)]).toEqual([1, 0]);
  });

  test('approved minutes are changed by nobody, and written for nobody else’s meeting', async () => {
    const id = await record();
    await show(id, 1);
    await post(officer, `/meetings/${id}/minutes`, { wording: kk('Мәтін'), reasons: null, version: null });
    await post(coordinator, `/meetings/${id}/minutes/approval`, { number: 1, version: 1 });
    const rewritten = await inRequestOf(coordinator, (tx) =>
      sql`update minutes_version set wording = '{}' where meeting_id = ${id}`.execute(tx),
    );
    const deleted = await inRequestOf(coordinator, (tx) =>
      sql`delete from minutes_version where meeting_id = ${id}`.execute(tx),
    );
    expect([rewritten.numAffectedRows, deleted.numAffectedRows]).toEqual([0n, 0n]);
    const forged = inRequestOf(guest, (tx) =>
      sql`insert into minutes_version values (gen_random_uuid(), ${id}, ${ledger.partnership.id}, ${away}, 2, '{}', '{}',
        ${guest.person}, now(), null, null, 1)`.execute(tx),
    );
    await expect(forged).rejects.toThrow('row-level security');
  });

  test('nobody approves minutes, or writes a note, in another person’s name', async () => {
    const id = await record();
    await post(officer, `/meetings/${id}/minutes`, { wording: kk('Мәтін'), reasons: null, version: null });
    const approved = inRequestOf(officer, (tx) =>
      sql`update minutes_version set approved_by = ${coordinator.person}, approved_at = now() where meeting_id = ${id}`.execute(
        tx,
      ),
    );
    await expect(approved).rejects.toThrow('row-level security');
    await post(coordinator, `/meetings/${id}/minutes/approval`, { number: 1, version: 1 });
    const claimed = inRequestOf(officer, (tx) =>
      sql`update meeting set minutes_approved_by = ${officer.person} where id = ${id}`.execute(tx),
    );
    await expect(claimed).rejects.toThrow('newest approved version');
    const noted = inRequestOf(officer, (tx) =>
      sql`insert into brief values (gen_random_uuid(), ${officer.organisation}, ${ledger.partnership.id}, ${home}, 'own_side',
        false, ${id}, '{}', '{}', ${coordinator.person}, null, 1, now())`.execute(tx),
    );
    await expect(noted).rejects.toThrow('row-level security');
  });

  test('a calendar’s secret is not to be read, whoever asks', async () => {
    const reading = inRequestOf(officer, (tx) => sql`select secret_hash from calendar_feed`.execute(tx));
    await expect(reading).rejects.toThrow('permission denied');
  });
});
