import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { type Locale, locales } from '../../platform/i18n/locales.ts';
import { canonical } from '../../platform/table/cells.ts';
import type { Fault, Values } from '../../platform/table/import.ts';
import { amountOf, wholeOf } from '../../platform/money/amount.ts';
import { checkCommitment, type CommitmentRefusal } from './commitment.ts';
import type { Amount, CommitmentInput } from './schemas.ts';

/** A commitment as a row of a spreadsheet, and back. Pure: no clock, no database, no HTTP. */
export const partyJoiner = '; ';
export type TextColumn = 'title' | 'condition';
export const textKey = (of: TextColumn, locale: Locale): string => `${of}_${locale}`;

/** What is chosen once for a commitment: a row may repeat it, and not change it. */
export const fixedKeys = ['partnership', 'kind', 'measure', 'currency', 'meeting', 'instrument'] as const;
/** No corrections of what was said: see isLine in changes.server.ts. */
const lineKeys = ['place_key', 'condition_state'];
const aboutRow = ['id', 'version', 'reasons'];

const inOrder = (ids: readonly string[]): string => ids.toSorted().join(partyJoiner);
const texts = (of: TextColumn, text: LocalisedText | null): Values =>
  Object.fromEntries(locales.map((locale) => [textKey(of, locale), text?.[locale]?.text ?? null]));

/** An amount as the cells of a file come down to: without needless zeros. */
export function cellAmount(whole: bigint, currency: string | null): string {
  const found = canonical('decimal', amountOf(whole, currency).amount);
  return 'value' in found ? found.value : String(whole);
}

type Column = string | null;
/** What the ledger has of a commitment, as far as a row of a file can say it. */
export type KnownPromise = {
  kind: CommitmentInput['kind'];
  title: LocalisedText;
  measure_key: Column;
  currency: Column;
  /** In minor units. */
  target: bigint | null;
  comparator: string;
  strength: Column;
  debtors: readonly string[];
  creditors: readonly string[];
  condition: LocalisedText | null;
  beneficiaries: LocalisedText | null;
} & Record<
  | 'condition_state'
  | 'term'
  | 'per'
  | 'place'
  | 'place_key'
  | 'stated_on'
  | 'meeting_id'
  | 'instrument_id'
  | 'due_after'
  | 'replaced_by'
  | 'part_of',
  Column
>;

/** What the ledger has, as the columns hold it; `partnership` is its slug. */
export const valuesOf = (row: KnownPromise, partnership: string): Values => ({
  partnership,
  ...texts('title', row.title),
  from: inOrder(row.debtors) || null,
  to: inOrder(row.creditors) || null,
  kind: row.kind,
  measure: row.measure_key,
  comparator: row.target === null ? null : row.comparator,
  target: row.target === null ? null : cellAmount(row.target, row.currency),
  currency: row.currency,
  per: row.per,
  term: row.term,
  strength: row.strength,
  ...texts('condition', row.condition),
  condition_state: row.condition_state,
  place: row.place,
  place_key: row.place_key,
  stated: row.stated_on,
  meeting: row.meeting_id,
  instrument: row.instrument_id,
});

/** The fields of the record in which a row says something else; a column that the file does not have says nothing. */
export const differing = (values: Values, known: Values): string[] =>
  Object.entries(values).flatMap(([key, value]) =>
    aboutRow.includes(key) || value === (known[key] ?? null) ? [] : [key],
  );
export const isCorrecting = (fields: readonly string[]): boolean => fields.some((field) => !lineKeys.includes(field));

const folded = (text: string): string => text.trim().toLowerCase();

/** What tells promises of a file apart that have no identifier: one key for each language of the title. */
export function keysOf(values: Values): string[] {
  const { partnership, kind, measure, currency, from, to, term, place } = values;
  const rest = [partnership, kind, measure ?? currency, from, to, term, place && folded(place)];
  return locales.flatMap((locale) => {
    const title = values[textKey('title', locale)];
    return title ? [[...rest.map((each) => each ?? '-'), folded(title)].join('|')] : [];
  });
}

