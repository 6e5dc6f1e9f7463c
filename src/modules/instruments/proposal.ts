import { boundsOf, whyNotEdtf } from '../../platform/time/edtf.ts';
import type { InstrumentValue } from '../../reader/claim.ts';
import type { InstrumentKind, InstrumentState } from './instrument.ts';

/** What a claim that names an instrument would enter, for a person to look at. Pure: no clock, no database. */
const kinds: Partial<Record<InstrumentValue['type'], InstrumentKind>> = {
  memorandum: 'memorandum',
  exchange_of_notes: 'exchange_of_notes',
  plan: 'cooperation_plan',
  grant: 'grant_agreement',
  protocol: 'protocol',
};

/** Where the words leave it; null where they only name it, and a person has to know. */
function stateOf({ draft, strength }: InstrumentValue): InstrumentState | null {
  if (draft) return 'under_negotiation';
  if (strength === 'signed') return 'signed';
  return strength === 'proposed' ? 'proposed' : null;
}

const isDate = (edtf: string | undefined | null): edtf is string => Boolean(edtf) && whyNotEdtf(edtf ?? '') === null;

export type InstrumentProposal = {
  kind: InstrumentKind;
  /** Words of the source, in its own language. */
  title: string;
  state: InstrumentState | null;
  taken: string | null;
  knownOn: string | null;
  covers: string | null;
};

/**
 * @param publishedOn when the source was published (EDTF); one that does not name its year gives no day on which it is known
 */
export function proposalOf(
  value: InstrumentValue,
  { quote, publishedOn }: { quote: string; publishedOn: string | null },
): InstrumentProposal {
  const state = stateOf(value);
  const term = value.term && `${value.term.from}/${value.term.until}`;
  const known = isDate(publishedOn) && boundsOf(publishedOn).last !== null ? publishedOn : null;
  return {
    kind: kinds[value.type] ?? 'not_stated',
    title: (value.title ?? quote).trim().slice(0, 500),
    state,
    // The date of a draft is not that of its signing.
    taken: state === 'signed' && isDate(value.date) ? value.date : null,
    knownOn: known,
    covers: isDate(term) ? term : null,
  };
}
