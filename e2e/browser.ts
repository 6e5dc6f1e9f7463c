import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { follow } from './settle.ts';

const require = createRequire(import.meta.url);
const packageOf = (name: string): { version: string } => require(`../node_modules/${name}/package.json`);

/** What the packed Chromium is told for a cloud's sake: it would run in one process, or not keep the rules that pages rest on. */
const unwanted: ReadonlySet<string> = new Set([
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-running-insecure-content',
]);

/** Unpacks the Chromium that npm brought, into a folder of its version: the package would reuse any that it finds. */
export async function chromiumPath(): Promise<{ path: string; args: string[] }> {
  const folder = join(import.meta.dirname, '../.cache', `chromium-${packageOf('@sparticuz/chromium').version}`);
  mkdirSync(folder, { recursive: true });
  process.env['TMPDIR'] = folder;
  const { default: packed } = await import('@sparticuz/chromium');
  const args = packed.args.filter((arg) => !unwanted.has(arg));
  return { path: await packed.executablePath(), args };
}

const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

export async function openBrowser(): Promise<Browser> {
  const temporary = process.env['TMPDIR'];
  const { path, args } = await chromiumPath();
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  return chromium.launch({ executablePath: path, headless: true, args: [...args, ...quiet, '--no-sandbox'] });
}

export type Look = {
  theme?: 'light' | 'dark';
  width?: number;
  locale?: string;
  javaScriptEnabled?: boolean;
  /** Cookies and what is stored, from an earlier visit. */
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>;
};

/** A page as one kind of reader has it. What a page asks of another host, or writes to the console as an error, fails it. */
export async function openPage(
  browser: Browser,
  look: Look = {},
): Promise<{ page: Page; context: BrowserContext; faults: string[] }> {
  const { theme = 'light', width = 1280, locale = 'kk', javaScriptEnabled = true, storageState } = look;
  const viewport = { width, height: width < 500 ? 760 : 900 };
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    // A colour on its way to another is no colour to measure.
    reducedMotion: 'reduce',
    locale,
    javaScriptEnabled,
    ...(storageState ? { storageState } : {}),
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  follow(page);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') faults.push(`asks ${hostname}`);
  });
  return { page, context, faults };
}

const axeSource = readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
type AxeResult = { violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] };
const everything = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
const onlyColours = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/**
 * What axe finds wrong with the page as it is now: one line for each place. Colours alone are looked at where everything
 * else was seen before: in the other theme of the same page.
 */
export async function axeFaults(
  page: Page,
  looked: 'at everything' | 'at colours' = 'at everything',
): Promise<string[]> {
  const options = {
    ...(looked === 'at colours' ? onlyColours : everything),
    resultTypes: ['violations'],
    preload: false,
  };
  // By the debugger's door: the page's own policy lets no script in.
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(await axeSource);
  const result: AxeResult = await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`);
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary.split('\n')[1]?.trim()}`,
    ),
  );
}
