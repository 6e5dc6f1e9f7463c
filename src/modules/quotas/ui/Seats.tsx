import { PromiseBar, Table } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import type { QuotaPage } from '../schemas.ts';

type Props = {
  quota: Pick<QuotaPage, 'id' | 'lines' | 'balance' | 'currency' | 'fullness' | 'state'>;
  /** So many seats are taken by what the reader is about to do. */
  taking?: number;
};

/** What is taken of a quota, in its unit: decimals of equal length are added as whole numbers. */
function takenOf({ balance: { reserved, confirmed, consumed } }: Props['quota']): string {
  const digits = reserved.split('.')[1]?.length ?? 0;
  const whole = [reserved, confirmed, consumed].reduce((sum, each) => sum + BigInt(each.replace('.', '')), 0n);
  const text = String(whole).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The quota as an account: what came in, what went out, what is free now, and how full it is. */
export function Seats({ quota, taking = 0 }: Props) {
  const { t, formats } = useLanguage();
  const { lines, balance, currency, fullness } = quota;
  const figure = (decimal: string | null) =>
    decimal === null ? '' : formats.amount({ amount: decimal, currency: null });
  const whole = (decimal: string) => formats.amount({ amount: decimal, currency });
  const taken = t('quotas.box.taken', { taken: whole(takenOf(quota)), granted: whole(balance.granted) });
  const left = Number(balance.free) - taking;
  return (
    <div className="stack-s">
      <Table
        id={`quota-${quota.id}`}
        caption={t('quotas.box.caption')}
        captionHidden
        columns={[
          { key: 'entry', label: t('quotas.box.entry') },
          { key: 'in', label: t('quotas.box.in'), numeric: true },
          { key: 'out', label: t('quotas.box.out'), numeric: true },
        ]}
        rows={lines.map((each) => ({
          key: each.line,
          cells: [t(`quotas.line.${each.line}`), figure(each.in), figure(each.out)],
        }))}
        total={[t('quotas.box.free'), '', <b key="free">{figure(balance.free)}</b>]}
      />
      <PromiseBar content={{ kind: 'measured', share: fullness / 100 }} label={taken} />
      <p className="hint">
        {taken} {taking > 0 && left >= 0 && t('quotas.box.leaves', { left: formats.number(left) })}
        {taking > 0 && left < 0 && t('quotas.box.none_left')}
      </p>
    </div>
  );
}
