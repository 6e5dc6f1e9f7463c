/** How a encounter lives. Pure: no clock, no database, no HTTP. */
export const encounterStates = ['open', 'closed'] as const;
export type EncounterState = (typeof encounterStates)[number];
export const encounterMoves = ['close', 'reopen'] as const;
export type EncounterMove = (typeof encounterMoves)[number];

/** The one table of what may happen: from which state each move leads to which. */
const table: Record<EncounterMove, { from: readonly EncounterState[]; to: EncounterState }> = {
  close: { from: ['open'], to: 'closed' },
  reopen: { from: ['closed'], to: 'open' },
};

/** What may happen next; the page makes its buttons of it. */
export const movesFrom = (state: EncounterState): EncounterMove[] =>
  encounterMoves.filter((move) => table[move].from.includes(state));

/** The state after a move, or why there is none. */
export function moved(
  state: EncounterState,
  move: EncounterMove,
): { moved: EncounterState } | { refused: 'encounter-move-impossible' } {
  return movesFrom(state).includes(move) ? { moved: table[move].to } : { refused: 'encounter-move-impossible' };
}
