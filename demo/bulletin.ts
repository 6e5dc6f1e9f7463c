import type { CommitmentInput, Entry } from '../src/modules/accords/schemas.ts';
import type { ClaimKind } from '../src/modules/documents/value.ts';
import type { LocalisedText, Names } from '../src/platform/i18n/localised.ts';
import type { DemoInstrument } from './instrument.ts';
import type { DemoMeeting } from './meeting.ts';

/**
 * What an accepted claim enters; what is there already gets one more quote. An equivalent is stated of another amount of
 * the same page; a quote tells more of the commitment with that Kazakh title; a meeting is the one of the partnership; a commitment may stand under the
 * instrument with that Kazakh title.
 */
export type Entered =
  | Entry
  | { enter: 'equivalent'; ofQuote: RegExp }
  | { enter: 'quote'; of: string }
  | ({ enter: 'instrument' } & DemoInstrument)
  | { enter: 'under'; instrument: string; commitment: CommitmentInput }
  | { enter: 'meeting' };

/** The first draft of the kind whose quote matches. */
type Drafted = { kind: ClaimKind; quote: RegExp; entry: Entered };
/** A claim that a person makes of words which the reader passes over. */
type ByHand = { kind: 'delivery' | 'commitment'; words: string; value: object; entry: Entered };
/** What a person of the demonstration does with one claim of a bulletin. */
export type Step = Drafted | ByHand;

export type Bulletin = {
  file: string;
  title: string;
  publisher: string;
  /** All there is in it is decided and published. Without steps its drafts wait for a person. */
  steps?: readonly Step[];
};

export type DemoPartnership = {
  slug: string;
  names: Names;
  summary: LocalisedText;
  /** Of cooperation, as the directory calls them. */
  fields: readonly string[];
  countries: readonly string[];
  /** Keys of `src/platform/place`. */
  places: readonly string[];
  owner: string;
  /** The sign-in that enters what the bulletins say. */
  by: string;
  sides: readonly { names: Names; organisations: readonly string[] }[];
  meeting?: DemoMeeting;
  bulletins: readonly Bulletin[];
};

export const drafted = (kind: ClaimKind, quote: RegExp, entry: Entered): Step => ({ kind, quote, entry });

/** Words of the page that say something was done, or is going on. */
export const told = (words: string, entry: Entered, status: 'completed' | 'ongoing' = 'completed'): Step => ({
  kind: 'delivery',
  words,
  value: { status, what: words },
  entry,
});

export const publishers = {
  kk: 'Демонстрациялық бюллетень',
  uz: 'Намойиш бюллетени',
  ru: 'Демонстрационный бюллетень',
  en: 'Demonstration bulletin',
};
