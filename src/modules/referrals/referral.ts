/**
 * One referral, two truths: what the sender's side says of its request and what the receiver says of its task. The stage that
 * everybody sees follows from both and is said by nobody. Pure: no clock, no database, no HTTP.
 */
export const stages = [
  'draft',
  'submitted',
  'completeness',
  'commission',
  'board',
  'accepted',
  'scheduled',
  'arrived',
  'in_treatment',
  'discharged',
  'follow_up',
  'completed',
  'returned',
  'declined',
  'referred_onward',
  'no_show',
  'cancelled',
  'died',
] as const;
export type Stage = (typeof stages)[number];
/** How a referral goes when all goes well; the others lie beside it. */
export const mainLine = stages.slice(0, stages.indexOf('completed') + 1);
export const endStages = ['completed', 'declined', 'referred_onward', 'cancelled', 'died'] as const satisfies Stage[];
const ends: readonly Stage[] = endStages;
export const isEnded = (stage: Stage): boolean => ends.includes(stage);
/** What a path may leave out. */
export const optionalStages = ['completeness', 'commission', 'follow_up'] as const satisfies Stage[];
export type OptionalStage = (typeof optionalStages)[number];

/** Who takes part. One organisation may be several of them: a sender's own commission. */
export const parties = ['sender', 'commission', 'receiver'] as const;
export type Party = (typeof parties)[number];

export const requestStates = [
  'draft',
  'submitted',
  'completeness',
  'commission',
  'returned',
  'declined',
  'sent',
  'follow_up',
  'completed',
  'cancelled',
  'died',
] as const;
export type RequestState = (typeof requestStates)[number];
export const taskStates = [
  'waiting',
  'accepted',
  'scheduled',
  'arrived',
  'in_treatment',
  'discharged',
  'no_show',
  'returned',
  'declined',
  'referred_onward',
  'stopped',
  'gone',
  'died',
] as const;
export type TaskState = (typeof taskStates)[number];

/** What the sender's side says. `round` counts how often it was submitted, `stops` how often a stop was asked for. */
export type RequestTruth = { state: RequestState; round: number; stops: number };
/** What the receiver says, and of which round; `stopsAnswered`: how many of the requests to stop have an answer. */
export type TaskTruth = { state: TaskState; round: number; stopsAnswered: number };

/** What the receiver says now: a word about an earlier round is no answer to this one. */
export const liveTask = ({ round }: Pick<RequestTruth, 'round'>, task: TaskTruth): TaskState =>
  task.state === 'died' || task.round === round ? task.state : 'waiting';

const shownTask: Record<TaskState, Stage> = {
  waiting: 'board',
  accepted: 'accepted',
  scheduled: 'scheduled',
  arrived: 'arrived',
  in_treatment: 'in_treatment',
  discharged: 'discharged',
  no_show: 'no_show',
  returned: 'returned',
  declined: 'declined',
  referred_onward: 'referred_onward',
  stopped: 'cancelled',
  gone: 'cancelled',
  died: 'died',
};

/** Where a referral stands. `stage_of` in db/migrations/0042_referrals.sql is its twin. */
export function stageOf(request: RequestTruth, task: TaskTruth): Stage {
  if (request.state === 'died' || task.state === 'died') return 'died';
  return request.state === 'sent' ? shownTask[liveTask(request, task)] : request.state;
}

/** Whether a stop was asked for that nobody has answered. */
export const isStopPending = ({ stops }: RequestTruth, { stopsAnswered }: TaskTruth): boolean => stops > stopsAnswered;

export const priorities = ['urgent', 'soon', 'planned'] as const;
export type Priority = (typeof priorities)[number];

/** Whether the step takes longer than it may: a flag beside the stage, never a stage. */
export const isLate = ({ stage, dueAt }: { stage: Stage; dueAt: Date | null }, now: Date): boolean =>
  dueAt !== null && !isEnded(stage) && dueAt < now;
