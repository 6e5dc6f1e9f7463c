import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFaults, openBrowser, openPage } from '../browser.ts';
import { type Product, startProduct } from '../product.ts';
import { signIn } from '../staff.ts';

let product: Product;
let browser: Browser;
let address: string;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const pin = '604913';
const shots = process.env['DAY_SHOTS'];
const shot = async (page: Page, name: string): Promise<void> => {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};

/** A telephone that has joined the demonstration's mission and knows who works at it. */
async function joined(label: string): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const staff = await signIn(address, 'coordinator@ulgi.example');
  const { body } = await staff.get<{ items: { id: string; state: string }[] }>('/missions');
  const mission = body.items.find(({ state }) => state !== 'closed' && state !== 'cancelled');
  const made = await staff.post<{ address: string }>(`/missions/${mission?.id}/devices`, { label });
  expect(made.status).toBe(201);
  const opened = await openPage(browser, { width: 360, locale: 'en' });
  const { page } = opened;
  await page.goto(address + made.body.address.slice(made.body.address.indexOf('/day#')));
  await page.getByLabel('PIN of this device').fill(pin);
  await page.getByRole('button', { name: 'Join the mission' }).click();
  await page.getByLabel('Who works here').fill('Dr Invented');
  await page.getByLabel('Room', { exact: true }).fill('4');
  await page.getByLabel('Local physician who answers').fill('Dr Local Invented');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: /The day/ }).waitFor();
  await page.evaluate(async () => navigator.serviceWorker.ready.then(() => undefined));
  return opened;
}

async function fillPerson(page: Page, { name, year }: { name: string; year: string }): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Year of birth').fill(year);
  await page.getByText('female', { exact: true }).click();
  await page.getByLabel('Telephone').fill('+7 701 000 00 00');
  await page.getByText('the person consents').click();
}

test('with no network somebody is registered, called, examined and signed for, and nothing typed is lost by a lock or a closed tab', async () => {
  const { page, context, faults } = await joined('Desk');
  await context.setOffline(true);
  await page.reload();
  await page.getByLabel('PIN').fill(pin);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByText(/No network/).waitFor();

  await page.getByRole('link', { name: 'Register' }).click();
  await fillPerson(page, { name: 'Сәуле Ойдан', year: '1960' });
  await page.getByLabel('Allergy').fill('penicillin');
  const again = await context.newPage();
  await page.close();
  await again.goto(`${address}/day#/register`);
  await again.getByLabel('PIN').fill(pin);
  await again.getByRole('button', { name: 'Unlock' }).click();
  expect(await again.getByLabel('Name', { exact: true }).inputValue()).toBe('Сәуле Ойдан');
  expect(await axeFaults(again)).toEqual([]);
  await shot(again, 'register');
  await again.getByRole('button', { name: 'Register and queue' }).click();
  await again.getByRole('heading', { level: 1, name: 'Сәуле Ойдан' }).waitFor();
  expect(await axeFaults(again)).toEqual([]);
  await shot(again, 'visit');

  await again.getByRole('link', { name: 'Back to the day' }).click();
  await shot(again, 'day-before');
  await again.getByRole('button', { name: /Call next: B-001/ }).click();
  await again.getByText('called, room 4').waitFor();
  expect(await axeFaults(again)).toEqual([]);
  await shot(again, 'day');
  await again.getByRole('button', { name: 'Examine' }).click();
  await again.getByLabel('Temperature').fill('45');
  await again.getByText(/Usually 34–42/).waitFor();
  await again.getByLabel('Temperature').fill('36,9');
  await again.getByLabel('Finding').fill('clear');
  await again.reload();
  await again.getByLabel('PIN').fill(pin);
  await again.getByRole('button', { name: 'Unlock' }).click();
  expect(await again.getByLabel('Finding').inputValue()).toBe('clear');
  await again.getByLabel('ICD-10 code').fill('i10');
  await again.getByText('home', { exact: true }).click();
  expect(await axeFaults(again)).toEqual([]);
  await shot(again, 'encounter');
  await again.getByRole('button', { name: 'Sign', exact: true }).click();
  await again.getByText(/The examination is signed/).waitFor();
  await again.goto(`${address}/day#/`);
  await again.getByText('1 registered · 1 examined · 0 waiting').waitFor();
  expect(await again.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await context.setOffline(false);
  await again.getByText(/No network|only on this device/).waitFor({ state: 'detached' });
  expect(faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault))).toEqual([]);
  await context.close();
});

test('who may be registered already is shown before anything is saved, and death takes two presses and can be taken back', async () => {
  const { page, context } = await joined('Second desk');
  for (const name of ['Айгүл Ойдан', 'Айгуль Ойдан']) {
    await page.goto(`${address}/day#/register`);
    await fillPerson(page, { name, year: '1971' });
    if (name.includes('ь')) break;
    await page.getByRole('button', { name: 'Register and queue' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }
  await page.getByText('People who may be the same: 1').waitFor();
  await page.getByRole('link', { name: 'Айгүл Ойдан' }).click();
  await page.getByRole('button', { name: 'Death…' }).click();
  await page.getByRole('button', { name: 'Yes, died' }).click();
  await page.getByText('Died', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Pressed by mistake' }).click();
  await page.getByRole('button', { name: 'Yes, take it back' }).click();
  await page.getByRole('button', { name: 'Death…' }).waitFor();
  expect(await page.getByText('Died', { exact: true }).count()).toBe(0);
  await context.close();
});

test('every screen is clean for axe in the dark, and the corridor screen shows numbers and no name', async () => {
  const { page, context, faults } = await joined('Third desk');
  await page.goto(`${address}/day#/register`);
  await fillPerson(page, { name: 'Бақыт Ойдан', year: '1985' });
  await page.getByRole('button', { name: 'Register and queue' }).click();
  await page.getByRole('button', { name: 'Call to this room' }).click();
  await page.getByText('called', { exact: true }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const name of ['', 'register', 'people', 'reconcile', 'devices', 'settings', 'scan']) {
    await page.goto(`${address}/day#/${name}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await axeFaults(page), name).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(360);
    await shot(page, `dark-${name || 'day'}`);
  }
  const display = await context.newPage();
  await display.goto(`${address}/day/display`);
  await display.getByText(/^[B-Z]-001$/).waitFor();
  expect(await display.locator('body').innerText()).not.toContain('Бақыт');
  expect(await axeFaults(display)).toEqual([]);
  await shot(display, 'display');
  expect(faults).toEqual([]);
  await context.close();
});
