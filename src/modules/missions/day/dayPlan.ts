import type { LocalisedText } from '../../../platform/i18n/shown.ts';

/** What a device takes with it before the network is gone: the plan of its mission, and who is booked. */
export type DayPlan = {
  mission: {
    id: string;
    slug: string;
    title: LocalisedText;
    languages: string[];
    state: string;
    /** For how many days after everything is safe a device keeps what it has. */
    keepDays?: number;
    isDemo: boolean;
    /** Names by language. */
    host: Record<string, string>;
    visitors: Record<string, string>[];
  };
  venues: { id: string; name: LocalisedText; zone: string; address: LocalisedText }[];
  rooms: { id: string; venue: string; name: string }[];
  /** From and to by the clock of the venue, `09:00`. */
  sessions: {
    id: string;
    room: string;
    day: string;
    starts: string;
    ends: string;
    specialty: string;
    clinician: string | null;
  }[];
  /** Who sees people here, and by which permission: their own, or that of who answers for them. */
  clinicians: {
    id: string;
    name: string;
    organisation: string;
    specialty: string;
    answeredForBy: string | null;
    permission: { authority: string; number: string; from: string; until: string | null } | null;
  }[];
  bookings: DayBooking[];
};

/**
 * Somebody who is booked. Their visit has the id of the booking: two devices at which they arrive speak of one visit without having
 * met. Who was erased is not in it.
 */
export type DayBooking = {
  id: string;
  state: string;
  day: string;
  /** By which the code of a ticket is known: the first nine bytes of its SHA-256 in base64url, twelve signs. */
  codeHash: string;
  /** Of the ticket, such as 17 of `A-017`. */
  number: number;
  specialty: string;
  session: string;
  startsAt: string;
  language: string;
  name: string;
  birthYear: number;
  phone: string;
  complaint: string;
  /** Whether they have one of the places that are kept. */
  kinds: readonly string[];
  representative: string | null;
};
