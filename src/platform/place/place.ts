import type { Locale } from '../i18n/locales.ts';
import type { Day } from '../time/calendar.ts';
import { boundsOf } from '../time/edtf.ts';
import data from './places.json' with { type: 'json' };

/** From the first day that `from` may mean to the last that `until` may mean, both included; null is open. */
type Span = { from: string | null; until: string | null };

/**
 * A place with what it lay in, by time. `zone` is an IANA name; `lat` and `lon` are degrees (WGS 84) of its centre, for
 * a region or a country of its administrative centre or a point inside. `from` and `until` are when it exists (EDTF).
 */
export type Place = Span & {
  id: string;
  kind: 'country' | 'region' | 'city' | 'district' | 'village';
  /** ISO 3166-1 alpha-2. */
  country: string;
  names: Readonly<Record<Locale, string>>;
  zone: string;
  lat: number;
  lon: number;
  within: readonly (Span & { region: string })[];
};

export const places = data as readonly Place[];

const byId = new Map(places.map((place) => [place.id, place]));

export const placeOf = (id: string): Place | undefined => byId.get(id);

/** Whether two spans may share a day, as far as both are known. */
function mayMeet(span: Span, first: Day | null, last: Day | null): boolean {
  const begin = span.from === null ? null : boundsOf(span.from).first;
  const end = span.until === null ? null : boundsOf(span.until).last;
  return (begin === null || last === null || begin <= last) && (end === null || first === null || first <= end);
}

/** Whether the place existed at that date; for a date that is known roughly, whether it may have. */
export const existedAt = (place: Place, edtf: string): boolean => {
  const { first, last } = boundsOf(edtf);
  return mayMeet(place, first, last);
};

/**
 * The regions that a place lay in at a date. More than one where the date is not known well enough to tell; none for a
 * city of republican significance, for a country, and where the table does not reach back.
 *
 * A date without a year tells nothing about regions: then none is given.
 *
 * @param edtf a day, or any date as far as it is known
 * @throws Refused with an EdtfReason
 */
export function regionsOf(place: Place, edtf: string): Place[] {
  const { first, last, yearless } = boundsOf(edtf);
  if (yearless) return [];
  const upwards = (from: Place): Place[] => {
    const itself = from.kind === 'region' && mayMeet(from, first, last) ? [from] : [];
    const around = from.within.filter((span) => mayMeet(span, first, last));
    return [...itself, ...around.flatMap(({ region }) => upwards(byId.get(region) ?? from))];
  };
  return [...new Set(upwards(place))];
}

export type ThenAndNow = { past: Place[]; now: Place[]; changed: boolean };

/** The regions of a place when something happened and today: a source of 2020 says Almaty region, the map says Zhetysu. */
export function regionThenAndNow(place: Place, edtf: string, today: Day): ThenAndNow {
  const [past, now] = [regionsOf(place, edtf), regionsOf(place, today)];
  const changed = past.length > 0 && past.map(({ id }) => id).join() !== now.map(({ id }) => id).join();
  return { past, now, changed };
}

/** The regions and cities of republican significance that a country is divided into on a day. */
export const divisionsOf = (country: string, day: Day): Place[] =>
  places.filter((place) => {
    const top = place.within.some((span) => placeOf(span.region)?.kind === 'country' && mayMeet(span, day, day));
    return place.country === country && place.kind !== 'country' && existedAt(place, day) && top;
  });

/** A time during which a place lay in a region: `from` and `until` are EDTF, null where the table does not say. */
export type RegionSpan = { region: Place; from: string | null; until: string | null };

/**
 * The regions that a place has lain in, the first first. A village in a district has the regions of its district. Empty for
 * a country, for a city of republican significance and for a region that has always been one.
 */
export function regionsOverTime(place: Place): RegionSpan[] {
  const spans = place.within.flatMap(({ region: id, from, until }): RegionSpan[] => {
    const region = byId.get(id);
    if (!region || region.kind === 'country') return [];
    return region.kind === 'region' ? [{ region, from, until }] : regionsOverTime(region);
  });
  return spans.toSorted((one, other) => (one.from ?? '').localeCompare(other.from ?? ''));
}

/** A place with the region in which it lies now: what tells places of one name apart. */
export const placeNow = (place: Place, locale: Locale): string =>
  [place, ...regionsOverTime(place).flatMap(({ region, until }) => (until === null ? [region] : []))]
    .map(({ names }) => names[locale])
    .join(', ');
