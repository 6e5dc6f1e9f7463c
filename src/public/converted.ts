import { type Converted, convert } from '../platform/money/convert.ts';
import { type Currency, isCurrency } from '../platform/money/currencies.ts';
import type { CommitmentData } from './commitment.ts';

/** In which currencies an amount is shown beside its own. */
const shownIn: readonly Currency[] = ['KZT', 'USD'];

/**
 * What was promised in other currencies, by the one conversion of the product, at the rate of the day on which it was stated.
 * Nothing where no number or no day was stated, or no rate of that time is known. Pure.
 */
export function convertedOf({ commitment, rates }: Pick<CommitmentData, 'commitment' | 'rates'>): Converted[] {
  const { target, currency, statedOn } = commitment;
  if (target === null || currency === null || statedOn === null || !isCurrency(currency)) return [];
  const money = { minor: target, currency };
  return shownIn.flatMap((to) => {
    if (to === currency) return [];
    const found = convert(rates, { money, to, on: statedOn });
    return 'refused' in found ? [] : [found];
  });
}
