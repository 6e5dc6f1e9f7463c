import type { Page } from 'playwright-core';

/** A page on which nothing is on its way, also not after it was drawn once more. */
const isStill = `document.querySelector('[aria-busy=true]') === null && new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() =>
    setTimeout(() => resolve(document.querySelector('[aria-busy=true]') === null), 50))))`;

/** Waits until a page of the staff application shows what it came to show: nothing is on its way any more. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(isStill);
}

/** How far the page can be scrolled sideways, in CSS pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
