import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFaults, openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { startProduct } from './product.ts';
import { settle } from './settle.ts';

let browser: Browser;
let address: string;
let page: Page;
let faults: string[];

beforeAll(async () => {
  const [product, opened] = await Promise.all([startProduct(), openBrowser()]);
  browser = opened;
  address = await product.address();
  ({ page, faults } = await enterAs(browser, address, { email: 'administrator@almaty.example', locale: 'en' }));
  return async () => {
    await browser.close();
    await product.stop();
  };
});

const goTo = async (path: string) => {
  await page.goto(`${address}/app/admin/${path}`);
  await settle(page);
};

test('an administrator says who answers for personal data, and how long digests are kept', async () => {
  await goTo('protection');
  await page.getByText('This page is not filled in yet').waitFor();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByLabel('Data protection officer').fill('A. Officer, lawyer');
  await page.getByLabel('How to reach them').fill('dpo@almaty.example');
  await page.getByLabel('Purpose').fill('Treatment abroad');
  await page.getByLabel('Law or agreement').fill('Law on personal data, art. 7');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A. Officer, lawyer').waitFor();
  await page.getByRole('button', { name: 'Change the time' }).first().click();
  await page.getByLabel('How many days').fill('3');
  await page.getByLabel('Law or agreement').fill('House rule 4');
  // The browser itself says what is allowed; nothing is sent.
  expect(await page.getByLabel('How many days').evaluate((field: HTMLInputElement) => field.checkValidity())).toBe(
    false,
  );
  await page.getByLabel('How many days').fill('365');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('365 days · House rule 4').waitFor();
  expect(await axeFaults(page)).toEqual([]);
});

test('what was given to a centre abroad is entered once and put right by a further line', async () => {
  await goTo('transfers');
  await page.getByText('The register is empty').waitFor();
  await page.getByRole('button', { name: 'Record a transfer' }).click();
  await page.getByLabel('Given to').fill('A clinic in Seoul');
  await page.getByLabel('Country').fill('KR');
  await page.getByLabel('Given at').fill('2026-11-20T10:30');
  await page.getByLabel('clinical data').check();
  await page.getByLabel('People').fill('12');
  await page.getByLabel('Reference').fill('Agreement, art. 3');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Put right' }).click();
  await page.getByLabel('People').fill('11');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('put right by a later line').waitFor();
  await page.getByText('puts an earlier line right').waitFor();
  expect(await page.getByRole('cell', { name: 'Agreement, art. 3' }).count()).toBe(2);
  expect(await axeFaults(page)).toEqual([]);
});

test('an incident shows whom to tell by when, is told in time, contained and closed', async () => {
  await goTo('incidents');
  await page.getByRole('button', { name: 'Record an incident' }).click();
  await page.getByLabel('Kind').selectOption('lost_device');
  await page.getByLabel('In short').fill('A tablet was lost');
  await page.getByLabel('What happened').fill('A locked tablet was left in a taxi.');
  await page.getByLabel('by country').fill('KZ, KG');
  const day = new Date(Date.now() - 48 * 3_600_000).toISOString().slice(0, 10);
  await page.getByLabel('When it was found').fill(`${day}T10:00`);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'A tablet was lost' }).waitFor();
  await page.getByText('are not in the table, ask a lawyer: Kyrgyzstan').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Record a notice' }).click();
  await page.getByLabel('When', { exact: true }).fill(`${day}T12:00`);
  await page.getByLabel('How, and what was said').fill('By letter, with the facts known so far.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('told in time').waitFor();
  await page.getByRole('button', { name: 'Mark as contained' }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByText('Assess the risk before you close it').waitFor();
  await page.getByRole('button', { name: 'Say more' }).click();
  await page.getByLabel('Risk to people').selectOption('some');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Say more' }).waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByText('Closed. It can be reopened').waitFor();
  await goTo('incidents');
  await page.getByRole('cell', { name: 'closed' }).waitFor();
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
});
