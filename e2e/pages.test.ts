import type { Browser, BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { axeFaults, openBrowser, openPage } from './browser.ts';
import { dayPlaces } from './missionPlaces.ts';
import { enterAs, locales, type Place, placesOf, publicPlaces, staffPlaces } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { overflow, settle } from './settle.ts';
import { signIn } from './staff.ts';
import { bytesOf, gzippedBytes, weigh } from './weight.ts';

const kB = 1024;
const coordinator = 'coordinator@almaty.example';
const looks = [
  { width: 1280, theme: 'light', looked: 'at everything' },
  { width: 1280, theme: 'dark', looked: 'at colours' },
  { width: 360, theme: 'dark', looked: 'at everything' },
  { width: 360, theme: 'light', looked: 'at colours' },
] as const;

let product: Product;
let address: string;
let browser: Browser;
let outside: Place[];
let inside: Place[];
/** Pages that only some open, under the e-mail of somebody who does. */
let theirs: Awaited<ReturnType<typeof placesOf>>;
/** The cookies of people who have signed in once: guesses are limited, and so are sign-ins. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>();
const others = [
  'administrator@almaty.example',
  'installation@health.example',
  'doctor@ulgi.example',
  'coordinator@ulgi.example',
] as const;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  outside = await publicPlaces(address);
  inside = await staffPlaces(await signIn(address, coordinator));
  theirs = await placesOf(address);
  for (const email of [coordinator, ...others]) {
    const entered = await enterAs(browser, address, { email });
    sessions.set(email, await entered.context.storageState());
    await entered.context.close();
  }
  return async () => {
    await browser.close();
    await product.stop();
  };
});

function staffPage(locale = 'kk', email = coordinator) {
  const storageState = sessions.get(email);
  if (!storageState) throw new Error(`${email} has not signed in`);
  return openPage(browser, { locale, storageState });
}

const parts = [0, 1, 2, 3] as const;

/** What is wrong with the page as it is shown now, in both themes and both widths. */
async function faultsOf(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const { width, theme, looked } of looks) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: width < 500 ? 760 : 900 });
    const sideways = await overflow(page);
    const faults = await axeFaults(page, looked);
    const all = [...faults, ...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : [])];
    found.push(...all.map((fault) => `${name} ${width} ${theme}: ${fault}`));
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const sideways = await overflow(page);
  return sideways > 0 ? [...found, `${name} 320: scrolls ${sideways} px sideways`] : found;
}

type Inside = { places: readonly Place[]; locale: (typeof locales)[number]; email: string };

/** What is wrong with these pages of the staff application as this person has them. */
async function faultsInside({ places, locale, email }: Inside): Promise<string[]> {
  const staff = await staffPage(locale, email);
  const faults: string[] = [];
  for (const { name, path } of places) {
    await staff.page.setViewportSize({ width: 1280, height: 900 });
    await staff.page.goto(`${address}/app${path}`);
    await settle(staff.page);
    expect(await staff.page.locator('html').getAttribute('lang')).toBe(locale);
    faults.push(...(await faultsOf(staff.page, name)));
  }
  await staff.context.close();
  return [...faults, ...staff.faults];
}

describe.each(locales)('in %s', (locale) => {
  test.concurrent('every public page is without a fault in both themes, wide and narrow', async () => {
    const { page, context, faults } = await openPage(browser, { locale });
    for (const { name, path } of outside) {
      await page.goto(`${address}/${locale}${path}`);
      expect(await page.locator('html').getAttribute('lang')).toBe(locale);
      faults.push(...(await faultsOf(page, name)));
    }
    await context.close();
    expect(faults).toEqual([]);
  });

  test('the application of a mission’s day is without a fault in both themes, wide and narrow, before anybody has joined', async () => {
    const { page, context, faults } = await openPage(browser, { locale });
    for (const { name, path } of dayPlaces) {
      await page.goto(`${address}${path}`);
      await page.locator('main').waitFor();
      faults.push(...(await faultsOf(page, name)));
    }
    await context.close();
    expect(faults).toEqual([]);
  });

  test('the page to sign in is without a fault in both themes, wide and narrow', async () => {
    const { page, context, faults } = await openPage(browser, { locale });
    await page.goto(`${address}/app`);
    await settle(page);
    faults.push(...(await faultsOf(page, 'sign-in')));
    await context.close();
    expect(faults).toEqual([]);
  });

  // In parts: each has the time of a test, and a page more makes none of them too long.
  test.each(parts)('every staff page is without a fault in both themes, wide and narrow: part %i', async (part) => {
    const places = inside.filter((_, at) => at % parts.length === part);
    expect(await faultsInside({ places, locale, email: coordinator })).toEqual([]);
  });

  test.each(others)(
    'every page that is opened by %s is without a fault in both themes, wide and narrow',
    async (email) => {
      const places = theirs[email] ?? [];
      expect(places).not.toEqual([]);
      expect(await faultsInside({ places, locale, email })).toEqual([]);
    },
  );
});

test('no public page needs a script, and each stays within its budget', async () => {
  const tooLarge: string[] = [];
  for (const locale of locales)
    for (const { name, path } of outside) {
      const { page, context } = await openPage(browser, { locale });
      const { fetched } = weigh(page);
      const url = `${address}/${locale}${path}`;
      await page.goto(url, { waitUntil: 'load' });
      const all = await fetched();
      const [html, css, total] = [await gzippedBytes(url), bytesOf(all, 'stylesheet'), bytesOf(all)];
      if (html > 30 * kB || css > 16 * kB || total > 150 * kB || css === 0)
        tooLarge.push(`${locale} ${name}: HTML ${html}, CSS ${css}, total ${total}`);
      expect([name, await page.locator('script').count()]).toEqual([name, 0]);
      await context.close();
    }
  expect(tooLarge).toEqual([]);
});

/** Goes to a page as a link of the application does, without loading the application anew. */
const follow = (page: Page, href: string): Promise<void> =>
  page.evaluate((to) => {
    const link = Object.assign(document.createElement('a'), { href: to });
    document.body.append(link);
    link.click();
    link.remove();
  }, href);

test.each([coordinator, ...others])(
  'for %s the staff application needs at most 150 KB of scripts at first, and 40 KB for each page after',
  async (email) => {
    const tooLarge: string[] = [];
    const places = email === coordinator ? inside : (theirs[email] ?? []);
    expect(places).not.toEqual([]);
    for (const { name, path } of places) {
      const first = await staffPage('kk', email);
      const atFirst = weigh(first.page);
      await first.page.goto(`${address}/app${path}`);
      await settle(first.page);
      const scripts = bytesOf(await atFirst.fetched(), 'script');
      if (scripts > 150 * kB || scripts === 0) tooLarge.push(`${name}: ${scripts} at first`);
      await first.context.close();
    }
    for (const { name, path } of places.filter(({ path: at }) => at !== '')) {
      const later = await staffPage('kk', email);
      await later.page.goto(`${address}/app/no-such-page`);
      await settle(later.page);
      const after = weigh(later.page);
      await follow(later.page, `/app${path}`);
      await later.page.waitForURL(`**/app${path}`);
      await settle(later.page);
      const scripts = bytesOf(await after.fetched(), 'script');
      if (scripts > 40 * kB) tooLarge.push(`${name}: ${scripts} later`);
      await later.context.close();
    }
    expect(tooLarge).toEqual([]);
  },
  300_000,
);
