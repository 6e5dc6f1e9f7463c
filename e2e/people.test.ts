import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFaults, openBrowser, openPage } from './browser.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { overflow, settle } from './settle.ts';
import { signIn } from './staff.ts';

const guest = {
  address: 'visiting.doctor@clinic.example',
  name: 'Visiting doctor',
  password: 'snow on the steppe at noon',
};
let product: Product;
let browser: Browser;
let address: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  return async () => {
    await browser.close();
    await product.stop();
  };
});

/** The world moves on: what only time can do. */
async function asOwner(statement: string): Promise<void> {
  const [, , , port, folder] = readFileSync(product.postmaster(), 'utf8').split('\n');
  const client = new pg.Client({ host: folder, port: Number(port), user: 'postgres', database: 'yntymaq' });
  await client.connect();
  await client.query(statement);
  await client.end();
}

const administrator = () => enterAs(browser, address, { email: 'administrator@almaty.example', locale: 'en' });
const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

/** What stands in the mailbox page for an address, read by who looks after the installation. */
async function letterTo(to: string): Promise<string> {
  const keeper = await signIn(address, 'installation@health.example');
  const { body } = await keeper.get<{ items: { id: string }[] }>('/administration/messages?purpose=invitation');
  for (const { id } of body.items) {
    const opened = await keeper.post<{ to: string; text: string }>(`/administration/messages/${id}/opened`, {});
    if (opened.body.to === to) return opened.body.text;
  }
  throw new Error(`there is no letter to ${to}`);
}

async function inviteForThreeDays(page: Page): Promise<void> {
  await page.goto(`${address}/app/admin`);
  await settle(page);
  await page.getByRole('link', { name: 'People of the organisation' }).click();
  await settle(page);
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByLabel('E-mail', { exact: true }).fill(guest.address);
  await page.getByLabel('Name', { exact: true }).fill(guest.name);
  await page.getByLabel('For certain days only').check();
  await page.getByLabel('Last day').fill(day(3));
  await page.getByLabel('Reason').fill('The mission of this week');
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send the invitation' }).click();
  await page.getByText('The invitation is sent').waitFor();
  await page.getByRole('rowheader', { name: new RegExp(guest.name) }).waitFor();
}

/** Accepts in another browser, as somebody who was never here. */
async function acceptIn(link: string) {
  const opened = await openPage(browser, { locale: 'en', width: 360 });
  await opened.page.goto(link);
  await opened.page.getByText('You are invited').first().waitFor();
  expect(opened.page.url()).not.toContain('?');
  await opened.page.getByLabel('New password').fill('password1234');
  await opened.page.getByRole('button', { name: 'Accept the invitation' }).click();
  await opened.page.getByRole('alert').waitFor();
  expect(await axeFaults(opened.page)).toEqual([]);
  expect(await overflow(opened.page)).toBe(0);
  await opened.page.getByLabel('New password').fill(guest.password);
  await opened.page.getByRole('button', { name: 'Accept the invitation' }).click();
  await opened.page.locator('.rail').waitFor();
  return opened;
}

test('somebody is invited by letter, accepts elsewhere, works for the days of a mission, and is out at once when deactivated', async () => {
  const { page: admin, faults } = await administrator();
  await inviteForThreeDays(admin);
  const link = /https?:\/\/\S+#[\w-]{43}/.exec(await letterTo(guest.address))?.[0] ?? '';
  expect(link).toContain(`${address}/app/invitation#`);
  const { page } = await acceptIn(link);
  await page.goto(`${address}/app/commitments`);
  await settle(page);
  const again = await openPage(browser, { locale: 'en' });
  await again.page.goto(link);
  await again.page.getByText('This link opens nothing any more').waitFor();

  await admin.goto(`${address}/app/admin/people?state=temporary`);
  await settle(admin);
  await admin.getByRole('link', { name: guest.name }).click();
  await settle(admin);
  expect(await axeFaults(admin)).toEqual([]);
  await admin.getByRole('heading', { name: 'Deactivate' }).waitFor();
  await admin.getByRole('button', { name: 'Deactivate' }).click();
  await admin.getByLabel('Reason').last().fill('Left before the end');
  await admin.getByRole('button', { name: 'Deactivate' }).click();
  await admin.getByRole('button', { name: 'Reactivate' }).waitFor();

  // The page that was open learns it with the next thing it asks.
  await page.reload();
  await page.locator('input[name=password]').waitFor();
  expect(faults).toEqual([]);
});

test('a role of some days gives nothing when they are over, though the session goes on', async () => {
  const keeper = await administrator();
  await keeper.page.goto(`${address}/app/admin/people?state=deactivated`);
  await settle(keeper.page);
  await keeper.page.getByRole('link', { name: guest.name }).click();
  await keeper.page.getByRole('button', { name: 'Reactivate' }).click();
  await keeper.page.getByRole('heading', { name: 'Deactivate' }).waitFor();
  const { page } = await openPage(browser, { locale: 'en' });
  await page.goto(`${address}/app/`);
  await page.locator('input[name=email]').fill(guest.address);
  await page.locator('input[name=password]').fill(guest.password);
  await page.locator('input[name=password]').press('Enter');
  await page.locator('.rail').waitFor();
  await asOwner(
    `update membership set since = now() - interval '2 days', ends_at = now() - interval '1 second'
     where person = (select id from auth."user" where email = '${guest.address}')`,
  );
  await page.reload();
  await page.getByText('You have no role in an organisation now').first().waitFor();
  expect(await axeFaults(page)).toEqual([]);
});

test('a token is made on its page, told once, works for a program, and ends with one press', async () => {
  const { page, faults } = await administrator();
  await page.goto(`${address}/app/admin/tokens`);
  await settle(page);
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByLabel('Purpose').fill('Statistics of the region');
  await page.getByLabel('Read commitments and deliveries').check();
  await page.getByLabel('Until').fill(day(30));
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make a token' }).click();
  const secret = (await page.locator('[data-secret]').textContent()) ?? '';
  expect(secret).toMatch(/^ynt_/);
  const asked = (path: string) => fetch(`${address}/api${path}`, { headers: { authorization: `Bearer ${secret}` } });
  expect((await asked('/commitments')).status).toBe(200);
  expect((await asked('/access/people')).status).toBe(403);
  await page.reload();
  await settle(page);
  expect(await page.content()).not.toContain(secret);
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('revoked', { exact: true }).waitFor();
  expect((await asked('/commitments')).status).toBe(401);
  expect(faults).toEqual([]);
});

test('every record says why one sees it', async () => {
  const { page, faults } = await enterAs(browser, address, { email: 'coordinator@almaty.example', locale: 'en' });
  const staff = await signIn(address, 'coordinator@almaty.example');
  const { body } = await staff.get<{ items: { id: string }[] }>('/meetings');
  await page.goto(`${address}/app/meetings/${body.items[0]?.id}`);
  await settle(page);
  await page.getByText('Why can I see this?').click();
  await page.getByText('Your organisation entered it').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
});
