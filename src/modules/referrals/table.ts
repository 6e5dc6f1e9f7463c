import type { Permission } from '../../permissions.ts';
import { type OptionalStage, type Party, type RequestState, type Stage, stages, type TaskState } from './referral.ts';

/** All that people do with a referral. The lifecycle bar, the buttons, the tests and FHIR read the table below. Pure. */
export const acts = [
  'submit',
  'check',
  'returnForRevision',
  'approveHome',
  'declineHome',
  'accept',
  'decline',
  'referOnward',
  'schedule',
  'arrive',
  'startTreatment',
  'recordFraction',
  'discharge',
  'startFollowUp',
  'complete',
  'noShow',
  'closeNoShow',
  'cancel',
  'requestStop',
  'acceptStop',
  'refuseStop',
  'recordDeath',
] as const;
export type Act = (typeof acts)[number];

/** What becomes of the seat, in the same transaction. `schedule` reserves again what had expired. */
export type SeatEffect = 'reserve' | 'confirm' | 'consume' | 'release';
/** What the board that the act speaks for has decided. */
export type BoardOutcome = 'accept' | 'decline' | 'refer_onward';

type Written = { writes: 'request'; to: RequestState | 'next' | 'same' } | { writes: 'task'; to: TaskState | 'same' };
/** One line of the table: from these stages these parties may, and what they write is on their own side alone. */
export type Transition = Written & {
  act: Act;
  by: readonly Party[];
  from: readonly Stage[];
  needs: Permission;
  /** Only the chair of the board before which it lies, with its decision. */
  decides?: BoardOutcome;
  /** It sends data on, or brings the patient nearer to treatment: a consent must stand at that moment. */
  needsConsent?: true;
  seat?: SeatEffect;
  /** Codes of the reasons that may be given; one must be. */
  reasons?: readonly string[];
  /** Only where the path has this stage, or has it not. */
  onlyWith?: OptionalStage;
  onlyWithout?: OptionalStage;
  /** Whether a request to stop must wait for an answer, or must not. */
  stop?: 'pending' | 'none';
};

export const returnReasons = ['papers_missing', 'papers_unreadable', 'question', 'other'] as const;
export const declineReasons = ['not_indicated', 'not_treatable_here', 'no_capacity', 'outside_quota', 'other'] as const;
export const cancelReasons = [
  'patient_refused',
  'treated_elsewhere',
  'condition_changed',
  'entered_wrongly',
  'other',
] as const;
export const onwardReasons = ['better_treated_elsewhere', 'no_capacity', 'other'] as const;
export const stopReasons = ['patient_refused', 'condition_changed', 'continued_elsewhere', 'other'] as const;

const checked = ['submitted', 'completeness'] as const;
const beforeSent = ['draft', 'returned', ...checked, 'commission'] as const;
const beforeStart: readonly Stage[] = [...beforeSent, 'board', 'accepted', 'scheduled', 'arrived', 'no_show'];
const alive = stages.filter((stage) => stage !== 'died');
const bookable = ['accepted', 'scheduled', 'no_show'] as const;
const write = { needs: 'referrals.write' } as const;
const coordinate = { needs: 'referrals.decide' } as const;
const preside = { needs: 'boards.vote' } as const;

const sender = { by: ['sender'], writes: 'request' } as const;
const home = { by: ['sender', 'commission'], writes: 'request' } as const;
const commission = { by: ['commission'], writes: 'request' } as const;
const receiver = { by: ['receiver'], writes: 'task' } as const;
const consented = { needsConsent: true } as const;
const release = { seat: 'release' } as const;
const returns = { act: 'returnForRevision', to: 'returned', ...coordinate, reasons: returnReasons } as const;
/** Its chair where the votes carry neither way; else a coordinator, who takes the question back. */
const boardReturns = { ...returns, ...preside } as const;
const withHome = { onlyWith: 'commission' } as const;
const treated = ['arrived', 'in_treatment'] as const;
const stopping = { from: ['in_treatment'], ...coordinate, stop: 'pending' } as const;

/** The one table of what may happen. */
export const transitions: readonly Transition[] = [
  { ...sender, act: 'submit', from: ['draft', 'returned'], to: 'submitted', ...write, ...consented },
  { ...home, act: 'check', from: checked, to: 'next', ...coordinate, ...consented },
  { ...home, ...returns, from: checked },
  { ...commission, ...boardReturns, from: ['commission'], ...withHome },
  { ...receiver, ...boardReturns, from: ['board'] },
  { ...commission, act: 'approveHome', from: ['commission'], to: 'sent', ...preside, decides: 'accept', ...consented },
  {
    ...commission,
    act: 'declineHome',
    from: ['commission'],
    to: 'declined',
    ...preside,
    decides: 'decline',
    reasons: declineReasons,
  },
  {
    ...receiver,
    act: 'accept',
    from: ['board'],
    to: 'accepted',
    ...preside,
    decides: 'accept',
    ...consented,
    seat: 'reserve',
  },
  {
    ...receiver,
    act: 'decline',
    from: ['board'],
    to: 'declined',
    ...preside,
    decides: 'decline',
    reasons: declineReasons,
  },
  {
    ...receiver,
    act: 'referOnward',
    from: ['board'],
    to: 'referred_onward',
    ...preside,
    decides: 'refer_onward',
    reasons: onwardReasons,
  },
  { ...receiver, act: 'schedule', from: bookable, to: 'scheduled', ...write, ...consented, seat: 'confirm' },
  { ...receiver, act: 'arrive', from: ['scheduled'], to: 'arrived', ...write, ...consented },
  {
    ...receiver,
    act: 'startTreatment',
    from: ['arrived'],
    to: 'in_treatment',
    ...write,
    ...consented,
    seat: 'consume',
  },
  { ...receiver, act: 'recordFraction', from: ['in_treatment'], to: 'same', ...write },
  { ...receiver, act: 'discharge', from: treated, to: 'discharged', ...write, ...release },
  { ...receiver, act: 'noShow', from: ['scheduled'], to: 'no_show', ...write },
  { ...receiver, act: 'closeNoShow', from: ['no_show'], to: 'gone', ...coordinate, ...release },
  { ...sender, act: 'startFollowUp', from: ['discharged'], to: 'follow_up', ...write, onlyWith: 'follow_up' },
  { ...sender, act: 'complete', from: ['follow_up'], to: 'completed', ...write, onlyWith: 'follow_up' },
  { ...sender, act: 'complete', from: ['discharged'], to: 'completed', ...write, onlyWithout: 'follow_up' },
  { ...sender, act: 'cancel', from: beforeStart, to: 'cancelled', ...write, ...release, reasons: cancelReasons },
  {
    ...sender,
    act: 'requestStop',
    from: ['in_treatment'],
    to: 'same',
    ...coordinate,
    stop: 'none',
    reasons: stopReasons,
  },
  { ...receiver, act: 'acceptStop', ...stopping, to: 'stopped' },
  { ...receiver, act: 'refuseStop', ...stopping, to: 'same', reasons: stopReasons },
  { ...sender, act: 'recordDeath', from: alive, to: 'died', ...write, ...release },
  { ...receiver, act: 'recordDeath', from: alive, to: 'died', ...write, ...release },
];
