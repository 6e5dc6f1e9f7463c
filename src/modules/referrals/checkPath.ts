import {
  applyingIn,
  bringsFrom,
  type Paper,
  type PathConfig,
  type Step,
  stepOf,
  type StepStage,
  stepStages,
} from './path.ts';
import { isEnded, type Stage } from './referral.ts';
import { isOn, leadsTo, transitions } from './transitions.ts';

/** What is known of a board that a path names. */
export type BoardFacts = {
  id: string;
  organisation: string;
  kind: 'home_commission' | 'receiving_board' | 'consultation';
  quorum: number;
  /** Members who may vote. */
  members: number;
  hasChair: boolean;
  /** It votes on paper or in a system of its own: who votes there is not known here. */
  votesElsewhere: boolean;
};

export const pathFaults = [
  'step-missing',
  'step-twice',
  'board-missing',
  'board-not-needed',
  'board-unknown',
  'board-of-another-kind',
  'quorum-unreachable',
  'chair-missing',
  'paper-twice',
  'paper-too-early',
  'paper-of-nobody',
  'days-wrong',
  'dead-end',
] as const;
export type PathFault = { fault: (typeof pathFaults)[number]; stage: Stage; paper?: string | undefined };

/** Stages at which a board decides, and of which kind it is. */
const decidedBy = { commission: 'home_commission', board: 'receiving_board' } as const;
type Decided = keyof typeof decidedBy;
const isDecided = (stage: Stage): stage is Decided => stage in decidedBy;
const leftOut: readonly StepStage[] = ['completeness', 'commission', 'follow_up'];

function stepFaults({ steps }: PathConfig): PathFault[] {
  return stepStages.flatMap((stage): PathFault[] => {
    const times = steps.filter((step) => step.stage === stage).length;
    if (times > 1) return [{ fault: 'step-twice', stage }];
    return times === 0 && !leftOut.includes(stage) ? [{ fault: 'step-missing', stage }] : [];
  });
}

function boardFaults({ stage, board }: Step, boards: readonly BoardFacts[]): PathFault[] {
  if (!isDecided(stage)) return board === null ? [] : [{ fault: 'board-not-needed', stage }];
  if (board === null) return [{ fault: 'board-missing', stage }];
  const known = boards.find(({ id }) => id === board);
  if (!known) return [{ fault: 'board-unknown', stage }];
  const faults: PathFault[] = [];
  if (known.kind !== decidedBy[stage]) faults.push({ fault: 'board-of-another-kind', stage });
  if (known.votesElsewhere) return faults;
  if (known.quorum > known.members || known.members === 0) faults.push({ fault: 'quorum-unreachable', stage });
  if (!known.hasChair) faults.push({ fault: 'chair-missing', stage });
  return faults;
}

/** Whether who brings a paper can have brought it before the step that wants it is left. */
function paperFault(config: PathConfig, stage: StepStage, { from, code }: Paper): PathFault[] {
  if (from === 'commission' && !stepOf(config, 'commission')) return [{ fault: 'paper-of-nobody', stage, paper: code }];
  const begins = stepStages.indexOf(bringsFrom(from, config));
  return stepStages.indexOf(stage) < begins ? [{ fault: 'paper-too-early', stage, paper: code }] : [];
}

function paperFaults(config: PathConfig): PathFault[] {
  const all = config.steps.flatMap(({ stage, papers }) => papers.map((paper) => ({ stage, paper })));
  const twice = all.filter(({ paper }, at) => all.findIndex(({ paper: { code } }) => code === paper.code) !== at);
  return [
    ...twice.map(({ stage, paper }) => ({ fault: 'paper-twice' as const, stage, paper: paper.code })),
    ...all.flatMap(({ stage, paper }) => (paper.required ? paperFault(config, stage, paper) : [])),
  ];
}

/** Where a referral can go from a stage on this path, death and cancelling left aside: those are no way through. */
export function waysFrom(config: PathConfig, stage: Stage): Stage[] {
  const applying = applyingIn(config);
  return transitions
    .filter(
      (line) =>
        line.from.includes(stage) && line.act !== 'recordDeath' && line.act !== 'cancel' && isOn(line, applying),
    )
    .filter(({ to }) => to !== 'same')
    .map((line) => leadsTo(line, stage, applying));
}

/** All stages that can be reached from one on this path, itself included. */
export function reachedFrom(config: PathConfig, from: Stage): ReadonlySet<Stage> {
  const reached = new Set<Stage>([from]);
  // A set that grows while it is walked is walked to its new end.
  for (const stage of reached) for (const next of waysFrom(config, stage)) reached.add(next);
  return reached;
}

/** Stages from which no end is reached, or where a step is missing that the table leads to. */
function graphFaults(config: PathConfig): PathFault[] {
  const reached = reachedFrom(config, 'draft');
  const stuck = [...reached].filter((stage) => ![...reachedFrom(config, stage)].some(isEnded));
  return [...stuck, ...(reached.has('completed') ? [] : (['completed'] as const))].map((stage) => ({
    fault: 'dead-end' as const,
    stage,
  }));
}

/**
 * Why a path could dead-end; nothing where it cannot. Every stage that is reached has a way to an end, every decision a board of
 * the right kind that can come to its quorum and has a chair, every required paper somebody who can bring it in time.
 *
 * @param boards what is known of the boards it names
 */
export function checkPath(config: PathConfig, boards: readonly BoardFacts[]): PathFault[] {
  const days = config.steps.filter((step) => step.days !== null && (!Number.isInteger(step.days) || step.days < 1));
  return [
    ...stepFaults(config),
    ...config.steps.flatMap((step) => boardFaults(step, boards)),
    ...paperFaults(config),
    ...days.map(({ stage }) => ({ fault: 'days-wrong' as const, stage })),
    ...graphFaults(config),
  ];
}
