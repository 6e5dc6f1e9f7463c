import type { LocalisedText, Names } from '../../../platform/i18n/shown.ts';
import { type Tag, readLocalised } from '../../../web/kit/localisedDraft.ts';
import type { bindings, instrumentKinds, relations } from '../instrument.ts';
import type { InstrumentInput } from '../schemas.ts';
import type { Instrument } from './types.ts';

/** What is being typed about an instrument, and how it is sent. */
export type SignatoryTyped = {
  organisation: string;
  person: string | null;
  name: string;
  /** Versions of the name in other languages, which this form leaves as they are. */
  names: Names;
  post: LocalisedText;
  signed: string;
};
export type InstrumentTyped = {
  kind: (typeof instrumentKinds)[number];
  title: LocalisedText;
  parties: string[];
  binding: (typeof bindings)[number];
  relation: '' | (typeof relations)[number];
  parent: string;
  parentTitle: LocalisedText;
  languages: Tag[];
  covers: string;
  signatories: SignatoryTyped[];
};

export const nothingTyped: InstrumentTyped = {
  kind: 'memorandum',
  title: {},
  parties: [],
  binding: 'not_stated',
  relation: '',
  parent: '',
  parentTitle: {},
  languages: [],
  covers: '',
  signatories: [],
};

export const typedOf = (found: Instrument, locale: Tag): InstrumentTyped => ({
  kind: found.kind,
  title: found.title,
  parties: found.parties,
  binding: found.binding,
  relation: found.parent?.relation ?? '',
  parent: found.parent?.id ?? '',
  parentTitle: found.parent && found.parent.id === null ? found.parent.title : {},
  languages: found.languages as Tag[],
  covers: found.covers ?? '',
  signatories: found.signatories.map(({ organisation, person, name, post, signed }) => ({
    organisation,
    person,
    name: name?.[locale] ?? '',
    names: name ?? {},
    post: post ?? {},
    signed: signed ?? '',
  })),
});

export const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

function namesOf({ name, names }: SignatoryTyped, locale: Tag): Names | null {
  const { [locale]: _before, ...others } = names;
  const all = name.trim() === '' ? others : { ...others, [locale]: name.trim() };
  return Object.keys(all).length > 0 ? all : null;
}

/** As the server takes it. A parent that is chosen goes before one in words. */
export function askedBy(typed: InstrumentTyped, locale: Tag): InstrumentInput {
  const { kind, title, parties, binding, relation, parent, parentTitle, languages, covers, signatories } = typed;
  const words = parent === '' ? readLocalised(parentTitle) : null;
  return {
    kind,
    parties,
    binding,
    languages,
    title: readLocalised(title) ?? {},
    parent: relation === '' ? null : { relation, id: orNull(parent), title: words },
    covers: orNull(covers),
    signatories: signatories.map((each) => ({
      organisation: each.organisation,
      person: each.person,
      name: namesOf(each, locale),
      post: readLocalised(each.post),
      signed: orNull(each.signed),
    })),
  };
}
