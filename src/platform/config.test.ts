import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { loginsOn } from './logins.ts';
import { deriveSecret, secretOf } from './secret.ts';

const secret = 'kept-for-tests-0123456789-abcdefgh';
const production = {
  NODE_ENV: 'production',
  YNTYMAQ_SECRET: secret,
  YNTYMAQ_ORIGIN: 'https://yntymaq.example',
  YNTYMAQ_HOSTING_COUNTRY: 'KZ',
  YNTYMAQ_PROTECTION_OFFICER: 'Жауапты адам, dpo@yntymaq.example',
  YNTYMAQ_PROTECTION_GROUNDS: 'Дербес деректер туралы заң',
  YNTYMAQ_KEYS: `2026-11:${Buffer.alloc(32, 1).toString('base64')}`,
};

function configOf(environment: Record<string, string>) {
  const answer = readConfig(environment);
  if ('problems' in answer) throw new Error(answer.problems.join('\n'));
  return answer.config;
}
const problemsOf = (environment: Record<string, string>) => {
  const answer = readConfig(environment);
  return 'problems' in answer ? answer.problems : [];
};

test('without any setting it is a trial on this machine alone, with the demonstration', () => {
  expect(configOf({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    loginUrls: { app: undefined, public: undefined, auth: undefined, worker: undefined },
    dataFolder: path.resolve('.data'),
    hasDemo: true,
    isOutgoingNear: false,
    hasJobs: true,
    secret: undefined,
    origin: undefined,
    proxies: ['loopback'],
    limits: { perAddress: 3000, perPerson: 600 },
    maxUpload: 20_000_000,
    zone: 'Asia/Almaty',
    backup: {
      folder: undefined,
      at: '20 20 * * *',
      drillAt: '40 21 * * 6',
      keep: { daily: 7, weekly: 5 },
      mostWaiting: 4_000_000_000,
    },
    logLevel: 'warn',
    mode: 'development',
  });
});

test('a variable set to nothing counts as not set', () => {
  expect(configOf({ PORT: '', DATABASE_URL: '', YNTYMAQ_DEMO: '' })).toEqual(configOf({}));
});

test.each([
  ['PORT', 'http', 'PORT is "http": expected a whole number from 0 to 65535'],
  ['PORT', '65536', 'PORT is "65536": expected a whole number from 0 to 65535'],
  ['PORT', '80.5', 'PORT is "80.5": expected a whole number from 0 to 65535'],
  ['HOST', 'my host', 'HOST is "my host": expected the name or the number of a network address, such as 127.0.0.1'],
  ['YNTYMAQ_DEMO', 'no', 'YNTYMAQ_DEMO is "no": expected on or off'],
  ['YNTYMAQ_PROXY', 'everybody', /^YNTYMAQ_PROXY is "everybody": expected none, loopback or networks/],
  ['YNTYMAQ_PROXY', '10.0.0.0/33', /^YNTYMAQ_PROXY is /],
  ['YNTYMAQ_REQUESTS_PER_PERSON', '-1', /^YNTYMAQ_REQUESTS_PER_PERSON is "-1": expected a whole number/],
  ['YNTYMAQ_MAX_UPLOAD', 'big', /^YNTYMAQ_MAX_UPLOAD is "big": expected a size up to 1 GB/],
  ['YNTYMAQ_MAX_UPLOAD', '0', /^YNTYMAQ_MAX_UPLOAD is "0": expected a size/],
  ['YNTYMAQ_MAX_UPLOAD', '2 GB', /^YNTYMAQ_MAX_UPLOAD is "2 GB": expected a size up to 1 GB/],
  ['YNTYMAQ_ORIGIN', 'yntymaq.example', /^YNTYMAQ_ORIGIN is "yntymaq.example": expected an address without a path/],
  ['YNTYMAQ_ORIGIN', 'https://yntymaq.example/kk', /expected an address without a path/],
  [
    'YNTYMAQ_ZONE',
    'Asia/Semipalatinsk',
    'YNTYMAQ_ZONE is "Asia/Semipalatinsk": expected the name of a time zone, such as Asia/Almaty',
  ],
  ['YNTYMAQ_LOG', 'loud', /^YNTYMAQ_LOG is "loud": expected silent, /],
  ['NODE_ENV', 'prod', 'NODE_ENV is "prod": expected development, production or test'],
])('%s=%s is refused in one line that says what is expected', (name, value, line) => {
  expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(line)]);
});

