import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { caseHouse, caseOf } from '../test/patientCase.ts';
import { axeFaults, openBrowser, openPage } from './browser.ts';
import { type Product, startProduct } from './product.ts';
import { worldOf } from './referralWorld.ts';
import { overflow } from './settle.ts';

let product: Product;
let address: string;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  return async () => {
    await browser.close();
    await product.stop();
  };
});

type Code = { code: string; second: string };

async function enter(page: Page, { code, second }: Code): Promise<void> {
  await page.locator('#code').fill(code);
  await page.locator('main form button[type=submit]').click();
  await page.locator('#birth').fill('2015-03-05');
  await page.locator('#second').fill(second);
  await page.locator('main form button[type=submit]').first().click();
}

test('without a script: a mother opens the case with two codes, writes, is answered, withdraws, leaves; and after a death the page is closed', async () => {
  const { world, end } = await worldOf(product);
  const house = await caseHouse(world, 'patient-page');
  const { id, number } = await caseOf(world, house);
  const given = await world.as(house.sender).post(`/referrals/${id}/patient-pages`, {
    representative: null,
    language: 'he',
    handing: 'printed',
    reach: null,
  });
  const { code, secondCode: second } = given.json<{ code: string; secondCode: string }>();
  const { page, context, faults } = await openPage(browser, { locale: 'he', width: 360, javaScriptEnabled: false });
  await page.goto(`${address}/he/case`);
  await enter(page, { code, second });
  await page.waitForURL('**/he/case/page');
  expect(await page.locator('h1').textContent()).toContain(number);
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');

  await page.locator('#text').fill('מתי להגיע?');
  await page.locator('#text ~ button, form:has(#text) button').last().click();
  await page.waitForURL('**/case/page?notice=sent');
  const messages = await world.as(house.sender).get(`/referrals/${id}/patient-messages`);
  expect(messages.body).toContain('מתי להגיע?');
  await world.as(house.sender).post(`/referrals/${id}/patient-messages`, { text: 'ביום שלישי' });
  await page.goto(`${address}/he/case/page`);
  expect(await page.locator('#messages').textContent()).toContain('ביום שלישי');

  await page.locator('a[href*="/withdraw?consent="]').click();
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL('**/case/page?notice=withdrawn');
  expect(await page.locator('a[href*="/withdraw?consent="]').count()).toBe(0);

  await page.locator('form[action$="/leave"] button').click();
  await page.waitForURL('**/case?notice=left');
  await page.goto(`${address}/he/case/page`);
  expect(new URL(page.url()).pathname).toBe('/he/case');

  await world.seeAll(`update referral set state = 'died', version = version + 1, changed_at = now() where id = $1`, [
    id,
  ]);
  await page.locator('#code').fill(code);
  await page.locator('main form button[type=submit]').click();
  expect(await page.locator('h1').textContent()).toBe('הדף הזה סגור');
  expect(faults).toEqual([]);
  await context.close();
  await end();
});

test('the page where a code is entered has no fault in three languages, light and dark, narrow and wide', async () => {
  const found: string[] = [];
  for (const locale of ['kk', 'he', 'ko']) {
    const { page, context, faults } = await openPage(browser, { locale });
    await page.goto(`${address}/${locale}/case`);
    for (const [width, theme] of [
      [1280, 'dark'],
      [360, 'light'],
    ] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width, height: 800 });
      if ((await overflow(page)) > 0) found.push(`${locale} ${width} scrolls sideways`);
      found.push(...(await axeFaults(page)).map((fault) => `${locale} ${width} ${theme}: ${fault}`));
    }
    found.push(...faults);
    await context.close();
  }
  expect(found).toEqual([]);
});
