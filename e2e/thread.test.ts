import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, openPage } from './browser.ts';
import { crawl, readable } from './crawl.ts';
import { enterAs } from './places.ts';
import { bulletinsFolder, documentsFolder, hasDocuments, type Product, startProduct } from './product.ts';
import { acceptAll, drafts, dropIn, openByForm, press, publish } from './review.ts';
import { signIn } from './staff.ts';
import kazakh from '../src/modules/documents/messages/kk.json' with { type: 'json' };

const akimat = 'Алматы облысының әкімдігі';
const ministry = 'Қазақстан Республикасының Денсаулық сақтау министрлігі';
const consulate = 'Корея Республикасының Алматыдағы Бас консулдығы';
const almaty = 'coordinator@almaty.example';
const health = 'coordinator@health.example';

let product: Product;
let browser: Browser;
let address: string;

beforeAll(async () => {
  // A machine decides more claims in a minute than a person does: by itself it would fill that person's minute.
  const unlimited = { YNTYMAQ_REQUESTS_PER_PERSON: '0' };
  [product, browser] = await Promise.all([startProduct(unlimited), openBrowser()]);
  address = await product.address();
  return async () => {
    await browser.close();
    await product.stop();
  };
});

/** Somebody at a browser, in Kazakh, signed in with what the start has printed. */
const sitting = new Map<string, Awaited<ReturnType<typeof enterAs>>>();
async function at(email: string): Promise<Page> {
  await expect.poll(product.said).toContain(email);
  const known = sitting.get(email);
  if (known) return known.page;
  const opened = await enterAs(browser, address, { email, locale: 'kk' });
  sitting.set(email, opened);
  return opened.page;
}

type Source = { name: string; by: string; ours: string; theirs: string; files: string[] };

/** From files on the desktop to the public page of a partnership that was not there before. Returns its slug. */
async function carry({ name, by, ours, theirs, files }: Source): Promise<string> {
  const page = await at(by);
  const slug = await openByForm(page, address, { name, ours, theirs });
  for (const file of files) {
    await dropIn(page, address, { file, partnership: name });
    expect(await acceptAll(page)).toBeGreaterThan(0);
    await publish(page);
  }
  return slug;
}

type Seen = { path: string; text: string; marks: string[]; quotes: string[] };
const words = (text: string | null): string => (text ?? '').replaceAll(/\s+/g, ' ').trim();

/** The public page of a partnership and of each of its commitments, to a reader without JavaScript. */
async function publicPages(slug: string): Promise<Seen[]> {
  const { page, context, faults: found } = await openPage(browser, { javaScriptEnabled: false });
  const seen: Seen[] = [];
  const look = async (path: string): Promise<void> => {
    await page.goto(`${address}${path}`);
    for (const summary of await page.locator('details:not([open]) > summary').all())
      if (await summary.isVisible()) await summary.click();
    seen.push({
      path,
      text: words(await page.locator('main').innerText()),
      marks: (await page.locator('main mark').allTextContents()).map(words),
      quotes: (await page.locator('main blockquote').allTextContents()).map(words),
    });
  };
  await look(`/kk/partnerships/${slug}`);
  const hrefs = await page
    .locator('main a[href*="/commitments/"]')
    .evaluateAll((links: HTMLAnchorElement[]) => links.map(({ pathname }) => pathname));
  for (const path of new Set(hrefs.filter((href) => !/\.(csv|json)$/.test(href)))) await look(path);
  await context.close();
  expect(found).toEqual([]);
  return seen;
}

/** The commitment whose proof marks these words of its source. */
const provedBy = (pages: readonly Seen[], quote: string): Seen => {
  const found = pages.find(({ path, marks }) => path.includes('/commitments/') && marks.includes(quote));
  if (!found)
    throw new Error(`no commitment is proved by «${quote}»: ${pages.flatMap(({ marks }) => marks).join(' | ')}`);
  return found;
};

/** Every paragraph of a source that says more than one sentence. */
const paragraphsOf = (file: string): string[] =>
  readFileSync(file, 'utf8')
    .split(/\n+/)
    .map(words)
    .filter((paragraph) => (paragraph.match(/[\p{Ll}\d»”")][.!?…]+[»"”]?\s+[–—-]?\s*\p{Lu}/gu) ?? []).length > 0);

