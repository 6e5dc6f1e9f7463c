import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFaults } from '../browser.ts';
import type { Staff } from '../staff.ts';
import { pin, unlock } from './crew.ts';
import { deviceAddress, type Planned } from './planned.ts';

/** One telephone in one hand: 360 pixels, a finger, and the clock of the venue. */
export type Hand = { page: Page; context: BrowserContext; faults: string[]; go: (screen: string) => Promise<void> };
export type Workplace = { clinician?: string; room: string };
type Giving = {
  browser: Browser;
  /** Where the product serves. */
  address: string;
  staff: Staff;
  planned: Planned;
  locale?: string;
  theme?: 'light' | 'dark';
  begin?: (context: BrowserContext) => Promise<unknown>;
  /** Before the page has met anything. */
  ready?: (hand: Pick<Hand, 'context' | 'page'>) => Promise<unknown>;
};

const shots = process.env['DAY_SHOTS'];
/** A picture for people to look at, where somebody asked for them. */
export async function shot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/** A telephone that has just met the code of its QR. */
export async function opened(label: string, giving: Giving): Promise<Hand> {
  const { browser, address, staff, planned, locale = 'en', theme = 'light', begin, ready } = giving;
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    colorScheme: theme,
    reducedMotion: 'reduce',
    timezoneId: planned.zone,
    locale,
  });
  context.setDefaultTimeout(15_000);
  await begin?.(context);
  const page = await context.newPage();
  await ready?.({ context, page });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const made = await deviceAddress(staff, planned, label);
  await page.goto(address + made.slice(made.indexOf('/day#')));
  const go = async (screen: string) => {
    await page.goto(`${address}/day#/${screen}`);
    await page.locator('h1').waitFor();
  };
  return { page, context, faults, go };
}

/** A telephone that has joined, and knows who works at it; in English. */
export async function joined(label: string, workplace: Workplace, giving: Giving): Promise<Hand> {
  const hand = await opened(label, giving);
  const { page } = hand;
  await page.getByLabel('PIN of this device').fill(pin);
  await page.getByRole('button', { name: 'Join the mission' }).tap();
  await page.getByLabel('Clinician of the mission').waitFor();
  if (workplace.clinician)
    await page.getByLabel('Clinician of the mission').selectOption({ label: workplace.clinician });
  else await page.getByLabel('Who works here').fill('Тіркеуші Ойдан');
  await page.getByLabel('Room', { exact: true }).fill(workplace.room);
  await page.getByRole('button', { name: 'Save' }).tap();
  await page.getByRole('heading', { level: 1, name: /The day/ }).waitFor();
  await page.evaluate(async () => navigator.serviceWorker.ready.then(() => undefined));
  return hand;
}

/** As after a cable was pulled and the telephone was switched off and on. */
export async function offline({ context, page }: Hand): Promise<void> {
  await context.setOffline(true);
  await page.reload();
  await unlock(page);
}

type Person = { name: string; year: string; phone?: string; sex?: 'female' | 'male' };
export async function fillPerson(page: Page, { name, year, phone = '', sex = 'female' }: Person): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Year of birth').fill(year);
  await page.getByText(sex, { exact: true }).tap();
  if (phone) await page.getByLabel('Telephone').fill(phone);
  await page.getByText('the person consents').tap();
}

/** Somebody walks in and waits for the room of this telephone. */
export async function register({ page, go }: Hand, person: Person & { specialty?: string }): Promise<void> {
  await go('register');
  await fillPerson(page, person);
  if (person.specialty) await page.getByLabel('Specialty').selectOption(person.specialty);
  await page.getByRole('button', { name: 'Register and queue' }).tap();
  await page.getByRole('heading', { level: 1, name: person.name }).waitFor();
}

/** Nothing for axe to say, nothing beside the screen, and nothing smaller than a finger. */
export async function expectGood(page: Page, name: string): Promise<void> {
  expect(await axeFaults(page), name).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, a.btn, select, summary, label.btn, .choices label, .nx > a')].flatMap(
      (each) => {
        const { width, height } = each.getBoundingClientRect();
        return width > 0 && height < 43.5 ? [`${each.textContent.slice(0, 30)} ${Math.round(height)}`] : [];
      },
    ),
  );
  expect(small, `${name} has targets that a thumb misses`).toEqual([]);
}
