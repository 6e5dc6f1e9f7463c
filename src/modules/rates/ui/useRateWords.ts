import { useLanguage } from '../../../platform/i18n/react.ts';

type Said = { base: string; quote: string; rate: string; day: string; source: string };

/** How a rate is said: one unit, its worth, its day and its source. */
export function useRateWords() {
  const { t, formats } = useLanguage();
  const plain = (decimal: string) => formats.amount({ amount: decimal, currency: null });
  const rateText = ({ base, quote, rate, day, source }: Said): string =>
    t('rates.ui.at', { base: `1 ${base}`, rate: plain(rate), quote, day: formats.edtf(day), source });
  return { plain, rateText };
}
