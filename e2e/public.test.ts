import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { axeFaults, openBrowser, openPage } from './browser.ts';
import { locales } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { overflow } from './settle.ts';
import { gzippedBytes } from './weight.ts';

let product: Product;
let address: string;
let browser: Browser;
let pages: string[];

type Listed = { commitments: { id: string; from: { id: string }[]; promised: object | null }[] };
type Partnership = { meetings: { id: string }[]; instruments: { id: string }[] };
const read = async <T>(path: string): Promise<T> => (await (await fetch(`${address}${path}`)).json()) as T;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  const { commitments } = await read<Listed>('/kk.json');
  const grant = commitments.find(({ promised }) => promised !== null);
  const korea = await read<Partnership>('/kk/partnerships/almaty-korea.json');
  const israel = await read<Partnership>('/kk/partnerships/kazakhstan-israel.json');
  pages = [
    '',
    '/partnerships/almaty-korea',
    `/commitments/${grant?.id}`,
    `/organisations/${grant?.from[0]?.id}`,
    `/meetings/${korea.meetings[0]?.id}`,
    `/instruments/${israel.instruments[0]?.id}`,
    '/places/taldykorgan',
    '/partners/KR',
    '/fields/health',
    '/corrections',
    '/data',
  ];
  return async () => {
    await browser.close();
    await product.stop();
  };
});

describe.each(locales)('in %s', (locale) => {
  test('every page reads well without a script: wide and narrow, light and dark', async () => {
    const { page, context, faults } = await openPage(browser, { locale, javaScriptEnabled: true });
    for (const path of pages) {
      const answer = await page.goto(`${address}/${locale}${path}`);
      expect([path, answer?.status(), await page.locator('script').count()]).toEqual([path, 200, 0]);
      for (const [width, theme] of [
        [1280, 'dark'],
        [360, 'light'],
      ] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height: 800 });
        const sideways = await overflow(page);
        if (sideways > 0) faults.push(`${path} ${width}: scrolls ${sideways} px sideways`);
        faults.push(...(await axeFaults(page, 'at everything')).map((fault) => `${path} ${width} ${theme}: ${fault}`));
      }
      const bytes = await gzippedBytes(`${address}/${locale}${path}`);
      if (bytes > 30 * 1024) faults.push(`${path}: ${bytes} bytes`);
    }
    await context.close();
    expect(faults).toEqual([]);
  });
});

test('a reader goes from the map to a promise and its proof, by keyboard alone, without a script', async () => {
  const { page, context, faults } = await openPage(browser, { locale: 'kk', javaScriptEnabled: false });
  await page.goto(`${address}/kk`);
  await page.locator('#corridors-caption').waitFor();
  const partner = page.locator('#map table a').first();
  await partner.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/partners/*');
  const proof = page.locator('summary').filter({ hasText: 'Негізі' }).first();
  await proof.focus();
  await page.keyboard.press('Enter');
  const quoted = page.locator('details[open] blockquote');
  await quoted.first().waitFor();
  await page.locator('.promise').filter({ has: quoted }).locator('a').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/commitments/*');
  expect(await page.locator('blockquote mark').count()).toBeGreaterThan(0);
  await context.close();
  expect(faults).toEqual([]);
});
