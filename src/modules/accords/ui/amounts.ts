import type { BarContent } from '../../../design/PromiseBar.tsx';
import { shareOf } from '../../../design/share.ts';
import type { Row, WireAmount } from './types.ts';

const finest = 4;

/** An amount as a whole number of the finest units that travel (ten-thousandths), so that two of one unit can be compared. */
function wholeOf({ amount }: WireAmount): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(finest, '0'));
}

export const isZero = (amount: WireAmount): boolean => wholeOf(amount) === 0n;

/** What the bar of a commitment shows. Without a stated number there is nothing to measure against. */
export function barOf(row: Pick<Row, 'kind' | 'target' | 'term' | 'standing'>): BarContent {
  const { delivered, deliveredComparator } = row.standing;
  if (row.kind === 'act' && row.target === null) return { kind: 'act', done: !isZero(delivered) };
  if (row.target === null) return { kind: 'open' };
  const share = shareOf(wholeOf(delivered), wholeOf(row.target)) ?? 0;
  const atLeast = deliveredComparator === 'gt' || deliveredComparator === 'ge';
  return { kind: 'measured', share, term: row.term !== null, atLeast };
}

/** Rungs below a promise: what is only talked about has a dashed outline. */
const notYetPromised = new Set<Row['strength']>([
  'discussed',
  'proposed',
  'considered',
  'agreed_to_consider',
  'planned',
]);
export const isTentative = ({ strength }: Pick<Row, 'strength'>): boolean => notYetPromised.has(strength);
