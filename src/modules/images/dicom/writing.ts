import type { Pixels } from './pixels.server.ts';

/** A letter is so high and so wide, in pixels, and stands so close to the next. */
const letter = { least: 5, most: 48 } as const;
const together = 4;
type Box = { top: number; bottom: number; left: number; right: number; size: number };

/**
 * Whether something in a picture looks like a line of writing: at least four small shapes of one height side by side, much
 * brighter or much darker than what surrounds them. It flags more than there is: a person looks.
 */
export function looksWritten(pixels: Pixels): boolean {
  const { rows, columns } = pixels;
  const out = standingOut(brightnessOf(pixels), { rows, columns });
  return [1, -1].some((sign) => {
    const mask = new Uint8Array(out.length);
    for (let at = 0; at < out.length; at++) mask[at] = (out[at] ?? 0) * sign > contrast ? 1 : 0;
    return hasLine(boxesOf({ mask, rows, columns }));
  });
}

/** Each pixel as 0 … 255 over what the picture holds. */
function brightnessOf({ samples, bits, kind, isSigned, rows, columns }: Pixels): Uint8Array {
  const count = rows * columns;
  const [step, values] = kind === 'rgb' ? [3, samples] : [1, valuesOf(samples, bits, isSigned)];
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < count; at++) {
    const value = values[at * step] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = high > low ? 255 / (high - low) : 0;
  const out = new Uint8Array(count);
  for (let at = 0; at < count; at++) out[at] = ((values[at * step] ?? 0) - low) * scale;
  return out;
}

const valuesOf = (
  samples: Uint8Array,
  bits: 8 | 16,
  isSigned: boolean,
): Int16Array | Uint16Array | Int8Array | Uint8Array => {
  if (bits === 8) return isSigned ? new Int8Array(samples.buffer, samples.byteOffset, samples.length) : samples;
  const args = [samples.buffer, samples.byteOffset, samples.length / 2] as const;
  return isSigned ? new Int16Array(...args) : new Uint16Array(...args);
};

/** How far a stroke stands out from the mean of what surrounds it, of 255. */
const contrast = 55;
/** How far around a pixel that mean reaches. */
const around = 16;

/**
 * Sums of all pixels above and left of each place, so that the sum of any box is four of them. They may run over: a
 * difference of them does not, as long as a box holds less than eight million pixels.
 */
function sumsOf(brightness: Uint8Array, { rows, columns }: Size): Int32Array {
  const wide = columns + 1;
  const sums = new Int32Array((rows + 1) * wide);
  for (let row = 0, at = 0; row < rows; row++) {
    let line = 0;
    for (let to = (row + 1) * wide + 1; to < (row + 2) * wide; to++, at++) {
      line += brightness[at] ?? 0;
      sums[to] = (sums[to - wide] ?? 0) + line;
    }
  }
  return sums;
}

/** How much each pixel is brighter than the mean around it; less than nothing where it is darker. */
function standingOut(brightness: Uint8Array, size: Size): Int16Array {
  const { rows, columns } = size;
  const sums = sumsOf(brightness, size);
  const wide = columns + 1;
  const out = new Int16Array(brightness.length);
  for (let row = 0, at = 0; row < rows; row++) {
    const [top, bottom] = [Math.max(0, row - around), Math.min(rows, row + around + 1)];
    const [above, below, high] = [top * wide, bottom * wide, bottom - top];
    for (let column = 0; column < columns; column++, at++) {
      const left = column < around ? 0 : column - around;
      const right = column + around < columns ? column + around + 1 : columns;
      const whole =
        (sums[below + right] ?? 0) - (sums[above + right] ?? 0) - (sums[below + left] ?? 0) + (sums[above + left] ?? 0);
      out[at] = (brightness[at] ?? 0) - (whole | 0) / (high * (right - left));
    }
  }
  return out;
}

type Size = { rows: number; columns: number };
type Plane = { mask: Uint8Array; rows: number; columns: number };

/** The boxes of what hangs together, as far as it is as large as a letter. */
function boxesOf(plane: Plane): Box[] {
  const boxes: Box[] = [];
  for (let start = 0; start < plane.mask.length; start++) {
    if (plane.mask[start] !== 1) continue;
    const box = filled(plane, start);
    const [height, width] = [box.bottom - box.top + 1, box.right - box.left + 1];
    if (height >= letter.least && height <= letter.most && width <= letter.most && box.size >= letter.least)
      boxes.push(box);
  }
  return boxes;
}

/** Takes away what hangs together with this pixel, and says what box it filled. */
function filled({ mask, rows, columns }: Plane, start: number): Box {
  const box: Box = { top: rows, bottom: 0, left: columns, right: 0, size: 0 };
  const stack = [start];
  mask[start] = 0;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const [row, column] = [Math.floor(at / columns), at % columns];
    box.top = Math.min(box.top, row);
    box.bottom = Math.max(box.bottom, row);
    box.left = Math.min(box.left, column);
    box.right = Math.max(box.right, column);
    box.size++;
    for (let down = -1; down <= 1; down++)
      for (let aside = -1; aside <= 1; aside++) {
        const [next, across] = [at + down * columns + aside, column + aside];
        if (across < 0 || across >= columns || mask[next] !== 1) continue;
        mask[next] = 0;
        stack.push(next);
      }
  }
  return box;
}

/** Whether some boxes stand in a line as letters do: one height, one foot, close together. */
function hasLine(boxes: readonly Box[]): boolean {
  const sorted = boxes.toSorted((a, b) => a.left - b.left);
  const lengths = new Map<Box, number>();
  for (const [index, box] of sorted.entries()) {
    const height = box.bottom - box.top + 1;
    let longest = 1;
    for (let before = index - 1; before >= 0 && before >= index - 400; before--) {
      const other = sorted[before];
      if (!other || box.left - other.right > 2 * height) continue;
      if (isBeside(other, box, height)) longest = Math.max(longest, (lengths.get(other) ?? 1) + 1);
    }
    if (longest >= together) return true;
    lengths.set(box, longest);
  }
  return false;
}

const isBeside = (left: Box, right: Box, height: number): boolean => {
  const other = left.bottom - left.top + 1;
  const gap = right.left - left.right;
  return (
    gap > 0 &&
    gap <= 1.2 * height &&
    Math.abs(left.bottom - right.bottom) <= Math.max(1, height * 0.15) &&
    Math.abs(other - height) <= Math.max(1, height * 0.2)
  );
};
