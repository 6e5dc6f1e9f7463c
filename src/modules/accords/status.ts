/** How a commitment stands. Pure: no clock, no database, no HTTP. Its SQL twin is `commitment_status` (db/migrations). */
import { type Comparator, comparators, type Status, statuses } from '../../vocabulary.ts';

export { type Comparator, comparators, type Status, statuses };

export const sentenceKeys = [
  'kept',
  'kept_exceeded',
  'kept_act',
  'on_track_delivered',
  'on_track_assessed',
  'at_risk',
  'at_risk_late',
  'overdue',
  'not_reported',
  'not_reported_never',
  'not_started',
  'withdrawn',
  'no_target',
  'no_target_delivered',
  'done_unpromised',
] as const;
export type SentenceKey = (typeof sentenceKeys)[number];

/** `delivered` and `target` are whole numbers: counts, or minor units of a currency. Days are `YYYY-MM-DD`. */
export type Sentence = {
  key: SentenceKey;
  params: {
    delivered?: bigint;
    target?: bigint;
    comparator?: Comparator;
    term?: string;
    since?: string;
    on?: string;
  };
};

/** What the rule asks of a commitment, its deliveries and its last verdict. */
export type Stand = {
  kind: 'money' | 'measure' | 'act';
  /** Null: no number was stated. An act counts as one. */
  target: bigint | null;
  comparator: Comparator;
  /** An act may have been done without a promise of it that is known; then there is nothing to keep. */
  isPromised: boolean;
  /** The target is for each period (a year): adding periods up keeps no promise. */
  isPerPeriod: boolean;
  /** Its condition is known to be unmet, or another promise has replaced it: its term does not pass. */
  isNotDue: boolean;
  /** What is proved: of "more than 2,700", 2,701; of "up to 100", one. */
  delivered: bigint;
  isWithdrawn: boolean;
  verdict: 'on_track' | 'at_risk' | 'late' | null;
  /** The day on which the verdict was true. */
  verdictOn: string | null;
  /** The term as it was stated (EDTF), for the sentence. */
  term?: string | null;
  /** Its last day. */
  termLast: string | null;
  /** The day of the last report, of any kind. */
  reportedOn: string | null;
};

export type Standing = { status: Status; since?: string; isExceeded: boolean; sentence: Sentence };

const isPast = ({ termLast, isNotDue }: Stand, today: string): boolean =>
  !isNotDue && termLast !== null && today > termLast;
const targetOf = ({ target }: Stand): bigint => target ?? 1n;

/** What is enough. `lt` and `le` promise no more than a ceiling: they are kept at it, or at the end of the term. */
function isKept(stand: Stand, today: string): boolean {
  const { comparator, delivered, isPerPeriod } = stand;
  if (delivered <= 0n || isPerPeriod) return false;
  if (comparator === 'gt') return delivered > targetOf(stand);
  const isEnough = delivered >= targetOf(stand);
  return comparator === 'lt' || comparator === 'le' ? isEnough || isPast(stand, today) : isEnough;
}

function afterTerm({ verdict, verdictOn, termLast }: Stand): Status {
  const isOfAfter = verdict !== null && verdictOn !== null && termLast !== null && verdictOn > termLast;
  if (!isOfAfter) return 'not_reported';
  return verdict === 'late' ? 'overdue' : verdict;
}

function statusAlone(stand: Stand, today: string): Status {
  const { kind, target, isPromised, isWithdrawn, verdict, delivered } = stand;
  if (isWithdrawn) return 'withdrawn';
  if (kind === 'act' ? !isPromised : target === null) return 'no_target';
  if (isKept(stand, today)) return 'kept';
  if (isPast(stand, today)) return afterTerm(stand);
  if (verdict === 'late' || verdict === 'at_risk') return 'at_risk';
  return verdict === 'on_track' || delivered > 0n ? 'on_track' : 'not_started';
}

/** More than was promised, where the promise has an upper end: exactly, up to, less than. */
export function isExceeded({ kind, target, comparator, delivered, isPerPeriod }: Omit<Stand, 'verdict'>): boolean {
  if (kind === 'act' || target === null || isPerPeriod) return false;
  if (comparator === 'lt') return delivered >= target;
  return (comparator === 'eq' || comparator === 'le') && delivered > target;
}

/**
 * The status of a commitment on a day, with the sentence that explains it. No verdict without evidence: past its term
 * and silent it is `not_reported` since the last report, and `overdue` only where a verdict after the term says late.
 *
 * @param today `YYYY-MM-DD`
 */
export function statusOf(stand: Stand, today: string): Standing {
  const status = statusAlone(stand, today);
  const isOver = isExceeded(stand);
  const sentence = sentenceFor(status, stand, isOver);
  const since = status === 'not_reported' && stand.reportedOn !== null ? { since: stand.reportedOn } : {};
  return { status, ...since, isExceeded: isOver, sentence };
}

function sentenceFor(status: Status, stand: Stand, isOver: boolean): Sentence {
  const { delivered, verdictOn, reportedOn, comparator } = stand;
  const term = stand.term ?? stand.termLast;
  const params: Sentence['params'] = {};
  if (delivered > 0n) params.delivered = delivered;
  if (stand.target !== null) Object.assign(params, { target: stand.target, comparator });
  if (term !== null) params.term = term;
  if (status === 'not_reported' && reportedOn !== null) params.since = reportedOn;
  const key = keyFor(status, stand, isOver);
  const isAssessed = key === 'on_track_assessed' || key === 'overdue' || key.startsWith('at_risk');
  if (isAssessed && verdictOn !== null) params.on = verdictOn;
  return { key, params };
}

function keyFor(status: Status, stand: Stand, isOver: boolean): SentenceKey {
  switch (status) {
    case 'kept':
      if (stand.kind === 'act' && stand.target === null) return 'kept_act';
      return isOver ? 'kept_exceeded' : 'kept';
    case 'on_track':
      return stand.verdict === 'on_track' ? 'on_track_assessed' : 'on_track_delivered';
    case 'at_risk':
      return stand.verdict === 'late' ? 'at_risk_late' : 'at_risk';
    case 'not_reported':
      return stand.reportedOn === null ? 'not_reported_never' : 'not_reported';
    case 'no_target':
      if (stand.delivered <= 0n) return 'no_target';
      return stand.kind === 'act' ? 'done_unpromised' : 'no_target_delivered';
    case 'overdue':
    case 'not_started':
    case 'withdrawn':
      return status;
    default:
      return status satisfies never;
  }
}
