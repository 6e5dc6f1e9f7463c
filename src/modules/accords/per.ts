import type { Translator } from '../../platform/i18n/translate.ts';

/** A period as it stands behind a figure: a year, every 6 months. `per` is an ISO 8601 duration of one unit. Pure. */
export function perText(t: Translator, per: string): string {
  const [, digits = '1', unit = 'Y'] = /^P(\d{1,4})([YMWD])$/.exec(per) ?? [];
  const count = Number(digits);
  switch (unit) {
    case 'Y':
      return t('accords.per.years', { count });
    case 'M':
      return t('accords.per.months', { count });
    case 'W':
      return t('accords.per.weeks', { count });
    default:
      return t('accords.per.days', { count });
  }
}
