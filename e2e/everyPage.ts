import type { Browser, BrowserContext } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { openBrowser, openPage } from './browser.ts';
import { enterAs, type Place, placesOf, publicPlaces, staffPlaces } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { signIn } from './staff.ts';

export const coordinator = 'coordinator@almaty.example';
/** People who open pages that she does not. */
export const others = [
  'administrator@almaty.example',
  'installation@health.example',
  'doctor@ulgi.example',
  'coordinator@ulgi.example',
  'coordinator@ulgu.example',
  'chair@balalar.example',
] as const;

type Kept = Awaited<ReturnType<BrowserContext['storageState']>>;

/** The product and a browser, with the address of every page and the sessions of those who open them. */
export type EveryPage = {
  address: string;
  browser: Browser;
  outside: readonly Place[];
  /** The pages of the staff application that this person is shown. */
  inside: (email: string) => readonly Place[];
  /** A new page for somebody who has signed in. */
  staffPage: (locale: string, email: string) => ReturnType<typeof openPage>;
};

async function open(product: Product, browser: Browser): Promise<EveryPage> {
  const address = await product.address();
  const outside = await publicPlaces(address);
  const own = await staffPlaces(await signIn(address, coordinator));
  const theirs = await placesOf(address);
  // Guesses are limited, and so are sign-ins: everybody signs in once.
  const entered = [coordinator, ...others].map(async (email): Promise<[string, Kept]> => {
    const { context } = await enterAs(browser, address, { email });
    const kept = await context.storageState();
    await context.close();
    return [email, kept];
  });
  const sessions = new Map(await Promise.all(entered));
  return {
    address,
    browser,
    outside,
    inside: (email) => {
      const places = email === coordinator ? own : (theirs[email] ?? []);
      expect(places).not.toEqual([]);
      return places;
    },
    staffPage: (locale, email) => {
      const storageState = sessions.get(email);
      if (!storageState) throw new Error(`${email} has not signed in`);
      return openPage(browser, { locale, storageState });
    },
  };
}

/** Starts the product once for the tests of a file. @returns what is there as soon as they run */
export function everyPage(): () => EveryPage {
  let opened: EveryPage | undefined;
  beforeAll(async () => {
    const [product, browser] = await Promise.all([startProduct(), openBrowser()]);
    opened = await open(product, browser);
    return async () => {
      await browser.close();
      await product.stop();
    };
  });
  return () => {
    if (!opened) throw new Error('the product has not started');
    return opened;
  };
}

/** Does the work for all of them, two at a time: while one page waits the other is looked at. */
export async function twoAtOnce<T, R>(things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  const left = things.entries();
  const oneAfterAnother = async () => {
    for (const [at, thing] of left) done[at] = await work(thing);
  };
  await Promise.all([oneAfterAnother(), oneAfterAnother()]);
  return done;
}
