import type { BrowserContext, CDPSession, Page } from 'playwright-core';

/** What a slow phone on a slow network is, and how long it takes until somebody sees what they asked for. */

/**
 * As Chrome's developer tools have them: their "Slow 4G" (called "Fast 3G" until 2024: 1.6 Mbit/s down, 750 kbit/s up, 150 ms) and
 * "3G" ("Slow 3G": 500 kbit/s, 400 ms), with the factors by which the tools make up for what they do not slow.
 */
export const networks = {
  'Slow 4G': { latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 },
  '3G': { latency: 2000, downloadThroughput: 50_000, uploadThroughput: 50_000 },
} as const;
export type Network = keyof typeof networks;
const free = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };

export type Phone = {
  page: Page;
  /** So many times slower than this machine. */
  slowBy: (factor: number) => Promise<void>;
  on: (network: Network | null) => Promise<void>;
  /** Bytes that came over the network so far, headers and all. */
  came: () => number;
  /** For how long the page's own thread has had the processor, in milliseconds. */
  worked: () => Promise<number>;
  /** What JavaScript holds after everything that nobody needs was thrown away, in bytes. */
  heap: () => Promise<number>;
};

export async function phoneOf(context: BrowserContext, page: Page): Promise<Phone> {
  const session: CDPSession = await context.newCDPSession(page);
  const bytes = new Map<string, number>();
  await session.send('Network.enable');
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const metric = async (wanted: string): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === wanted)?.value ?? 0;
  };
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    bytes.set(requestId, (bytes.get(requestId) ?? 0) + encodedDataLength);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength));
  return {
    page,
    slowBy: async (rate) => void (await session.send('Emulation.setCPUThrottlingRate', { rate })),
    on: async (network) => {
      const conditions = network === null ? free : networks[network];
      await session.send('Network.emulateNetworkConditions', { offline: false, ...conditions });
    },
    came: () => [...bytes.values()].reduce((sum, each) => sum + each, 0),
    heap: async () => {
      await session.send('HeapProfiler.collectGarbage');
      return metric('JSHeapUsedSize');
    },
    worked: async () => (await metric('TaskDuration')) * 1000,
  };
}

/** Something that only the next screen shows. */
export type Next = { selector: string; text: string };

/** From now on the page waits for a press, and then for `next`; what is asked for anew after every change of the page. */
const watch = (page: Page, next: Next): Promise<void> =>
  page.evaluate(({ selector, text }) => {
    const world = globalThis as unknown as { shown: Promise<number> };
    world.shown = new Promise((resolve) => {
      let began = 0;
      const start = (event: Event) => {
        began ||= event.timeStamp;
      };
      for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, start, { capture: true, once: true });
      const drawn = () =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener('message', () => resolve(performance.now() - began));
          port1.start();
          port2.postMessage(null);
        });
      const isThere = () =>
        Array.from(document.querySelectorAll(selector)).some(({ textContent }) => textContent.includes(text));
      const observer = new MutationObserver(() => {
        if (began === 0 || !isThere()) return;
        observer.disconnect();
        drawn();
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  }, next);

/** Milliseconds from a press, as the browser dates it, until after the frame in which `next` is drawn. */
export async function pressed(page: Page, press: () => Promise<void>, next: Next): Promise<number> {
  await watch(page, next);
  await press();
  return page.evaluate(() => (globalThis as unknown as { shown: Promise<number> }).shown);
}

export const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.ceil(values.length * part) - 1)] ?? 0;
