import { placeOf, places } from '../../platform/place/place.ts';
import { addDays, type Day } from '../../platform/time/calendar.ts';
import { instantOf } from '../../platform/time/zone.ts';

/** The days on which a temporary role runs, as instants. Pure. */

/** Where an organisation keeps its clocks: where it is, else the clocks of its country's capital, else these. */
const zonesOfCountries: Readonly<Record<string, string>> = {
  AE: 'Asia/Dubai',
  CN: 'Asia/Shanghai',
  DE: 'Europe/Berlin',
  GB: 'Europe/London',
  IL: 'Asia/Jerusalem',
  IN: 'Asia/Kolkata',
  JP: 'Asia/Tokyo',
  KG: 'Asia/Bishkek',
  KR: 'Asia/Seoul',
  KZ: 'Asia/Almaty',
  MN: 'Asia/Ulaanbaatar',
  RU: 'Europe/Moscow',
  TJ: 'Asia/Dushanbe',
  TM: 'Asia/Ashgabat',
  TR: 'Europe/Istanbul',
  US: 'America/New_York',
  UZ: 'Asia/Tashkent',
};
const usualZone = 'Asia/Almaty';

/** The zone of an organisation, an IANA name. */
export function zoneOf({ country, placeKey }: { country: string; placeKey: string | null }): string {
  const at = placeKey === null ? undefined : placeOf(placeKey);
  const capital = places.find((place) => place.kind === 'country' && place.country === country);
  return at?.zone ?? zonesOfCountries[country] ?? capital?.zone ?? usualZone;
}

/** The instant at which a day begins: where clocks skip midnight, an hour later. */
const beginningOf = (day: Day, zone: string): Date | null =>
  instantOf(`${day}T00:00`, zone) ?? instantOf(`${day}T01:00`, zone);

export type Span = { begins: Date | null; ends: Date | null };

/**
 * From the beginning of the first day to the end of the last, by the clocks of the organisation. Without a first day a role
 * begins at once, without a last it stands.
 *
 * @returns null where the days are in the wrong order or have passed, or a standing role would begin later
 */
export function spanOf(
  { from, until }: { from?: Day | undefined; until?: Day | undefined },
  { zone, now }: { zone: string; now: Date },
): Span | null {
  const begins = from === undefined ? null : beginningOf(from, zone);
  const ends = until === undefined ? null : beginningOf(addDays(until, 1), zone);
  if (ends === null) return begins !== null && begins > now ? null : { begins: null, ends: null };
  if (ends <= now || (from !== undefined && until !== undefined && from > until)) return null;
  return { begins: begins !== null && begins > now ? begins : null, ends };
}
