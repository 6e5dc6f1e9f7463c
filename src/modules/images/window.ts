import type { Samples } from './frame.ts';
import type { Shape } from './schemas.ts';

/** What is shown between black and white, in measured units (for CT, Hounsfield units). Browser-safe. */
export type Window = { centre: number; width: number };

/** Windows that radiologists use for CT. */
export const presets = {
  soft: { centre: 40, width: 400 },
  lung: { centre: -600, width: 1500 },
  bone: { centre: 400, width: 1800 },
  brain: { centre: 40, width: 80 },
} as const satisfies Readonly<Record<string, Window>>;
export type Preset = keyof typeof presets;

/** The window that the file proposes, else from the smallest value to the largest. */
export function windowOf(samples: Samples, { window, slope, intercept }: Shape): Window {
  if (window) return window;
  let [low, high] = [Infinity, -Infinity];
  for (const value of samples) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const [from, to] = [low * slope + intercept, high * slope + intercept];
  return { centre: (from + to) / 2, width: Math.max(1, Math.abs(to - from)) };
}

/** Grey, 0 … 255, of a measured value in a window (PS3.3, C.11.2.1.2). */
export const greyOf = (measured: number, { centre, width }: Window): number => {
  if (width <= 1) return measured <= centre - 0.5 ? 0 : 255;
  const part = (measured - (centre - 0.5)) / (width - 1) + 0.5;
  return Math.round(Math.max(0, Math.min(1, part)) * 255);
};

/** How a stored value becomes a measured one. */
export type Scale = Pick<Shape, 'slope' | 'intercept' | 'isInverted'>;

const stored = 65_536;
/**
 * The colour of every stored value, of which there are 65,536 (a signed one stands at its bits), as a pixel of a canvas.
 */
export function tableOf({ slope, intercept, isInverted }: Scale, window: Window, isSigned: boolean): Uint32Array {
  const table = new Uint32Array(stored);
  for (let bits = 0; bits < stored; bits++) {
    const value = isSigned && bits >= stored / 2 ? bits - stored : bits;
    const grey = greyOf(value * slope + intercept, window);
    const shown = isInverted ? 255 - grey : grey;
    table[bits] = (0xff000000 | (shown << 16) | (shown << 8) | shown) >>> 0;
  }
  return table;
}

/** Draws grey samples by a table. */
export function drawBy(table: Uint32Array, samples: Samples, into: Uint32Array): void {
  for (let at = 0; at < into.length; at++) into[at] = table[(samples[at] ?? 0) & 0xffff] ?? 0;
}

/** Draws colours as they are. */
export function drawColours(samples: Samples, into: Uint32Array): void {
  for (let at = 0; at < into.length; at++) {
    const [red, green, blue] = [samples[at * 3] ?? 0, samples[at * 3 + 1] ?? 0, samples[at * 3 + 2] ?? 0];
    into[at] = (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
  }
}

/** A slice as pixels of a canvas: four bytes each, red first. */
export function drawn(samples: Samples, shape: Shape, window: Window): Uint32Array {
  const into = new Uint32Array(shape.rows * shape.columns);
  if (shape.kind === 'rgb') drawColours(samples, into);
  else drawBy(tableOf(shape, window, samples instanceof Int16Array || samples instanceof Int8Array), samples, into);
  return into;
}
