import type { Language } from './claim.ts';

/**
 * Digits as a number; null where they are no plain number («23.12.2020», «4.5.1»). One separator before exactly three
 * digits parts thousands, unless a scale word follows and the language writes decimals so («1,087 млн»).
 */
export function parseDigits(digits: string, language: Language, scaleFollows: boolean): number | null {
  const compact = digits.replaceAll(/[\s\u00a0\u202f\u2009]/g, '');
  if (compact.length > 40) return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(compact)) return Number(compact);
  if (
    /^\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$/.test(compact) ||
    (language === 'en' && /^\d{1,3},\d{3}(?:\.\d+)?$/.test(compact))
  ) {
    return Number(compact.replaceAll(',', ''));
  }
  if (/^\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?$/.test(compact)) return Number(compact.replaceAll('.', '').replace(',', '.'));
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(compact) && !scaleFollows) return Number(compact.replace(/[.,]/, ''));
  return /^\d+[.,]\d+$/.test(compact) ? Number(compact.replace(',', '.')) : null;
}
