import { useQuery } from '@tanstack/react-query';
import { Action, LifecycleBar } from '../../../design/index.ts';
import { ErrorNote } from '../../../web/kit/ErrorNote.tsx';
import { useMay } from '../../../web/kit/session.ts';
import { useSend } from '../../../web/kit/useSend.ts';
import { directoryApi } from '../../directory/ui/client.ts';
import { meetingsApi, type ViewProps } from './client.ts';
import { useWords } from './useWords.ts';

const ladder = ['own_side', 'partnership', 'public'] as const;

/** Who sees the meeting, who may see it next, and who decides. What was shown is never hidden again. */
export function Publication({ meeting, reload }: ViewProps) {
  const { t, locale } = useWords();
  const { id, visibility, isOwn } = meeting;
  const mayPublish = useMay('meetings.publish');
  return (
    <section className="card stack">
      <h2 className="minor">{t('meetings.publish.title')}</h2>
      <LifecycleBar
        label={t('meetings.publish.title')}
        steps={ladder.map((key) => ({ key, label: t(`meetings.publish.step.${key}`) }))}
        current={visibility}
        sentence={t(`meetings.publish.sentence.${isOwn ? visibility : 'theirs'}`)}
      />
      {isOwn && mayPublish && visibility !== 'public' && <Widening meeting={meeting} reload={reload} />}
      {isOwn && !mayPublish && visibility !== 'public' && <p className="hint">{t('meetings.publish.coordinator')}</p>}
      {visibility === 'public' && (
        <p>
          <a href={`/${locale}/meetings/${id}`}>{t('meetings.publish.page')}</a>
        </p>
      )}
    </section>
  );
}

function Widening({ meeting: { id, version, visibility, partnership }, reload }: ViewProps) {
  const { t } = useWords();
  const { data } = useQuery(directoryApi.partnership.queryOptions({ input: { slug: partnership.slug } }));
  const { send, isSending, error } = useSend(meetingsApi.publishMeeting.call);
  const isOpen = data?.visibility === 'public';
  return (
    <div className="stack">
      {visibility === 'own_side' && (
        <Action
          id="to-partnership"
          unavailable={isSending}
          onClick={() => send({ id, version, visibility: 'partnership' })}
          effect={t('meetings.publish.to_partnership_effect')}
        >
          {t('meetings.publish.to_partnership')}
        </Action>
      )}
      <Action
        id="to-public"
        unavailable={isSending || !isOpen}
        onClick={() => send({ id, version, visibility: 'public' })}
        effect={t(data && !isOpen ? 'meetings.publish.closed' : 'meetings.publish.to_public_effect')}
      >
        {t('meetings.publish.to_public')}
      </Action>
      <ErrorNote error={error} reload={reload} />
    </div>
  );
}
