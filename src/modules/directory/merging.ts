/** Saying that one record is another. Pure: the rows are read and locked by the caller. */
export type Mergeable = { id: string; mergedInto: string | null; version: number };
export type MergeRefusal = 'same-record' | 'already-merged' | 'merged-into-it';

/**
 * A merge puts a signpost from one record to the one that is kept. A signpost never leads to another signpost, so there is
 * no chain and no circle; whoever needs two steps undoes the first.
 *
 * @param ledHere whether another record is merged into the one that would be led away
 */
export function whyMergeRefused(merged: Mergeable, kept: Mergeable, ledHere: boolean): MergeRefusal | null {
  if (merged.id === kept.id) return 'same-record';
  if (merged.mergedInto !== null || kept.mergedInto !== null) return 'already-merged';
  return ledHere ? 'merged-into-it' : null;
}

/** The parents above an organisation must not lead back to it. @param parentOf of every organisation that has one */
export function isAbove(id: string, parent: string, parentOf: ReadonlyMap<string, string>): boolean {
  const passed = new Set<string>();
  for (let at: string | undefined = parent; at !== undefined && !passed.has(at); at = parentOf.get(at)) {
    if (at === id) return true;
    passed.add(at);
  }
  return false;
}
