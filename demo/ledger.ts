import type { CommitmentInput, Entry } from '../src/modules/accords/schemas.ts';
import type { LocalisedText } from '../src/platform/i18n/localised.ts';
import type { Strength } from '../src/vocabulary.ts';
import { org } from './said.ts';

/** What the bulletins say, as a person enters it in the ledger. What a source leaves open stays null. */
const blank = {
  measure: null,
  currency: null,
  target: null,
  comparator: 'ge',
  term: null,
  condition: null,
  conditionState: null,
  beneficiaries: null,
  place: null,
} as const;

/** Keys of organisations. Where the sides agree on something together, all of them owe it and nobody is owed apart. */
export type Parties = { from: readonly string[]; to?: readonly string[] };
/** The one place that the words of a source mean; two places have no key. */
const keyOfPlace: Readonly<Record<string, string>> = {
  Талдықорған: 'taldykorgan',
  Семей: 'semey',
  'Семей, Абай облысы': 'semey',
  Израиль: 'il',
  Қазақстан: 'kz',
};

type Told = Parties & {
  /** The day of the bulletin (`YYYY-MM-DD`), null where it gives none. */
  on: string | null;
  strength?: Strength;
  place?: string;
  term?: string;
  condition?: LocalisedText;
  beneficiaries?: LocalisedText;
  /** ISO 8601 duration: once a year is `P1Y`. */
  per?: string;
  /** The Kazakh title of the commitment of which it is a part; the loader puts its id here. */
  partOf?: string;
};

const partiesOf = ({ from, to = [] }: Parties) => ({ debtors: org(...from), creditors: org(...to) });

/** A condition is unknown until a source says that it is met or not. */
const described = ({ on, strength, place, term, condition, beneficiaries, per, partOf, ...parties }: Told) => ({
  ...blank,
  ...partiesOf(parties),
  strength: strength ?? null,
  place: place ?? null,
  placeKey: keyOfPlace[place ?? ''] ?? null,
  per: per ?? null,
  partOf: partOf ?? null,
  term: term ?? null,
  condition: condition ?? null,
  conditionState: condition ? ('unknown' as const) : null,
  beneficiaries: beneficiaries ?? null,
  statedOn: on,
});

/** One thing to do, or done; without a strength, no promise of it is known. */
export const act = (title: LocalisedText, told: Told): CommitmentInput => ({ ...described(told), kind: 'act', title });

/** Something counted, with no number promised. */
export const counted = (title: LocalisedText, { measure, ...told }: Told & { measure: string }): CommitmentInput => ({
  ...described(told),
  kind: 'measure',
  measure,
  title,
});

/** An exact amount in a currency, as decimal text. */
export const money = (
  title: LocalisedText,
  { amount, currency, ...told }: Told & { amount: string; currency: string },
): CommitmentInput => ({
  ...described(told),
  kind: 'money',
  currency,
  target: { amount, currency },
  comparator: 'eq',
  title,
});

type Figure = { comparator: 'eq' | 'gt'; amount: string; per?: string; place?: string; placeKey?: string };

/** What a place can do, or what is so around it: neither promise nor result. */
export const figure = (kind: 'capacity' | 'context', title: LocalisedText, { per, ...said }: Figure): Entry => ({
  enter: 'capacity',
  capacity: { kind, title, per: per ?? null, asOf: null, ...said },
});

export const promise = (commitment: CommitmentInput): Entry => ({ enter: 'commitment', commitment });

type Done = { amount?: string; comparator?: 'eq' | 'gt'; period?: string };

/** What was done for it. An act counts as one; a period that the source does not give stays open. */
export const done = (of: CommitmentInput, { amount = '1', comparator = 'eq', period }: Done = {}): Entry => ({
  enter: 'delivery',
  of,
  delivery: {
    amount: { amount, currency: null },
    comparator,
    period: period ?? null,
    place: of.place,
    placeKey: of.placeKey ?? null,
    reportedOn: of.statedOn,
  },
});
