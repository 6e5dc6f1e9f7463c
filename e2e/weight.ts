import { get } from 'node:http';
import type { Page, Request } from 'playwright-core';

export type Fetched = { kind: string; bytes: number };

/** What a page fetches from now on, in bytes of the bodies as they travel. Ask before the page is closed. */
export function weigh(page: Page): { fetched: () => Promise<Fetched[]> } {
  const requests: Request[] = [];
  page.on('requestfinished', (request) => requests.push(request));
  const sizeOf = async (request: Request): Promise<Fetched> => ({
    kind: request.resourceType(),
    bytes: (await request.sizes()).responseBodySize,
  });
  return { fetched: () => Promise.all([...requests].map(sizeOf)) };
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
