import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { directoryApi } from '../../directory/ui/client.ts';
import { weekdayOf } from '../../../platform/time/calendar.ts';
import { later } from '../../../web/kit/later.ts';
import { Loaded } from '../../../web/kit/Loaded.tsx';
import { PageHead } from '../../../web/kit/PageHead.tsx';
import { accordsApi } from './client.ts';
import { DueSoon, Silent } from './TodayTerms.tsx';
import type { Today } from './types.ts';
import { BecameDue, Undecided } from './Undecided.tsx';
import { useWords } from './useWords.ts';
import { Waiting } from './Waiting.tsx';

const Answered = later(['accords_events', 'accords_words'], () => import('./TodayChanges.tsx'), 'Answered');
const Changed = later(['accords_events', 'accords_words'], () => import('./TodayChanges.tsx'), 'Changed');
const WaitingForOthers = later(
  ['reminders'],
  () => import('../../reminders/ui/WaitingForOthers.tsx'),
  'WaitingForOthers',
);
const NextMeetings = later([], () => import('../../meetings/ui/NextMeetings.tsx'), 'NextMeetings');
const WaitingReferrals = later([], () => import('../../referrals/ui/WaitingReferrals.tsx'), 'WaitingReferrals');
const WaitingInstruments = later([], () => import('../../instruments/ui/WaitingInstruments.tsx'), 'WaitingInstruments');

/** /app/: what waits for me, what is due, what the other side did. */
export function TodayPage() {
  const query = useQuery(accordsApi.today.queryOptions({ input: {} }));
  return <Loaded query={query}>{(today) => <TodayView today={today} />}</Loaded>;
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export function TodayView({ today }: { today: Today }) {
  const { t } = useWords();
  const { data: partnerships } = useQuery(directoryApi.partnerships.queryOptions());
  const ours = new Set(
    (partnerships ?? []).flatMap(({ sides, ownSide }) => sides.find(({ id }) => id === ownSide)?.organisations ?? []),
  );
  const waiting = today.toConfirm.length + today.toReview.length + today.toSettle.length + today.toApprove.length;
  const weekday = weekdays[weekdayOf(today.today) - 1] ?? 'mon';
  return (
    <>
      <PageHead
        title={t('accords.ui.today.title', { day: today.today })}
        lead={`${t(`accords.ui.weekday.${weekday}`)} ${t('accords.ui.today.lead', { waiting, due: today.dueSoon.length })}`}
      />
      <div className="cols side">
        <div className="stack-l">
          <Waiting today={today} />
          <Undecided today={today} />
          <Suspense>
            <WaitingForOthers />
          </Suspense>
          <Suspense>
            <Answered today={today} ours={ours} />
            <Changed today={today} ours={ours} />
          </Suspense>
        </div>
        <Terms today={today} />
      </div>
    </>
  );
}

/** What comes of itself: whose turn it is, what is due, when one meets. */
function Terms({ today }: { today: Today }) {
  const { t } = useWords();
  return (
    <aside className="stack-l" aria-label={t('accords.ui.today.terms')}>
      <Suspense>
        <WaitingReferrals />
      </Suspense>
      <BecameDue today={today} />
      <DueSoon today={today} />
      <Suspense>
        <NextMeetings />
        <WaitingInstruments />
      </Suspense>
      <Silent today={today} />
    </aside>
  );
}
