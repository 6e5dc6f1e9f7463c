import type { Locale } from './locales.ts';
import type { Catalogue } from './translate.ts';

const loaders = {
  kk: () => import('../../generated/messages.kk.json', { with: { type: 'json' } }),
  ru: () => import('../../generated/messages.ru.json', { with: { type: 'json' } }),
  en: () => import('../../generated/messages.en.json', { with: { type: 'json' } }),
} satisfies Record<Locale, () => Promise<{ default: unknown }>>;

/** The messages of one language, fetched when it is first needed: a browser loads one language, not all. */
export const loadCatalogue = async (locale: Locale): Promise<Catalogue> =>
  (await loaders[locale]()).default as unknown as Catalogue;
