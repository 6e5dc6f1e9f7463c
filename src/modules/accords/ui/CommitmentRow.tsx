import { Badge, DemoBadge, Party, PromiseRow, StrengthSteps } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { barOf, isTentative } from './amounts.ts';
import { ShownTo } from './ShownTo.tsx';
import type { Named, Row } from './types.ts';
import { useWords } from './useWords.ts';

type Props = { row: Row; organisations: readonly Named[]; level?: 2 | 3 | 4; partnership?: boolean };

/** Who owes whom; without a known creditor, who owes. */
export function Parties({
  row,
  organisations,
}: {
  row: Pick<Row, 'debtors' | 'creditors'>;
  organisations: readonly Named[];
}) {
  const { t, names } = useWords();
  const [from, to] = [names(row.debtors, organisations), names(row.creditors, organisations)];
  if (to === '') return <span className="party">{from}</span>;
  return <Party from={from} to={to} arrowLabel={t('accords.ui.owes')} />;
}

/** One commitment of a list: what, how much, where it stands. */
export function CommitmentRow({ row, organisations, level = 3, partnership = false }: Props) {
  const words = useWords();
  const { locale } = words;
  const title = words.text(row.title);
  const meta = (
    <>
      <Parties row={row} organisations={organisations} />
      {partnership && (
        <>
          <br />
          {nameIn(locale, row.partnership.names)}
        </>
      )}
    </>
  );
  return (
    <PromiseRow
      level={level}
      title={<span lang={title.language}>{title.text}</span>}
      href={`/app/commitments/${row.id}`}
      meta={meta}
      bar={barOf(row)}
      tentative={isTentative(row)}
      amount={`${words.amounts(row)}. ${words.term(row)}`}
      status={row.standing.status}
      statusLabel={words.status(row)}
      remarks={<Remarks row={row} />}
    />
  );
}

/** How strong it is, what hangs on it, and who sees it. */
function Remarks({ row }: { row: Row }) {
  const { t } = useWords();
  const { strength, standing, replacedBy, conditionState, visibility, isDemo } = row;
  return (
    <>
      {strength && <StrengthSteps strength={strength} word={t(`accords.ui.strength.${strength}`)} />}
      {standing.differences > 0 && <Badge tone="sun">{t('accords.ui.difference.badge')}</Badge>}
      {replacedBy !== null && <Badge>{t('accords.ui.related.replaced')}</Badge>}
      {conditionState !== null && (
        <Badge>{t('accords.ui.condition.badge', { state: t(`accords.ui.condition.${conditionState}`) })}</Badge>
      )}
      <ShownTo visibility={visibility} />
      {isDemo && <DemoBadge label={t('accords.ui.demo')} />}
    </>
  );
}
