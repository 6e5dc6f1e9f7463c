import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFaults, openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { type Staff, signIn } from './staff.ts';

const email = 'coordinator@almaty.example';
const kept = 'Қаратал аудандық ауруханасы';
const merged = 'Qaratal audandyq auruhanasy';

let product: Product;
let browser: Browser;
let address: string;
let staff: Staff;
let page: Page;
let faults: string[];

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  staff = await signIn(address, email);
  ({ page, faults } = await enterAs(browser, address, { email, locale: 'en' }));
  return async () => {
    await browser.close();
    await product.stop();
  };
});

type Row = { id: string; names: Record<string, string> };
const found = async (q: string): Promise<Row[]> =>
  (await staff.get<{ items: Row[] }>(`/organisations/list?q=${encodeURIComponent(q)}`)).body.items;

/** Registers an organisation with the form, as a person does. */
async function registerByForm(name: string): Promise<string> {
  await page.goto(`${address}/app/organisations`);
  await page.getByRole('button', { name: 'Register an organisation' }).click();
  await page.locator('#organisation-name-kk').fill(name);
  await page.locator('#organisation-place').fill('Ushtobe, Zhetysu region');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The organisation is in the directory now').waitFor();
  const [row] = (await found(name)).filter(({ names }) => names['kk'] === name);
  return row?.id ?? '';
}

const heading = () => page.getByRole('heading', { level: 1 }).innerText();

test('two records of one hospital are merged, lead to one, and are set free again as they were', async () => {
  const [one, other] = [await registerByForm(kept), await registerByForm(merged)];
  const before = (await staff.get(`/organisations/${other}`)).body;

  await page.goto(`${address}/app/organisations/${other}`);
  // Then and now: the district was in Almaty region until June 2022.
  await page.getByText('Almaty region (until 7 June 2022)').waitFor();
  await page.getByRole('button', { name: `Keep: ${kept}` }).click();
  await page.waitForURL(`**/organisations/${one}*`);
  await expect.poll(heading).toBe(kept);
  await page.getByRole('heading', { name: 'Merged into this record' }).waitFor();
  expect(await axeFaults(page)).toEqual([]);

  // The old address and the old name lead to the kept one, and the list has one of them.
  await page.goto(`${address}/app/organisations/${other}`);
  await page.waitForURL(`**/organisations/${one}*`);
  expect((await found(merged)).map(({ id }) => id)).toEqual([one]);
  await page.goto(`${address}/app/organisations?q=${encodeURIComponent(merged)}`);
  await page.getByRole('rowheader', { name: kept }).waitFor();
  expect(await page.getByRole('rowheader').count()).toBe(1);

  await page.getByRole('link', { name: kept }).click();
  await page.getByText('Another record was merged into this one').waitFor();
  await page.getByRole('button', { name: 'Undo the merge' }).click();
  await page.getByText('The merge is undone').waitFor();
  await page.goto(`${address}/app/organisations/${other}`);
  await expect.poll(heading).toBe(merged);
  const after = (await staff.get(`/organisations/${other}`)).body;
  const asItWas = ({ version: _version, events: _events, ...rest }: Record<string, unknown>) => rest;
  expect(asItWas(after)).toEqual(asItWas(before));
  expect(faults).toEqual([]);
});

test('a change on which somebody was faster is refused, and what was typed stays', async () => {
  const id = await registerByForm('Ескелді аудандық ауруханасы');
  await page.goto(`${address}/app/organisations/${id}`);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.locator('#organisation-website').fill('https://example.org/');
  await staff.post(`/organisations/${id}/changes`, { version: 1, change: { aliases: ['ЕАА'] } });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.locator('#organisation-website').inputValue()).toBe('https://example.org/');
  const read = async () =>
    (await staff.get<{ website: string | null; aliases: string[] }>(`/organisations/${id}`)).body;
  expect((await read()).website).toBeNull();
  // Sent again, it changes what was typed and leaves what the other one did.
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  expect(await read()).toMatchObject({ website: 'https://example.org/', aliases: ['ЕАА'] });
});
