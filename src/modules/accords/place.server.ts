import type { ClaimRow } from '../documents/index.ts';
import { claimsOf } from '../documents/index.ts';
import { partnershipOf, type Partnership } from '../directory/index.ts';
import type { Acting } from '../../platform/serve.ts';
import type { Ladder } from './ledger.sql.ts';

/** From where in a partnership the actor speaks and enters, and on which claims. */
type Refused<Reason extends string> = { refused: Reason };

/** Where the actor's organisation enters things in a partnership; undefined when it sits on no side of it. */
export function ladderIn(context: Acting, { id, ownSide, isDemo }: Partnership): Ladder | undefined {
  if (ownSide === null) return undefined;
  const owner_organisation = context.actor.organisation;
  return { owner_organisation, partnership_id: id, side_id: ownSide, visibility: 'own_side', is_demo: isDemo };
}

export type Place = { partnership: Partnership; ladder: Ladder };

export async function placeOf(
  context: Acting,
  partnership: string,
): Promise<Place | Refused<'not-found' | 'not-own-side'>> {
  const found = await partnershipOf(context.tx, partnership);
  if (!found) return { refused: 'not-found' };
  const ladder = ladderIn(context, found);
  return ladder ? { partnership: found, ladder } : { refused: 'not-own-side' };
}

export const seatedIn = ({ sides }: Partnership): Set<string> =>
  new Set(sides.flatMap(({ organisations }) => organisations));

/** The accepted claims of these ids, of the partnership; refused when one is not there or not accepted. */
export async function acceptedClaims(
  { tx }: Acting,
  ids: readonly string[],
  partnership: string,
): Promise<ClaimRow[] | Refused<'claim-not-accepted'>> {
  const claims = await claimsOf(tx, ids);
  const isWhole = claims.length === new Set(ids).size;
  const areAccepted = claims.every((claim) => claim.state === 'accepted' && claim.partnership === partnership);
  return isWhole && areAccepted ? claims : { refused: 'claim-not-accepted' };
}

/** The same, where a figure is to rest on them: each side lays its own claims alone, however widely they are shown. */
export async function layableClaims(
  context: Acting,
  ids: readonly string[],
  { partnership_id, side_id }: Pick<Ladder, 'partnership_id' | 'side_id'>,
): Promise<ClaimRow[] | Refused<'claim-not-accepted'>> {
  const accepted = await acceptedClaims(context, ids, partnership_id);
  if ('refused' in accepted) return accepted;
  return accepted.every(({ shared }) => shared.side_id === side_id) ? accepted : { refused: 'claim-not-accepted' };
}

/** The organisations of the actor's own side. */
export const ownSideOf = ({ sides, ownSide }: Partnership): readonly string[] =>
  sides.find(({ id }) => id === ownSide)?.organisations ?? [];
