import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFaults, openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { overflow, settle } from './settle.ts';
import { type Staff, signIn } from './staff.ts';

let product: Product;
let browser: Browser;
/** A passkey belongs to a name, and a number is none. */
let address: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  address = (await product.address()).replace('127.0.0.1', 'localhost');
  return async () => {
    await browser.close();
    await product.stop();
  };
});

async function asOwner(statement: string, values: unknown[]): Promise<void> {
  const [, , , port, folder] = readFileSync(product.postmaster(), 'utf8').split('\n');
  const client = new pg.Client({ host: folder, port: Number(port), user: 'postgres', database: 'yntymaq' });
  await client.connect();
  await client.query(statement, values);
  await client.end();
}

const kk = (text: string) => ({ kk: { text, by: 'person' } });

/** A meeting with approved minutes, and how to approve others. */
async function minutesApproved(coordinator: Staff) {
  const meeting = {
    title: kk('Қол қойылатын кездесу'),
    held: '2024-05-05',
    startsAt: null,
    endsAt: null,
    zone: null,
    reportedOn: null,
    manner: 'in_person',
    place: null,
    venue: null,
    agenda: null,
  };
  const made = await coordinator.post<{ id: string }>('/meetings', {
    partnership: 'almaty-korea',
    state: 'held',
    meeting,
  });
  expect(made.status).toBe(201);
  const { id } = made.body;
  const approve = async (text: string, number: number) => {
    const reasons = number > 1 ? kk('Түзету') : null;
    await coordinator.post(`/meetings/${id}/minutes`, { wording: kk(text), reasons, version: null });
    const approved = await coordinator.post(`/meetings/${id}/minutes/approval`, { number, version: 1 });
    expect(approved.status).toBe(200);
  };
  await approve('Бірінші мәтін', 1);
  return { id, approve };
}

async function withPasskeys(email: string) {
  const opened = await enterAs(browser, address, { email, locale: 'en' });
  const debug = await opened.context.newCDPSession(opened.page);
  await debug.send('WebAuthn.enable');
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return opened;
}
const goTo = async (page: Page, path: string) => {
  await page.goto(`${address}${path}`);
  await settle(page);
};

test('minutes are signed with a passkey, verified on a page, and what is changed afterwards is shown as changed or broken', async () => {
  const coordinator = await signIn(address, 'coordinator@almaty.example');
  const { id, approve } = await minutesApproved(coordinator);
  const { page, context } = await withPasskeys('officer@almaty.example');

  await goTo(page, `/app/meetings/${id}`);
  await page.getByRole('button', { name: 'Sign with a passkey' }).click();
  await page.getByText('You have no passkey').waitFor();
  await goTo(page, '/app/account');
  await page.getByLabel('Name', { exact: true }).fill('Desk computer');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Desk computer').first().waitFor();

  await goTo(page, `/app/meetings/${id}`);
  const block = page.getByRole('region', { name: 'Signatures' });
  await block.getByText('Nobody has signed this yet.').waitFor();
  await block.getByRole('button', { name: 'Sign with a passkey' }).click();
  await block.getByRole('link', { name: 'How it is verified' }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByText('Minutes signed').first().waitFor();
  const href = (await block.getByRole('link', { name: 'How it is verified' }).getAttribute('href')) ?? '';

  await goTo(page, href);
  await page.getByText('Every check passes').waitFor();
  await page.getByText('The signed text is the current one').waitFor();
  await page.getByText('These very bytes were signed').waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 800 });
  expect(await overflow(page)).toBe(0);
  expect(await page.locator('main').innerText()).not.toMatch(/electronic digital signature/i);

  await approve('Екінші мәтін', 2);
  await goTo(page, href);
  await page.getByText('The signed text differs from the current one').waitFor();
  await page.getByText('Every check passes').waitFor();

  await asOwner(`update signature set at = at - interval '1 year' where id = $1`, [href.split('/').at(-1)]);
  await goTo(page, href);
  await page.getByText('The signature is broken').waitFor();
  await page.getByText('time or signer in the record differ from those in the bytes').waitFor();
  await context.close();
});
