import type { BrowserContext, Page } from 'playwright-core';
import type { DayStore, Room } from '../../src/day/index.ts';
import type { Member } from '../../src/modules/missions/day/exchange.ts';
import type { DayPage } from './page.ts';

/** What people do with a device of the day, as its screens would. */

type Offered = Awaited<ReturnType<Room['offer']>>;
/** What stands in the page. */
export type DayWindow = Window & DayPage & { store: DayStore; room: Room; offered: Offered; privateKey: CryptoKey };
declare const window: DayWindow;

export const pin = '604913';
export const linkSecret = Buffer.alloc(32, 7).toString('base64url');

type Joining = { mission: string; ids: readonly string[] };

/** These pages join a mission, as if the server had let them in: each with the keys that it made itself. */
export async function join(pages: readonly Page[], { mission, ids }: Joining): Promise<void> {
  const keyIn = (page: Page) =>
    page.evaluate(async () => {
      const { privateKey, publicKey } = await window.newDeviceKeys();
      window.privateKey = privateKey;
      return publicKey;
    });
  const letter = (at: number) => 'BCDEF'.charAt(at);
  const members: Member[] = await Promise.all(
    pages.map(async (page, at) => {
      const standing = { isServer: false, isRevoked: false };
      return {
        id: ids[at] ?? '',
        label: `Телефон ${at + 1}`,
        letter: letter(at),
        publicKey: await keyIn(page),
        ...standing,
      };
    }),
  );
  const told = { mission, keepDays: 7, token: 'ynd_none', linkSecret, members };
  for (const [at, page] of pages.entries())
    await page.evaluate(
      async ({ pin: typed, ...enrolment }) => {
        const store = await window.day.openStore(enrolment.mission);
        await store.create({ ...enrolment, signingKey: window.privateKey }, { pin: typed });
        store.close();
      },
      { ...told, device: ids[at] ?? '', letter: letter(at), label: letter(at), pin },
    );
}

export const unlock = (page: Page, mission: string): Promise<void> =>
  page.evaluate(
    async (given) => {
      window.store = await window.day.openStore(given.mission);
      await window.store.unlock({ pin: given.pin });
      window.room = new window.day.Room(window.store);
    },
    { mission, pin },
  );

/** Some people come to the desk of this device. */
export const register = (page: Page, people: number): Promise<void> =>
  page.evaluate(async (count) => {
    const { letter } = window.store.identity;
    const arrived = { kind: 'visit.registered', booking: null, channel: 'walk_in', day: '2026-05-12' } as const;
    for (let at = 0; at < count; at += 1) {
      const visit = crypto.randomUUID().replace(/^(.{14})4/, '$17');
      const named = { kind: 'visit.field', visit, field: 'name', value: `Адам ${at}`, over: [] } as const;
      await window.store.append([{ ...arrived, visit, ticket: `${letter}-${at}` }, named], 'aigerim');
    }
  }, people);

/** The camera is allowed, opened and let go again: what it leaves behind is the permission. */
export async function openCamera(context: BrowserContext, page: Page): Promise<void> {
  await context.grantPermissions(['camera'], { origin: new URL(page.url()).origin });
  await page.evaluate(async () => {
    for (const track of (await window.day.openCamera()).getTracks()) track.stop();
  });
}

type Devices = { one: Page; other: Page; mission: string; bent?: (code: string) => string };
/**
 * One device shows its code, the other reads it and shows its own. `bent` is what a stranger does to the code on its way.
 *
 * @returns the name of the other, or why they did not meet
 */
export async function pair({ one, other, mission, bent = (code) => code }: Devices): Promise<string> {
  const shown = await one.evaluate(async () => {
    window.offered = await window.room.offer();
    return window.day.pairingQr(window.offered.code);
  });
  const answered = await other.evaluate(
    async (given) => {
      const read = window.day.readQr(given.text, { mission: given.mission, slug: '' });
      if (read.kind !== 'pairing') throw new Error(`read as ${read.kind}`);
      const { code, met } = await window.room.answer(read.text);
      met.catch(() => undefined);
      return code;
    },
    { text: bent(shown), mission },
  );
  return one.evaluate(async (code) => {
    try {
      return (await window.offered.accept(code)).label;
    } catch (error) {
      return error instanceof window.day.DayFault ? error.reason : String(error);
    }
  }, answered);
}

export const haveOf = (page: Page) => page.evaluate(() => window.store.have);
export const visitsIn = (page: Page) => page.evaluate(() => window.store.day.visits.size);
export const unsafeOn = (page: Page) => page.evaluate(async () => (await window.store.safety()).unsafe);
