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

/** Of one device, in the order of its sequence: up to the last that is signed. */
function segmentOf(run: readonly Linked[]): Segment[] {
  const end = run.findLastIndex(({ signature }) => signature !== null);
  const [first, last] = [run[0], run[end]];
  if (!first || !last?.signature) return [];
  const operations = run.slice(0, end + 1).map(({ one }) => one);
  return [{ device: first.device, previous: first.previous, signature: last.signature, operations }];
}

/**
 * Cuts what is to be handed on into segments: of each device one run, in the order of its sequence and without a gap, at most so many
 * operations in all. What is behind a device's last signature waits for its next one.
 */
export function segmentsOf(kept: readonly Linked[], most: number = limits.operations): Segment[] {
  const segments: Segment[] = [];
  let left = most;
  for (const run of Map.groupBy(kept, ({ device }) => device).values()) {
    const gap = run.findIndex(({ sequence }, index) => sequence !== (run[0]?.sequence ?? 0) + index);
    const whole = gap < 0 ? run : run.slice(0, gap);
    const cut = segmentOf(whole.slice(0, left));
    left -= cut[0]?.operations.length ?? 0;
    segments.push(...cut);
  }
  return segments;
}
