import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage } from './browser.ts';
import { coordinator, everyPage, others, twoAtOnce } from './everyPage.ts';
import { locales, type Place } from './places.ts';
import { settle } from './settle.ts';
import { bytesOf, gzippedBytes, weigh } from './weight.ts';

const kB = 1024;
const all = everyPage();

test('no public page needs a script, and each stays within its budget', async () => {
  const { address, browser, outside } = all();
  const places = locales.flatMap((locale) => outside.map((place) => ({ ...place, locale })));
  const tooLarge = await twoAtOnce(places, async ({ locale, name, path }) => {
    const { page, context } = await openPage(browser, { locale });
    const { fetched } = weigh(page);
    const url = `${address}/${locale}${path}`;
    await page.goto(url, { waitUntil: 'load' });
    const got = await fetched();
    const [html, css, total] = [await gzippedBytes(url), bytesOf(got, 'stylesheet'), bytesOf(got)];
    expect([name, await page.locator('script').count()]).toEqual([name, 0]);
    await context.close();
    const isLarge = html > 30 * kB || css > 16 * kB || total > 150 * kB || css === 0;
    return isLarge ? [`${locale} ${name}: HTML ${html}, CSS ${css}, total ${total}`] : [];
  });
  expect(tooLarge.flat()).toEqual([]);
});

/** Goes to a page as a link of the application does, without loading the application anew. */
const follow = (page: Page, href: string): Promise<void> =>
  page.evaluate((to) => {
    const link = Object.assign(document.createElement('a'), { href: to });
    document.body.append(link);
    link.click();
    link.remove();
  }, href);

/** The scripts of a page that is opened by its address, by somebody whose browser has kept nothing. */
async function atFirst(email: string, path: string): Promise<number> {
  const { page, context } = await all().staffPage('kk', email);
  const { fetched } = weigh(page);
  await page.goto(`${all().address}/app${path}`);
  await settle(page, { far: false });
  const scripts = bytesOf(await fetched(), 'script');
  await context.close();
  return scripts;
}

/** The scripts that a page needs beside those of the application. */
async function after(email: string, path: string): Promise<number> {
  const { page, context } = await all().staffPage('kk', email);
  await page.goto(`${all().address}/app/no-such-page`);
  await settle(page);
  const { fetched } = weigh(page);
  await follow(page, `/app${path}`);
  await page.waitForURL(`**/app${path}`);
  await settle(page, { far: false });
  const scripts = bytesOf(await fetched(), 'script');
  await context.close();
  return scripts;
}

test.each([coordinator, ...others])(
  'for %s the staff application needs at most 150 KB of scripts at first, and 40 KB for each page after',
  async (email) => {
    const places = all().inside(email);
    const tooLarge = await twoAtOnce(places, async ({ name, path }: Place) => {
      const first = await atFirst(email, path);
      const later = path === '' ? 0 : await after(email, path);
      return [
        ...(first > 150 * kB || first === 0 ? [`${name}: ${first} at first`] : []),
        ...(later > 40 * kB ? [`${name}: ${later} later`] : []),
      ];
    });
    expect(tooLarge.flat()).toEqual([]);
  },
  300_000,
);
