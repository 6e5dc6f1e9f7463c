import { passkey } from '@better-auth/passkey';
import { hash, verify } from '@node-rs/argon2';
import { APIError, betterAuth } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type pg from 'pg';
import { networkOf } from '../http/network.ts';
import { openPool } from '../pool.ts';
import { Refused } from '../refused.ts';
import { type AuthStore, openAuthStore } from './auth.sql.ts';
import { whyPasswordRefused } from './breached.ts';
import { withHashedSessions } from './hashedSessions.ts';
import { type Ministry, ministrySignIn } from './ministry.ts';
import { normalised, passwordLength } from './password.ts';

/** A link to set a new password, on its way to somebody. It holds a secret: never log it. */
export type PasswordLink = { email: string; token: string; locale: string | undefined };

export type SignInSetup = {
  databaseUrl: string;
  secret: string;
  newId: () => string;
  /** The public address, where one is set. */
  origin?: string | undefined;
  ministry?: Ministry | undefined;
  /** Sends it by mail, as `yntymaq_auth`. It is not waited for: how long that takes would tell who is known here. */
  sendLink?: ((link: PasswordLink, pool: pg.Pool) => Promise<void>) | undefined;
};

/** OWASP's parameters for Argon2id: 19 MiB, two passes, one lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const [minutes, hours] = [60, 3600];
/** How long a link to set a new password holds, in minutes. */
export const linkMinutes = 30;

/** The header in which our own server names the peer; what a client writes there is overwritten. */
export const peerHeader = 'x-yntymaq-peer';

const passwords = {
  hash: (password: string) => hash(normalised(password), argon2id),
  verify: ({ hash: kept, password }: { hash: string; password: string }) => verify(kept, normalised(password)),
};

const limited = { window: 60, max: 20 };
/** How often one address may ask within a minute, whomever it asks about. */
const limits = {
  window: 60,
  max: 300,
  customRules: {
    '/sign-in/*': limited,
    '/two-factor/*': limited,
    '/passkey/*': { window: 60, max: 60 },
    '/change-password': limited,
    '/reset-password': limited,
    '/request-password-reset': { window: 60, max: 5 },
  },
};

/** The address in the request is ours: authRoutes builds it, after comparing it with the settings. */
const ownOrigin = (request: Request | undefined): string[] => (request ? [new URL(request.url).origin] : []);

type Send = (person: string, link: PasswordLink) => void;

const passwordSignIn = (store: AuthStore, send: Send) => ({
  enabled: true,
  disableSignUp: true,
  minPasswordLength: passwordLength.fewest,
  maxPasswordLength: passwordLength.most,
  resetPasswordTokenExpiresIn: linkMinutes * minutes,
  revokeSessionsOnPasswordReset: true,
  sendResetPassword: async (
    { user, token }: { user: { id: string; email: string }; token: string },
    request?: Request,
  ) => send(user.id, { email: user.email, token, locale: request?.headers.get('accept-language') ?? undefined }),
  onPasswordReset: async ({ user }: { user: { id: string } }) => {
    await store.record({ person: user.id, session: null, what: 'password_changed', how: 'link', origin: null });
  },
  password: passwords,
});

/** A passkey is found by the device itself, so that nobody types an e-mail first. */
const passkeys = () =>
  passkey({
    rpName: 'Yntymaq',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: async ({ verification }) => insist(verification.registrationInfo?.userVerified),
    },
    authentication: {
      afterVerification: async ({ verification }) => insist(verification.authenticationInfo.userVerified),
    },
  });

/** What is still being written when an answer has left. */
function backlog() {
  const pending = new Set<Promise<unknown>>();
  const later = (work: Promise<unknown>): void => {
    const done = work.catch(() => {}).finally(() => pending.delete(done));
    pending.add(done);
  };
  return { later, settled: () => Promise.all(pending) };
}

