import type { ReactNode } from 'react';
import { Badge, Proof } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { type Answer, type CommitmentData, differences, type Entry } from '../commitment.ts';
import type { Organisation } from '../data.ts';
import { amountText, dateSaid } from '../figures.ts';
import { CorrectionCard } from './CorrectionsPage.tsx';
import { Parties, Section } from './listing.tsx';
import { LongText } from './PageTop.tsx';
import { Demo, partyNames, zone } from './parts.tsx';

/** What named parties answer, each in its own name; earlier answers stay below the newest. */
export function Answers({ data: { answers, organisations } }: { data: CommitmentData }): ReactNode {
  const { t } = useLanguage();
  if (answers.length === 0) return null;
  const newest = answers.filter(({ isNewest }) => isNewest);
  const earlier = answers.filter(({ isNewest }) => !isNewest);
  return (
    <Section id="answers" title={t('public.answers')}>
      {newest.map((answer) => (
        <AnswerCard key={answer.id} {...{ answer, organisations }} />
      ))}
      {earlier.length > 0 && (
        <Proof title={t('public.answers.earlier')}>
          {earlier.map((answer) => (
            <AnswerCard key={answer.id} {...{ answer, organisations }} />
          ))}
        </Proof>
      )}
    </Section>
  );
}

function AnswerCard({ answer, organisations }: { answer: Answer; organisations: readonly Organisation[] }): ReactNode {
  const { formats } = useLanguage();
  const { organisationId, wording, at, isDemo } = answer;
  return (
    <div className="claim stack-s">
      <p className="row">
        <b>
          <Parties ids={[organisationId]} organisations={organisations} />
        </b>
        <span className="quiet">{formats.moment(at, zone, 'long')}</span>
        {isDemo && <Demo />}
      </p>
      <LongText text={wording} />
    </div>
  );
}

/** Where the sides count one place and period differently, both figures side by side; no winner. */
export function Differences({ data }: { data: CommitmentData }): ReactNode {
  const { t } = useLanguage();
  const found = differences(data.deliveries);
  if (found.length === 0 || data.commitment.kind === 'act') return null;
  return (
    <Section id="differences" title={t('public.differences')} hint={t('public.differences.text')}>
      {found.map((entries) => (
        <div key={entries[0]?.cell} className="duo">
          {entries.map((entry) => (
            <Told key={entry.id} {...{ entry, data }} />
          ))}
        </div>
      ))}
    </Section>
  );
}

function Told({ entry, data }: { entry: Entry; data: CommitmentData }): ReactNode {
  const { t, formats } = useLanguage();
  const { amount, comparator, period, place, organisationId, isAgreed } = entry;
  const where = [period === null ? null : dateSaid(formats, period), place].filter((part) => part !== null);
  return (
    <div className="claim stack-s">
      <p className="fig m">{amountText(formats, amount, { ...data.commitment, comparator })}</p>
      <p className="src">
        <Parties ids={[organisationId]} organisations={data.organisations} />
        {where.map((part) => ` · ${part}`)}
      </p>
      {isAgreed && <Badge tone="leaf">{t('public.agreed_figure')}</Badge>}
    </div>
  );
}

/** Who says of which claim that it is not so. */
export function useDisputes({ disputes, organisations }: CommitmentData): (claimId: string) => ReactNode {
  const { locale, t, formats } = useLanguage();
  return (claimId) =>
    disputes
      .filter((dispute) => dispute.claimId === claimId)
      .map(({ id, organisationId, reasons, at }) => (
        <div key={id} className="hint stack-s">
          <p>
            {t('public.disputed.by', {
              name: partyNames(locale, organisations, [organisationId]),
              date: formats.moment(at, zone, 'long'),
            })}
          </p>
          <LongText text={reasons} />
        </div>
      ));
}

export function Corrections({ data: { corrections, organisations } }: { data: CommitmentData }): ReactNode {
  const { t } = useLanguage();
  if (corrections.length === 0) return null;
  return (
    <Section id="corrections" title={t('public.corrections.of')}>
      {corrections.map((correction) => (
        <CorrectionCard key={correction.id} {...{ correction, organisations }} isAlone />
      ))}
    </Section>
  );
}
