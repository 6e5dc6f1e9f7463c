import { statusOf } from '../../modules/accords/status.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import type { Promised } from '../data.ts';
import { amountText, deliveredText, targetText } from '../figures.ts';

/** Why a commitment stands as it does, in words: the same rule, on the same facts, as everywhere else. */
export function useStatusSentence(): (row: Promised, today: string) => string {
  const { t, formats } = useLanguage();
  return (row, today) => {
    const stand = { ...row, delivered: row.proven, isWithdrawn: row.withdrawnOn !== null };
    const { key, params } = statusOf(stand, today).sentence;
    const delivered = deliveredText(formats, row) ?? amountText(formats, row.delivered, row);
    const target = targetText(formats, row) ?? '';
    const { since = row.reportedOn ?? '', on = row.verdictOn ?? '' } = params;
    switch (key) {
      case 'kept':
      case 'kept_exceeded':
        return t(`accords.sentence.${key}`, { delivered, target });
      case 'on_track_delivered':
      case 'no_target_delivered':
        return t(`accords.sentence.${key}`, { delivered });
      case 'not_reported':
        return t('accords.sentence.not_reported', { since });
      case 'on_track_assessed':
      case 'at_risk':
      case 'at_risk_late':
      case 'overdue':
        return t(`accords.sentence.${key}`, { on });
      default:
        return t(`accords.sentence.${key}`);
    }
  };
}
