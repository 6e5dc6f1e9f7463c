import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { reachEmbeddedPostgres } from '../src/platform/postgres/index.ts';
import { query } from '../test/postgres.ts';
import { startProgram } from '../test/program.ts';
import { axeFaults, openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { settle } from './settle.ts';
import { sealNow } from './staff.ts';

const administrator = 'administrator@almaty.example';
const installation = 'installation@health.example';
let browser: Browser;
let product: Product;
let address: string;
let page: Page;
let faults: string[];

/** The folder of the running product's data. */
const dataFolder = (): string => path.resolve(product.postmaster(), '../../..');
const ask = (statement: string, values: unknown[] = []) =>
  query(reachEmbeddedPostgres(dataFolder()).urlFor('postgres', 'yntymaq'), statement, values);

async function verifyByHand(): Promise<{ status: number | NodeJS.Signals; said: string }> {
  const command = [process.execPath, path.resolve('src/cli.ts'), 'audit', 'verify'] as const;
  const started = startProgram({ settings: { YNTYMAQ_DATA: dataFolder() }, command });
  return { status: await started.ended, said: started.said() };
}

const goTo = async (search: string) => {
  await page.goto(`${address}/app/admin/audit${search}`);
  await settle(page);
};
const table = () => page.getByRole('table').first().innerText();
const main = () => page.locator('main').innerText();

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  ({ page, faults } = await enterAs(browser, address, { email: administrator, locale: 'en' }));
  return async () => {
    await browser.close();
    await product.stop();
  };
});

test('an administrator reads in words who changed what, and filters it; the address says what was asked for', async () => {
  await goTo('');
  expect(await page.getByRole('table').first().getByRole('row').count()).toBeGreaterThan(1);
  expect(await axeFaults(page)).toEqual([]);
  await page.getByLabel('What to show').selectOption('access');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL(/kind=access/);
  await settle(page);
  // Looking at the list above was itself recorded.
  await expect.poll(table).toContain('Audit: searched');
  expect(await table()).not.toContain('Change');
  expect(await axeFaults(page)).toEqual([]);
  await goTo('?from=1999-01-01&until=1999-01-02');
  expect(await main()).toContain('Widen the filter or clear it.');
  expect(await axeFaults(page)).toEqual([]);
});

test('the same list is taken away as CSV, and that it was is in the list', async () => {
  await goTo('?kind=write');
  const coming = page.waitForEvent('download');
  await page.locator('a[download="audit.csv"]').click();
  const file = await readFile(await (await coming).path(), 'utf8');
  const [head, ...rows] = file.trim().split('\r\n');
  expect(head).toContain('Time (UTC)');
  expect(rows.length).toBeGreaterThan(0);
  await goTo('?kind=access&action=exported');
  expect(await main()).toContain('Audit: exported');
});

test('who looks after the installation sees how the chain stands and counts, and nothing of who or what', async () => {
  const other = await enterAs(browser, address, { email: installation, locale: 'en' });
  await other.page.goto(`${address}/app/admin/audit/installation`);
  await settle(other.page);
  expect(await other.page.locator('h1').innerText()).toBe('Audit of the installation');
  const said = await other.page.locator('main').innerText();
  expect(said).toContain('How the chain stands');
  expect(said).not.toContain('Әкімші');
  expect(await axeFaults(other.page)).toEqual([]);
  const refused = await other.page.request.get(`${address}/api/audit`);
  expect(refused.status()).toBe(403);
  expect(other.faults).toEqual([]);
});

test('who is no administrator finds neither page nor link, a viewer as little as an officer', async () => {
  for (const email of ['officer@almaty.example', installation]) {
    const other = await enterAs(browser, address, { email, locale: 'en' });
    for (const name of ['/audit', '/audit/file?format=csv&locale=en', '/audit/people'])
      expect([email, name, (await other.page.request.get(`${address}/api${name}`)).status()]).toEqual([
        email,
        name,
        403,
      ]);
    await other.page.goto(`${address}/app/admin`);
    await settle(other.page);
    expect([email, await other.page.locator('a[href$="/admin/audit"]').count()]).toEqual([email, 0]);
    await other.page.goto(`${address}/app/admin/audit`);
    await settle(other.page);
    expect([email, await other.page.getByRole('table').count()]).toEqual([email, 0]);
    expect([email, await axeFaults(other.page)]).toEqual([email, []]);
  }
});

test('on a phone, in Kazakh and in the dark, neither page is wider than the screen', async () => {
  for (const [email, place] of [
    [administrator, ''],
    [installation, '/installation'],
  ] as const) {
    const phone = await enterAs(browser, address, { email, width: 360, theme: 'dark' });
    await phone.page.goto(`${address}/app/admin/audit${place}`);
    await settle(phone.page);
    expect([place, await axeFaults(phone.page)]).toEqual([place, []]);
    const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    expect([place, width]).toEqual([place, 360]);
    expect(phone.faults).toEqual([]);
  }
  expect(faults).toEqual([]);
});

test('the chain of the running product is whole; one row changed by the owner of the database is named', async () => {
  await sealNow(address);
  await expect.poll(() => ask('select from audit_batch'), { timeout: 90_000 }).not.toEqual([]);
  const whole = await verifyByHand();
  expect([whole.status, whole.said]).toEqual([0, expect.stringContaining('The audit is whole.')]);
  const [sealed] = await ask(
    'select e.id from event e where e.position < (select max(to_position) from audit_batch) order by e.position limit 1',
  );
  const id = String(sealed?.['id']);
  await ask(`update event set at = at - interval '1 day' where id = $1`, [id]);
  const broken = await verifyByHand();
  expect(broken.status).toBe(1);
  expect(broken.said).toContain(`: event ${id} was changed`);
  expect(broken.said).toContain('The audit is NOT whole: 1 faults.');
});
