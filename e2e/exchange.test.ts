import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type Joined, joined } from '../test/exchange.ts';
import { doUsual, draftIn, post, readIn, referralsIn, type UsualAct } from '../test/referral.ts';
import { axeFaults, openBrowser } from './browser.ts';
import { type Product, startProduct } from './product.ts';
import { openAs, worldOf } from './referralWorld.ts';

/** Two programs, each with a database of its own, exchange a referral; one is killed in the middle and started again. */

type Installation = Joined & { product: Product; end: () => Promise<void> };

/** A port that stays its own when the program is started again. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function installation(slug: string): Promise<Installation> {
  const settings = { YNTYMAQ_REQUESTS_PER_PERSON: '0', YNTYMAQ_DEMO: 'off', YNTYMAQ_OUTGOING_NEAR: 'on' };
  const product = await startProduct({ ...settings, PORT: String(await freePort()) });
  const { world, end } = await worldOf(product);
  const referrals = await referralsIn(world, slug);
  const keeper = await world.someone('administrator', referrals.parties.hospital, { isInstallation: true });
  const door = { address: `${await product.address()}/fhir/R4` };
  return { product, world, end, referrals, keeper, door };
}

let sender: Installation;
let receiver: Installation;
let browser: Browser;
let peer: string;

beforeAll(async () => {
  [sender, receiver, browser] = await Promise.all([installation('kg'), installation('kz'), openBrowser()]);
  peer = (await joined(sender, receiver)).atSender;
  return async () => {
    await browser.close();
    await Promise.all([sender, receiver].map(({ end, product }) => end().then(() => product.stop())));
  };
});

const does = (at: Installation, id: string, [consent, ...acts]: readonly [string, ...UsualAct[]]): Promise<unknown> =>
  acts.reduce(
    (before: Promise<unknown>, act) => before.then(() => doUsual(at.world, at.referrals, { id, consent, act })),
    Promise.resolve(),
  );
const stageAt = async (at: Installation, id: string) => {
  const { officer, receiver: received } = at.referrals.people;
  return (await readIn(at.world, at === sender ? officer : received, id)).stage;
};
const comesTo = (at: Installation, [id, stage]: readonly [string, string]) =>
  expect.poll(() => stageAt(at, id), { timeout: 30_000, interval: 250 }).toBe(stage);
const idThere = async () =>
  String((await receiver.world.seeAll('select referral_id from exchange_link'))[0]?.['referral_id']);

test('a referral goes to follow-up between two programs, one of which is killed in the middle and started again', async () => {
  const { id, consent } = await draftIn(sender.world, sender.referrals);
  await does(sender, id, [consent, 'submit', 'check', 'check']);
  process.kill(receiver.product.pid(), 'SIGKILL');
  await does(sender, id, [consent, 'approveHome']);
  const page = await openAs(browser, await sender.product.address(), { who: sender.keeper });
  await page.go('/admin/exchange');
  await page.page.getByText('does not answer', { exact: true }).waitFor();
  expect(await axeFaults(page.page)).toEqual([]);
  await receiver.end().catch(() => undefined);
  await receiver.product.restart();
  await receiver.product.address();
  receiver = { ...receiver, ...(await worldOf(receiver.product)) };
  await page.page.getByRole('button', { name: /^Test the connection/ }).click();
  await expect
    .poll(async () => (await receiver.world.seeAll(`select stage from referral`)).map(({ stage }) => stage), {
      timeout: 30_000,
    })
    .toEqual(['board']);
  const there = await idThere();
  await does(receiver, there, ['', 'accept', 'schedule', 'arrive', 'startTreatment', 'discharge']);
  await comesTo(sender, [id, 'discharged']);
  await does(sender, id, [consent, 'startFollowUp']);
  await comesTo(receiver, [there, 'follow_up']);
  await page.go('/admin/exchange');
  await page.page.getByText('Everything was delivered.').waitFor();
  expect(await page.page.getByRole('heading', { name: 'Not delivered' }).count()).toBe(0);
  await page.context.close();
  const answered = await sender.world.as(sender.keeper).get('/exchange');
  expect(answered.json<{ quotas: { here: number; there: number }[]; differences: unknown[] }>()).toMatchObject({
    differences: [],
  });
  await post(sender.world, sender.keeper, `/exchange/peers/${peer}/tests`, {});
});
