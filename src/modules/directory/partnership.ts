/** Who may work together, where each sits, and what each side may publish. Pure: no clock, no database, no HTTP. */
export const sideRoles = ['giver', 'receiver', 'both'] as const;
export type SideRole = (typeof sideRoles)[number];

/** What people work together in; health comes first. */
export const cooperationFields = ['health', 'tourism', 'electronics', 'transport', 'agriculture', 'education'] as const;
export type CooperationField = (typeof cooperationFields)[number];

/** Kinds of records that a side may publish, if it may publish at all. */
export const publishables = ['commitments', 'meetings', 'instruments', 'verdicts'] as const;
export type Publishable = (typeof publishables)[number];

type Seating = { owner: string; sides: readonly { organisations: readonly string[] }[] };
export type SeatingRefusal = 'two-sides-needed' | 'seated-twice' | 'owner-not-seated';

/** A partnership has at least two sides, nobody sits on two of them, and who opens it takes part. */
export function whySeatingIsRefused({ owner, sides }: Seating): SeatingRefusal | null {
  if (sides.length < 2 || sides.some(({ organisations }) => organisations.length === 0)) return 'two-sides-needed';
  const seated = sides.flatMap(({ organisations }) => organisations);
  if (new Set(seated).size < seated.length) return 'seated-twice';
  return seated.includes(owner) ? null : 'owner-not-seated';
}

type Sides = { ownSide: string | null; sides: readonly { id: string; mayPublish: readonly Publishable[] }[] };

/** Whether the side of the acting organisation may publish such records; who sits on no side publishes nothing. */
export const sideMayPublish = ({ ownSide, sides }: Sides, what: Publishable): boolean =>
  sides.some(({ id, mayPublish }) => id === ownSide && mayPublish.includes(what));
