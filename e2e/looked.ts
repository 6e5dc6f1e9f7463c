import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { axeFaults, openPage } from './browser.ts';
import { coordinator, type EveryPage, everyPage, others } from './everyPage.ts';
import { dayPlaces } from './missionPlaces.ts';
import type { locales, Place } from './places.ts';
import { overflow, settle } from './settle.ts';

const looks = [
  { width: 1280, theme: 'light', looked: 'at everything' },
  { width: 1280, theme: 'dark', looked: 'at colours' },
  { width: 360, theme: 'dark', looked: 'at everything' },
  { width: 360, theme: 'light', looked: 'at colours' },
] as const;
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

type Looking = { all: () => EveryPage; locale: (typeof locales)[number] };

/** What is wrong with these pages of the staff application as this person has them. */
async function faultsInside({ all, locale }: Looking, places: readonly Place[], email: string): Promise<string[]> {
  const staff = await all().staffPage(locale, email);
  const faults: string[] = [];
  for (const { name, path } of places) {
    await staff.page.setViewportSize({ width: 1280, height: 900 });
    await staff.page.goto(`${all().address}/app${path}`);
    await settle(staff.page);
    expect(await staff.page.locator('html').getAttribute('lang')).toBe(locale);
    faults.push(...(await faultsOf(staff.page, name)));
  }
  await staff.context.close();
  return [...faults, ...staff.faults];
}

type Outside = { places: readonly Place[]; url: (path: string) => string; ready: (page: Page) => Promise<unknown> };

/** What is wrong with these pages as a stranger has them. */
async function faultsOutside({ all, locale }: Looking, { places, url, ready }: Outside): Promise<string[]> {
  const { page, context, faults } = await openPage(all().browser, { locale });
  for (const { name, path } of places) {
    await page.goto(`${all().address}${url(path)}`);
    await ready(page);
    faults.push(...(await faultsOf(page, name)));
  }
  await context.close();
  return faults;
}

function lookOutside(looking: Looking): void {
  const { all, locale } = looking;

  test('every public page is without a fault in both themes, wide and narrow', async () => {
    const isSaid = async (page: Page) => expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    const outside = { places: all().outside, url: (path: string) => `/${locale}${path}`, ready: isSaid };
    expect(await faultsOutside(looking, outside)).toEqual([]);
  });

  test('the application of a mission’s day is without a fault in both themes, wide and narrow, before anybody has joined', async () => {
    const isThere = (page: Page) => page.locator('main').waitFor();
    const outside = { places: dayPlaces, url: (path: string) => path, ready: isThere };
    expect(await faultsOutside(looking, outside)).toEqual([]);
  });

  test('the page to sign in is without a fault in both themes, wide and narrow', async () => {
    const outside = { places: [{ name: 'sign-in', path: '/app' }], url: (path: string) => path, ready: settle };
    expect(await faultsOutside(looking, outside)).toEqual([]);
  });
}

/** Looks at every page in one language. Each language is a file of tests, so that two are looked at at once. */
export function lookAtPages(locale: (typeof locales)[number]): void {
  const all = everyPage();
  const looking = { all, locale };
  describe(`in ${locale}`, () => {
    lookOutside(looking);

    // In parts: each has the time of a test, and a page more makes none of them too long.
    test.each(parts)('every staff page is without a fault in both themes, wide and narrow: part %i', async (part) => {
      const inside = all().inside(coordinator);
      const places = inside.filter((_, at) => at % parts.length === part);
      expect(await faultsInside(looking, places, coordinator)).toEqual([]);
    });

    test.each(others)(
      'every page that is opened by %s is without a fault in both themes, wide and narrow',
      async (email) => {
        expect(await faultsInside(looking, all().inside(email), email)).toEqual([]);
      },
    );
  });
}
