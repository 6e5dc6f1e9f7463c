import type { StatusKey, StrengthKey } from '../design/keys.ts';
import type { LocalisedText, Names } from '../platform/i18n/localised.ts';
import type { Delivery, Ground, Organisation, Partnership, Promised } from './data.ts';

/** What the pages show beside commitments: where they were made, by what, by whom, and where. Days are `YYYY-MM-DD`. */
export const fields = ['health', 'tourism', 'electronics', 'transport', 'agriculture', 'education'] as const;
export type Field = (typeof fields)[number];

export const meetingKinds = ['offered', 'asked', 'agreed', 'informed', 'discussed'] as const;
export const instrumentStates = [
  'proposed',
  'under_negotiation',
  'initialled',
  'signed',
  'in_force',
  'suspended',
  'completed',
  'expired',
  'terminated',
] as const;
export type InstrumentState = (typeof instrumentStates)[number];
export type InstrumentKind =
  | 'memorandum'
  | 'intergovernmental_agreement'
  | 'exchange_of_notes'
  | 'cooperation_plan'
  | 'grant_agreement'
  | 'protocol'
  | 'not_stated';

/** The partnership of a thing, as far as its pages name it. */
export type Within = { slug: string; names: Names };

export type Meeting = {
  id: string;
  partnership: Within;
  isDemo: boolean;
  title: LocalisedText;
  state: 'planned' | 'held' | 'cancelled';
  /** EDTF; null where only the day of the report is known. */
  held: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  /** IANA zone of the hours. */
  zone: string | null;
  reportedOn: string | null;
  manner: 'in_person' | 'online' | 'hybrid' | 'not_stated';
  placeKey: string | null;
};

export type Participant = {
  id: string;
  side: Names | null;
  organisationId: string | null;
  /** As the source or the directory writes it, as of then. */
  name: Names | LocalisedText | null;
  post: Names | LocalisedText | null;
  part: 'head' | 'member' | 'guest';
};

export type Point = {
  id: string;
  side: Names | null;
  kind: (typeof meetingKinds)[number];
  strength: StrengthKey | null;
  wording: LocalisedText;
  commitmentId: string | null;
};

export type MeetingData = {
  meeting: Meeting & { venue: LocalisedText | null; agenda: LocalisedText | null; minutes: LocalisedText | null };
  participants: Participant[];
  points: Point[];
  promised: Promised[];
  organisations: Organisation[];
  grounds: Ground[];
};

export type Instrument = {
  id: string;
  partnership: Within;
  isDemo: boolean;
  kind: InstrumentKind;
  title: LocalisedText;
  parties: string[];
  binding: 'binding' | 'not_binding' | 'not_stated';
  state: InstrumentState;
  /** EDTF: for which years it is made. */
  covers: string | null;
  /** In their order. */
  steps: Step[];
};

export type Step = {
  id: string;
  state: InstrumentState;
  /** EDTF: when it was taken; null where only `knownOn`, the day of a source that shows it, is known. */
  taken: string | null;
  knownOn: string | null;
  manner: LocalisedText | null;
  claimId: string | null;
};

/** What was said of a step instead, and why; a void one says that nothing of the kind happened. */
export type StepCorrection = Pick<Step, 'id' | 'state' | 'taken' | 'knownOn'> & {
  isVoid: boolean;
  reason: LocalisedText;
};

export type Signatory = {
  id: string;
  organisationId: string;
  name: Names | LocalisedText | null;
  post: Names | LocalisedText | null;
  signed: string | null;
};

export type Article = { id: string; number: string; title: LocalisedText | null; wording: LocalisedText | null };

export type InstrumentData = {
  instrument: Instrument & {
    languages: string[];
    parentRelation: 'carries_out' | 'amends' | 'replaces' | 'belongs_to' | null;
    parentTitle: LocalisedText | null;
    parent: { id: string; title: LocalisedText } | null;
  };
  children: Instrument[];
  signatories: Signatory[];
  articles: Article[];
  stepCorrections: StepCorrection[];
  /** Which article each promise is made under. */
  promised: (Promised & { article: string | null })[];
  organisations: Organisation[];
  /** Of the instrument, of its steps, and of its promises. */
  grounds: Ground[];
  /** The quotes that its steps name, which need not be grounds of it. */
  stepGrounds: Ground[];
};

/**
 * How many commitments of a partnership stand how: real and demonstration apart. `unpromised`: so many of those with no target were
 * done without a promise that is known.
 */
export type Counts = Partial<Record<StatusKey | 'unpromised', number>>;

/** A partnership as the overview of all of them has it. */
export type Outline = {
  id: string;
  slug: string;
  names: Names;
  isDemo: boolean;
  /** ISO 3166-1 alpha-2, without Kazakhstan. */
  countries: string[];
  /** Keys of places. */
  places: string[];
  fields: Field[];
  real: Counts;
  demo: Counts;
};

export type OrganisationData = {
  organisation: Organisation & { website: string | null; placeKey: string | null; identifiers: Record<string, string> };
  partnerships: Within[];
  /** One page of what it owes or is owed. */
  promised: Promised[];
  owes: number;
  owed: number;
  /** Counted no further than `countedTo`. */
  role: 'owes' | 'owed';
  page: number;
  gave: (Delivery & { promise: Promised })[];
  posts: {
    id: string;
    names: Names;
    title: Names;
    since: string | null;
    until: string | null;
    seenOn: string | null;
  }[];
  meetings: Meeting[];
  instruments: Instrument[];
  organisations: Organisation[];
  grounds: Ground[];
};

export type PlaceData = {
  key: string;
  partnerships: Within[];
  meetings: Meeting[];
  promised: Promised[];
  deliveries: (Delivery & { promise: Promised })[];
  seated: Organisation[];
  organisations: Organisation[];
  grounds: Ground[];
};

/** Partnerships that have something in common: a partner country, or a field. */
export type GroupData = {
  about: { kind: 'country'; code: string } | { kind: 'field'; field: Field };
  outlines: Outline[];
  partnerships: Partnership[];
  promised: Promised[];
  meetings: Meeting[];
  instruments: Instrument[];
  seated: Organisation[];
  organisations: Organisation[];
  grounds: Ground[];
};

type Unit = Pick<Promised, 'kind' | 'currency' | 'measure'>;
export type DatedDelivery = Delivery & Unit & { title: LocalisedText };

/** What a partnership did, for its axis: the newest of each kind. */
export type Happened = { meetings: Meeting[]; instruments: Instrument[]; deliveries: DatedDelivery[] };

/** What a search finds beside commitments. */
export type Hit = {
  kind: 'partnership' | 'organisation' | 'instrument' | 'meeting' | 'mission';
  id: string;
  isDemo: boolean;
  title: LocalisedText;
  /** Of a partnership or a mission. */
  slug: string | null;
};
