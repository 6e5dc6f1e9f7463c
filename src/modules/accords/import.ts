import { isCurrency } from '../../platform/money/currencies.ts';
import { parseMoney } from '../../platform/money/money.ts';
import { whyRefused } from '../../platform/refused.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { boundsOf } from '../../platform/time/edtf.ts';
import { type Comparator, comparators } from './status.ts';

/** What the cells of a ministry's spreadsheet of deliveries must say. Pure. */
export type CellRead = { value: string } | { cause: string };

const folded = (text: string): string => text.trim().toLowerCase();

/** Finds the commitment that a cell names, by its id or by the whole of its title. */
export function readCommitment(known: readonly { id: string; title: LocalisedText }[]) {
  return (value: string): CellRead => {
    const found = known.filter(
      ({ id, title }) => id === value || Object.values(title).some(({ text }) => folded(text) === folded(value)),
    );
    const [only] = found;
    if (!only) return { cause: 'commitment-unknown' };
    return found.length > 1 ? { cause: 'commitment-ambiguous' } : { value: only.id };
  };
}

/** By its key, or by its word in any language: `words` are those of each. */
export function readComparator(words: Readonly<Record<Comparator, readonly string[]>>) {
  return (value: string): CellRead => {
    const said = value.trim().toLowerCase();
    const found = comparators.find((key) => key === said || words[key].some((word) => word.toLowerCase() === said));
    return found ? { value: found } : { cause: 'comparator-unknown' };
  };
}

export const readPlace = (value: string): CellRead => (value.length > 200 ? { cause: 'too-long' } : { value });

/** Whether an amount fits what the commitment is counted in: whole numbers, or money to its smallest unit; never zero. */
export function whyNotAmount(
  amount: string,
  { kind, currency }: { kind: string; currency: string | null },
): string | null {
  if (!/[1-9]/.test(amount)) return 'amount-invalid';
  if (kind === 'act' && amount !== '1') return 'amount-invalid';
  if (currency === null || !isCurrency(currency)) return /^\d{1,18}$/.test(amount) ? null : 'amount-invalid';
  return whyRefused(() => parseMoney(amount, currency)) ? 'amount-invalid' : null;
}

/** The place and period of a row, so that two rows about one are the same record: as the ledger tells them apart. */
export function cellKeyOf(commitment: string, period: string | null, place: string | null): string {
  const { first, last } = period === null ? { first: null, last: null } : boundsOf(period);
  const days = period === null ? '-' : first === null && last === null ? period : `${first ?? '..'}/${last ?? '..'}`;
  return [commitment, days, place === null ? '-' : place.trim().toLowerCase()].join('|');
}
