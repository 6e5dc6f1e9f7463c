import { afterAll, describe, expect, test } from 'vitest';
import { openLedger } from '../../../test/ledger.ts';
import { type Someone, startWorld } from '../../../test/world.ts';

const world = await startWorld();
afterAll(() => world.stop());
const ledger = await openLedger(world, 'calendars');
const { officer, coordinator, guest, stranger, almaty } = ledger;

const read = (url: string, who?: Someone) => world.app.inject({ url, headers: who ? { cookie: who.cookie } : {} });
async function record(title: string, over: object = {}, who = officer): Promise<string> {
  const meeting = {
    title: { kk: { text: title, by: 'person' } },
    held: '2026-12-01',
    startsAt: null,
    endsAt: null,
    zone: null,
    reportedOn: null,
    manner: 'in_person',
    place: null,
    venue: null,
    agenda: null,
    ...over,
  };
  const reply = await world.as(who).post('/meetings', { partnership: 'calendars', state: 'planned', meeting });
  return reply.json().id;
}
async function feedOf(who: Someone): Promise<{ id: string; path: string }> {
  const reply = await world.as(who).post('/calendar-feeds', { label: 'Телефон' });
  expect(reply.statusCode).toBe(201);
  return reply.json();
}

describe('a meeting as a file', () => {
  test('is for who may see the meeting, signed in', async () => {
    const id = await record('Файлдағы кездесу');
    const url = `/calendar/meetings/${id}.ics?language=kk`;
    const reply = await read(url, officer);
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(reply.body).toContain('Файлдағы кездесу');
    expect((await read(url)).json().type).toBe('/problems/sign-in-first');
    for (const who of [guest, stranger]) expect((await read(url, who)).json().type).toBe('/problems/not-found');
  });

  test('is refused where the day is not known, and where there is no such meeting', async () => {
    const id = await record('Айы белгілі', { held: '2026-12' });
    const reply = await read(`/calendar/meetings/${id}.ics`, officer);
    expect([reply.statusCode, reply.json().type]).toEqual([409, '/problems/date-unknown']);
    expect((await read('/calendar/meetings/nothing.ics', officer)).statusCode).toBe(404);
  });
});

describe('a feed', () => {
  test('shows what the organisation sees, without a session, and says how many have no day', async () => {
    const [own, theirs] = [await record('Біздің жоспар'), await record('Олардың жоспары', {}, guest)];
    await record('Күні белгісіз', { held: null });
    const { path } = await feedOf(officer);
    const reply = await read(`${path}&language=kk`);
    const text = reply.body.replaceAll('\r\n ', '');
    expect(reply.statusCode).toBe(200);
    expect(text).toContain(`meeting-${own}@yntymaq`);
    expect(text).not.toContain(theirs);
    expect(text).not.toContain('Олардың');
    expect(text).toMatch(/X-WR-CALDESC:Күні белгісіз \d+ кездесу/);
    await world.as(guest).post(`/meetings/${theirs}/publications`, { version: 1, visibility: 'partnership' });
    expect((await read(path)).body).toContain(theirs);
  });

  test('holds no brief and no unapproved minutes', async () => {
    const id = await record('Жадынамасы бар', { held: '2026-11-01' });
    await world.as(officer).post(`/meetings/${id}/moves`, { version: 1, action: 'hold' });
    const kk = (text: string) => ({ kk: { text, by: 'person' } });
    await world.as(officer).post(`/meetings/${id}/briefs`, { brief: { title: kk('құпия-1'), wording: kk('құпия-2') } });
    await world.as(officer).post(`/meetings/${id}/minutes`, { wording: kk('құпия-3'), reasons: null, version: null });
    const { path } = await feedOf(officer);
    const text = (await read(path)).body.replaceAll('\r\n ', '');
    expect(text).toContain(id);
    expect(text).not.toContain('құпия');
  });

  test('is a secret of which only a hash is kept, also not in the answers that are kept for a second request', async () => {
    const { path } = await feedOf(officer);
    const secret = path.split('key=')[1] ?? '';
    expect(secret).toHaveLength(43);
    const kept = JSON.stringify([
      await world.seeAll('select it::text from calendar_feed it'),
      await world.seeAll('select it::text from idempotency it'),
      await world.seeAll('select it::text from event it'),
    ]);
    expect(kept).not.toContain(secret);
    const listed = (await world.as(officer).get('/calendar-feeds')).body;
    expect(listed).toContain('Телефон');
    expect(listed).not.toContain(secret);
  });

  test('is its owner’s alone, and ends when it is revoked', async () => {
    const { id, path } = await feedOf(officer);
    expect((await world.as(coordinator).get('/calendar-feeds')).json()).toEqual([]);
    const theirs = await world.as(coordinator).post(`/calendar-feeds/${id}/revocation`, {});
    expect(theirs.json().type).toBe('/problems/not-found');
    expect((await read(path)).statusCode).toBe(200);
    expect((await world.as(officer).post(`/calendar-feeds/${id}/revocation`, {})).statusCode).toBe(200);
    expect((await read(path)).json().type).toBe('/problems/not-found');
    expect((await world.as(officer).post(`/calendar-feeds/${id}/revocation`, {})).json().type).toBe(
      '/problems/not-found',
    );
  });

  test('ends with its owner’s part in the organisation', async () => {
    const leaver = await world.someone('viewer', almaty);
    const { path } = await feedOf(leaver);
    expect((await read(path)).statusCode).toBe(200);
    await world.seeAll('delete from membership where person = $1', [leaver.person]);
    expect((await read(path)).statusCode).toBe(404);
  });

  test.each(['', '?key=', `?key=${'A'.repeat(43)}`, `?key=${'A'.repeat(43)}&key=b`, "?key=' or 1=1 --"])(
    'opens nothing for %s',
    async (query) => {
      expect((await read(`/calendar/feed.ics${query}`)).json().type).toBe('/problems/not-found');
    },
  );

  test('is not to be kept by anybody on the way, and its page tells no other site its address', async () => {
    const { path } = await feedOf(officer);
    const { headers } = await read(path);
    expect([headers['cache-control'], headers['referrer-policy']]).toEqual(['private, no-store', 'no-referrer']);
  });
});
