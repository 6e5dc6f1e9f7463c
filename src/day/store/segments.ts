import { isOperation } from '../../modules/missions/day/carried.ts';
import {
  type Carried,
  chainBegins,
  isErased,
  limits,
  type Refusal,
  type RefusalReason,
  type Segment,
} from '../../modules/missions/day/exchange.ts';
import type { Have } from '../../modules/missions/day/operation.ts';
import type { End } from './dayDatabase.ts';

/** How runs of signed operations are joined, cut and judged. Pure. */

const firstOf = ({ operations }: Segment): number => operations[0]?.sequence ?? 0;
export const lastOf = ({ operations }: Segment): number => operations.at(-1)?.sequence ?? 0;

/** Runs that follow each other become one: the last signature is over the whole chain. */
export function joined(segments: readonly Segment[], most: number = limits.operations): Segment[] {
  const runs: Segment[] = [];
  for (const segment of segments) {
    const last = runs.at(-1);
    const isNext = last?.device === segment.device && lastOf(last) + 1 === firstOf(segment);
    if (!last || !isNext || last.operations.length + segment.operations.length > most) runs.push(segment);
    else
      runs[runs.length - 1] = {
        ...last,
        signature: segment.signature,
        operations: [...last.operations, ...segment.operations],
      };
  }
  return runs;
}

/**
 * What a peer lacks, in messages of at most `limits.operations`. A run is never cut, because only its end is signed: a peer that has
 * its first half gets it again and takes the rest.
 */
export function missingSegments(have: Have, lines: ReadonlyMap<string, readonly Segment[]>): Segment[][] {
  const missing = Array.from(lines, ([device, line]) => {
    const top = Object.hasOwn(have, device) ? (have[device] ?? 0) : 0;
    return joined(line.slice(firstAfter(line, top)));
  }).flat();
  const messages: Segment[][] = [];
  let count = limits.operations as number;
  for (const segment of missing) {
    count += segment.operations.length;
    if (count > limits.operations) {
      messages.push([]);
      count = segment.operations.length;
    }
    messages.at(-1)?.push(segment);
  }
  return messages;
}

/** Where in a line the first run is that goes beyond this sequence. Lines are long and what is asked for is at their end. */
function firstAfter(line: readonly Segment[], top: number): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const segment = line[middle];
    if (segment && lastOf(segment) <= top) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const refusalOf = (segment: Segment, reason: RefusalReason): Refusal => ({
  device: segment.device,
  from: firstOf(segment),
  to: lastOf(segment),
  reason,
});

export type Judged = { fresh: Segment; end: End } | { reason: RefusalReason } | 'known';

/**
 * What of a segment is new after `end`. `chains` are the chain's links after each of its operations, from the verification of its
 * signature; null where that failed.
 */
export function judged(segment: Segment, end: End | undefined, chains: readonly string[] | null): Judged {
  if (!chains) return { reason: 'bad-signature' };
  const { sequence, chain } = end ?? { sequence: 0, chain: chainBegins };
  const first = firstOf(segment);
  if (first > sequence + 1) return { reason: 'not-in-order' };
  const knownCount = sequence + 1 - first;
  if (knownCount >= segment.operations.length) {
    const isSame = knownCount > segment.operations.length || chains.at(-1) === chain;
    return isSame ? 'known' : { reason: 'sequence-taken' };
  }
  const before = knownCount === 0 ? segment.previous : chains[knownCount - 1];
  if (before !== chain) return { reason: 'chain-broken' };
  const operations = segment.operations.slice(knownCount);
  return {
    fresh: { ...segment, previous: chain, operations },
    end: { sequence: lastOf(segment), chain: chains.at(-1) ?? chain },
  };
}

/** Every operation is this device's, of this mission, and follows the one before. Only the server says that one was erased. */
export function faultOf(
  { device, operations }: Segment,
  { mission, isServer }: { mission: string; isServer: boolean },
): RefusalReason | null {
  if (operations.length === 0) return 'bad-operation';
  for (const [at, one] of operations.entries()) {
    if (one.sequence !== (operations[0]?.sequence ?? 0) + at) return 'not-in-order';
    if (isErased(one)) {
      if (!isServer) return 'bad-operation';
    } else if (one.mission !== mission) return 'other-mission';
    else if (one.device !== device || !isOperation(one)) return 'bad-operation';
  }
  return null;
}

export const operationsIn = (segments: readonly Segment[]): Carried[] =>
  segments.flatMap(({ operations }) => operations.filter((one): one is Carried => !isErased(one)));

/** A device says two different things under one number: somebody copied it, or it lost its memory. */
export const isToKeep = ({ reason }: Refusal): boolean => reason === 'sequence-taken' || reason === 'chain-broken';
export const isSame = (one: Refusal, other: Refusal): boolean =>
  one.device === other.device && one.from === other.from && one.to === other.to && one.reason === other.reason;
