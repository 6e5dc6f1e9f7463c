import { LinkButton, Note, StatusChip } from '../../../design/index.ts';
import { useConsents } from './ConsentChoice.tsx';
import { useWords } from './useWords.ts';

/** Whether the patient's consent lets a centre into the care: it is needed when the papers are sent, and asked for from here. */
export function ConsentSaid({ patient, receiver }: { patient: string; receiver: string }) {
  const { t, day } = useWords();
  const { query, consents } = useConsents(patient, receiver);
  if (!query.data) return null;
  const standing = consents.find(({ state }) => state === 'stands');
  if (standing)
    return (
      <p>
        <StatusChip status="kept" label={t('referrals.consent.stands')} />{' '}
        <span className="quiet">
          {standing.text.title}
          {standing.until !== null && ` · ${t('referrals.consent.until', { day: day(standing.until) })}`}
        </span>
      </p>
    );
  return (
    <Note tone="warn">
      <p>{t(consents.length > 0 ? 'referrals.consent.ended' : 'referrals.consent.none')}</p>
      <p>
        <LinkButton small href={`/app/patients/${patient}/consent`}>
          {t('referrals.consent.ask')}
        </LinkButton>
      </p>
    </Note>
  );
}
