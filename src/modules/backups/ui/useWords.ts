import { useLanguage } from '../../../platform/i18n/react.ts';

const zone = 'Asia/Almaty';

/** Moments, sizes and spans in the reader's language. */
export function useWords() {
  const { t, formats } = useLanguage();
  return {
    moment: (at: string): string => formats.moment(new Date(at), zone),
    size: (bytes: number): string => `${formats.number(Math.round(bytes / 100_000) / 10)} MB`,
    /** Between two moments, in the largest unit that says enough. */
    span: (from: string, to: string): string => {
      const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
      if (seconds < 120) return t('backups.ui.span.seconds', { count: formats.number(seconds) });
      if (seconds < 7200) return t('backups.ui.span.minutes', { count: formats.number(Math.round(seconds / 60)) });
      return t('backups.ui.span.hours', { count: formats.number(Math.round(seconds / 3600)) });
    },
  };
}
