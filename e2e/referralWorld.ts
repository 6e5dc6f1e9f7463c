import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import { peopleOf, type SeeAll, type Someone, type World } from '../test/world.ts';
import { type Look, openPage } from './browser.ts';
import type { Product } from './product.ts';

/** The owner of the product's database, for what people set up before anything of a journey happens. */
async function ownerOf(product: Product): Promise<{ seeAll: SeeAll; end: () => Promise<void> }> {
  const [, , , port, folder] = readFileSync(product.postmaster(), 'utf8').split('\n');
  const client = new pg.Client({ host: folder, port: Number(port), user: 'postgres', database: 'yntymaq' });
  await client.connect();
  const seeAll: SeeAll = async (statement, values = []) => (await client.query(statement, values)).rows;
  return { seeAll, end: () => client.end() };
}

/** Requests in somebody's name over HTTP, answered as the tests of the database have their answers. */
const callsAt = (address: string) => {
  const ask = async (path: string, init: RequestInit) => {
    const response = await fetch(`${address}/api${path}`, init);
    const body = await response.text();
    return { statusCode: response.status, body, json: () => JSON.parse(body) as unknown };
  };
  return ({ cookie }: Pick<Someone, 'cookie'>) => ({
    get: (path: string) => ask(path, { headers: { cookie } }),
    post: (path: string, body: object, extra: Record<string, string> = {}) =>
      ask(path, {
        method: 'POST',
        headers: {
          cookie,
          origin: address,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          ...extra,
        },
        body: JSON.stringify(body),
      }),
  });
};

/** The running product as the makers of test data know a world: they say who there is, and act in their names. */
export async function worldOf(product: Product): Promise<{ world: World; end: () => Promise<void> }> {
  const { seeAll, end } = await ownerOf(product);
  const parts = { seeAll, ...peopleOf(seeAll), as: callsAt(await product.address()) };
  return { world: parts as unknown as World, end };
}

/** A browser in which somebody has signed in already. */
export async function openAs(browser: Browser, address: string, { who, ...look }: Look & { who: Someone }) {
  const opened = await openPage(browser, { locale: 'en', ...look });
  const [name = '', value = ''] = who.cookie.split('=', 2);
  await opened.context.addCookies([{ name, value, url: address, httpOnly: true }]);
  const go = async (path: string) => {
    await opened.page.goto(`${address}/app${path}`);
    await opened.page.locator('main h1').first().waitFor();
  };
  return { ...opened, go };
}

/** Two more members beside the chair, without whom nothing is decided any more. */
export async function membersOf(world: World, board: string, chair: Someone): Promise<[Someone, Someone]> {
  const join = async (specialty: object) => {
    const who = await world.someone('officer', chair.organisation, { isClinical: true });
    await world.seeAll(
      `insert into board_member (id, board_id, person, name, function, specialty, since)
       values ($1, $2, $3, 'Мүше', 'member', $4, '2026-01-01')`,
      [uuidv7(), board, who.person, specialty],
    );
    return who;
  };
  const both: [Someone, Someone] = [
    await join({ en: { text: 'Anaesthetist', by: 'person' } }),
    await join({ en: { text: 'Pathologist', by: 'person' } }),
  ];
  await world.seeAll('update board set quorum = 3, version = version + 1 where id = $1', [board]);
  return both;
}

/** Gives out a code of the patient's page, as staff do, and reads what is to be handed over. */
export async function codeGivenTo(page: Page, language: string): Promise<{ code: string; second: string }> {
  await page.getByRole('button', { name: 'Give out a code', exact: true }).click();
  await page.getByLabel('Language of the page').selectOption({ label: language });
  await page.getByLabel('Where messages go').selectOption('nowhere');
  await page.getByRole('button', { name: 'Give it out', exact: true }).click();
  const digits = page.locator('aside b.num');
  await digits.nth(1).waitFor();
  const [code = '', second = ''] = await digits.allTextContents();
  return { code, second };
}

type Entry = { code: string; second: string; birth: string };
/** The patient's page on a phone without a script, opened with what was handed over. */
export async function openCase(browser: Browser, address: string, { code, second, birth }: Entry) {
  const opened = await openPage(browser, { locale: 'he', width: 360, javaScriptEnabled: false });
  const { page } = opened;
  await page.goto(`${address}/he/case`);
  await page.locator('#code').fill(code);
  await page.locator('main form button[type=submit]').click();
  await page.locator('#birth').fill(birth);
  await page.locator('#second').fill(second);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL('**/case/page');
  return opened;
}
