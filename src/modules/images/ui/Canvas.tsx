import { useEffect, useMemo, useRef } from 'react';
import type { Samples } from '../frame.ts';
import type { Shape } from '../schemas.ts';
import { drawBy, drawColours, tableOf, type Window } from '../window.ts';

type Props = { samples: Samples | undefined; shape: Shape; window: Window; zoom: number; label: string };

/** Whether this browser can draw and unpack pictures; otherwise the server draws them. */
export const canDraw = (): boolean =>
  typeof DecompressionStream === 'function' && document.createElement('canvas').getContext('2d') !== null;

/** How much wider than high a slice is, by the millimetres between its rows and columns. */
export const ratioOf = ({ rows, columns, spacing }: Shape): number => {
  const [down, across] = spacing ?? [1, 1];
  return (columns * across) / (rows * down);
};

/** One slice, drawn. What is not here yet leaves the one before in its place. */
export function Canvas({ samples, shape, window, zoom, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isSigned = samples instanceof Int16Array || samples instanceof Int8Array;
  const { rows, columns, kind } = shape;
  const { slope, intercept, isInverted } = shape;
  const { centre, width } = window;
  const table = useMemo(
    () => (kind === 'grey' ? tableOf({ slope, intercept, isInverted }, { centre, width }, isSigned) : null),
    [kind, slope, intercept, isInverted, centre, width, isSigned],
  );
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !samples) return;
    const picture = context.createImageData(columns, rows);
    const pixels = new Uint32Array(picture.data.buffer);
    if (table) drawBy(table, samples, pixels);
    else drawColours(samples, pixels);
    context.putImageData(picture, 0, 0);
  }, [samples, table, rows, columns]);
  const style = { inlineSize: `${zoom * 100}%`, aspectRatio: ratioOf(shape) };
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- it is drawn here, and no file
  return <canvas ref={canvas} width={columns} height={rows} style={style} role="img" aria-label={label} />;
}
