import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { drawn, presets, type Window } from '../src/modules/images/window.ts';
import { ctFile, planted, storedOf } from '../test/ct.ts';
import { axeFaults, openBrowser } from './browser.ts';
import { enterAs } from './places.ts';
import { type Product, startProduct } from './product.ts';
import { signIn } from './staff.ts';

const count = 300;
let product: Product;
let browser: Browser;
let page: Page;
let faults: string[];
let folder: string;

const file = (slice: number): Buffer =>
  ctFile({ slice, count, ...(slice === 7 && { words: { text: 'OSPANOVA 17', x: 20, y: 24, scale: 2 } }) });
/** Names that say nothing of the order. */
const nameOf = (slice: number): string => `${String((slice * 7919) % 1000).padStart(4, '0')}-${slice}`;

/** A made-up CT in every way that one is brought: a packed archive, an archive of plain files, and loose files. */
async function writeStudy(): Promise<string[]> {
  const thirds = [0, 1, 2].map((third) =>
    Array.from({ length: count }, (_none, n) => count - 1 - n).filter((slice) => slice % 3 === third),
  );
  const [packed = [], plain = [], loose = []] = thirds;
  const archived = async (slices: readonly number[], level: 0 | 1): Promise<string> => {
    const path = join(folder, `archive-${level}.zip`);
    const files = slices.map((slice): [string, Buffer] => [`S1/${nameOf(slice)}`, file(slice)]);
    await writeFile(path, zipSync(Object.fromEntries(files), { level }));
    return path;
  };
  const each = loose.map(async (slice) => {
    const path = join(folder, nameOf(slice));
    await writeFile(path, file(slice));
    return path;
  });
  return Promise.all([archived(packed, 1), archived(plain, 0), ...each]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yntymaq-ct-'));
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  const address = await product.address();
  const doctor = await signIn(address, 'coordinator@ulgi.example');
  const [patient] = (await doctor.get<{ id: string }[]>('/patients')).body;
  ({ page, faults } = await enterAs(browser, address, { email: 'coordinator@ulgi.example', locale: 'en' }));
  await page.goto(`${address}/app/patients/${patient?.id}/images`);
  return async () => {
    await browser.close();
    await product.stop();
    await rm(folder, { recursive: true, force: true });
  };
}, 240_000);

const surface = () => page.locator('.viewer-surface');
const shown = async (slice: number): Promise<void> => {
  await page.locator(`.viewer-surface[data-shown="${slice - 1}"]`).waitFor();
  // One more frame: what is here is drawn with it.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
};
const boxOf = async () => {
  await surface().scrollIntoViewIfNeeded();
  const box = await surface().boundingBox();
  if (!box) throw new Error('the picture is not there');
  return box;
};
const windowShown = async (): Promise<Window> => {
  const [centre = 0, width = 0] =
    ((await page.locator('.viewer-window').textContent()) ?? '').match(/-?\d+/g)?.map(Number) ?? [];
  return { centre, width };
};
const shape = {
  rows: 512,
  columns: 512,
  spacing: null,
  kind: 'grey',
  isInverted: false,
  slope: 1,
  intercept: -1024,
  window: null,
} as const;

/** Red, green, blue of every pixel that is shown, as one text of hexadecimal digits of every 97th. */
const pixels = (): Promise<number[]> =>
  page.evaluate(`(() => {
    const canvas = document.querySelector('.viewer-surface canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, 512, 512);
    return Array.from(new Uint32Array(data.buffer)).filter((_pixel, n) => n % 97 === 0);
  })()`);
const expectedPixels = (slice: number, window: Window): number[] =>
  [...drawn(storedOf({ slice: slice - 1, count }), shape, window)].filter((_pixel, n) => n % 97 === 0);

