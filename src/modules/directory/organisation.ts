/** What an organisation can be. Pure. */
export const organisationKinds = [
  'ministry',
  'administration',
  'government',
  'embassy',
  'hospital',
  'university',
  'donor',
  'company',
  'foundation',
  'association',
  'agency',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** Where people look in a browser: http or https, a host with a dot, nobody's password. */
export function isWebsite(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && hostname.includes('.') && username === '' && password === '';
}

export type PlaceRefusal = 'place-unknown' | 'place-in-another-country';

/** @param countryOfPlace of the chosen place; undefined where there is no such place */
export function whyPlaceRefused(country: string, countryOfPlace: string | undefined): PlaceRefusal | null {
  if (countryOfPlace === undefined) return 'place-unknown';
  return countryOfPlace === country ? null : 'place-in-another-country';
}
