import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { v7 } from 'uuid';
import type { DayStore } from '../../src/day/index.ts';
import { dayPage } from './bundle.ts';
import { type Device, openDevice } from './device.ts';
import { type Room, roomOf, sharedRoom } from './network.ts';
import { type DayWindow, haveOf, join, openCamera, pair, register, unlock, unsafeOn, visitsIn } from './steps.ts';
import { serveTls, type TlsServer } from './tls.ts';

declare const window: DayWindow;

const mission = v7();
const ids = [v7(), v7(), v7()];
let room: Room;
let server: TlsServer;
let folder: string;
const devices: Device[] = [];
const pageOf = (at: number): Page => (devices[at] as Device).page;

beforeAll(async () => {
  folder = mkdtempSync(pathOf(tmpdir(), 'yntymaq-day-'));
  room = roomOf(3, folder);
  server = await serveTls('day.example', await dayPage());
  for (const number of [1, 2, 3]) devices.push(await openDevice({ number, room, folder, server }));
  await join(
    devices.map(({ page }) => page),
    { mission, ids },
  );
  return async () => {
    await Promise.all(devices.map(({ context }) => context.close().catch(() => undefined)));
    await server.close();
    room.end();
    rmSync(folder, { recursive: true, force: true });
  };
});

const expectAlike = (pages: readonly Page[], visits: number) =>
  expect.poll(() => Promise.all(pages.map(visitsIn)), { timeout: 20_000 }).toEqual(pages.map(() => visits));

test('three devices without internet share a day, outlive their hub, and agree in the evening', async () => {
  for (const { page } of devices) {
    expect(await page.evaluate(() => [isSecureContext, location.hostname])).toEqual([true, 'day.example']);
    await unlock(page, mission);
  }
  room.pullTheCable();
  const [hub, second, third] = [pageOf(0), pageOf(1), pageOf(2)];
  // Nowhere to go: before the camera is allowed the browser tells a page no address at all.
  const without = hub.evaluate(() =>
    window.room.offer().then(
      () => 'offered',
      (error: { reason: string }) => error.reason,
    ),
  );
  expect(room.isApart ? ['no_address'] : ['no_address', 'offered']).toContain(await without);
  for (const { context, page } of devices) {
    await openCamera(context, page);
  }
  await register(second, 30);
  expect(await pair({ one: hub, other: second, mission })).toBe('Телефон 2');
  expect(await pair({ one: hub, other: third, mission })).toBe('Телефон 3');
  await Promise.all([register(hub, 20), register(second, 20), register(third, 30)]);
  await expectAlike([hub, second, third], 100);
  expect(await unsafeOn(second)).toBe(0);
  // At noon the hub falls over.
  await (devices[0] as Device).kill();
  await Promise.all([register(second, 10), register(third, 10)]);
  expect(await Promise.all([visitsIn(second), visitsIn(third)])).toEqual([110, 110]);
  expect(await unsafeOn(second)).toBe(20);
  // Any device may be the hub.
  expect(await pair({ one: second, other: third, mission })).toBe('Телефон 3');
  await expectAlike([second, third], 120);
  expect(await haveOf(second)).toEqual(await haveOf(third));
});

test('a code whose fingerprint was changed on its way connects nobody', async () => {
  const flip = (offer: string) => {
    // Past the mark, the format, the role, the mission and the device: a letter of the fingerprint.
    const at = 'yntymaq-day:'.length + 60;
    return `${offer.slice(0, at)}${offer[at] === 'A' ? 'B' : 'A'}${offer.slice(at + 1)}`;
  };
  expect(await pair({ one: pageOf(1), other: pageOf(2), mission, bent: flip })).toBe('no_connection');
});

test('a device that does not know the mission’s secret is heard by nobody', async () => {
  const [second, third] = [pageOf(1), pageOf(2)];
  await third.evaluate(() => {
    const stranger = Object.create(window.store, {
      secrets: { value: { token: '', linkSecret: 'A'.repeat(43) } },
      identity: { value: window.store.identity },
      members: { value: [] },
    }) as DayStore;
    window.room = new window.day.Room(stranger);
  });
  expect(await pair({ one: second, other: third, mission })).toBe('not_of_mission');
});

test('a plain hub is refused by the browser, and one with a certificate waits for a permission', async () => {
  const hub = await serveTls('hub.day.example', (_, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.end('hub');
  });
  const open = await serveTls('day.example', (_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><script>globalThis.day = 1</script>');
  });
  const plain = createServer((_, response) => response.setHeader('access-control-allow-origin', '*').end('hub'));
  await new Promise<void>((resolve) => {
    plain.listen(0, () => resolve());
  });
  const { port } = plain.address() as AddressInfo;
  // What the world outside is: a public address for the page, a local one for the hub.
  const spaces = [`127.0.0.1:${open.port}=public`, `127.0.0.1:${hub.port}=private`, `127.0.0.1:${port}=private`];
  const device = await openDevice({
    number: 9,
    room: sharedRoom,
    folder,
    server: open,
    others: [hub],
    flags: [`--ip-address-space-overrides=${spaces.join(',')}`],
  });
  const asked = (address: string) =>
    device.page.evaluate(async (url) => {
      if (url.startsWith('http'))
        return fetch(url).then(
          ({ status }) => status,
          (error: Error) => error.name,
        );
      try {
        const socket = new WebSocket(url);
        return await new Promise<string>((resolve) => {
          socket.addEventListener('open', () => resolve('open'));
          socket.addEventListener('error', () => resolve('error'));
        });
      } catch (error) {
        return (error as Error).name;
      }
    }, address);
  expect(await asked(`http://hub.day.example:${port}/`)).toBe('TypeError');
  expect(await asked(`ws://hub.day.example:${port}/`)).toBe('SecurityError');
  expect(await asked(`https://hub.day.example:${hub.port}/`)).toBe('TypeError');
  await device.context.grantPermissions(['local-network-access'], { origin: open.origin });
  expect(await asked(`https://hub.day.example:${hub.port}/`)).toBe(200);
  expect(await asked(`http://hub.day.example:${port}/`)).toBe('TypeError');
  expect(await asked(`ws://hub.day.example:${port}/`)).toBe('SecurityError');
  await device.context.close();
  await Promise.all([hub.close(), open.close()]);
  plain.close();
});
