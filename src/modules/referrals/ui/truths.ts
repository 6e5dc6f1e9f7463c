import type { StatusKey } from '../../../design/index.ts';
import type { RequestState, TaskState } from '../referral.ts';
import { transitions } from '../transitions.ts';
import type { Acted, Referral } from './types.ts';

/** On whose side an act was written: where both may do it, the organisation tells. */
function sideOf({ act, organisation }: Acted, { receiver, sender }: Pick<Referral, 'receiver' | 'sender'>) {
  const sides = new Set(transitions.filter((line) => line.act === act).map(({ writes }) => writes));
  if (sides.size === 2) return organisation === receiver && organisation !== sender ? 'task' : 'request';
  return sides.has('task') ? 'task' : 'request';
}

/** The last word of a side; undefined where it has said nothing yet. */
export const lastWordOf = (side: 'request' | 'task', referral: Referral): Acted | undefined =>
  referral.acted
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))
    .find((each) => each.act !== 'change' && sideOf(each, referral) === side);

/** How what a side says is drawn: a shape beside the word. */
export const statusOfRequest: Readonly<Record<RequestState, StatusKey>> = {
  draft: 'not_started',
  submitted: 'on_track',
  completeness: 'on_track',
  commission: 'on_track',
  returned: 'at_risk',
  declined: 'withdrawn',
  sent: 'kept',
  follow_up: 'on_track',
  completed: 'kept',
  cancelled: 'withdrawn',
  died: 'withdrawn',
};
export const statusOfTask: Readonly<Record<TaskState, StatusKey>> = {
  waiting: 'not_started',
  accepted: 'kept',
  scheduled: 'on_track',
  arrived: 'on_track',
  in_treatment: 'on_track',
  discharged: 'kept',
  no_show: 'at_risk',
  returned: 'at_risk',
  declined: 'withdrawn',
  referred_onward: 'withdrawn',
  stopped: 'withdrawn',
  gone: 'withdrawn',
  died: 'withdrawn',
};
