import type { How, What } from './auth.sql.ts';

/** One way of sign-in that may be asked for over HTTP. All that the library can do besides is closed. */
export type Door = {
  method: 'GET' | 'POST';
  /** Where in the library it leads; left out: the same. */
  to?: string;
  /** What of the body is passed on; the rest is dropped. */
  fields: readonly string[];
  /** What is passed on whatever the body says. */
  fixed?: Readonly<Record<string, unknown>>;
  /** Whose wrong attempts are counted: of the e-mail in the body, or of the person behind the session. */
  counts?: 'email' | 'person';
  /** Needs a session; a fresh one; or, of somebody who has no password to send along, a fresh one. */
  session?: 'any' | 'fresh' | 'fresh without password';
  what?: What;
  how?: How;
  /** The shortest time in which it answers, in milliseconds: the same whether somebody is known here or not. */
  slow?: number;
};

/** Every door by its path below /auth. */
export const doors: Readonly<Record<string, Door>> = {
  '/sign-in/email': {
    method: 'POST',
    fields: ['email', 'password'],
    counts: 'email',
    what: 'signed_in',
    how: 'password',
  },
  '/sign-out': { method: 'POST', fields: [] },
  '/two-factor/verify-totp': { method: 'POST', fields: ['code'], what: 'signed_in', how: 'totp' },
  '/two-factor/verify-backup-code': { method: 'POST', fields: ['code'], what: 'signed_in', how: 'recovery_code' },
  '/passkey/generate-authenticate-options': { method: 'GET', fields: [] },
  '/passkey/verify-authentication': { method: 'POST', fields: ['response'], what: 'signed_in', how: 'passkey' },
  '/sign-in/ministry': {
    method: 'POST',
    to: '/sign-in/social',
    fields: [],
    fixed: {
      provider: 'ministry',
      callbackURL: '/app/entered',
      errorCallbackURL: '/app/entered',
      disableRedirect: true,
    },
  },
  '/callback/ministry': { method: 'GET', fields: [], what: 'signed_in', how: 'ministry' },
  '/request-password-reset': { method: 'POST', fields: ['email'], slow: 300 },
  '/reset-password': { method: 'POST', fields: ['newPassword', 'token'] },
  '/step-up/password': { method: 'POST', fields: ['password'], session: 'any', counts: 'person', how: 'password' },
  '/step-up/totp': {
    method: 'POST',
    to: '/two-factor/verify-totp',
    fields: ['code'],
    session: 'any',
    counts: 'person',
    what: 'proved_again',
    how: 'totp',
  },
  '/step-up/passkey': {
    method: 'POST',
    to: '/passkey/verify-authentication',
    fields: ['response'],
    session: 'any',
    what: 'proved_again',
    how: 'passkey',
  },
  '/change-password': {
    method: 'POST',
    fields: ['currentPassword', 'newPassword'],
    fixed: { revokeOtherSessions: true },
    session: 'any',
    counts: 'person',
    what: 'password_changed',
  },
  '/passkey/generate-register-options': { method: 'GET', fields: [], session: 'fresh' },
  '/passkey/verify-registration': {
    method: 'POST',
    fields: ['response', 'name'],
    session: 'fresh',
    what: 'passkey_added',
  },
  '/two-factor/enable': {
    method: 'POST',
    fields: ['password'],
    fixed: { method: 'totp' },
    session: 'fresh without password',
    counts: 'person',
  },
  '/two-factor/confirm': {
    method: 'POST',
    to: '/two-factor/verify-totp',
    fields: ['code'],
    session: 'any',
    counts: 'person',
    what: 'codes_turned_on',
  },
  '/two-factor/disable': {
    method: 'POST',
    fields: ['password'],
    session: 'fresh without password',
    counts: 'person',
    what: 'codes_turned_off',
  },
  '/two-factor/generate-backup-codes': {
    method: 'POST',
    fields: ['password'],
    session: 'fresh without password',
    counts: 'person',
    what: 'recovery_codes_made',
  },
};

/** What of a request goes through a door. */
export function passedOn({ fields, fixed }: Door, body: unknown): Record<string, unknown> {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const kept = fields.filter((field) => Object.hasOwn(given, field)).map((field) => [field, given[field]]);
  return { ...Object.fromEntries(kept), ...fixed };
}

/** What the library refuses, by its own name, and what a reader is told: the same for whatever would tell who is known. */
const refusals: Readonly<Record<string, [name: string, status: number]>> = {
  INVALID_EMAIL_OR_PASSWORD: ['sign-in-refused', 401],
  INVALID_EMAIL: ['sign-in-refused', 401],
  INVALID_PASSWORD: ['password-wrong', 400],
  CREDENTIAL_ACCOUNT_NOT_FOUND: ['password-wrong', 400],
  PASSWORD_TOO_SHORT: ['password-too-short', 400],
  PASSWORD_TOO_LONG: ['password-too-long', 400],
  PASSWORD_TOO_COMMON: ['password-too-common', 400],
  INVALID_CODE: ['code-wrong', 400],
  INVALID_BACKUP_CODE: ['code-wrong', 400],
  TOTP_NOT_ENABLED: ['code-wrong', 400],
  BACKUP_CODES_NOT_ENABLED: ['code-wrong', 400],
  INVALID_TWO_FACTOR_COOKIE: ['second-step-over', 401],
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: ['second-step-over', 401],
  ACCOUNT_TEMPORARILY_LOCKED: ['too-many-requests', 429],
  INVALID_TOKEN: ['link-spent', 400],
  USER_NOT_FOUND: ['link-spent', 400],
  CHALLENGE_NOT_FOUND: ['passkey-refused', 401],
  AUTHENTICATION_FAILED: ['passkey-refused', 401],
  PASSKEY_NOT_FOUND: ['passkey-refused', 401],
  USER_NOT_VERIFIED: ['passkey-unverified', 401],
  FAILED_TO_VERIFY_REGISTRATION: ['passkey-refused', 401],
  PREVIOUSLY_REGISTERED: ['passkey-refused', 401],
};
const byStatus: Readonly<Record<number, string>> = {
  400: 'invalid-input',
  401: 'sign-in-first',
  403: 'bad-origin',
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media',
  429: 'too-many-requests',
};

/** The problem that a refusal of the library is. A passkey that verifies for no reason known to it is its bearer's fault. */
export function refusalOf(code: string | undefined, status: number, path: string): [name: string, status: number] {
  const known = code === undefined ? undefined : refusals[code];
  if (known) return known;
  if (path.startsWith('/passkey/verify') && status >= 500) return ['passkey-refused', 401];
  const name = byStatus[status];
  return name ? [name, status] : ['failed', 500];
}

/** Every problem that sign-in has beside the platform's own. */
export const signInProblems = [...new Set(Object.values(refusals).map(([name]) => name))].filter(
  (it) => it !== 'too-many-requests',
);
