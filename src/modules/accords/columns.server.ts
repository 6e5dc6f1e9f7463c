import { nameIn, type Names, textIn } from '../../platform/i18n/localised.ts';
import { type Locale, locales } from '../../platform/i18n/locales.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import type { Converted } from '../../platform/money/convert.ts';
import type { Column, TableValue } from '../../platform/table/columns.ts';
import { amountOf } from '../../platform/money/amount.ts';
import type { ListedDelivery } from './import.sql.ts';
import type { CommitmentRow } from './schemas.ts';

/** The list of commitments as a file: described once for CSV and XLSX. */
export type FileRow = {
  row: CommitmentRow;
  names: ReadonlyMap<string, Names>;
  /** The promised amount in the currency that was asked for. */
  converted: Converted | null;
};
type Reader = { t: Translator; locale: Locale };
type Key =
  | ('id' | 'version' | 'partnership' | 'commitment' | 'from' | 'to' | 'kind' | 'measure' | 'comparator' | 'target')
  | ('currency' | 'per' | 'delivered' | 'deliveries' | 'differences' | 'term' | 'status' | 'reported' | 'strength')
  | ('condition' | 'condition_state' | 'place' | 'visibility' | 'demonstration')
  | ('title_kk' | 'title_ru' | 'title_en' | 'condition_kk' | 'condition_ru' | 'condition_en')
  | ('place_key' | 'stated' | 'meeting' | 'instrument');

/** Makes columns whose header is in the reader's language. */
function columnsIn({ t }: Pick<Reader, 't'>) {
  const column =
    (kind: Column<FileRow>['kind']) =>
    (key: Key, value: (of: FileRow) => TableValue): Column<FileRow> => ({
      key,
      header: t(`accords.column.${key}`),
      kind,
      value,
    });
  return {
    text: column('text'),
    count: column('integer'),
    money: column('money'),
    edtf: column('edtf'),
    day: column('day'),
  };
}

/** The header is in the reader's language; statuses, kinds and other terms are the keys of the API. */
export function commitmentColumns({ t, locale }: Reader): Column<FileRow>[] {
  const parties = (ids: readonly string[], names: FileRow['names']) =>
    ids.map((id) => (names.has(id) ? nameIn(locale, names.get(id) ?? {}) : id)).join('; ');
  const { text, count, money, edtf, day } = columnsIn({ t });
  return [
    text('id', ({ row }) => row.id),
    count('version', ({ row }) => row.version),
    text('partnership', ({ row }) => nameIn(locale, row.partnership.names)),
    text('commitment', ({ row }) => textIn(locale, row.title).text),
    text('from', ({ row, names }) => parties(row.debtors, names)),
    text('to', ({ row, names }) => parties(row.creditors, names)),
    text('kind', ({ row }) => row.kind),
    text('measure', ({ row }) => row.measure && nameIn(locale, row.measure.names)),
    text('comparator', ({ row }) => row.target && row.comparator),
    money('target', ({ row }) => row.target?.amount),
    text('currency', ({ row }) => row.currency),
    text('per', ({ row }) => row.per),
    money('delivered', ({ row }) => row.standing.delivered.amount),
    count('deliveries', ({ row }) => row.standing.deliveries),
    count('differences', ({ row }) => row.standing.differences),
    edtf('term', ({ row }) => row.term),
    text('status', ({ row }) => row.standing.status),
    day('reported', ({ row }) => row.standing.reportedOn),
    text('strength', ({ row }) => row.strength),
    text('condition', ({ row }) => row.condition && textIn(locale, row.condition).text),
    text('condition_state', ({ row }) => row.conditionState),
    text('place', ({ row }) => row.place),
    text('visibility', ({ row }) => row.visibility),
    text('demonstration', ({ row }) => t(row.isDemo ? 'accords.column.yes' : 'accords.column.no')),
    ...locales.map((each) => text(`title_${each}`, ({ row }) => row.title[each]?.text)),
    ...locales.map((each) => text(`condition_${each}`, ({ row }) => row.condition?.[each]?.text)),
    text('place_key', ({ row }) => row.placeKey),
    day('stated', ({ row }) => row.statedOn),
    text('meeting', ({ row }) => row.meeting),
    text('instrument', ({ row }) => row.instrument),
  ];
}

type DeliveryReader = Reader & { nameOf: (names: Names) => string };
export type DeliveryFileRow = { row: ListedDelivery; names: Names };

/** The deliveries that count, as a file that can be filled in and brought back. */
export function deliveryColumns({ t, locale, nameOf }: DeliveryReader): Column<DeliveryFileRow>[] {
  const header = (
    key: 'delivery' | 'version' | 'commitment' | 'delivered' | 'comparator' | 'currency' | 'period' | 'place',
  ) => t(`accords.column.${key}`);
  return [
    { key: 'id', header: header('delivery'), kind: 'text', value: ({ row }) => row.id },
    { key: 'version', header: header('version'), kind: 'integer', value: ({ row }) => row.version },
    { key: 'commitment', header: header('commitment'), kind: 'text', value: ({ row }) => row.commitment_id },
    {
      key: 'title',
      header: t('accords.column.promise'),
      kind: 'text',
      value: ({ row }) => textIn(locale, row.title).text,
    },
    {
      key: 'amount',
      header: header('delivered'),
      kind: 'money',
      value: ({ row }) => amountOf(row.amount, row.currency).amount,
    },
    { key: 'comparator', header: header('comparator'), kind: 'text', value: ({ row }) => row.comparator },
    { key: 'currency', header: header('currency'), kind: 'text', value: ({ row }) => row.currency },
    { key: 'period', header: header('period'), kind: 'edtf', value: ({ row }) => row.period },
    { key: 'place', header: header('place'), kind: 'text', value: ({ row }) => row.place },
    { key: 'reported', header: t('accords.column.reported'), kind: 'day', value: ({ row }) => row.reported_on },
    { key: 'owner', header: t('accords.column.owner'), kind: 'text', value: ({ names }) => nameOf(names) },
    { key: 'visibility', header: t('accords.column.visibility'), kind: 'text', value: ({ row }) => row.visibility },
    {
      key: 'demonstration',
      header: t('accords.column.demonstration'),
      kind: 'text',
      value: ({ row }) => t(row.is_demo ? 'accords.column.yes' : 'accords.column.no'),
    },
  ];
}
