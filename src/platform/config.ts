import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type KeyRing, readKeyRing } from './crypto/keyRing.ts';
import type { Limits } from './http/limits.ts';
import { edgeSettings } from './http/settings.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bytesIn: Record<string, number> = { B: 1, kB: 1000, MB: 1_000_000, GB: 1_000_000_000 };

function parseSize(text: string, context: z.RefinementCtx): number {
  const [, amount, unit = 'B'] = /^(\d{1,9}) ?(B|kB|MB|GB)?$/.exec(text) ?? [];
  const bytes = Number(amount) * (bytesIn[unit] ?? Number.NaN);
  if (bytes > 0 && bytes <= 1_000_000_000) return bytes;
  context.addIssue('size');
  return z.NEVER;
}

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};
const isGuessable = (secret: string): boolean => new Set(secret).size < 10;
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/[^/]*\/[^/?]+/);
const loginFor = (role: string) =>
  databaseUrl.optional().meta({
    description: `A login of your own for the role \`${role}\` on that server. Without it the program makes one, with a password derived from the secret.`,
    expects: 'an address such as postgres://user:password@host:5432/yntymaq',
    isSecret: true,
  });

/** Every setting, by its name in the environment. `expects` completes the sentence "expected …". */
export const settingsSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).meta({
    description: 'Port of the web server. A port that is taken is stepped over; 0 takes any that is free.',
    expects: 'a whole number from 0 to 65535',
  }),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1')
    .meta({
      description: 'Address to listen on. `0.0.0.0` opens the server to other machines.',
      expects: 'the name or the number of a network address, such as 127.0.0.1',
    }),
  DATABASE_URL: databaseUrl.optional().meta({
    description:
      'A Postgres (15 or newer, UTF-8, ICU), as the owner of the database. Without it the program runs a Postgres of its own.',
    expects: 'an address such as postgres://user:password@host:5432/yntymaq',
    isSecret: true,
  }),
  DATABASE_APP_URL: loginFor('yntymaq_app'),
  DATABASE_PUBLIC_URL: loginFor('yntymaq_public'),
  DATABASE_AUTH_URL: loginFor('yntymaq_auth'),
  DATABASE_WORKER_URL: loginFor('yntymaq_worker'),
  YNTYMAQ_DATA: z.string().default('.data').meta({
    description:
      'Folder for files, the secret and the own Postgres. A relative path starts at the folder of the program.',
    expects: 'the path of a folder',
  }),
  YNTYMAQ_DEMO: z.enum(['on', 'off']).optional().meta({
    description: 'Whether an empty database is filled with the demonstration. On by default, never in production.',
    expects: 'on or off',
  }),
  YNTYMAQ_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32 && !isGuessable(secret))
    .optional()
    .meta({
      description:
        'Signs sessions and derives passwords. Needed in production; otherwise made once and kept in the data folder.',
      expects: 'at least 32 bytes nobody can guess, such as the output of "openssl rand -base64 32"',
      isSecret: true,
    }),
  YNTYMAQ_KEYS: z
    .string()
    .transform((text, context) => readKeyRing(text) ?? (context.addIssue('keys'), z.NEVER))
    .optional()
    .meta({
      description:
        'The keys that wrap all other keys, newest first. In production this or YNTYMAQ_KEY_FILE is needed; otherwise one is made once and kept in the data folder.',
      expects: 'pairs such as "2026-11:" and 32 bytes in base64, apart by commas',
      isSecret: true,
    }),
  YNTYMAQ_KEY_FILE: z.string().optional().meta({
    description: 'A file with these keys, one pair a line, instead.',
    expects: 'the path of a file',
  }),
  YNTYMAQ_ORIGIN: z.string().refine(isOrigin).optional().meta({
    description: 'The address people use in their browser. Needed in production; otherwise that of the server itself.',
    expects: 'an address without a path, such as https://yntymaq.example',
  }),
  ...edgeSettings,
  YNTYMAQ_MAX_UPLOAD: z.string().default('20 MB').transform(parseSize).meta({
    description: 'The largest file that may be uploaded.',
    expects: 'a size up to 1 GB, such as "20 MB" or "500 kB"',
  }),
  YNTYMAQ_ZONE: z.string().refine(isZone).default('Asia/Almaty').meta({
    description: 'The time zone, by name, in which this installation counts its days.',
    expects: 'the name of a time zone, such as Asia/Almaty',
  }),
  YNTYMAQ_MAIL: z
    .string()
    .regex(/^smtps?:\/\/[^/]+$/)
    .optional()
    .meta({
      description: 'The server that sends mail (weekly digests). Without it no mail is sent.',
      expects: 'an address such as smtps://user:password@mail.example:465',
      isSecret: true,
    }),
  YNTYMAQ_MAIL_FROM: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/)
    .default('yntymaq@localhost')
    .meta({ description: 'The sender that readers of mail see.', expects: 'an e-mail address' }),
  YNTYMAQ_AUDIT_HEADS: z.string().optional().meta({
    description:
      'A file to which the head of the audit is added whenever it has changed. Kept where the program cannot reach, it shows later that nobody made the audit anew.',
    expects: 'the path of a file',
  }),
  YNTYMAQ_LOG: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('warn').meta({
    description: 'How much is written to the log.',
    expects: 'silent, fatal, error, warn, info, debug or trace',
  }),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development').meta({
    description: 'In `production` nothing is made up: no demonstration, no secret, no password.',
    expects: 'development, production or test',
  }),
});

type Settings = z.infer<typeof settingsSchema>;
type SettingName = keyof typeof settingsSchema.shape;
type Environment = Readonly<Record<string, string | undefined>>;

