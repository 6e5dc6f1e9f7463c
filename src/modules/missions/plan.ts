import type { specialties } from './day/operation.ts';
import { isDay, addDays } from '../../platform/time/calendar.ts';
import type { localeTable } from '../../platform/i18n/locales.ts';

/** What a mission is planned from. Pure: no clock, no database, no HTTP. */

export type Specialty = (typeof specialties)[number];
/** A language in which a mission is announced and its tickets are written. */
export type MissionLanguage = keyof typeof localeTable;

const latin: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'а:a ә:a б:b в:v г:g ғ:g д:d е:e ё:e ж:zh з:z и:i й:i к:k қ:q л:l м:m н:n ң:n о:o ө:o п:p р:r с:s т:t у:u ұ:u ү:u ' +
    'ф:f х:kh һ:h ц:ts ч:ch ш:sh щ:shch ъ: ы:y і:i ь: э:e ю:iu я:ia'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** An address for a page made of its title: small Latin letters, digits and hyphens. Empty where the title has none of these. */
export const slugOf = (title: string): string =>
  Array.from(title.toLowerCase())
    .map((letter) => latin[letter] ?? letter)
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-|-$/g, '');

/** What an authority allowed, first and last day included; without a last day it stands. */
export type Permission = { from: string; until: string | null };
/** Somebody of the team, as far as it matters for a signature. */
export type Signing = {
  hasEnded: boolean;
  permission: Permission | null;
  /** The named local physician who answers for them. */
  answering: { hasEnded: boolean; permission: Permission | null } | null;
};
export const signingLacks = [
  'ended',
  'no-permission',
  'permission-not-yet',
  'permission-over',
  'answering-ended',
  'answering-not-permitted',
] as const;
export type SigningLack = (typeof signingLacks)[number];

const isPermitted = (permission: Permission | null, day: string): boolean =>
  permission !== null && permission.from <= day && (permission.until === null || day <= permission.until);

/** What keeps somebody from signing what was done on a day; null where nothing does. */
export function signingLack({ hasEnded, permission, answering }: Signing, day: string): SigningLack | null {
  if (hasEnded) return 'ended';
  if (isPermitted(permission, day)) return null;
  if (answering) {
    if (answering.hasEnded) return 'answering-ended';
    return isPermitted(answering.permission, day) ? null : 'answering-not-permitted';
  }
  if (permission === null) return 'no-permission';
  return day < permission.from ? 'permission-not-yet' : 'permission-over';
}

/**
 * Whether somebody may sign what was done on a day: by a permission of their own, or through who answers for them and has one.
 * The database asks the same (`mission_may_sign`), and a property test holds the two together.
 */
export const maySign = (signing: Signing, day: string): boolean => signingLack(signing, day) === null;

/** A clinical role at the host: from when, and until when where it is temporary. */
export type ClinicalRole = { since: string; endsAt: string | null };

/** Whether some clinical role runs on a day from its beginning to its end, by the clocks that the role was given for. */
export const hasRoleOn = (roles: readonly ClinicalRole[], { from, until }: { from: Date; until: Date }): boolean =>
  roles.some(({ since, endsAt }) => new Date(since) <= from && (endsAt === null || new Date(endsAt) >= until));

/** One specialty in one room on one day; hours are `HH:MM` by the clock of the venue. */
export type SessionTime = { day: string; starts: string; ends: string };
type Taken = SessionTime & { id: string; room: string; clinician: string | null; isCancelled: boolean };

const meet = (one: SessionTime, other: SessionTime): boolean =>
  one.day === other.day && one.starts < other.ends && other.starts < one.ends;

/** What stands in the way of a session: its room or its clinician is somewhere else at that time. */
export function clashOf(
  wanted: Omit<Taken, 'isCancelled'>,
  others: readonly Taken[],
): 'room-taken' | 'clinician-taken' | null {
  const at = others.filter((other) => other.id !== wanted.id && !other.isCancelled && meet(wanted, other));
  if (at.some(({ room }) => room === wanted.room)) return 'room-taken';
  const isElsewhere = at.some(({ clinician }) => clinician !== null && clinician === wanted.clinician);
  return isElsewhere ? 'clinician-taken' : null;
}

export const mostDays = 31;
/** Every day from the first to the last; null where that is none or too many. */
export function daysFrom(first: string, last: string): string[] | null {
  if (!isDay(first) || !isDay(last) || last < first || last > addDays(first, mostDays - 1)) return null;
  const days = [first];
  for (let day = first; day < last; ) {
    day = addDays(day, 1);
    days.push(day);
  }
  return days;
}

/** How many are seen in a session at most, by its capacity of an hour. */
export const placesIn = ({ starts, ends, capacityPerHour }: Omit<SessionTime, 'day'> & { capacityPerHour: number }) => {
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
  return Math.floor(((minutes(ends) - minutes(starts)) * capacityPerHour) / 60);
};

export const announcingLacks = ['no-venue', 'no-session', 'no-title', 'check-open'] as const;
export type AnnouncingLack = (typeof announcingLacks)[number];
type Announced = {
  languages: readonly MissionLanguage[];
  title: Partial<Record<MissionLanguage, unknown>>;
  venues: readonly unknown[];
  sessions: readonly { day: string; isCancelled: boolean }[];
  checks: readonly { isRequired: boolean; isDone: boolean }[];
};

/** What a mission still needs before it can be announced: people must be able to read where and when, in every language of it. */
export function lacksForAnnouncing({ languages, title, venues, sessions, checks }: Announced, today: string) {
  const lacks: Record<AnnouncingLack, boolean> = {
    'no-venue': venues.length === 0,
    'no-session': !sessions.some(({ day, isCancelled }) => !isCancelled && day >= today),
    'no-title': languages.some((language) => title[language] === undefined),
    'check-open': checks.some(({ isRequired, isDone }) => isRequired && !isDone),
  };
  return announcingLacks.filter((lack) => lacks[lack]);
}
