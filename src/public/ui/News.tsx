import type { ReactNode } from 'react';
import { Quote, StatusChip, type StrengthKey, strengthKeys } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, commitmentPath, homePath } from '../address.ts';
import type { Ground, Promised } from '../data.ts';
import { named } from '../figures.ts';
import { AmountLine, DateText, Demo, Said, Strength, useStatusLabel } from './parts.tsx';

/** Past their term, and no later source. */
export function Silent({ rows }: { rows: readonly Promised[] }): ReactNode {
  const { locale, t } = useLanguage();
  const statusLabel = useStatusLabel();
  return (
    <section aria-labelledby="h-silent">
      <div className="sec-head stack-s">
        <h2 id="h-silent">{t('public.silent.title')}</h2>
        <p className="quiet">{t('public.silent.text')}</p>
      </div>
      <div className="stack">
        {rows.length === 0 && <p>{t('public.silent.none')}</p>}
        {rows.map((row) => (
          <article className="card stack-s" key={row.id}>
            <h3>
              <a href={addressOf(locale, commitmentPath(row.id))}>
                <Said text={row.title} />
              </a>
            </h3>
            <p className="quiet">
              {named(locale, row.partnership.names)} · <AmountLine row={row} />
            </p>
            <p className="row">
              <StatusChip status={row.status} label={statusLabel(row)} />
              {row.isDemo && <Demo />}
            </p>
          </article>
        ))}
        {rows.length > 0 && (
          <p>
            <a href={addressOf(locale, homePath, 'status=not_reported')}>{t('public.silent.all')}</a>
          </p>
        )}
      </div>
    </section>
  );
}

const strengthOf = ({ value }: Ground): StrengthKey | undefined =>
  strengthKeys.find((key) => key === value['strength']);

/** What sources said last, in their own words. */
export function Newest({ grounds }: { grounds: readonly Ground[] }): ReactNode {
  const { t } = useLanguage();
  return (
    <section aria-labelledby="h-newest">
      <div className="sec-head stack-s">
        <h2 id="h-newest">{t('public.newest.title')}</h2>
        <p className="quiet">{t('public.newest.text')}</p>
      </div>
      <ol className="plain stack">
        {grounds.map((ground) => (
          <Statement key={ground.claimId} ground={ground} />
        ))}
      </ol>
    </section>
  );
}

function Statement({ ground }: { ground: Ground }): ReactNode {
  const { locale, t } = useLanguage();
  const { sentence, language, quote, quoteOffset, publishedOn, title, isDemo, commitmentId } = ground;
  const strength = strengthOf(ground);
  return (
    <li className="claim stack-s">
      <Quote text={sentence} lang={language} marks={[{ start: quoteOffset, end: quoteOffset + quote.length }]} />
      <p className="src row">
        {strength && <Strength strength={strength} />}
        {publishedOn === null ? t('public.proof.undated') : <DateText edtf={publishedOn} />}
        <bdi>{title}</bdi>
        {commitmentId !== null && (
          <a href={addressOf(locale, commitmentPath(commitmentId))}>{t('public.newest.promise')}</a>
        )}
        {isDemo && <Demo />}
      </p>
    </li>
  );
}
