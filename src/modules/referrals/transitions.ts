import type { Permission } from '../../permissions.ts';
import {
  isStopPending,
  type OptionalStage,
  parties,
  type Party,
  type RequestState,
  type RequestTruth,
  type Stage,
  stageOf,
  type TaskState,
  type TaskTruth,
} from './referral.ts';
import { type Act, acts, type Transition, transitions } from './table.ts';

export {
  type Act,
  acts,
  cancelReasons,
  declineReasons,
  onwardReasons,
  returnReasons,
  stopReasons,
  type Transition,
  transitions,
} from './table.ts';

/** Which of the stages that may be left out a path has. */
export type Applying = ReadonlySet<OptionalStage>;
/** Both truths of a referral as it stands. */
export type Truths = { request: RequestTruth; task: TaskTruth };

/** Where a check leads: to the next step that the path has before the receiving board. */
function afterCheck(stage: Stage, applying: Applying): RequestState {
  if (stage === 'submitted' && applying.has('completeness')) return 'completeness';
  return applying.has('commission') ? 'commission' : 'sent';
}

/** Whether a path of these stages has this line at all. */
export const isOn = ({ onlyWith, onlyWithout }: Transition, applying: Applying): boolean =>
  (onlyWith === undefined || applying.has(onlyWith)) && (onlyWithout === undefined || !applying.has(onlyWithout));

const asksStop = ({ stop }: Transition, { request, task }: Truths): boolean =>
  stop === undefined || (stop === 'pending') === isStopPending(request, task);

type Standing = { truths: Truths; applying: Applying };

/** The lines that are open now to somebody, whoever it is. */
export function linesOpen({ truths, applying }: Standing): Transition[] {
  const stage = stageOf(truths.request, truths.task);
  return transitions.filter((line) => line.from.includes(stage) && isOn(line, applying) && asksStop(line, truths));
}

/** The line by which these parties may do this now, as far as stages say; undefined where there is none. */
export const lineFor = (act: Act, { as, ...standing }: Standing & { as: readonly Party[] }): Transition | undefined =>
  linesOpen(standing).find((line) => line.act === act && line.by.some((party) => as.includes(party)));

/** What both truths are after an act. Only the side that the line names has another word. */
export function after(line: Transition, { request, task }: Truths, applying: Applying): Truths {
  if (line.writes === 'task') {
    const state = line.to === 'same' ? task.state : line.to;
    const stopsAnswered = line.stop === 'pending' ? request.stops : task.stopsAnswered;
    return { request, task: { state, round: request.round, stopsAnswered } };
  }
  const { round, stops } = request;
  const next = line.to === 'next' ? afterCheck(stageOf(request, task), applying) : line.to;
  const state = next === 'same' ? request.state : next;
  const counted = {
    round: line.act === 'submit' ? round + 1 : round,
    stops: line.act === 'requestStop' ? stops + 1 : stops,
  };
  return { request: { state, ...counted }, task };
}

/** The acts that an actor of these parties with these permissions is offered now, in the order of `acts`. */
export function actsOpen({
  as,
  may,
  ...standing
}: Standing & { as: readonly Party[]; may: ReadonlySet<Permission> }): Act[] {
  const open = linesOpen(standing).filter(({ by, needs }) => may.has(needs) && by.some((party) => as.includes(party)));
  return acts.filter((act) => open.some((line) => line.act === act));
}

/** What may be done at almost any time is nobody's next step. */
const notAStep: readonly Act[] = ['cancel', 'recordDeath', 'requestStop', 'recordFraction', 'noShow'];
/** Whose turn it is: those who have a step to take from here. */
export function turnOf(standing: Standing): Party[] {
  const steps = linesOpen(standing).filter(({ act }) => !notAStep.includes(act));
  return parties.filter((party) => steps.some(({ by }) => by.includes(party)));
}

/** The stage to which a line leads from one that it names, in the first round of a path. */
export function leadsTo(line: Transition, stage: Stage, applying: Applying): Stage {
  const { request, task } = after(line, truthsAt(stage), applying);
  return stageOf(request, task);
}

const atHome: readonly Stage[] = [
  'draft',
  'submitted',
  'completeness',
  'commission',
  'returned',
  'declined',
  'cancelled',
  'died',
];
const homeAgain: readonly Stage[] = ['follow_up', 'completed'];
/** Truths that stand for a stage, as a referral comes there in its first round. */
export function truthsAt(stage: Stage): Truths {
  const [isAsked, isBack] = [atHome.includes(stage), homeAgain.includes(stage)];
  const state = (isAsked || isBack ? stage : 'sent') as RequestState;
  const waits = isAsked || stage === 'board';
  const said = (waits ? 'waiting' : isBack ? 'discharged' : stage) as TaskState;
  return {
    request: { state, round: stage === 'draft' ? 0 : 1, stops: 0 },
    task: { state: said, round: waits ? 0 : 1, stopsAnswered: 0 },
  };
}
