import type { Page } from 'playwright-core';

/** Whether nothing is on its way also after the page was drawn twice more: what came may ask for the next. */
const isStill = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
  resolve(document.querySelector('[aria-busy=true]') === null))))`;

/** Waits until a page of the staff application shows what it came to show: nothing is on its way any more. */
export async function settle(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  do {
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
  } while (!(await page.evaluate<boolean>(isStill)));
}

/** How far the page can be scrolled sideways, in CSS pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
