import { add, type Money, parseMoney } from '../../platform/money/money.ts';

/** What a treatment is expected to cost and who pays. Exact: whole minor units, added within a currency and never across. Pure. */
export const payers = ['quota', 'sender', 'receiver', 'ministry', 'patient', 'insurer', 'fund', 'other'] as const;
export type Payer = (typeof payers)[number];
export type CostLine = { what: string; amount: string; currency: string; payer: Payer };
export type PayerTotal = { payer: Payer; money: Money };

const gathered = <K extends string>(lines: readonly CostLine[], keyOf: (line: CostLine) => K): Map<K, Money> => {
  const sums = new Map<K, Money>();
  for (const line of lines) {
    const money = parseMoney(line.amount, line.currency);
    const key = keyOf(line);
    const before = sums.get(key);
    sums.set(key, before ? add(before, money) : money);
  }
  return sums;
};

/** What the lines come to in each currency, in the order in which the currencies come. @throws Refused with a MoneyReason */
export const totalsOf = (lines: readonly CostLine[]): Money[] => [
  ...gathered(lines, ({ currency }) => currency).values(),
];

/** What each payer bears in each currency. @throws Refused with a MoneyReason */
export const bornBy = (lines: readonly CostLine[]): PayerTotal[] =>
  [...gathered(lines, ({ payer, currency }) => `${payer} ${currency}`)].map(([key, money]) => ({
    payer: payers.find((payer) => key.startsWith(`${payer} `)) ?? 'other',
    money,
  }));
