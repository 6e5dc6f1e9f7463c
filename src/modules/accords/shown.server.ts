import type { ClaimRow } from '../documents/index.ts';
import { isCurrency } from '../../platform/money/currencies.ts';
import { whyRefused } from '../../platform/refused.ts';
import { parseMoney } from '../../platform/money/money.ts';
import { type Agreement, agreementOf, type Statement } from './agreement.ts';
import type { GroundTable } from './ledger.sql.ts';
import { type Comparator, comparators } from './status.ts';

/** What a figure rests on, and whether its claims say the same. */
const isComparator = (value: unknown): value is Comparator => comparators.some((each) => each === value);

/** The figure that a claim states; null where it states none. */
export function statementOf({ kind, value }: Pick<ClaimRow, 'kind' | 'value'>): Statement | null {
  const said = value as unknown as Record<string, unknown>;
  const { comparator, amount, currency, value: count } = said;
  if (!isComparator(comparator)) return null;
  if (kind === 'money' && typeof amount === 'string' && typeof currency === 'string' && isCurrency(currency)) {
    if (whyRefused(() => parseMoney(amount, currency))) return null;
    return { whole: parseMoney(amount, currency).minor, comparator, unit: currency };
  }
  const isCount = (kind === 'count' || kind === 'capacity') && typeof count === 'number' && Number.isSafeInteger(count);
  return isCount ? { whole: BigInt(count), comparator, unit: null } : null;
}

/** A claim under a figure, as the page shows it. */
export function shownGround(part: GroundTable['part'], claim: ClaimRow, agrees: boolean | null) {
  const { id, kind, value, quote, sentence, quoteOffset, language, span, shared, citation } = claim;
  const { document, takenInAt, ...cited } = citation;
  return {
    part,
    claim: id,
    agrees,
    kind,
    quote,
    sentence,
    quoteOffset,
    language,
    span,
    value: value as unknown as Record<string, unknown>,
    visibility: shared.visibility,
    document: { id: document, ...cited, takenInAt: takenInAt.toISOString() },
  };
}
export type ShownGround = ReturnType<typeof shownGround>;

type Weighing = {
  grounds: readonly GroundTable[];
  claims: readonly ClaimRow[];
  figure: Statement | null;
  /** Claims of which a side says that they are not so. */
  disputed?: readonly string[];
  isConfirmed?: boolean;
  /** The sides know that the claims differ, and have agreed on the figure. */
  isSettled?: boolean;
};
/** What speaks of the figure itself; that a condition was met is another matter. */
const isFigure = ({ part }: Pick<GroundTable, 'part'>): boolean => part !== 'condition' && part !== 'statement';

/** Those of the grounds whose claims were found, each with its claim, and whether together they agree with the figure. */
export function weighedGrounds({
  grounds,
  claims,
  figure,
  disputed = [],
  isConfirmed = false,
  isSettled = false,
}: Weighing): {
  agreement: Agreement;
  grounds: ShownGround[];
} {
  const found = grounds.flatMap((ground) => {
    const claim = claims.find(({ id }) => id === ground.claim_id);
    return claim ? [{ ground, claim, statement: isFigure(ground) && !isSettled ? statementOf(claim) : null }] : [];
  });
  const { state, agrees } = agreementOf({
    figure,
    claims: found.map(({ statement }) => statement),
    isDisputed: found.some(({ claim }) => disputed.includes(claim.id)),
    isConfirmed,
  });
  const shown = found.map(({ ground, claim }, index) => shownGround(ground.part, claim, agrees[index] ?? null));
  return { agreement: state, grounds: shown };
}
