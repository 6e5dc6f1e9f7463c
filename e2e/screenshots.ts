/**
 * `node e2e/screenshots.ts [folder] [words…]` starts the product with its demonstration and saves every page as
 * `name-language-width-theme.png` in the folder (`.cache/screenshots` unless told). With words, only the pictures whose
 * names hold one of them. `node e2e/screenshots.ts --readme` saves the pictures of the README in docs/images.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser, openPage } from './browser.ts';
import { enterAs, locales, type Place, publicPlaces, staffPlaces } from './places.ts';
import { startProduct } from './product.ts';
import { settle } from './settle.ts';
import { signIn } from './staff.ts';

const coordinator = 'coordinator@almaty.example';
const looks = [
  { width: 1280, theme: 'light' },
  { width: 1280, theme: 'dark' },
  { width: 360, theme: 'light' },
  { width: 360, theme: 'dark' },
] as const;

/** The pictures of the README: which page each shows, and what of it stands at the top. */
const readme = [
  { file: 'map', side: 'public', name: 'home', from: '#map' },
  { file: 'partnership', side: 'public', name: 'partnership-korea', from: 'body' },
  { file: 'timeline', side: 'public', name: 'partnership-korea', from: '#timeline' },
  { file: 'difference', side: 'public', name: 'commitment-money', from: '.proof:has(.duo)' },
  { file: 'review', side: 'staff', name: 'review', from: 'body' },
  { file: 'instrument', side: 'staff', name: 'instrument', from: 'body' },
] as const;
const isForReadme = process.argv[2] === '--readme';

const [folder = join(import.meta.dirname, '../.cache/screenshots'), ...words] = process.argv.slice(2);
if (!isForReadme) await mkdir(folder, { recursive: true });
const isWanted = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));

/** A page in every look that is wanted: it is opened once, and only if one is. */
async function shoot(page: Page, { name, url, ready }: { name: string; url: string; ready: () => Promise<void> }) {
  const wanted = looks.filter(({ width, theme }) => isWanted(`${name}-${width}-${theme}`));
  if (wanted.length === 0) return;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(url);
  await ready();
  for (const { width, theme } of wanted) {
    await page.setViewportSize({ width, height: width < 500 ? 760 : 900 });
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`), fullPage: true });
  }
}

type Pages = { page: Page; base: string; places: readonly Place[] };

/** What the README shows of these pages, as wide as a reader's screen and as high as one glance. */
async function shootForReadme(side: 'public' | 'staff', { page, base, places }: Pages): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 860 });
  for (const { file, name, from } of readme.filter((picture) => picture.side === side)) {
    const place = places.find((each) => each.name === name);
    if (!place) throw new Error(`there is no page ${name}`);
    await page.goto(`${base}${place.path}`);
    if (side === 'staff') await settle(page);
    await page
      .locator(from)
      .first()
      .evaluate((part) => part.scrollIntoView({ block: 'start' }));
    await page.screenshot({ path: join(import.meta.dirname, '../docs/images', `${file}.png`) });
  }
}

const [product, browser] = await Promise.all([startProduct(), openBrowser()]);
try {
  const address = await product.address();
  const outside = await publicPlaces(address);
  const inside = await staffPlaces(await signIn(address, coordinator));
  if (isForReadme) {
    const { page } = await openPage(browser, { locale: 'en' });
    await shootForReadme('public', { page, base: `${address}/en`, places: outside });
    const staff = await enterAs(browser, address, { email: coordinator, locale: 'en' });
    await shootForReadme('staff', { page: staff.page, base: `${address}/app`, places: inside });
  }
  for (const locale of isForReadme ? [] : locales) {
    const { page, context } = await openPage(browser, { locale });
    for (const { name, path } of outside) {
      const url = `${address}/${locale}${path}`;
      await shoot(page, { name: `public-${name}-${locale}`, url, ready: async () => {} });
    }
    await shoot(page, { name: `staff-sign-in-${locale}`, url: `${address}/app`, ready: () => settle(page) });
    await context.close();
    const staff = await enterAs(browser, address, { email: coordinator, locale });
    for (const { name, path } of inside) {
      const url = `${address}/app${path}`;
      await shoot(staff.page, { name: `staff-${name}-${locale}`, url, ready: () => settle(staff.page) });
    }
    await staff.context.close();
  }
} finally {
  await browser.close();
  await product.stop();
}
