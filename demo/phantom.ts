/** A made-up CT, drawn by us: a body, lungs that come and go, a spine, ribs, a heart. Nobody's picture. */

/** What is drawn, from the outside in: the middle and the half axes in parts of the picture's width, and Hounsfield units. */
type Ellipse = readonly [x: number, y: number, rx: number, ry: number, value: number];

const ribs = (at: number): Ellipse[] =>
  [0.35, 0.8, 1.25, 1.9, 2.35, 2.8, 3.5, 3.95, 5.45, 5.9].map((angle) => [
    0.5 + 0.345 * Math.cos(angle + at / 3),
    0.508 + 0.25 * Math.sin(angle + at / 3),
    0.02,
    0.016,
    620,
  ]);

function body(slice: number, count: number): Ellipse[] {
  const at = slice / Math.max(1, count - 1);
  const lung = Math.sin(Math.PI * Math.min(1, 0.08 + at * 1.1));
  return [
    [0.5, 0.508, 0.4, 0.3, -100],
    [0.5, 0.508, 0.375, 0.275, 45],
    [0.38, 0.58, 0.07 + 0.05 * at, 0.06 + 0.04 * at, 65],
    [0.31, 0.49, 0.14 * lung, 0.19 * lung, -850],
    [0.69, 0.49, 0.14 * lung, 0.19 * lung, -850],
    [0.56, 0.55, 0.1 * lung, 0.085 * lung, 40],
    ...ribs(at),
    [0.5, 0.71, 0.047, 0.043, 700],
    [0.5, 0.685, 0.02, 0.018, 20],
  ];
}

/** Fills an ellipse row by row. */
function fill(into: Int16Array, width: number, [x, y, rx, ry, value]: Ellipse): void {
  const [first, last] = [Math.ceil((y - ry) * width), Math.floor((y + ry) * width)];
  for (let row = Math.max(0, first); row <= Math.min(width - 1, last); row++) {
    const half = rx * Math.sqrt(Math.max(0, 1 - ((row / width - y) / ry) ** 2));
    const [from, to] = [Math.ceil((x - half) * width), Math.floor((x + half) * width)];
    if (from <= to) into.fill(value, row * width + from, row * width + to + 1);
  }
}

export type Phantom = { slice: number; count: number; width: number; noise: number };

/**
 * Hounsfield units of one slice of so many; the same each time.
 *
 * @param width pixels of a row, and rows; @param noise by how much a value may stand beside its own
 */
export function phantom({ slice, count, width, noise }: Phantom): Int16Array {
  const out = new Int16Array(width * width).fill(-1000);
  for (const ellipse of body(slice, count)) fill(out, width, ellipse);
  let chance = slice * 7919 + 1;
  for (let at = 0; at < out.length; at++) {
    chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) | 0;
    out[at] = (out[at] ?? 0) + Math.round(((chance >>> 16) / 32_767.5 - 1) * noise);
  }
  return out;
}
