import type { Comparator } from './status.ts';

/** Whether claims under one figure say the same. Pure: no clock, no database, no HTTP. */
export const agreements = ['stated', 'confirmed', 'disputed'] as const;
export type Agreement = (typeof agreements)[number];

/** What somebody says of a figure. `whole` is in whole units (counts, minor units); `unit` what is counted: a currency, or null. */
export type Statement = { whole: bigint; comparator: Comparator; unit: string | null };

/** From `low` to `high`, both possible; null is open. */
type Range = { low: bigint | null; high: bigint | null };

function rangeOf({ whole, comparator }: Statement): Range {
  switch (comparator) {
    case 'gt':
      return { low: whole + 1n, high: null };
    case 'ge':
      return { low: whole, high: null };
    case 'lt':
      return { low: null, high: whole - 1n };
    case 'le':
      return { low: null, high: whole };
    case 'eq':
    case 'approx':
      return { low: whole, high: whole };
    default:
      return comparator satisfies never;
  }
}

const meet = (one: Range, other: Range): boolean =>
  (one.low === null || other.high === null || one.low <= other.high) &&
  (other.low === null || one.high === null || other.low <= one.high);

/** "About 7" goes with "more than 7" and "less than 7" too: its own number is not exact. */
const touching = ({ whole, comparator }: Statement): Range => {
  const { low, high } = rangeOf({ whole, comparator, unit: null });
  return {
    low: comparator === 'gt' && low !== null ? low - 1n : low,
    high: comparator === 'lt' && high !== null ? high + 1n : high,
  };
};

/**
 * Whether two statements can both be true: "more than 7 million" and "7 million" cannot, "at least 2,700" and "2,750"
 * can. Of different units they do not speak of the same.
 */
export function canBothBeTrue(one: Statement, other: Statement): boolean {
  if (one.unit !== other.unit) return true;
  const isRough = one.comparator === 'approx' || other.comparator === 'approx';
  return isRough ? meet(touching(one), touching(other)) : meet(rangeOf(one), rangeOf(other));
}

export type Weighed = {
  /** The figure itself; null where none was stated. */
  figure: Statement | null;
  /** One for each claim under it; null for a claim that states no figure. */
  claims: readonly (Statement | null)[];
  /** Whether a side says of one of the claims that it is not so. */
  isDisputed: boolean;
  /** Whether giver and receiver have confirmed it, each for itself. */
  isConfirmed: boolean;
};

/**
 * Stated; confirmed by both sides; or disputed: two claims cannot both be true, or a side says that one is not so. A
 * dispute stands above a confirmation until it is settled. `agrees` follows the order of the claims; null: nothing to compare.
 */
export function agreementOf({ figure, claims, isDisputed, isConfirmed }: Weighed): {
  state: Agreement;
  agrees: (boolean | null)[];
} {
  const agrees = claims.map((claim, index) => {
    if (claim === null) return null;
    const others = [figure, ...claims.filter((_other, at) => at !== index)].filter((other) => other !== null);
    return others.every((other) => canBothBeTrue(claim, other));
  });
  if (isDisputed || agrees.includes(false)) return { state: 'disputed', agrees };
  return { state: isConfirmed ? 'confirmed' : 'stated', agrees };
}
