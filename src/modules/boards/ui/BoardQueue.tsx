import { Badge, DemoBadge, Table } from '../../../design/index.ts';
import type { Queue, QueuedCase } from '../schemas.ts';
import { useBoardWords } from './words.ts';

type Props = { queue: Queue; linkOf: (subjectId: string) => string };

/** What waits for a board in the order of its stated rule, and for each case why it stands where it stands. */
export function BoardQueue({ queue: { board, cases, ownFunction }, linkOf }: Props) {
  const words = useBoardWords();
  const { t, name } = words;
  const rule = t(`boards.ui.queue_rule.${board.priorityRule}`);
  if (cases.length === 0) return <p className="quiet">{t('boards.ui.nothing_waits')}</p>;
  const keys = (['place', 'case', 'waiting', 'due', 'mine'] as const).filter(
    (key) => key !== 'mine' || ownFunction !== null,
  );
  return (
    <div className="stack-s">
      <p className="quiet">
        {t('boards.ui.queue_rule')}: {rule}
      </p>
      <Table
        id={`queue-${board.id}`}
        caption={`${t('boards.ui.queue')}: ${name(board.names)}`}
        captionHidden
        columns={keys.map((key) => ({ key, label: t(`boards.ui.column.${key}`) }))}
        rows={cases.map((each) => ({
          key: each.id,
          cells: [
            <Standing key="place" standing={each.standing} />,
            <Case key="case" row={each} href={linkOf(each.subjectId)} />,
            t('boards.ui.waited', { days: each.daysWaited }),
            <Due key="due" row={each} />,
            ...(ownFunction === null ? [] : [<Mine key="mine" part={each.part} />]),
          ],
        }))}
      />
    </div>
  );
}

function Standing({ standing: { place, moreUrgent, earlier } }: Pick<QueuedCase, 'standing'>) {
  const { t, formats } = useBoardWords();
  return (
    <>
      <b>{formats.number(place)}</b>{' '}
      <span className="quiet small">
        {t('boards.ui.stand_earlier', { count: moreUrgent + earlier })}
        {moreUrgent > 0 && `, ${t('boards.ui.stand_urgent', { count: moreUrgent })}`}
      </span>
    </>
  );
}

const tones = { urgent: 'clay', soon: 'sun', planned: 'plain' } as const;

function Case({ row, href }: { row: QueuedCase; href: string }) {
  const { t, group } = useBoardWords();
  return (
    <>
      <a href={href}>{group(row)}</a>{' '}
      <Badge tone={tones[row.priority]}>{t(`boards.ui.priority.${row.priority}`)}</Badge>{' '}
      {row.round > 1 && <Badge>{t('boards.ui.round', { round: row.round })}</Badge>}{' '}
      {row.isDemo && <DemoBadge label={t('boards.ui.demo')} />}
    </>
  );
}

function Due({ row: { dueAt, isLate } }: { row: QueuedCase }) {
  const { t, day } = useBoardWords();
  return (
    <>
      {day(dueAt)} {isLate && <Badge tone="sun">{t('boards.ui.late')}</Badge>}
    </>
  );
}

function Mine({ part }: Pick<QueuedCase, 'part'>) {
  const { t } = useBoardWords();
  return <Badge tone={part === 'to_vote' ? 'sky' : 'plain'}>{t(`boards.ui.part.${part}`)}</Badge>;
}