/** Where the public site, in every form, holds a whole paragraph of the sources or one of the numbers. */
async function placesOf(files: readonly string[], numbers: readonly RegExp[]): Promise<string[]> {
  const texts = await crawl(address, ['/kk', '/ru', '/en']);
  expect([...texts.keys()].filter((path) => /\.(csv|json)/.test(path)).length).toBeGreaterThan(10);
  const paragraphs = files.flatMap(paragraphsOf);
  expect(paragraphs.length).toBeGreaterThan(1);
  return [...texts].flatMap(([path, text]) => {
    const shown = words(readable(text));
    const said = paragraphs.filter((paragraph) => shown.includes(paragraph));
    const counted = numbers.filter((number) => number.test(shown));
    return [...said, ...counted].map((what) => `${path}: ${what}`);
  });
}

const bulletin = (name: string): string => join(bulletinsFolder, name);

describe('from the own bulletins', () => {
  test('what was done in Almaty region is public with its proof, and none of it has a target', async () => {
    const slug = await carry({
      name: 'Korea bulletin',
      by: almaty,
      ours: akimat,
      theirs: consulate,
      files: [bulletin('korea.kk.txt')],
    });
    const pages = await publicPages(slug);
    const expected = [
      ['2700-ден астам адамды', '2 700-ден астам'],
      ['1200 адам', '1 200'],
      ['37 операция', '37'],
      ['60 шеберлік сыныбы', '60'],
    ] as const;
    for (const [quote, figure] of expected) {
      const { text } = provedBy(pages, quote);
      expect(text.replaceAll(/[   ]/g, ' ')).toContain(figure);
      expect(text).toContain('нысаналы мәні жоқ');
    }
  });

  test('the grant of Japan is public to the last yen', async () => {
    const slug = await carry({
      name: 'Japan bulletin',
      by: health,
      ours: ministry,
      theirs: 'Жапония Үкіметі',
      files: [bulletin('japan.kk.txt')],
    });
    const { text } = provedBy(await publicPages(slug), '1 миллиард 87 миллион иен');
    expect(text.replaceAll(/[   ]/g, ' ')).toContain('1 087 000 000 JPY');
  });

  test('a Russian page adds its words to the figures that are there, and counts nothing twice', async () => {
    const page = await at(almaty);
    await dropIn(page, address, { file: bulletin('korea.ru.txt'), partnership: 'Korea bulletin' });
    await acceptAll(page);
    await publish(page);
    const pages = await publicPages('t-korea-bulletin');
    const { text, marks } = provedBy(pages, '37 операций');
    expect(marks).toContain('37 операция');
    // Not as a part of a hash or of a time.
    expect(text).not.toMatch(/(?<![\p{L}\d:.,-])74(?![\p{L}\d:.,-])/u);
    expect(
      pages.filter((each) => each.marks.includes('37 операций') && each.path.includes('/commitments/')),
    ).toHaveLength(1);
  });

  test('rates and view counters are nowhere, and no paragraph is public as a whole', async () => {
    const files = readdirSync(bulletinsFolder).map(bulletin);
    const never = [/420[.,]71/, /512[.,]30/, /(?<![\d.,])(415|96|189)(?![\d.,])/];
    expect(await placesOf(files, never)).toEqual([]);
  });
});

test('a review is done by keyboard: reject, take back, change, accept, and make a claim of any words', async () => {
  const page = await at(health);
  await openByForm(page, address, { name: 'Keys', ours: ministry, theirs: 'Жапония Үкіметі' });
  await dropIn(page, address, { file: bulletin('korea.ru.txt'), partnership: 'Keys' });
  const all = await drafts(page);
  const current = page.locator('li[aria-current=true] h3');
  const first = await current.textContent();
  await press(page, 'r', all - 1);
  expect(await current.textContent()).not.toBe(first);
  await press(page, 'u', all);
  expect(await current.textContent()).toBe(first);
  await press(page, 'a', all - 1);

  // A figure is corrected before it is accepted; what the source says stays as its quote.
  while (!(await current.textContent())?.includes('37')) await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('38');
  await page.locator('li[aria-current=true] .primary').press('Enter');
  await expect.poll(() => drafts(page)).toBe(all - 2);

  // Any words become a claim.
  await page.locator('.doc p[lang]').last().selectText();
  await page.getByRole('button', { name: kazakh['documents.ui.new.from_selection'] }).waitFor();
  await page.keyboard.press('n');
  await page.locator('#new-kind').selectOption('delivery');
  await page.locator('form[aria-label] button[type=submit]').last().press('Enter');
  await expect.poll(() => drafts(page)).toBe(all - 1);
});

