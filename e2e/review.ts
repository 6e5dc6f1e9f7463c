import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settle } from './settle.ts';

type NewPartnership = { name: string; ours: string; theirs: string };

/** Opens a public partnership with one organisation on each side, in the form for it. Returns its slug. */
export async function openByForm(page: Page, address: string, { name, ours, theirs }: NewPartnership): Promise<string> {
  await page.goto(`${address}/app/partnerships/new`);
  await settle(page);
  const slug = `t-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  for (const language of ['kk', 'ru', 'en']) await page.locator(`#name-${language}`).fill(name);
  await page.locator('#summary').fill(name);
  await page.locator('#slug').fill(slug);
  await page.locator('#visibility').selectOption('public');
  for (const [index, organisation] of [ours, theirs].entries()) {
    await page.locator(`#side-${index}-kk`).fill(organisation);
    // The demonstration may know an organisation of the same name; either will do.
    await page.locator('fieldset.card').nth(index).getByLabel(organisation, { exact: true }).first().setChecked(true);
  }
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(`**/app/partnerships/${slug}`);
  return slug;
}

/** Drops files on the Documents page: a text, or so many bytes of one letter. */
export async function dropBytes(
  page: Page,
  files: readonly { name: string; size: number; text: string }[],
): Promise<void> {
  const dataTransfer = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, size, text } of all)
      transfer.items.add(new File([size > 0 ? 'a'.repeat(size) : text], name, { type: 'text/plain' }));
    return transfer;
  }, files);
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer });
}

/** Drops a file on the Documents page, as from a folder of the desktop, and opens its review. */
export async function dropIn(
  page: Page,
  address: string,
  { file, partnership }: { file: string; partnership: string },
) {
  await page.goto(`${address}/app/documents`);
  await settle(page);
  await page.locator('#intake-partnership').selectOption({ label: partnership });
  await dropBytes(page, [{ name: basename(file), size: 0, text: await readFile(file, 'utf8') }]);
  await page.locator('.upload a').click();
  await page.waitForURL('**/app/documents/*');
  await page.locator('li[aria-current=true] button.primary:not([aria-disabled])').waitFor();
}

/** How many claims of the page are not decided yet. */
export const drafts = (page: Page): Promise<number> =>
  page.locator('main progress').evaluate((bar: HTMLProgressElement) => bar.max - bar.value);

/** Whose turn it is, and whether a key would be heard. */
const turn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const card = document.querySelector('li[aria-current=true]');
    const isBusy = card?.querySelector('button[aria-disabled=true]') !== null;
    return `${card?.id} ${isBusy ? 'busy' : 'ready'}`;
  });

/** Presses a key of the review and waits until as many drafts are left and the next claim waits for its key. */
export async function press(page: Page, key: string, left: number): Promise<void> {
  const before = await turn(page);
  await page.keyboard.press(key);
  const now = async () => {
    const [shown, count] = [await turn(page), await drafts(page)];
    return { count, isNext: (shown !== before || left === 0) && (shown.endsWith('ready') || left === 0) };
  };
  await expect.poll(now, { timeout: 15_000, interval: 10 }).toEqual({ count: left, isNext: true });
}

/** Accepts every draft with the key for it, and waits for each until it is saved. */
export async function acceptAll(page: Page): Promise<number> {
  const all = await drafts(page);
  for (let left = all; left > 0; left -= 1) await press(page, 'a', left - 1);
  return all;
}

/** Shows all that was accepted to everybody. */
export async function publish(page: Page): Promise<void> {
  await page.locator('.reviewed button').click();
  await page.locator('[aria-describedby=publish-public-effect]').click();
  await page.locator('dialog .note').waitFor();
}
