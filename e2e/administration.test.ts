import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFaults, openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { startProduct } from './product.ts';
import { settle } from './settle.ts';

const email = 'installation@health.example';
let browser: Browser;
let address: string;
let page: Page;
let faults: string[];

beforeAll(async () => {
  const [product, opened] = await Promise.all([startProduct(), openBrowser()]);
  browser = opened;
  address = await product.address();
  ({ page, faults } = await enterAs(browser, address, { email, locale: 'en' }));
  return async () => {
    await browser.close();
    await product.stop();
  };
});

const goTo = async (path: string) => {
  await page.goto(`${address}/app/admin/${path}`);
  await settle(page);
};

test('a link for a new password waits in the mailbox of an installation that sends nothing, and is read there', async () => {
  const asked = await fetch(`${address}/auth/request-password-reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ email: 'officer@almaty.example' }),
  });
  expect(asked.status).toBe(200);
  await expect
    .poll(
      async () => {
        await goTo('mailbox?purpose=password_link&state=kept');
        return page.getByRole('button', { name: /^Read/ }).count();
      },
      { timeout: 90_000, interval: 2000 },
    )
    .toBe(1);
  const list = await page.locator('main').innerText();
  expect(list).toContain('kept in the mailbox');
  expect(list).not.toContain('officer@almaty.example');
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: /^Read/ }).click();
  await page.getByText('officer@almaty.example').waitFor();
  expect(await page.locator('main').innerText()).toContain(`${address}/app/new-password#`);
  expect(await axeFaults(page)).toEqual([]);
});

test('a job is run by hand, and its page says how it went', async () => {
  await goTo('jobs');
  await page.getByRole('button', { name: 'Run now: Forget answers to repeated requests' }).click();
  await page.getByText('done').first().waitFor();
  expect(await axeFaults(page)).toEqual([]);
});

test('a setting is changed with its history, and secrets of the environment are not shown', async () => {
  await goTo('settings');
  await page.getByRole('button', { name: 'Edit: How long messages can be read' }).click();
  await page.getByLabel('How many days').fill('14');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'History of changes' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('YNTYMAQ_SECRET');
  expect(await axeFaults(page)).toEqual([]);
});

test('health says each thing as a word, and what to do where it is not well', async () => {
  await goTo('health');
  const said = await page.locator('main').innerText();
  expect(said).toContain('Vault of keys');
  expect(said).toContain('Set the folder YNTYMAQ_BACKUP');
  expect(await axeFaults(page)).toEqual([]);
});

test('on a phone, in Kazakh and in the dark, no page is wider than the screen and none is at fault', async () => {
  const phone = await enterAs(browser, address, { email, width: 360, theme: 'dark' });
  for (const path of ['mailbox', 'jobs', 'settings', 'health']) {
    await phone.page.goto(`${address}/app/admin/${path}`);
    await settle(phone.page);
    expect([path, await axeFaults(phone.page)]).toEqual([path, []]);
    const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    expect([path, width]).toEqual([path, 360]);
  }
  expect([...faults, ...phone.faults]).toEqual([]);
});
