import type { Names } from '../../platform/i18n/shown.ts';
import { places, placeOf } from '../../platform/place/place.ts';
import { instantOf } from '../../platform/time/zone.ts';
import { type Ask, type PatientStep, stepsAt } from './patientPage.ts';
import { isEnded, isLate, type Stage } from './referral.ts';

/** What a patient's page shows, as values that nobody has formatted yet. Pure. */

/** An organisation with where it lies: `place` is an id of ours or free text. */
export type Where = { names: Names; place: string | null; country: string };

/** The zone of a place, else of its country. */
export const zoneOf = ({ place, country }: Pick<Where, 'place' | 'country'>): string =>
  placeOf(place ?? '')?.zone ??
  places.find((each) => each.kind === 'country' && each.country === country)?.zone ??
  'UTC';

/** When to come: a day there and, where it is set, an hour, which is then one moment with two clocks. */
export type Coming = { day: string; until: string | null; at: Date | null; there: string; here: string };

export function comingOf(
  task: { arrival: string | null; until: string | null; time: string | null },
  { sender, receiver }: { sender: Where; receiver: Where },
): Coming | null {
  if (task.arrival === null) return null;
  const [there, here] = [zoneOf(receiver), zoneOf(sender)];
  const at = task.time === null ? null : instantOf(`${task.arrival}T${task.time.slice(0, 5)}`, there);
  return { day: task.arrival, until: task.until, at, there, here };
}

/** What is needed of the patient in a stage, by the text that says it; null: nothing. */
const needs = ['returned', 'accepted', 'scheduled', 'no_show', 'discharged', 'follow_up'] as const;
export type Need = (typeof needs)[number];
export const needAt = (stage: Stage): Need | null => needs.find((each) => each === stage) ?? null;

export const consentPurposes = [
  'treatment',
  'papers_abroad',
  'teleconsultation',
  'images_for_training',
  'research',
  'public_story',
] as const;
export const accessPurposes = [
  'care',
  'administration',
  'request_of_the_person',
  'quality',
  'law',
  'break_glass',
] as const;
export const accessRoles = ['viewer', 'officer', 'coordinator', 'administrator', 'system'] as const;

/** Where a case stands that somebody can still look at: after a death there is no page. */
export type ShownStage = Exclude<Stage, 'died'>;

export type CaseShown = {
  number: string;
  stage: ShownStage;
  since: Date;
  isLate: boolean;
  isOver: boolean;
  isDemo: boolean;
  zone: string;
  steps: { step: PatientStep; is: 'done' | 'now' | 'next' }[];
  need: Need | null;
  /** Names of papers that the hospital needs for this step and does not have yet. */
  papers: Names[];
  coming: Coming | null;
  /** Sessions of treatment; null where it is not given in parts. */
  treatment: { planned: number; done: number } | null;
  sender: Where;
  receiver: Where;
  consents: {
    id: string;
    purpose: (typeof consentPurposes)[number];
    to: Names | null;
    country: string;
    until: Date | null;
  }[];
  seen: {
    at: Date;
    names: Names;
    role: (typeof accessRoles)[number];
    why: (typeof accessPurposes)[number];
    times: number;
  }[];
  messages: {
    id: string;
    at: Date;
    isOwn: boolean;
    from: Names | null;
    about: Ask;
    text: string | null;
    isRead: boolean;
  }[];
};

type Known = Pick<
  CaseShown,
  'number' | 'stage' | 'isDemo' | 'sender' | 'receiver' | 'papers' | 'consents' | 'seen' | 'messages'
> & {
  since: Date;
  due: Date | null;
  arrival: string | null;
  until: string | null;
  time: string | null;
  planned: number | null;
  done: number | null;
};

/** The page of a referral as it stands now. A date that has passed, or that a later step took back, is not shown as one to come to. */
export function shownCase(known: Known, now: Date): CaseShown {
  const { number, stage, isDemo, sender, receiver, since, due, planned, done } = known;
  const { papers, consents, seen, messages } = known;
  const hasDate = stage === 'scheduled' || stage === 'arrived' || stage === 'in_treatment';
  return {
    number,
    stage,
    since,
    isLate: isLate({ stage, dueAt: due }, now),
    isOver: isEnded(stage),
    isDemo,
    zone: zoneOf(sender),
    steps: stepsAt(stage),
    need: needAt(stage),
    papers,
    coming: hasDate ? comingOf(known, known) : null,
    treatment: planned === null || planned === 0 ? null : { planned, done: done ?? 0 },
    sender,
    receiver,
    consents,
    seen,
    messages,
  };
}
