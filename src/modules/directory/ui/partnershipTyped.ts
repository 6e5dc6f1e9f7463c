import type { LocalisedText } from '../../../platform/i18n/shown.ts';
import { readLocalised } from '../../../web/kit/localisedDraft.ts';
import type { cooperationFields, Publishable, SideRole } from '../partnership.ts';
import { namesOf, type NamesTyped, typedOf } from './names.ts';
import type { Partnership } from './types.ts';

/** A partnership as it is being changed. */
export type SideEdited = { id: string; names: NamesTyped; role: SideRole; mayPublish: Publishable[] };
export type PartnershipTyped = {
  names: NamesTyped;
  summary: LocalisedText;
  visibility: 'partnership' | 'public';
  fields: (typeof cooperationFields)[number][];
  countries: string;
  places: string[];
  languages: string[];
  since: string;
  sides: SideEdited[];
};

export const partnershipTyped = (it: Partnership): PartnershipTyped => ({
  names: typedOf(it.names),
  summary: it.summary,
  visibility: it.visibility,
  fields: it.fields,
  countries: it.countries.join(' '),
  places: it.places,
  languages: it.languages,
  since: it.since ?? '',
  sides: it.sides.map(({ id, names, role, mayPublish }) => ({ id, names: typedOf(names), role, mayPublish })),
});

/** What is sent of it. */
export const changeOf = (typed: PartnershipTyped, before: Partnership) => ({
  names: namesOf(typed.names),
  summary: readLocalised(typed.summary) ?? before.summary,
  visibility: typed.visibility,
  fields: typed.fields,
  countries: [...new Set(typed.countries.toUpperCase().match(/[A-Z]+/g) ?? [])],
  places: typed.places,
  languages: typed.languages as ('kk' | 'ru' | 'en')[],
  since: typed.since.trim() === '' ? null : typed.since.trim(),
  sides: typed.sides.map(({ names, ...side }) => ({ ...side, names: namesOf(names) })),
});

/** A choice of several with one more or one less, in the order in which they are offered. */
export const toggled = <T extends string>(all: readonly T[], chosen: readonly T[], one: T): T[] =>
  all.filter((each) => (each === one ? !chosen.includes(one) : chosen.includes(each)));