/** Sign-in. Nobody signs up: an administrator adds or invites people. `close` waits for what is still being written. */
export function openAuth({ databaseUrl, secret, newId, origin, ministry, sendLink }: SignInSetup) {
  const pool = openPool(databaseUrl, 5);
  const store = openAuthStore(pool, newId);
  const { later, settled } = backlog();
  const send = async (person: string, link: PasswordLink) => {
    if (!(await store.isDeactivated(person))) await sendLink?.(link, pool);
  };
  const auth = betterAuth({
    database: withHashedSessions(pool),
    secret,
    appName: 'Yntymaq',
    ...(origin && { baseURL: origin }),
    basePath: '/auth',
    trustedOrigins: ownOrigin,
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: passwordSignIn(store, (person, link) => later(send(person, link))),
    session: { expiresIn: 12 * hours, updateAge: hours, disableSessionRefresh: true, freshAge: 0 },
    verification: { storeIdentifier: 'hashed' },
    account: { accountLinking: { enabled: true, updateUserInfoOnLink: false } },
    databaseHooks: hooksOf(store),
    hooks: { before: refusePasswords(store) },
    rateLimit: { enabled: true, storage: 'database', ...limits },
    plugins: [
      twoFactor({ issuer: 'Yntymaq', allowPasswordless: true, backupCodeOptions: { amount: 10, length: 12 } }),
      passkeys(),
      ...(ministry ? [ministrySignIn(ministry)] : []),
    ],
    advanced: {
      database: { generateId: newId },
      ipAddress: { ipAddressHeaders: [peerHeader] },
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
  });
  const close = async () => {
    await settled();
    await pool.end();
  };
  return { auth, store, later, label: ministry?.label ?? null, hasLinks: sendLink !== undefined, close };
}
export type SignIn = ReturnType<typeof openAuth>;
export type Auth = SignIn['auth'];

/** A passkey stands for two factors only where its device has asked for a finger, a face or a PIN. */
function insist(isVerified: boolean | undefined): void {
  if (!isVerified) throw APIError.from('UNAUTHORIZED', { code: 'USER_NOT_VERIFIED', message: 'not verified' });
}

/** What is not wanted in the database, and who is not wanted in the house. */
function hooksOf(store: AuthStore) {
  const withoutTokens = async () => ({
    data: {
      accessToken: null,
      refreshToken: null,
      idToken: null,
      accessTokenExpiresAt: null,
      refreshTokenExpiresAt: null,
    },
  });
  return {
    session: {
      create: {
        before: async (session: { userId: string; ipAddress?: string | null | undefined }) => {
          // The same words as for a wrong password, after the same work.
          if (await store.isDeactivated(session.userId))
            throw APIError.from('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'refused' });
          return { data: { ipAddress: networkOf(session.ipAddress ?? '') } };
        },
      },
    },
    account: { create: { before: withoutTokens }, update: { before: withoutTokens } },
  };
}

const settingPaths = ['/change-password', '/reset-password'];

/** Refuses a new password that everybody tries, wherever one is set. */
const refusePasswords = (store: AuthStore) =>
  createAuthMiddleware(async (context) => {
    if (!settingPaths.includes(context.path)) return;
    const { newPassword, token } = (context.body ?? {}) as { newPassword?: unknown; token?: unknown };
    if (typeof newPassword !== 'string') return;
    const owner =
      typeof token === 'string'
        ? await context.context.internalAdapter.findVerificationValue(`reset-password:${token}`)
        : null;
    const known = owner && (await context.context.internalAdapter.findUserById(owner.value));
    const cookie = await context.getSignedCookie(context.context.authCookies.sessionToken.name, context.context.secret);
    const own = cookie ? await store.holderOf(cookie) : null;
    const fault = whyPasswordRefused(
      newPassword,
      [known, own].flatMap((it) => (it ? [it.name, it.email] : [])),
    );
    if (fault) throw APIError.from('BAD_REQUEST', { code: fault.toUpperCase().replaceAll('-', '_'), message: fault });
  });

type Person = { name: string; email: string; password: string };

/**
 * Adds a person who can sign in, or gives the existing one of that address a new password, which ends their sessions.
 *
 * @param isKnownToAll for the demonstration alone, whose password stands on its sign-in page
 * @returns the person's id
 * @throws Refused with a `PasswordFault` as its reason
 */
export async function addPerson(auth: Auth, { name, email, password }: Person, isKnownToAll = false): Promise<string> {
  const fault = isKnownToAll ? null : whyPasswordRefused(password, [name, email]);
  if (fault) throw new Refused(fault, '');
  const { internalAdapter, password: hashes } = await auth.$context;
  const hashed = await hashes.hash(password);
  const known = await internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true });
  const user =
    known?.user ??
    (await internalAdapter.createUser({ name, email: email.toLowerCase(), emailVerified: true }, { method: 'admin' }));
  if (known?.accounts.some(({ providerId }) => providerId === 'credential')) {
    await internalAdapter.updatePassword(user.id, hashed);
    await internalAdapter.deleteUserSessions(user.id);
    return user.id;
  }
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: hashed,
  });
  return user.id;
}
