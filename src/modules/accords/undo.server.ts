import { claimsOf, reopenClaim } from '../documents/index.ts';
import type { Served } from '../../platform/serve.ts';
import { confirmersOf } from './delivery.sql.ts';
import { groundsLeft, groundsOfClaims, takeUpGrounds } from './ground.sql.ts';
import { type Figure, type GroundOf, lockFigure } from './ledger.sql.ts';
import { dependentsOf, emptiedCommitment, hasAssessment, retract } from './retract.sql.ts';
import { carriesRecord } from './tie.sql.ts';

/** Takes back what was entered: pure bookkeeping of grounds, in the transaction of the request. */
export type RetractRefusal = 'already-published' | 'confirmed-by-others' | 'still-needed';
export type UndoRefusal = RetractRefusal | 'not-found' | 'stale' | 'not-accepted';
type Refused<Reason> = { refused: Reason };

const figureOf = (ground: Awaited<ReturnType<typeof groundsOfClaims>>[number]): GroundOf | null => {
  for (const type of ['commitment', 'delivery', 'capacity'] as const satisfies Figure[]) {
    const id = ground[`${type}_id`];
    if (id !== null) return { type, id };
  }
  return null;
};

/** Why a delivery of the own side cannot simply be taken back; null where it can. */
export async function whyDeliveryStays(
  { tx, actor }: Served,
  { id, visibility }: { id: string; visibility: string },
): Promise<'already-published' | 'confirmed-by-others' | null> {
  if (visibility === 'public') return 'already-published';
  const confirmers = await confirmersOf(tx, id);
  return confirmers.some((organisation) => organisation !== actor.organisation) ? 'confirmed-by-others' : null;
}

async function whyStays(context: Served, { type, id }: GroundOf, visibility: string): Promise<RetractRefusal | null> {
  if (type === 'delivery') return whyDeliveryStays(context, { id, visibility });
  if (visibility === 'public') return 'already-published';
  return type === 'commitment' && (await dependentsOf(context.tx, id)) > 0 ? 'still-needed' : null;
}

/** Retracts a figure that nothing rests under any more, and the commitment that was made for it alone. */
async function retractBare(context: Served, figure: GroundOf): Promise<string[] | Refused<RetractRefusal>> {
  const locked = await lockFigure(context.tx, figure);
  if (!locked || (await groundsLeft(context.tx, figure.type, figure.id)) > 0) return [];
  const refused = await whyStays(context, figure, locked.visibility);
  if (refused) return { refused };
  await retract(context, figure, locked);
  if (figure.type !== 'delivery') return [figure.id];
  const emptied = await emptiedCommitment(context.tx, figure.id);
  if (!emptied) return [figure.id];
  await retract(context, { type: 'commitment', id: emptied.id }, emptied);
  return [figure.id, emptied.id];
}

/** Deliveries go first: a commitment is still needed while one is left. */
const byDependence: readonly Figure[] = ['delivery', 'capacity', 'commitment'];

/**
 * Makes an accepted claim a draft again. What rested on it alone is retracted; nothing of it may be published, confirmed
 * by another organisation, or needed by something else.
 */
export async function undoEntry(
  context: Served,
  decision: { claim: string; version: number },
): Promise<{ retracted: string[]; version: number } | Refused<UndoRefusal>> {
  const { tx } = context;
  const [claim] = await claimsOf(tx, [decision.claim]);
  if (!claim) return { refused: 'not-found' };
  if (claim.state !== 'accepted') return { refused: 'not-accepted' };
  if (claim.shared.visibility === 'public') return { refused: 'already-published' };
  if ((await hasAssessment(tx, claim.id)) || (await carriesRecord(tx, claim.id))) return { refused: 'still-needed' };
  const reopened = await reopenClaim(context, decision);
  if ('refused' in reopened) {
    return { refused: reopened.refused === 'already-decided' ? 'stale' : reopened.refused };
  }
  const figures = (await groundsOfClaims(tx, [claim.id])).flatMap((ground) => figureOf(ground) ?? []);
  await takeUpGrounds(tx, claim.id);
  const retracted: string[] = [];
  for (const type of byDependence)
    for (const figure of figures.filter((each) => each.type === type)) {
      const taken = await retractBare(context, figure);
      if ('refused' in taken) return taken;
      retracted.push(...taken);
    }
  return { retracted, version: reopened.reopened.version };
}
