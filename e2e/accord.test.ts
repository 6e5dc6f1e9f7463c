import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFaults, openBrowser, openPage } from './browser.ts';
import { claimWith, masterClasses, openPartnership, type Partnership, takeIn } from './partnership.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { overflow, settle } from './settle.ts';
import { signIn, type Staff } from './staff.ts';

let product: Product;
let browser: Browser;
let address: string;
let ours: Staff;
let theirs: Staff;
let partnership: Partnership;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  ours = await signIn(address, 'coordinator@almaty.example');
  theirs = await signIn(address, 'officer@consulate.example');
  partnership = await openPartnership(ours, {
    title: 'Уағдаластық жолы',
    ours: 'Akimat of Almaty region',
    theirs: 'Consulate General of the Republic of Korea in Almaty',
  });
  return async () => {
    await browser.close();
    await product.stop();
  };
});

const words = (text: string) => ({ kk: { text, by: 'person' }, en: { text, by: 'person' } });
const title = 'Денсаулық сақтау туралы меморандум';
const promise = 'Дәрігерлерге арналған шеберлік сыныптары';

type Changed = { id: string; version: number };

/** What both sides agreed at a meeting becomes a commitment in one step. */
async function agreeAtMeeting(): Promise<{ meeting: string; commitment: string }> {
  const made = await ours.post<Changed>('/meetings', {
    partnership: partnership.slug,
    state: 'held',
    meeting: {
      title: words('Бас консулмен кездесу'),
      held: '2018-03',
      startsAt: null,
      endsAt: null,
      zone: null,
      reportedOn: null,
      manner: 'in_person',
      place: null,
      venue: null,
      agenda: null,
    },
  });
  expect([made.status, made.text]).toEqual([201, made.text]);
  const { id } = made.body;
  const point = { side: null, kind: 'agreed', strength: 'agreed', wording: words(promise) };
  const said = await ours.post<Changed>(`/meetings/${id}/points`, { version: 1, points: [point] });
  expect([said.status, said.text]).toEqual([200, said.text]);
  const { body: page } = await ours.get<{ points: { id: string }[]; version: number }>(`/meetings/${id}`);
  const commitment = {
    ...masterClasses(promise, { debtor: partnership.theirs, creditor: partnership.ours }),
    strength: 'agreed',
  };
  const entries = [{ point: page.points[0]?.id, commitment }];
  const entered = await ours.post<{ entered: { commitment: string }[] }>(`/meetings/${id}/commitments`, {
    version: page.version,
    entries,
  });
  expect([entered.status, entered.text]).toEqual([201, entered.text]);
  return { meeting: id, commitment: entered.body.entered[0]?.commitment ?? '' };
}

/** An officer writes down the draft as it is known, with the form. Returns where its page is. */
async function recordDraft(page: Page): Promise<string> {
  await page.goto(`${address}/app/instruments/new?partnership=${partnership.slug}`);
  await settle(page);
  await page.locator('#instrument-title-add').selectOption('kk');
  await page.locator('#instrument-title-kk').fill(title);
  await page.getByLabel('Akimat of Almaty region').first().check();
  await page.getByLabel('Consulate General of the Republic of Korea in Almaty').first().check();
  await page.locator('#first-state').selectOption('under_negotiation');
  await page.locator('#first-knownOn').fill('2018-03');
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(/\/app\/instruments\/[0-9a-f-]{36}$/);
  await page.locator('.life').first().waitFor();
  await settle(page);
  return page.url();
}

async function layDown(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a version' }).click();
  await page.locator('#version-text').fill(text);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('#version-text').waitFor({ state: 'detached' });
}

async function take(page: Page, name: string, taken: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  await page.locator('#step-taken').fill(taken);
  await page.locator('main form button[type=submit]').click();
  await page.locator('#step-taken').waitFor({ state: 'detached' });
}

/** What was delivered, on its claim, and confirmed by who gave and who received. */
async function deliver(commitment: string): Promise<void> {
  const document = await takeIn(ours, partnership.id, 'Дәрігерлерге арналған 60 шеберлік сыныбы өтті.');
  const claim = claimWith(document, 'count', '60');
  const amount = { amount: '60', currency: null };
  const delivery = { amount, comparator: 'eq', period: null, place: null, reportedOn: '2020-12-23' };
  const entered = await ours.post<{ delivery: string }>('/accords/entries', {
    claim: claim.id,
    version: claim.version,
    entry: { enter: 'delivery', of: commitment, delivery },
  });
  expect([entered.status, entered.text]).toEqual([200, entered.text]);
  const shown = await ours.post('/commitments/publications', { commitments: [commitment], visibility: 'public' });
  expect([shown.status, shown.text]).toEqual([200, shown.text]);
  for (const [who, as] of [
    [theirs, 'giver'],
    [ours, 'receiver'],
  ] as const) {
    const confirmed = await who.post(`/deliveries/${entered.body.delivery}/confirmations`, { as });
    expect([confirmed.status, confirmed.text]).toEqual([200, confirmed.text]);
  }
}