test.each([
  ['YNTYMAQ_SECRET', 'tooShortButSecret'],
  ['YNTYMAQ_SECRET', 'changemechangemechangemechangeme'],
  ['DATABASE_URL', 'mysql://root:tooShortButSecret@host/db'],
  ['DATABASE_URL', 'postgres://root:tooShortButSecret@host'],
  ['DATABASE_AUTH_URL', 'tooShortButSecret'],
])('a wrong %s is refused without repeating it', (name, value) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name} is set to something else: expected .+`))]);
  expect(problems[0]).not.toContain('tooShort');
  expect(problems[0]).not.toContain('changeme');
});

test('a misspelt setting is refused, and those that exist are named', () => {
  expect(problemsOf({ YNTYMAQ_DEMOS: 'off' })).toEqual([
    expect.stringMatching(/^YNTYMAQ_DEMOS is not a .*YNTYMAQ_DEMO,/),
  ]);
});

test('several wrong values are all named at once', () => {
  expect(problemsOf({ PORT: 'x', YNTYMAQ_LOG: 'x', YNTYMAQ_X: 'x' })).toHaveLength(3);
});

test('production names everything it needs', () => {
  const problems = problemsOf({ NODE_ENV: 'production' });
  expect(problems.map((line) => line.split(':')[0])).toEqual([
    'YNTYMAQ_SECRET is missing',
    'YNTYMAQ_ORIGIN is missing',
    'YNTYMAQ_HOSTING_COUNTRY is missing',
    'YNTYMAQ_PROTECTION_OFFICER is missing',
    'YNTYMAQ_PROTECTION_GROUNDS is missing',
    'YNTYMAQ_KEYS is missing',
  ]);
});

test('production has no demonstration, and refuses to be asked for it', () => {
  expect(configOf(production)).toMatchObject({ mode: 'production', hasDemo: false, secret });
  expect(problemsOf({ ...production, YNTYMAQ_DEMO: 'on' })).toEqual([expect.stringContaining('YNTYMAQ_DEMO is "on"')]);
});

test('production refuses a database whose password is the name of its user', () => {
  expect(problemsOf({ ...production, DATABASE_URL: 'postgres://postgres:postgres@db/yntymaq' })).toEqual([
    expect.stringMatching(/^DATABASE_URL has a password/),
  ]);
});

test.each([
  ['1', 1],
  ['500 kB', 500_000],
  ['20MB', 20_000_000],
  ['1 GB', 1_000_000_000],
])('an upload limit of %s is %i bytes', (text, bytes) => {
  expect(configOf({ YNTYMAQ_MAX_UPLOAD: text }).maxUpload).toBe(bytes);
});

test('a secret is made once and closed to others', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'secret-'));
  const dataFolder = path.join(folder, 'data');
  const first = secretOf({ secret: undefined, dataFolder });
  expect(Buffer.byteLength(first)).toBeGreaterThanOrEqual(32);
  expect(secretOf({ secret: undefined, dataFolder })).toBe(first);
  expect(statSync(path.join(dataFolder, 'secret')).mode & 0o777).toBe(0o600);
  expect(secretOf({ secret, dataFolder })).toBe(secret);
  rmSync(folder, { recursive: true });
});

test('secrets for different purposes and from different secrets differ', () => {
  const derived = [deriveSecret(secret, 'a'), deriveSecret(secret, 'b'), deriveSecret(`${secret}x`, 'a')];
  expect(new Set(derived).size).toBe(3);
});

test('the roles of an external server sign in by its address with passwords of their own, or by given logins', () => {
  const loginUrls = { app: undefined, public: 'postgres://reader@db/y', auth: undefined, worker: undefined };
  const logins = loginsOn('postgres://owner:pw@db.example:6432/y?sslmode=require', { loginUrls, secret });
  const { password } = logins.app;
  expect(logins.app.url).toBe(`postgres://yntymaq_app:${password}@db.example:6432/y?sslmode=require`);
  expect(logins.public).toEqual({ url: 'postgres://reader@db/y', password: undefined });
  expect(logins.auth.password).not.toBe(password);
  const atSocket = loginsOn('postgres:///y?host=/run/pg', { loginUrls, secret });
  expect(atSocket.app.url).toBe(`postgres://yntymaq_app:${password}@/y?host=/run/pg`);
});
