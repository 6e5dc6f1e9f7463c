import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Ministry } from './auth/ministry.ts';
import { ministryFrom, signInProblems } from './auth/settings.ts';
import { type BackupConfig, backupFrom } from './backup/settings.ts';
import type { Limits } from './http/limits.ts';
import type { KeyRing } from './crypto/keyRing.ts';
import type { GatewaySettings } from './outbox/senders.server.ts';
import { smsFrom } from './outbox/settings.ts';
import { settingsSchema } from './settings.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

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
  /** Absolute. */
  signatureRoots: string | undefined;
  /** Always there in production; undefined: the address the server listens on. */
  origin: string | undefined;
  /** A ministry's own sign-in, which people may use here; undefined: none. Its secret must not be logged. */
  ministry: Ministry | undefined;
  /** The proxies whose `X-Forwarded-For` is believed, as Fastify knows them. */
  proxies: readonly string[];
  /** Requests within a minute; zero: no limit. */
  limits: Limits;
  /** In bytes. */
  maxUpload: number;
  /** Who answers for personal data here, where they lie and why; always whole in production. */
  protection: { hostingCountry: string; officer: string; grounds: string } | undefined;
  /** IANA name. */
  zone: string;
  /** Where mail goes out; undefined: nowhere. The address may hold a password. */
  mail: { address: string; from: string } | undefined;
  /** What SMS go out through; undefined: nothing. It may hold a password. */
  sms: GatewaySettings | undefined;
  /** Shared with the gateway of SMS, which signs with it what it says of deliveries. */
  smsSecret: string | undefined;
  /** Whether other systems may be asked in private networks, and without TLS. */
  isOutgoingNear: boolean;
  /** Whether the process that serves runs the jobs too. */
  hasJobs: boolean;
  /** Absolute: where the heads of the audit are written down; undefined: nowhere. */
  auditHeads: string | undefined;
  backup: BackupConfig;
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
    ...signInProblems(given),
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

/** What nobody but its operator can know about an installation that holds real people. */
const neededInProduction = [
  'YNTYMAQ_SECRET',
  'YNTYMAQ_ORIGIN',
  'YNTYMAQ_HOSTING_COUNTRY',
  'YNTYMAQ_PROTECTION_OFFICER',
  'YNTYMAQ_PROTECTION_GROUNDS',
] as const;

/** What only a trial may leave to us. */
function productionProblems(given: Environment): string[] {
  if (given['NODE_ENV'] !== 'production') return [];
  const needed = neededInProduction.filter((name) => given[name] === undefined);
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

function protectionFrom(settings: Settings): Config['protection'] {
  const { YNTYMAQ_HOSTING_COUNTRY: hostingCountry, YNTYMAQ_PROTECTION_OFFICER: officer } = settings;
  const { YNTYMAQ_PROTECTION_GROUNDS: grounds } = settings;
  return hostingCountry && officer && grounds ? { hostingCountry, officer, grounds } : undefined;
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
  signatureRoots: settings.YNTYMAQ_SIGNATURE_ROOTS && path.resolve(root, settings.YNTYMAQ_SIGNATURE_ROOTS),
  origin: settings.YNTYMAQ_ORIGIN,
  ministry: ministryFrom(settings),
  proxies: settings.YNTYMAQ_PROXY,
  limits: { perAddress: settings.YNTYMAQ_REQUESTS_PER_ADDRESS, perPerson: settings.YNTYMAQ_REQUESTS_PER_PERSON },
  maxUpload: settings.YNTYMAQ_MAX_UPLOAD,
  protection: protectionFrom(settings),
  zone: settings.YNTYMAQ_ZONE,
  mail: settings.YNTYMAQ_MAIL ? { address: settings.YNTYMAQ_MAIL, from: settings.YNTYMAQ_MAIL_FROM } : undefined,
  sms: smsFrom(settings),
  smsSecret: settings.YNTYMAQ_SMS_SECRET,
  isOutgoingNear: settings.YNTYMAQ_OUTGOING_NEAR === 'on',
  hasJobs: settings.YNTYMAQ_JOBS === 'on',
  auditHeads: settings.YNTYMAQ_AUDIT_HEADS && path.resolve(root, settings.YNTYMAQ_AUDIT_HEADS),
  backup: backupFrom(settings, (folder) => path.resolve(root, folder)),
  logLevel: settings.YNTYMAQ_LOG,
  mode: settings.NODE_ENV,
});
