import { useQuery } from '@tanstack/react-query';
import { Card, LinkButton } from '../../../design/index.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { remindersApi } from './client.ts';
import { Counts, Titles } from './Contents.tsx';

/** On the start page: what the own side has confirmed and no other side has. */
export function WaitingForOthers() {
  const { t } = useLanguage();
  const { data } = useQuery(remindersApi.now.queryOptions());
  if (!data) return null;
  const { real, demo, first } = data.contents.waitingForOthers;
  return (
    <Card level={2} title={t('reminders.waiting.title')} aside={real + demo > 0 && <Counts real={real} demo={demo} />}>
      <div className="stack">
        {real + demo === 0 ? (
          <p className="quiet">{t('reminders.waiting.none')}</p>
        ) : (
          <Titles ids={first} commitments={data.commitments} of={real + demo} />
        )}
        <p>
          <LinkButton href="/app/digest">{t('reminders.waiting.all')}</LinkButton>
        </p>
      </div>
    </Card>
  );
}
