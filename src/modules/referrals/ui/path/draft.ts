import type { Names } from '../../../../platform/i18n/shown.ts';
import { type Paper, type PathConfig, type Step, stepStages, type StepStage } from '../../path.ts';
import { optionalStages, type Stage } from '../../referral.ts';

/** A path while it is written. Pure. */
export type PathDraft = { names: Names; config: PathConfig };

const optional: readonly Stage[] = optionalStages;
export const mayBeLeftOut = (stage: StepStage): boolean => optional.includes(stage);
export const decides = (stage: StepStage): boolean => stage === 'commission' || stage === 'board';

const usualDays: Partial<Record<StepStage, number>> = {
  submitted: 2,
  completeness: 3,
  commission: 10,
  board: 10,
  accepted: 5,
};
const stepOfNew = (stage: StepStage): Step => ({ stage, days: usualDays[stage] ?? null, board: null, papers: [] });

/** A path to begin with: every step, days that are usual, and no papers. */
export const newPath = (): PathDraft => ({
  names: {},
  config: { steps: stepStages.map(stepOfNew), receiverSeesEarly: false },
});

const inOrder = (steps: readonly Step[]): Step[] =>
  steps.toSorted((one, other) => stepStages.indexOf(one.stage) - stepStages.indexOf(other.stage));

/** The path with a step put in, or taken out. */
export function withStep(config: PathConfig, stage: StepStage, isThere: boolean): PathConfig {
  const others = config.steps.filter((step) => step.stage !== stage);
  return { ...config, steps: isThere ? inOrder([...others, stepOfNew(stage)]) : others };
}

/** The path with one step changed. */
export const withChanged = (config: PathConfig, stage: StepStage, changed: Partial<Step>): PathConfig => ({
  ...config,
  steps: config.steps.map((step) => (step.stage === stage ? { ...step, ...changed } : step)),
});

/** A paper that nobody has named yet; its code is free in the path. */
export function newPaper({ steps }: PathConfig): Paper {
  const codes = new Set(steps.flatMap(({ papers }) => papers.map(({ code }) => code)));
  const free = Array.from({ length: codes.size + 1 }, (_, at) => `paper-${at + 1}`).find((code) => !codes.has(code));
  return { code: free ?? 'paper', names: {}, kind: 'paper', required: true, from: 'sender' };
}

/** One of the papers of a step changed; null takes it out. */
export const withPaper = (papers: readonly Paper[], at: number, changed: Partial<Paper> | null): Paper[] =>
  papers.flatMap((paper, index) => (index !== at ? [paper] : changed === null ? [] : [{ ...paper, ...changed }]));

/** The languages in which whoever writes a path names things. */
export const written = ['kk', 'ru', 'en'] as const;
/** Names with one of them changed; an empty one is taken out. */
export function withName(names: Names, tag: (typeof written)[number], text: string): Names {
  const { [tag]: _before, ...others } = names;
  return text === '' ? others : { ...others, [tag]: text };
}
