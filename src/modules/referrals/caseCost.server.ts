import { convertAll } from '../rates/index.ts';
import type { Served } from '../../platform/serve.ts';
import { add, type Money } from '../../platform/money/money.ts';
import { isCurrency } from '../../platform/money/currencies.ts';
import { bornBy, totalsOf } from './caseMoney.ts';
import { moneyShown } from './caseShown.server.ts';
import type { CaseCost, CasePart, PartOf } from './schemas.case.ts';

type Whole = NonNullable<CaseCost['whole']>;

/** The whole of an estimate in one currency, by the rates of its day; null where one of them is not known. */
async function wholeOf(
  { tx }: Pick<Served, 'tx'>,
  { showIn, on }: PartOf<'cost-estimate'>,
  { totals, isDemo }: { totals: readonly Money[]; isDemo: boolean },
): Promise<Whole | null> {
  if (!isCurrency(showIn)) return null;
  const converted = await convertAll(
    tx,
    totals.map((money) => ({ money, to: showIn, on })),
    { isDemo },
  );
  const known = converted.flatMap((each) => ('refused' in each ? [] : [each]));
  if (known.length < converted.length) return null;
  const whole = known.map(({ amount }) => amount).reduce(add);
  const days = known.flatMap(({ day }) => (day === null ? [] : [day])).toSorted();
  const sources = [...new Set(known.flatMap(({ steps }) => steps.map(({ source }) => source)))];
  return { ...moneyShown(whole), day: days[0] ?? null, sources };
}

/** What each party's estimate comes to; each stays its own. */
export const costsOf = (
  context: Pick<Served, 'tx'>,
  parts: readonly CasePart[],
  isDemo: boolean,
): Promise<CaseCost[]> =>
  Promise.all(
    parts
      .flatMap(({ content, party }) => (content?.kind === 'cost-estimate' ? [{ content, party }] : []))
      .map(async ({ content, party }) => {
        const totals = totalsOf(content.lines);
        const byPayer = bornBy(content.lines).map(({ payer, money }) => ({ payer, ...moneyShown(money) }));
        return {
          party,
          totals: totals.map(moneyShown),
          byPayer,
          whole: await wholeOf(context, content, { totals, isDemo }),
        };
      }),
  );
