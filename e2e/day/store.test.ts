import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { v7 } from 'uuid';
import { beforeAll, expect, test } from 'vitest';
import { dayPage } from './bundle.ts';
import { type Device, openDevice } from './device.ts';
import { sharedRoom } from './network.ts';
import { type DayWindow, haveOf, join, pin, register, unlock, visitsIn } from './steps.ts';
import { serveTls, type TlsServer } from './tls.ts';

declare const window: DayWindow & { told: number };

let server: TlsServer;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(pathOf(tmpdir(), 'yntymaq-store-'));
  server = await serveTls('day.example', await dayPage());
  return async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

const open = (number: number): Promise<Device> => openDevice({ number, room: sharedRoom, folder, server });

test('a device that loses its power in the middle of a write has all that it had acknowledged, and no half of anything', async () => {
  const [mission, id] = [v7(), v7()];
  const device = await open(1);
  await join([device.page], { mission, ids: [id] });
  await unlock(device.page, mission);
  let acknowledged = 0;
  await device.page.exposeFunction('acknowledged', (count: number) => {
    acknowledged = count;
  });
  const writing = device.page.evaluate(async () => {
    const said = (window as unknown as { acknowledged: (count: number) => Promise<void> }).acknowledged;
    for (let count = 2; ; count += 2) {
      const visit = crypto.randomUUID().replace(/^(.{14})4/, '$17');
      await window.store.append(
        [
          {
            kind: 'visit.registered',
            visit,
            ticket: `B-${count}`,
            booking: null,
            channel: 'walk_in',
            day: '2026-05-12',
          },
          { kind: 'visit.arrived', visit },
        ],
        'aigerim',
      );
      await said(count);
    }
  });
  const cut = writing.then(
    () => 'went on',
    (error: Error) => error.message,
  );
  await expect.poll(() => acknowledged, { timeout: 20_000 }).toBeGreaterThan(40);
  await device.kill();
  expect(await cut).toMatch(/crash|closed/i);
  const again = await open(1);
  await unlock(again.page, mission);
  const have = (await haveOf(again.page))[id] ?? 0;
  expect(have).toBeGreaterThanOrEqual(acknowledged);
  expect(have).toBeLessThanOrEqual(acknowledged + 2);
  expect(await visitsIn(again.page)).toBe(have / 2);
  await again.context.close();
});

test('a full disk is told with what is not on it, and what was there stays', async () => {
  const mission = v7();
  const { context, page } = await open(2);
  const session = await context.newCDPSession(page);
  // The browser asks once how much room there is, and then counts by itself.
  await session.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 5_000_000 });
  await join([page], { mission, ids: [v7()] });
  await unlock(page, mission);
  await register(page, 5);
  const fault = await page.evaluate(async () => {
    const bytes = new Uint8Array(60_000);
    const visit = crypto.randomUUID();
    try {
      for (let at = 0; at < 300; at += 1)
        await window.store.photos.put({ id: crypto.randomUUID(), visit, mediaType: 'image/jpeg', bytes });
      return null;
    } catch (error) {
      return error instanceof window.day.DayFault
        ? { reason: error.reason, notStored: error.notStored }
        : String(error);
    }
  });
  expect(fault).toEqual({ reason: 'full', notStored: 1 });
  expect(await visitsIn(page)).toBe(5);
  await page.evaluate(() => window.store.lock());
  await page.evaluate((typed) => window.store.unlock({ pin: typed }), pin);
  expect(await visitsIn(page)).toBe(5);
  await context.close();
});

test('a passkey opens the day, and nothing else of that device does', async () => {
  const mission = v7();
  const { context, page } = await open(3);
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
    },
  });
  await join([page], { mission, ids: [v7()] });
  await unlock(page, mission);
  await register(page, 3);
  expect(await page.evaluate(() => window.day.hasPasskeys())).toBe(true);
  const opened = await page.evaluate(async (typed) => {
    await window.store.changeLock({ pin: typed }, { passkey: true });
    window.store.lock();
    await window.store.unlock({ passkey: true });
    return window.store.day.visits.size;
  }, pin);
  expect(opened).toBe(3);
  await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  const refused = await page.evaluate(async () => {
    window.store.lock();
    const late = new Promise<string>((resolve) => {
      setTimeout(() => resolve('nobody answered'), 3000);
    });
    const asked = window.store.unlock({ passkey: true }).then(
      () => 'open',
      (error: { reason: string }) => error.reason,
    );
    return [await Promise.race([asked, late]), window.store.stage];
  });
  expect(['no_passkey', 'nobody answered']).toContain(refused[0]);
  expect(refused[1]).toBe('locked');
  await context.close();
});

test('two tabs of one device write at the same moment and take different numbers', async () => {
  const [mission, id] = [v7(), v7()];
  const { context, page } = await open(4);
  await join([page], { mission, ids: [id] });
  await unlock(page, mission);
  const other = await context.newPage();
  await other.goto(server.origin);
  await other.waitForFunction(() => 'day' in globalThis);
  await unlock(other, mission);
  await Promise.all([register(page, 25), register(other, 25)]);
  for (const tab of [page, other]) {
    await expect.poll(() => visitsIn(tab)).toBe(50);
    expect(await haveOf(tab)).toEqual({ [id]: 100 });
  }
  await other.evaluate(() => window.store.lock());
  await expect.poll(() => page.evaluate(() => window.store.stage)).toBe('locked');
  await context.close();
});
