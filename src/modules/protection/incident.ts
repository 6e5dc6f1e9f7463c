export const incidentKinds = [
  'lost_device',
  'wrong_recipient',
  'unauthorised_access',
  'malware',
  'not_available',
  'changed_or_lost',
  'other',
] as const;
export type IncidentKind = (typeof incidentKinds)[number];

export const incidentStates = ['open', 'contained', 'closed'] as const;
export type IncidentState = (typeof incidentStates)[number];
export const incidentMoves = ['contain', 'close', 'reopen'] as const;
export type IncidentMove = (typeof incidentMoves)[number];

const table: Record<IncidentMove, { from: readonly IncidentState[]; to: IncidentState }> = {
  contain: { from: ['open'], to: 'contained' },
  close: { from: ['contained'], to: 'closed' },
  reopen: { from: ['contained', 'closed'], to: 'open' },
};

export const movesFrom = (state: IncidentState): IncidentMove[] =>
  incidentMoves.filter((move) => table[move].from.includes(state));

type Standing = { state: IncidentState; risk: 'unassessed' | 'none' | 'some' | 'high' };

/** Where a move leads. An incident is closed only when somebody has said how great the risk was. */
export function moveIncident(
  { state, risk }: Standing,
  move: IncidentMove,
): { moved: IncidentState } | { refused: 'wrong-state' | 'risk-unassessed' } {
  if (!table[move].from.includes(state)) return { refused: 'wrong-state' };
  if (move === 'close' && risk === 'unassessed') return { refused: 'risk-unassessed' };
  return { moved: table[move].to };
}
