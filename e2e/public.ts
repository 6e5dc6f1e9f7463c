import { type Browser } from 'playwright-core';
import { expect } from 'vitest';
import { axeFaults, openPage } from './browser.ts';

/** What a public page says to somebody without JavaScript, in one line. The page is without a fault. */
export async function publicText(browser: Browser, url: string): Promise<string> {
  const { page, context, faults } = await openPage(browser);
  const answer = await page.goto(url);
  expect([url, answer?.status()]).toEqual([url, 200]);
  expect([url, await axeFaults(page)]).toEqual([url, []]);
  const text = (await page.locator('main').textContent()) ?? '';
  expect(faults).toEqual([]);
  await context.close();
  return text.replaceAll(/\s+/g, ' ');
}
