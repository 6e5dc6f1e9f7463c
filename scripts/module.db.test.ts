import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { namesOf, scaffold } from './scaffold.ts';

const root = join(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'yntymaq-module-'));
for (const part of [
  'src',
  'db',
  'demo',
  'test',
  'scripts',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'biome.json',
  '.oxlintrc.json',
])
  cpSync(join(root, part), join(copy, part), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What a command says, whether it succeeds or not. */
function run(...command: string[]): { said: string; ok: boolean } {
  try {
    return { said: execFileSync(process.execPath, command, { cwd: copy, encoding: 'utf8', stdio: 'pipe' }), ok: true };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return { said: stdout + stderr, ok: false };
  }
}

test.each([
  ['missions', undefined, { plural: 'missions', singular: 'mission' }],
  ['studies', undefined, { plural: 'studies', singular: 'study' }],
  ['grants', 'award', { plural: 'grants', singular: 'award' }],
])('a module %s holds what is called %s or, without it, the singular', (plural, singular, expected) => {
  expect(namesOf(plural, singular)).toEqual(expected);
});

test.each([
  ['grants', 'choose another singular'],
  ['Missions', 'is not a name'],
  ['../missions', 'is not a name'],
  ['ms', 'is not a name'],
  ['sheep', 'what one of the sheep is called'],
])('%s is refused as a name: %s', (plural, why) => {
  expect(() => namesOf(plural)).toThrow(why);
});

test('a name that is taken is refused, and nothing is written', () => {
  const before = readdirSync(join(copy, 'src/modules'));
  expect(() => scaffold(copy, namesOf('accords'))).toThrow('there is a module accords already');
  expect(() => scaffold(copy, namesOf('sides'))).toThrow('there is a table side already');
  expect(readdirSync(join(copy, 'src/modules'))).toEqual(before);
});

test('one command makes a module that is typed, formatted, served, and whose tests pass', () => {
  const made = run('scripts/module.ts', 'errands');
  expect(made).toMatchObject({ ok: true });
  const folder = join(copy, 'src/modules/errands');
  expect(
    ['README.md', 'errand.ts', 'contract.ts', 'ui/ErrandsPage.tsx'].filter((it) => !existsSync(join(folder, it))),
  ).toEqual([]);
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect(texts.filter((text) => /sample/i.test(text))).toEqual([]);
  const types = run('node_modules/typescript-native/bin/tsc', '--noEmit', '-p', 'tsconfig.json').said;
  expect(types.split('\n').filter((line) => /errand|src\/(app|permissions)|router/.test(line))).toEqual([]);
  const lint = run('node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', 'src/modules/errands');
  expect(lint.ok, lint.said).toBe(true);
  const tests = run('node_modules/vitest/vitest.mjs', 'run', 'src/modules/errands');
  expect([tests.ok, /Tests.*?(\d+) passed/.exec(tests.said)?.[1]], tests.said).toEqual([true, '8']);
}, 180_000);
