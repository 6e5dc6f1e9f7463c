import { priorities, type Priority, type PriorityRule } from './board.ts';

/** In which order a board takes its cases: a rule that is stated, the same for everybody, and explained for each. Pure. */
export type Waiting = { id: string; priority: Priority; waitingSince: Date; dueAt: Date };
export type Place = {
  /** 1 is next. */
  place: number;
  /** How many stand before it because they are more urgent, and because they are before it in time. */
  moreUrgent: number;
  earlier: number;
};

const rankOf = ({ priority }: Waiting): number => priorities.indexOf(priority);
const momentOf: Record<PriorityRule, (waiting: Waiting) => number> = {
  urgency_waiting: ({ waitingSince }) => waitingSince.getTime(),
  urgency_due: ({ dueAt }) => dueAt.getTime(),
  waiting: ({ waitingSince }) => waitingSince.getTime(),
};
const isUrgencyFirst = (rule: PriorityRule): boolean => rule !== 'waiting';

/** Less than zero where `one` comes first. Two that nothing tells apart stand by their ids, so that the order is always the same. */
function compare(rule: PriorityRule, one: Waiting, other: Waiting): number {
  const byUrgency = isUrgencyFirst(rule) ? rankOf(one) - rankOf(other) : 0;
  return byUrgency || momentOf[rule](one) - momentOf[rule](other) || (one.id < other.id ? -1 : 1);
}

/** The cases in the order of the rule, each with its place and why it stands there. */
export function queued<Case extends Waiting>(
  cases: readonly Case[],
  rule: PriorityRule,
): (Case & { standing: Place })[] {
  const inOrder = cases.toSorted((one, other) => compare(rule, one, other));
  return inOrder.map((each, at) => {
    const before = inOrder.slice(0, at);
    const moreUrgent = isUrgencyFirst(rule) ? before.filter((other) => rankOf(other) < rankOf(each)).length : 0;
    return { ...each, standing: { place: at + 1, moreUrgent, earlier: at - moreUrgent } };
  });
}

const day = 86_400_000;
/** Whole days that somebody has waited. */
export const daysWaited = (since: Date, until: Date): number =>
  Math.max(0, Math.floor((until.getTime() - since.getTime()) / day));
