import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../src/platform/hash.ts';
import { missionIn } from '../mission.ts';
import { startWorld } from '../world.ts';

/** Low enough to be reached; each test asks from addresses of its own. */
const limits = { perAddress: 6, perPerson: 4 };
const world = await startWorld({ limits: () => limits, proxies: ['10.9.0.0/16'] });
afterAll(() => world.stop());

let network = 0;
beforeEach(() => void (network += 1));
const here = (host: number): string => `203.0.${network}.${host}`;

type From = { cookie?: string; bearer?: string; forwarded?: string; language?: string; url?: string };
const ask = (remoteAddress: string, { cookie, bearer, forwarded, language, url = '/api/session' }: From = {}) =>
  world.app.inject({
    url,
    remoteAddress,
    headers: {
      ...(cookie && { cookie }),
      ...(bearer && { authorization: `Bearer ${bearer}` }),
      ...(forwarded && { 'x-forwarded-for': forwarded }),
      ...(language && { 'accept-language': language }),
    },
  });
const statuses = async (times: number, once: (index: number) => ReturnType<typeof ask>): Promise<number[]> => {
  const seen: number[] = [];
  for (let index = 0; index < times; index += 1) seen.push((await once(index)).statusCode);
  return seen;
};

/** A token for another system, as its organisation's administrator would have made it. */
async function tokenOf(perMinute: number): Promise<string> {
  const token = `ynt_${randomBytes(32).toString('base64url')}`;
  await world.seeAll(
    `insert into api_token (id, organisation_id, purpose, scopes, hash, hint, requests_per_minute, made_by, made_at, expires_at)
     values ($1, $2, 'a register that reads', '{session.read}', $3, 'x', $4, $1, now(), now() + interval '1 day')`,
    [uuidv7(), await world.organisation(), sha256(token), perMinute],
  );
  return token;
}

test('an address that asks too often is refused for the rest of its minute, whatever it asks for', async () => {
  expect(await statuses(8, () => ask(here(1)))).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
  expect((await ask(here(1), { url: '/healthz' })).statusCode).toBe(429);
  expect((await ask(here(1), { url: '/nowhere' })).statusCode).toBe(429);
  expect((await ask(here(2))).statusCode).toBe(401);
});

test('a refusal says in the reader’s language what it is and when to come again', async () => {
  await statuses(6, () => ask(here(1)));
  const titles = new Set<string>();
  for (const language of ['kk', 'ru', 'en']) {
    const refused = await ask(here(1), { language });
    expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(refused.headers['content-language']).toBe(language);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(refused.json()).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
    titles.add(refused.json().title);
  }
  expect(titles.size).toBe(3);
});

test('a person is counted over all their addresses, and another person is not', async () => {
  const [one, other] = [await world.someone('viewer'), await world.someone('viewer')];
  expect(await statuses(6, (index) => ask(here(index), one))).toEqual([200, 200, 200, 200, 429, 429]);
  expect((await ask(here(40), other)).statusCode).toBe(200);
});

test('a token has the number of requests it was made with, apart from that of people', async () => {
  const [slow, fast] = [await tokenOf(2), await tokenOf(5)];
  expect(await statuses(4, (index) => ask(here(index), { bearer: slow }))).toEqual([200, 200, 429, 429]);
  expect(await statuses(6, (index) => ask(here(index + 50), { bearer: fast }))).toEqual([200, 200, 200, 200, 200, 429]);
});

test('somebody who writes X-Forwarded-For themselves is still counted by their own address', async () => {
  const spoofed = await statuses(8, (index) => ask(here(1), { forwarded: `198.51.100.${index}` }));
  expect(spoofed.slice(6)).toEqual([429, 429]);
});

test('behind a proxy that is trusted, each reader is counted for themselves', async () => {
  const seen = await statuses(8, (index) => ask('10.9.0.1', { forwarded: here(index) }));
  expect(seen).toEqual(Array.from({ length: 8 }, () => 401));
});

test('behind a proxy, what a reader claims to have come through is not believed either', async () => {
  const seen = await statuses(8, (index) => ask('10.9.0.1', { forwarded: `198.51.100.${index}, ${here(9)}` }));
  expect(seen.slice(6)).toEqual([429, 429]);
});

test('what a proxy passes on that is no address is counted as the proxy’s own', async () => {
  const rubbish = ['<script>', "' or 1=1", 'unknown', '0x7f.1', '::ffff:x', '1.2.3.4.5', 'a'.repeat(300), '%00'];
  const seen = await statuses(8, (index) => ask(`10.9.7.${network}`, { forwarded: rubbish[index] ?? '' }));
  expect(seen.slice(6)).toEqual([429, 429]);
});

test('the addresses of one IPv6 network of 64 bits count as one; those of the next do not', async () => {
  const seen = await statuses(8, (index) => ask(`2001:db8:${network}:1:${index}::${index}`));
  expect(seen.slice(6)).toEqual([429, 429]);
  expect((await ask(`2001:db8:${network}:2::1`)).statusCode).toBe(401);
});

test('an IPv4 address written as IPv6 counts as itself', async () => {
  await statuses(6, () => ask(here(1)));
  expect((await ask(`::ffff:${here(1)}`)).statusCode).toBe(429);
});

test('devices of a mission behind one address each have a minute of their own; who invents tokens shares the address’s', async () => {
  const [host, clinic] = [await world.organisation(), here(1)];
  const { id: mission } = await missionIn(world, {
    slug: 'behind-one-address',
    host,
    partnership: await world.partnership('behind-one-address', [host, await world.organisation()]),
  });
  const token = async (): Promise<string> => {
    const [device, made] = [uuidv7(), `ynd_${randomBytes(32).toString('base64url')}`];
    await world.seeAll(
      `insert into mission_device (id, mission_id, owner_organisation, label, letter, public_key, token_hash, enrolled_by, made_at)
       values ($1, $2, $3, 'Телефон', $4, $5, $6, $1, now())`,
      [device, mission, host, 'BCDEF'[devices.length] ?? 'G', Buffer.alloc(65, 4), sha256(made)],
    );
    return made;
  };
  const devices: string[] = [];
  while (devices.length < 5) devices.push(await token());
  const plan = (bearer: string, from = clinic) => ask(from, { bearer, url: '/day/sync/plan' });
  // The first request of each counts for the address, of which there are six: nobody knows yet that they are devices.
  expect(await statuses(5, (index) => plan(devices[index] ?? ''))).toEqual([200, 200, 200, 200, 200]);
  expect(await statuses(20, (index) => plan(devices[index % 5] ?? ''))).toEqual(Array.from({ length: 20 }, () => 200));
  // One of them that asks without end is refused alone.
  expect((await plan(devices[0] ?? '')).statusCode).toBe(429);
  const invented = () => plan(`ynd_${randomBytes(32).toString('base64url')}`);
  expect(await statuses(3, invented)).toEqual([401, 429, 429]);
  // A device has one minute, wherever it goes.
  expect((await plan(devices[1] ?? '', here(2))).statusCode).toBe(429);
});
