import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFaults, openBrowser, openPage } from './browser.ts';
import { type Product, startProduct } from './product.ts';
import { overflow } from './settle.ts';

let product: Product;
let address: string;
let browser: Browser;
const slug = 'ulgi-mundeul-clinic';

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = await product.address();
  return async () => {
    await browser.close();
    await product.stop();
  };
});

/** Without a script, as somebody with an old telephone has it. */
const visitor = (locale: string, width = 360) => openPage(browser, { locale, width, javaScriptEnabled: false });
/** axe needs a script of its own: the same address, looked at by a browser that has scripts. */
async function faultsAt(url: string): Promise<string[]> {
  const { page, context, faults } = await openPage(browser, { locale: 'kk' });
  await page.goto(url);
  for (const [width, theme] of [
    [1280, 'dark'],
    [360, 'light'],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 800 });
    if ((await overflow(page)) > 0) faults.push(`${url} ${width} scrolls sideways`);
    faults.push(...(await axeFaults(page)).map((fault) => `${url} ${width} ${theme}: ${fault}`));
  }
  await context.close();
  return faults;
}

/** The first specialty that can be booked, from the page of the mission. */
async function openForm(page: Page, locale: string): Promise<string> {
  await page.goto(`${address}/${locale}/missions/${slug}`);
  await page.locator('a[href*="/book/"]').first().click();
  await page.waitForURL('**/book/*');
  return page.url();
}
const times = (page: Page) =>
  page.locator('#time option').evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
/** A time that anybody may take. */
async function freeTime(page: Page, from = 0): Promise<string> {
  const open = await page
    .locator('#time optgroup option')
    .evaluateAll((all) =>
      all.flatMap((each) =>
        (each.textContent ?? '').split('·').length === 2 ? (each as HTMLOptionElement).value : [],
      ),
    );
  return open[from] ?? '';
}

type Filled = {
  name: string;
  year?: string;
  phone: string;
  complaint?: string;
  representative?: string;
  time?: string;
};
async function fill(page: Page, filled: Filled): Promise<void> {
  const { name, year = '1980', phone, complaint = 'Тізе ауырады', representative = '' } = filled;
  await page.locator('#time').selectOption(filled.time ?? (await freeTime(page)));
  await page.locator('#name').fill(name);
  await page.locator('#birthYear').fill(year);
  await page.locator('#phone').fill(phone);
  await page.locator('#complaint').fill(complaint);
  await page.locator('#representative').fill(representative);
  await page.locator('input[name=agree]').check();
}
const send = (page: Page) => page.locator('main form button[type=submit]').click();
/** Sends and waits for the ticket. @returns its address */
async function booked(page: Page): Promise<string> {
  await Promise.all([page.waitForURL('**/tickets/*'), send(page)]);
  return page.url();
}

test('somebody books, moves, cancels and has everything erased, without a script, in Kazakh', async () => {
  const { page, context, faults } = await visitor('kk');
  const form = await openForm(page, 'kk');
  await fill(page, { name: 'Сәуле Ермекова', phone: '8 701 555 01 01' });
  const ticket = await booked(page);
  expect(await page.locator('h1').textContent()).toMatch(/A-\d{3}/);
  expect(await page.locator('main').textContent()).toContain('Сәуле Ермекова');
  expect(await page.locator('figure img').getAttribute('src')).toMatch(/^data:image\/png/);
  const [pdf, calendar] = [await fetch(`${ticket}/ticket.pdf`), await fetch(`${ticket}/ticket.ics`)];
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(await calendar.text()).toMatch(/BEGIN:VCALENDAR[\s\S]*DTSTART/);
  const before = await page.locator('main b').first().textContent();
  await page.locator('a[href$="/move"]').click();
  await page.locator('#time').selectOption(await freeTime(page, 2));
  await Promise.all([page.waitForURL(ticket), send(page)]);
  expect(await page.locator('main').textContent()).toContain('ауыстыр');
  expect(before).not.toBe(null);
  const wrong = [
    await faultsAt(form),
    await faultsAt(ticket),
    await faultsAt(`${ticket}/move`),
    await faultsAt(`${ticket}/erase`),
  ];
  expect(wrong.flat()).toEqual([]);
  await page.locator('form[action$="/cancel"] button').click();
  await page.waitForURL(ticket);
  expect(await page.locator('a[href$="/move"]').count()).toBe(0);
  await page.locator('a[href$="/erase"]').click();
  await page.locator('form[action$="/erase"] button').click();
  await page.waitForURL(ticket);
  expect(await page.locator('main').textContent()).toContain('Деректеріңіз жойылды');
  expect(await page.locator('main').textContent()).not.toContain('Сәуле');
  await context.close();
  expect(faults).toEqual([]);
});

