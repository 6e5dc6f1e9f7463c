import * as z from 'zod/mini';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import {
  Amount,
  capacityKinds,
  Comparator,
  conditionStates,
  Day,
  Duration,
  Edtf,
  kinds,
  parts,
  Place,
  PlaceKey,
  Strength,
  Uuid,
} from './shapes.ts';

export * from './shapes.ts';
export * from './answered.ts';
export * from './disagreed.ts';

/** What a person enters. Browser-safe. */
const Parties = z.array(Uuid).check(z.maxLength(20));
const described = {
  title: LocalisedTextSchema,
  target: z.nullable(Amount),
  comparator: Comparator,
  strength: z.nullable(Strength),
  debtors: Parties.check(z.minLength(1)),
  creditors: Parties,
  term: z.nullable(Edtf),
  condition: z.nullable(LocalisedTextSchema),
  conditionState: z.nullable(z.enum(conditionStates)),
  beneficiaries: z.nullable(LocalisedTextSchema),
  place: z.nullable(Place),
  /** The day of the source that states it. */
  statedOn: z.nullable(Day),
  /** The target is for each such period; left out or null: in total. */
  per: z.optional(z.nullable(Duration)),
  /** So long after its condition is met it is due. */
  dueAfter: z.optional(z.nullable(Duration)),
  placeKey: z.optional(z.nullable(PlaceKey)),
  /** The commitment that takes its place, and the one of which it is a part: of the same partnership. */
  replacedBy: z.optional(z.nullable(Uuid)),
  partOf: z.optional(z.nullable(Uuid)),
};

/** A commitment as a person enters it. `measure` belongs to kind measure, `currency` to kind money. */
export const CommitmentInput = z.object({
  kind: z.enum(kinds),
  measure: z.nullable(z.string().check(z.maxLength(40))),
  currency: z.nullable(z.string().check(z.regex(/^[A-Z]{3}$/))),
  ...described,
});
export type CommitmentInput = z.infer<typeof CommitmentInput>;
/** The fields that may be changed later. What is left out stays. */
export const CommitmentChange = z.partial(z.object(described));

export const DeliveryInput = z.object({
  amount: Amount,
  comparator: Comparator,
  period: z.nullable(Edtf),
  place: z.nullable(Place),
  placeKey: z.optional(z.nullable(PlaceKey)),
  reportedOn: z.nullable(Day),
});
export type DeliveryInput = z.infer<typeof DeliveryInput>;

export const CapacityInput = z.object({
  title: LocalisedTextSchema,
  amount: z.string().check(z.regex(/^\d{1,30}$/)),
  comparator: Comparator,
  per: z.nullable(Duration),
  /** Left out: a capacity. */
  kind: z.optional(z.enum(capacityKinds)),
  asOf: z.optional(z.nullable(Edtf)),
  place: z.optional(z.nullable(Place)),
  placeKey: z.optional(z.nullable(PlaceKey)),
});
export type CapacityInput = z.infer<typeof CapacityInput>;

/** What an accepted claim enters in the ledger. A new commitment without a target is looked for before it is made. */
export const Entry = z.discriminatedUnion('enter', [
  z.object({ enter: z.literal('nothing') }),
  z.object({ enter: z.literal('commitment'), commitment: CommitmentInput }),
  z.object({
    enter: z.literal('delivery'),
    /** The id of a commitment, or the one to find or make. */
    of: z.union([Uuid, CommitmentInput]),
    delivery: DeliveryInput,
  }),
  z.object({ enter: z.literal('capacity'), capacity: CapacityInput }),
  /** Another claim under a figure that is there. */
  z.object({
    enter: z.literal('ground'),
    part: z.enum(parts),
    of: z.object({ type: z.enum(['commitment', 'delivery', 'capacity']), id: Uuid }),
  }),
  /** The stated equivalent of an amount, under the commitment that rests on the claim it restates. */
  z.object({ enter: z.literal('equivalent'), ofClaim: Uuid }),
]);
export type Entry = z.infer<typeof Entry>;
