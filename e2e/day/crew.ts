import type { Page } from 'playwright-core';
import { openDevice, type Device } from './device.ts';
import { type Eye, eyeOf } from './eye.ts';
import type { Told } from './hands.page.ts';
import type { Named } from './named.ts';
import type { Room } from './network.ts';

/** Devices of a day's people: a telephone each, with the application as the product serves it. */

export const pin = '604913';

export type Telephone = Device & { eye: Eye };
/** What was done at which device, as its screens said. */
export type Diary = (Told & { device: number })[];
export type Setting = { room: Room; folder: string; named: Named; zone: string; hands: string; diary: Diary };
export type Wanted = {
  number: number;
  /** So much is its clock ahead, in milliseconds. */
  ahead?: number;
  /** Where it begins; the day itself, unless told. */
  path?: string;
};

/** A page whose clock is wrong from its first moment on. */
const clockAhead = (ms: number): void => {
  const Right = Date;
  globalThis.Date = class extends Right {
    constructor(...said: unknown[]) {
      if (said.length === 0) super(Right.now() + ms);
      else super(...(said as [number]));
    }
    static override now(): number {
      return Right.now() + ms;
    }
  } as DateConstructor;
};

export async function openTelephone(
  { room, folder, named: { server }, zone, hands, diary }: Setting,
  { number, ahead = 0, path = '/day' }: Wanted,
): Promise<Telephone> {
  const eye = eyeOf(folder, number);
  const device = await openDevice({
    number,
    flags: eye.flags,
    room,
    folder,
    server,
    look: {
      viewport: { width: 360, height: 760 },
      locale: 'en',
      timezoneId: zone,
      reducedMotion: 'reduce',
      acceptDownloads: true,
    },
    begin: async (page) => {
      const context = page.context();
      context.setDefaultTimeout(60_000);
      await context.grantPermissions(['camera'], { origin: server.origin });
      if (ahead !== 0) await context.addInitScript(clockAhead, ahead);
      await context.addInitScript(hands);
      await context.exposeFunction('tell', (told: Told) => void diary.push({ ...told, device: number }));
      await page.goto(path.startsWith('https:') ? path : server.origin + path);
    },
  });
  return { ...device, eye };
}

/** Who works at a device, and where. */
export type Workplace = { clinician: string; room: string; specialty: string };

/** The device joins by the address in its QR, and learns who works at it. */
export async function enrol(page: Page, { clinician, room, specialty }: Workplace): Promise<void> {
  await page.getByLabel('PIN of this device').fill(pin);
  await page.getByRole('button', { name: 'Join the mission' }).click();
  await page.getByLabel('Clinician of the mission').selectOption({ label: clinician });
  await page.getByLabel('Room', { exact: true }).fill(room);
  await page.getByLabel('Specialty').selectOption(specialty);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: /The day/ }).waitFor();
  await page.evaluate(async () => navigator.serviceWorker.ready.then(() => undefined));
}

export async function unlock(page: Page): Promise<void> {
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('button', { name: 'Unlock' }).waitFor({ state: 'detached' });
}
