/** What may happen to a drafted claim. Pure: no clock, no database, no HTTP. */
export const claimStates = ['draft', 'accepted', 'rejected'] as const;
export type ClaimState = (typeof claimStates)[number];
export const claimActions = ['change', 'accept', 'reject', 'reopen'] as const;
export type ClaimAction = (typeof claimActions)[number];

const moves: Readonly<Record<ClaimState, Partial<Record<ClaimAction, ClaimState>>>> = {
  draft: { change: 'draft', accept: 'accepted', reject: 'rejected' },
  accepted: { reopen: 'draft' },
  rejected: { reopen: 'draft' },
};

export type MoveRefusal = 'stale' | 'already-decided';
export type Move = { moved: ClaimState } | { refused: MoveRefusal };

/** What may be done with a claim in this state: the page asks here for its buttons. */
export const actionsOf = (state: ClaimState): ClaimAction[] =>
  claimActions.filter((action) => moves[state][action] !== undefined);

/**
 * The only way from one state to another. `version` is that of the claim as its reader saw it. Who comes too late hears
 * `already-decided` when somebody else has decided, and `stale` when the claim is otherwise not what they saw.
 */
export function moveClaim(
  claim: { state: ClaimState; version: number },
  { action, version }: { action: ClaimAction; version: number },
): Move {
  const moved = moves[claim.state][action];
  if (moved === undefined) return { refused: action === 'reopen' ? 'stale' : 'already-decided' };
  return version === claim.version ? { moved } : { refused: 'stale' };
}

type Compared = { id: string; kind: string; state: ClaimState; value: object };

const quantityOf = (value: object): { about: string; amount: string } | null => {
  const { measure, value: amount, role } = value as { measure?: string; value?: number; role?: string };
  if (measure === undefined || amount === undefined) return null;
  return { about: `${measure} ${role === 'planned' ? 'planned' : 'other'}`, amount: String(amount) };
};

/**
 * Claims of one document that count the same thing and give another number: for each, the ids of the others. Both may be
 * right (another place, another year), so this is a question to the reader and never decides anything.
 */
export function disagreementsOf(claims: readonly Compared[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const counts = claims.flatMap(({ id, kind, state, value }) => {
    const quantity = kind === 'count' && state !== 'rejected' ? quantityOf(value) : null;
    return quantity ? [{ id, ...quantity }] : [];
  });
  for (const one of counts) {
    const others = counts.filter((other) => other.about === one.about && other.amount !== one.amount);
    if (others.length > 0)
      found.set(
        one.id,
        others.map(({ id }) => id),
      );
  }
  return found;
}
