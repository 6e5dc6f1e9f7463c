import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFaults, openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { type Staff, signIn } from './staff.ts';

let product: Product;
let browser: Browser;
let address: string;
let page: Page;
let faults: string[];
let receiver: Staff;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  receiver = await signIn(address, 'doctor@mundeul.example');
  ({ page, faults } = await enterAs(browser, address, { email: 'coordinator@ulgi.example', locale: 'en' }));
  return async () => {
    await browser.close();
    await product.stop();
  };
});

const clean = async () => expect(await axeFaults(page)).toEqual([]);

/** All that this device keeps of the person who is signed in. */
const kept = (): Promise<string> =>
  page.evaluate('JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })');

test('a patient is found by name and birth date in another alphabet, and neither the address nor the device keeps who it was', async () => {
  await page.goto(`${address}/app/patients`);
  await page.getByRole('heading', { name: 'Changed last at our organisation' }).waitFor();
  await clean();
  const form = page.getByRole('form', { name: 'By name and birth date' });
  await form.getByLabel('Family name').fill('Примеров');
  await form.getByLabel('Given name').fill('Тимур');
  await form.getByLabel('Birth date').fill('1979-11-30');
  await form.getByRole('button', { name: 'Search' }).click();
  await page.locator('output').getByRole('link', { name: 'Primerov Timur' }).waitFor();
  expect(new URL(page.url()).search).toBe('');
  expect(await kept()).not.toMatch(/Примеров|Primerov|1979/);
  await page.locator('output').getByRole('link', { name: 'Primerov Timur' }).click();
  await page.getByRole('heading', { level: 1, name: 'Primerov Timur' }).waitFor();
  await page.getByRole('heading', { name: 'Consents of the patient' }).waitFor();
  await clean();
});

test('a child is registered on a phone after who may be meant was shown, and nothing typed stays on the device', async () => {
  await page.setViewportSize({ width: 360, height: 760 });
  await page.goto(`${address}/app/patients/new`);
  await page.locator('#name-0-family').fill('Жобаева');
  await page.locator('#name-0-given').fill('Дана');
  await page.locator('#birth-date').fill('1987-03-05');
  await page.locator('#identifier-0-value').fill('123456789012');
  await page.getByRole('button', { name: 'Register a patient' }).click();
  await page.getByText('There is no such number').waitFor();
  expect(await page.locator('#name-0-family').inputValue()).toBe('Жобаева');
  await page.locator('#identifier-0-value').fill('');
  await page.getByRole('button', { name: 'Register a patient' }).click();
  await page.getByText('the same name and birth date').first().waitFor();
  await clean();
  expect(await page.evaluate('document.documentElement.scrollWidth <= 360')).toBe(true);
  expect(await kept()).not.toMatch(/Жобаева|1987/);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('two records of one person are merged with what differs side by side, and set free again', async () => {
  await page.goto(`${address}/app/patients`);
  await page.getByRole('link', { name: 'Zhobaeva Dana' }).click();
  await page.getByRole('heading', { level: 1, name: 'Zhobaeva Dana' }).waitFor();
  await page.getByRole('button', { name: 'Check whether there is such a record' }).click();
  await page.getByText('the same name and birth date').waitFor();
  await page.getByRole('button', { name: 'Keep this record' }).click();
  await page.getByRole('heading', { name: 'Merged into this record' }).waitFor();
  await page.getByRole('rowheader', { name: 'names' }).first().waitFor();
  await clean();
  await page.getByRole('button', { name: 'Undo the merge' }).click();
  await page.getByRole('heading', { name: 'Merged into this record' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('rowheader', { name: 'names' }).count()).toBe(0);
});

test('a consent is asked in large letters, opens the record to its receiver, and the withdrawal closes it and says what was seen', async () => {
  await page.goto(`${address}/app/patients`);
  await page
    .getByRole('link', { name: 'Образцова' })
    .or(page.getByRole('link', { name: 'Probny Artyom' }))
    .first()
    .click();
  const url = page.url();
  const id = url.split('/').at(-1) ?? '';
  expect((await receiver.get(`/patients/${id}`)).status).toBe(404);
  await page.getByRole('link', { name: 'Record a consent' }).click();
  await page.getByRole('button', { name: 'Larger' }).click();
  await page.locator('#language').selectOption('ru');
  await page.getByRole('heading', { name: 'Согласие на лечение в другой организации' }).waitFor();
  await clean();
  await page.locator('#receiving-country').selectOption('KR');
  await page.locator('#receiving-organisation').selectOption({ label: 'Mundeul centre (invented)' });
  await page.locator('#consent-givenOn').fill('2026-01-15');
  await page.getByRole('button', { name: 'Record a consent' }).click();
  await page.waitForURL(url);
  await page.locator('#share-organisation').selectOption({ label: 'Mundeul centre (invented)' });
  await page.getByRole('button', { name: 'Open to an organisation' }).click();
  await page.getByText('consent of the patient').first().waitFor();
  await expect.poll(async () => (await receiver.get(`/patients/${id}`)).status).toBe(200);

  await page.getByRole('button', { name: 'Withdraw the consent' }).click();
  await page.getByText('Access by this consent ends at once.').waitFor();
  await page.getByRole('button', { name: 'Withdraw the consent' }).click();
  await page.getByText('The consent is withdrawn. Access has ended.').waitFor();
  await page.getByText('What a receiver has seen already').waitFor();
  await page.getByText(/Mundeul centre \(invented\): opened, 1 time/).waitFor();
  expect((await receiver.get(`/patients/${id}`)).status).toBe(404);
  await page.getByRole('button', { name: 'Show who looked' }).click();
  await page.getByRole('table', { name: 'Who looked at my data' }).waitFor();
  await clean();
});

test('the texts of consent can be read and the next version approved, in the reader’s language', async () => {
  await page.goto(`${address}/app/patients/texts`);
  await page.getByRole('heading', { name: 'Treatment · English' }).waitFor();
  await clean();
  await page.locator('#text-language').selectOption('en');
  await page.getByRole('button', { name: 'Take the sample' }).click();
  await page.getByRole('button', { name: 'Approve this text' }).click();
  await page.getByText('The text is approved').waitFor();
  await page.getByText(/version 2, approved/).waitFor();
  expect(faults).toEqual([]);
});

test('nothing of a patient is in what the program printed', () => {
  expect(product.said()).not.toMatch(/Примеров|Primerov|Жобаева|Zhobaeva|DEMO0007/);
});
