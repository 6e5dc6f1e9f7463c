import { type LedgerProposal, type ProposedClaim, proposalFor } from '../../accords/proposal.ts';
import type { CommitmentInput, Measure } from '../../accords/schemas.ts';
import type { Claim, Document } from './client.ts';

export type Side = { id: string; organisations: string[] };
export type Around = {
  document: Pick<Document, 'claims' | 'publishedOn'>;
  sides: readonly Side[];
  ownSide: string | null;
  measures: readonly Measure[];
};
/** What a person chose beside the claim itself: `side:<id>`, an organisation, or '' as proposed; and a commitment. */
export type Choices = { giver: string; receiver: string; of: string };

/** The strength of the promise in whose words this figure stands. */
function strengthAround({ claims }: Around['document'], id: string) {
  const holder = claims.find(
    ({ kind, value }) => kind === 'commitment' && (value['figures'] as string[] | undefined)?.includes(id),
  );
  return holder?.value['strength'] as CommitmentInput['strength'] | undefined;
}

const seated = (chosen: string, sides: readonly Side[]): string[] =>
  chosen.startsWith('side:') ? (sides.find(({ id }) => `side:${id}` === chosen)?.organisations ?? []) : [chosen];

const withParties = (
  commitment: CommitmentInput,
  { giver, receiver }: Choices,
  sides: readonly Side[],
): CommitmentInput => ({
  ...commitment,
  ...(giver && { debtors: seated(giver, sides) }),
  ...(receiver && { creditors: seated(receiver, sides) }),
});

/** What accepting this claim would enter in the ledger, as the person has chosen. */
export function entryFor(
  claim: Pick<Claim, 'id' | 'kind' | 'sentence' | 'language' | 'value'>,
  around: Around,
  choices: Choices,
): LedgerProposal {
  const { document, sides, ownSide, measures } = around;
  const strength = strengthAround(document, claim.id);
  const { kind, value, sentence, language } = claim;
  const proposed = { kind, value, sentence, language } as unknown as ProposedClaim;
  const context = { sides, ownSide, measures, publishedOn: document.publishedOn, ...(strength && { strength }) };
  const entry = proposalFor(proposed, context);
  if (entry.enter === 'commitment') return { ...entry, commitment: withParties(entry.commitment, choices, sides) };
  if (entry.enter !== 'delivery' || typeof entry.of === 'string') return entry;
  return { ...entry, of: choices.of || withParties(entry.of, choices, sides) };
}
