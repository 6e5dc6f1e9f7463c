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

const letters = new WeakMap<Segment, number>();
/** How long the text of a run is. */
function lettersOf(segment: Segment): number {
  let known = letters.get(segment);
  if (known === undefined) {
    known = segment.operations.reduce((sum, one) => sum + JSON.stringify(one).length, 0);
    letters.set(segment, known);
  }
  return known;
}

/** How much is in a message, or in a run. */
class Load {
  #operations = 0;
  #letters = 0;
  /** Takes it where there is room; the first of all is always taken. */
  takes(segment: Segment): boolean {
    const [operations, size] = [this.#operations + segment.operations.length, this.#letters + lettersOf(segment)];
    if (this.#operations > 0 && (operations > limits.operations || size > limits.letters)) return false;
    [this.#operations, this.#letters] = [operations, size];
    return true;
  }
}

function asOne(segments: readonly Segment[]): Segment[] {
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last || first === last) return first ? [first] : [];
  return [{ ...first, signature: last.signature, operations: segments.flatMap(({ operations }) => operations) }];
}

/** Runs that follow each other become one, as long as one message holds: the last signature is over the whole chain. */
function* runsOf(line: readonly Segment[], from = 0): Generator<Segment> {
  let [run, load]: [Segment[], Load] = [[], new Load()];
  for (const segment of line.slice(from)) {
    const last = run.at(-1);
    const isNext = !last || (last.device === segment.device && lastOf(last) + 1 === firstOf(segment));
    if (!isNext || !load.takes(segment)) {
      yield* asOne(run);
      [run, load] = [[], new Load()];
      load.takes(segment);
    }
    run.push(segment);
  }
  yield* asOne(run);
}
export const joined = (line: readonly Segment[]): Segment[] => [...runsOf(line)];

const nobody: ReadonlySet<string> = new Set();

/**
 * What a peer lacks, in messages of at most `limits.operations`, made as they are asked for. A run is never cut, because only its end
 * is signed: a peer that has its first half gets it again and takes the rest. `stuck` are devices of which the peer takes nothing now.
 */
export function* missingSegments(
  have: Have,
  lines: ReadonlyMap<string, readonly Segment[]>,
  stuck = nobody,
): Generator<Segment[]> {
  let [message, load]: [Segment[], Load] = [[], new Load()];
  for (const [device, line] of lines) {
    if (stuck.has(device)) continue;
    for (const run of runsOf(line, firstAfter(line, reachedIn(have, device)))) {
      if (!load.takes(run)) {
        yield message;
        [message, load] = [[], new Load()];
        load.takes(run);
      }
      message.push(run);
    }
  }
  if (message.length > 0) yield message;
}

export const nextMissing = (...from: Parameters<typeof missingSegments>): Segment[] | undefined =>
  missingSegments(...from).next().value ?? undefined;

export const reachedIn = (have: Have, device: string): number =>
  Object.hasOwn(have, device) ? (have[device] ?? 0) : 0;

/** Whether a peer lacks anything of these lines. */
export const isMissing = (have: Have, lines: ReadonlyMap<string, readonly Segment[]>, stuck = nobody): boolean =>
  Array.from(lines).some(([device, line]) => {
    const last = line.at(-1);
    return last !== undefined && !stuck.has(device) && lastOf(last) > reachedIn(have, device);
  });

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
