import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missionIn } from '../../../test/mission.ts';
import { now, startWorld, type World } from '../../../test/world.ts';
import { readQr } from '../../modules/missions/bookingTicket.ts';
import { bookingKey, letGoBookings, tendBookings } from '../../modules/missions/index.ts';
import { applyRetention } from '../../modules/protection/index.ts';
import { asService, openDatabase, type Tx } from '../../platform/database.ts';
import { sealedFor } from '../../platform/outbox/message.ts';
import { placeOf as placeOfMessage } from '../../platform/outbox/outbox.sql.ts';
import { databaseAt } from '../../../test/postgres.ts';

let world: World;
let host: string;
let partnership: { id: string; slug: string; sides: string[] };
beforeAll(async () => {
  world = await startWorld();
  host = await world.organisation('Облыстық аурухана', 'hospital');
  partnership = await world.partnership('with-clinic', [host, await world.organisation('클리닉', 'hospital')]);
});
afterAll(() => world.stop());

const nine = Date.parse('2026-11-25T04:00:00Z');
const minute = 60_000;
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
let addresses = 0;
const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  world.app.inject({
    method: 'POST',
    url,
    // Each from an address of its own: how much one address may write has a test of its own.
    remoteAddress: `10.0.${Math.floor((addresses += 1) / 200)}.${addresses % 200}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: form(fields),
  });
const get = (url: string) => world.app.inject({ method: 'GET', url, headers: { accept: 'text/html' } });
const newCode = () => randomBytes(32).toString('base64url');
let people = 0;
const person = (more: Record<string, string> = {}) => {
  people += 1;
  return {
    name: `Әлия Сапарқызы ${String.fromCodePoint(0x430 + (people % 30))}${String.fromCodePoint(0x430 + Math.floor(people / 30))}`,
    birthYear: '1980',
    phone: `8701${String(1_000_000 + people)}`,
    complaint: 'Басым ауырады',
    agree: 'yes',
    code: newCode(),
    ...more,
  };
};
const mission = (slug: string, more: Partial<Parameters<typeof missionIn>[1]> = {}) =>
  missionIn(world, {
    slug,
    host,
    partnership,
    sessions: [{ specialty: 'cardiology', day: '2026-11-25', minutes: 60, perHour: 6, kept: [1, 1, 0] }],
    ...more,
  });
const book = (slug: string, fields: Record<string, string>, more: { locale?: string; specialty?: string } = {}) =>
  post(`/${more.locale ?? 'kk'}/missions/${slug}/book/${more.specialty ?? 'cardiology'}`, fields);
const time = (session: string | undefined, minutes: number) => `${session}.${nine + minutes * minute}`;
const rows = (slug: string) =>
  world.seeAll(
    `select b.* from booking b join mission m on m.id = b.mission_id where m.slug = $1 order by b.booked_at, b.number, b.id`,
    [slug],
  );
/** What was said to whom, in order. */
async function messages(): Promise<{ to: string; text: string; locale: string }[]> {
  const queued = await world.seeAll(
    `select id, sealed_for::text as day, recipient, body, locale from outbox_message where purpose = 'booking' order by queued_at, id`,
  );
  return queued.map(({ id, day, recipient, body, locale }) => {
    const open = (part: 'recipient' | 'body', sealed: unknown) =>
      world.vault.open(sealedFor(String(day)), sealed as Buffer, placeOfMessage(String(id), part)).toString();
    return { to: open('recipient', recipient), text: open('body', body), locale: String(locale) };
  });
}
async function inBackground<T>(service: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const workerDb = openDatabase(
    databaseAt(world.ownerUrl, world.ownerUrl.split('/').at(-1)?.split('?')[0] ?? '', 'yntymaq_worker'),
  );
  try {
    return await asService(workerDb, { service, organisation: null }, work);
  } finally {
    await workerDb.destroy();
  }
}
const tend = (at = now): Promise<unknown> => {
  const job = tendBookings({ vault: world.vault, newId: () => crypto.randomUUID(), zone: 'Asia/Almaty' });
  return inBackground('tendBookings', (tx) => job.work(tx, at));
};

describe('the pages of a mission', () => {
  test.each([
    ['kk', 'Көктемгі миссия', 'Кардиология'],
    ['ru', 'Көктемгі миссия', 'Кардиология'],
    ['ko', '봄 진료', '심장내과'],
  ])('speak %s, without a script, and weigh little', async (locale, title, specialty) => {
    const slug = `pages-${locale}`;
    const { sessions } = await mission(slug, {
      sessions: Array.from({ length: 4 }, (_, at) => ({
        specialty: 'cardiology',
        day: `2026-11-2${5 + at}`,
        minutes: 480,
        perHour: 6,
      })),
    });
    const page = await get(`/${locale}/missions/${slug}`);
    expect(page.statusCode).toBe(200);
    for (const word of [title, specialty, `lang="${locale}"`, 'hrefLang="ko"']) expect(page.body).toContain(word);
    const list = await get(`/${locale}/missions`);
    expect(list.body).toContain(`/${locale}/missions/${slug}`);
    const asking = await get(`/${locale}/missions/${slug}/book/cardiology`);
    expect(asking.body).toContain(time(sessions[0], 10));
    for (const each of [page, list, asking]) {
      expect(each.body).not.toContain('<script');
      expect(Buffer.byteLength(each.body)).toBeLessThanOrEqual(30 * 1024);
    }
    expect(asking.headers['cache-control']).toBe('private, no-store');
  });

  test('a draft, one kept to a side, and none at all are equally not there', async () => {
    await mission('a-draft', { state: 'draft' });
    await mission('kept', { visibility: 'own_side' });
    for (const slug of ['a-draft', 'kept', 'nowhere', 'x'.repeat(200), '%00']) {
      expect((await get(`/kk/missions/${slug}`)).statusCode).toBe(404);
      expect((await get(`/kk/missions/${slug}/book/cardiology`)).statusCode).toBe(404);
      expect((await book(slug, person({ time: 'waiting' }))).statusCode).toBe(404);
    }
    await mission('one-specialty');
    expect((await get('/kk/missions/one-specialty/book/neurology')).statusCode).toBe(404);
    expect((await get('/kk/missions/one-specialty/book/magic')).statusCode).toBe(404);
  });
});

describe('booking without an account', () => {
  test('gives a ticket with number, QR, page, PDF and calendar file, and says so by SMS; what is known of the person is sealed', async () => {
    const { sessions } = await mission('whole-path');
    const asked = person({ time: time(sessions[0], 10), name: 'Ким Роза', complaint: 'Жүрегім шаншиды' });
    const reply = await book('whole-path', asked, { locale: 'ru' });
    expect([reply.statusCode, reply.headers.location]).toEqual([303, `/ru/tickets/${asked.code}`]);
    const page = await get(`/ru/tickets/${asked.code}`);
    expect(page.statusCode).toBe(200);
    for (const word of ['A-001', 'Ким Роза', '9:10', 'data:image/png;base64,']) expect(page.body).toContain(word);
    expect([page.headers['cache-control'], page.body.includes('noindex')]).toEqual(['private, no-store', true]);
    const pdf = await get(`/ru/tickets/${asked.code}/ticket.pdf`);
    expect([pdf.statusCode, pdf.headers['content-type'], pdf.body.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    const calendar = await get(`/ru/tickets/${asked.code}/ticket.ics`);
    expect(calendar.body).toContain('DTSTART;TZID=Asia/Almaty:20261125T091000');
    expect(calendar.body).not.toContain('ардиолог');
    const [row] = await rows('whole-path');
    expect(row).toMatchObject({
      state: 'booked',
      number: 1,
      day: '2026-11-25',
      place: 1,
      channel: 'public',
      owner_organisation: host,
    });
    const kept = JSON.stringify([
      await world.seeAll('select to_jsonb(b) as row from booking b'),
      await world.seeAll('select to_jsonb(e) as row from event e'),
    ]);
    for (const secret of ['Ким', 'Роза', 'шаншиды', asked.code, asked.phone.slice(1)])
      expect(kept).not.toContain(secret);
    const told = (await messages()).at(-1);
    expect(told).toMatchObject({ to: `+7${asked.phone.slice(1)}`, locale: 'ru' });
    expect(told?.text).toContain('A-001');
    expect(told?.text).toContain(`/ru/tickets/${asked.code}`);
    for (const clinical of ['шаншиды', 'ардиолог', 'Роза']) expect(told?.text).not.toContain(clinical);
    const [event] = await world.seeAll(`select * from event where subject = 'booking' and subject_id = $1`, [
      row?.['id'],
    ]);
    expect(event).toMatchObject({ action: 'record', service: 'publicBooking', person: null, fields: ['state'] });
  });

  test('in Korean too, by SMS as well', async () => {
    const { sessions } = await mission('in-korean');
    const asked = person({ time: time(sessions[0], 0), phone: '010-1234-5678' });
    await book('in-korean', asked, { locale: 'ko' });
    expect((await get(`/ko/tickets/${asked.code}`)).body).toContain('진료표 A-001');
    expect((await get(`/ko/tickets/${asked.code}/ticket.pdf`)).statusCode).toBe(200);
    const told = (await messages()).at(-1);
    expect([told?.to, told?.locale]).toEqual(['+821012345678', 'ko']);
    expect(told?.text).toContain('예약되었습니다');
  });

  test('sent twice it is one booking, and both answers lead to the ticket', async () => {
    const { sessions } = await mission('twice');
    const asked = person({ time: time(sessions[0], 0) });
    const before = (await messages()).length;
    const replies = await Promise.all([book('twice', asked), book('twice', asked)]);
    expect(replies.map(({ headers }) => headers.location)).toEqual([
      `/kk/tickets/${asked.code}`,
      `/kk/tickets/${asked.code}`,
    ]);
    expect([(await rows('twice')).length, (await messages()).length - before]).toEqual([1, 1]);
  });

  test('of fifty who want the last place at once one gets it, and the others are offered the waiting list', async () => {
    const { sessions } = await mission('last-place', {
      sessions: [{ specialty: 'surgery', day: '2026-11-25', minutes: 60, perHour: 1 }],
    });
    const all = Array.from({ length: 50 }, () => person({ time: time(sessions[0], 0) }));
    const replies = await Promise.all(all.map((each) => book('last-place', each, { specialty: 'surgery' })));
    const statuses = replies.map(({ statusCode }) => statusCode);
    expect([
      statuses.filter((status) => status === 303).length,
      statuses.filter((status) => status === 409).length,
    ]).toEqual([1, 49]);
    const lost = replies.find(({ statusCode }) => statusCode === 409);
    for (const word of ['value="waiting"', 'Кезекке тұр', 'Басым ауырады']) expect(lost?.body).toContain(word);
    expect(await rows('last-place')).toHaveLength(1);
  });

  test.each([
    ['birthYear', { birthYear: '2030' }],
    ['birthYear', { birthYear: '1850' }],
    ['birthYear', { birthYear: 'жиырма' }],
    ['phone', { phone: '12345' }],
    ['phone', { phone: '' }],
    ['name', { name: ' \u200b ' }],
    ['name', { name: 'x'.repeat(300) }],
    ['complaint', { complaint: '' }],
    ['complaint', { complaint: 'x'.repeat(1001) }],
    ['time', { time: 'tomorrow' }],
    ['time', { time: '' }],
    ['agree', { agree: '' }],
    ['representative', { birthYear: '2015' }],
  ])('what is wrong with %s is said beside it, the rest stays, and nothing is booked: %j', async (_field, wrong) => {
    const slug = `wrong-${people}`;
    const { sessions } = await mission(slug);
    const reply = await book(slug, { ...person({ time: time(sessions[0], 0) }), ...wrong });
    expect([reply.statusCode, (await rows(slug)).length]).toEqual([422, 0]);
    expect(reply.body).toContain('err-t');
    expect('complaint' in wrong || reply.body.includes('Басым ауырады')).toBe(true);
  });

  test('what is typed comes back as text, never as a page', async () => {
    const { sessions } = await mission('hostile');
    const reply = await book(
      'hostile',
      person({ name: '"><script>alert(1)</script>', phone: '', time: time(sessions[0], 0) }),
    );
    expect(reply.body).toContain('&lt;script&gt;');
    expect(reply.body).not.toContain('<script');
  });

  test('the same person is booked once for a specialty however the name is spelt, and may book another', async () => {
    const { sessions } = await mission('double', {
      sessions: ['cardiology', 'neurology'].map((specialty) => ({
        specialty,
        day: '2026-11-25',
        minutes: 60,
        perHour: 6,
      })),
    });
    const one = { name: 'Айгүл Сапарова', birthYear: '1971', phone: '8 701 555 44 33' };
    const first = await book('double', person({ ...one, time: time(sessions[0], 0) }));
    const again = await book(
      'double',
      person({ ...one, name: 'Saparova Aigul', phone: '+77015554433', time: time(sessions[0], 10) }),
    );
    const other = await book('double', person({ ...one, time: time(sessions[1], 20) }), { specialty: 'neurology' });
    expect([first, again, other].map(({ statusCode }) => statusCode)).toEqual([303, 409, 303]);
  });

  test('places for children and those referred go to them alone', async () => {
    const { sessions } = await mission('kept-places');
    const child = { birthYear: '2015', representative: 'Әкесі Сапар' };
    const referred = await book('kept-places', person({ time: time(sessions[0], 40) }));
    expect([referred.statusCode, referred.body.includes('жолдамамен')]).toEqual([409, true]);
    expect((await book('kept-places', person({ time: time(sessions[0], 50) }))).statusCode).toBe(409);
    expect((await book('kept-places', person({ ...child, time: time(sessions[0], 50) }))).statusCode).toBe(303);
    expect((await book('kept-places', person({ referred: 'yes', time: time(sessions[0], 40) }))).statusCode).toBe(303);
  });

  test('a family books under one telephone, a dealer does not', async () => {
    const { sessions } = await mission('one-phone', {
      sessions: [{ specialty: 'therapy', day: '2026-11-25', minutes: 120, perHour: 12 }],
    });
    const statuses: number[] = [];
    for (let at = 0; at < 9; at += 1)
      statuses.push(
        (
          await book(
            'one-phone',
            person({ phone: '87019998877', birthYear: String(1970 + at), time: time(sessions[0], at * 5) }),
            {
              specialty: 'therapy',
            },
          )
        ).statusCode,
      );
    expect(statuses).toEqual([...Array.from({ length: 8 }, () => 303), 409]);
  });

  test('a machine that fills in every field books nothing, and another site’s page may not send the form', async () => {
    const { sessions } = await mission('machines');
    const asked = person({ time: time(sessions[0], 0) });
    expect((await book('machines', { ...asked, website: 'spam' })).headers.location).toBe('/kk/missions/machines');
    const foreign = await post('/kk/missions/machines/book/cardiology', asked, { origin: 'https://elsewhere.example' });
    expect([foreign.statusCode, (await rows('machines')).length]).toEqual([403, 0]);
  });

  test('a time that has passed, and a mission that is over or cancelled, are refused', async () => {
    const past = await mission('past', {
      sessions: [{ specialty: 'cardiology', day: '2026-11-20', minutes: 60, perHour: 6 }],
    });
    const passed = `${past.sessions[0]}.${Date.parse('2026-11-20T04:00:00Z')}`;
    expect((await book('past', person({ time: passed }))).statusCode).toBe(409);
    for (const state of ['closed', 'cancelled']) {
      const { sessions } = await mission(`is-${state}`, { state });
      expect((await book(`is-${state}`, person({ time: time(sessions[0], 0) }))).statusCode).toBe(409);
      expect(await rows(`is-${state}`)).toEqual([]);
    }
  });

  test('a flood of writes from one address is slowed down', async () => {
    const other = await startWorld();
    try {
      const send = () =>
        other.app.inject({
          method: 'POST',
          url: '/kk/tickets/none/cancel',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: '',
        });
      const statuses: number[] = [];
      for (let at = 0; at < 61; at += 1) statuses.push((await send()).statusCode);
      expect([statuses[0], statuses.at(-2), statuses.at(-1)]).toEqual([404, 404, 429]);
    } finally {
      await other.stop();
    }
  });
});

describe('a ticket', () => {
  test('whose code does not exist is not there, whatever one asks of it', async () => {
    for (const code of [newCode(), 'short', '%00']) {
      for (const url of ['', '/move', '/ticket.pdf', '/ticket.ics'])
        expect((await get(`/kk/tickets/${code}${url}`)).statusCode, `${code}${url}`).toBe(404);
      expect((await post(`/kk/tickets/${code}/cancel`, {})).statusCode).toBe(404);
      expect((await post(`/kk/tickets/${code}/move`, { time: time(crypto.randomUUID(), 0) })).statusCode).toBe(404);
    }
  });

  test('moves to another time, keeps its number on the day, and its QR leads to it', async () => {
    const { sessions } = await mission('moving');
    const asked = person({ time: time(sessions[0], 0) });
    await book('moving', asked);
    expect((await get(`/kk/tickets/${asked.code}/move`)).body).toContain(time(sessions[0], 10));
    const moved = await post(`/kk/tickets/${asked.code}/move`, { time: time(sessions[0], 20) });
    expect(moved.headers.location).toBe(`/kk/tickets/${asked.code}`);
    expect(await rows('moving')).toMatchObject([{ state: 'moved', place: 2, number: 1 }]);
    expect(readQr(`http://yntymaq.test/kk/tickets/${asked.code}#moving`)).toEqual({ code: asked.code, slug: 'moving' });
    const taken = person({ time: time(sessions[0], 0) });
    expect((await book('moving', taken)).statusCode).toBe(303);
    expect((await post(`/kk/tickets/${asked.code}/move`, { time: time(sessions[0], 0) })).statusCode).toBe(409);
    expect(await rows('moving')).toMatchObject([{ place: 2 }, { place: 0, number: 2 }]);
  });

  test('can be cancelled, twice as well as once, and not moved afterwards', async () => {
    const { sessions } = await mission('cancelling');
    const asked = person({ time: time(sessions[0], 0) });
    await book('cancelling', asked);
    for (let at = 0; at < 2; at += 1) expect((await post(`/kk/tickets/${asked.code}/cancel`, {})).statusCode).toBe(303);
    expect(await rows('cancelling')).toMatchObject([{ state: 'cancelled' }]);
    expect((await post(`/kk/tickets/${asked.code}/move`, { time: time(sessions[0], 20) })).statusCode).toBe(409);
    expect((await book('cancelling', person({ time: time(sessions[0], 0) }))).statusCode).toBe(303);
  });
});

