import { nameIn } from '../../platform/i18n/shown.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import type { Served } from '../../platform/serve.ts';
import type { Column, TableFormat } from '../../platform/table/columns.ts';
import { cursorPages } from '../../platform/table/cursor.sql.ts';
import { tableFile } from '../../platform/table/file.server.ts';
import { type LedgerRow, ledgerRows } from './ledger.sql.ts';
import { type Account, accounts } from './quota.ts';
import { type FoundQuota, quotaFound } from './quota.sql.ts';
import { groupsByCode, textIn } from './shown.server.ts';

/** A quota's ledger as a table: each transaction is a row, each account a column; every row comes to nothing. */
function ledgerColumns(t: Translator, { currency, unit, is_demo: isDemo }: FoundQuota): Column<LedgerRow>[] {
  const kind = unit === 'money' ? 'money' : 'integer';
  const held = (account: Account): Column<LedgerRow> => ({
    key: account,
    header: t(`quotas.column.${account}`),
    kind,
    value: ({ entries }) => {
      const found = entries.find((entry) => entry.account === account);
      return found && textIn(currency)(BigInt(found.amount));
    },
  });
  return [
    { key: 'at', header: t('quotas.column.at'), kind: 'text', value: ({ at }) => at.toISOString() },
    { key: 'kind', header: t('quotas.column.kind'), kind: 'text', value: (row) => t(`quotas.kind.${row.kind}`) },
    ...accounts.map(held),
    { key: 'currency', header: t('quotas.column.currency'), kind: 'text', value: () => currency },
    {
      key: 'reason',
      header: t('quotas.column.reason'),
      kind: 'text',
      value: ({ reason }) => reason && t(`quotas.reason.${reason}`),
    },
    { key: 'words', header: t('quotas.column.words'), kind: 'text', value: ({ words }) => words },
    { key: 'referral', header: t('quotas.column.referral'), kind: 'text', value: ({ referral }) => referral },
    {
      key: 'demonstration',
      header: t('quotas.column.demonstration'),
      kind: 'text',
      value: () => t(isDemo ? 'quotas.column.yes' : 'quotas.column.no'),
    },
  ];
}

type Asked = { id: string; format: TableFormat; locale: Locale };

/** The whole ledger of a quota as CSV or XLSX; null where the quota is not seen. */
export async function ledgerFile(context: Served, { id, format, locale }: Asked): Promise<File | null> {
  const row = await quotaFound(context.tx, id);
  if (!row) return null;
  const t = translatorFor(locale);
  const title = nameIn(locale, (await groupsByCode(context))(row.disease_group).names);
  const pages = cursorPages(context.tx, ledgerRows(id));
  return tableFile({ format, name: `quota-${row.year}`, title, columns: ledgerColumns(t, row), pages });
}
