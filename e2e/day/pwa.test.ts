import { mkdtempSync, rmSync } from 'node:fs';
import { request, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { signIn } from '../staff.ts';
import { enrol, pin } from './crew.ts';
import { type Device, openDevice } from './device.ts';
import { type Named, startNamed } from './named.ts';
import { sharedRoom } from './network.ts';

/** The application of the day as a browser keeps it, under a name that is not `localhost`. */
let named: Named;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yntymaq-pwa-'));
  named = await startNamed('day.example');
});
afterAll(async () => {
  await named?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const look = { viewport: { width: 360, height: 760 }, locale: 'en' };
const opened = (number: number, begin: (page: Page) => Promise<unknown>): Promise<Device> =>
  openDevice({ number, room: sharedRoom, folder, server: named.server, look, begin });

async function joinCode(label: string): Promise<string> {
  const staff = await signIn(named.behind, 'coordinator@ulgi.example', named.server.origin);
  const { body } = await staff.get<{ items: { id: string; state: string }[] }>('/missions');
  const mission = body.items.find(({ state }) => state !== 'closed' && state !== 'cancelled');
  const made = await staff.post<{ code: string }>(`/missions/${mission?.id}/devices`, { label });
  expect(made.status).toBe(201);
  return made.body.code;
}

/** A device that has joined, on which somebody works, and that keeps the application. */
async function working(number: number): Promise<Device> {
  const code = await joinCode(`Phone ${number}`);
  const device = await opened(number, (page) => page.goto(`${named.server.origin}/day#join=${code}`));
  await enrol(device.page, { clinician: '김예시', room: '3', specialty: 'traumatology' });
  return device;
}

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

/** Until this test ends nobody is there any more: every connection is refused, whoever asks, the service worker too. */
async function leaveTheNetwork(): Promise<void> {
  const { server, port } = named.server;
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.listen(port, () => resolve());
      }),
  );
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}

/** How many texts that somebody is typing are on the disk. */
const draftsOn = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('yntymaq-day-'));
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(found?.name ?? '');
      opening.addEventListener('error', () => reject(opening.error ?? new Error('not opened')));
      opening.addEventListener('success', () => {
        const counting = opening.result.transaction('drafts').objectStore('drafts').count();
        counting.addEventListener('success', () => {
          opening.result.close();
          resolve(counting.result);
        });
      });
    });
  });

/** The same application one version later: another page, and a service worker that keeps that one. */
const newer =
  (behind: string): RequestListener =>
  (asked, answer) => {
    const { hostname, port } = new URL(behind);
    const { host, authorization } = asked.headers;
    const headers = { host, ...(authorization && { authorization }) };
    const onward = request({ hostname, port, method: asked.method, path: asked.url, headers }, (got) => {
      const parts: Buffer[] = [];
      got.on('data', (part: Buffer) => parts.push(part));
      got.on('end', () => {
        const isChanged = /^\/day(\/index\.html|\/sw\.js)?(\?|$)/.test(asked.url ?? '');
        const body = Buffer.concat(parts);
        const text = body
          .toString('utf8')
          .replace('<body class="day"', '<body class="day" data-version="newer"')
          .replace(/(\/day\/index\.html","revision":")\w+/, '$1newer');
        const { 'content-length': __, ...kept } = got.headers;
        answer.writeHead(got.statusCode ?? 502, kept);
        answer.end(isChanged ? text : body);
      });
    });
    onward.once('error', () => answer.destroy());
    asked.pipe(onward);
  };

type Icon = { src: string; sizes: string; type: string; purpose?: string };
/** How large a picture really is, as `192x192`. */
const sizeOf = (page: Page, src: string): Promise<string> =>
  page.evaluate(async (address) => {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    return `${picture.naturalWidth}x${picture.naturalHeight}`;
  }, src);

