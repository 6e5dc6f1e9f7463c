import type { Locale } from '../platform/i18n/locales.ts';
import type { Search } from './search.ts';

/** Where the public pages are: the part behind the language is the same in all of them. */
export const homePath = '';
export const aboutPath = '/about-the-figures';
export const partnershipPath = (slug: string): string => `/partnerships/${slug}`;
export const commitmentPath = (id: string): string => `/commitments/${id}`;

/** The address of a page in a language. */
export const addressOf = (locale: Locale, path: string, query = ''): string =>
  `/${locale}${path}${query === '' ? '' : `?${query}`}`;

/** The same page as data. */
export const dataAddress = (locale: Locale, path: string, form: { as: 'csv' | 'json'; query?: string }): string =>
  addressOf(locale, `${path}.${form.as}`, form.query ?? '');

/** A search as a query string; only what differs from the start. */
export function queryOf({ text, status, organisation, page }: Omit<Search, 'words'>): string {
  const fields = new URLSearchParams();
  if (text !== '') fields.set('q', text);
  if (status !== null) fields.set('status', status);
  if (organisation !== null) fields.set('organisation', organisation);
  if (page > 1) fields.set('page', String(page));
  return fields.toString();
}
