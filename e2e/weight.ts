import { get } from 'node:http';
import type { Page } from 'playwright-core';

export type Fetched = { kind: string; bytes: number };

/** What a page fetches from now on, in bytes of the bodies as they travel. */
export function weigh(page: Page): { fetched: () => Promise<Fetched[]> } {
  const waiting: Promise<Fetched>[] = [];
  page.on('requestfinished', (request) => {
    waiting.push(
      request.sizes().then(({ responseBodySize }) => ({ kind: request.resourceType(), bytes: responseBodySize })),
    );
  });
  return { fetched: () => Promise.all(waiting) };
}

export const bytesOf = (fetched: readonly Fetched[], kind?: string): number =>
  fetched.filter((it) => kind === undefined || it.kind === kind).reduce((sum, { bytes }) => sum + bytes, 0);

/** The size of an answer as a browser that understands gzip receives it. */
export const gzippedBytes = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip', accept: 'text/html,*/*' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => (bytes += part.length));
      answer.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
