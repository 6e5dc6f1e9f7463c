import type { Converted } from '../../platform/money/convert.ts';
import { formatDecimal } from '../../platform/money/money.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import type { Column } from '../../platform/table/columns.ts';
import type { RateRow } from './rate.sql.ts';

/** The list of rates as a table; what an import reads back has the same names. */
export const rateColumns = (t: Translator): Column<RateRow>[] => [
  { key: 'base', header: t('rates.column.base'), kind: 'text', value: ({ base }) => base },
  { key: 'quote', header: t('rates.column.quote'), kind: 'text', value: ({ quote }) => quote },
  { key: 'day', header: t('rates.column.day'), kind: 'day', value: ({ day }) => day },
  { key: 'rate', header: t('rates.column.rate'), kind: 'decimal', value: ({ rate }) => rate },
  { key: 'source', header: t('rates.column.source'), kind: 'text', value: ({ source }) => source },
  { key: 'version', header: t('rates.column.version'), kind: 'integer', value: ({ version }) => version },
  {
    key: 'demonstration',
    header: t('rates.column.demonstration'),
    kind: 'text',
    value: ({ isDemo }) => t(isDemo ? 'rates.column.yes' : 'rates.column.no'),
  },
];

/** The rates of a conversion in one line: `1 USD = 449.5 KZT, 2026-11-20, National Bank`. */
const stepsText = ({ steps }: Converted): string =>
  steps.map(({ base, quote, rate, day, source }) => `1 ${base} = ${rate} ${quote}, ${day}, ${source}`).join('; ');

/** For the table of another list: an amount in another currency never goes out without its rate, day and source. */
export const convertedColumns = <Row>(t: Translator, of: (row: Row) => Converted | null): Column<Row>[] => [
  {
    key: 'converted',
    header: t('rates.column.converted'),
    kind: 'money',
    value: (row) => {
      const found = of(row);
      return found && formatDecimal(found.amount);
    },
  },
  {
    key: 'converted_currency',
    header: t('rates.column.converted_currency'),
    kind: 'text',
    value: (row) => of(row)?.amount.currency,
  },
  {
    key: 'converted_by',
    header: t('rates.column.converted_by'),
    kind: 'text',
    value: (row) => {
      const found = of(row);
      return found && stepsText(found);
    },
  },
];
