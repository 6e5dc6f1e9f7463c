import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { nameIn } from '../../../platform/i18n/shown.ts';
import { useLanguage } from '../../../platform/i18n/react.ts';
import { accordsApi } from '../../accords/ui/client.ts';
import { type ClaimBody, type ClaimValues, readBody } from '../value.ts';
import type { Claim } from './client.ts';

type Language = ReturnType<typeof useLanguage>;
type MeasureName = (key: string | undefined) => string | undefined;

const short = (text: string, most = 140): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
};

const periodText = ({ formats, t }: Language, { from, until, duration }: ClaimValues['period']): string => {
  if (from && until) return from === until ? formats.edtf(from) : formats.edtf(`${from}/${until}`);
  if (from) return t('documents.ui.period.from', { from: formats.edtf(from) });
  if (until) return t('documents.ui.period.until', { until: formats.edtf(until) });
  return duration ? t('documents.ui.period.length') : t('documents.ui.period.unknown');
};

const amountText = (
  { formats, t }: Language,
  measureName: MeasureName,
  value: ClaimValues['count'] | ClaimValues['capacity'],
) => {
  const amount = `${formats.compared(value.comparator, value.value)} ${measureName(value.measure) ?? value.what}`;
  return value.per === 'P1Y' ? t('documents.ui.per_year', { amount }) : amount;
};

function headline(language: Language, measureName: MeasureName, body: ClaimBody): string {
  const { formats, t } = language;
  switch (body.kind) {
    case 'money':
      return formats.amount({ amount: body.value.amount, currency: body.value.currency }, body.value.comparator);
    case 'count':
    case 'capacity':
      return amountText(language, measureName, body.value);
    case 'date':
      return formats.edtf(body.value.edtf);
    case 'period':
      return periodText(language, body.value);
    case 'instrument':
      return body.value.title ?? t(`documents.ui.type.${body.value.type}`);
    case 'commitment':
    case 'delivery':
      return body.value.what;
    default:
      return body satisfies never;
  }
}

/** The remark under a claim: how strong, in which role, how exact. */
function remark({ t }: Language, body: ClaimBody): string | null {
  switch (body.kind) {
    case 'money':
    case 'count':
    case 'date':
    case 'period':
      return body.value.role ? t(`documents.ui.role.${body.value.role}`) : null;
    case 'instrument':
    case 'commitment':
      return body.value.strength
        ? t('documents.ui.strength', { strength: t(`accords.ui.strength.${body.value.strength}`) })
        : null;
    case 'delivery':
      return t(`documents.ui.status.${body.value.status}`);
    case 'capacity':
      return null;
    default:
      return body satisfies never;
  }
}

/** Claims in the reader's words. */
export function useClaimWords() {
  const language = useLanguage();
  const { data: measures } = useQuery(accordsApi.measures.queryOptions({ staleTime: Infinity }));
  return useMemo(() => {
    const { t, locale } = language;
    const measureName: MeasureName = (key) => {
      const names = measures?.find((each) => each.key === key)?.names;
      return names && nameIn(locale, names);
    };
    const bodyOf = ({ kind, value }: Pick<Claim, 'kind' | 'value'>): ClaimBody | null => readBody(kind, value);
    const title = (claim: Pick<Claim, 'kind' | 'value' | 'quote'>): string => {
      const body = bodyOf(claim);
      return short(body ? headline(language, measureName, body) : claim.quote);
    };
    const detail = (claim: Claim): string => {
      const body = bodyOf(claim);
      const said = body && remark(language, body);
      const changed = claim.isChanged
        ? t('documents.ui.claim.changed')
        : claim.stage === 'by-hand'
          ? t('documents.ui.claim.by_hand')
          : null;
      return [t(`documents.ui.kind.${claim.kind}`), said, changed].filter(Boolean).join(' · ');
    };
    return { ...language, measures, measureName, title, detail };
  }, [language, measures]);
}
export type ClaimWords = ReturnType<typeof useClaimWords>;
