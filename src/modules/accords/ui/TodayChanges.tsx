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

/** The same done many times by one organisation (thirty claims accepted) is one line with its number; the newest gives the time. */
function grouped(changes: readonly Change[]): { change: Change; times: number }[] {
  const groups = new Map<string, { change: Change; times: number }>();
  for (const change of changes) {
    const { subject, action, organisation, commitment, isDemo } = change;
    const key = [subject, action, organisation, commitment?.id, isDemo].join(' ');
    const group = groups.get(key);
    if (group) group.times += 1;
    else groups.set(key, { change, times: 1 });
  }
  return [...groups.values()];
}

function Changes({ changes, today }: { changes: readonly Change[]; today: Today }) {
  const words = useWords();
  const { t, text, formats } = words;
  return (
    <ul className="work">
      {grouped(changes).map(({ change, times }) => (
        <li key={change.id}>
          <div>
            <h3>
              {change.commitment ? (
                <a href={`/app/commitments/${change.commitment.id}`}>{text(change.commitment.title).text}</a>
              ) : (
                happeningText(change, words)
              )}
              {times > 1 && <span className="quiet"> × {formats.number(times)}</span>}
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
