/** Where something stands on an axis of time, in per cent of its length. Pure. */
export type Span = { first: string; last: string };
export type Axis = { from: number; to: number; ticks: { year: number; at: number }[] };

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
const startOf = (year: number): number => dayNumber(`${String(year).padStart(4, '0')}-01-01`);
const yearOf = (day: string): number => Number(day.slice(0, 4));

const mostTicks = 6;
const steps = [1, 2, 5, 10, 20, 50, 100];

/** Whole years from the first to the last day of all spans, with a tick at most six times; null where there is none. */
export function axisOf(spans: readonly Span[]): Axis | null {
  if (spans.length === 0) return null;
  const from = Math.min(...spans.map(({ first }) => yearOf(first)));
  const to = Math.max(...spans.map(({ last }) => yearOf(last))) + 1;
  const step = steps.find((size) => (to - from) / size <= mostTicks) ?? Math.ceil((to - from) / mostTicks);
  const ticks = Array.from({ length: Math.floor((to - 1 - from) / step) + 1 }, (_, index) => from + index * step);
  return { from, to, ticks: ticks.map((year) => ({ year, at: shareOf(startOf(year), { from, to }) })) };
}

function shareOf(day: number, { from, to }: Pick<Axis, 'from' | 'to'>): number {
  const [start, end] = [startOf(from), startOf(to)];
  return Math.round(((day - start) / (end - start)) * 1000) / 10;
}

/** Where a span begins and how long it is; `last` is a day of it, so a day has a length of its own. */
export function stretchOf({ first, last }: Span, axis: Axis): { at: number; length: number } {
  const at = shareOf(dayNumber(first), axis);
  return { at, length: Math.max(0, Math.round((shareOf(dayNumber(last) + 1, axis) - at) * 10) / 10) };
}
