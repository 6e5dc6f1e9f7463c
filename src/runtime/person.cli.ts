import { randomBytes } from 'node:crypto';
import { text as textOf } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { roles } from '../permissions.ts';
import { addPerson, openAuth } from '../platform/auth/auth.ts';
import { whyPasswordRefused } from '../platform/auth/breached.ts';
import { type PasswordFault, passwordLength } from '../platform/auth/password.ts';
import { CannotStart } from '../platform/cannotStart.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { deriveSecret, secretOf } from '../platform/secret.ts';
import { organisationKinds } from '../modules/directory/organisation.ts';
import { reachDatabases } from './databases.ts';
import { type NewOrganisation, seatPerson } from './person.sql.ts';

type Output = (text: string) => void;

const usage = `Lets somebody sign in, or gives who is known by that e-mail a new password or another role.

  npx yntymaq person --email E --name N --role R (--organisation ID | --new-organisation NAME --kind K --country CC)

  --role           ${roles.join(', ')}
  --organisation   the id of an organisation in the directory
  --new-organisation, --kind, --country
                   registers one: its name in Kazakh, ${organisationKinds.join(', ')}, two letters
  --clinical       takes part in care, and so sees patients
  --installation   looks after the whole installation as well: its people, jobs, keys and copies
  --password-stdin reads the password from standard input; otherwise one is made and printed once

The settings are those of npm start. It does not matter whether Yntymaq is running.
`;

const Asked = z.object({
  email: z.email(),
  name: z.string().trim().min(1).max(200),
  role: z.enum(roles),
  organisation: z.uuid().optional(),
  'new-organisation': z.string().trim().min(1).max(500).optional(),
  kind: z.enum(organisationKinds).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  clinical: z.boolean().default(false),
  installation: z.boolean().default(false),
  'password-stdin': z.boolean().optional(),
});
type Asked = z.infer<typeof Asked>;

const options = {
  email: { type: 'string' },
  name: { type: 'string' },
  role: { type: 'string' },
  organisation: { type: 'string' },
  'new-organisation': { type: 'string' },
  kind: { type: 'string' },
  country: { type: 'string' },
  clinical: { type: 'boolean' },
  installation: { type: 'boolean' },
  'password-stdin': { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const passwordFaults: Readonly<Record<PasswordFault, string>> = {
  'password-too-short': `a password has at least ${passwordLength.fewest} characters`,
  'password-too-long': `a password has at most ${passwordLength.most} characters`,
  'password-too-common': 'many people use this password, or it is easy to guess: choose another, such as several words',
};

/** `npx yntymaq person`: returns the status to end with. */
export async function addPersonByHand(args: string[], out: Output, err: Output): Promise<number> {
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) {
      out(usage);
      return 0;
    }
    const asked = Asked.safeParse(values);
    if (!asked.success)
      throw new CannotStart(
        asked.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
      );
    const read = readConfig(process.env);
    if ('problems' in read) throw new CannotStart(read.problems.join('\n'));
    out(await add(read.config, asked.data, err));
    return 0;
  } catch (error) {
    err(`${(error as Error).message}\n`);
    return error instanceof CannotStart || error instanceof TypeError ? 2 : 1;
  }
}

async function add(config: Config, asked: Asked, err: Output): Promise<string> {
  const password = asked['password-stdin']
    ? (await textOf(process.stdin)).trim()
    : randomBytes(18).toString('base64url');
  const fault = whyPasswordRefused(password, [asked.name, asked.email]);
  if (fault) throw new CannotStart(passwordFaults[fault]);
  const secret = secretOf(config);
  const databases = await reachDatabases(config, secret, (line) => err(`${line}\n`));
  const signIn = openAuth({ databaseUrl: databases.authUrl, secret: deriveSecret(secret, 'sessions'), newId: uuidv7 });
  try {
    const { email, name, role, clinical: isClinical, installation: isInstallation } = asked;
    const person = () => addPerson(signIn.auth, { email, name, password });
    const organisation = await seatPerson(databases.ownerUrl, {
      person,
      role,
      organisation: placeOf(asked),
      isClinical,
      isInstallation,
    });
    const secretLine = asked['password-stdin'] ? '' : `Password: ${password}\n`;
    const more = isInstallation ? ', and looks after the installation' : '';
    return `${asked.email} is ${asked.role} in ${organisation}${more}.\n${secretLine}`;
  } finally {
    await signIn.close();
    await databases.stop();
  }
}

/** The organisation that is named, by its id or as a new one. */
function placeOf({ organisation, kind, country, ...rest }: Asked): string | NewOrganisation {
  const name = rest['new-organisation'];
  if (organisation && !name) return organisation;
  if (!organisation && name && kind && country) return { name, kind, country };
  throw new CannotStart('give either --organisation, or --new-organisation with --kind and --country');
}
