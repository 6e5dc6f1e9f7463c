import type { Window } from '../window.ts';

/** What of a series is shown, and how. */
export type View = {
  /** The slice, from 0. */
  index: number;
  window: Window;
  /** 1: as wide as there is room. */
  zoom: number;
  /** What dragging changes. */
  drag: 'window' | 'slices' | 'move';
};
export type Step =
  | { to: number }
  | { by: number }
  | { window: Window }
  | { darker: number; narrower: number }
  | { zoom: number }
  | { drag: View['drag'] }
  | { reset: true };

const mostZoom = 8;
const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** The view after a step; it stays within the series. Pure, so that keys, wheel, drag and fields all do the same. */
export const stepped =
  (count: number) =>
  (view: View, step: Step): View => {
    if ('to' in step) return { ...view, index: within(step.to, 0, count - 1) };
    if ('by' in step) return { ...view, index: within(view.index + step.by, 0, count - 1) };
    if ('window' in step) return { ...view, window: step.window };
    if ('zoom' in step) return { ...view, zoom: within(view.zoom * step.zoom, 1, mostZoom) };
    if ('drag' in step) return { ...view, drag: step.drag };
    if ('reset' in step) return { ...view, zoom: 1 };
    const { centre, width } = view.window;
    const by = Math.max(1, width / 400);
    return {
      ...view,
      window: {
        centre: within(Math.round(centre + step.darker * by), -100_000, 100_000),
        width: within(Math.round(width + step.narrower * by), 1, 200_000),
      },
    };
  };

const turns: Readonly<Record<string, Step>> = {
  ArrowUp: { by: -1 },
  ArrowLeft: { by: -1 },
  ArrowDown: { by: 1 },
  ArrowRight: { by: 1 },
  PageUp: { by: -10 },
  PageDown: { by: 10 },
  Home: { to: 0 },
  End: { to: Number.MAX_SAFE_INTEGER },
  '+': { zoom: 1.25 },
  '=': { zoom: 1.25 },
  '-': { zoom: 0.8 },
  '0': { reset: true },
  '[': { darker: 0, narrower: -20 },
  ']': { darker: 0, narrower: 20 },
  ',': { darker: -20, narrower: 0 },
  '.': { darker: 20, narrower: 0 },
};

/** What a key does over the picture. */
export const stepOfKey = (key: string): Step | undefined => turns[key];
