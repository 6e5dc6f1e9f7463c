import { type Comparator, type Strength, strengths } from '../vocabulary.ts';

export { type Comparator, type Strength, strengths };

/** The languages the reader knows. `und`: a page in another language; digits, ISO dates and ISO currencies are still read. */
export type Language = 'kk' | 'uz-Cyrl' | 'ru' | 'en' | 'und';

/** EDTF text with the precision of the source: `2018`, `2020-12`, `2020-12-23`, `XXXX-04-10` (no year in the source). */
export type EdtfDate = string;

/** Half-open range of UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `amount` is a plain decimal without exponent or separators; `currency` is ISO 4217. */
export interface MoneyValue {
  readonly amount: string;
  readonly currency: string;
  readonly comparator: Comparator;
  /** `equivalent`: the source restates another amount in this currency; a claim of the source, never a rate. */
  readonly role?: 'grant' | 'equivalent' | 'loan' | 'investment' | 'cost';
  /** Identifier of the money claim that this one restates. */
  readonly equivalentOf?: string;
}

export type Measure =
  | 'people_seen'
  | 'people_treated'
  | 'people_operated'
  | 'people_consulted'
  | 'people_trained'
  | 'participants'
  | 'operations'
  | 'consultations'
  | 'master_classes'
  | 'courses'
  | 'conferences'
  | 'scholarships'
  | 'specialists'
  | 'devices'
  | 'beds'
  | 'doses'
  | 'facilities'
  | 'inhabitants';

/** A stretch of time: `from`/`until` are null where the source leaves them open. */
export interface PeriodValue {
  readonly from: EdtfDate | null;
  readonly until: EdtfDate | null;
  /** ISO 8601 duration, such as `P2Y`, when the source gives a length instead of ends. */
  readonly duration?: string;
  /** The ends were worked out from the publication date or from a date earlier in the text. */
  readonly relative?: true;
  readonly role: 'result_period' | 'instrument_term' | 'delivery_period' | 'other';
}

interface Quantity {
  /** A finite number, exact as a JavaScript number. */
  readonly value: number;
  readonly comparator: Comparator;
  /** Upper end of a range («10–15 адам»): then `value` is the lower end and `comparator` is `ge`. */
  readonly max?: number;
  /** The noun phrase counted, as in the source; a known noun without its case ending («адам», not «адамды»). */
  readonly what: string;
  readonly measure?: Measure;
  /** ISO 8601 duration: 800 a year is `P1Y`. */
  readonly per?: string;
  readonly places?: readonly string[];
}

/** `planned`: the sentence speaks of the future; it is a target at most, never a result. */
export interface CountValue extends Quantity {
  readonly role: 'result' | 'planned' | 'participants' | 'demographic' | 'frequency';
  readonly period?: PeriodValue;
}

/** What a place can do; neither a commitment nor a result. */
export interface CapacityValue extends Quantity {
  readonly role: 'capacity';
}

export interface DateValue {
  readonly edtf: EdtfDate;
  readonly precision: 'day' | 'month' | 'year';
  readonly role: 'published' | 'deadline' | 'instrument_signed' | 'event';
  readonly modifier?: 'by' | 'until' | 'from' | 'after';
  /** Worked out from the publication date («this year»). */
  readonly relative?: true;
}

export type InstrumentType =
  | 'memorandum'
  | 'agreement'
  | 'contract'
  | 'protocol'
  | 'plan'
  | 'roadmap'
  | 'declaration'
  | 'exchange_of_notes'
  | 'grant'
  | 'loan'
  | 'programme'
  | 'document';

export interface InstrumentValue {
  readonly type: InstrumentType;
  /** Null: the sentence names the instrument without saying what was done about it. */
  readonly strength: Strength | null;
  /** Under negotiation, or a draft, by the sentence. */
  readonly draft?: true;
  readonly title?: string;
  readonly date?: EdtfDate;
  readonly term?: { readonly from: EdtfDate; readonly until: EdtfDate };
}

