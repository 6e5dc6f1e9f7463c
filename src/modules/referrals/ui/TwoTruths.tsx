import type { ReactNode } from 'react';
import { TwoSided } from '../../../design/index.ts';
import { lastWordOf, statusOfRequest, statusOfTask } from './truths.ts';
import type { Acted, Referral } from './types.ts';
import { useWords } from './useWords.ts';
import { type Said, useSaid } from './useSaid.ts';

/** What each side says of its own part: the sender of the request, the receiver of its task. Neither writes the other's. */
export function TwoTruths({ referral, children }: { referral: Referral; children?: ReactNode }) {
  const { t, organisation } = useWords();
  const { sender, receiver, organisations, requestState, taskState } = referral;
  const said = useSaid(referral);
  const side = (which: 'request' | 'task') => {
    const last = lastWordOf(which, referral);
    return {
      text: <Words last={last} said={said} referral={referral} which={which} />,
      signed: last && <Signed last={last} referral={referral} />,
    };
  };
  return (
    <section className="stack">
      <h2>{t('referrals.ui.truths')}</h2>
      <TwoSided
        sides={[
          {
            title: t('referrals.ui.sender', { name: organisation(sender, organisations) }),
            state: { status: statusOfRequest[requestState], label: t(`referrals.request.${requestState}`) },
            ...side('request'),
          },
          {
            title: t('referrals.ui.receiver', { name: organisation(receiver, organisations) }),
            state: { status: statusOfTask[taskState], label: t(`referrals.task.${taskState}`) },
            ...side('task'),
          },
        ]}
      />
      {children}
    </section>
  );
}

type WordsProps = { last: Acted | undefined; said: Said; referral: Referral; which: 'request' | 'task' };

function Words({ last, said, referral, which }: WordsProps) {
  const { t, day } = useWords();
  if (!last) return <span className="quiet">{t('referrals.ui.silent')}</span>;
  const { arrival, fractions } = referral;
  const words = said.wordsOf(last);
  return (
    <>
      {t(`referrals.did.${last.act}`)}
      {last.reason !== null && `: ${t(`referrals.reason.${last.reason as 'other'}`)}`}
      {which === 'task' &&
        last.act === 'schedule' &&
        arrival !== null &&
        ` ${t('referrals.ui.arrives', { day: day(arrival) })}`}
      {which === 'task' && fractions !== null && ` ${t('referrals.ui.fractions', fractions)}`}
      {words && <q className="said">{words}</q>}
    </>
  );
}

/** Who said it, and when. */
function Signed({ last, referral }: { last: Acted; referral: Referral }) {
  const { organisation, moment } = useWords();
  return (
    <>
      {organisation(last.organisation, referral.organisations)},{' '}
      <time dateTime={last.at} className="nowrap">
        {moment(last.at)}
      </time>
    </>
  );
}
