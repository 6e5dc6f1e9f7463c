import type { ConsentPurpose, WayOfGiving } from '../consent.ts';
import type { ConsentText, Page } from './types.ts';

/** What is typed about a consent. It lives in the page alone. Pure. */
export type TypedConsent = {
  purpose: ConsentPurpose;
  language: string;
  country: string;
  organisation: string;
  /** Empty: the patient; otherwise the id of a representative. */
  giver: string;
  how: WayOfGiving;
  givenOn: string;
  from: string;
  until: string;
  witness: string;
  supersedes: string;
};

export const nothingGiven = ({ identity }: Page): TypedConsent => ({
  purpose: 'treatment',
  language: identity?.languages[0] ?? identity?.names[0]?.tag ?? 'kk',
  country: '',
  organisation: '',
  giver: '',
  how: 'paper',
  givenOn: '',
  from: '',
  until: '',
  witness: '',
  supersedes: '',
});

/** The newest version in each language. */
export function newestTexts(texts: readonly ConsentText[], purpose: ConsentPurpose): ConsentText[] {
  const newest = new Map<string, ConsentText>();
  for (const text of texts) {
    const known = newest.get(text.language);
    if (text.purpose === purpose && (!known || known.version < text.version)) newest.set(text.language, text);
  }
  return [...newest.values()];
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export const consentTyped = (id: string, typed: TypedConsent, text: string) => ({
  id,
  purpose: typed.purpose,
  receivingCountry: typed.country,
  receivingOrganisation: orNull(typed.organisation),
  text,
  givenBy: typed.giver === '' ? ('patient' as const) : ('representative' as const),
  representative: orNull(typed.giver),
  givenHow: typed.how,
  givenOn: typed.givenOn,
  from: orNull(typed.from),
  until: orNull(typed.until),
  witness: orNull(typed.witness),
  supersedes: orNull(typed.supersedes),
});
