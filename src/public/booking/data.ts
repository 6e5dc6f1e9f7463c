import type { Kind, Specialty } from '../../modules/missions/booking.ts';
import type { LocalisedText, Names } from '../../platform/i18n/shown.ts';
import type { Spoken } from '../../platform/i18n/guestLocales.ts';
import type { SpokenAsk } from '../spoken/address.ts';

/** What the pages of missions and of tickets have: values as they were read, formatted by nobody. */
export type BookingAsk = SpokenAsk<Spoken>;

export type MissionRow = {
  id: string;
  slug: string;
  title: LocalisedText;
  languages: string[];
  state: 'announced' | 'running' | 'closed' | 'cancelled';
  isDemo: boolean;
  host: Names;
  visitors: Names[];
  days: string[];
  venues: { id: string; name: LocalisedText; address: LocalisedText; place: string }[];
};

/** One specialty on one day: from when to when, in which room, and how many places are free for whom. */
export type DayPart = {
  day: string;
  venue: string;
  room: string;
  starts: Date;
  ends: Date;
  zone: string;
  free: number;
  kept: Readonly<Record<Kind, number>>;
};
export type SpecialtyPart = { specialty: Specialty; waiting: number; parts: DayPart[] };
export type MissionData = {
  mission: MissionRow;
  specialties: SpecialtyPart[];
  isOpen: boolean;
  /** Everybody may read what it came to. */
  hasResult: boolean;
};

/** A time that can be chosen; `kept`: only for those it is kept for. */
export type TimeOption = { value: string; at: Date; day: string; zone: string; room: string; kept: Kind | null };

/** Why a form comes back: what is wrong with which field, or why nothing was booked. */
export const fieldProblems = [
  'name',
  'birthYear',
  'birth-year-wrong',
  'phone',
  'complaint',
  'time',
  'agree',
  'representative-missing',
] as const;
export type FieldProblem = (typeof fieldProblems)[number];
export const refusals = [
  'booked-already',
  'phone-full',
  'mission-closed',
  'specialty-missing',
  'time-passed',
  'time-kept',
  'time-taken',
  'full',
  'booking-past',
] as const;
export type BookingRefused = (typeof refusals)[number];

/** As typed. */
export type Typed = {
  name: string;
  birthYear: string;
  phone: string;
  complaint: string;
  time: string;
  referred: boolean;
  disability: boolean;
  agree: boolean;
  representative: string;
};
export type BookData = {
  mission: MissionRow;
  specialty: Specialty;
  times: TimeOption[];
  waiting: number;
  typed: Typed;
  problems: FieldProblem[];
  refused: BookingRefused | null;
  /** The secret of the ticket to be, so that sending twice books once. */
  code: string;
};

export type TicketData = {
  code: string;
  slug: string;
  title: LocalisedText;
  languages: string[];
  host: Names;
  isDemo: boolean;
  state: 'booked' | 'moved' | 'cancelled' | 'waiting' | 'came' | 'no_show';
  missionState: string;
  /** `A-001`; null while waiting. */
  number: string | null;
  name: string | null;
  specialty: Specialty;
  at: Date | null;
  zone: string | null;
  room: string | null;
  venue: LocalisedText | null;
  address: LocalisedText | null;
  isChangeable: boolean;
  isErased: boolean;
  /** The QR as the address of a picture. */
  qr: string;
};
export type MoveData = { ticket: TicketData; times: TimeOption[]; refused: BookingRefused | null };

export const missionsPath = '/missions';
export const missionPath = (slug: string): string => `/missions/${slug}`;
export const bookPath = (slug: string, specialty: string): string => `/missions/${slug}/book/${specialty}`;
export const ticketPage = (code: string): string => `/tickets/${code}`;
export const spokenAddress = (locale: Spoken, path: string): string => `/${locale}${path}`;
