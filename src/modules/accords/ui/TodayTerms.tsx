import { Card, DemoBadge, LinkButton, StatusChip, Timeline } from '../../../design/index.ts';
import type { Row, Today } from './types.ts';
import { useWords } from './useWords.ts';

const shownAtOnce = 5;

/** Terms of the next seven days, soonest first. */
export function DueSoon({ today: { dueSoon } }: { today: Today }) {
  const { t, text, formats } = useWords();
  return (
    <Card level={2} title={t('accords.ui.today.due')} aside={<span className="quiet">{dueSoon.length || ''}</span>}>
      {dueSoon.length === 0 ? (
        <p className="quiet">{t('accords.ui.today.nothing_due')}</p>
      ) : (
        <Timeline
          entries={dueSoon.map((row) => ({
            key: row.id,
            when: row.termLast === null ? '' : formats.edtf(row.termLast),
            date: row.termLast ?? undefined,
            title: text(row.title).text,
            href: `/app/commitments/${row.id}`,
            text: row.isDemo ? <DemoBadge label={t('accords.ui.demo')} /> : undefined,
            kind: 'act',
          }))}
        />
      )}
    </Card>
  );
}

/** Past their term: late by a source's word, and apart from them those of which nothing is known. */
export function Silent({ today: { late } }: { today: Today }) {
  const { t } = useWords();
  const overdue = late.filter(({ standing }) => standing.status === 'overdue');
  const silent = late.filter(({ standing }) => standing.status !== 'overdue');
  return (
    <>
      {overdue.length > 0 && <Rows title={t('accords.ui.today.overdue')} rows={overdue} status="overdue" />}
      <Rows
        title={t('accords.ui.today.silent')}
        rows={silent}
        status="not_reported"
        hint={t('accords.ui.today.not_overdue')}
      />
    </>
  );
}

type RowsProps = { title: string; rows: readonly Row[]; status: 'overdue' | 'not_reported'; hint?: string };

function Rows({ title, rows, status, hint }: RowsProps) {
  const { t } = useWords();
  return (
    <Card level={2} title={title} aside={<span className="quiet">{rows.length || ''}</span>}>
      <div className="stack">
        {rows.length === 0 && <p className="quiet">{t('accords.ui.today.nothing_silent')}</p>}
        {rows.slice(0, shownAtOnce).map((row) => (
          <LateRow key={row.id} row={row} />
        ))}
        {hint !== undefined && rows.length > 0 && <p className="hint">{hint}</p>}
        {rows.length > shownAtOnce && (
          <LinkButton href={`/app/commitments?status=${status}`}>{t('accords.ui.today.show_all')}</LinkButton>
        )}
      </div>
    </Card>
  );
}

function LateRow({ row }: { row: Row }) {
  const words = useWords();
  return (
    <div className="stack-s">
      <p>
        <b>
          <a href={`/app/commitments/${row.id}`}>{words.text(row.title).text}</a>
        </b>
      </p>
      <p className="quiet">{words.term(row)}</p>
      <p className="row">
        <StatusChip status={row.standing.status} label={words.status(row)} />
        {row.isDemo && <DemoBadge label={words.t('accords.ui.demo')} />}
      </p>
    </div>
  );
}
