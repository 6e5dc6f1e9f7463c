import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { texts } from '../generated/texts.ts';

const web = import.meta.dirname;
const read = (file: string): string => readFileSync(file, 'utf8');
const partOfKey = new Map(
  await Promise.all(
    Object.entries(texts.en).map(async ([part, load]) => Object.keys((await load()).default).map((key) => [key, part])),
  ).then((entries) => entries.flat() as [string, string][]),
);

const everything = /(?:from|import\(|import) ?'(\.[^']+)'/g;
const atOnce = /(?:from|import) '(\.[^']+)'/g;

/** What says its own texts: a page of the router, or a part of a page that comes later. */
const fetched = /\b(?:page|later)\(\s*\[([^\]]*)\],\s*\(\) =>\s*import\(\s*'([^']+)'\s*\),\s*'(\w+)'/g;

/** A source with all that it imports, also what it fetches later without texts of its own. */
function filesBehind(file: string, seen = new Set<string>(), imports = everything): Set<string> {
  if (seen.has(file) || !existsSync(file) || !/\.tsx?$/.test(file) || file.includes('/generated/')) return seen;
  seen.add(file);
  for (const [, path = ''] of read(file).replaceAll(fetched, '').matchAll(imports))
    filesBehind(join(dirname(file), path), seen, imports);
  return seen;
}

/** The parts whose texts these files say, apart from those that are always there. */
function partsSaid(files: Iterable<string>): string[] {
  const said = new Set<string>();
  for (const file of files) {
    const source = read(file);
    const whole = new Set([...source.matchAll(/['"`]([a-z][\w-]*(?:\.[\w-]+)+)['"`]/g)].map(([, key]) => key));
    const begun = [...source.matchAll(/`([a-z][\w-]*(?:\.[\w-]+)*\.)[\w-]*\$\{/g)].map(([, prefix = '']) => prefix);
    for (const [key, part] of partOfKey)
      if (whole.has(key) || begun.some((prefix) => key.startsWith(prefix))) said.add(part);
  }
  said.delete('shell');
  return [...said].toSorted();
}

const declaredIn = (file: string) =>
  [...read(file).matchAll(fetched)].map(([, parts = '', path = '', name = '']) => ({
    name,
    path: join(dirname(file), path),
    parts: [...parts.matchAll(/'(\w+)'/g)].map(([, part = '']) => part),
  }));
const sources = globSync('{web,modules/*/ui}/**/*.{ts,tsx}', { cwd: join(web, '..') })
  .filter((file) => !/\.test\.|\/kit\/later\.ts$|web\/pages\.ts$/.test(file))
  .map((file) => join(web, '..', file));
const declared = sources.flatMap(declaredIn);
const calls = sources.flatMap((file) => [...read(file).matchAll(/\b(?:page|later)\(\s*\[/g)]);

test('every page, and every part that comes later, names the texts that its files say, no more and no fewer', () => {
  expect(declared.length).toBe(calls.length);
  expect(declared.length).toBeGreaterThan(8);
  const wanted = declared.map(({ name, path }) => [name, partsSaid(filesBehind(path))]);
  expect(declared.map(({ name, parts }) => [name, parts])).toEqual(wanted);
});

test('what every page has around it says only texts that are always there', () => {
  const shell = filesBehind(join(web, 'main.tsx'), new Set(), atOnce);
  expect(shell.size).toBeGreaterThan(20);
  expect(partsSaid([...shell].filter((file) => file.startsWith(web)))).toEqual([]);
});
