import { defaultLocale, isLocale, type Locale } from '../../platform/i18n/locales.ts';

/** What a person chose on this device. It travels as a cookie, so that the server's first page already has it: no flash. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const themeCookie = 'yntymaq-theme';
export const languageCookie = 'yntymaq-language';

const aYear = 31_536_000;
const isTheme = (text: unknown): text is Theme => themes.some((theme) => theme === text);

function remember(name: string, value: string): void {
  // oxlint-disable-next-line unicorn/no-document-cookie -- the Cookie Store API is not in every browser that must work
  document.cookie = `${name}=${value}; path=/app; max-age=${aYear}; samesite=lax`;
}

/** The value of one cookie in a Cookie header; undefined where it is not there. */
export const cookieIn = (header: string, name: string): string | undefined =>
  header
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)?.[1];

/** The theme that a Cookie header asks for. */
export const themeOf = (header: string): Theme => {
  const chosen = cookieIn(header, themeCookie);
  return isTheme(chosen) ? chosen : 'system';
};

/** The language of the page as the server wrote it. */
export const languageOfPage = (): Locale => {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : defaultLocale;
};

export function rememberLanguage(locale: Locale): void {
  document.documentElement.lang = locale;
  remember(languageCookie, locale);
}

export const themeOfPage = (): Theme => {
  const { theme } = document.documentElement.dataset;
  return isTheme(theme) ? theme : 'system';
};

export function rememberTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  remember(themeCookie, theme);
}
