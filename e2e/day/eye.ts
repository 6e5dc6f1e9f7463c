import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

/**
 * What the camera of a device looks at. Chromium plays a file for its camera and reads it anew for each picture: what is put into the
 * file is what the camera sees from then on.
 */
export type Eye = { flags: readonly string[]; look: (picture: Picture) => void };
/** Brightness alone, row by row; one after the other, because a hand is never still. */
type Picture = readonly Uint8Array[];

const [width, height] = [640, 480];
/** How the code is held in each picture: how large, in parts of the height, and how far turned, in degrees. */
const holds = [
  { size: 0.96, turned: 0 },
  { size: 0.8, turned: 2 },
  { size: 0.88, turned: -3 },
  { size: 0.72, turned: 0 },
  { size: 0.84, turned: 5 },
  { size: 0.76, turned: -1 },
];
const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`);
const mark = Buffer.from('FRAME\n');
const noColour = new Uint8Array((width * height) / 2).fill(128);
const frame = mark.length + width * height + noColour.length;
const wall: Picture = holds.map(() => new Uint8Array(width * height).fill(128));

export function eyeOf(folder: string, number: number): Eye {
  const file = join(folder, `eye-${number}.y4m`);
  writeFileSync(file, Buffer.concat([head, ...wall.flatMap((each) => [mark, each, noColour])]));
  return {
    flags: [`--use-file-for-fake-video-capture=${file}`],
    look: (picture) => {
      const place = openSync(file, 'r+');
      for (const [at, each] of picture.entries())
        writeSync(place, each, 0, each.length, head.length + at * frame + mark.length);
      closeSync(place);
    },
  };
}

/** A drawing as a camera in front of it sees it. */
export async function pictureOf(drawing: Locator): Promise<Picture> {
  const seen = await drawing.evaluate(
    async (element, { holds: each, ...size }) => {
      const copy = element.cloneNode(true) as SVGElement;
      copy.setAttribute('width', '960');
      copy.setAttribute('height', '960');
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      Object.assign(canvas, size);
      const paper = canvas.getContext('2d', { willReadFrequently: true });
      if (!paper) throw new Error('nothing can be drawn here');
      return each.map(({ size: part, turned }) => {
        paper.fillStyle = '#fff';
        paper.fillRect(0, 0, size.width, size.height);
        const side = Math.round(size.height * part);
        paper.setTransform(1, 0, 0, 1, size.width / 2, size.height / 2);
        paper.rotate((turned * Math.PI) / 180);
        paper.drawImage(image, -side / 2, -side / 2, side, side);
        paper.resetTransform();
        const { data } = paper.getImageData(0, 0, size.width, size.height);
        let bright = '';
        for (let at = 0; at < data.length; at += 4) bright += String.fromCharCode(data[at] ?? 0);
        return btoa(bright);
      });
    },
    { width, height, holds },
    { timeout: patienceMs },
  );
  return seen.map((bright) => Buffer.from(bright, 'base64'));
}

type Seeing = { page: Page; eye: Eye };
const code = (page: Page): Locator => page.getByRole('img', { name: 'Pairing code' });

/** So long a camera looks at one code before somebody begins anew. */
const patienceMs = 15_000;

const isLinked = ({ page }: Seeing, timeout: number): Promise<boolean> =>
  page
    .getByText('The devices are linked.')
    .waitFor({ timeout })
    .then(
      () => true,
      () => false,
    );

/** One holds up its code, the other reads it and holds up its own. */
async function hold(one: Seeing, other: Seeing): Promise<boolean> {
  for (const { page, eye } of [one, other]) {
    eye.look(wall);
    // Away and back: what an earlier try has left on the screen is gone.
    await page.evaluate(() => (location.hash = '#/people'));
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
    await page.evaluate(() => (location.hash = '#/devices'));
    await page.getByRole('heading', { level: 1, name: 'Devices and safety' }).waitFor();
  }
  await one.page.getByRole('button', { name: 'Show a code' }).click();
  other.eye.look(await pictureOf(code(one.page)));
  await other.page.getByRole('button', { name: 'Read a code' }).click();
  const answer = await pictureOf(code(other.page)).catch(() => null);
  if (!answer) return false;
  one.eye.look(answer);
  return (await Promise.all([isLinked(one, patienceMs), isLinked(other, patienceMs)])).every(Boolean);
}

/**
 * Two people hold their telephones to each other: each reads the code of the other by its camera, and they share from then on. Who does not
 * succeed tries again, as people do.
 */
export async function pairByCamera(one: Seeing, other: Seeing): Promise<void> {
  for (let tries = 0; tries < 3; tries += 1) if (await hold(one, other)) return;
  const said = await Promise.all([one, other].map(({ page }) => page.locator('#main').innerText()));
  throw new Error(`the two do not meet: ${said.join(' | ')}`);
}
