import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { anyOf, happened, type Ladder, ladderOf, ledger } from './ledger.sql.ts';
import type { ShownTo } from './request.ts';
import { sql } from 'kysely';

export type RequestTable = Ladder & {
  id: string;
  commitment_id: string;
  assessment_id: string | null;
  about: 'late' | 'withdrawn';
  shown_to: ShownTo;
  withdrawn_on: string | null;
  claim_id: string | null;
  state: 'waiting' | 'approved' | 'refused' | 'taken_back';
  requested_by: string;
  requested_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  remark: LocalisedText | null;
};
const requests = (tx: Tx) => tx.withTables<{ publication_request: RequestTable }>();

type Asked = Pick<RequestTable, 'commitment_id' | 'assessment_id' | 'about' | 'shown_to' | 'withdrawn_on' | 'claim_id'>;

/** Asks a second person of the organisation; nobody outside the own side hears of it. */
export async function insertRequest(context: Served, asked: Asked, ladder: Ladder): Promise<string> {
  const { tx, actor, now, newId } = context;
  const id = newId();
  const shared = { ...ladderOf(ladder), owner_organisation: actor.organisation, visibility: 'own_side' as const };
  const undecided = { state: 'waiting' as const, decided_by: null, decided_at: null, remark: null };
  await requests(tx)
    .insertInto('publication_request')
    .values({ id, ...asked, ...shared, ...undecided, requested_by: actor.person, requested_at: now })
    .execute();
  const happening = { subject: 'commitment', subjectId: asked.commitment_id, action: 'askToAccuse' };
  await happened(context, shared, { ...happening, fields: ['requests'] });
  return id;
}

/** One of the acting organisation's that waits, which nobody else decides until this request ends. */
export const lockRequest = (tx: Tx, id: string) =>
  requests(tx)
    .selectFrom('publication_request')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .forNoKeyUpdate()
    .executeTakeFirst();

export const findRequest = (tx: Tx, id: string) =>
  requests(tx).selectFrom('publication_request').selectAll().where('id', '=', id).executeTakeFirst();

/** What was asked and decided about a commitment, the newest first. */
export const requestsOf = (tx: Tx, commitment: string) =>
  requests(tx)
    .selectFrom('publication_request')
    .selectAll()
    .where('commitment_id', '=', commitment)
    .orderBy('requested_at', 'desc')
    .limit(50)
    .execute();

/** Whether one waits already: about this verdict, or about the withdrawal. */
export const isAskedFor = async (tx: Tx, commitment: string, assessment: string | null): Promise<boolean> =>
  (await requests(tx)
    .selectFrom('publication_request')
    .select('id')
    .where('commitment_id', '=', commitment)
    .where('assessment_id', 'is not distinct from', assessment)
    .where('state', '=', 'waiting')
    .executeTakeFirst()) !== undefined;

/** What waits for the actor to decide: asked by another person of the organisation. */
export const requestsToDecide = ({ tx, actor }: Served) =>
  requests(tx)
    .selectFrom('publication_request')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('owner_organisation', '=', actor.organisation)
    .where('requested_by', '<>', actor.person)
    .orderBy('requested_at')
    .limit(20)
    .execute();

type Decided = { state: 'approved' | 'refused' | 'taken_back'; remark: LocalisedText | null };
const actions = {
  approved: 'approveAccusation',
  refused: 'refuseAccusation',
  taken_back: 'takeBackAccusation',
} as const;

export async function decideWith(context: Served, found: RequestTable, { state, remark }: Decided): Promise<void> {
  await requests(context.tx)
    .updateTable('publication_request')
    .set({ state, remark, decided_by: context.actor.person, decided_at: context.now })
    .where('id', '=', found.id)
    .execute();
  const happening = { subject: 'commitment', subjectId: found.commitment_id, action: actions[state] };
  await happened(context, ladderOf(found), { ...happening, fields: ['requests'] });
}

/** Verdicts that the actor may see, those of the own side locked. */
export async function lockAssessments(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return ledger(tx)
    .selectFrom('assessment')
    .select([
      'id',
      'commitment_id',
      'verdict',
      'owner_organisation',
      'partnership_id',
      'side_id',
      'visibility',
      'is_demo',
    ])
    .select(sql<boolean>`side_id = any ((select actor_sides())::uuid[])`.as('isOwn'))
    .where('id', '=', anyOf(ids))
    .orderBy('id')
    .execute();
}

/** Lets others see a verdict. */
export async function widenAssessment(
  context: Served,
  found: Ladder & { id: string; commitment_id: string },
  visibility: ShownTo,
): Promise<void> {
  await ledger(context.tx).updateTable('assessment').set({ visibility }).where('id', '=', found.id).execute();
  const shared = { ...ladderOf(found), visibility };
  const happening = {
    subject: 'commitment',
    subjectId: found.commitment_id,
    action: 'showVerdict',
    fields: ['verdict'],
  };
  await happened(context, shared, happening);
}
