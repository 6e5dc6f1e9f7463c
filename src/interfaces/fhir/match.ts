import { normalised, stretchAt, textsAt } from './elements.ts';
import type { Filter } from './parameters.ts';
import type { Prefix } from './values.ts';

/** What keys leave open is judged by the resource itself. Pure. */

const holdsDate: Record<Prefix, (row: [number, number], value: [number, number]) => boolean> = {
  eq: ([start, end], [low, high]) => start >= low && end < high,
  ne: ([start, end], [low, high]) => !(start >= low && end < high),
  gt: ([, end], [, high]) => end >= high,
  lt: ([start], [low]) => start < low,
  ge: ([, end], [low]) => end >= low,
  le: ([start], [, high]) => start < high,
  sa: ([start], [, high]) => start >= high,
  eb: ([, end], [low]) => end < low,
  ap: ([start, end], [low, high]) => start < high && end >= low,
};

const beginsAt = (text: string, start: string): boolean => ` ${text}`.includes(` ${start}`);

/** Whether the filter is settled only by what was opened. */
export const isOpen = (filter: Filter): boolean =>
  (filter.by === 'string' && filter.how !== 'exact') || (filter.by === 'date' && filter.isSealed);

const momentOf = (text: string): number => Date.parse(text.endsWith('Z') ? text : `${text}Z`);

function holds(filter: Filter, resource: object): boolean {
  if (filter.by === 'string') {
    const texts = textsAt(resource, filter.path).map(normalised);
    const test = filter.how === 'contains' ? (text: string, part: string) => text.includes(part) : beginsAt;
    return filter.values.some((value) => texts.some((text) => test(text, normalised(value))));
  }
  if (filter.by !== 'date') return true;
  const stretch = stretchAt(resource, filter.path);
  if (!stretch) return false;
  return filter.values.some(({ prefix, from, until }) =>
    holdsDate[prefix]([stretch.from, stretch.to], [momentOf(from), momentOf(until)]),
  );
}

export const matches = (filters: readonly Filter[], resource: object): boolean =>
  filters.every((filter) => !isOpen(filter) || holds(filter, resource));