/** What the program is started with. Addresses and the secret may hold passwords: never log them. */
export type Config = {
  port: number;
  host: string;
  /** The owner's login on an external server; undefined: the embedded one. */
  databaseUrl: string | undefined;
  /** The operator's own logins on that server. */
  loginUrls: Readonly<Record<'app' | 'public' | 'auth' | 'worker', string | undefined>>;
  /** Absolute. */
  dataFolder: string;
  hasDemo: boolean;
  /** Always there in production; undefined: see `secretOf`. */
  secret: string | undefined;
  /** The keys of the installation, if the settings hold them: see `keyRingOf`. */
  keys: KeyRing | undefined;
  /** Absolute. */
  keyFile: string | undefined;
  /** Always there in production; undefined: the address the server listens on. */
  origin: string | undefined;
  /** The proxies whose `X-Forwarded-For` is believed, as Fastify knows them. */
  proxies: readonly string[];
  /** Requests within a minute; zero: no limit. */
  limits: Limits;
  /** In bytes. */
  maxUpload: number;
  /** IANA name. */
  zone: string;
  /** Where mail goes out; undefined: nowhere. The address may hold a password. */
  mail: { address: string; from: string } | undefined;
  /** Absolute: where the heads of the audit are written down; undefined: nowhere. */
  auditHeads: string | undefined;
  logLevel: Settings['YNTYMAQ_LOG'];
  mode: Settings['NODE_ENV'];
};

/**
 * Reads the settings, or says what is wrong with them: one line for each, without the value of a secret. A variable
 * that is set to nothing counts as not set.
 */
export function readConfig(environment: Environment): { config: Config } | { problems: string[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const unknown = Object.keys(given).filter((name) => name.startsWith('YNTYMAQ_') && !(name in settingsSchema.shape));
  const parsed = settingsSchema.safeParse(given);
  const problems = [
    ...unknown.map((name) => `${name} is not a setting: those that exist are ${ownNames.join(', ')}`),
    ...(parsed.error?.issues ?? []).map(({ path: [name] }) => describeProblem(name as SettingName, given)),
    ...productionProblems(given),
  ];
  return parsed.success && problems.length === 0 ? { config: configFrom(parsed.data) } : { problems };
}

const ownNames = Object.keys(settingsSchema.shape).filter((name) => name.startsWith('YNTYMAQ_'));
const metaOf = (name: SettingName) => settingsSchema.shape[name].meta() ?? {};

function describeProblem(name: SettingName, given: Environment): string {
  const { expects, isSecret } = metaOf(name);
  const shown = isSecret ? 'is set to something else' : `is ${JSON.stringify(given[name])}`;
  return `${name} ${shown}: expected ${String(expects)}`;
}

/** What only a trial may leave to us. */
function productionProblems(given: Environment): string[] {
  if (given['NODE_ENV'] !== 'production') return [];
  const needed = (['YNTYMAQ_SECRET', 'YNTYMAQ_ORIGIN'] as const).filter((name) => given[name] === undefined);
  const problems = needed.map(
    (name) => `${name} is missing: in production expected ${String(metaOf(name)['expects'])}`,
  );
  if (given['YNTYMAQ_KEYS'] === undefined && given['YNTYMAQ_KEY_FILE'] === undefined)
    problems.push(`YNTYMAQ_KEYS is missing: in production expected ${String(metaOf('YNTYMAQ_KEYS')['expects'])}`);
  if (given['YNTYMAQ_DEMO'] === 'on')
    problems.push('YNTYMAQ_DEMO is "on": in production expected off, because everyone knows its passwords');
  const [, user, password] = /^\w+:\/\/([^:@/]+):([^@/]+)@/.exec(given['DATABASE_URL'] ?? '') ?? [];
  if (user && user === password)
    problems.push('DATABASE_URL has a password that is the name of its user: in production expected one of its own');
  return problems;
}

const configFrom = (settings: Settings): Config => ({
  port: settings.PORT,
  host: settings.HOST,
  databaseUrl: settings.DATABASE_URL,
  loginUrls: {
    app: settings.DATABASE_APP_URL,
    public: settings.DATABASE_PUBLIC_URL,
    auth: settings.DATABASE_AUTH_URL,
    worker: settings.DATABASE_WORKER_URL,
  },
  dataFolder: path.resolve(root, settings.YNTYMAQ_DATA),
  hasDemo: settings.NODE_ENV !== 'production' && settings.YNTYMAQ_DEMO !== 'off',
  secret: settings.YNTYMAQ_SECRET,
  keys: settings.YNTYMAQ_KEYS,
  keyFile: settings.YNTYMAQ_KEY_FILE && path.resolve(root, settings.YNTYMAQ_KEY_FILE),
  origin: settings.YNTYMAQ_ORIGIN,
  proxies: settings.YNTYMAQ_PROXY,
  limits: { perAddress: settings.YNTYMAQ_REQUESTS_PER_ADDRESS, perPerson: settings.YNTYMAQ_REQUESTS_PER_PERSON },
  maxUpload: settings.YNTYMAQ_MAX_UPLOAD,
  zone: settings.YNTYMAQ_ZONE,
  mail: settings.YNTYMAQ_MAIL ? { address: settings.YNTYMAQ_MAIL, from: settings.YNTYMAQ_MAIL_FROM } : undefined,
  auditHeads: settings.YNTYMAQ_AUDIT_HEADS && path.resolve(root, settings.YNTYMAQ_AUDIT_HEADS),
  logLevel: settings.YNTYMAQ_LOG,
  mode: settings.NODE_ENV,
});
