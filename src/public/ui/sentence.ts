import { sentenceText } from '../../modules/accords/sentence.ts';
import { statusOf } from '../../modules/accords/status.ts';
import { useLanguage } from '../../platform/i18n/react.ts';
import type { Promised } from '../data.ts';
import { plainAmount } from '../figures.ts';

/** Why a commitment stands as it does: the same rule and the same words as everywhere else. */
export function useStatusSentence(): (row: Promised, today: string) => string {
  const language = useLanguage();
  return (row, today) => {
    const amountOf = (amount: bigint) => ({ amount: plainAmount(amount, row.currency), currency: row.currency });
    const stand = {
      ...row,
      delivered: row.proven,
      isWithdrawn: row.withdrawnOn !== null,
      isPromised: row.strength !== null,
      isPerPeriod: row.per !== null,
      isNotDue: row.conditionState === 'unmet' || row.replacedBy !== null,
    };
    const { status, isExceeded, since = null, sentence } = statusOf(stand, today);
    const { delivered: _delivered, target, ...params } = sentence.params;
    return sentenceText(language, {
      status,
      isExceeded,
      since,
      deliveries: row.deliveries,
      differences: row.differences,
      isPart: row.isPart,
      reportedOn: row.reportedOn,
      delivered: amountOf(row.delivered),
      deliveredComparator: row.deliveredAs,
      sentence: { key: sentence.key, params: { ...params, ...(target !== undefined && { target: amountOf(target) }) } },
    });
  };
}
