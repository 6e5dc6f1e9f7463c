import { z } from 'zod';
import { signInSettings } from './auth/settings.ts';
import { readKeyRing } from './crypto/keyRing.ts';
import { backupSettings } from './backup/settings.ts';
import { edgeSettings } from './http/settings.ts';
import { outboxSettings } from './outbox/settings.ts';
import { outgoingSettings } from './outgoing/settings.ts';
import { sizeUpTo } from './size.ts';

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
  YNTYMAQ_SIGNATURE_ROOTS: z.string().optional().meta({
    description:
      'A folder with the certificates (PEM) of the authorities whose signatures are believed, such as the national one. Without it no signature made by a desktop signer is taken.',
    expects: 'the path of a folder',
  }),
  YNTYMAQ_ORIGIN: z.string().refine(isOrigin).optional().meta({
    description: 'The address people use in their browser. Needed in production; otherwise that of the server itself.',
    expects: 'an address without a path, such as https://yntymaq.example',
  }),
  ...edgeSettings,
  ...signInSettings,
  ...backupSettings,
  YNTYMAQ_MAX_UPLOAD: z.string().default('20 MB').transform(sizeUpTo(1_000_000_000)).meta({
    description: 'The largest file that may be uploaded.',
    expects: 'a size up to 1 GB, such as "20 MB" or "500 kB"',
  }),
  YNTYMAQ_HOSTING_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .meta({
      description: 'The country in which the data of this installation lie. Needed in production.',
      expects: 'the two letters of a country, such as KZ',
    }),
  YNTYMAQ_PROTECTION_OFFICER: z.string().trim().min(5).max(300).optional().meta({
    description: 'Who answers for personal data in this installation, and how to reach them. Needed in production.',
    expects: 'a name or post with an address, such as "Data protection officer, dpo@yntymaq.example"',
  }),
  YNTYMAQ_PROTECTION_GROUNDS: z.string().trim().min(5).max(1000).optional().meta({
    description: 'On what grounds this installation holds personal data. Needed in production.',
    expects: 'laws and agreements, in a sentence',
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
      description:
        'The server that sends mail. Without it no mail is sent, and what would have been is in the mailbox of the installation.',
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
  ...outboxSettings,
  ...outgoingSettings,
  YNTYMAQ_JOBS: z.enum(['on', 'off']).default('on').meta({
    description:
      'Whether this process runs the jobs too. Off where a worker runs them alone (`npx yntymaq worker`); then at least one must run.',
    expects: 'on or off',
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
