import { convertAll } from '../rates/index.ts';
import type { Converted } from '../../platform/money/convert.ts';
import { type Currency, isCurrency } from '../../platform/money/currencies.ts';
import { formatDecimal, parseMoney } from '../../platform/money/money.ts';
import type { Served } from '../../platform/serve.ts';
import type { CommitmentRow } from './schemas.ts';

/** Promised amounts in another currency: the same number on the page, in the list and in the file. */
export type ById = ReadonlyMap<string, Converted>;

/**
 * What the rows promise, in `to`: by the rate of the day on which it was stated, or of today where that is not known. Rates
 * of a demonstration convert only what belongs to one. A row without money, or without a rate, is left out.
 */
export async function convertedTargets(
  { tx, today }: Served,
  rows: readonly CommitmentRow[],
  to: Currency | undefined,
): Promise<ById> {
  const found = new Map<string, Converted>();
  if (to === undefined) return found;
  for (const isDemo of [false, true]) {
    const asked = rows
      .filter((row) => row.isDemo === isDemo)
      .flatMap(({ id, target, statedOn }) => {
        const { amount = '', currency = null } = target ?? {};
        if (currency === null || !isCurrency(currency)) return [];
        return [{ id, conversion: { money: parseMoney(amount, currency), to, on: statedOn ?? today } }];
      });
    const answers = await convertAll(
      tx,
      asked.map(({ conversion }) => conversion),
      { isDemo },
    );
    for (const [index, answer] of answers.entries()) {
      const id = asked[index]?.id;
      if (id !== undefined && !('refused' in answer)) found.set(id, answer);
    }
  }
  return found;
}

/** As it is answered. */
export const convertedShown = (found: Converted | undefined) =>
  found
    ? {
        amount: { amount: formatDecimal(found.amount), currency: found.amount.currency },
        path: found.path,
        day: found.day,
        steps: [...found.steps],
        others: [...found.others],
      }
    : null;

/** The rows with their promised amounts in `to`; as they are where none was asked for. */
export async function withConverted<Row extends CommitmentRow>(
  context: Served,
  rows: readonly Row[],
  to: Currency | undefined,
): Promise<Row[]> {
  if (to === undefined) return [...rows];
  const converted = await convertedTargets(context, rows, to);
  return rows.map((row) => ({ ...row, converted: convertedShown(converted.get(row.id)) }));
}
