import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { ORPCError } from '@orpc/server';
import { networkOf } from '../http/network.ts';
import type { OriginOf } from '../http/origin.ts';
import { problem } from '../problem.ts';
import { peerHeader, type SignIn } from './auth.ts';
import type { Holder } from './auth.sql.ts';
import { tokenOf } from './credentials.ts';
import { type Devices, devicesOf } from './device.ts';
import { type Door, doors, passedOn, refusalOf } from './doors.ts';

/** What one request through a door is about. */
type Passing = {
  door: Door;
  path: string;
  request: FastifyRequest;
  reply: FastifyReply;
  origin: string;
  body: Record<string, unknown>;
  /** The session's token that came with it, and whose it is. */
  token: string | undefined;
  holder: Holder | null;
  /** What wrong attempts are counted under; null: not counted here. */
  key: string | null;
};
type Answer = { status: number; body: Record<string, unknown> | null; location: string | null; cookies: string[] };

/** Puts sign-in at /auth/*: the doors alone, each with its own conditions, and every refusal as a problem document. */
export function authRoutes(signIn: SignIn, originOf: OriginOf) {
  return async (app: FastifyInstance): Promise<void> => {
    const { secret } = await signIn.auth.$context;
    const house: House = { signIn, devices: devicesOf(secret) };
    // What a page can offer. It says nothing about anybody.
    app.get('/auth/ways', (_request, reply) =>
      reply.header('cache-control', 'no-store').send({ ministry: signIn.label, links: signIn.hasLinks }),
    );
    for (const [path, door] of Object.entries(doors))
      app.route({
        method: door.method,
        url: `/auth${path}`,
        exposeHeadRoute: false,
        bodyLimit: 65_536,
        handler: async (request, reply) => {
          reply.header('cache-control', 'no-store');
          const started = pause(door.slow ?? 0);
          const passing = await arrive(house, { door, path, request, reply, origin: originOf(request) });
          const answer = await passThrough(house, passing);
          await started;
          return leave(passing, answer);
        },
      });
  };
}

/** What is no text counts as nothing. */
const textIn = (body: Passing['body'], field: string): string => (typeof body[field] === 'string' ? body[field] : '');

type House = { signIn: SignIn; devices: Devices };

/** Who comes, and whether they may stand at this door. Whoever guesses too often waits. */
async function arrive(
  { signIn: { store }, devices }: House,
  { door, request, ...rest }: Pick<Passing, 'door' | 'path' | 'request' | 'reply' | 'origin'>,
): Promise<Passing> {
  const token = tokenOf(request);
  const holder = token === undefined ? null : await store.holderOf(token);
  const body = passedOn(door, request.body);
  if (door.session && !holder) throw problem('sign-in-first');
  const isFreshNeeded = door.session === 'fresh' || (door.session === 'fresh without password' && !holder?.hasPassword);
  if (isFreshNeeded && !holder?.isFresh) throw problem('step-up-first');
  const email = textIn(body, 'email');
  const byPerson = door.counts === 'person' && holder ? devices.keyOfPerson(holder.person) : null;
  const key = door.counts === 'email' ? devices.keyOf(request, email) : byPerson;
  const seconds = key === null ? 0 : await store.begin(key);
  if (seconds > 0) {
    rest.reply.header('retry-after', seconds);
    throw problem('too-many-requests');
  }
  return { door, request, body, token, holder, key, ...rest };
}

async function passThrough(house: House, passing: Passing): Promise<Answer> {
  const { store, later } = house.signIn;
  if (passing.path === '/step-up/password') return provePassword(house, passing);
  const answer = await ask(house, passing);
  if (answer.status >= 400) {
    const isGuess = guesses.includes(String(answer.body?.['code']));
    if (passing.key && !isGuess) await store.uncount(passing.key);
    if (passing.door.counts === 'email')
      later(refusedFor(house, textIn(passing.body, 'email'), networkOf(passing.request.ip)));
    return answer;
  }
  const entered = await enteredBy(house, answer);
  if (!(await isFirstUse(passing, answer, house))) {
    if (entered) await store.endSession(entered.token);
    return refused('INVALID_CODE', 400);
  }
  if (passing.path === '/step-up/passkey' && entered?.person !== passing.holder?.person) {
    if (entered) await store.endSession(entered.token);
    return refused('PASSKEY_NOT_FOUND', 401);
  }
  await settle(house, passing, { answer, entered });
  return answer;
}

/** What a wrong guess is refused as; other refusals count against nobody. */
const guesses: readonly string[] = ['INVALID_EMAIL_OR_PASSWORD', 'INVALID_PASSWORD', 'INVALID_CODE'];

const refused = (code: string, status: number): Answer => ({ status, body: { code }, location: null, cookies: [] });

