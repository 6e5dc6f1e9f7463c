/**
 * Compiles every `messages/<locale>.json` under src into src/generated: one catalogue for each language, its parts for
 * the browser, and the type of all keys with their parameters. Message files are put in the order of their keys. A message with a fault is named
 * and left out, and the exit code is 1. A language that only some pages speak (`ko.json`) need not say everything. `--check` writes nothing, and fails on a stale file as well.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { guestLocales } from '../src/platform/i18n/guestLocales.ts';
import { isLocale, type Locale, locales } from '../src/platform/i18n/locales.ts';
import { type PatientLocale, patientLocales } from '../src/platform/i18n/patientLocales.ts';
import { faultsOf, type Message, readCatalogues, wholeMessages } from './catalogueFaults.ts';
import { keepGenerated } from './generated.ts';
import { parametersOf } from './messageParameters.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

function typesOf(messages: Map<string, Message>): string {
  const rows = [...messages].map(([key, { compiled }]) => {
    const parameters = [...parametersOf(Object.values(compiled))].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const fields = parameters.map(([name, { type }]) => `${JSON.stringify(name)}: ${type}`).join('; ');
    return `  ${JSON.stringify(key)}: ${fields ? `{ ${fields} }` : 'null'};`;
  });
  return `/* oxlint-disable max-lines */
${rows.join('\n').includes('Moment') ? "import type { Moment } from '../platform/i18n/message.ts';\n" : ''}
/** Written by scripts/catalogues.ts: every message with its parameters, \`null\` where it has none. */
export type Messages = {
${rows.join('\n')}
};
`;
}

/** Of a guest's language only what is written in it. */
function guestCatalogueOf(messages: Map<string, Message>, locale: PatientLocale): string {
  const rows = [...messages].flatMap(([key, { compiled }]) => {
    const text = compiled[locale];
    return text === undefined ? [] : [[key, text] as const];
  });
  return JSON.stringify(Object.fromEntries(rows));
}

function catalogueOf(messages: Map<string, Message>, locale: Locale): string {
  const rows = [...messages].map(([key, { compiled }]) => [key, compiled[locale] ?? '']);
  return JSON.stringify(Object.fromEntries(rows));
}

/**
 * Which pages say a message: those of its module or part of the platform, or every page (`shell`). Words that the first
 * page needs may stand in a folder of their own: `accords/words/messages` is the part `accords_words`. The public site's and those of the
 * interfaces are the server's alone.
 */
function partOf({ folder }: Message): string {
  const [, of, words] = /^src\/(?:modules|platform)\/([^/]+)\/(?:([^/]+)\/)?messages$/.exec(folder) ?? [];
  if (of !== undefined) return words === undefined ? of : `${of}_${words}`;
  if (folder.startsWith('src/day/')) return 'day';
  return /^src\/(?:public|interfaces)\//.test(folder) ? 'public' : 'shell';
}

const loaderOf = (locale: Locale, part: string): string =>
  `${part}: () => import('./texts/${locale}.${part}.json', { with: { type: 'json' } }),`;

/** The staff application's texts by language and part, each a file that is fetched when it is first needed. */
function textFilesOf(messages: Map<string, Message>): (readonly [string, string])[] {
  const parts = Map.groupBy(messages, ([, message]) => partOf(message));
  parts.delete('public');
  const day = new Map(parts.get('day'));
  parts.delete('day');
  const names = [...parts.keys()].toSorted();
  const loaders = locales.map((locale) => `${locale}: {${names.map((part) => loaderOf(locale, part)).join('\n')}},`);
  const index = `/** Written by scripts/catalogues.ts: the staff application's texts, by language and by part. */
export const texts = {
${loaders.join('\n')}
};
`;
  const files = names.flatMap((part) => {
    const own = new Map(parts.get(part));
    return locales.map((locale) => [`src/generated/texts/${locale}.${part}.json`, catalogueOf(own, locale)] as const);
  });
  const ofDay = [...locales, ...guestLocales].map(
    (locale) => [`src/generated/texts/${locale}.day.json`, guestCatalogueOf(day, locale)] as const,
  );
  return [['src/generated/texts.ts', index], ...files, ...ofDay];
}

function sortKeys(path: string): void {
  const entries = Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (sorted.every(([key], at) => key === entries[at]?.[0])) return;
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  console.log(`sorted ${path}`);
}

const paths = globSync('src/**/messages/*.json', { cwd: root }).toSorted();
if (!check) for (const path of paths) sortKeys(root + path);
const catalogues = readCatalogues(root, paths);
const faults = faultsOf(catalogues);
for (const fault of faults) console.error(fault);

const whole = wholeMessages(catalogues);
const stale = keepGenerated(
  [
    ['src/generated/messages.ts', typesOf(whole)],
    ...locales.map((locale) => [`src/generated/messages.${locale}.json`, catalogueOf(whole, locale)] as const),
    ...patientLocales
      .filter((locale) => !isLocale(locale))
      .map((locale) => [`src/generated/messages.${locale}.json`, guestCatalogueOf(whole, locale)] as const),
    ...textFilesOf(whole),
  ],
  check,
);
if (faults.length > 0 || (check && stale.length > 0)) process.exitCode = 1;
