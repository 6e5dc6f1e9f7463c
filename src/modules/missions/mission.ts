/** How a mission lives. Pure: no clock, no database, no HTTP. */
export const missionStates = ['draft', 'announced', 'running', 'closed', 'cancelled'] as const;
export type MissionState = (typeof missionStates)[number];
export const missionMoves = ['announce', 'start', 'close', 'reopen', 'cancel'] as const;
export type MissionMove = (typeof missionMoves)[number];
/** Announcing shows a mission to everybody, and so has an endpoint and conditions of its own. */
export const plainMoves = ['start', 'close', 'reopen', 'cancel'] as const satisfies MissionMove[];

/**
 * The one table of what may happen: from which state each move leads to which. One that runs is closed and not cancelled:
 * whoever has been seen by then stays counted. What was closed too early is opened again.
 */
const table: Record<MissionMove, { from: readonly MissionState[]; to: MissionState }> = {
  announce: { from: ['draft'], to: 'announced' },
  start: { from: ['announced'], to: 'running' },
  close: { from: ['running'], to: 'closed' },
  reopen: { from: ['closed'], to: 'running' },
  cancel: { from: ['draft', 'announced'], to: 'cancelled' },
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

/** For how many days a device keeps what it holds once all of it is safe elsewhere: at first, and at most. */
export const usualKeepDays = 7;
export const mostKeepDays = 90;

/** Whether its plan is over: then nothing of it changes any more. */
export const isOver = (state: MissionState): boolean => state === 'closed' || state === 'cancelled';
