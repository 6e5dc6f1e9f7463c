import type { LocalisedText } from '../platform/i18n/localised.ts';
import type { Rate } from '../platform/money/convert.ts';
import type { ShownNumber } from '../platform/smallNumbers.ts';
import type { Assessment, Confirmation, Delivery, Ground, Organisation, Promised } from './data.ts';
import type { Correction } from './correction.ts';

/** What the page of a commitment shows beyond its row. */
export type Answer = {
  id: string;
  organisationId: string;
  wording: LocalisedText;
  at: Date;
  /** The organisation's latest; earlier ones stay. */
  isNewest: boolean;
  isDemo: boolean;
};
/** Somebody says that a claim is not so. */
export type Dispute = { id: string; claimId: string; organisationId: string; reasons: LocalisedText; at: Date };

/** A delivery with who recorded it. Those of one `cell` speak of one place and period. */
export type Entry = Delivery & {
  organisationId: string;
  sideId: string;
  /** The sides settled on it. */
  isAgreed: boolean;
  cell: string;
  /** From how many records it was counted, and how they are spread; small numbers are not said. */
  counted: {
    /** Whose records these are: `missions` or `referrals`. */
    by: string;
    encounters: ShownNumber;
    shares: readonly { place: string | null; day: string; amount: ShownNumber }[];
  } | null;
};

type Named = { id: string; title: LocalisedText };

export type CommitmentData = {
  commitment: Promised & {
    beneficiaries: LocalisedText | null;
    dueAfter: string | null;
    conditionOn: string | null;
    conditionReasons: LocalisedText | null;
    partOf: Named | null;
    replacement: Named | null;
    meeting: Named | null;
    instrument: Named | null;
    article: string | null;
  };
  parts: Promised[];
  /** What it took the place of. */
  replaces: Named[];
  deliveries: Entry[];
  confirmations: Confirmation[];
  assessments: Assessment[];
  answers: Answer[];
  disputes: Dispute[];
  corrections: Correction[];
  /** Those of the ten days before it was stated, for its amount in other currencies. */
  rates: Rate[];
  organisations: Organisation[];
  grounds: Ground[];
};

/** Entries that speak of one place and period for different sides and say different figures: they stand side by side. */
export function differences(entries: readonly Entry[]): Entry[][] {
  const cells = Map.groupBy(entries, ({ cell }) => cell);
  return [...cells.values()].filter((found) => {
    const figures = new Set(found.map(({ amount, comparator }) => `${comparator} ${amount}`));
    return figures.size > 1 && new Set(found.map(({ sideId }) => sideId)).size > 1;
  });
}

export type Standing = 'stated' | 'confirmed' | 'disputed';

/** How a claim stands: disputed by a party, confirmed with the delivery that rests on it, else only stated. */
export function standingOf(
  ground: Ground,
  { disputes, confirmations }: Pick<CommitmentData, 'disputes' | 'confirmations'>,
): Standing {
  if (disputes.some(({ claimId }) => claimId === ground.claimId)) return 'disputed';
  const isConfirmed = confirmations.some(({ deliveryId }) => deliveryId === ground.deliveryId);
  return isConfirmed ? 'confirmed' : 'stated';
}
