import type { Names } from '../../platform/i18n/shown.ts';
import type { Applying } from './transitions.ts';
import { optionalStages, type OptionalStage, type Party, type Stage } from './referral.ts';

/**
 * A path: which steps a referral of a quota goes through, with which papers, before which boards, in how many days. National
 * orders differ and change, so it is data: versions of it, each approved; a referral stays on the one it began with. Pure.
 */
export const paperKinds = ['paper', 'permit'] as const;
export type PaperKind = (typeof paperKinds)[number];
/** A paper or a permit (export of marrow, for example) that a step wants. */
export type Paper = {
  /** `[a-z0-9-]`, once in a path. */
  code: string;
  names: Names;
  kind: PaperKind;
  /** Without it the step is not left; otherwise it is only asked for. */
  required: boolean;
  /** Who brings it. */
  from: Party;
};

/** Stages of the main line that somebody has to leave, in their order: what a path has steps for. */
export const stepStages = [
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
] as const satisfies Stage[];
export type StepStage = (typeof stepStages)[number];
export type Step = {
  stage: StepStage;
  /** For how many days it may last before it counts as late; null: as long as it takes. */
  days: number | null;
  /** The board that decides, at the two stages where one does. */
  board: string | null;
  /** What must be there before the step is left. */
  papers: Paper[];
};
export type PathConfig = {
  steps: Step[];
  /** Whether the receiver sees a referral from its submission on; otherwise from when it is sent to its board. */
  receiverSeesEarly: boolean;
};

export const stepOf = ({ steps }: PathConfig, stage: Stage): Step | undefined =>
  steps.find((step) => step.stage === stage);

const optional: readonly Stage[] = optionalStages;
/** Which of the stages that may be left out this path has. */
export const applyingIn = ({ steps }: PathConfig): Applying =>
  new Set(steps.flatMap(({ stage }) => (optional.includes(stage) ? [stage as OptionalStage] : [])));

/** The codes of what must be there before a stage is left for the next. */
export const wantedAt = (config: PathConfig, stage: Stage): string[] =>
  (stepOf(config, stage)?.papers ?? []).filter(({ required }) => required).map(({ code }) => code);

/** From which stage on each party can bring papers: when the referral first comes before its eyes. */
export const bringsFrom = (party: Party, { receiverSeesEarly }: Pick<PathConfig, 'receiverSeesEarly'>): StepStage =>
  party === 'sender' ? 'draft' : party === 'commission' || receiverSeesEarly ? 'submitted' : 'board';
