import { mayRun } from '../csv.ts';
import { isDay } from '../time/calendar.ts';
import { whyNotEdtf } from '../time/edtf.ts';
import type { ColumnKind } from './columns.ts';

/** Why the text of a cell is not a value of its kind. */
export type CellCause =
  | 'too-long'
  | 'formula-error'
  | 'number-unclear'
  | 'not-a-number'
  | 'not-whole'
  | 'day-unclear'
  | 'not-a-day'
  | 'date-unclear';
type Found = { value: string } | { cause: CellCause };

const longest = 2000;
const formulaError = /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!)$/;
const spaces = /[\s\u00A0\u2009\u202F]+/g;

/**
 * The one form of what a cell says, whoever typed it: numbers as plain decimals, days as `YYYY-MM-DD`. What can be read in
 * two ways (`1,500`, `02/03/2026`) is refused, never guessed.
 */
export function canonical(kind: ColumnKind, cell: string): Found {
  const text = withoutDefence(cell.normalize('NFC').trim());
  if (text.length > longest) return { cause: 'too-long' };
  return formulaError.test(text) ? { cause: 'formula-error' } : readers[kind](text);
}

/** Our own files keep a text from running as a formula by an apostrophe before it, which is no part of the text. */
const withoutDefence = (text: string): string => (text.startsWith("'") && mayRun(text.slice(1)) ? text.slice(1) : text);

/** A plain decimal without needless zeros: `12.50` is `12.5`. */
function decimalOf(text: string): Found {
  const [, sign = '', digits = ''] = /^([-−+]?)(.*)$/s.exec(text.replaceAll(spaces, '')) ?? [];
  if (/^[1-9]\d{0,2},\d{3}$/.test(digits)) return { cause: 'number-unclear' };
  const found = /^(\d{1,30})(?:[.,](\d{1,20}))?$/.exec(digits);
  if (!found) return { cause: /^\d{1,3}([.,]\d{3})+([.,]\d+)?$/.test(digits) ? 'number-unclear' : 'not-a-number' };
  const [, whole = '', fraction = ''] = found;
  const kept = fraction.replace(/0+$/, '');
  const value = `${whole.replace(/^0+(?=\d)/, '')}${kept && `.${kept}`}`;
  return { value: (sign === '-' || sign === '−') && value !== '0' ? `-${value}` : value };
}

function wholeOf(text: string): Found {
  const found = decimalOf(text);
  return 'value' in found && found.value.includes('.') ? { cause: 'not-whole' } : found;
}

const dotted = (text: string): string => text.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1');

/** `2026-03-02`, or `02.03.2026` as it is written here. */
function dayOf(text: string): Found {
  if (/^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(text)) return { cause: 'day-unclear' };
  const day = dotted(text);
  return isDay(day) ? { value: day } : { cause: 'not-a-day' };
}

function edtfOf(text: string): Found {
  const date = dotted(text);
  return whyNotEdtf(date) === null ? { value: date } : { cause: 'date-unclear' };
}

const readers: Record<ColumnKind, (text: string) => Found> = {
  text: (text) => ({ value: text }),
  integer: wholeOf,
  decimal: decimalOf,
  money: decimalOf,
  day: dayOf,
  edtf: edtfOf,
};
