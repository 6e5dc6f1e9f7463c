import { readFileSync } from 'node:fs';
import { TOTP } from 'otpauth';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { demoPassword } from '../demo/people.ts';
import { axeFaults, openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { overflow, settle } from './settle.ts';

/** Each journey has a person of its own: what one turns on another need not turn off. */
const people = {
  passkey: 'officer@fund.example',
  codes: 'officer@kyrgyz.example',
  sessions: 'officer@israel.example',
  telephone: 'officer@embassy.example',
};
let product: Product;
let browser: Browser;
/** A passkey belongs to a name, and a number is none. */
let address: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = (await product.address()).replace('127.0.0.1', 'localhost');
  return async () => {
    await browser.close();
    await product.stop();
  };
});

async function asOwner(statement: string): Promise<void> {
  const [, , , port, folder] = readFileSync(product.postmaster(), 'utf8').split('\n');
  const client = new pg.Client({ host: folder, port: Number(port), user: 'postgres', database: 'yntymaq' });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** As if everybody had signed in a quarter of an hour ago. */
const age = () =>
  asOwner(`update auth.session set "createdAt" = now() - interval '15 minutes'; delete from auth.step_up`);

/** Somebody who has signed in, on the page of their account, in English, with a device that can hold passkeys. */
async function onAccountPage(email: string) {
  const opened = await enterAs(browser, address, { email, locale: 'en' });
  const debug = await opened.context.newCDPSession(opened.page);
  await debug.send('WebAuthn.enable');
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await opened.page.goto(`${address}/app/account`);
  await settle(opened.page);
  const faults = () => opened.faults.filter((fault) => fault !== 'asks localhost');
  return { ...opened, faults };
}

const signOut = async (page: Page) => {
  await page.locator('.account summary').click();
  const left = page.waitForResponse(/\/auth\/sign-out$/);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await left;
  await page.waitForLoadState('networkidle');
};

test('a dangerous act asks who it is, and then goes on with what was typed; the passkey it made opens the door', async () => {
  const { page, context, faults } = await onAccountPage(people.passkey);
  expect(await axeFaults(page)).toEqual([]);
  await age();
  await page.getByLabel('Name', { exact: true }).fill('Desk computer');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await dialog.getByLabel('Password').fill('this is not the password');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByText('The password is not right').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await dialog.getByLabel('Password').fill(demoPassword);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Desk computer').first().waitFor();
  await dialog.waitFor({ state: 'detached' });

  await signOut(page);
  // The device of this journey is quick: it may take up the browser's own offer before anybody presses.
  const inside = page.locator('.account summary');
  const isIn = await inside.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
  if (!isIn) await page.getByRole('button', { name: 'Use a passkey' }).click();
  await inside.waitFor();
  await page.goto(`${address}/app/account`);
  await page.getByText('signed in (by passkey)').first().waitFor();

  await age();
  await page.getByRole('button', { name: 'Remove: Desk computer' }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Desk computer').first().waitFor();
  await page.getByRole('button', { name: 'Remove: Desk computer' }).click();
  await dialog.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('No passkey yet').waitFor();
  expect(faults()).toEqual([]);
  await context.close();
});

test('codes of an app are turned on, asked at the next sign-in, and one of the recovery codes opens once', async () => {
  const { page, context, faults } = await onAccountPage(people.codes);
  const form = page.getByRole('form', { name: 'Second step: a code from an app' });
  await form.getByLabel('Password').fill(demoPassword);
  await form.getByRole('button', { name: 'Turn on' }).click();
  const secret = (await page.locator('form code').first().innerText()).replaceAll(' ', '');
  const totp = new TOTP({ secret });
  expect(await axeFaults(page)).toEqual([]);
  await page.getByLabel('Code from the app').fill(totp.generate({ timestamp: Date.now() - 30_000 }));
  await page.getByRole('button', { name: 'Confirm the code and turn on' }).click();
  const list = page.getByRole('list', { name: 'Recovery codes' });
  await list.waitFor();
  const [first = '', second = ''] = await list.locator('code').allInnerTexts();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('On: after the password').waitFor();

  const typePassword = async () => {
    await signOut(page);
    await page.locator('input[name=email]').fill(people.codes);
    await page.locator('input[name=password]').fill(demoPassword);
    await page.locator('input[name=password]').press('Enter');
    await page.locator('input[name=code]').waitFor();
  };
  await typePassword();
  expect(await axeFaults(page)).toEqual([]);
  await page.locator('input[name=code]').fill('000000');
  await page.locator('input[name=code]').press('Enter');
  await page.getByText('The code is not right').waitFor();
  await page.locator('input[name=code]').fill(totp.generate());
  await page.locator('input[name=code]').press('Enter');
  await page.locator('.account summary').waitFor();
  const enterWith = async (code: string) => {
    await page.getByRole('button', { name: 'No telephone' }).click();
    await page.getByLabel('Recovery code').fill(code);
    await page.getByLabel('Recovery code').press('Enter');
  };
  await typePassword();
  await enterWith(first);
  await page.locator('.account summary').waitFor();
  await typePassword();
  await enterWith(first);
  await page.getByText('The code is not right').waitFor();
  await page.getByLabel('Recovery code').fill(second);
  await page.getByLabel('Recovery code').press('Enter');
  await page.locator('.account summary').waitFor();
  await page.goto(`${address}/app/account`);
  await form.getByLabel('Password').fill(demoPassword);
  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByText('Off. Once it is on').waitFor();
  expect(faults()).toEqual([]);
  await context.close();
});

test('a person sees where they are signed in and ends it; a page that was left open asks again and keeps what was typed', async () => {
  const here = await onAccountPage(people.sessions);
  const elsewhere = await enterAs(browser, address, { email: people.sessions, locale: 'en' });
  await elsewhere.page.goto(`${address}/app/account`);
  await settle(elsewhere.page);
  const field = elsewhere.page.getByLabel('Name', { exact: true });
  await field.fill('Half a sentence');
  await here.page.reload();
  await here.page.getByRole('button', { name: 'End all but this one' }).click();
  await here.page.getByRole('button', { name: 'End all but this one' }).waitFor({ state: 'detached' });
  await elsewhere.page.getByRole('button', { name: 'Add a passkey' }).click();
  const again = elsewhere.page.getByRole('dialog', { name: 'Sign in again' });
  await again.waitFor();
  expect(await axeFaults(elsewhere.page)).toEqual([]);
  await again.locator('input[name=password]').fill(demoPassword);
  await again.locator('input[name=password]').press('Enter');
  await again.waitFor({ state: 'detached' });
  expect(await field.inputValue()).toBe('Half a sentence');
  await Promise.all([here.context.close(), elsewhere.context.close()]);
});

test('a forgotten password: a link by mail, which the mailbox shows where no mail goes out', async () => {
  const { page, context } = await onAccountPage(people.sessions);
  await signOut(page);
  await page.getByRole('button', { name: 'I forgot my password' }).click();
  expect(await axeFaults(page)).toEqual([]);
  await page.locator('#forgotten-email').fill(people.sessions);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('the link is on its way').waitFor();
  await page.goto(`${address}/app/new-password#no-such-token`);
  await page.getByLabel('New password').fill('seven skies and seven seas');
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByText('This link was used before or is too old').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await context.close();
});

test('on a telephone the page does not run off the side, in any language, light and dark', async () => {
  for (const [locale, theme] of [
    ['kk', 'light'],
    ['ru', 'dark'],
    ['en', 'light'],
  ] as const) {
    const { page, context } = await enterAs(browser, address, { email: people.telephone, locale, theme, width: 360 });
    await page.goto(`${address}/app/account`);
    await settle(page);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await axeFaults(page, theme === 'dark' ? 'at colours' : 'at everything')).toEqual([]);
    await context.close();
  }
});
