/** When a consent stands, what ends it, and whom it lets in. Pure; `consent_stands` and `consent_covers` are its twins in SQL. */
export const consentPurposes = [
  'treatment',
  'papers_abroad',
  'teleconsultation',
  'images_for_training',
  'research',
  'public_story',
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];
/** The purposes for which a record itself is opened; the others allow a use, and open nothing. */
export const carePurposes: readonly ConsentPurpose[] = ['treatment', 'papers_abroad', 'teleconsultation'];

export const givers = ['patient', 'representative'] as const;
export type Giver = (typeof givers)[number];
export const waysOfGiving = ['paper', 'passkey', 'sms', 'spoken'] as const;
export type WayOfGiving = (typeof waysOfGiving)[number];

export const consentStates = ['to_come', 'stands', 'ended', 'superseded', 'withdrawn'] as const;
export type ConsentState = (typeof consentStates)[number];

export type Stretch = {
  /** Null: from the beginning. */
  from: Date | null;
  /** Null: no end. The first moment at which it no longer stands. */
  until: Date | null;
  /** How it was ended before its time. */
  end: 'withdrawn' | 'superseded' | null;
};

/** Where a consent is in its life at a moment. What a person ended stays ended, whatever its dates say. */
export function consentState({ from, until, end }: Stretch, now: Date): ConsentState {
  if (end) return end;
  if (until && until <= now) return 'ended';
  return from && from > now ? 'to_come' : 'stands';
}

/** What people may do with a consent; time does the rest. A consent is never changed and never revived. */
export const consentMoves = ['withdraw', 'supersede'] as const;
export type ConsentMove = (typeof consentMoves)[number];
export const consentTransitions: Readonly<Record<ConsentState, Readonly<Partial<Record<ConsentMove, ConsentState>>>>> =
  {
    to_come: { withdraw: 'withdrawn', supersede: 'superseded' },
    stands: { withdraw: 'withdrawn', supersede: 'superseded' },
    // Saying no to what has ended anyway is still a person's word.
    ended: { withdraw: 'withdrawn' },
    superseded: {},
    withdrawn: {},
  };

/** Where a move leads; null where it is not possible. */
export const consentMoved = (state: ConsentState, move: ConsentMove): ConsentState | null =>
  consentTransitions[state][move] ?? null;

type Receiver = { country: string; organisation: string };
type Given = { purpose: ConsentPurpose; receivingCountry: string; receivingOrganisation: string | null };

/** Whether a consent lets this organisation take part in care: named, or any of the country it was given for. */
export const covers = ({ purpose, receivingCountry, receivingOrganisation }: Given, receiver: Receiver): boolean =>
  carePurposes.includes(purpose) &&
  receivingCountry === receiver.country &&
  (receivingOrganisation === null || receivingOrganisation === receiver.organisation);

type Representative = { validFrom: string | null; validUntil: string | null };
/** Whether a representative may speak on a day (`YYYY-MM-DD`, both ends included). */
export const mayRepresent = ({ validFrom, validUntil }: Representative, day: string): boolean =>
  (validFrom === null || validFrom <= day) && (validUntil === null || validUntil >= day);

export type GivingRefusal =
  | 'representative-unknown'
  | 'representative-not-then'
  | 'ends-before-it-begins'
  | 'given-in-the-future'
  | 'witness-missing';
type Giving = {
  givenBy: Giver;
  givenHow: WayOfGiving;
  givenOn: string;
  from: string | null;
  until: string | null;
  witness: string | null;
};

/** Why a consent cannot be recorded as it was told; null where it can. @param who the representative it names, if any */
export function whyNotGiven(giving: Giving, who: Representative | undefined, today: string): GivingRefusal | null {
  const { givenBy, givenHow, givenOn, from, until, witness } = giving;
  if (givenOn > today) return 'given-in-the-future';
  if (until !== null && until < (from ?? givenOn)) return 'ends-before-it-begins';
  if (givenHow === 'spoken' && witness === null) return 'witness-missing';
  if (givenBy === 'patient') return null;
  if (!who) return 'representative-unknown';
  return mayRepresent(who, givenOn) ? null : 'representative-not-then';
}
