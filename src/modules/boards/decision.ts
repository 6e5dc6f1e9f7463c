import { type Majority, type Outcome, type Vote, votes } from './board.ts';

/** When a board may decide, and what. Pure; the database works it out again (`board_may_conclude` in db/migrations). */

/** How many members voted what, each counted once by their last vote, without those who have a conflict. */
export type Tally = Readonly<Record<Vote, number>>;
export type Rule = {
  quorum: number;
  majority: Majority;
  /** Members who may vote on the case. */
  eligible: number;
  /** What the chair voted, where that breaks a tie; null where it does not. */
  chairsVote: Vote | null;
};

export const noVotes: Tally = { for: 0, against: 0, defer: 0, abstain: 0 };

/** The last vote of each member who may vote. `given` stands in the order in which it was given. */
export function tallyOf(given: readonly { member: string; vote: Vote }[], eligible: ReadonlySet<string>): Tally {
  const last = new Map(given.filter(({ member }) => eligible.has(member)).map(({ member, vote }) => [member, vote]));
  const count = (wanted: Vote): number => [...last.values()].filter((vote) => vote === wanted).length;
  return { for: count('for'), against: count('against'), defer: count('defer'), abstain: count('abstain') };
}

/** Who is there: everybody who voted, abstentions too. */
export const present = (tally: Tally): number => tally.for + tally.against + tally.defer + tally.abstain;
/** Votes that say something: an abstention makes a quorum and no majority. */
const cast = (tally: Tally): number => tally.for + tally.against + tally.defer;

/**
 * Whether a choice carries. `simple`: more than half of the votes that say something, or half with the chair's; `absolute`: more than
 * half of all who may vote; `two_thirds` and `unanimous`: of the votes that say something.
 */
export function carries(tally: Tally, choice: 'for' | 'against', { majority, eligible, chairsVote }: Rule): boolean {
  const [own, all] = [tally[choice], cast(tally)];
  if (own === 0) return false;
  const byMajority: Record<Majority, boolean> = {
    simple: 2 * own > all || (chairsVote === choice && 2 * own === all),
    absolute: 2 * own > eligible,
    two_thirds: 3 * own >= 2 * all,
    unanimous: own === all,
  };
  return byMajority[majority];
}

const wants: Record<Outcome, 'for' | 'against' | 'neither'> = {
  accept: 'for',
  accept_on_condition: 'for',
  decline: 'against',
  refer_onward: 'against',
  return: 'neither',
};

/**
 * Why this cannot be decided, or null where it can. Where neither side carries, the case goes back for revision: so whoever has a
 * quorum can always decide something.
 */
export function whyNotDecided(
  outcome: Outcome,
  tally: Tally,
  rule: Rule,
): 'quorum-missing' | 'majority-missing' | null {
  if (present(tally) < rule.quorum) return 'quorum-missing';
  const [accepted, refused] = [carries(tally, 'for', rule), carries(tally, 'against', rule)];
  const carried = accepted ? 'for' : refused ? 'against' : 'neither';
  return wants[outcome] === carried ? null : 'majority-missing';
}

/** What the votes that there are allow to decide; the page makes its choices of it. */
export const allowedOutcomes = (tally: Tally, rule: Rule): Outcome[] =>
  (Object.keys(wants) as Outcome[]).filter((outcome) => whyNotDecided(outcome, tally, rule) === null);

/** Whether a quorum can be reached at all by those who may vote. */
export const isReachable = ({ quorum, eligible }: Pick<Rule, 'quorum' | 'eligible'>): boolean => eligible >= quorum;

const choiceOf: Record<Outcome, Vote> = {
  accept: 'for',
  accept_on_condition: 'for',
  decline: 'against',
  refer_onward: 'against',
  return: 'defer',
};
/** How many voted otherwise than was decided. */
export const dissenting = (tally: Tally, outcome: Outcome): number =>
  votes.reduce((sum, vote) => sum + (dissents(vote, outcome) ? tally[vote] : 0), 0);

/** Whether a vote dissents from what was decided. Who abstained took no side. */
export const dissents = (vote: Vote, outcome: Outcome): boolean => vote !== 'abstain' && vote !== choiceOf[outcome];
