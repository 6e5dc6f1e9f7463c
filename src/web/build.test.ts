import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogues } from '../platform/i18n/catalogues.server.ts';
import { isStaffText, staffTexts } from './build.ts';

const root = join(import.meta.dirname, '../..');
const browserFiles = globSync(['src/web/**/*.{ts,tsx}', 'src/modules/*/ui/**/*.{ts,tsx}', 'src/design/*.tsx'], {
  cwd: root,
}).filter((file) => !/\.test\.|web\/(build|serve|page)\.ts$/.test(file));
const keys = Object.keys(catalogues.en);

test('no page of the staff application says a text that is left out of its catalogue', () => {
  const said = browserFiles.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    const whole = [...source.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'/g)].map(([, key = '']) => key);
    const begun = [...source.matchAll(/`([a-z][\w-]*(?:\.[\w-]+)*\.)\$\{/g)].map(([, prefix = '']) => prefix);
    return keys.filter((key) => whole.includes(key) || begun.some((prefix) => key.startsWith(prefix)));
  });
  expect(browserFiles.length).toBeGreaterThan(40);
  expect(said.length).toBeGreaterThan(100);
  expect(said.filter((key) => !isStaffText(key))).toEqual([]);
});

test('the public pages’ texts stay out of the catalogue that the staff application loads', () => {
  const { transform } = staffTexts() as unknown as { transform: (code: string, id: string) => { code: string } };
  const { code } = transform(
    JSON.stringify({ 'public.home.title': 'a', 'web.brand': 'b' }),
    '/src/generated/texts/kk.shell.json',
  );
  expect(JSON.parse(code)).toEqual({ 'web.brand': 'b' });
});
