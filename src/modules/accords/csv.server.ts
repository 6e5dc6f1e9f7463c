import { csvText } from '../../platform/csv.ts';
import { nameIn, textIn } from '../../platform/i18n/localised.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import type { CommitmentRow } from './schemas.ts';

/** The list of commitments as a table. Pure. */
const columns = [
  'identifier',
  'partnership',
  'commitment',
  'from',
  'to',
  'kind',
  'measure',
  'comparator',
  'target',
  'currency',
  'delivered',
  'deliveries',
  'term',
  'status',
  'reported',
  'strength',
  'place',
  'visibility',
  'demonstration',
] as const;

type Named = { id: string; names: CommitmentRow['partnership']['names'] };
type Reader = { t: Translator; locale: Locale };

/** The header is in the reader's language; statuses, kinds and other terms are the keys of the API. */
export function commitmentsCsv(
  rows: readonly CommitmentRow[],
  organisations: readonly Named[],
  { t, locale }: Reader,
): string {
  const names = new Map(organisations.map((each) => [each.id, nameIn(locale, each.names)]));
  const parties = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id).join('; ');
  const yesOrNo = (is: boolean) => t(is ? 'accords.csv.yes' : 'accords.csv.no');
  const cells = (row: CommitmentRow) => [
    row.id,
    nameIn(locale, row.partnership.names),
    textIn(locale, row.title).text,
    parties(row.debtors),
    parties(row.creditors),
    row.kind,
    row.measure && nameIn(locale, row.measure.names),
    row.target && row.comparator,
    row.target?.amount,
    row.currency,
    row.standing.delivered.amount,
    row.standing.deliveries,
    row.term,
    row.standing.status,
    row.standing.reportedOn,
    row.strength,
    row.place,
    row.visibility,
    yesOrNo(row.isDemo),
  ];
  return csvText(
    columns.map((column) => t(`accords.csv.${column}`)),
    rows.map(cells),
  );
}
