import { type Partnership, partnershipOf } from '../directory/index.ts';
import { type ClaimRow, claimsOf } from '../documents/index.ts';
import type { Served } from '../../platform/serve.ts';
import { findInstrument, type InstrumentTable, type Ladder, lockInstrument } from './instrument.sql.ts';
import { ownSides } from './parts.sql.ts';

/** What every change of an instrument begins with. */
export type Refused<Reason extends string> = { refused: Reason };
export type Missing = 'not-found' | 'not-own-side' | 'stale';
export type At = { id: string; version: number };
export type Saved = { id: string; version: number };

/** The own side's instrument, locked, at the version that the person saw. */
export async function ownInstrument(
  { tx }: Served,
  { id, version }: At,
): Promise<{ found: InstrumentTable } | Refused<Missing>> {
  const found = await lockInstrument(tx, id);
  if (!found) return { refused: (await findInstrument(tx, id)) ? 'not-own-side' : 'not-found' };
  return found.version === version ? { found } : { refused: 'stale' };
}

/** Where the actor's organisation records things in a partnership; undefined when it sits on no side of it. */
export function ladderIn({ actor }: Served, { id, ownSide, isDemo }: Partnership): Ladder | undefined {
  if (ownSide === null) return undefined;
  const owner_organisation = actor.organisation;
  return { owner_organisation, partnership_id: id, side_id: ownSide, visibility: 'own_side', is_demo: isDemo };
}

export async function partnershipAround({ tx }: Served, { partnership_id }: Ladder): Promise<Partnership> {
  const partnership = await partnershipOf(tx, partnership_id);
  if (!partnership) throw new Error('who keeps an instrument sees its partnership');
  return partnership;
}

/** The own side's accepted claims of these ids, of the partnership; refused when one is not there or not accepted. */
export async function acceptedClaims(
  { tx }: Served,
  ids: readonly string[],
  partnership: string,
): Promise<ClaimRow[] | Refused<'claim-not-accepted'>> {
  const [claims, sides] = [await claimsOf(tx, ids), await ownSides(tx)];
  const isWhole = claims.length === new Set(ids).size;
  const areAccepted = claims.every((claim) => claim.state === 'accepted' && claim.partnership === partnership);
  const areOwn = claims.every(({ shared }) => sides.includes(shared.side_id));
  return isWhole && areAccepted && areOwn ? claims : { refused: 'claim-not-accepted' };
}
