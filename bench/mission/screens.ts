import type { Page } from 'playwright-core';
import type { Next } from './phone.ts';

/** The screens of the day that are measured, as somebody presses them. */

const pin = '604913';

/** The ticket of the n-th who is booked. */
export const atNumber = (number: number): string => `A-${String(number).padStart(3, '0')}`;
const counted = (count: number): string => new Intl.NumberFormat('en').format(count);

/** The list of people, with so many who have not come. */
export const booked = (count: number): Next => ({ selector: 'h2', text: `Booked and not here yet: ${counted(count)}` });

/** Waits until something is drawn, looked for in each frame: whoever drives the page would look every half second. */
const drawn = async (page: Page, { selector, text }: Next): Promise<void> => {
  const isThere = (next: Next) =>
    Array.from(document.querySelectorAll(next.selector)).some(({ textContent }) => textContent.includes(next.text));
  await page.waitForFunction(isThere, { selector, text }, { polling: 'raf' });
};

export const joining = {
  asked: (page: Page): Promise<void> => drawn(page, { selector: 'label', text: 'PIN of this device' }),
  press: async (page: Page): Promise<void> => {
    await page.getByLabel('PIN of this device').fill(pin);
    await page.getByRole('button', { name: 'Join the mission' }).click();
  },
};
export const unlocking = {
  /** Milliseconds from the beginning of the page. */
  asked: async (page: Page): Promise<number> => {
    await page.getByLabel('PIN', { exact: true }).waitFor();
    return page.evaluate(() => performance.now());
  },
  press: async (page: Page): Promise<void> => {
    await page.getByLabel('PIN', { exact: true }).fill(pin);
    await page.getByRole('button', { name: 'Unlock' }).click();
  },
};

/** Who works here and where: what is chosen once a day. */
export async function workplace(page: Page): Promise<void> {
  await drawn(page, { selector: '#clinician option', text: 'Дәрігер 1' });
  await page.locator('#clinician').selectOption({ label: 'Дәрігер 1' });
  await page.getByRole('button', { name: 'Save' }).click();
}

/** The list, once it has everybody who is booked. */
export async function listed(page: Page, people: number): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/people';
  });
  await drawn(page, booked(people));
}

export const find = {
  typed: async (page: Page, ticket: string): Promise<void> => {
    await page.evaluate(() => {
      location.hash = '#/scan';
    });
    await page.getByLabel('Ticket number').fill(ticket);
  },
  press: (page: Page): Promise<void> => page.getByRole('button', { name: 'Find' }).click(),
  next: (ticket: string): Next => ({ selector: '.fig', text: ticket }),
};
export const hasArrived = {
  press: (page: Page): Promise<void> => page.getByRole('button', { name: 'Has arrived' }).click(),
  next: { selector: 'h2', text: 'Place in the queue' },
};
export const backToDay = {
  press: (page: Page): Promise<void> => page.getByRole('link', { name: 'Back to the day' }).click(),
  next: { selector: '.thumb', text: 'Scan' },
};

/** How long the browser works on the key of a PIN, in milliseconds. */
export const keyOfPin = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const began = performance.now();
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const key = await crypto.subtle.importKey('raw', new TextEncoder().encode('604913'), 'PBKDF2', false, [
      'deriveBits',
    ]);
    await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 600_000 }, key, 256);
    return performance.now() - began;
  });
