import { Writable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { openLog } from '../../src/platform/log.ts';
import { startWorld } from '../world.ts';

/** Everything that the program logs at its most talkative. */
const lines: string[] = [];
const place = new Writable({
  write: (chunk: Buffer, _, done) => {
    lines.push(chunk.toString());
    done();
  },
});
const world = await startWorld({ log: openLog('trace', place), proxies: ['10.9.0.0/16'] });
afterAll(() => world.stop());

/** What identifies somebody or opens something: none of it may stand in a line. */
const marked = {
  name: 'Айгүлжанқұпия',
  iin: '900515300123',
  email: 'zq.secret.person@example.org',
  password: 'zq-Pass-phrase-of-nobody-77',
  token: 'ynt_zqTokenOfAnotherSystem0123456789abcdef',
  feed: 'zqFeedSecretAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  address: '203.0.113.77',
};
const every = Object.values(marked).join(' ');

type Sent = { method?: 'GET' | 'POST'; url: string; headers?: Record<string, string>; payload?: string };
const send = ({ method = 'GET', url, headers = {}, payload }: Sent) =>
  world.app.inject({
    method,
    url,
    remoteAddress: '10.9.0.1',
    headers: {
      'x-forwarded-for': marked.address,
      'user-agent': every,
      referer: `http://x/${encodeURIComponent(every)}`,
      ...headers,
    },
    ...(payload !== undefined && { payload }),
  });
const json = { 'content-type': 'application/json', 'idempotency-key': marked.email };

test('no log line, at any level, holds a name, a password, a token or an address of those who ask', async () => {
  const { cookie } = await world.someone('administrator', undefined, { isClinical: true });
  const session = cookie.split(/[=.]/)[2] ?? '';
  const word = encodeURIComponent(every);
  const body = JSON.stringify({
    email: marked.email,
    password: marked.password,
    name: marked.name,
    identifiers: [{ kind: 'kz_iin', value: marked.iin }],
    q: every,
  });
  const requests: Sent[] = [
    { url: `/kk/organisations/${word}` },
    { url: `/api/search?q=${word}`, headers: { cookie } },
    { url: `/api/people?q=${word}`, headers: { cookie } },
    { url: `/api/organisations/${word}`, headers: { cookie } },
    { url: `/api/session`, headers: { authorization: `Bearer ${marked.token}` } },
    { url: `/calendar/feed.ics?key=${marked.feed}` },
    { url: `/${word}` },
    { method: 'POST', url: '/auth/sign-in/email', headers: json, payload: body },
    { method: 'POST', url: '/auth/request-password-reset', headers: json, payload: body },
    { method: 'POST', url: '/api/patients', headers: { ...json, cookie }, payload: body },
    { method: 'POST', url: '/api/patients/search', headers: { ...json, cookie }, payload: body },
    {
      method: 'POST',
      url: '/api/people',
      headers: { ...json, cookie },
      payload: JSON.stringify({ names: { kk: `${marked.name}\u0000` } }),
    },
    { method: 'POST', url: '/api/organisations', headers: { ...json, cookie }, payload: `{"broken":"${marked.name}` },
    {
      method: 'POST',
      url: '/api/documents',
      headers: { cookie, 'content-type': 'multipart/form-data; boundary=b' },
      payload: `--b\r\n${every}`,
    },
  ];
  for (const request of requests) await send(request);
  // Faults of ours too: the database goes away from under the requests.
  await world.seeAll('alter table person rename to person_gone');
  for (const request of requests) await send(request);
  await world.seeAll('alter table person_gone rename to person');
  expect(lines.length).toBeGreaterThan(requests.length);
  const all = decodeURIComponent(lines.join('').replaceAll('%', '%25')).toLowerCase();
  const found = [
    ...Object.values(marked),
    session,
    encodeURIComponent(marked.name),
    marked.address.slice(0, 10),
  ].filter((value) => all.includes(value.toLowerCase()));
  expect(found).toEqual([]);
  for (const line of lines)
    expect(line.endsWith('\n') && Number.isFinite((JSON.parse(line) as { level: number }).level)).toBe(true);
});

test('a fault of ours is logged by its name and its place, without a value', async () => {
  const { cookie } = await world.someone('viewer');
  const before = lines.length;
  await world.seeAll('alter table person rename to person_gone');
  const answer = await send({ url: `/api/people?q=${encodeURIComponent(marked.name)}`, headers: { cookie } });
  await world.seeAll('alter table person_gone rename to person');
  expect([answer.statusCode, answer.json()]).toEqual([
    500,
    { type: '/problems/failed', title: expect.any(String), status: 500 },
  ]);
  const fault = lines
    .slice(before)
    .map((line) => JSON.parse(line) as { level: number; err?: { name: string; code: string; at: string[] } })
    .find(({ level }) => level === 50);
  expect(fault?.err).toMatchObject({ name: expect.any(String), code: '42P01', at: expect.any(Array) });
});
