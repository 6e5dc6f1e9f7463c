import type { Claim, ClaimKind, ClaimValues, CountValue, Strength } from '../../reader/claim.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { isCurrency } from '../../platform/money/currencies.ts';
import { boundsOf, whyNotEdtf } from '../../platform/time/edtf.ts';
import type { CommitmentInput, Entry, Measure } from './schemas.ts';

/** What an accepted claim would enter in the ledger, for a person to look at and change first. Pure, browser-safe. */
export type ProposedClaim = {
  [K in ClaimKind]: {
    kind: K;
    value: ClaimValues[K];
    sentence: string;
    language: Claim['language'] | (string & {});
  };
}[ClaimKind];

/** What is known around a claim. */
export type ProposalContext = {
  sides: readonly { id: string; organisations: readonly string[] }[];
  /** The side of who accepts. */
  ownSide: string | null;
  measures: readonly Measure[];
  /** When the document was published (EDTF), if it is known. */
  publishedOn: string | null;
  /** The strength of the claim whose clause holds this figure, if there is one. */
  strength?: Strength;
};
export type LedgerProposal = Entry;
type Around = { claim: ProposedClaim; context: ProposalContext };

const nothing: LedgerProposal = { enter: 'nothing' };
const longestTitle = 500;

/** Words of the source, in its own language, as a title. */
function titleOf(words: string, language: string): LocalisedText {
  const text = words.trim().slice(0, longestTitle) || '…';
  const tag = language in localeTable ? (language as keyof typeof localeTable) : 'en';
  return { [tag]: { text, by: 'person' } };
}

const measureTitle = ({ names }: Measure): LocalisedText =>
  Object.fromEntries(Object.entries(names).map(([tag, text]) => [tag, { text, by: 'machine' }]));

const dayOf = (edtf: string | null): string | null =>
  edtf !== null && whyNotEdtf(edtf) === null ? boundsOf(edtf).first : null;

/** A term has a last day; one without is left out, not guessed. */
const termOf = (edtf: string | undefined): string | null =>
  edtf !== undefined && whyNotEdtf(edtf) === null && boundsOf(edtf).last !== null ? edtf : null;

/** Until a person says otherwise, the other side is who owes. */
function commitmentFor({ claim, context }: Around, own: Pick<CommitmentInput, 'kind' | 'title'>): CommitmentInput {
  const { sides, ownSide, publishedOn } = context;
  const seated = (isOwn: boolean) =>
    sides.filter(({ id }) => (id === ownSide) === isOwn).flatMap(({ organisations }) => organisations);
  return {
    ...own,
    measure: null,
    currency: null,
    target: null,
    comparator: 'eq',
    strength: null,
    debtors: seated(false).slice(0, 20),
    creditors: seated(true).slice(0, 20),
    term: null,
    condition: null,
    conditionState: null,
    beneficiaries: null,
    place: claim.kind === 'count' ? placeOf(claim.value) : null,
    statedOn: dayOf(publishedOn),
  };
}

const placeOf = ({ places }: Pick<CountValue, 'places'>): string | null => places?.join(', ').slice(0, 200) || null;

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

/** The ends as stated; a length without ends ("in two years") is no period that could be written down. */
function periodOf({ period }: CountValue): string | null {
  if (!period || (period.from === null && period.until === null)) return null;
  const isOneDate = period.from === period.until || period.until === null ? period.from : null;
  const text = isOneDate && period.from === period.until ? isOneDate : `${period.from ?? '..'}/${period.until ?? '..'}`;
  return whyNotEdtf(text) === null ? text : null;
}

/** How many people live somewhere: neither promised nor done, so it stands around the promises with its place and date. */
function contextProposal({ claim, context }: Around, value: CountValue): LedgerProposal {
  if (!isWhole(value.value)) return nothing;
  const capacity = {
    title: titleOf(value.what, claim.language),
    amount: String(value.value),
    comparator: value.comparator,
    per: null,
    kind: 'context' as const,
    asOf: context.publishedOn !== null && whyNotEdtf(context.publishedOn) === null ? context.publishedOn : null,
    place: placeOf(value),
  };
  return { enter: 'capacity', capacity };
}

function countProposal(around: Around, value: CountValue): LedgerProposal {
  const { context } = around;
  if (value.role === 'demographic') return contextProposal(around, value);
  const measure = context.measures.find(({ key }) => key === value.measure);
  if (!measure || !isWhole(value.value)) return nothing;
  const amount = { amount: String(value.value), currency: null };
  const frame = commitmentFor(around, { kind: 'measure', title: measureTitle(measure) });
  const counted = { ...frame, measure: measure.key };
  if (value.role === 'planned') {
    const strength = context.strength ?? 'planned';
    const commitment = { ...counted, target: amount, comparator: value.comparator, strength };
    return { enter: 'commitment', commitment };
  }
  if (value.role !== 'result') return nothing;
  const { comparator } = value;
  const reportedOn = dayOf(context.publishedOn);
  const delivery = { amount, comparator, period: periodOf(value), place: placeOf(value), reportedOn };
  return { enter: 'delivery', of: { ...counted, place: null }, delivery };
}

function moneyProposal(around: Around, value: ClaimValues['money']): LedgerProposal {
  if (value.role === 'equivalent') {
    return value.equivalentOf ? { enter: 'equivalent', ofClaim: value.equivalentOf } : nothing;
  }
  const isPositive = /[1-9]/.test(value.amount);
  if (value.role !== 'grant' || !isCurrency(value.currency) || !isPositive) return nothing;
  const { sentence, language } = around.claim;
  const frame = commitmentFor(around, { kind: 'money', title: titleOf(sentence, language) });
  const { amount, currency, comparator } = value;
  // The weakest that a grant in the news can be; who reads the sentence knows whether it was promised or signed.
  const strength = around.context.strength ?? 'planned';
  return {
    enter: 'commitment',
    commitment: { ...frame, currency, target: { amount, currency }, comparator, strength },
  };
}

function actProposal(around: Around, value: ClaimValues['commitment']): LedgerProposal {
  const { language } = around.claim;
  const frame = commitmentFor(around, { kind: 'act', title: titleOf(value.what, language) });
  const condition = value.condition ? titleOf(value.condition, language) : null;
  const conditionState = condition ? ('unknown' as const) : null;
  const per = value.per && /^P\d{1,4}[YMWD]$/.test(value.per) ? value.per : null;
  const said = { strength: value.strength, term: termOf(value.deadline), condition, conditionState, per };
  return { enter: 'commitment', commitment: { ...frame, ...said } };
}

/**
 * A result with a measure is a delivery on the commitment of that measure without a target; a grant is a commitment in
 * money; a stated equivalent goes under the amount it restates, and is never a rate and never added. What is neither
 * promise nor result enters nothing.
 */
export function proposalFor(claim: ProposedClaim, context: ProposalContext): LedgerProposal {
  const around = { claim, context };
  switch (claim.kind) {
    case 'count':
      return countProposal(around, claim.value);
    case 'money':
      return moneyProposal(around, claim.value);
    case 'commitment':
      return actProposal(around, claim.value);
    case 'capacity': {
      const { value, comparator, what, per } = claim.value;
      if (!isWhole(value)) return nothing;
      const duration = per && /^P\d{1,4}[YMWD]$/.test(per) ? per : null;
      const title = titleOf(what, claim.language);
      return { enter: 'capacity', capacity: { title, amount: String(value), comparator, per: duration } };
    }
    case 'date':
    case 'period':
    case 'instrument':
    case 'delivery':
      return nothing;
    default:
      return claim satisfies never;
  }
}
