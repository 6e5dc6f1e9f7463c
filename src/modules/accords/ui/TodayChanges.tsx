import { Card, DemoBadge } from '../../../design/index.ts';
import { happeningText, whoDid } from './History.tsx';
import type { Today } from './types.ts';
import { useWords } from './useWords.ts';

type Props = { today: Today; ours: ReadonlySet<string> };
type Change = Today['changes'][number];

/** What the other sides did since yesterday. */
export function Answered({ today, ours }: Props) {
  const { t } = useWords();
  const theirs = today.changes.filter(({ organisation }) => !ours.has(organisation));
  if (theirs.length === 0) return null;
  return (
    <Card level={2} title={t('accords.ui.today.answered')} aside={<span className="quiet">{theirs.length}</span>}>
      <Changes changes={theirs} today={today} />
    </Card>
  );
}

/** What the own side did since yesterday. */
export function Changed({ today, ours }: Props) {
  const { t } = useWords();
  const own = today.changes.filter(({ organisation }) => ours.has(organisation));
  return (
    <Card level={2} title={t('accords.ui.today.changed')} aside={<span className="quiet">{own.length || ''}</span>}>
      {own.length === 0 ? (
        <p className="quiet">{t('accords.ui.today.nothing_changed')}</p>
      ) : (
        <Changes changes={own} today={today} />
      )}
    </Card>
  );
}

function Changes({ changes, today }: { changes: readonly Change[]; today: Today }) {
  const words = useWords();
  const { t, text, formats } = words;
  return (
    <ul className="work">
      {changes.map((change) => (
        <li key={change.id}>
          <div>
            <h3>
              {change.commitment ? (
                <a href={`/app/commitments/${change.commitment.id}`}>{text(change.commitment.title).text}</a>
              ) : (
                happeningText(change, words)
              )}
            </h3>
            <p>
              {change.commitment && `${happeningText(change, words)} · `}
              {whoDid(change, today.organisations, words)} {change.isDemo && <DemoBadge label={t('accords.ui.demo')} />}
            </p>
          </div>
          <time className="nowrap quiet" dateTime={change.at}>
            {formats.moment(new Date(change.at), 'Asia/Almaty')}
          </time>
        </li>
      ))}
    </ul>
  );
}
