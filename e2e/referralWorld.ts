import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { Browser } from 'playwright-core';
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
