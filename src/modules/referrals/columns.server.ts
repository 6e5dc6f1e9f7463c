import { nameIn, type Names } from '../../platform/i18n/localised.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import type { Column } from '../../platform/table/columns.ts';
import type { Referral } from './schemas.ts';

/** The list of referrals as a file: described once for CSV and XLSX. No name of a patient and nothing clinical is in it. */
export type FileRow = { row: Referral; names: ReadonlyMap<string, Names> };
type Key =
  | ('number' | 'stage' | 'since' | 'due' | 'late' | 'priority' | 'sender' | 'commission' | 'receiver')
  | ('asked' | 'arrival' | 'fractions_done' | 'fractions_planned' | 'reason' | 'demonstration' | 'id' | 'quota');

/** The header is in the reader's language; stages, priorities and reasons are the keys of the API. */
export function referralColumns({ t, locale }: { t: Translator; locale: Locale }): Column<FileRow>[] {
  const column =
    (kind: Column<FileRow>['kind']) =>
    (key: Key, value: Column<FileRow>['value']): Column<FileRow> => ({
      key,
      header: t(`referrals.column.${key}`),
      kind,
      value,
    });
  const [text, count, day] = [column('text'), column('integer'), column('day')];
  const named = (id: string | null, names: FileRow['names']) =>
    id === null ? null : nameIn(locale, names.get(id) ?? {}) || id;
  const yes = (is: boolean) => t(is ? 'referrals.column.yes' : 'referrals.column.no');
  return [
    text('number', ({ row }) => row.number),
    text('stage', ({ row }) => row.stage),
    day('since', ({ row }) => row.stageSince.slice(0, 10)),
    day('due', ({ row }) => row.dueAt?.slice(0, 10)),
    text('late', ({ row }) => yes(row.isLate)),
    text('priority', ({ row }) => row.priority),
    text('sender', ({ row, names }) => named(row.sender, names)),
    text('commission', ({ row, names }) => named(row.commission, names)),
    text('receiver', ({ row, names }) => named(row.receiver, names)),
    day('asked', ({ row }) => row.askedAt?.slice(0, 10)),
    day('arrival', ({ row }) => row.arrival),
    count('fractions_done', ({ row }) => row.fractions?.done),
    count('fractions_planned', ({ row }) => row.fractions?.planned),
    text('reason', ({ row }) => row.reason),
    text('demonstration', ({ row }) => yes(row.isDemo)),
    text('id', ({ row }) => row.id),
    text('quota', ({ row }) => row.quota),
  ];
}
