import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A new module of the product, made from the small one in scripts/module, where every `sample` becomes what it is called. */
type Names = { plural: string; singular: string };

const templates = join(import.meta.dirname, 'module');
/** A table cannot be called so without quotes. */
const reserved =
  'all analyse analyze and any array as asc both case cast check collate column constraint create default desc distinct do else end except fetch for foreign from grant group having in initially into join lateral leading left like limit natural not null offset on only or order outer primary references returning right select session some table then to trailing true union unique user using variadic when where window with'.split(
    ' ',
  );

/**
 * @param plural the module's name, a plural in lower case: `missions`
 * @param singular what one of them is called; left out, the plural without its s
 * @throws Error that says what is wrong with the names
 */
export function namesOf(plural: string, singular = plural.replace(/ies$/, 'y').replace(/s$/, '')): Names {
  for (const name of [plural, singular])
    if (!/^[a-z]{3,30}$/.test(name)) throw new Error(`«${name}» is not a name of 3 to 30 small Latin letters`);
  if (plural === singular) throw new Error(`say also what one of the ${plural} is called`);
  if (reserved.includes(singular)) throw new Error(`no table can be called «${singular}»: choose another singular`);
  return { plural, singular };
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const renamed = (text: string, { plural, singular }: Names): string =>
  text
    .replaceAll('samples', plural)
    .replaceAll('Samples', capital(plural))
    .replaceAll('sample', singular)
    .replaceAll('Sample', capital(singular));

/** Adds lines after a place that must be there once. */
function added(text: string, after: RegExp, lines: string): string {
  const found = after.exec(text);
  if (!found) throw new Error(`${after} is not where it is expected`);
  const at = found.index + found[0].length;
  return text.slice(0, at) + lines + text.slice(at);
}

/** Where a module is made known: the API, the permissions and the pages. */
const registrations: Record<string, (text: string) => string> = {
  'src/app.ts': (text) =>
    added(
      added(
        added(
          text,
          /^/,
          "import { samplesContract } from './modules/samples/contract.ts';\nimport { samplesRoutes } from './modules/samples/index.ts';\n",
        ),
        /export const contract = \{/,
        ' samples: samplesContract,',
      ),
      /export const router = serve\(\s*\{/,
      ' samples: samplesRoutes,',
    ),
  'src/permissions.ts': (text) =>
    added(added(text, /viewer: \[/, "'samples.read', "), /officer: \[/, "'samples.write', "),
  'src/web/routes/partnerships.ts': (text) =>
    added(
      text,
      /export const partnerships = \[\n/,
      `  at('/partnerships/$slug/samples', page(['samples'], () => import('../../modules/samples/ui/SamplesPage.tsx'), 'SamplesPage')),
`,
    ),
};

/** The number of the next migration, of four digits. */
const nextNumber = (folder: string): string =>
  String(Math.max(...readdirSync(folder).map((name) => Number.parseInt(name, 10) || 0)) + 1).padStart(4, '0');

function whyTaken(root: string, { plural, singular }: Names): string | null {
  if (existsSync(join(root, 'src/modules', plural))) return `there is a module ${plural} already`;
  const folder = join(root, 'db/migrations');
  const isTable = readdirSync(folder).some((name) =>
    readFileSync(join(folder, name), 'utf8').includes(`create table ${singular} (`),
  );
  return isTable ? `there is a table ${singular} already` : null;
}

/** Message files are sorted by key, and a new name may stand elsewhere. */
const sorted = (json: string): string => {
  const entries = Object.entries(JSON.parse(json) as Record<string, string>);
  return `${JSON.stringify(Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1))), null, 2)}\n`;
};

function targetOf(template: string, names: Names, root: string): string {
  const name = renamed(template.replace(/\.txt$/, ''), names);
  return name === 'migration.sql'
    ? join('db/migrations', `${nextNumber(join(root, 'db/migrations'))}_${names.plural}.sql`)
    : join('src/modules', names.plural, name);
}

const templateFiles = (): string[] =>
  readdirSync(templates, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.txt'))
    .map((entry) => relative(templates, join(entry.parentPath, entry.name)))
    .toSorted();

/**
 * Writes the module and makes it known. Nothing is written where a name is taken.
 * @param root the folder of the product
 * @returns the files that were written or changed, from the root on
 */
export function scaffold(root: string, names: Names): string[] {
  const taken = whyTaken(root, names);
  if (taken) throw new Error(taken);
  const made = templateFiles().map((template) => {
    const text = renamed(readFileSync(join(templates, template), 'utf8'), names);
    return { file: targetOf(template, names, root), text: template.endsWith('.json.txt') ? sorted(text) : text };
  });
  const changed = Object.entries(registrations).map(([file, register]) => ({
    file,
    text: addedRenamed(readFileSync(join(root, file), 'utf8'), register, names),
  }));
  for (const { file, text } of [...made, ...changed]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return [...made, ...changed].map(({ file }) => file);
}

/** Only what is added is renamed: the rest of the file may speak of samples of its own. */
function addedRenamed(before: string, register: (text: string) => string, names: Names): string {
  const mark = '\u0000';
  const after = register(before.replaceAll(/sample/gi, (word) => mark + word.split('').join(mark)));
  return renamed(after, names).replaceAll(mark, '');
}
