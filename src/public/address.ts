import type { Locale } from '../platform/i18n/locales.ts';
import type { Search } from './search.ts';

/** Where the public pages are: the part behind the language is the same in all of them. */
export const homePath = '';
export const aboutPath = '/about-the-figures';
export const partnershipPath = (slug: string): string => `/partnerships/${slug}`;
export const commitmentPath = (id: string): string => `/commitments/${id}`;
export const meetingPath = (id: string): string => `/meetings/${id}`;
export const instrumentPath = (id: string): string => `/instruments/${id}`;
export const organisationPath = (id: string): string => `/organisations/${id}`;
export const placePath = (key: string): string => `/places/${key}`;
export const partnerPath = (country: string): string => `/partners/${country}`;
export const fieldPath = (field: string): string => `/fields/${field}`;
export const correctionsPath = '/corrections';
export const dataPath = '/data';
export const feedPath = '/feed.xml';
export const partnershipFeedPath = (slug: string): string => `/partnerships/${slug}/feed.xml`;

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
