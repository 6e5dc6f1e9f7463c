import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missionIn } from '../../../test/mission.ts';
import { type Someone, startWorld, type World } from '../../../test/world.ts';
import { bookingKey } from './bookingDetails.server.ts';

let world: World;
let operator: ReturnType<World['as']>;
let people: Record<'operator' | 'visitor' | 'viewer' | 'notClinical' | 'stranger', Someone>;
let partnership: { id: string; slug: string; sides: string[] };
let host: string;
let guest: string;
beforeAll(async () => {
  world = await startWorld();
  [host, guest] = [await world.organisation('Аурухана', 'hospital'), await world.organisation('클리닉', 'hospital')];
  partnership = await world.partnership('operators', [host, guest]);
  const clinical = { isClinical: true };
  people = {
    operator: await world.someone('officer', host, clinical),
    visitor: await world.someone('officer', guest, clinical),
    viewer: await world.someone('viewer', host, clinical),
    notClinical: await world.someone('coordinator', host),
    stranger: await world.someone('officer', undefined, clinical),
  };
  operator = world.as(people.operator);
});
afterAll(() => world.stop());

const mission = (slug: string) =>
  missionIn(world, {
    slug,
    host,
    partnership,
    sessions: [{ specialty: 'cardiology', day: '2026-11-25', minutes: 60, perHour: 2, kept: [1, 0, 0] }],
  });
const caller = (session: string | undefined, more: object = {}) => ({
  name: 'Қайрат Оспанов',
  birthYear: 1955,
  phone: '8 701 222 33 44',
  complaint: 'Тізесі ауырады',
  referred: false,
  disability: false,
  representative: null,
  specialty: 'cardiology',
  language: 'kk',
  wanted: { session, at: '2026-11-25T04:00:00.000Z' },
  isConsentSaid: true,
  ...more,
});
const typeOf = (reply: { json: () => { type?: string } }) => reply.json().type;

describe('the operator', () => {
  test('books for somebody who phones; the ticket goes to their telephone, and the answer holds no secret', async () => {
    const { id, sessions } = await mission('by-phone');
    const reply = await operator.post(`/missions/${id}/bookings`, caller(sessions[0]));
    expect(reply.json()).toMatchObject({
      ticket: 'A-001',
      state: 'booked',
      phone: '+77012223344',
      room: '12',
      channel: 'operator',
    });
    expect(reply.body).not.toContain('Тізесі');
    const [row] = await world.seeAll('select booked_by, code_hash from booking where mission_id = $1', [id]);
    expect(row?.['booked_by']).toBe(people.operator.person);
    expect(reply.body).not.toContain('tickets/');
    const [sms] = await world.seeAll(`select channel, purpose, queued_by from outbox_message`);
    expect(sms).toEqual({ channel: 'sms', purpose: 'booking', queued_by: people.operator.person });
    const list = (await operator.get(`/missions/${id}/bookings?day=2026-11-25`)).json();
    expect(list.items).toMatchObject([{ name: 'Қайрат Оспанов', birthYear: 1955 }]);
    expect(list.days).toEqual(['2026-11-25']);
    const looked = await world.seeAll(
      `select kind, subject, purpose from access_record where subject_id = $1 or subject = 'booking' order by at`,
      [id],
    );
    expect(looked).toEqual([
      { kind: 'read', subject: 'booking', purpose: 'administration' },
      { kind: 'searched', subject: 'mission', purpose: 'administration' },
    ]);
  });

  test('moves and cancels, and whoever waits gets what is freed', async () => {
    const { id, sessions } = await mission('by-operator');
    const first = (
      await operator.post(`/missions/${id}/bookings`, caller(sessions[0], { phone: '87010000001' }))
    ).json();
    const second = { phone: '87010000002', wanted: 'waiting' };
    const waiting = (await operator.post(`/missions/${id}/bookings`, caller(sessions[0], second))).json();
    expect([waiting.state, waiting.ticket]).toEqual(['waiting', null]);
    const kept = await operator.post(`/missions/${id}/bookings/${first.id}/move`, {
      session: sessions[0],
      at: '2026-11-25T04:30:00.000Z',
    });
    expect(typeOf(kept)).toBe('/problems/full');
    const cancelled = await operator.post(`/missions/${id}/bookings/${first.id}/cancel`, {});
    expect(cancelled.json().state).toBe('cancelled');
    const list = (await operator.get(`/missions/${id}/bookings?day=2026-11-25`)).json();
    expect(list.items.map((each: { id: string; state: string }) => [each.id, each.state])).toEqual([
      [first.id, 'cancelled'],
      [waiting.id, 'booked'],
    ]);
    const gone = await operator.post(`/missions/${id}/bookings/${first.id}/move`, {
      session: sessions[0],
      at: '2026-11-25T04:00:00.000Z',
    });
    expect(typeOf(gone)).toBe('/problems/booking-past');
  });

  test('sees which times are free, and for whom one is kept', async () => {
    const { id } = await mission('times');
    const { times, waiting } = (await operator.get(`/missions/${id}/booking-times?specialty=cardiology`)).json();
    expect(waiting).toBe(0);
    expect(times.map(({ at, kept }: { at: string; kept: string | null }) => [at, kept])).toEqual([
      ['2026-11-25T04:00:00.000Z', null],
      ['2026-11-25T04:30:00.000Z', 'referred'],
    ]);
  });

  test.each([
    [{ phone: '123' }, 'phone-wrong'],
    [{ birthYear: 2027 }, 'birth-year-wrong'],
    [{ birthYear: 2015 }, 'representative-missing'],
    [{ specialty: 'neurology' }, 'specialty-missing'],
    [{ name: '' }, 'invalid-input'],
    [{ isConsentSaid: false }, 'invalid-input'],
    [{ complaint: 'x'.repeat(1001) }, 'invalid-input'],
  ])('is told what is wrong: %j', async (wrong, problem) => {
    const { id, sessions } = await mission(`wrong-${problem}-${Object.keys(wrong).join('').toLowerCase()}`);
    const reply = await operator.post(`/missions/${id}/bookings`, caller(sessions[0], wrong));
    expect(typeOf(reply)).toBe(`/problems/${problem}`);
  });
});

