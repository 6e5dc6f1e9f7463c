import {
  type Conversion,
  type ConversionRefusal,
  type Converted,
  convert,
  daysNeeded,
} from '../../platform/money/convert.ts';
import type { Tx } from '../../platform/database.ts';
import { ratesOfDays } from './rate.sql.ts';

/**
 * Converts amounts for a page, a list or a file: one query for all of them, and the one conversion.
 * @param isDemo whether what is converted belongs to a demonstration, which alone may use the rates of one
 * @returns in the order of what was asked
 */
export async function convertAll(
  tx: Tx,
  asked: readonly Conversion[],
  { isDemo }: { isDemo: boolean },
): Promise<(Converted | { refused: ConversionRefusal })[]> {
  const foreign = asked.filter(({ money, to }) => money.currency !== to);
  const days = [...new Map(foreign.map(({ on }) => [on, daysNeeded(on)])).values()];
  const rates = days.length > 0 ? await ratesOfDays(tx, days, isDemo) : [];
  return asked.map((each) => convert(rates, each));
}
