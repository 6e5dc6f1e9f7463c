/** How a patient comes to their page, how long it stays open, and what holds of a guess. Pure: moments and randomness are given. */

import { isEnded, type Stage } from './referral.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Whose page it is: the patient's own, or that of somebody who speaks for them. */
export const holders = ['patient', 'representative'] as const;
export type Holder = (typeof holders)[number];
/** How the code came to them: on paper from hand to hand, or by the way on which messages go. */
export const handings = ['printed', 'sent'] as const;
export type Handing = (typeof handings)[number];
export const pageWays = ['sms', 'mail'] as const;
export type PageWay = (typeof pageWays)[number];

/**
 * What is asked beside the code. `number`: a one-time number, sent to the telephone or the address on record. `number-and-birth`: that and
 * the birth date, where the code itself was sent the same way, so that what lies in one telephone opens nothing.
 * `birth-and-second`: the birth date and a second code on paper of its own, where nothing can be sent.
 */
export const secondFactors = ['number', 'number-and-birth', 'birth-and-second'] as const;
export type SecondFactor = (typeof secondFactors)[number];

export function factorFor(way: PageWay | null, handing: Handing): SecondFactor | { refused: 'nothing-to-send-by' } {
  if (way !== null) return handing === 'sent' ? 'number-and-birth' : 'number';
  return handing === 'sent' ? { refused: 'nothing-to-send-by' } : 'birth-and-second';
}

/** Digits alone: they are typed alike on a Kazakh, a Hebrew and a Japanese keyboard. Twenty are 66 bits. */
export const codeDigits = 20;
export const secondDigits = 8;
export const numberDigits = 6;

/**
 * So many random digits.
 *
 * @param below a random whole number from 0 up to, and without, what it is given
 */
export const digitsOf = (count: number, below: (bound: number) => number): string =>
  Array.from({ length: count }, () => String(below(10))).join('');

/** Digits as people type them (spaces, dashes, full-width), or null where they are not so many. */
export function typedDigits(text: string, count: number): string | null {
  const digits = text
    .slice(0, 200)
    .normalize('NFKC')
    .replaceAll(/[\s\p{Pd}.·]/gu, '');
  return digits.length === count && /^[0-9]+$/.test(digits) ? digits : null;
}

/** In fours, as it is printed: `4821 0937 5520 1846 3391`. */
export const inFours = (digits: string): string => digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ');

/** A one-time number holds for ten minutes, for five tries; five are sent within an hour and ten within a day. */
export const numberHolds = 10 * minute;
export const triesOfNumber = 5;
const numbersWithin = [
  { most: 5, within: hour },
  { most: 10, within: day },
] as const;

/** Whether another number may be sent now, where others were sent at these moments (milliseconds). */
export const maySendNumber = (sentAt: readonly number[], now: number): boolean =>
  numbersWithin.every(({ most, within }) => sentAt.filter((at) => at > now - within).length < most);

/** After so many wrong answers in a row the code is of no use any more, and the hospital gives out another. */
export const mostWrong = 20;

/** How long one waits after so many wrong answers in a row, in milliseconds. */
export function pauseAfterWrong(wrong: number): number {
  if (wrong < 5 || wrong % 5 !== 0) return 0;
  return { 5: 15 * minute, 10: hour, 15: 12 * hour }[wrong] ?? 12 * hour;
}

export type Tried = { wrong: number; lastWrongAt: number | null };

/** Whether an answer is looked at now. */
export function mayAnswer({ wrong, lastWrongAt }: Tried, now: number): 'yes' | 'wait' | 'never' {
  if (wrong >= mostWrong) return 'never';
  const pause = pauseAfterWrong(wrong);
  return pause > 0 && lastWrongAt !== null && now < lastWrongAt + pause ? 'wait' : 'yes';
}

/** An opened page closes twenty minutes after it was last looked at, and after two hours in any case. */
export const idleCloses = 20 * minute;
export const longestOpen = 2 * hour;

export const isOpenStill = ({ openedAt, seenAt }: { openedAt: number; seenAt: number }, now: number): boolean =>
  now < openedAt + longestOpen && now < seenAt + idleCloses;

/** The longest that a browser keeps what opens the page, in seconds. */
export const cookieSeconds = longestOpen / 1000;

/** So long after its end a referral can still be read by whom it was about: letters and plans are needed then. */
const readableAfterEnd = 90 * day;

/**
 * Whether a page answers. At death every page closes at once; otherwise ninety days after the referral's end. To whoever has a code it says
 * the same in both cases: nobody learns of a death from a page.
 *
 * @param endedAt when the stage was reached, milliseconds
 */
export function answersAt({ stage, endedAt }: { stage: Stage; endedAt: number }, now: number): boolean {
  if (stage === 'died') return false;
  return !isEnded(stage) || now < endedAt + readableAfterEnd;
}

export const asks = ['message', 'withdraw', 'correct', 'copy', 'other'] as const;
export type Ask = (typeof asks)[number];
/** Why a message is not taken: nothing in it, too long, or too many on one day. */
export type WriteRefusal = 'empty' | 'long' | 'many';
/** What can be written from the page: while the referral runs and as long as it can be read afterwards. */
export const longestMessage = 4000;
export const messagesADay = 20;

/** Of a referral's life, what a patient is shown: seven steps, whatever the hospitals call the finer ones. */
export const patientSteps = ['sent', 'checked', 'decided', 'date', 'treatment', 'home', 'finished'] as const;
export type PatientStep = (typeof patientSteps)[number];
const stepOf: Partial<Record<Stage, PatientStep>> = {
  draft: 'sent',
  submitted: 'sent',
  returned: 'sent',
  completeness: 'checked',
  commission: 'checked',
  board: 'decided',
  accepted: 'date',
  scheduled: 'date',
  no_show: 'date',
  arrived: 'treatment',
  in_treatment: 'treatment',
  discharged: 'home',
  follow_up: 'home',
  completed: 'finished',
};

/** The steps with where one stands; none where the referral ended before its time. */
export function stepsAt(stage: Stage): { step: PatientStep; is: 'done' | 'now' | 'next' }[] {
  const current = stepOf[stage];
  if (current === undefined) return [];
  const at = patientSteps.indexOf(current);
  return patientSteps.map((step, index) => ({
    step,
    is: index < at || stage === 'completed' ? 'done' : index === at ? 'now' : 'next',
  }));
}
