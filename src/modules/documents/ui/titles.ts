import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { tagOf } from './languageName.ts';

type Titled = { title: string; titles: LocalisedText | null; language: string };

/** A document's title with its translations, as `LocalisedTextView` takes it; a title in no language of ours stays alone. */
export function titleText({ title, titles, language }: Titled): LocalisedText {
  return { ...titles, [tagOf(language) ?? 'kk']: { text: title, by: 'person' } };
}
