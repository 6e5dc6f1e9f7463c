import { randomUUID } from 'node:crypto';
import { TOTP } from 'otpauth';
import { addPerson } from '../src/platform/auth/auth.ts';
import type { World } from './world.ts';

const origin = 'http://yntymaq.test';
export const goodPassword = 'тау басында қар жатыр';

/** A browser: it keeps cookies, and comes from an address of its own. */
export function browserOf({ app }: Pick<World, 'app'>, remoteAddress = addressOfItsOwn()) {
  const cookies = new Map<string, string>();
  const ask = async (
    method: 'GET' | 'POST',
    url: string,
    { payload, headers = {} }: { payload?: object; headers?: Record<string, string> } = {},
  ) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await app.inject({
      method,
      url,
      remoteAddress,
      headers: { origin, ...(cookie && { cookie }), ...headers },
      ...(method === 'POST' && { payload: payload ?? {} }),
    });
    for (const { name, value, maxAge } of reply.cookies) {
      if (maxAge === 0 || value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    return reply;
  };
  return {
    cookies,
    auth: (path: string, payload: object = {}, headers?: Record<string, string>) =>
      ask('POST', `/auth${path}`, { payload, ...(headers && { headers }) }),
    ask: (path: string) => ask('GET', `/auth${path}`),
    get: (path: string) => ask('GET', `/api${path}`),
    post: (path: string, payload: object = {}, key: string = randomUUID()) =>
      ask('POST', `/api${path}`, { payload, headers: { 'idempotency-key': key } }),
    token: () => cookies.get('better-auth.session_token')?.split('.')[0],
  };
}
export type TestBrowser = ReturnType<typeof browserOf>;

let addresses = 0;
/** Every browser comes from another network, so that no test is limited by another. */
function addressOfItsOwn(): string {
  addresses += 1;
  return `203.${Math.floor(addresses / 250)}.${addresses % 250}.7`;
}

/** Somebody with a password and a role. */
export async function personWithPassword(world: World, password = goodPassword) {
  const [email, organisation] = [`${randomUUID()}@example.org`, await world.organisation()];
  const person = await addPerson(world.auth, { name: 'Сынақ Адамы', email, password });
  await world.seeAll(`insert into membership (person, organisation_id, role) values ($1, $2, 'officer')`, [
    person,
    organisation,
  ]);
  return { person, email, organisation, password };
}

/** Somebody who has just signed in from a browser of their own. */
export async function signedIn(world: World) {
  const who = await personWithPassword(world);
  const browser = browserOf(world);
  const reply = await browser.auth('/sign-in/email', { email: who.email, password: who.password });
  if (reply.statusCode !== 200) throw new Error(reply.body);
  return { ...who, browser };
}

/** The app on somebody's telephone. `at` moves the clock by so many steps of 30 seconds. */
export function authenticatorOf(uri: string) {
  const totp = new TOTP({ secret: new URL(uri).searchParams.get('secret') ?? '' });
  return (steps = 0) => totp.generate({ timestamp: Date.now() + steps * 30_000 });
}

/** Turns on codes of an authenticator app. The code that turned them on is spent. */
export async function withCodes(world: World) {
  const who = await signedIn(world);
  const enabled = await who.browser.auth('/two-factor/enable', { password: who.password });
  const { totpURI, backupCodes } = enabled.json<{ totpURI: string; backupCodes: string[] }>();
  const code = authenticatorOf(totpURI);
  const confirmed = await who.browser.auth('/two-factor/confirm', { code: code(-1) });
  if (confirmed.statusCode !== 200) throw new Error(confirmed.body);
  return { ...who, code, backupCodes };
}
