import { join } from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../browser.ts';
import type { Room } from './network.ts';
import type { TlsServer } from './tls.ts';

/** Nothing that weakens a browser's rules: what these journeys show must hold for everybody's browser. */
const args = (servers: readonly TlsServer[], names: string, more: readonly string[]): string[] => [
  '--no-sandbox',
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--host-resolver-rules=${names}`,
  `--ignore-certificate-errors-spki-list=${servers.map(({ spki }) => spki).join(',')}`,
  ...more,
];

export type Device = { context: BrowserContext; page: Page; kill: () => Promise<void> };
type Wanted = {
  number: number;
  room: Room;
  folder: string;
  server: TlsServer;
  others?: readonly TlsServer[];
  flags?: readonly string[];
  /** How it looks at the world: its size, its language, its zone. */
  look?: BrowserContextOptions;
  /** Goes to the page that the journey is about; the page of the day's parts, unless told. */
  begin?: (page: Page) => Promise<unknown>;
};

const beginAt = (origin: string) => async (page: Page) => {
  await page.goto(origin);
  await page.waitForFunction(() => 'day' in globalThis);
};

/** A browser with a memory of its own, on a network of its own where there is one. */
export async function openDevice({
  number,
  room,
  folder,
  server,
  others = [],
  flags = [],
  look = {},
  begin = beginAt(server.origin),
}: Wanted): Promise<Device> {
  const { path } = await chromiumPath();
  const { program, server: address } = room.device(number, path);
  const { hostname } = new URL(server.origin);
  const context = await chromium.launchPersistentContext(join(folder, `profile-${number}`), {
    executablePath: program,
    headless: true,
    args: args([server, ...others], `MAP ${hostname} ${address}, MAP *.${hostname} ${address}`, flags),
    timeout: 60_000,
    ...look,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await begin(page);
  const kill = async () => {
    const gone = new Promise<void>((resolve) => {
      context.once('close', () => resolve());
    });
    const session = await context.browser()?.newBrowserCDPSession();
    // The browser's own way to fall over: nothing is written or said any more.
    session?.send('Browser.crash').catch(() => undefined);
    await gone;
  };
  return { context, page, kill };
}
