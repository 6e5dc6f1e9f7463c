import { setTimeout as delay } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

/** What a page has asked for and not yet received. */
const onTheirWay = new WeakMap<Page, Set<Request>>();
/** How long nothing may be on its way until nothing more is expected, and how long anything may be. */
const [lull, longest] = [100, 20_000];

/** Follows what the page asks for from now on, so that `settle` need not guess. */
export function follow(page: Page): void {
  const open = new Set<Request>();
  page.on('request', (request) => {
    // Nobody waits for what the page before asked for.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) open.clear();
    open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  onTheirWay.set(page, open);
}

/** Waits for a lull in what the page asks for. @throws Error that names what does not come */
async function quiet(open: ReadonlySet<Request>): Promise<void> {
  const begun = performance.now();
  let since = begun;
  while (performance.now() - since < lull) {
    await delay(lull / 10);
    const now = performance.now();
    if (open.size > 0) since = now;
    if (now - begun > longest)
      throw new Error(`still on its way: ${[...open].map((request) => request.url()).join(', ')}`);
  }
}

/** Whether nothing is on its way also after the page was drawn twice more: what came may ask for the next. */
const isStill = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
  resolve(document.querySelector('[aria-busy=true]') === null))))`;

/**
 * Waits until a page of the staff application shows what it came to show: nothing is on its way any more.
 * `far`: also what comes a moment later because it stands far down.
 */
export async function settle(page: Page, { far = true }: { far?: boolean } = {}): Promise<void> {
  const open = onTheirWay.get(page);
  if (!open) throw new Error('nobody follows this page');
  await page.locator('main h1').first().waitFor();
  do {
    await quiet(open);
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    if (far) await page.locator('[data-comes-later]').first().waitFor({ state: 'detached' });
  } while (!(await page.evaluate<boolean>(isStill)) || open.size > 0);
}

/** How far the page can be scrolled sideways, in CSS pixels. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
