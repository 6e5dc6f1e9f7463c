import type { StatusKey } from '../../../design/index.ts';
import type { Translator } from '../../../platform/i18n/translate.ts';

/** A length of time in words, in the unit that says it best. `seconds` is not negative. */
export function spanIn(t: Translator, seconds: number): string {
  if (seconds < 100) return t('administration.ui.span.seconds', { count: Math.round(seconds) });
  if (seconds < 100 * 60) return t('administration.ui.span.minutes', { count: Math.round(seconds / 60) });
  if (seconds < 48 * 3600) return t('administration.ui.span.hours', { count: Math.round(seconds / 3600) });
  return t('administration.ui.span.days', { count: Math.round(seconds / 86_400) });
}

const knownJobs = [
  'applyRetention',
  'askForBackup',
  'askForDrill',
  'countMissions',
  'countReferrals',
  'exchangeReferrals',
  'expireSeats',
  'forgetAnswers',
  'forgetDays',
  'forgetJobRuns',
  'forgetMessages',
  'mailDigests',
  'sealAudit',
  'sendMessages',
  'tendBookings',
  'tendFiles',
  'verifyAudit',
  'weeklyDigest',
] as const;

/** What a job does, in a few words; its name where nobody has said them. */
export function jobIn(t: Translator, name: string): string {
  const known = knownJobs.find((each) => each === name);
  return known ? t(`administration.ui.job.${known}`) : name;
}

/** Of each outcome of a run its shape: no state is told by its colour alone. */
export const shapeOfOutcome = {
  running: 'on_track',
  done: 'kept',
  failed: 'overdue',
  cancelled: 'withdrawn',
  lost: 'not_reported',
} as const satisfies Record<string, StatusKey>;

export const shapeOfQueued = {
  waiting: 'not_started',
  running: 'on_track',
  failed: 'overdue',
} as const satisfies Record<string, StatusKey>;

export const shapeOfMessage = {
  queued: 'not_started',
  kept: 'no_target',
  sent: 'on_track',
  delivered: 'kept',
  failed: 'overdue',
  unknown: 'not_reported',
  cancelled: 'withdrawn',
} as const satisfies Record<string, StatusKey>;

export const shapeOfHealth = {
  good: 'kept',
  watch: 'at_risk',
  bad: 'overdue',
  unknown: 'not_reported',
} as const satisfies Record<string, StatusKey>;
