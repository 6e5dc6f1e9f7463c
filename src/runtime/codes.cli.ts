import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type CodeFileRead, languageOf, readCodeSystem, readCodeTable } from '../modules/codes/index.ts';
import { CannotStart } from '../platform/cannotStart.ts';
import { readConfig } from '../platform/config.ts';
import { secretOf } from '../platform/secret.ts';
import { loadCodes } from './codes.sql.ts';
import { reachDatabases } from './databases.ts';

type Output = (text: string) => void;

const usage = `Loads a classification, such as ICD-10, from a file: a FHIR CodeSystem (JSON) or a table (CSV).

  npx yntymaq codes load FILE [--system ID] [--language L] [--release V] [--source TEXT] [--whole] [--add]

  --system    how it is called here, icd-10 where nothing is said
  --language  of the names, where the file does not say it: kk, ru, en, …; en where nothing is said
  --release   the version, where the file does not say it
  --source    where the text comes from, and by whose leave it is used
  --whole     the file is the whole classification: a code that is not in it does not exist
  --add       put names beside those that are there; without it the file takes the place of what was loaded

A table has a column "code", names in columns called by their language or "display", and perhaps "parent".
All of a file is loaded, or nothing. It does not matter whether Yntymaq is running.
`;

const options = {
  system: { type: 'string', default: 'icd-10' },
  language: { type: 'string', default: 'en' },
  release: { type: 'string' },
  source: { type: 'string' },
  whole: { type: 'boolean', default: false },
  add: { type: 'boolean', default: false },
  help: { type: 'boolean' },
} as const;
type Asked = { system: string; language: string; release?: string; source?: string; whole: boolean; add: boolean };

const largest = 200_000_000;
const urls: Readonly<Record<string, string>> = { 'icd-10': 'http://hl7.org/fhir/sid/icd-10' };

async function readFileOf(file: string, language: NonNullable<ReturnType<typeof languageOf>>): Promise<CodeFileRead> {
  const { size } = await stat(file).catch(() => {
    throw new CannotStart(`${file} cannot be read`);
  });
  if (size > largest) throw new CannotStart(`${file} is larger than ${largest} bytes`);
  const bytes = await readFile(file);
  return /\.json$/i.test(file) ? readCodeSystem(bytes.toString('utf8'), language) : readCodeTable(bytes, language);
}

/** Loads one file into the database of these settings, and says what is there then. */
async function load(file: string, asked: Asked, err: Output): Promise<string> {
  const language = languageOf(asked.language);
  if (!language) throw new CannotStart(`--language ${asked.language}: not a language that is known here`);
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(asked.system)) throw new CannotStart('--system: small letters, digits and -');
  const read = await readFileOf(file, language);
  if ('refused' in read) throw new CannotStart(`${file}: ${read.refused}${read.at === '' ? '' : ` (${read.at})`}`);
  const config = readConfig(process.env);
  if ('problems' in config) throw new CannotStart(config.problems.join('\n'));
  const { ownerUrl, stop } = await reachDatabases(config.config, secretOf(config.config), (line) => err(`${line}\n`));
  try {
    const count = await loadCodes(ownerUrl, {
      id: asked.system,
      url: read.url ?? urls[asked.system] ?? `urn:yntymaq:codes:${asked.system}`,
      version: asked.release ?? read.version ?? 'unknown',
      name: read.title ?? asked.system.toUpperCase(),
      language,
      source: asked.source ?? path.basename(file),
      isWhole: asked.whole || read.isWhole,
      adds: asked.add,
      codes: read.codes,
    });
    return `${read.codes.length} codes were read; ${asked.system} now has ${count}.\n`;
  } finally {
    await stop();
  }
}

/** `npx yntymaq codes`: returns the status to end with. */
export async function codesByHand(args: string[], out: Output, err: Output): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [what, file, ...others] = positionals;
    if (values.help || what !== 'load' || file === undefined || others.length > 0) {
      (values.help ? out : err)(usage);
      return values.help ? 0 : 2;
    }
    out(await load(file, values, err));
    return 0;
  } catch (error) {
    err(`${(error as Error).message}\n`);
    return error instanceof CannotStart || error instanceof TypeError ? 2 : 1;
  }
}
