import type { ReactNode } from 'react';
import { Card, type Fact } from '../../design/index.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import { addressOf, commitmentPath, instrumentPath, meetingPath, placePath } from '../address.ts';
import type { CommitmentData } from '../commitment.ts';
import { dateSaid } from '../figures.ts';
import { placeName } from './countries.ts';
import { Section } from './listing.tsx';
import { LongText } from './PageTop.tsx';
import { PromisedRow, Said } from './parts.tsx';

/** What a commitment hangs on, as facts: its meeting, instrument, whole, successor. */
export function useRelations({ commitment, replaces }: CommitmentData): Fact[] {
  const { locale, t } = useLanguage();
  const { meeting, instrument, article, partOf, replacement } = commitment;
  type Named = { id: string; title: CommitmentData['commitment']['title'] };
  const link = (path: (id: string) => string, { id, title }: Named) => (
    <a key={id} href={addressOf(locale, path(id))}>
      <Said text={title} />
    </a>
  );
  const fact = (label: string, found: Named | null, path: (id: string) => string): Fact[] =>
    found === null ? [] : [{ label, value: link(path, found) }];
  const under = instrument && (
    <>
      {link(instrumentPath, instrument)}
      {article !== null && `, ${t('public.instrument.article', { number: article })}`}
    </>
  );
  return [
    ...fact(t('public.made_at'), meeting, meetingPath),
    ...(under ? [{ label: t('public.made_under'), value: under }] : []),
    ...fact(t('public.part_of'), partOf, commitmentPath),
    ...fact(t('public.replaced_by'), replacement, commitmentPath),
    ...replaces.flatMap((it) => fact(t('public.replaces'), it, commitmentPath)),
  ];
}

const units = ['Y', 'M', 'W', 'D'] as const;
/** A duration of one unit (P1Y, P6M) in words. */
export function useDuration(): (kind: 'per' | 'span', duration: string) => string {
  const { t } = useLanguage();
  return (kind, duration) => {
    const [, count = '', unit = ''] = /^P(\d{1,4})([YMWD])$/.exec(duration) ?? [];
    const known = units.find((it) => it === unit);
    return known === undefined ? duration : t(`public.${kind}.${known}`, { count: Number(count) });
  };
}

/** Its condition, what became of it, and what follows from it. */
export function useCondition({ commitment }: CommitmentData): Fact[] {
  const { t, formats } = useLanguage();
  const duration = useDuration();
  const { condition, conditionState, conditionOn, conditionReasons, dueAfter } = commitment;
  if (condition === null) return [{ label: t('public.condition'), value: t('public.not_stated') }];
  return [
    {
      label: t('public.condition'),
      value: <Said text={condition} />,
      badge: t(`public.condition.${conditionState ?? 'unknown'}`),
    },
    ...(conditionOn === null ? [] : [{ label: t('public.condition.on'), value: dateSaid(formats, conditionOn) }]),
    ...(conditionReasons === null
      ? []
      : [{ label: t('public.correction.reasons'), value: <Said text={conditionReasons} /> }]),
    ...(dueAfter === null ? [] : [{ label: t('public.due_after'), value: duration('span', dueAfter) }]),
  ];
}

/** Where: a place of our table has a page, what was written stands as it is. */
export function usePlaceFact({ commitment: { place, placeKey } }: CommitmentData): Fact[] {
  const { locale, t } = useLanguage();
  if (placeKey !== null)
    return [
      {
        label: t('public.place'),
        value: <a href={addressOf(locale, placePath(placeKey))}>{placeName(locale, placeKey)}</a>,
      },
    ];
  return place === null ? [] : [{ label: t('public.place'), value: place }];
}

export function Parts({ data: { parts, organisations, grounds } }: { data: CommitmentData }): ReactNode {
  const { t } = useLanguage();
  if (parts.length === 0) return null;
  return (
    <Section id="parts" title={t('public.parts')}>
      <div className="card">
        {parts.map((row) => (
          <PromisedRow key={row.id} {...{ row, organisations, grounds }} />
        ))}
      </div>
    </Section>
  );
}

export function Beneficiaries({ data: { commitment } }: { data: CommitmentData }): ReactNode {
  const { t } = useLanguage();
  if (commitment.beneficiaries === null) return null;
  return (
    <Card title={t('public.beneficiaries')} level={2}>
      <LongText text={commitment.beneficiaries} />
    </Card>
  );
}
