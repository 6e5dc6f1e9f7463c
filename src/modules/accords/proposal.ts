import type { Claim, ClaimKind, ClaimValues } from '../../reader/claim.ts';
import type { Entry, Measure } from './schemas.ts';

/** A claim as a person is about to accept it. */
export type ProposedClaim = {
  [K in ClaimKind]: {
    kind: K;
    value: ClaimValues[K];
    quote: string;
    sentence: string;
    language: Claim['language'];
  };
}[ClaimKind];

/** What is known around a claim. */
export type ProposalContext = {
  sides: readonly { id: string; organisations: readonly string[] }[];
  /** The side of who accepts. */
  ownSide: string | null;
  measures: readonly Measure[];
  /** The day the document was published, `YYYY-MM-DD`, if it is known. */
  publishedOn: string | null;
  /** The id of the accepted claim that this one restates, if it is one. */
  restates?: string;
};
export type LedgerProposal = Entry;
