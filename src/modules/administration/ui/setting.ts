export type Words = { kk: string; ru: string; en: string };
export const languages = ['kk', 'ru', 'en'] as const;

/** What a setting says in each language; nothing where it says none. */
export function wordsOf(value: unknown): Words {
  const held = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof Words, unknown>>;
  const said = (locale: keyof Words): string => (typeof held[locale] === 'string' ? held[locale] : '');
  return { kk: said('kk'), ru: said('ru'), en: said('en') };
}