async function refusedFor({ signIn: { store } }: House, email: string, origin: string | null): Promise<void> {
  const person = await store.personOf(email);
  if (person) await store.record({ person, session: null, what: 'refused', how: 'password', origin });
}

/** Asks the library, in a request of our own making. */
async function ask({ signIn: { auth } }: House, { door, path, request, origin, body }: Passing): Promise<Answer> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (!/^(content-length|transfer-encoding)$/.test(name))
      for (const one of [value].flat()) if (one !== undefined) headers.append(name, one);
  headers.set(peerHeader, request.ip);
  // A write from another site was refused before it came here, and not every browser says where a write of one's own comes from.
  if (door.method === 'POST') headers.set('origin', origin);
  if (door.method === 'POST') headers.set('content-type', 'application/json');
  const query = new URL(request.url, origin).search;
  const answered = await auth.handler(
    new Request(new URL(`/auth${door.to ?? path}${query}`, origin), {
      method: door.method,
      headers,
      ...(door.method === 'POST' && { body: JSON.stringify(body) }),
    }),
  );
  const text = await answered.text();
  return {
    status: answered.status,
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : null,
    location: answered.headers.get('location'),
    cookies: answered.headers.getSetCookie(),
  };
}

async function provePassword(house: House, passing: Passing): Promise<Answer> {
  const { auth, store } = house.signIn;
  const { holder, body, key, request } = passing;
  const { internalAdapter, password } = await auth.$context;
  const account = holder && (await internalAdapter.findCredentialAccount(holder.person));
  const typed = textIn(body, 'password').slice(0, 1000);
  if (!holder || !account?.password || !(await password.verify({ hash: account.password, password: typed })))
    return refused('INVALID_PASSWORD', 400);
  if (key) await store.succeed(key);
  await store.provedAgain(holder.session, 'password');
  const origin = networkOf(request.ip);
  await store.record({ person: holder.person, session: holder.session, what: 'proved_again', how: 'password', origin });
  return { status: 200, body: { proved: true }, location: null, cookies: [] };
}

type Entered = { token: string; session: string; person: string; email: string };

/** The session that the answer begins, if it begins one. */
async function enteredBy({ signIn: { store } }: House, { cookies }: Answer): Promise<Entered | null> {
  const set = cookies.map((cookie) => cookie.split(';')[0] ?? '').find((pair) => pair.includes('session_token='));
  const token = set?.split('session_token=')[1]?.split(/\.|%2E/i)[0];
  const holder = token ? await store.holderOf(token) : null;
  return token && holder ? { token, session: holder.session, person: holder.person, email: holder.email } : null;
}

/** A code of an authenticator app opens one door once, though it holds for a minute. */
async function isFirstUse({ door, path, body, holder }: Passing, answer: Answer, house: House): Promise<boolean> {
  if ((door.to ?? path) !== '/two-factor/verify-totp') return true;
  const { user } = (answer.body ?? {}) as { user?: { id?: string } };
  const person = user?.id ?? holder?.person;
  return person !== undefined && house.signIn.store.takeCode(person, textIn(body, 'code'));
}

/** What follows from having passed: the old session ends, the device is known, and it is written down. */
async function settle(
  house: House,
  passing: Passing,
  { answer, entered }: { answer: Answer; entered: Entered | null },
): Promise<void> {
  const { store } = house.signIn;
  const { door, request, token, holder, key, origin, path } = passing;
  if (key) await store.succeed(key);
  const isCookieSet = answer.cookies.some((cookie) => cookie.includes('session_token='));
  if (token && isCookieSet && token !== entered?.token) await store.endSession(token);
  if (path === '/step-up/totp' && holder) await store.provedAgain(holder.session, 'totp');
  if (entered && door.what === 'signed_in' && door.how !== 'ministry')
    answer.cookies.push(house.devices.cookieFor(entered.email, origin.startsWith('https:')));
  const person = entered?.person ?? holder?.person;
  const session = entered?.session ?? holder?.session ?? null;
  const isOver = door.what !== 'signed_in' || entered !== null;
  if (door.what && person && isOver)
    await store.record({ person, session, what: door.what, how: door.how ?? null, origin: networkOf(request.ip) });
}

/** No answer shows a session's token: it is in the cookie, which no script reads. */
function withoutTokens(body: Record<string, unknown> | null): Record<string, unknown> {
  const { token: _token, session: _session, ...shown } = body ?? {};
  return shown;
}

function leave({ door, path, reply }: Passing, { status, body, location, cookies }: Answer): FastifyReply {
  if (status >= 400) {
    const [name, refusedWith] = refusalOf(body?.['code'] as string | undefined, status, door.to ?? path);
    throw new ORPCError(name, { status: refusedWith });
  }
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  if (location && status >= 300) return reply.status(302).header('location', location).send();
  return reply.status(status).send(withoutTokens(body));
}
