import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { mostTold } from '../../src/modules/missions/bookingTold.ts';
import { openLog } from '../../src/platform/log.ts';
import { missionIn } from '../mission.ts';
import { startWorld } from '../world.ts';

/** Somebody without an account who wants to learn, to spoil or to flood. */
const lines: string[] = [];
const place = new Writable({
  write: (chunk: Buffer, _, done) => {
    lines.push(chunk.toString());
    done();
  },
});
const world = await startWorld({ log: openLog('trace', place) });
afterAll(() => world.stop());
const host = await world.organisation('Облыстық аурухана', 'hospital');
const partnership = await world.partnership('with-clinic', [host, await world.organisation('클리닉', 'hospital')]);
const session = { specialty: 'cardiology', day: '2026-11-25', minutes: 480, perHour: 6 };
const mission = (slug: string) => missionIn(world, { slug, host, partnership, sessions: [session] });

let asked = 0;
const post = (url: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) => {
  asked += 1;
  return world.app.inject({
    method: 'POST',
    url,
    remoteAddress: `10.1.${Math.floor(asked / 200)}.${asked % 200}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
};
const newCode = () => randomBytes(32).toString('base64url');
const nine = Date.parse('2026-11-25T04:00:00Z');
const person = (more: Record<string, string>) => ({
  name: 'Құпия Айгүл',
  birthYear: '1980',
  phone: '87015550011',
  complaint: 'Басым ауырады',
  agree: 'yes',
  code: newCode(),
  ...more,
});
const book = (slug: string, fields: Record<string, string>, headers = {}) =>
  post(`/kk/missions/${slug}/book/cardiology`, fields, headers);
const messages = async () => Number((await world.seeAll('select count(*) as n from outbox_message'))[0]?.['n']);

test('nobody makes us send message after message to a telephone by booking, moving, cancelling and erasing', async () => {
  const { sessions } = await mission('flood');
  const before = await messages();
  for (let at = 0; at < 12; at += 1) {
    const one = person({ time: `${sessions[0]}.${nine}` });
    expect((await book('flood', one)).statusCode).toBe(303);
    const moved = await post(`/kk/tickets/${one.code}/move`, { time: `${sessions[0]}.${nine + 600_000}` });
    expect(moved.statusCode).toBe(303);
    expect((await post(`/kk/tickets/${one.code}/${at % 2 ? 'erase' : 'cancel'}`)).statusCode).toBe(303);
  }
  expect((await messages()) - before).toBe(mostTold);
});

test('whether somebody is booked is not learnt by asking for a place that there is not', async () => {
  const { sessions } = await mission('oracle');
  expect((await book('oracle', person({ time: `${sessions[0]}.${nine}` }))).statusCode).toBe(303);
  const before = await messages();
  const probe = (name: string, time: string) => book('oracle', person({ name, time }));
  for (const time of [`${sessions[0]}.${nine - 3_600_000}`, `${sessions[0]}.${nine + 1}`, `${sessions[0]}.${nine}`]) {
    const [known, unknown] = [await probe('Құпия Айгүл', time), await probe('Басқа Біреу', time)];
    const said = ({ body }: { body: string }) => /<p[^>]*role="alert"[^>]*>(.*?)<\/p>/s.exec(body)?.[1] ?? body.length;
    expect([known.statusCode, said(known)]).toEqual([unknown.statusCode, said(unknown)]);
  }
  expect(await messages()).toBe(before);
});

test('another site’s page neither books nor cancels in a browser', async () => {
  const { sessions } = await mission('cross-site');
  const one = person({ time: `${sessions[0]}.${nine}` });
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect((await book('cross-site', one, foreign)).statusCode).toBe(403);
  expect((await book('cross-site', one)).statusCode).toBe(303);
  expect((await post(`/kk/tickets/${one.code}/cancel`, {}, foreign)).statusCode).toBe(403);
  const [row] = await world.seeAll(
    `select b.state from booking b join mission m on m.id = b.mission_id where m.slug = 'cross-site'`,
  );
  expect(row?.['state']).toBe('booked');
});

test('the secret of a ticket is in no line of the log, in no referrer and in no cache; who is booked is in no table in the clear', async () => {
  const { sessions } = await mission('secret');
  const one = person({ time: `${sessions[0]}.${nine}`, complaint: 'Құпияшағым' });
  await book('secret', one);
  const pages = ['', '/move', '/erase', '/ticket.pdf', '/ticket.ics'];
  for (const page of pages) {
    const { statusCode, headers } = await world.app.inject({ method: 'GET', url: `/kk/tickets/${one.code}${page}` });
    expect([page, statusCode, headers['cache-control'], headers['referrer-policy']]).toEqual([
      page,
      200,
      'private, no-store',
      'same-origin',
    ]);
  }
  await world.seeAll('alter table booking rename to booking_gone');
  await world.app.inject({ method: 'GET', url: `/kk/tickets/${one.code}` });
  await world.seeAll('alter table booking_gone rename to booking');
  expect(lines.length).toBeGreaterThan(pages.length);
  const tables = await world.seeAll(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const kept: string[] = [];
  for (const { relname } of tables)
    kept.push(JSON.stringify(await world.seeAll(`select to_jsonb(t) as row from "${String(relname)}" t`)));
  expect(kept.length).toBeGreaterThan(50);
  for (const secret of [one.code, 'Құпия', 'Құпияшағым', '7015550011', Buffer.from('Құпия').toString('hex')])
    expect([lines.join('').includes(secret), kept.some((table) => table.includes(secret))], secret).toEqual([
      false,
      false,
    ]);
});

test('a name that would be a line of a calendar, a formula or a page is text everywhere', async () => {
  const { sessions } = await mission('stored');
  const name = '=cmd|x!A1\r\nATTENDEE:mailto:evil@example.org <script>alert(1)</script>';
  const one = person({ name, time: `${sessions[0]}.${nine}` });
  expect((await book('stored', one)).statusCode).toBe(303);
  const get = (page: string) => world.app.inject({ method: 'GET', url: `/kk/tickets/${one.code}${page}` });
  const [page, calendar, pdf] = [await get(''), await get('/ticket.ics'), await get('/ticket.pdf')];
  expect([page.body.includes('<script'), page.body.includes('&lt;script&gt;')]).toEqual([false, true]);
  expect(calendar.body).not.toMatch(/^ATTENDEE/m);
  expect(pdf.statusCode).toBe(200);
});

test('the form tells no address of another host that a request claims', async () => {
  const { sessions } = await mission('host');
  const one = person({ time: `${sessions[0]}.${nine}` });
  const reply = await book('host', one, { host: 'evil.example/x?' });
  expect(reply.headers.location).toBe(`/kk/tickets/${one.code}`);
  expect(
    (await world.app.inject({ method: 'GET', url: `/kk/tickets/${one.code}`, headers: { host: 'evil.example/x?' } }))
      .body,
  ).not.toContain('evil.example');
});
