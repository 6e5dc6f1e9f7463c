/**
 * Compiles every `messages/<locale>.json` under src into src/generated: one catalogue for each language, and the type of all
 * keys with their parameters. `--check` writes nothing and fails on any fault or stale file.
 */
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { locales } from '../src/platform/i18n/locales.ts';
import { type Catalogues, faultsOf, readCatalogues } from './catalogueFaults.ts';
import { keepGenerated } from './generated.ts';
import { parametersOf } from './messageParameters.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');

function typesOf({ messages }: Catalogues): string {
  const rows = [...messages]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { compiled }]) => {
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

function catalogueOf({ messages }: Catalogues, locale: (typeof locales)[number]): string {
  const rows = [...messages]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { compiled }]) => [key, compiled[locale] ?? '']);
  return JSON.stringify(Object.fromEntries(rows));
}

const catalogues = readCatalogues(root, globSync('src/**/messages/*.json', { cwd: root }).toSorted());
const faults = faultsOf(catalogues);
for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  process.exitCode = 1;
} else {
  const stale = keepGenerated(
    [
      ['src/generated/messages.ts', typesOf(catalogues)],
      ...locales.map((locale) => [`src/generated/messages.${locale}.json`, catalogueOf(catalogues, locale)] as const),
    ],
    check,
  );
  if (check && stale.length > 0) process.exitCode = 1;
}
