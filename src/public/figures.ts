import { shareOf } from '../design/share.ts';
import type { Comparator } from '../platform/i18n/compared.ts';
import type { Formats } from '../platform/i18n/formats.ts';
import { type LocalisedText, nameIn, type Names, textIn } from '../platform/i18n/localised.ts';
import type { Locale } from '../platform/i18n/locales.ts';
import { isCurrency } from '../platform/money/currencies.ts';
import { formatDecimal, parseMoney, whyNotMoney } from '../platform/money/money.ts';
import { whyNotEdtf } from '../platform/time/edtf.ts';
import type { Ground, Promised } from './data.ts';

/** How figures of the ledger are said. Pure. */
type Unit = Pick<Promised, 'currency' | 'measure'>;

/** The measure's word goes behind a count; money has its code. */
export function amountText(formats: Formats, amount: bigint, unit: Unit & { comparator?: Comparator }): string {
  const { currency, measure, comparator = 'eq' } = unit;
  if (currency !== null && isCurrency(currency)) return formats.compared(comparator, { minor: amount, currency });
  const count = formats.compared(comparator, amount);
  return measure === null ? count : `${count} ${nameIn(formats.locale, measure.names)}`;
}

/** The decimal text of an amount, for a file. */
export const plainAmount = (amount: bigint, currency: string | null): string =>
  currency !== null && isCurrency(currency) ? formatDecimal({ minor: amount, currency }) : String(amount);

/** A date as far as it is known; what is no date is shown as it stands. */
export const dateSaid = (formats: Formats, edtf: string): string =>
  whyNotEdtf(edtf) === null ? formats.edtf(edtf) : edtf;

/** What was promised, in words; null where no number was stated. */
export const targetText = (formats: Formats, row: Promised): string | null =>
  row.target === null ? null : amountText(formats, row.target, { ...row, comparator: row.comparator });

/** What is recorded as delivered, in words; null where nothing is, or where a single act has no number. */
export const deliveredText = (formats: Formats, row: Promised): string | null =>
  row.deliveries === 0 || row.kind === 'act'
    ? null
    : amountText(formats, row.delivered, { ...row, comparator: row.deliveredAs });

export type Bar =
  | { kind: 'measured'; share: number; term: boolean; atLeast: boolean }
  | { kind: 'open' }
  | { kind: 'act'; done: boolean };

const bounds: ReadonlySet<Comparator> = new Set(['gt', 'ge']);

/** What the promise bar draws: no number, no bar. */
export function barOf(row: Promised): Bar {
  if (row.kind === 'act') return { kind: 'act', done: row.deliveries > 0 };
  if (row.target === null) return row.deliveries > 0 ? { kind: 'open' } : { kind: 'act', done: false };
  const share = shareOf(row.delivered, row.target) ?? 0;
  return { kind: 'measured', share, term: row.term !== null, atLeast: bounds.has(row.deliveredAs) };
}

/** A text of the ledger in the reader's language, with the language it is really in. */
export const said = (locale: Locale, text: LocalisedText) => textIn(locale, text);
export const named = (locale: Locale, names: Names): string => nameIn(locale, names);

const comparators: readonly unknown[] = ['eq', 'gt', 'ge', 'lt', 'le', 'approx'] satisfies Comparator[];
const comparatorOf = (value: unknown): Comparator => (comparators.includes(value) ? (value as Comparator) : 'eq');

/** The figure that a claim states, in words; null where it states none (a date, an instrument). */
export function claimText(formats: Formats, { kind, value }: Pick<Ground, 'kind' | 'value'>): string | null {
  const comparator = comparatorOf(value['comparator']);
  const { amount, currency, value: count, what } = value;
  if (kind === 'money' && typeof amount === 'string' && typeof currency === 'string')
    return whyNotMoney(amount, currency) === null ? formats.compared(comparator, parseMoney(amount, currency)) : null;
  if ((kind === 'count' || kind === 'capacity') && typeof count === 'number' && Number.isSafeInteger(count))
    return typeof what === 'string'
      ? `${formats.compared(comparator, count)} ${what}`
      : formats.compared(comparator, count);
  return null;
}

/** Claims that state different figures for one part stand side by side; those that agree are one group. */
export function differing(formats: Formats, grounds: readonly Ground[]): { text: string; grounds: Ground[] }[] {
  const groups = new Map<string, Ground[]>();
  for (const ground of grounds) {
    // What is counted is said in the words of each source's language: that alone is no difference.
    const { what: _, ...value } = ground.value;
    const figure = claimText(formats, { kind: ground.kind, value });
    if (figure !== null) groups.set(figure, [...(groups.get(figure) ?? []), ground]);
  }
  return [...groups].map(([figure, grouped]) => ({
    text: (grouped[0] && claimText(formats, grouped[0])) ?? figure,
    grounds: grouped,
  }));
}
