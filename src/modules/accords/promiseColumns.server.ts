import type { Partnership } from '../directory/index.ts';
import { catalogues, translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { type Locale, locales } from '../../platform/i18n/locales.ts';
import { isPlainKey } from '../../platform/i18n/translate.ts';
import { isCurrency } from '../../platform/money/currencies.ts';
import { placeOf } from '../../platform/place/place.ts';
import type { ImportColumn } from '../../platform/table/import.ts';
import { headersIn } from '../../platform/table/read.server.ts';
import { strengths } from '../../reader/claim.ts';
import type { CellRead } from './import.ts';
import { perText } from './per.ts';
import { partyJoiner, textKey } from './promiseRow.ts';
import { conditionStates, kinds, type Measure } from './schemas.ts';
import { comparators } from './status.ts';

/** The columns of a ministry's spreadsheet of commitments: those of our own export, each cell brought into its one form. */
export type Known = {
  partnerships: readonly Partnership[];
  measures: readonly Measure[];
  /** Which organisations a text may mean. */
  called: ReadonlyMap<string, readonly string[]>;
};
type Read = (cell: string) => CellRead;

const folded = (text: string): string => text.trim().toLowerCase();
const wordIn = (locale: Locale, key: string): string[] =>
  isPlainKey(catalogues[locale], key) ? [folded(translatorFor(locale)(key))] : [];

/** One of the terms of the API, or the word that a page has for it in any language. */
const termOf =
  (terms: readonly string[], { words, cause }: { words: string; cause: string }): Read =>
  (cell) => {
    const isCalled = (term: string) =>
      term === folded(cell) || locales.some((locale) => wordIn(locale, `${words}.${term}`).includes(folded(cell)));
    const found = terms.find(isCalled);
    return found === undefined ? { cause } : { value: found };
  };

const lineOf =
  (longest: number): Read =>
  (cell) =>
    cell.length > longest ? { cause: 'too-long' } : { value: cell };

const partnershipOf =
  ({ partnerships }: Known): Read =>
  (cell) => {
    const isNamed = ({ slug, names }: Partnership) =>
      slug === cell || Object.values(names).some((name) => folded(name) === folded(cell));
    const [found, ...more] = partnerships.filter(isNamed);
    return found && more.length === 0 ? { value: found.slug } : { cause: 'partnership-unknown' };
  };

const measureOf =
  ({ measures }: Known): Read =>
  (cell) => {
    const isNamed = ({ key, names }: Measure) =>
      key === cell || Object.values(names).some((name) => folded(name) === folded(cell));
    const found = measures.find(isNamed);
    return found ? { value: found.key } : { cause: 'measure-unknown' };
  };

/** The texts by which a cell names organisations. */
export const partiesIn = (cell: string): string[] =>
  cell
    .split(/[;\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** By id, identifier, name or alias; where a text may mean several, who sits in a partnership is meant. */
function partiesOf({ called, partnerships }: Known): Read {
  const seated = new Set(partnerships.flatMap(({ sides }) => sides.flatMap(({ organisations }) => organisations)));
  const one = (text: string): CellRead => {
    const found = called.get(text) ?? [];
    const [only, ...more] = found.length > 1 ? found.filter((id) => seated.has(id)) : found;
    if (only === undefined) return { cause: 'party-unknown' };
    return more.length > 0 ? { cause: 'party-ambiguous' } : { value: only };
  };
  return (cell) => {
    const found = partiesIn(cell).map(one);
    const wrong = found.find((each) => 'cause' in each);
    if (wrong) return wrong;
    const ids = [...new Set(found.flatMap((each) => ('value' in each ? [each.value] : [])))];
    return { value: ids.toSorted().join(partyJoiner) };
  };
}

const perOf: Read = (cell) => {
  const duration = cell.toUpperCase();
  if (/^P\d{1,4}[YMWD]$/.test(duration)) return { value: duration };
  const found = ['P1Y', 'P6M', 'P3M', 'P1M', 'P1W', 'P1D'].find((per) =>
    locales.some((locale) => folded(perText(translatorFor(locale), per)) === folded(cell)),
  );
  return found ? { value: found } : { cause: 'per-unknown' };
};
const currencyOf: Read = (cell) => {
  const code = cell.toUpperCase();
  return isCurrency(code) ? { value: code } : { cause: 'currency-unknown' };
};
const idOf: Read = (cell) =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(cell) ? { value: cell.toLowerCase() } : { cause: 'not-an-id' };
const placeKeyOf: Read = (cell) => (placeOf(cell) ? { value: cell } : { cause: 'place-unknown' });

type Key = 'id' | 'version' | 'partnership' | 'from' | 'to' | 'kind' | 'measure' | 'comparator' | 'target' | 'currency';
type FurtherKey = 'per' | 'term' | 'strength' | 'condition_state' | 'place' | 'place_key' | 'stated' | 'meeting';
type Described = [key: Key | FurtherKey | 'instrument' | 'reasons', kind: ImportColumn['kind'], read?: Read];

const textColumn = (of: 'title' | 'condition') =>
  locales.map(
    (locale): ImportColumn => ({
      key: textKey(of, locale),
      headers: headersIn((t) => t(`accords.column.${of}_${locale}`)),
      kind: 'text',
      read: lineOf(500),
    }),
  );

export function promiseColumns(known: Known): ImportColumn[] {
  const parties = partiesOf(known);
  const described: Described[] = [
    ['id', 'text'],
    ['version', 'integer'],
    ['partnership', 'text', partnershipOf(known)],
    ['from', 'text', parties],
    ['to', 'text', parties],
    ['kind', 'text', termOf(kinds, { words: 'accords.ui.kind', cause: 'kind-unknown' })],
    ['measure', 'text', measureOf(known)],
    ['comparator', 'text', termOf(comparators, { words: 'accords.ui.comparator', cause: 'comparator-unknown' })],
    ['target', 'decimal'],
    ['currency', 'text', currencyOf],
    ['per', 'text', perOf],
    ['term', 'edtf'],
    ['strength', 'text', termOf(strengths, { words: 'accords.ui.strength', cause: 'strength-unknown' })],
    ['condition_state', 'text', termOf(conditionStates, { words: 'accords.ui.condition', cause: 'condition-unknown' })],
    ['place', 'text', lineOf(200)],
    ['place_key', 'text', placeKeyOf],
    ['stated', 'day'],
    ['meeting', 'text', idOf],
    ['instrument', 'text', idOf],
    ['reasons', 'text', lineOf(500)],
  ];
  const columns = described.map(
    ([key, kind, read]): ImportColumn => ({
      key,
      kind,
      headers: headersIn((t) => t(`accords.column.${key}`)),
      ...(read && { read }),
      ...(key === 'kind' && { isRequired: true }),
      ...(key === 'reasons' && { isRemark: true }),
    }),
  );
  return [...columns, ...textColumn('title'), ...textColumn('condition')];
}
