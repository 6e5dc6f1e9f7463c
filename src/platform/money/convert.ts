import { addDays, type Day, daysBetween } from '../time/calendar.ts';
import { type Currency, digitsOf } from './currencies.ts';
import type { Money } from './money.ts';

/** A published rate: on `day`, one unit of `base` was worth `rate` (an exact decimal text) of `quote`, by `source`. */
export type Rate = { base: Currency; quote: Currency; day: Day; rate: string; source: string; isDemo: boolean };
/** One rate as it was used; `isInverse`: from its quote to its base. */
export type RateStep = Rate & { isInverse: boolean };
export const ratePaths = ['same', 'direct', 'inverse', 'cross'] as const;
export type RatePath = (typeof ratePaths)[number];
export type Converted = {
  amount: Money;
  path: RatePath;
  /** None for the same currency, two for a cross rate. */
  steps: readonly RateStep[];
  /** The day of the rate; of two rates the earlier. Null for the same currency. */
  day: Day | null;
  /** What other sources say of these currencies on the same day: they stand beside, and were not used. */
  others: readonly Rate[];
};
export type ConversionRefusal = 'no-rate' | 'rate-too-old';

/** Through which currency two others may meet, in this order where the rates are as new. */
export const pivots = ['KZT', 'USD', 'EUR', 'RUB'] as const satisfies readonly Currency[];
/** A rate older than so many days is none: markets close for some days, not for weeks. */
export const oldestInDays = 10;

export type Conversion = {
  money: Money;
  to: Currency;
  /** The rate of this day is used, or the last one before it. */
  on: Day;
  /** Only rates of this source. */
  source?: string | undefined;
};

type Fraction = { over: bigint; under: bigint };

const power = (digits: number): bigint => 10n ** BigInt(digits);

function fractionOf(decimal: string): Fraction {
  const [whole = '', fraction = ''] = decimal.split('.');
  return { over: BigInt(whole + fraction), under: power(fraction.length) };
}

/** The nearest whole number; a half goes to the even one, so that many roundings lean to neither side. */
export function halfEven({ over, under }: Fraction): bigint {
  const isNegative = over < 0n;
  const positive = isNegative ? -over : over;
  const [whole, rest] = [positive / under, (positive % under) * 2n];
  const isUp = rest > under || (rest === under && whole % 2n === 1n);
  const rounded = isUp ? whole + 1n : whole;
  return isNegative ? -rounded : rounded;
}

/** An amount carried along some rates: exact until the one rounding at its end. */
export function carry({ minor, currency }: Money, to: Currency, steps: readonly RateStep[]): Money {
  let [over, under] = [minor * power(digitsOf(to)), power(digitsOf(currency))];
  for (const { rate, isInverse } of steps) {
    const by = fractionOf(rate);
    over *= isInverse ? by.under : by.over;
    under *= isInverse ? by.over : by.under;
  }
  return { minor: halfEven({ over, under }), currency: to };
}

/** Newest first; of one day a rate as it stands before one turned round, and then by the name of its source. */
const byUse = (one: RateStep, other: RateStep): number =>
  other.day.localeCompare(one.day) ||
  Number(one.isInverse) - Number(other.isInverse) ||
  one.source.localeCompare(other.source);

type Asked = { from: Currency; to: Currency } & Pick<Conversion, 'on' | 'source'>;

/** The rates between two currencies that may be used on a day, the one to use first. */
const between = (rates: readonly Rate[], { from, to, on, source }: Asked): RateStep[] =>
  rates
    .filter(({ base, quote }) => (base === from && quote === to) || (base === to && quote === from))
    .filter((rate) => rate.day <= on && (source === undefined || rate.source === source))
    .map((rate) => ({ ...rate, isInverse: rate.base === to }))
    .toSorted(byUse);

type Way = { path: RatePath; steps: readonly RateStep[]; day: Day; others: readonly Rate[] };

function straight(rates: readonly Rate[], asked: Asked): Way | null {
  const [first, ...rest] = between(rates, asked);
  if (!first) return null;
  const others = rest
    .filter((rate) => rate.day === first.day && rate.source !== first.source)
    .map(({ isInverse: _isInverse, ...rate }) => rate);
  return { path: first.isInverse ? 'inverse' : 'direct', steps: [first], day: first.day, others };
}

function crossed(rates: readonly Rate[], asked: Asked): Way | null {
  const ways = pivots.flatMap((pivot): Way[] => {
    if (pivot === asked.from || pivot === asked.to) return [];
    const [first, second] = [straight(rates, { ...asked, to: pivot }), straight(rates, { ...asked, from: pivot })];
    if (!first || !second) return [];
    const day = first.day < second.day ? first.day : second.day;
    return [{ path: 'cross', steps: [...first.steps, ...second.steps], day, others: [] }];
  });
  return ways.reduce<Way | null>((best, way) => (best === null || way.day > best.day ? way : best), null);
}

/**
 * The one conversion of the product, for pages, lists and files alike. A direct or inverse rate of the day or the last before it
 * is used; only where there is none young enough, two rates that meet in a third currency. A stated equivalent is never a rate.
 * @param rates all that may be used; their order does not matter
 */
export function convert(
  rates: readonly Rate[],
  { money, ...rest }: Conversion,
): Converted | { refused: ConversionRefusal } {
  const { to, on } = rest;
  if (money.currency === to) return { amount: money, path: 'same', steps: [], day: null, others: [] };
  const asked = { ...rest, from: money.currency };
  const ways = [straight(rates, asked), crossed(rates, asked)].filter((way) => way !== null);
  const way = ways.find(({ day }) => daysBetween(day, on) <= oldestInDays);
  if (!way) return { refused: ways.length > 0 ? 'rate-too-old' : 'no-rate' };
  return { amount: carry(money, to, way.steps), ...way };
}

/** Of which days the rates must be known to convert on a day. */
export const daysNeeded = (on: Day): { first: Day; last: Day } => ({ first: addDays(on, -oldestInDays), last: on });