test('where a minute is full, the review asks again until it knows how things are: no press is lost', async () => {
  const page = await at(health);
  const left = (await drafts(page)) - 1;
  await page.locator('li[aria-current=true] button.primary:not([aria-disabled])').waitFor();
  let asked = 0;
  const body = JSON.stringify({ code: 'too-many-requests', title: '', status: 429 });
  await page.route(/\/api\/documents\/[0-9a-f-]{36}$/, (route) => {
    asked += 1;
    return asked === 1
      ? route.fulfill({ status: 429, contentType: 'application/problem+json', body })
      : route.continue();
  });
  await press(page, 'a', left);
  expect(asked).toBe(2);
  await page.unrouteAll();
});

describe.skipIf(!hasDocuments)('from the real pages beside this checkout', () => {
  const documents = hasDocuments
    ? readdirSync(documentsFolder)
        .toSorted()
        .map((name) => join(documentsFolder, name))
    : [];
  const [korea = '', israel = '', japan = '', kyrgyzstan = '', conference = ''] = documents;
  const others = {
    israel: 'Израильдің Денсаулық сақтау министрлігі',
    kyrgyzstan: 'Қырғыз Республикасының Министрлер кабинеті',
    fund: '«Отандастар қоры» КЕАҚ',
  };

  beforeAll(async () => {
    const staff = await signIn(address, health);
    const countries = { israel: 'IL', kyrgyzstan: 'KG', fund: 'KZ' } as const;
    for (const [key, name] of Object.entries(others)) {
      const names = { kk: name, ru: name, en: name };
      const country = countries[key as keyof typeof countries];
      await staff.post('/organisations', { kind: 'ministry', country, names });
    }
  });

  test('2700 seen, 1200 treated, 37 operations and 60 master classes are public, each with its quote and no target', async () => {
    const slug = await carry({ name: 'Korea', by: almaty, ours: akimat, theirs: consulate, files: [korea] });
    const pages = await publicPages(slug);
    for (const [quote, figure] of [
      ['2700-ден астам адамды', '2 700-ден астам'],
      ['1200 адам', '1 200'],
      ['37 операция', '37'],
      ['60 шеберлік сыныбы', '60'],
    ] as const) {
      const { text } = provedBy(pages, quote);
      expect(text.replaceAll(/[   ]/g, ' ')).toContain(figure);
      expect(text).toContain('нысаналы мәні жоқ');
    }
  });

  test('1,087,000,000 yen are public with their quote', async () => {
    const slug = await carry({ name: 'Japan', by: health, ours: ministry, theirs: 'Жапония Үкіметі', files: [japan] });
    const { text } = provedBy(await publicPages(slug), '1 милиард, 87 миллион иен');
    expect(text.replaceAll(/[   ]/g, ' ')).toContain('1 087 000 000 JPY');
  });

  test('the capacity of more than 800 a year is public with its quote, and is nobody’s promise', async () => {
    const slug = await carry({
      name: 'Kyrgyzstan',
      by: health,
      ours: ministry,
      theirs: others.kyrgyzstan,
      files: [kyrgyzstan],
    });
    const [partnership, ...commitments] = await publicPages(slug);
    expect(partnership?.marks).toContain('йилига 800 дан ортиқ беморни');
    expect(partnership?.text).toMatch(/800-ден астам/);
    expect(commitments.filter(({ text }) => text.includes('800-ден астам'))).toEqual([]);
  });

  test('what was agreed with Israel and said at the conference is public, and no figure is made of it', async () => {
    const slugs = [
      await carry({ name: 'Israel', by: health, ours: ministry, theirs: others.israel, files: [israel] }),
      await carry({ name: 'Conference', by: almaty, ours: akimat, theirs: others.fund, files: [conference] }),
    ];
    for (const slug of slugs) {
      const pages = await publicPages(slug);
      expect(pages.length).toBeGreaterThan(1);
    }
  });

  test('exchange rates and view counters are nowhere, and no paragraph is public as a whole', async () => {
    const rates = [/494[.,]87/, /(?<![\d.,])4[.,]91(?!\d)/, /520[.,]65/];
    const never = [...rates, /(?<![\d.,])(708|332)(?![\d.,])/];
    expect(await placesOf(documents, never)).toEqual([]);
  });
});

test('nothing went wrong in the staff application on the way', () => {
  expect([...sitting.values()].flatMap(({ faults }) => faults)).toEqual([]);
});
