/** What a bar draws, in per cent of its length. */
export type BarLengths =
  | { readonly over: false; readonly done: number }
  | { readonly over: true; readonly promised: number };

const smallestVisible = 0.8;
const shortestOutline = 8;

/**
 * Lengths for a delivered share (delivered ÷ promised, 0 and more; 1 is exactly what was promised).
 * Never flatters: a share below 1 never looks full, anything delivered is visible, anything beyond 1 is beyond the outline.
 */
export function barLengths(share: number): BarLengths {
  if (!(share > 0)) return { over: false, done: 0 };
  if (share > 1) return { over: true, promised: Math.max(shortestOutline, Math.min(97, floorTenth(100 / share))) };
  if (share === 1) return { over: false, done: 100 };
  return { over: false, done: Math.max(smallestVisible, Math.min(99, floorTenth(share * 100))) };
}

const floorTenth = (percent: number): number => Math.floor(percent * 10) / 10;

/** Delivered ÷ promised for exact amounts in the same unit (minor units or counts); null when nothing was promised. */
export function shareOf(delivered: bigint, promised: bigint): number | null {
  if (promised <= 0n) return null;
  if (delivered === promised) return 1;
  const scale = 1_000_000_000n;
  const share = Number((delivered * scale) / promised) / Number(scale);
  return delivered > promised ? Math.max(share, 1 + Number.EPSILON) : share;
}
