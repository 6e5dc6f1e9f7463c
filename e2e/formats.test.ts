import { join } from 'node:path';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { formatSample } from '../src/platform/i18n/sample.ts';
import { openBrowser } from './browser.ts';

/** The formats as one script, built as the staff application is. */
async function builtSample(): Promise<string> {
  const entry = join(import.meta.dirname, '../src/platform/i18n/sample.ts');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'sample' } },
  });
  const [{ output } = { output: [] }] = [built].flat() as { output: { code?: string }[] }[];
  return output[0]?.code ?? '';
}

test('numbers, money, dates, lists and plurals come out the same in Chromium as on the server', async () => {
  const browser = await openBrowser();
  const page = await browser.newPage();
  await page.addScriptTag({ content: await builtSample() });
  const shown: string[] = await page.evaluate('sample.formatSample()');
  await browser.close();
  const made = formatSample();
  expect(made.length).toBeGreaterThan(300);
  expect(shown.filter((line, index) => line !== made[index])).toEqual([]);
  expect(shown).toHaveLength(made.length);
});