test('a browser may install the day: its own name, its icons, its scope, and no fault in it', async () => {
  const { page, context } = await opened(1, (blank) => blank.goto(`${named.server.origin}/day`));
  await page.evaluate(async () => navigator.serviceWorker.ready.then(() => undefined));
  expect(await page.evaluate(() => [location.hostname, isSecureContext])).toEqual(['day.example', true]);
  const session = await context.newCDPSession(page);
  const { data, errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { icons, ...manifest } = JSON.parse(data ?? '') as { icons: Icon[] };
  expect(manifest).toMatchObject({
    name: 'Ынтымақ: қабылдау күні',
    lang: 'kk',
    start_url: '/day',
    scope: '/day',
    display: 'standalone',
  });
  const pictures = icons.filter(({ type }) => type === 'image/png');
  expect(pictures.map(({ sizes, purpose = 'any' }) => `${sizes} ${purpose}`)).toEqual([
    '192x192 any',
    '512x512 any',
    '512x512 maskable',
  ]);
  for (const { src, sizes } of pictures) expect([src, await sizeOf(page, src)]).toEqual([src, sizes]);
  await context.close();
});

test('after the phone was switched off and on again the day opens with no network, its person and what was typed with it', async () => {
  const first = await working(2);
  await first.page.goto(`${named.server.origin}/day#/register`);
  const before = await draftsOn(first.page);
  await first.page.getByLabel('Name', { exact: true }).fill('Сәуле Ойдан');
  await expect.poll(() => draftsOn(first.page)).toBe(before + 1);
  await leaveTheNetwork();
  // Not yet opened anew, and its camera never used: all of it is there.
  await first.page.goto(`${named.server.origin}/day#/scan`);
  await first.page.getByRole('heading', { level: 1, name: 'Scan a ticket' }).waitFor();
  await first.kill();
  const second = await opened(2, (page) => page.goto(`${named.server.origin}/day#/register`));
  expect(await second.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  await unlock(second.page);
  await second.page.getByRole('heading', { level: 1, name: 'A walk-in' }).waitFor();
  expect(await second.page.getByLabel('Name', { exact: true }).inputValue()).toBe('Сәуле Ойдан');
  for (const screen of ['people', 'scan', 'devices', 'settings', 'reconcile', '']) {
    await second.page.goto(`${named.server.origin}/day#/${screen}`);
    await second.page.getByRole('heading', { level: 1 }).waitFor();
  }
  await second.context.close();
});

/** Somebody has come, and is being examined. */
async function examining(page: Page, name: string): Promise<void> {
  await page.goto(`${named.server.origin}/day#/register`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Year of birth').fill('1971');
  await page.getByText('female', { exact: true }).click();
  await page.getByText('the person consents').click();
  await page.getByRole('button', { name: 'Register and queue' }).click();
  await page.getByRole('button', { name: 'Examine', exact: true }).click();
}

test('a new version waits while an encounter is open, comes when somebody says so, and what they typed is there', async () => {
  const { page, context } = await working(3);
  await examining(page, 'Бақыт Ойдан');
  const finding = page.getByLabel('Finding');
  await finding.fill('өкпесі таза');
  const { server } = named.server;
  const [handsOn] = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', newer(named.behind));
  onTestFinished(() => {
    server.removeAllListeners('request');
    if (handsOn) server.on('request', handsOn);
  });
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update().then(() => undefined));
  const waits = page.getByText('A new version is ready', { exact: false });
  await waits.waitFor();
  // Nothing has moved under their hands.
  expect(await finding.inputValue()).toBe('өкпесі таза');
  expect(await page.locator('body').getAttribute('data-version')).toBeNull();
  await page.getByRole('button', { name: 'Update' }).click();
  await page.locator('body[data-version=newer]').waitFor();
  await unlock(page);
  await finding.waitFor();
  expect(await finding.inputValue()).toBe('өкпесі таза');
  expect(await waits.count()).toBe(0);
  await context.close();
});

test('an old application that finds newer data says so and touches nothing of it', async () => {
  const { page, context } = await working(4);
  await page.goto('about:blank');
  await page.goto(`${named.server.origin}/day/icon.svg`);
  const raised = await page.evaluate(async () => {
    const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('yntymaq-day-'));
    const version = (found?.version ?? 0) + 10;
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(found?.name ?? '', version);
      opening.addEventListener('error', () => reject(opening.error ?? new Error('not opened')));
      opening.addEventListener('success', () => {
        opening.result.close();
        resolve(version);
      });
    });
  });
  await page.goto(`${named.server.origin}/day`);
  await page.getByText('A newer version wrote the day on this device', { exact: false }).waitFor();
  expect(await page.getByLabel('PIN').count()).toBe(0);
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ version }) => version))).toContain(
    raised,
  );
  await context.close();
});
