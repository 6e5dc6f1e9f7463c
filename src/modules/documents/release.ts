/** Whether a document belongs to a release. Pure; a machine offers, a person keeps or takes apart, and may take that back. */
export const releaseStates = ['offered', 'kept', 'apart'] as const;
export type ReleaseState = (typeof releaseStates)[number];
export const releaseActions = ['keep', 'split', 'undo'] as const;
export type ReleaseAction = (typeof releaseActions)[number];

const moves: Readonly<Record<ReleaseState, Partial<Record<ReleaseAction, ReleaseState>>>> = {
  offered: { keep: 'kept', split: 'apart' },
  kept: { split: 'apart', undo: 'offered' },
  apart: { undo: 'offered' },
};

/** The only way from one state to another; null where there is none. */
export const movedRelease = (state: ReleaseState, action: ReleaseAction): ReleaseState | null =>
  moves[state][action] ?? null;

export const releaseActionsOf = (state: ReleaseState): ReleaseAction[] =>
  releaseActions.filter((action) => moves[state][action] !== undefined);