test('a CT of 300 slices, in archives and loose, is brought through the page, and stands in order', async () => {
  const study = await writeStudy();
  await page.getByRole('button', { name: 'Bring images' }).click();
  await page.locator('#images-files').setInputFiles(study);
  await page.getByText('Taken: 300, there already: 0').waitFor({ timeout: 240_000 });
  await page.getByRole('button', { name: 'Open', exact: true }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
}, 300_000);

test('it opens with its first slice, pixel by pixel as it was taken, and all 300 come', async () => {
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('img', { name: 'CT: slice 1 of 300' }).waitFor();
  await shown(1);
  expect(await pixels()).toEqual(expectedPixels(1, { centre: 40, width: 400 }));
  await page.locator('.viewer-surface[data-here="300"]').waitFor({ timeout: 120_000 });
  await page.getByText('300 of 300 loaded').waitFor();
  expect(await axeFaults(page)).toEqual([]);
}, 180_000);

test('wheel, keys and the slider go through the slices, each shown as it was taken', async () => {
  await surface().hover();
  for (let n = 0; n < 9; n++) await page.mouse.wheel(0, 100);
  await shown(10);
  expect(await pixels()).toEqual(expectedPixels(10, { centre: 40, width: 400 }));
  await surface().focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('ArrowDown');
  await shown(21);
  await page.keyboard.press('End');
  await shown(300);
  expect(await pixels()).toEqual(expectedPixels(300, { centre: 40, width: 400 }));
  const slider = page.getByRole('slider', { name: 'Slice 300 of 300' });
  expect(await slider.getAttribute('aria-valuetext')).toBe('Slice 300 of 300');
  await slider.fill('150');
  await shown(150);
});

test('presets and dragging change the window, and the pixels with it', async () => {
  for (const [name, window] of [
    ['Lung', presets.lung],
    ['Bone', presets.bone],
    ['Brain', presets.brain],
    ['Soft tissue', presets.soft],
  ] as const) {
    await page.getByRole('button', { name, exact: true }).click();
    await shown(150);
    expect(await pixels(), name).toEqual(expectedPixels(150, window));
  }
  const box = await boxOf();
  await page.mouse.move(box.x + 100, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 160, box.y + 80, { steps: 4 });
  await page.mouse.up();
  await shown(150);
  const window = await windowShown();
  expect(window.width).toBeGreaterThan(440);
  expect(window.centre).toBeLessThan(30);
  expect(await pixels()).toEqual(expectedPixels(150, window));
});

test('a larger picture keeps its middle, and is moved by dragging and made whole again by a key', async () => {
  await page.getByRole('button', { name: 'Larger' }).click();
  await page.getByRole('button', { name: 'Larger' }).click();
  const middle = (): Promise<number[]> =>
    page.evaluate(`(() => {
      const { scrollLeft, scrollTop, clientWidth, clientHeight, scrollWidth, scrollHeight } = document.querySelector('.viewer-surface');
      return [(scrollLeft + clientWidth / 2) / scrollWidth, (scrollTop + clientHeight / 2) / scrollHeight];
    })()`);
  for (const part of await middle()) expect(part).toBeCloseTo(0.5, 1);
  await page.getByRole('button', { name: 'Drag: move' }).click();
  const box = await boxOf();
  await page.mouse.move(box.x + 200, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 240, { steps: 3 });
  await page.mouse.up();
  const [across = 0, down = 1] = await middle();
  expect([across > 0.55, down < 0.5]).toEqual([true, true]);
  await surface().focus();
  await page.keyboard.press('0');
  expect(
    await page.evaluate(
      `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.viewer-surface'))`,
    ),
  ).toBe(0);
});

test('the slice that is shown is saved as a file that names nobody', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save this slice without names' }).click(),
  ]);
  const copy = await readFile(await download.path());
  expect(copy.toString('latin1', 128, 132)).toBe('DICM');
  expect(copy.length).toBeGreaterThan(512 * 512 * 2);
  expect(Object.values(planted).filter((value) => copy.includes(value))).toEqual([]);
});

