/** Who may work together, and where each sits. Pure: no clock, no database, no HTTP. */
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

type Seating = { owner: string; sides: readonly { organisations: readonly string[] }[] };
export type SeatingRefusal = 'two-sides-needed' | 'seated-twice' | 'owner-not-seated';

/** A partnership has at least two sides, nobody sits on two of them, and who opens it takes part. */
export function whySeatingIsRefused({ owner, sides }: Seating): SeatingRefusal | null {
  if (sides.length < 2 || sides.some(({ organisations }) => organisations.length === 0)) return 'two-sides-needed';
  const seated = sides.flatMap(({ organisations }) => organisations);
  if (new Set(seated).size < seated.length) return 'seated-twice';
  return seated.includes(owner) ? null : 'owner-not-seated';
}
