import { type LocalisedText, type Names, type NameTag, nameTags } from '../../../platform/i18n/shown.ts';
import { type Locale, locales } from '../../../platform/i18n/locales.ts';

/** A name as it is being typed, in every language and script; empty where nobody has typed. */
export type NamesTyped = Record<NameTag, string>;
export type SideTyped = { names: NamesTyped; organisations: string[] };

export const noNames = Object.fromEntries(nameTags.map((tag) => [tag, ''])) as NamesTyped;

/** The same as typed text, for a form that changes what is there. */
export const typedOf = (names: Names): NamesTyped => ({ ...noNames, ...names });

const filled = <Tag extends NameTag>(typed: NamesTyped, tags: readonly Tag[]): [Tag, string][] =>
  tags.flatMap((tag): [Tag, string][] => (typed[tag].trim() === '' ? [] : [[tag, typed[tag].trim()]]));

export const namesOf = (typed: NamesTyped): Names => Object.fromEntries(filled(typed, nameTags));

/** Typed by a person, in whichever languages. */
export const textsOf = (typed: NamesTyped): LocalisedText =>
  Object.fromEntries(filled<Locale>(typed, locales).map(([locale, text]) => [locale, { text, by: 'person' as const }]));

/** An address made of the English name; empty where there is none to make it of. */
export const slugOf = ({ en }: NamesTyped): string =>
  en
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 80);

/** One name a line, as people type a list of them. */
export const linesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];
