import { type StatusKey, statusKeys } from '../design/keys.ts';
import { placeOf, regionsOf } from '../platform/place/place.ts';
import type { Tally } from './data.ts';
import type { Counts, Field, Outline } from './things.ts';

/** What is counted over all partnerships. Pure. */
const notOpen: ReadonlySet<StatusKey> = new Set(['kept', 'withdrawn']);
const sum = (counts: Counts, wanted: (key: StatusKey) => boolean): number =>
  statusKeys.filter(wanted).reduce((all, key) => all + (counts[key] ?? 0), 0);

/** Real and demonstration together, where a page tells of one partnership that is all one or the other. */
export const added = (one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    ([...statusKeys, 'unpromised'] as const).flatMap((key) => {
      const count = (one[key] ?? 0) + (other[key] ?? 0);
      return count === 0 ? [] : [[key, count]];
    }),
  );

/** Promises, agreements and proposals that are neither kept nor withdrawn. */
export const openOf = (counts: Counts): number => sum(counts, (key) => !notOpen.has(key)) - (counts.unpromised ?? 0);
export const allOf = (counts: Counts): number => sum(counts, () => true);
export const silentOf = (counts: Counts): number => counts.not_reported ?? 0;

export type Tallies = { real: Tally; demo: Tally };

/** How many stand how, and which countries take part: real and demonstration apart, and never together. */
export function talliesOf(outlines: readonly Outline[]): Tallies {
  const tally = (kind: 'real' | 'demo'): Tally => {
    const total = (count: (counts: Counts) => number) => outlines.reduce((all, it) => all + count(it[kind]), 0);
    const those = outlines.filter(({ isDemo }) => isDemo === (kind === 'demo'));
    return {
      all: total(allOf),
      open: total(openOf),
      kept: total((counts) => counts.kept ?? 0),
      silent: total(silentOf),
      countries: [...new Set(those.flatMap(({ countries }) => countries))].toSorted(),
    };
  };
  return { real: tally('real'), demo: tally('demo') };
}

/** A partner country and the regions that it works with: `open` counts the open commitments of those partnerships. */
export type Corridor = {
  country: string;
  places: { key: string; open: number }[];
  open: number;
  silent: number;
  all: number;
};

const wholeCountry = 'kz';

/** The regions of today in which places lie; a city of republican significance, and the country itself, stand for themselves. */
function regionsOn(keys: readonly string[], today: string): string[] {
  const found = keys.flatMap((key) => {
    const place = placeOf(key);
    if (place?.country !== 'KZ') return [];
    const regions = regionsOf(place, today).map(({ id }) => id);
    return regions.length === 0 ? [key] : regions;
  });
  return found.length === 0 ? [wholeCountry] : [...new Set(found)];
}

/**
 * The corridors of the map, the weightiest first. A partnership that names no region works with the whole country; one that
 * names several weighs on each of them, and counts once in its country.
 */
export function corridorsOf(outlines: readonly Outline[], kind: 'real' | 'demo', today: string): Corridor[] {
  const found = new Map<string, Corridor>();
  for (const { countries, places, ...outline } of outlines) {
    const counts = outline[kind];
    if (allOf(counts) === 0) continue;
    const regions = places.length === 0 ? [wholeCountry] : regionsOn(places, today);
    for (const country of countries) {
      const corridor = found.get(country) ?? { country, places: [], open: 0, silent: 0, all: 0 };
      found.set(country, corridor);
      corridor.open += openOf(counts);
      corridor.silent += silentOf(counts);
      corridor.all += allOf(counts);
      for (const key of regions) addTo(corridor, key, openOf(counts));
    }
  }
  return [...found.values()].toSorted((a, b) => b.open - a.open || (a.country < b.country ? -1 : 1));
}

function addTo({ places }: Corridor, key: string, open: number): void {
  const known = places.find((place) => place.key === key);
  if (known) known.open += open;
  else places.push({ key, open });
}

export type ByField = { field: Field; open: number; all: number };

/** Fields in which there is a partnership, health first. */
export function byField(outlines: readonly Outline[], kind: 'real' | 'demo', order: readonly Field[]): ByField[] {
  return order.flatMap((field) => {
    const those = outlines.filter((outline) => outline.fields.includes(field) && allOf(outline[kind]) > 0);
    if (those.length === 0) return [];
    const total = (count: (counts: Counts) => number) => those.reduce((all, it) => all + count(it[kind]), 0);
    return [{ field, open: total(openOf), all: total(allOf) }];
  });
}
