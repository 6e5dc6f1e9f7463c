import { Badge, DemoBadge } from '../../../design/index.ts';
import { nameIn } from '../../../platform/i18n/shown.ts';
import type { Row } from './client.ts';
import { useWords } from './useWords.ts';

const tones = { planned: 'sky', held: 'leaf', cancelled: 'clay' } as const;

/** In which state a meeting is, as a word. */
export function StateBadge({ state }: Pick<Row, 'state'>) {
  const { t } = useWords();
  return <Badge tone={tones[state]}>{t(`meetings.state.${state}`)}</Badge>;
}

/** A meeting in a list: what it was, when, where and with whom. */
export function MeetingRow({ row, level = 2, partnership = true }: { row: Row; level?: 2 | 3; partnership?: boolean }) {
  const words = useWords();
  const Title = `h${level}` as const;
  const where = words.where(row);
  return (
    <article className="promise stack-s">
      <Title className="minor">
        <a href={`/app/meetings/${row.id}`}>{words.text(row.title)}</a>
      </Title>
      <p className="quiet">{[words.when(row), where].filter(Boolean).join(' · ')}</p>
      <p className="row">
        <StateBadge state={row.state} />
        {row.isDemo && <DemoBadge label={words.t('meetings.demo')} />}
        {partnership && <span className="quiet">{nameIn(words.locale, row.partnership.names)}</span>}
      </p>
    </article>
  );
}
