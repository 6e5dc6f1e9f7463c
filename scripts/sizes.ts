// What the staff application and the day of a mission make a phone load: gzip bytes of the scripts in dist/client and dist/day, against
// the budgets of the design.
// Run it after `npm run build`.
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const kilobyte = 1000;
const budgets = { first: 150, page: 40 } as const;

type Chunk = { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[] };
const entry = 'src/web/main.tsx';
const firstPage = 'src/modules/accords/ui/TodayPage.tsx';

/** One build of Vite: which scripts a source needs, and what they weigh. */
function buildIn(name: string) {
  const folder = join(import.meta.dirname, '..', 'dist', name);
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  const sizes = new Map<string, number>();
  const sizeOf = (file: string): number => {
    const known = sizes.get(file) ?? gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
    sizes.set(file, known);
    return known;
  };
  /** Every script that a source needs before it runs, itself first. */
  const scriptsOf = (source: string, seen = new Set<string>()): Set<string> => {
    const chunk = manifest[source];
    if (!chunk) throw new Error(`${source} is not in the build`);
    if (seen.has(chunk.file)) return seen;
    seen.add(chunk.file);
    for (const needed of chunk.imports ?? []) scriptsOf(needed, seen);
    return seen;
  };
  const total = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + sizeOf(file), 0);
  return { manifest, scriptsOf, total };
}
const { manifest, scriptsOf, total } = buildIn('client');
const faults: string[] = [];
function hold(name: string, bytes: number, budget: number): void {
  const line = `${name}: ${(bytes / kilobyte).toFixed(1)} KB of ${budget} KB`;
  process.stdout.write(`${line}\n`);
  if (bytes > budget * kilobyte) faults.push(line);
}

const loaders = Object.keys(manifest);
const textsOf = (part: string): string[] =>
  loaders.filter((source) => source.startsWith('src/generated/texts/') && source.endsWith(`.${part}.json`));
/** The texts of a part in the language that needs the most bytes. */
const largestOf = (part: string): string =>
  textsOf(part).toSorted((a, b) => total(scriptsOf(b)) - total(scriptsOf(a)))[0] ?? entry;

/** Each page's file with the parts whose texts it says, as the routes have them. */
const routes = join(import.meta.dirname, '..', 'src', 'web', 'routes');
const routed = readdirSync(routes).flatMap((name) => [
  ...readFileSync(join(routes, name), 'utf8').matchAll(
    /\bpage\(\s*\[([^\]]*)\],\s*\(\) =>\s*import\(\s*'\.\.\/\.\.\/([^']+)'/g,
  ),
]);
const pages = new Map(
  routed.map(([, parts = '', path = '']) => [
    `src/${path}`,
    [...parts.matchAll(/'(\w+)'/g)].map(([, part = '']) => part),
  ]),
);
const languages = textsOf('shell').length;
if (languages < 3) faults.push(`only ${languages} languages are in the build`);
if (pages.size < 5) faults.push(`only ${pages.size} pages are in the build`);

/** Every script of a page with its texts. */
const scriptsOfPage = (page: string): Set<string> => {
  const texts = (pages.get(page) ?? []).map(largestOf);
  return new Set([page, ...texts].flatMap((source) => [...scriptsOf(source)]));
};
const shell = new Set([...scriptsOf(entry), ...scriptsOf(largestOf('shell'))]);
hold(
  'first load (shell, largest language, Today)',
  total(new Set([...shell, ...scriptsOfPage(firstPage)])),
  budgets.first,
);
for (const page of pages.keys())
  hold(
    page.replace(/^.*\//, '').replace('.tsx', ''),
    total([...scriptsOfPage(page)].filter((file) => !shell.has(file))),
    budgets.page,
  );

/** What comes after the page on which it stands: see web/kit/later.ts. */
const sources = join(import.meta.dirname, '..', 'src');
const panels = globSync('modules/*/ui/**/*.tsx', { cwd: sources }).flatMap((file) =>
  [
    ...readFileSync(join(sources, file), 'utf8').matchAll(/\blater\(\s*\[([^\]]*)\],\s*\(\) =>\s*import\('([^']+)'/g),
  ].map(([, parts = '', path = '']) => ({ panel: join('src', dirname(file), path), parts })),
);
if (panels.length < 5) faults.push(`only ${panels.length} panels are in the build`);
for (const { panel, parts } of panels) {
  const texts = [...parts.matchAll(/'(\w+)'/g)].map(([, part = '']) => largestOf(part));
  const scripts = new Set([panel, ...texts].flatMap((source) => [...scriptsOf(source)]));
  hold(`panel ${basename(panel, '.tsx')}`, total([...scripts].filter((script) => !shell.has(script))), budgets.page);
}

const day = buildIn('day');
const dayTexts = Object.keys(day.manifest).filter((source) => source.endsWith('.day.json'));
if (dayTexts.length < 4) faults.push(`only ${dayTexts.length} languages of the day are in the build`);
const dayFirst = dayTexts.map((texts) => day.total([...day.scriptsOf('index.html'), ...day.scriptsOf(texts)]));
hold('the day of a mission (largest language)', Math.max(...dayFirst), budgets.first);
for (const fault of faults) process.stdout.write(`too much: ${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
