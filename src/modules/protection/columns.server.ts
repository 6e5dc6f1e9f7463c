import type { Translator } from '../../platform/i18n/translate.ts';
import type { Column } from '../../platform/table/columns.ts';
import type { TransferRow } from './transfer.sql.ts';

/** The register as a table. */
export const transferColumns = (t: Translator): Column<TransferRow>[] => [
  { key: 'id', header: t('protection.column.id'), kind: 'text', value: ({ id }) => id },
  { key: 'sent_at', header: t('protection.column.sent_at'), kind: 'text', value: ({ sentAt }) => sentAt.toISOString() },
  {
    key: 'to',
    header: t('protection.column.to'),
    kind: 'text',
    value: ({ toName, toOrganisation }) => toName ?? toOrganisation,
  },
  { key: 'to_country', header: t('protection.column.to_country'), kind: 'text', value: ({ toCountry }) => toCountry },
  {
    key: 'categories',
    header: t('protection.column.categories'),
    kind: 'text',
    value: ({ categories }) => categories.map((category) => t(`protection.ui.category.${category}`)).join(', '),
  },
  { key: 'people', header: t('protection.column.people'), kind: 'integer', value: ({ people }) => people },
  { key: 'patient', header: t('protection.column.patient'), kind: 'text', value: ({ patient }) => patient },
  {
    key: 'ground',
    header: t('protection.column.ground'),
    kind: 'text',
    value: ({ ground }) => t(`protection.ui.ground.${ground}`),
  },
  { key: 'reference', header: t('protection.column.reference'), kind: 'text', value: ({ reference }) => reference },
  { key: 'corrects', header: t('protection.column.corrects'), kind: 'text', value: ({ corrects }) => corrects },
  {
    key: 'corrected_by',
    header: t('protection.column.corrected_by'),
    kind: 'text',
    value: ({ correctedBy }) => correctedBy,
  },
];
