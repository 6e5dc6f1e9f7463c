import { Table } from '../../../../design/index.ts';
import type { CaseCost, PartOf } from '../../schemas.case.ts';
import { useWords } from '../useWords.ts';

/** An estimate line by line, what it comes to in each currency, who bears what, and the whole in one currency by dated rates. */
export function CostView({ content, cost }: { content: PartOf<'cost-estimate'>; cost: CaseCost | undefined }) {
  const { t, formats } = useWords();
  const shown = (money: { amount: string; currency: string }) => formats.amount(money);
  return (
    <>
      <Table
        id={`cost-${cost?.party ?? ''}`}
        caption={t('referrals.case.part.cost-estimate')}
        captionHidden
        columns={[
          { key: 'what', label: t('referrals.case.field.what') },
          { key: 'payer', label: t('referrals.case.field.payer') },
          { key: 'amount', label: t('referrals.case.field.amount'), numeric: true },
        ]}
        rows={content.lines.map(({ what, payer, ...money }, index) => ({
          key: String(index),
          cells: [what, t(`referrals.case.payer.${payer}`), shown(money)],
        }))}
        total={cost && [t('referrals.case.total'), '', cost.totals.map(shown).join(' + ')]}
      />
      {cost && (
        <ul className="plain quiet">
          {cost.byPayer.map(({ payer, ...money }) => (
            <li key={`${payer} ${money.currency}`}>{`${t(`referrals.case.payer.${payer}`)}: ${shown(money)}`}</li>
          ))}
        </ul>
      )}
      {cost && <Whole content={content} cost={cost} />}
    </>
  );
}

/** The whole in one currency, where there are several and the rates of that day are known. */
function Whole({ content, cost: { totals, whole } }: { content: PartOf<'cost-estimate'>; cost: CaseCost }) {
  const { t, day, formats } = useWords();
  if (totals.every(({ currency }) => currency === content.showIn)) return null;
  if (!whole)
    return <p className="src">{t('referrals.case.no_rate', { currency: content.showIn, day: day(content.on) })}</p>;
  const said = {
    amount: formats.amount(whole),
    day: day(whole.day ?? content.on),
    sources: formats.list(whole.sources),
  };
  return <p className="src">{t('referrals.case.whole', said)}</p>;
}
