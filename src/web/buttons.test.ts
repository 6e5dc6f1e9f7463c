import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { permissionsOf } from '../permissions.ts';

/** What a page sends, what the endpoint needs, and what the page asks before it offers it: read from the sources. */
type Endpoint = { '~orpc': { route: { method: string }; meta: { needs: string } } };
const source = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(file, 'utf8');
const files = globSync('{web,modules/*/ui}/**/*.{ts,tsx}', { cwd: source })
  .filter((file) => !/\.test\.tsx?$/.test(file))
  .map((file) => join(source, file));

const contracts = new Map<string, Record<string, Endpoint>>();
for (const file of globSync('modules/*/contract.ts', { cwd: source }))
  for (const [name, contract] of Object.entries((await import(join(source, file))) as Record<string, never>))
    if (name.endsWith('Contract')) contracts.set(name, contract);
const apis = new Map(
  files.flatMap((file) =>
    [...read(file).matchAll(/const (\w+) = clientOf\((\w+)\)/g)].map(([, api = '', name = '']) => [api, name] as const),
  ),
);

const endpointsIn = (text: string, use: string) =>
  [...text.matchAll(new RegExp(`\\b(\\w+Api)\\s*\\.(\\w+)\\s*\\.${use}\\b`, 'g'))].flatMap(
    ([, api = '', name = '']) => {
      const found = contracts.get(apis.get(api) ?? '')?.[name];
      return found ? [{ name: `${api}.${name}`, ...found['~orpc'] }] : [];
    },
  );

/** What a file asks of the session before it shows something, or cannot show at all without. */
function askedIn(file: string): Set<string> {
  const text = read(file);
  const byName = [...text.matchAll(/(?:useMay|session\.may\.includes)\(\s*'([\w.]+)'/g)].map(
    ([, permission = '']) => permission,
  );
  const byEndpoint = [...text.matchAll(/useCan\(\s*(\w+Contract)\.(\w+)/g)].flatMap(
    ([, contract = '', name = '']) => contracts.get(contract)?.[name]?.['~orpc'].meta.needs ?? [],
  );
  const readable = endpointsIn(text, 'queryOptions').map(({ meta }) => meta.needs);
  return new Set([...byName, ...byEndpoint, ...readable]);
}

const importers = new Map<string, string[]>();
for (const file of files)
  for (const [, path = ''] of read(file)
    .replaceAll(/^import type [^;]+;/gm, '')
    .matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)) {
    const target = join(dirname(file), path);
    if (existsSync(target)) importers.set(target, [...(importers.get(target) ?? []), file]);
  }

const isRoutes = (file: string): boolean => dirname(file) === join(source, 'web/routes');

/** Pages that the router shows to who may send what they send, and to nobody else. */
const routed = new Map(
  files
    .filter(isRoutes)
    .flatMap((file) =>
      [...read(file).matchAll(/only\(\s*'([\w.]+)',\s*page\(\s*\[[^\]]*\],\s*\(\) =>\s*import\('([^']+)'/g)].map(
        ([, permission = '', path = '']) => [join(dirname(file), path), permission] as const,
      ),
    ),
);
/** What the server itself allows with each record, from the same rules: the page shows no more buttons than it names. */
const named: Readonly<Record<string, string>> = {
  'accordsApi.decideRequest': 'a request says with `may` which decisions the reader may take',
};

/** Whether every way to this file, from the page down, asks for the permission. */
function isAsked(file: string, permission: string, seen: readonly string[] = []): boolean {
  if (askedIn(file).has(permission) || routed.get(file) === permission) return true;
  const above = (importers.get(file) ?? []).filter((each) => !seen.includes(each) && !isRoutes(each));
  return above.length > 0 && above.every((each) => isAsked(each, permission, [...seen, file]));
}

const everybodys: ReadonlySet<string> = permissionsOf('viewer');
const sends = files.flatMap((file) =>
  endpointsIn(read(file), 'call')
    .filter(({ name, route, meta }) => route.method !== 'GET' && !everybodys.has(meta.needs) && !(name in named))
    .map(({ name, meta }) => ({ file, name, needs: meta.needs })),
);

test('whatever a page sends, it asks the session first for exactly the permission that the endpoint needs', () => {
  expect(sends.length).toBeGreaterThan(60);
  const unasked = sends.filter(({ file, needs }) => !isAsked(file, needs));
  expect(
    unasked.map(({ file, name, needs }) => `${file.slice(source.length + 1)} sends ${name}, which needs ${needs}`),
  ).toEqual([]);
});

test('what a page asks of the session is a permission that there is', () => {
  const known: ReadonlySet<string> = permissionsOf('administrator', { isClinical: true, isInstallation: true });
  const asked = files.flatMap((file) => [...askedIn(file)]);
  expect(asked.filter((permission) => !known.has(permission))).toEqual([]);
});