test('where the browser cannot draw, the server draws the same slice in the same window', async () => {
  await page.evaluate('globalThis.Unpacking = DecompressionStream; delete globalThis.DecompressionStream');
  await page.getByRole('button', { name: 'Hide' }).click();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  const plain = page.locator('.viewer > img');
  await plain.waitFor();
  const first = await plain.getAttribute('src');
  await page.getByRole('button', { name: 'Lung', exact: true }).click();
  await expect.poll(() => plain.getAttribute('src')).not.toBe(first);
  await page.getByRole('slider', { name: 'Slice 1 of 300' }).fill('30');
  await page.getByRole('img', { name: 'CT: slice 30 of 300' }).waitFor();
  expect(await axeFaults(page)).toEqual([]);
  await page.evaluate('globalThis.DecompressionStream = Unpacking');
  await page.getByRole('button', { name: 'Hide' }).click();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await surface().waitFor();
});

test('a slice with a name drawn in is shown to who brought it, and to others once somebody has said that it has none', async () => {
  await page.getByRole('heading', { name: 'To be looked at: 1' }).waitFor();
  await page.getByText('something looks like writing').waitFor();
  await page.getByRole('img', { name: '1 of 1' }).waitFor();
  await page.getByRole('button', { name: 'Names in it: keep it back' }).click();
  await page.getByRole('heading', { name: 'To be looked at: 1' }).waitFor({ state: 'detached' });
  expect(await page.getByText('1 slice to be looked at').count()).toBe(0);
});

test('on a telephone of 360 pixels it fits, and a finger goes through the slices', async () => {
  await page.setViewportSize({ width: 360, height: 760 });
  expect(await page.evaluate('document.documentElement.scrollWidth <= 360')).toBe(true);
  await page.getByRole('button', { name: 'Drag: slices' }).click();
  await page.getByRole('slider').fill('150');
  const box = await boxOf();
  await page.mouse.move(box.x + 100, box.y + 50);
  await page.mouse.down();
  await page.mouse.move(box.x + 100, box.y + 130, { steps: 5 });
  await page.mouse.up();
  await shown(160);
  expect(await axeFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('who receives a referral across the border opens the copy: no name, no original, no slice that nobody has looked at', async () => {
  const address = await product.address();
  const chair = await signIn(address, 'chair@balalar.example');
  type Referral = { id: string; patient: string };
  const { items } = (await chair.get<{ items: Referral[] }>('/referrals?stage=board')).body;
  type Study = { id: string; isOwn: boolean; slices: number; series: { slices: { id: string }[] }[] };
  const found = await Promise.all(
    items.map(async ({ id, patient }) => ({
      id,
      study: (await chair.get<Study[]>(`/images/studies?patient=${patient}&subject=${id}`)).body[0],
    })),
  );
  const { id, study } = found.find((each) => each.study) ?? {};
  expect([study?.isOwn, study?.slices]).toEqual([false, 23]);
  const slice = (await chair.get<Study>(`/images/studies/${study?.id}`)).body.series[0]?.slices[0]?.id;
  expect((await chair.get(`/images/slices/${slice}/original`)).status).toBe(404);
  const received = await enterAs(browser, address, { email: 'chair@balalar.example', locale: 'ru' });
  await received.page.goto(`${address}/app/referrals/${id}`);
  await received.page.getByRole('button', { name: 'Открыть', exact: true }).click();
  await received.page.locator('.viewer-surface[data-here="23"]').waitFor();
  await received.page.getByText('копия без имён').first().waitFor();
  expect(await received.page.getByText('Нужно посмотреть').count()).toBe(0);
  expect(received.faults).toEqual([]);
  await received.page.context().close();
});

test('nothing failed unseen, and nothing of it stays on the device', async () => {
  expect(faults).toEqual([]);
  expect(
    await page.evaluate('JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage })'),
  ).not.toMatch(/Ospanova/i);
});
