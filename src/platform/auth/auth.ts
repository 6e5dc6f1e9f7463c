import { hash, verify } from '@node-rs/argon2';
import { betterAuth } from 'better-auth';
import { openPool } from '../pool.ts';

/** `origin`: the public address, where one is set. */
type Setup = { databaseUrl: string; secret: string; origin?: string | undefined; newId: () => string };

/** OWASP's parameters for Argon2id: 19 MiB, two passes, one lane. */
const argon2id = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const hours = 3600;

/** The header in which our own server names the peer; what a client writes there is overwritten. */
export const peerHeader = 'x-yntymaq-peer';

/**
 * Sign-in with e-mail and password. Nobody signs up: an administrator adds people. Guesses are limited per address, and
 * the count survives a restart.
 */
export function openAuth({ databaseUrl, secret, origin, newId }: Setup) {
  const pool = openPool(databaseUrl, 5);
  const auth = betterAuth({
    database: pool,
    secret,
    ...(origin && { baseURL: origin }),
    basePath: '/auth',
    // The address in the request is ours: authRoutes builds it, after comparing it with the settings.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 256,
      password: {
        hash: (password) => hash(password, argon2id),
        verify: ({ hash: kept, password }) => verify(kept, password),
      },
    },
    session: { expiresIn: 12 * hours, updateAge: hours },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 20 } },
    },
    advanced: {
      database: { generateId: newId },
      ipAddress: { ipAddressHeaders: [peerHeader] },
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
    },
  });
  return { auth, close: () => pool.end() };
}
export type Auth = ReturnType<typeof openAuth>['auth'];

/**
 * Adds a person who can sign in, or gives the existing one of that address a new password.
 * @returns the person's id
 */
export async function addPerson(
  auth: Auth,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<string> {
  const { internalAdapter, password: passwords } = await auth.$context;
  const hashed = await passwords.hash(password);
  const known = await internalAdapter.findUserByEmail(email.toLowerCase());
  if (known) {
    await internalAdapter.updatePassword(known.user.id, hashed);
    return known.user.id;
  }
  const user = await internalAdapter.createUser(
    { name, email: email.toLowerCase(), emailVerified: true },
    { method: 'admin' },
  );
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: hashed,
  });
  return user.id;
}
