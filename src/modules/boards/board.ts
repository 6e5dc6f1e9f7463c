import type { localeTable } from '../../platform/i18n/locales.ts';

/** The words of boards, which every part spells alike. Pure. */
/** One of the eight languages of the product. */
export type Language = keyof typeof localeTable;
export const boardKinds = ['home_commission', 'receiving_board', 'consultation'] as const;
export type BoardKind = (typeof boardKinds)[number];
export const functions = ['chair', 'deputy', 'secretary', 'member'] as const;
export type MemberFunction = (typeof functions)[number];
/** Who presides, and may say what was decided. */
export const presides = (name: MemberFunction): boolean => name === 'chair' || name === 'deputy';
export const majorities = ['simple', 'absolute', 'two_thirds', 'unanimous'] as const;
export type Majority = (typeof majorities)[number];
export const priorityRules = ['urgency_waiting', 'urgency_due', 'waiting'] as const;
export type PriorityRule = (typeof priorityRules)[number];
export const priorities = ['urgent', 'soon', 'planned'] as const;
export type Priority = (typeof priorities)[number];
export const votes = ['for', 'against', 'defer', 'abstain'] as const;
export type Vote = (typeof votes)[number];
export const outcomes = ['accept', 'accept_on_condition', 'decline', 'return', 'refer_onward'] as const;
export type Outcome = (typeof outcomes)[number];
export const caseStates = ['open', 'decided', 'withdrawn'] as const;
export type CaseState = (typeof caseStates)[number];
export const sexes = ['female', 'male', 'unknown'] as const;
export type Sex = (typeof sexes)[number];
export const ageGroups = ['0-17', '18-39', '40-64', '65+', 'unknown'] as const;
export type AgeGroup = (typeof ageGroups)[number];

/** Votes that say no or not yet say why. */
export const needsReason = (vote: Vote): boolean => vote === 'against' || vote === 'defer';

/** A member as far as it matters who may vote: `until` is the first moment at which they are none any more. */
export type Standing = { since: Date; until: Date | null };
export const standsAt = ({ since, until }: Standing, now: Date): boolean =>
  since <= now && (until === null || until > now);

/** Lateness is a flag, never a state. */
export const isLate = ({ state, dueAt }: { state: CaseState; dueAt: Date }, now: Date): boolean =>
  state === 'open' && dueAt < now;
