import type { PartKind, Said, Standing } from './case.ts';
import type { There } from './case.sql.ts';
import type { Party } from './referral.ts';

/** What is there of a case, as the rules ask for it. Pure. */
export type CaseHeld = {
  said: Said[];
  standing: Standing[];
  parts: { kind: PartKind; party: Party }[];
  validUntil: Map<string, string>;
};

/** Sorts what is there; it comes in the order in which it came to be. */
export function heldOf(there: readonly There[]): CaseHeld {
  const held: CaseHeld = { said: [], standing: [], parts: [], validUntil: new Map() };
  const papers = new Map<string, string>();
  for (const { what, id, code, party, document, state, pages, validUntil, at } of there) {
    if (what === 'part') held.parts.push({ kind: code as PartKind, party });
    else if (what === 'document' && id && code) {
      papers.set(id, code);
      held.standing.push({ id, paper: code, party, at: at.toISOString() });
    } else if (state) {
      held.said.push({ party, paper: code, document, state, pages, at: at.toISOString() });
      const paper = code ?? papers.get(document ?? '');
      if (paper && validUntil) held.validUntil.set(paper, validUntil);
    }
  }
  return held;
}
