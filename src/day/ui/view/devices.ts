import type { Have } from '../../../modules/missions/day/operation.ts';

/** How many operations that are here another device has not said to have; null where it has never said anything. Pure. */
export function behindOf(here: Have, theirs: Have | undefined): number | null {
  if (!theirs) return null;
  return Object.entries(here).reduce((sum, [device, top]) => sum + Math.max(0, top - (theirs[device] ?? 0)), 0);
}