test('a child is booked in Korean with the consent of a parent, and not without', async () => {
  const { page, context, faults } = await visitor('ko');
  await openForm(page, 'ko');
  const child = { name: '김하늘', year: String(new Date().getUTCFullYear() - 6), phone: '+82 10-5555-0102' };
  await fill(page, child);
  await send(page);
  expect(await page.locator('.err-t').count()).toBe(1);
  expect(await page.locator('#name').inputValue()).toBe('김하늘');
  await page.locator('#representative').fill('김민수');
  const ticket = await booked(page);
  expect(await page.locator('html').getAttribute('lang')).toBe('ko');
  expect(await faultsAt(ticket)).toEqual([]);
  await context.close();
  expect(faults).toEqual([]);
});

test('who waits gets no number, sees that they wait, and may still choose a time', async () => {
  const { page, context, faults } = await visitor('kk');
  await openForm(page, 'kk');
  expect(await times(page)).toContain('waiting');
  await fill(page, { name: 'Қайрат Болатов', phone: '8 701 555 01 03', time: 'waiting' });
  const ticket = await booked(page);
  expect(await page.locator('h1').textContent()).not.toMatch(/A-\d/);
  expect([(await fetch(`${ticket}/ticket.pdf`)).status, await faultsAt(ticket)]).toEqual([404, []]);
  await context.close();
  expect(faults).toEqual([]);
});

test('nothing that is typed wrongly is lost or believed: each field says what is wrong, and hostile words come back as text', async () => {
  const { page, context, faults } = await visitor('kk');
  const form = await openForm(page, 'kk');
  await send(page);
  expect(await page.locator('.err-t').count()).toBe(6);
  const hostile = '<img src=x onerror=alert(1)>"\'; drop table booking;--';
  await fill(page, { name: hostile, year: '3000', phone: '12', complaint: 'ә'.repeat(900) });
  await send(page);
  expect(await page.locator('#name').inputValue()).toBe(hostile);
  expect([await page.locator('main img').count(), await page.locator('#complaint').inputValue()]).toEqual([
    0,
    'ә'.repeat(900),
  ]);
  const answer = await fetch(form, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ name: 'x'.repeat(2_000_000) }),
  });
  expect([answer.status >= 400, answer.status < 500]).toEqual([true, true]);
  await context.close();
  expect(faults).toEqual([]);
});

test('sent twice it is one ticket, and of ten who want one time at once only as many get it as it has places', async () => {
  const { page, context, faults } = await visitor('kk');
  const form = await openForm(page, 'kk');
  const [once, wanted] = [await freeTime(page, 4), await freeTime(page, 6)];
  const code = (await page.locator('input[name=code]').getAttribute('value')) ?? '';
  const body = (who: number, secret: string) =>
    new URLSearchParams({
      time: who === 0 ? once : wanted,
      code: secret,
      name: `Асқар Серіков ${String.fromCodePoint(0x430 + who)}`,
      birthYear: '1975',
      phone: `8701555${String(2000 + who)}`,
      complaint: 'бел',
      agree: 'yes',
    });
  const post = (who: number, secret: string) =>
    fetch(form, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: body(who, secret),
    });
  const twice = await Promise.all([post(0, code), post(0, code)]);
  expect(new Set(twice.map(({ headers }) => headers.get('location'))).size).toBe(1);
  const secrets = Array.from({ length: 10 }, (_, at) => `${code.slice(0, -2)}${String.fromCodePoint(97 + at)}A`);
  const many = await Promise.all(secrets.map((secret, at) => post(at + 1, secret)));
  const taken = many.filter(({ status }) => status === 303).length;
  await page.goto(form);
  expect([taken > 0 && taken < 10, (await times(page)).includes(wanted)]).toEqual([true, false]);
  expect(many.every(({ status }) => status === 303 || status === 409)).toBe(true);
  await context.close();
  expect(faults).toEqual([]);
});