describe('the waiting list', () => {
  const full = async (slug: string) => {
    const made = await mission(slug, {
      sessions: [{ specialty: 'surgery', day: '2026-11-25', minutes: 60, perHour: 1 }],
    });
    const holder = person({ time: time(made.sessions[0], 0) });
    await book(slug, holder, { specialty: 'surgery' });
    return { ...made, holder };
  };

  test('fills a freed place in order, before anybody new, and tells who got it', async () => {
    const { holder, sessions } = await full('queue');
    const line = [person({ time: 'waiting' }), person({ time: 'waiting' })];
    for (const each of line) expect((await book('queue', each, { specialty: 'surgery' })).statusCode).toBe(303);
    await post(`/kk/tickets/${holder.code}/cancel`, {});
    const states = (await rows('queue')).map(({ state }) => String(state)).toSorted();
    expect(states).toEqual(['booked', 'cancelled', 'waiting']);
    const late = await book('queue', person({ time: time(sessions[0], 0) }), { specialty: 'surgery' });
    expect(late.statusCode).toBe(409);
    for (let at = 0; at < 2; at += 1) await tend();
    const told = (await messages()).filter(({ text }) => text.includes('орын босады'));
    expect(told.map(({ to, text }) => [to.endsWith(line[0]?.phone.slice(1) ?? ''), text.includes('A-002')])).toEqual([
      [true, true],
    ]);
  });

  test('gets what a larger plan adds, by the job', async () => {
    const { sessions } = await full('larger');
    await book('larger', person({ time: 'waiting' }), { specialty: 'surgery' });
    await world.seeAll('update mission_session set capacity_per_hour = 2 where id = $1', [sessions[0]]);
    await tend();
    expect((await rows('larger')).map(({ state, place }) => [state, place])).toEqual([
      ['booked', 0],
      ['booked', 1],
    ]);
  });

  test('when a session is cancelled its people stand in front; when the mission is, all of them are told', async () => {
    const { sessions, id, holder } = await full('falls-out');
    await book('falls-out', person({ time: 'waiting' }), { specialty: 'surgery' });
    await world.seeAll('update mission_session set cancelled_at = now() where id = $1', [sessions[0]]);
    await tend();
    expect((await get(`/kk/tickets/${holder.code}`)).body).toContain('кезекте');
    const toHolder = async () =>
      (await messages()).filter(({ to }) => to.endsWith(holder.phone.slice(1))).map(({ text }) => text);
    expect(await toHolder()).toContainEqual(expect.stringContaining('кезекте бірінші'));
    await world.seeAll(`update mission set state = 'cancelled' where id = $1`, [id]);
    const before = (await messages())
      .map(({ text }) => text)
      .filter((text) => text.includes('миссия тоқтатылды')).length;
    await tend();
    expect((await rows('falls-out')).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    const told = (await messages()).filter(({ text }) => text.includes('миссия тоқтатылды'));
    expect([before, told.length]).toEqual([0, 2]);
    expect(await toHolder()).toContainEqual(expect.stringContaining('миссия тоқтатылды'));
  });
});

test('fewer places throw nobody out: who holds one that is gone keeps it, and nobody else gets any', async () => {
  const { sessions } = await mission('narrower');
  for (const at of [0, 10, 20]) await book('narrower', person({ time: time(sessions[0], at) }));
  await world.seeAll(
    'update mission_session set capacity_per_hour = 2, kept_children = 0, kept_referred = 0 where id = $1',
    [sessions[0]],
  );
  await tend();
  expect((await rows('narrower')).map(({ state, place }) => [state, place])).toEqual([
    ['booked', 0],
    ['booked', 1],
    ['booked', 2],
  ]);
  expect((await book('narrower', person({ time: time(sessions[0], 0) }))).statusCode).toBe(409);
});

describe('erasing', () => {
  test('who asks on their ticket is taken out for good: their place is free, their key gone, the page says so', async () => {
    const { sessions } = await mission('erased');
    const asked = person({ time: time(sessions[0], 0) });
    await book('erased', asked);
    const [before] = await rows('erased');
    expect((await get(`/kk/tickets/${asked.code}/erase`)).body).toContain('Біржола жою');
    expect((await post(`/kk/tickets/${asked.code}/erase`, {})).statusCode).toBe(303);
    const [after] = await rows('erased');
    expect(after).toMatchObject({ state: 'cancelled', details: null, person_key: null, phone_key: null });
    expect(world.vault.isDestroyed(bookingKey(String(before?.['id'])))).toBe(true);
    expect(world.vault.isDestroyed(`patient:${String(before?.['id'])}`)).toBe(false);
    const { body } = await get(`/kk/tickets/${asked.code}`);
    expect([body.includes('Деректеріңіз жойылды'), body.includes('Сапарқызы')]).toEqual([true, false]);
    expect((await post(`/kk/tickets/${asked.code}/erase`, {})).statusCode).toBe(303);
    expect((await post(`/kk/tickets/${newCode()}/erase`, {})).statusCode).toBe(404);
    const again = await book('erased', { ...asked, code: newCode() });
    expect(again.statusCode).toBe(303);
  });

  test('after the time that its host keeps bookings nobody knows who booked; a booking still to come is left', async () => {
    const { sessions } = await mission('let-go');
    await book('let-go', person({ time: time(sessions[0], 0) }));
    await book('let-go', person({ time: time(sessions[0], 10) }));
    const [first] = await rows('let-go');
    await world.seeAll(`update booking set starts_at = starts_at - interval '400 days' where id = $1`, [first?.['id']]);
    const someone = await world.someone('administrator', host);
    expect(someone.organisation).toBe(host);
    await inBackground('applyRetention', (tx) =>
      applyRetention({ bookings: letGoBookings(world.vault) }).work(tx, now),
    );
    expect((await rows('let-go')).map(({ details }) => details === null)).toEqual([true, false]);
    expect(world.vault.isDestroyed(bookingKey(String(first?.['id'])))).toBe(true);
  });
});

test('one is reminded once, the day before, with nothing clinical in it', async () => {
  const { sessions } = await mission('reminding');
  const asked = person({ time: time(sessions[0], 30), complaint: 'Құпия ауру' });
  await book('reminding', asked, { locale: 'ru' });
  const about = async () =>
    (await messages()).filter(({ to, text }) => to.endsWith(asked.phone.slice(1)) && text.includes('напоминаем'));
  await tend(new Date('2026-11-23T10:00:00Z'));
  expect(await about()).toEqual([]);
  for (let at = 0; at < 2; at += 1) await tend(new Date('2026-11-24T06:00:00Z'));
  const told = await about();
  expect(told).toHaveLength(1);
  for (const secret of ['Құпия', 'ардиолог', asked.name]) expect(told[0]?.text).not.toContain(secret);
});

test('the database itself gives no place twice, and none that a session does not have', async () => {
  const { id, sessions } = await mission('no-such-place');
  const insert = (place: number) =>
    world.seeAll(
      `insert into booking (id, mission_id, specialty, state, session_id, place, starts_at, language, channel, code_hash, person_key,
         phone_key, details, consent_version, booked_at, version, changed_at)
       values (gen_random_uuid(), $1, 'cardiology', 'booked', $2, $3, now(), 'kk', 'public', encode(sha256(gen_random_uuid()::text::bytea), 'hex'),
         encode(sha256(gen_random_uuid()::text::bytea), 'hex'), repeat('0', 64), '\\x00', 1, now(), 1, now())`,
      [id, sessions[0], place],
    );
  await expect(insert(6)).rejects.toThrow(/no such place/);
});
