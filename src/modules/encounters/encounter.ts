/** What an encounter is, and what may be said of it in the clear. Pure: no clock, no database, no HTTP. */

export const encounterStates = ['in_progress', 'finished', 'entered_in_error'] as const;
export type EncounterState = (typeof encounterStates)[number];

/** Why an encounter cannot be closed yet. */
export const openReasons = ['not_signed', 'clinician_unknown', 'no_permission'] as const;
export type OpenReason = (typeof openReasons)[number];

export const nextSteps = ['home', 'treatment_here', 'operation', 'referral', 'consultation'] as const;
export type NextStep = (typeof nextSteps)[number];
/** Next steps after which somebody still has to do something. */
export const stepsToFollow = ['operation', 'referral', 'consultation'] as const;

/** How it went on with somebody who was to be followed up. */
export const followUps = ['done', 'declined', 'not_reached'] as const;
export type FollowUp = (typeof followUps)[number];

/** As coarse as a report needs it. */
export const ageGroups = ['0-17', '18-39', '40-64', '65+', 'unknown'] as const;
export type AgeGroup = (typeof ageGroups)[number];
export const sexes = ['female', 'male', 'unknown'] as const;
export type Sex = (typeof sexes)[number];

/** The oldest that anybody is taken to be; a year before that was mistyped. */
const oldest = 125;

/** The age group on a day, of a year of birth as it was typed; the birthday of that year counts as past. */
export function ageGroupOf(birthYear: string | undefined, day: string): AgeGroup {
  if (!/^\d{4}$/.test(birthYear ?? '')) return 'unknown';
  const age = Number(day.slice(0, 4)) - Number(birthYear);
  if (age < 0 || age > oldest) return 'unknown';
  if (age < 18) return '0-17';
  if (age < 40) return '18-39';
  return age < 65 ? '40-64' : '65+';
}

export const sexOf = (said: string | undefined): Sex => sexes.find((sex) => sex === said) ?? 'unknown';

/**
 * Whether something is written like a code of ICD-10: a letter, a digit, a digit or letter, and up to four after a point. That
 * there is such a code is not said by this: the classification itself comes with referrals.
 */
export const isIcd10 = (code: string): boolean => /^[A-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?$/.test(code);

/** One note as somebody made it. One that another replaced stays to be read. */
export type Note = {
  id: string;
  /** The device or the program through which it came. */
  by: string;
  device: string | null;
  at: string;
  value: unknown;
  isReplaced: boolean;
};

/** What is sealed of an encounter. Of one field or part several may stand side by side: nothing was merged. */
export type EncounterContent = {
  /** What was said of the person: every value that stands. */
  person: Readonly<Record<string, readonly string[]>>;
  parts: Readonly<Record<string, readonly Note[]>>;
  photos: readonly { id: string; sha256: string; bytes: number; mediaType: string }[];
  signatures: readonly { by: string; clinician: string; answeredFor: string | null; at: string }[];
};

/** What happens to a row when the same encounter arrives again. */
export type Arrival = 'new' | 'known' | 'changed' | 'amended' | 'signed' | 'withdrawn';

type Standing = { state: EncounterState; hash: string };

/**
 * What arrived, against what stands. What was withdrawn stays withdrawn; what was closed is added to and never opened again.
 */
export function arrivalOf(before: Standing | null, after: Standing): Arrival {
  if (!before) return 'new';
  if (before.state === 'entered_in_error') return 'withdrawn';
  if (before.state === 'in_progress' && after.state === 'finished') return 'signed';
  if (before.hash === after.hash) return 'known';
  return before.state === 'finished' ? 'amended' : 'changed';
}
