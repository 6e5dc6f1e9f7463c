import { Card, DemoBadge } from '../../../design/index.ts';
import type { LocalisedText } from '../../../platform/i18n/shown.ts';
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

type Group = { newest: Change; times: number; about: { id: string; title: LocalisedText }[] };
const namedAtOnce = 3;

/** The same done many times by one organisation is one line with its number; the newest gives the time. */
function grouped(changes: readonly Change[]): Group[] {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const { subject, action, organisation, isDemo, commitment } = change;
    const key = [subject, action, organisation, isDemo].join(' ');
    const group = groups.get(key) ?? { newest: change, times: 0, about: [] };
    group.times += 1;
    if (commitment && group.about.every(({ id }) => id !== commitment.id)) group.about.push(commitment);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function Changes({ changes, today }: { changes: readonly Change[]; today: Today }) {
  const words = useWords();
  const { t, formats } = words;
  return (
    <div className="stack">
      <ul className="work">
        {grouped(changes).map(({ newest, times, about }) => (
          <li key={newest.id}>
            <div>
              <h3>
                {happeningText(newest, words)}
                {times > 1 && <span className="quiet"> × {formats.number(times)}</span>}
              </h3>
              <Titles about={about} />
              <p>
                {whoDid(newest, today.organisations, words)}{' '}
                {newest.isDemo && <DemoBadge label={t('accords.ui.demo')} />}
              </p>
            </div>
            <time className="nowrap quiet" dateTime={newest.at}>
              {formats.moment(new Date(newest.at), 'Asia/Almaty')}
            </time>
          </li>
        ))}
      </ul>
      <p className="hint">{t('web.history.clock')}</p>
    </div>
  );
}

function Titles({ about }: Pick<Group, 'about'>) {
  const { t, text, formats } = useWords();
  if (about.length === 0) return null;
  const rest = about.length - namedAtOnce;
  return (
    <ul className="plain">
      {about.slice(0, namedAtOnce).map(({ id, title }) => (
        <li key={id}>
          <a href={`/app/commitments/${id}`}>{text(title).text}</a>
        </li>
      ))}
      {rest > 0 && <li className="quiet">{t('accords.ui.today.and_more', { count: formats.number(rest) })}</li>}
    </ul>
  );
}
