import { whyRefused } from '../refused.ts';
import { type Currency, isCurrency } from './currencies.ts';
import { formatDecimal, parseMoney } from './money.ts';

/** A plain decimal: `2700` with currency null is a count, `1087000000` with `JPY` is money. */
export type Amount = { amount: string; currency: string | null };

/** Amounts between the wire (decimal text) and the ledger (whole numbers: counts, or minor units). Pure. */
export type AmountRefusal = 'amount-invalid' | 'amount-too-large' | 'unit-mismatch';
type Whole = { whole: bigint } | { refused: AmountRefusal };

/** The largest number that the ledger holds. */
const most = 9_223_372_036_854_775_807n;

/** The whole number behind an amount, in the currency in which it is expected; null: it is a count. Never zero. */
export function wholeOf({ amount, currency }: Amount, expected: string | null): Whole {
  if (currency !== expected) return { refused: 'unit-mismatch' };
  if (currency === null) return /^\d+$/.test(amount) ? bounded(BigInt(amount)) : { refused: 'amount-invalid' };
  if (whyRefused(() => parseMoney(amount, currency))) return { refused: 'amount-invalid' };
  return bounded(parseMoney(amount, currency).minor);
}

function bounded(whole: bigint): Whole {
  if (whole <= 0n) return { refused: 'amount-invalid' };
  return whole > most ? { refused: 'amount-too-large' } : { whole };
}

/** The decimal text of a whole number of the ledger. */
export const amountOf = (whole: bigint, currency: string | null): Amount => ({
  amount:
    currency !== null && isCurrency(currency)
      ? formatDecimal({ minor: whole, currency: currency satisfies Currency })
      : String(whole),
  currency,
});
