import type { ReactNode } from 'react';
import { Card, EmptyState, type Fact, KeyValue, Pager } from '../../design/index.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, commitmentPath, correctionsPath, dataAddress, partnershipPath } from '../address.ts';
import type { Organisation } from '../data.ts';
import { amountText, dateSaid, named, said } from '../figures.ts';
import type { Ask } from '../pages.ts';
import type { Correction, CorrectionsData } from '../correction.ts';
import { Document } from './Document.tsx';
import { Parties } from './listing.tsx';
import { LongText, PageTop } from './PageTop.tsx';
import { Demo, Said, TakeTheData, zone } from './parts.tsx';

/** The log of corrections: nothing that was published is overwritten in silence. */
export function CorrectionsPage({ ask, data }: { ask: Ask; data: CorrectionsData }): ReactNode {
  const { locale, t } = useLanguage();
  const { corrections, organisations, page, more } = data;
  const title = t('public.corrections');
  return (
    <Document
      {...{ ask, title, path: correctionsPath, query: page > 1 ? `page=${page}` : '', hasData: true }}
      isDemo={corrections.some(({ isDemo }) => isDemo)}
      description={t('public.corrections.lead')}
    >
      <PageTop crumbs={[{ label: title }]} title={title}>
        <p className="lead">{t('public.corrections.lead')}</p>
      </PageTop>
      <div className="wrap section stack-l">
        {corrections.length === 0 && (
          <EmptyState title={t('public.corrections.none')} text={t('public.corrections.none_text')} level={2} />
        )}
        <ol className="plain stack">
          {corrections.map((correction) => (
            <li key={correction.id}>
              <CorrectionCard {...{ correction, organisations }} isAlone={false} />
            </li>
          ))}
        </ol>
        <Pages {...{ page, more }} />
        <TakeTheData
          csv={dataAddress(locale, correctionsPath, { as: 'csv' })}
          json={dataAddress(locale, correctionsPath, { as: 'json' })}
        />
      </div>
    </Document>
  );
}

function Pages({ page, more }: Pick<CorrectionsData, 'page' | 'more'>): ReactNode {
  const { locale, t } = useLanguage();
  const to = (other: number) => addressOf(locale, correctionsPath, other > 1 ? `page=${other}` : '');
  if (page === 1 && !more) return null;
  return (
    <Pager
      label={t('public.pages')}
      summary={t('public.page', { page })}
      previous={page > 1 ? { href: to(page - 1), label: t('action.previous') } : undefined}
      next={more ? { href: to(page + 1), label: t('action.next') } : undefined}
    />
  );
}

type CardProps = { correction: Correction; organisations: readonly Organisation[]; isAlone: boolean };

/** One correction; on the page of its commitment (`isAlone`) without the commitment's name. */
export function CorrectionCard({ correction, organisations, isAlone }: CardProps): ReactNode {
  const { locale, t, formats } = useLanguage();
  const { at, cause, title, commitmentId, slug, partnershipNames, organisationId, isDemo } = correction;
  const name = <Said text={title} />;
  return (
    <Card
      level={isAlone ? 3 : 2}
      title={
        isAlone ? (
          t(`public.correction.${cause}`)
        ) : commitmentId === null ? (
          name
        ) : (
          <a href={addressOf(locale, commitmentPath(commitmentId))}>{name}</a>
        )
      }
      aside={<span className="quiet">{formats.moment(at, zone, 'long')}</span>}
    >
      <div className="stack-s">
        <p className="row">
          {!isAlone && <span>{t(`public.correction.${cause}`)}</span>}
          <Parties ids={[organisationId]} organisations={organisations} />
          {!isAlone && <a href={addressOf(locale, partnershipPath(slug))}>{named(locale, partnershipNames)}</a>}
          {isDemo && <Demo />}
        </p>
        <KeyValue facts={useChanges(correction)} />
        <p className="quiet">{t('public.correction.reasons')}</p>
        <LongText text={correction.reasons} />
      </div>
    </Card>
  );
}

const isText = (value: unknown): value is LocalisedText =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((it) => typeof it === 'object' && it !== null && 'text' in it);

/** What was said and what is said now, field by field. */
function useChanges(correction: Correction): Fact[] {
  const { locale, t, formats } = useLanguage();
  const { wasAmount, wasComparator, wasPeriod, wasPlace, nowAmount, nowComparator, nowPeriod, nowPlace, fields } =
    correction;
  const entry = (amount: bigint | null, comparator: Correction['wasComparator'], where: (string | null)[]) =>
    amount === null
      ? t('public.correction.taken_out')
      : [amountText(formats, amount, { ...correction, ...(comparator && { comparator }) }), ...where]
          .filter((part) => part !== null)
          .join(', ');
  const period = (edtf: string | null) => edtf && dateSaid(formats, edtf);
  if (wasAmount !== null)
    return [
      { label: t('public.correction.was'), value: entry(wasAmount, wasComparator, [period(wasPeriod), wasPlace]) },
      { label: t('public.correction.now'), value: entry(nowAmount, nowComparator, [period(nowPeriod), nowPlace]) },
    ];
  const shown = (value: unknown): string => {
    if (value === null || value === undefined) return t('public.not_stated');
    if (isText(value)) return said(locale, value).text;
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return fields.flatMap((field) => [
    { label: `${field}: ${t('public.correction.was')}`, value: shown(correction.before?.[field]) },
    { label: `${field}: ${t('public.correction.now')}`, value: shown(correction.after?.[field]) },
  ]);
}
