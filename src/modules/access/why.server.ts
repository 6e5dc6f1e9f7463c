import type { Served } from '../../platform/serve.ts';
import { moment } from './shown.server.ts';
import {
  actsOf,
  type ReasonKind,
  readingOf,
  reasonsFor,
  reasonsForMission,
  reasonsForPartnership,
  type Seats,
  type Subject,
} from './why.ts';
import {
  ladderOf,
  organisationNamed,
  partnershipLadder,
  partnershipNamed,
  patientReasons,
  registrarOf,
  roleEnd,
  seatsOf,
  sideNamed,
} from './why.sql.ts';

type Asked = { subject: Subject; id: string };
type Reason = { kind: ReasonKind; until: Date | null };
type Found = {
  reasons: Reason[];
  owner: string | null;
  partnership: string | null;
  side: string | null;
  visibility: 'own_side' | 'partnership' | 'public' | null;
};

/** Reasons that last as long as the record says what it says. */
const standing = (kinds: readonly ReasonKind[]): Reason[] => kinds.map((kind) => ({ kind, until: null }));

/** Why the acting organisation sees a record; undefined where it does not, or where there is none. */
async function foundFor({ tx }: Served, { subject, id }: Asked, seats: Seats): Promise<Found | undefined> {
  const nowhere = { partnership: null, side: null, visibility: null };
  if (subject === 'partnership') {
    const row = await partnershipLadder(tx, id);
    return row && { ...nowhere, ...row, partnership: id, reasons: standing(reasonsForPartnership(row, seats)) };
  }
  if (subject === 'organisation' || subject === 'person') {
    const row = await registrarOf(tx, subject, id);
    return row && { ...nowhere, ...row, reasons: standing(['known_to_all']) };
  }
  if (subject === 'patient') {
    const row = await patientReasons(tx, id);
    return row && { ...nowhere, owner: row.custodian, reasons: row.reasons };
  }
  const row = await ladderOf(tx, subject, id);
  if (!row) return undefined;
  return {
    ...row,
    reasons: standing(subject === 'mission' ? reasonsForMission(id, row, seats) : reasonsFor(row, seats)),
  };
}

/** The side on which the acting organisation sits, where that is why it sees the row. */
const sideFor = (kind: ReasonKind, { side }: Found): string | null => (kind === 'own_side' ? side : null);

/** The whole explanation; undefined for what the actor does not see, whether it is there or not. */
export async function explain(context: Served, subject: Subject, id: string) {
  const { tx, actor } = context;
  if (!actor.may.has(readingOf(subject))) return undefined;
  const found = await foundFor(context, { subject, id }, await seatsOf(tx));
  if (!found || found.reasons.length === 0) return undefined;
  const partnership = found.partnership === null ? null : await partnershipNamed(tx, found.partnership);
  const reasons = [];
  for (const { kind, until } of found.reasons) {
    const side = sideFor(kind, found);
    reasons.push({ kind, partnership, side: side === null ? null : await sideNamed(tx, side), until: moment(until) });
  }
  return {
    subject,
    id,
    reasons,
    owner: found.owner === null ? null : await organisationNamed(tx, found.owner),
    visibility: found.visibility,
    role: actor.role,
    isClinical: [...actor.may].some((permission) => permission.startsWith('patients.')),
    roleEndsAt: moment(await roleEnd(tx, actor.organisation)),
    acts: actsOf(subject, actor),
  };
}
