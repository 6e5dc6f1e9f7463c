import { Timeline } from '../../../design/index.ts';
import type { Acted, Referral } from './types.ts';
import { useSaid } from './useSaid.ts';
import { useWords } from './useWords.ts';

const atOnce = 6;

/** What was done with the referral, by whom and with which words: all of it, the newest first. */
export function Happened({ referral }: { referral: Referral }) {
  const { t } = useWords();
  const newest = referral.acted.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  const [recent, earlier] = [newest.slice(0, atOnce), newest.slice(atOnce)];
  if (recent.length === 0) return null;
  return (
    <section className="card stack">
      <h2 className="minor">{t('web.history.title')}</h2>
      <p className="hint">{t('web.history.clock')}</p>
      <Acts acted={recent} referral={referral} />
      {earlier.length > 0 && (
        <details>
          <summary>{t('referrals.ui.earlier', { count: earlier.length })}</summary>
          <Acts acted={earlier} referral={referral} />
        </details>
      )}
    </section>
  );
}

function Acts({ acted, referral }: { acted: readonly Acted[]; referral: Referral }) {
  const { t, moment, organisation } = useWords();
  const said = useSaid(referral);
  return (
    <Timeline
      entries={acted.map((each) => {
        const { id, at, act, from, to, reason } = each;
        const moved =
          from !== to && act !== 'create' ? `${t(`referrals.stage.${from}`)} → ${t(`referrals.stage.${to}`)}` : null;
        const text = [
          organisation(each.organisation, referral.organisations),
          moved,
          reason && t(`referrals.reason.${reason as 'other'}`),
          said.wordsOf(each),
          said.conditionOf(each) && `${t('referrals.field.condition')}: ${said.conditionOf(each) ?? ''}`,
        ];
        return {
          key: id,
          when: moment(at),
          date: at,
          title: t(`referrals.did.${act}`),
          text: text.filter(Boolean).join(' · '),
          kind: from === to ? ('fact' as const) : ('act' as const),
        };
      })}
    />
  );
}
