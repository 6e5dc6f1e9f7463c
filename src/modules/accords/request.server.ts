import { mayPublish } from '../directory/index.ts';
import { showClaims } from '../documents/index.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { isWider } from './commitment.ts';
import { findCommitment, withdrawCommitment } from './commitment.sql.ts';
import { type CommitmentTable, layGround, takeTurns } from './ledger.sql.ts';
import { publish } from './publish.server.ts';
import { type Decision, decisionsFor, type Decider, type RequestRefusal, whyNotDecided } from './request.ts';
import {
  decideWith,
  findRequest,
  insertRequest,
  isAskedFor,
  lockAssessments,
  lockRequest,
  type RequestTable,
  widenAssessment,
} from './request.sql.ts';

/** A status that accuses is shown to others by two people of one organisation. */
type Refused<Reason extends string> = { refused: Reason };
const deciderOf = ({ actor }: Served): Decider => ({
  person: actor.person,
  organisation: actor.organisation,
  mayPublish: actor.may.has('accords.publish'),
});
const askedIn = (found: RequestTable) => ({
  state: found.state,
  requestedBy: found.requested_by,
  organisation: found.owner_organisation,
});

/** Asks that others see a withdrawal; until a second person approves, the commitment stands as before. */
export async function askToWithdraw(
  context: Served,
  commitment: CommitmentTable,
  { on, claim }: { on: string; claim: string | null },
): Promise<{ asked: string } | Refused<'already-asked'>> {
  await takeTurns(context.tx, `requests about ${commitment.id}`);
  if (await isAskedFor(context.tx, commitment.id, null)) return { refused: 'already-asked' };
  const shown_to = commitment.visibility === 'public' ? 'public' : 'partnership';
  const asked = { commitment_id: commitment.id, assessment_id: null, about: 'withdrawn' as const, shown_to } as const;
  return { asked: await insertRequest(context, { ...asked, withdrawn_on: on, claim_id: claim }, commitment) };
}

/** What hinders what was approved. */
type Hindrance = 'partnership-not-public' | 'side-may-not-publish' | 'stale';
type DecideRefusal = RequestRefusal | Hindrance | 'not-found';
type Deciding = { id: string; decision: Decision; remark?: LocalisedText | undefined };

export async function decideRequest(
  context: Served,
  { id, decision, remark: said }: Deciding,
): Promise<{ decided: RequestTable } | Refused<DecideRefusal>> {
  const { tx } = context;
  const remark = said ?? null;
  const known = await findRequest(tx, id);
  if (!known) return { refused: 'not-found' };
  const decider = deciderOf(context);
  const found = known.owner_organisation === decider.organisation ? await lockRequest(tx, id) : undefined;
  const refused = whyNotDecided(found ? askedIn(found) : { ...askedIn(known), state: 'decided' }, decider, decision);
  if (refused || !found) return { refused: refused ?? 'answered-before' };
  if (decision !== 'approve') {
    await decideWith(context, found, { state: decision === 'refuse' ? 'refused' : 'taken_back', remark });
  } else {
    const hindered = await approve(context, found, remark);
    if (hindered) return { refused: hindered };
  }
  const decided = await findRequest(tx, id);
  return decided ? { decided } : { refused: 'not-found' };
}

async function approve(context: Served, found: RequestTable, remark: LocalisedText | null): Promise<Hindrance | null> {
  const { tx } = context;
  const commitment = await findCommitment(tx, found.commitment_id);
  if (!commitment) return 'stale';
  // Only what is approved may be shown: the database asks the same again.
  await decideWith(context, found, { state: 'approved', remark });
  if (found.about === 'late') return showVerdict(context, found, commitment);
  return showWithdrawal(context, found, commitment);
}

async function showVerdict(
  context: Served,
  found: RequestTable,
  commitment: CommitmentTable,
): Promise<Hindrance | null> {
  if (isWider(found.shown_to, commitment.visibility)) return 'stale';
  if (found.shown_to === 'public' && !(await mayPublish(context, found.partnership_id, 'verdicts')))
    return 'side-may-not-publish';
  const [verdict] = await lockAssessments(context.tx, found.assessment_id ? [found.assessment_id] : []);
  if (!verdict) return 'stale';
  if (isWider(found.shown_to, verdict.visibility)) await widenAssessment(context, verdict, found.shown_to);
  return null;
}

async function showWithdrawal(
  context: Served,
  { withdrawn_on: on, claim_id, shown_to, commitment_id }: RequestTable,
  commitment: CommitmentTable,
): Promise<Hindrance | null> {
  // What others came to see since it was asked, was not asked.
  if (on === null || isWider(commitment.visibility, shown_to)) return 'stale';
  if (commitment.withdrawn_on !== on) await withdrawCommitment(context, commitment, on);
  if (claim_id) {
    await layGround(context.tx, claim_id, { type: 'commitment', id: commitment_id, part: 'statement' });
    await showClaims(context, [claim_id], shown_to);
  }
  if (!isWider(shown_to, commitment.visibility)) return null;
  const asked = { commitments: [commitment_id], capacities: [], assessments: [], visibility: shown_to };
  const shown = await publish(context, asked, commitment_id);
  if (!('refused' in shown)) return null;
  const { refused } = shown;
  return refused === 'partnership-not-public' || refused === 'side-may-not-publish' ? refused : 'stale';
}

const instant = (at: Date | null): string | null => at && new Date(at).toISOString();

/** As the page shows it, with what the person who asks may do. */
export const requestShown = (found: RequestTable, context: Served) => ({
  id: found.id,
  commitment: found.commitment_id,
  about: found.about,
  shownTo: found.shown_to,
  assessment: found.assessment_id,
  withdrawnOn: found.withdrawn_on,
  state: found.state,
  requestedBy: found.requested_by,
  requestedAt: new Date(found.requested_at).toISOString(),
  decidedBy: found.decided_by,
  decidedAt: instant(found.decided_at),
  remark: found.remark,
  may: decisionsFor(askedIn(found), deciderOf(context)),
});