describe('who sees bookings', () => {
  test('clinical officers of the host and of who comes; others are refused or find nothing', async () => {
    const { id, sessions } = await mission('who-sees');
    await world.seeAll('insert into mission_visitor (mission_id, organisation_id) values ($1, $2)', [id, guest]);
    const { id: booking } = (await operator.post(`/missions/${id}/bookings`, caller(sessions[0]))).json();
    const seen = async (who: Someone) =>
      (await world.as(who).get(`/missions/${id}/bookings?day=2026-11-25`)).statusCode;
    expect(await Promise.all(Object.values(people).map(seen))).toEqual([200, 200, 403, 403, 404]);
    const cancel = async (who: Someone) =>
      (await world.as(who).post(`/missions/${id}/bookings/${booking}/cancel`, {})).statusCode;
    expect([await cancel(people.viewer), await cancel(people.notClinical), await cancel(people.stranger)]).toEqual([
      403, 403, 404,
    ]);
    expect(await cancel(people.visitor)).toBe(200);
  });

  test('a booking of another mission is not found under this one', async () => {
    const [one, other] = [await mission('one-of-two'), await mission('other-of-two')];
    const { id } = (await operator.post(`/missions/${one.id}/bookings`, caller(one.sessions[0]))).json();
    expect((await operator.post(`/missions/${other.id}/bookings/${id}/cancel`, {})).statusCode).toBe(404);
  });

  test('once the key is destroyed nobody knows who it was, and the place stays held', async () => {
    const { id, sessions } = await mission('erased');
    const { id: booking } = (await operator.post(`/missions/${id}/bookings`, caller(sessions[0]))).json();
    world.vault.destroy(bookingKey(booking));
    const { items } = (await operator.get(`/missions/${id}/bookings?day=2026-11-25`)).json();
    expect(items).toMatchObject([{ name: null, birthYear: null, phone: null, state: 'booked' }]);
  });
});
