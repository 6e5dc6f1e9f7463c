/** How a mission lives. Pure: no clock, no database, no HTTP. */
export const missionStates = ['open', 'closed'] as const;
export type MissionState = (typeof missionStates)[number];
export const missionMoves = ['close', 'reopen'] as const;
export type MissionMove = (typeof missionMoves)[number];

/** The one table of what may happen: from which state each move leads to which. */
const table: Record<MissionMove, { from: readonly MissionState[]; to: MissionState }> = {
  close: { from: ['open'], to: 'closed' },
  reopen: { from: ['closed'], to: 'open' },
};

/** What may happen next; the page makes its buttons of it. */
export const movesFrom = (state: MissionState): MissionMove[] =>
  missionMoves.filter((move) => table[move].from.includes(state));

/** The state after a move, or why there is none. */
export function moved(
  state: MissionState,
  move: MissionMove,
): { moved: MissionState } | { refused: 'mission-move-impossible' } {
  return movesFrom(state).includes(move) ? { moved: table[move].to } : { refused: 'mission-move-impossible' };
}
