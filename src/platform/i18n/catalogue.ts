import { texts } from '../../generated/texts.ts';
import type { Locale } from './locales.ts';
import type { Catalogue } from './translate.ts';

/** The texts of one module's pages, or of every page (`shell`). */
export type Part = keyof (typeof texts)[Locale];

const catalogues = new Map<Locale, Record<string, unknown>>();
const fetched = new Map<string, Promise<void>>();
const needed = new Set<Part>(['shell']);
const spoken = new Set<Locale>();

async function fetchPart(locale: Locale, part: Part): Promise<void> {
  const { default: messages } = await texts[locale][part]();
  const catalogue = catalogues.get(locale) ?? {};
  catalogues.set(locale, Object.assign(catalogue, messages));
}

/** Fetches a part once; one that did not arrive is asked for again the next time. */
function partIn(locale: Locale, part: Part): Promise<void> {
  const name = `${locale}.${part}`;
  const known = fetched.get(name);
  if (known) return known;
  const coming = fetchPart(locale, part).catch((error: unknown) => {
    fetched.delete(name);
    throw error;
  });
  fetched.set(name, coming);
  return coming;
}

/**
 * The texts of one language, as far as pages have needed them: a browser loads one language, not all. The object stays
 * the same and grows, so that what was made with it knows the parts that come later.
 */
export async function loadCatalogue(locale: Locale): Promise<Catalogue> {
  spoken.add(locale);
  await Promise.all([...needed].map((part) => partIn(locale, part)));
  return catalogues.get(locale) as unknown as Catalogue;
}

/** Fetches the texts that a page is about to say, in the languages spoken here. */
export async function needTexts(parts: readonly Part[]): Promise<void> {
  for (const part of parts) needed.add(part);
  await Promise.all([...spoken].flatMap((locale) => parts.map((part) => partIn(locale, part))));
}
