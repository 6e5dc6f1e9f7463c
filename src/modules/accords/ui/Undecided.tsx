import { Card, DemoBadge } from '../../../design/index.ts';
import { RequestItem } from './Requests.tsx';
import type { Row, Today } from './types.ts';
import { useWords } from './useWords.ts';

function Title({ row, hash = '' }: { row: Row; hash?: string }) {
  const { t, text } = useWords();
  return (
    <p>
      <b>
        <a href={`/app/commitments/${row.id}${hash}`}>{text(row.title).text}</a>
      </b>{' '}
      {row.isDemo && <DemoBadge label={t('accords.ui.demo')} />}
    </p>
  );
}

/** What another side, or a colleague, has asked and nobody else may answer. */
export function Undecided({ today: { toSettle, toApprove } }: { today: Today }) {
  const { t, amount, counted } = useWords();
  if (toSettle.length + toApprove.length === 0) return null;
  return (
    <Card level={2} title={t('accords.ui.today.undecided')}>
      <div className="stack">
        {toSettle.map(({ settlement: { id, figure }, commitment }) => (
          <div key={id} className="stack-s">
            <Title row={commitment} hash="#differences" />
            <p>
              {t('accords.ui.today.settle', { figure: counted(amount(figure.amount, figure.comparator), commitment) })}
            </p>
          </div>
        ))}
        {toApprove.map(({ request, commitment }) => (
          <div key={request.id} className="stack-s">
            <Title row={commitment} hash="#requests" />
            <RequestItem request={request} />
          </div>
        ))}
      </div>
    </Card>
  );
}

/** Promises whose condition has been met: from that day they are due. */
export function BecameDue({ today: { becameDue } }: { today: Today }) {
  const words = useWords();
  const { t } = words;
  if (becameDue.length === 0) return null;
  return (
    <Card level={2} title={t('accords.ui.today.became_due')}>
      <div className="stack">
        {becameDue.map((row) => (
          <div key={row.id} className="stack-s">
            <Title row={row} />
            <p className="quiet">
              {row.conditionOn !== null && t('accords.ui.condition.since', { on: row.conditionOn })} {words.term(row)}
            </p>
          </div>
        ))}
      </div>
    </Card>
  );
}
