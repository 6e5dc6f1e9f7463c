import { mainLine, optionalStages, type OptionalStage, type Stage } from '../referral.ts';
import { type Act, transitions, type Transition } from '../transitions.ts';

/** What a bar is drawn from: where a referral stands, which steps its path leaves out, and where it has been. */
export type Standing = { stage: Stage; applying: ReadonlySet<OptionalStage>; reached: readonly { stage: Stage }[] };

const optional: readonly Stage[] = optionalStages;
const isMain = (stage: Stage): boolean => (mainLine as readonly Stage[]).includes(stage);

/** The steps of a path when all goes well, in their order. */
export const lineOf = (applying: ReadonlySet<OptionalStage>): Stage[] =>
  mainLine.filter((stage) => !optional.includes(stage) || applying.has(stage as OptionalStage));

/** Stages beside the line from which one comes back to it, and behind which step of the line they are drawn. */
const besides: Partial<Record<Stage, Stage>> = { returned: 'draft', no_show: 'scheduled' };

/**
 * The steps that a lifecycle bar shows: the path's own; one that lies beside it stands where it left the line. What ended a referral before
 * its time is the last step, after those that it had reached.
 */
export function stepsShown({ stage, applying, reached }: Standing): Stage[] {
  const line = mainLine.filter((each) => each === stage || lineOf(applying).includes(each));
  if (isMain(stage)) return line;
  const before = besides[stage];
  if (before !== undefined) return line.flatMap((each) => (each === before ? [each, stage] : [each]));
  const been = new Set(reached.map((each) => each.stage));
  return [...line.filter((each) => been.has(each) || each === 'draft'), stage];
}

/** The step after this one when all goes well; null where there is none. */
export function nextOn({ stage, applying }: Pick<Standing, 'stage' | 'applying'>): Stage | null {
  const line = lineOf(applying);
  const at = line.indexOf(besides[stage] ?? stage);
  return at === -1 ? null : (line[at + 1] ?? null);
}

/** The acts that bring a referral on, each beside the stage from which it does: what the next button is about. */
export const forward: Partial<Record<Stage, Act>> = {
  draft: 'submit',
  returned: 'submit',
  submitted: 'check',
  completeness: 'check',
  commission: 'approveHome',
  board: 'accept',
  accepted: 'schedule',
  scheduled: 'arrive',
  no_show: 'schedule',
  arrived: 'startTreatment',
  in_treatment: 'discharge',
  discharged: 'startFollowUp',
  follow_up: 'complete',
};

/** The act that brings it on from here on this path. */
export const forwardAt = (stage: Stage, applying: ReadonlySet<OptionalStage>): Act | null =>
  stage === 'discharged' && !applying.has('follow_up') ? 'complete' : (forward[stage] ?? null);

/** The line of the table by which an act is done from a stage. */
export const lineFrom = (act: Act, stage: Stage): Transition | undefined =>
  transitions.find((line) => line.act === act && line.from.includes(stage));
