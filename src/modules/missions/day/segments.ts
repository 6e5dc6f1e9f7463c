import { type Carried, type Erased, limits, type Segment } from './exchange.ts';

/** An operation with what is needed to hand it on. */
export type Linked = {
  device: string;
  sequence: number;
  /** The device's chain before it, in base64url. */
  previous: string;
  /** The device's signature over the chain up to and with it, where there is one. */
  signature: string | null;
  one: Carried | Erased;
};

const lettersOf = (one: Carried | Erased): number => JSON.stringify(one).length;

/** How many of a run one segment may hold, so that whoever gets it can hand it on in one message. */
function roomIn(run: readonly Linked[], most: number): number {
  let letters = 0;
  const end = run.findIndex(({ one }, at) => at >= most || (letters += lettersOf(one)) > limits.letters);
  return end < 0 ? run.length : Math.max(1, end);
}

/** Of one device, in the order of its sequence: cut where it signed, up to the last that is signed. */
function* cut(run: readonly Linked[], most: number): Generator<Segment> {
  for (let from = 0, left = most; left > 0 && from < run.length; ) {
    const some = run.slice(from, from + roomIn(run.slice(from, from + Math.min(left, limits.operations)), left));
    let end = some.findLastIndex(({ signature }) => signature !== null);
    // A run that its author signed only further on is sent whole, as it came.
    if (end < 0) end = run.slice(from, from + left).findIndex(({ signature }) => signature !== null);
    const [first, last] = [run[from], run[from + end]];
    if (end < 0 || !first || !last?.signature) return;
    const operations = run.slice(from, from + end + 1).map(({ one }) => one);
    yield { device: first.device, previous: first.previous, signature: last.signature, operations };
    left -= end + 1;
    from += end + 1;
  }
}

/**
 * Cuts what is to be handed on into segments: of each device in the order of its sequence and without a gap, none longer than one
 * message holds, at most so many operations in all. What is behind a device's last signature waits for its next one.
 */
export function segmentsOf(kept: readonly Linked[], most: number = limits.operations): Segment[] {
  const segments: Segment[] = [];
  let left = most;
  for (const run of Map.groupBy(kept, ({ device }) => device).values()) {
    const gap = run.findIndex(({ sequence }, index) => sequence !== (run[0]?.sequence ?? 0) + index);
    for (const segment of cut(gap < 0 ? run : run.slice(0, gap), left)) {
      left -= segment.operations.length;
      segments.push(segment);
    }
  }
  return segments;
}