/** A public page as somebody without JavaScript reads it. */
async function publicText(path: string): Promise<string> {
  const { page, context, faults } = await openPage(browser, { javaScriptEnabled: false });
  const answer = await page.goto(`${address}${path}`);
  expect([path, answer?.status()]).toEqual([path, 200]);
  const text = (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ');
  expect(faults).toEqual([]);
  await context.close();
  return text;
}

test('from a meeting to a memorandum in force to a delivery that both sides confirm, and all of it on public pages', async () => {
  const { meeting, commitment } = await agreeAtMeeting();
  const { page, context, faults } = await enterAs(browser, address, {
    email: 'coordinator@almaty.example',
    locale: 'en',
  });
  const instrument = (await recordDraft(page)).split('/').at(-1) ?? '';
  expect(await page.locator('main').innerText()).toContain('Draft being agreed, as of March 2018');

  await layDown(page, 'Тараптар жылына екі рет кездеседі.\n\nШеберлік сыныптары тегін.');
  await layDown(page, 'Тараптар жылына үш рет кездеседі.\n\nШеберлік сыныптары тегін.');
  await page.goto(`${address}/app/instruments/${instrument}/compare`);
  await settle(page);
  expect(await page.locator('del:visible').allInnerTexts()).toEqual([expect.stringContaining('екі')]);
  expect(await page.locator('ins:visible').allInnerTexts()).toEqual([expect.stringContaining('үш')]);

  await page.goto(`${address}/app/instruments/${instrument}`);
  await settle(page);
  await take(page, 'Record: signed', '2018-06');
  await take(page, 'Record: in force', '2018-07-01');
  await page.locator('#tie-commitment').selectOption(commitment);
  await page.getByRole('button', { name: 'Tie a commitment' }).click();
  await page.getByRole('link', { name: promise }).waitFor();
  expect(await page.locator('main').innerText()).toContain('In force: 1 July 2018');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('link', { name: 'Open the public page' }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();

  const { body } = await ours.get<{ version: number }>(`/meetings/${meeting}`);
  const shown = await ours.post(`/meetings/${meeting}/publications`, { version: body.version, visibility: 'public' });
  expect([shown.status, shown.text]).toEqual([200, shown.text]);
  await deliver(commitment);

  const memorandum = await publicText(`/kk/instruments/${instrument}`);
  expect(memorandum).toContain(title);
  expect(memorandum).toContain('2018 ж. 1 шілде');
  expect(memorandum).toContain(promise);
  expect(await publicText(`/kk/meetings/${meeting}`)).toContain(promise);
  const promised = await publicText(`/kk/commitments/${commitment}`);
  const [, giver = '', receiver = ''] = /Беруші тарап:(.*)Алушы тарап:(.*)/.exec(promised) ?? [];
  expect(giver).toMatch(/Корея Республикасының Алматыдағы Бас консулдығы.*расталды.*60/);
  expect(receiver).toMatch(/Алматы облысының әкімдігі.*расталды.*60/);
});

test('on a phone the page of an instrument, its list and its comparison keep to the screen and read in every language', async () => {
  const { body } = await ours.get<{ items: { id: string }[] }>(`/instruments?partnership=${partnership.slug}`);
  const [found] = body.items;
  expect(found).toBeDefined();
  for (const locale of ['kk', 'ru', 'en']) {
    const { page, context, faults } = await enterAs(browser, address, {
      email: 'coordinator@almaty.example',
      locale,
      width: 360,
    });
    for (const path of ['', '/new', `/${found?.id}`, `/${found?.id}/edit`, `/${found?.id}/compare`]) {
      await page.goto(`${address}/app/instruments${path}`);
      await settle(page);
      expect([locale, path, await overflow(page)]).toEqual([locale, path, 0]);
      expect([locale, path, await axeFaults(page)]).toEqual([locale, path, []]);
    }
    expect(faults).toEqual([]);
    await context.close();
  }
});