export interface CommitmentValue {
  readonly strength: Strength;
  /** The clause as in the source. */
  readonly what: string;
  readonly deadline?: EdtfDate;
  /** The clause that makes it conditional, as in the source. */
  readonly condition?: string;
  readonly speaker?: string;
  /** ISO 8601 duration: promised once in each such period. */
  readonly per?: string;
  /** Identifiers of the figures inside the clause. */
  readonly figures?: readonly string[];
}

export interface DeliveryValue {
  readonly status: 'completed' | 'ongoing';
  readonly what: string;
  readonly period?: PeriodValue;
  readonly figures?: readonly string[];
}

export interface ClaimValues {
  readonly money: MoneyValue;
  readonly count: CountValue;
  readonly capacity: CapacityValue;
  readonly date: DateValue;
  readonly period: PeriodValue;
  readonly instrument: InstrumentValue;
  readonly commitment: CommitmentValue;
  readonly delivery: DeliveryValue;
}
export type ClaimKind = keyof ClaimValues;

interface ClaimFrame extends Span {
  /** Stable for the same bytes and hints: kind and running number, such as `count-1`. */
  readonly id: string;
  /** The words read. Plain text: exactly `text.slice(start, end)`. HTML: those words without tags and entities. */
  readonly quote: string;
  readonly sentence: Span;
  readonly language: Language;
  /** The rule that proposed the claim, such as `counts/measure-noun`. */
  readonly stage: string;
  /** 0..1, for ordering and for what to tick beforehand; not a probability. */
  readonly confidence: number;
}

/** A drafted claim: `kind` tells the shape of `value`. */
export type Claim = {
  readonly [K in ClaimKind]: ClaimFrame & { readonly kind: K; readonly value: ClaimValues[K] };
}[ClaimKind];

export type Furniture =
  | 'menu'
  | 'rates'
  | 'weather'
  | 'counter'
  | 'date'
  | 'credit'
  | 'share'
  | 'section'
  | 'related'
  | 'phone';

/** A piece of the page in reading order. Only a `phone` block lies inside another block. */
export interface Block extends Span {
  readonly kind: 'title' | 'paragraph' | 'furniture';
  readonly furniture?: Furniture;
  /** The words read, without tags and entities. */
  readonly text: string;
}

export interface ReadProblem {
  /**
   * `empty`: no words to read. `broken-encoding`: bytes that are not valid in the encoding, read as U+FFFD.
   * `number-too-large`: a number left out because it is beyond any real figure. `number-unclear`: number words that
   * do not form a number. `language-unknown`: none of the languages the reader knows.
   */
  readonly code: 'empty' | 'broken-encoding' | 'number-too-large' | 'number-unclear' | 'language-unknown';
  readonly start?: number;
  readonly end?: number;
}

/** What a mark-up language or a layout says about a stretch of the read text. */
export interface Region extends Span {
  readonly kind: 'heading' | 'furniture' | 'link';
}

export interface ReadHints {
  /** Without it, text that begins like HTML is read as HTML. */
  readonly mediaType?: 'text/plain' | 'text/html';
  /** What the layout of a paper says about stretches of its decoded text: headings, and page numbers as furniture. */
  readonly regions?: readonly Region[];
  /** WHATWG encoding label, such as the charset of the HTTP response. A byte order mark overrules it. */
  readonly encoding?: string;
  /** ISO date (day of intake). Stands in for a publication date that the page does not give, for «this year» only. */
  readonly today?: string;
}

export interface Reading {
  readonly encoding: string;
  readonly mediaType: 'text/plain' | 'text/html';
  readonly language: Language;
  /** The decoded source, byte order mark removed. All offsets are UTF-16 code units of this text. */
  readonly text: string;
  readonly blocks: readonly Block[];
  /** From the page's furniture, or from its metadata. */
  readonly published: EdtfDate | null;
  /** In the order of the text. */
  readonly claims: readonly Claim[];
  readonly problems: readonly ReadProblem[];
}
