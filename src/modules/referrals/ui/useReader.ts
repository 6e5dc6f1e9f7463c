import { useSession } from '../../../web/kit/session.ts';
import type { Reader } from './possible.ts';
import { useOwnBoard } from './useBoardAsked.ts';
import { applyingOf, type Referral } from './types.ts';

/** Who reads this referral: what their organisation is in it, and what they may do. */
export function useReader(referral: Referral): Reader {
  const { may } = useSession();
  const { stage, parties, isStopPending } = referral;
  const asked = useOwnBoard(referral);
  const board = asked?.rule.votesElsewhere
    ? undefined
    : asked && { presides: asked.own?.presides ?? false, allowed: asked.allowed };
  return { stage, applying: applyingOf(referral), as: parties, may, isStopPending, board };
}
