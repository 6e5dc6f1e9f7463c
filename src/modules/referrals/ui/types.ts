import type { PathPage } from '../schemas.path.ts';
import type { ReferralPage, Referral as Row } from '../schemas.ts';
import type { OptionalStage, Stage } from '../referral.ts';
import { optionalStages } from '../referral.ts';

export type Referral = ReferralPage;
export type ReferralRow = Row;
export type Acted = ReferralPage['acted'][number];

/** Which of the steps that may be left out the referral's own path has. */
export const applyingOf = ({ line }: Pick<Referral, 'line'>): ReadonlySet<OptionalStage> =>
  new Set(optionalStages.filter((stage) => line.some((each) => each.stage === stage)));

/** The stages where it has been, each with when it came there last; in their order. */
export function reachedOf({ acted, createdAt }: Pick<Referral, 'acted' | 'createdAt'>): { stage: Stage; at: string }[] {
  const reached = new Map<Stage, string>([['draft', createdAt]]);
  const inOrder = acted.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  for (const { from, to, at } of inOrder) if (from !== to) reached.set(to, at);
  return [...reached].map(([stage, at]) => ({ stage, at }));
}

/** What the graph check says of a step, as it is answered. */
export type Fault = PathPage['faults'][number];
