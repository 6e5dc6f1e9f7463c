import type { StatusKey, StrengthKey } from '../design/keys.ts';
import type { Comparator } from '../platform/i18n/compared.ts';
import type { LocalisedText, Names } from '../platform/i18n/localised.ts';
import type { Search } from './search.ts';
import type { Happened, Hit, Outline } from './things.ts';

/** What the public pages show: values as they were read, formatted by nobody yet. Days are `YYYY-MM-DD`. */
export type Organisation = {
  id: string;
  kind: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  place: string | null;
  names: Names;
  isDemo: boolean;
};

export type Measure = { key: string; names: Names; aggregation: 'additive' | 'distinct' };

/** A commitment as a row of a list. Amounts are counts, or minor units of `currency`. */
export type Promised = {
  id: string;
  partnership: { slug: string; names: Names };
  isDemo: boolean;
  kind: 'money' | 'measure' | 'act';
  title: LocalisedText;
  measure: Measure | null;
  currency: string | null;
  target: bigint | null;
  comparator: Comparator;
  /** Null: something was done, and no promise of it is known. */
  strength: StrengthKey | null;
  debtors: string[];
  creditors: string[];
  /** EDTF. */
  term: string | null;
  termLast: string | null;
  place: string | null;
  condition: LocalisedText | null;
  deliveries: number;
  /** What the deliveries state together: their sum, of a distinct measure the largest. */
  delivered: bigint;
  deliveredAs: Comparator;
  /** What that proves at least: what the status rests on. */
  proven: bigint;
  statedOn: string | null;
  reportedOn: string | null;
  verdict: 'on_track' | 'at_risk' | 'late' | null;
  verdictOn: string | null;
  withdrawnOn: string | null;
  /** The target is for each such period (ISO 8601 duration), not in total. */
  per: string | null;
  conditionState: 'met' | 'unmet' | 'unknown' | null;
  replacedBy: string | null;
  /** Of so many places and periods the sides say different figures. */
  differences: number;
  /** Counted within the whole that it is part of. */
  isPart: boolean;
  /** Of the table of places. */
  placeKey: string | null;
  status: StatusKey;
};

/** A quote with its citation, and the figure it is the ground of. */
export type Ground = {
  claimId: string;
  part: 'target' | 'statement' | 'equivalent' | 'delivered' | 'capacity' | 'condition';
  commitmentId: string | null;
  deliveryId: string | null;
  capacityId: string | null;
  meetingId: string | null;
  instrumentId: string | null;
  isDemo: boolean;
  kind: string;
  value: Record<string, unknown>;
  quote: string;
  sentence: string;
  /** Where the quote begins in the sentence. */
  quoteOffset: number;
  language: string;
  title: string;
  publisher: string | null;
  address: string | null;
  /** EDTF. */
  publishedOn: string | null;
  publishedFirst: string | null;
  takenInAt: Date;
  sha256: string;
};

export type Delivery = {
  id: string;
  commitmentId: string;
  isDemo: boolean;
  amount: bigint;
  comparator: Comparator;
  /** EDTF. */
  period: string | null;
  place: string | null;
  reportedOn: string | null;
  isFromRecords: boolean;
};

export type Confirmation = { deliveryId: string; organisationId: string; confirmedAs: 'giver' | 'receiver'; at: Date };

export type Assessment = {
  id: string;
  verdict: 'on_track' | 'at_risk' | 'late';
  reasons: LocalisedText | null;
  trueOn: string;
};

export type Capacity = {
  id: string;
  isDemo: boolean;
  title: LocalisedText;
  amount: bigint;
  comparator: Comparator;
  /** ISO 8601 duration: 800 a year is `P1Y`. */
  per: string | null;
  /** What a place can do, or what is so around it, such as its population. */
  kind: 'capacity' | 'context';
  /** EDTF: as of when. */
  asOf: string | null;
  place: string | null;
  placeKey: string | null;
};

export type Side = { id: string; names: Names; organisations: string[] };

export type Partnership = {
  id: string;
  slug: string;
  names: Names;
  summary: LocalisedText;
  isDemo: boolean;
  sides: Side[];
};

/** Counted for real and for demonstration rows apart. */
export type Tally = { open: number; kept: number; silent: number; all: number; countries: string[] };

export type HomePartnership = Partnership & { total: number; promised: Promised[] };

export type HomeData = {
  search: Search;
  /** Every public partnership with its counts. */
  outlines: readonly Outline[];
  real: Tally;
  demo: Tally;
  partnerships: HomePartnership[];
  /** Whether there are partnerships after these. */
  more: boolean;
  silent: Promised[];
  newest: Ground[];
  organisations: Organisation[];
  grounds: Ground[];
};

export type FoundData = {
  search: Search;
  /** Beside commitments: on the first page of a search by words. */
  hits: Hit[];
  found: Promised[];
  /** How many match, counted no further than `countedTo`. */
  total: number;
  /** The organisation that was asked for. */
  organisation: Organisation | null;
  organisations: Organisation[];
  grounds: Ground[];
};

export type PartnershipData = {
  partnership: Partnership;
  promised: Promised[];
  total: number;
  page: number;
  counts: Partial<Record<StatusKey, number>>;
  capacities: Capacity[];
  deliveries: Delivery[];
  happened: Happened;
  organisations: Organisation[];
  grounds: Ground[];
};

/** Beyond this the pages do not count: “more than 1,000”. */
export const countedTo = 1000;
export const rowsPerPage = 20;