/** A text with the versions that a row has; a version that says the same keeps who wrote it. */
function textFrom(of: TextColumn, values: Values, before: LocalisedText | null): LocalisedText | null {
  const said = { ...before };
  for (const locale of locales) {
    const text = values[textKey(of, locale)];
    if (text === undefined || text === (before?.[locale]?.text ?? null)) continue;
    if (text === null) delete said[locale];
    else said[locale] = { text, by: 'person' };
  }
  return Object.keys(said).length > 0 ? said : null;
}

/** An amount as the ledger writes it; one that is none stays as it is typed, to be refused. */
function amountIn(amount: string, currency: string | null): Amount {
  const found = wholeOf({ amount, currency }, currency);
  return 'refused' in found ? { amount, currency } : amountOf(found.whole, currency);
}

/** The same parties keep their order. */
function partiesFrom(said: string | null, before: readonly string[] = []): string[] {
  const ids = said?.split(partyJoiner) ?? [];
  return inOrder(ids) === inOrder(before) ? [...before] : ids;
}

/** What a row says of a promise; what it says nothing of is as `row`, where there is one. */
export function inputFrom(values: Values, row?: KnownPromise): CommitmentInput {
  const known = row ? valuesOf(row, '') : {};
  const said = (key: string): string | null => (key in values ? values[key] : known[key]) ?? null;
  const kind = (said('kind') ?? 'act') as CommitmentInput['kind'];
  const [currency, target] = [said('currency'), said('target')];
  const condition = textFrom('condition', values, row?.condition ?? null);
  const state = said('condition_state') ?? (row ? null : 'unknown');
  return {
    kind,
    currency,
    condition,
    title: textFrom('title', values, row?.title ?? null) ?? {},
    measure: said('measure'),
    target: target === null ? null : amountIn(target, kind === 'money' ? currency : null),
    comparator: (said('comparator') ?? 'eq') as CommitmentInput['comparator'],
    strength: said('strength') as CommitmentInput['strength'],
    debtors: partiesFrom(said('from'), row?.debtors),
    creditors: partiesFrom(said('to'), row?.creditors),
    term: said('term'),
    conditionState: (condition ? state : null) as CommitmentInput['conditionState'],
    beneficiaries: row?.beneficiaries ?? null,
    place: said('place'),
    placeKey: said('place_key'),
    statedOn: said('stated'),
    per: said('per'),
    dueAfter: row?.due_after ?? null,
    replacedBy: row?.replaced_by ?? null,
    partOf: row?.part_of ?? null,
  };
}

/** In which column stands what a commitment is refused for. */
const columnOf: Record<CommitmentRefusal, string> = {
  'amount-invalid': 'target',
  'amount-too-large': 'target',
  'unit-mismatch': 'kind',
  'party-unknown': 'from',
  'owes-itself': 'to',
  'term-unclear': 'term',
  'condition-incomplete': 'condition_state',
  'target-without-strength': 'strength',
  'per-without-promise': 'per',
};

/** What is wrong with the promise that a row comes to, whoever wrote it. */
export function promiseFaults(
  input: CommitmentInput,
  { seated, today }: { seated: ReadonlySet<string>; today: string },
): Fault[] {
  const faults: Fault[] = [];
  if (Object.keys(input.title).length === 0) faults.push({ column: textKey('title', 'kk'), cause: 'title-missing' });
  if (input.strength === null) faults.push({ column: 'strength', cause: 'required' });
  if (input.debtors.length === 0) faults.push({ column: 'from', cause: 'required' });
  if (input.statedOn !== null && input.statedOn > today) faults.push({ column: 'stated', cause: 'day-in-future' });
  if (faults.length > 0) return faults;
  const checked = checkCommitment(input, seated);
  return 'refused' in checked ? [{ column: columnOf[checked.refused], cause: checked.refused }] : [];
}
