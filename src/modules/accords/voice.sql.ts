import { sql } from 'kysely';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import type { Rung } from './commitment.ts';
import { happened, type Ladder, ladderOf } from './ledger.sql.ts';

/** What sides say of a commitment in their own name: that a claim is not so, and what a named party answers. */
export type DisputeTable = Ladder & {
  id: string;
  commitment_id: string;
  claim_id: string;
  reasons: LocalisedText;
  person: string;
  at: Date;
  ended_at: Date | null;
};
export type AnswerTable = Ladder & {
  id: string;
  commitment_id: string;
  number: number;
  wording: LocalisedText;
  person: string;
  at: Date;
};
const voices = (tx: Tx) => tx.withTables<{ dispute: DisputeTable; answer: AnswerTable }>();

type Disputed = { commitment: string; claim: string; reasons: LocalisedText };

/** Enters a dispute, and returns its id. */
export async function insertDispute(
  context: Served,
  { commitment, claim, reasons }: Disputed,
  shared: Ladder,
): Promise<string> {
  const { tx, actor, now, newId } = context;
  const id = newId();
  const about = { commitment_id: commitment, claim_id: claim, reasons };
  await voices(tx)
    .insertInto('dispute')
    .values({ id, ...about, ...ladderOf(shared), person: actor.person, at: now, ended_at: null })
    .execute();
  const happening = { subject: 'commitment', subjectId: commitment, action: 'dispute', fields: ['disputes'] };
  await happened(context, shared, happening);
  return id;
}

/** Those that have not been taken back, as far as the actor sees them. */
export const disputesOf = (tx: Tx, commitment: string) =>
  voices(tx)
    .selectFrom('dispute')
    .selectAll()
    .select(sql<boolean>`side_id = any ((select actor_sides())::uuid[])`.as('isOwn'))
    .where('commitment_id', '=', commitment)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .limit(100)
    .execute();

/** A dispute of the own side that has not been taken back. */
export const lockDispute = (tx: Tx, id: string) =>
  voices(tx)
    .selectFrom('dispute')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();

export async function endDisputeOf(context: Served, found: DisputeTable): Promise<void> {
  await voices(context.tx).updateTable('dispute').set({ ended_at: context.now }).where('id', '=', found.id).execute();
  const happening = {
    subject: 'commitment',
    subjectId: found.commitment_id,
    action: 'endDispute',
    fields: ['disputes'],
  };
  await happened(context, ladderOf(found), happening);
}

type Answered = { commitment: string; wording: LocalisedText; visibility: Exclude<Rung, 'own_side'> };

/** The next version of what the actor's organisation answers. Those who answer for one organisation must take turns. */
export async function insertAnswer(context: Served, answered: Answered, ladder: Ladder): Promise<AnswerTable> {
  const { tx, actor, now, newId } = context;
  const { commitment, wording, visibility } = answered;
  const newest = await voices(tx)
    .selectFrom('answer')
    .select('number')
    .where('commitment_id', '=', commitment)
    .where('owner_organisation', '=', actor.organisation)
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const shared = { ...ladderOf(ladder), visibility };
  const said = { id: newId(), commitment_id: commitment, wording, number: (newest?.number ?? 0) + 1 };
  const row = { ...said, ...shared, person: actor.person, at: now };
  await voices(tx).insertInto('answer').values(row).execute();
  const happening = { subject: 'commitment', subjectId: commitment, action: 'answer', fields: ['answers'] };
  await happened(context, shared, happening);
  return row;
}

/** Every version, each organisation's newest first. */
export const answersOf = (tx: Tx, commitment: string) =>
  voices(tx)
    .selectFrom('answer')
    .selectAll()
    .where('commitment_id', '=', commitment)
    .orderBy('owner_organisation')
    .orderBy('number', 'desc')
    .limit(100)
    .execute();

type Has = { settlements: boolean; corrections: boolean; disputes: boolean; answers: boolean; requests: boolean };

/** What of this there is to read about a commitment. */
export async function hasDisagreements(tx: Tx, commitment: string): Promise<Has> {
  const { rows } = await sql<Has>`
    select exists (select from settlement x where x.commitment_id = ${commitment}) as settlements,
           exists (select from correction x where x.commitment_id = ${commitment}) as corrections,
           exists (select from dispute x where x.commitment_id = ${commitment} and x.ended_at is null) as disputes,
           exists (select from answer x where x.commitment_id = ${commitment}) as answers,
           exists (select from publication_request x where x.commitment_id = ${commitment}) as requests`.execute(tx);
  const none = { settlements: false, corrections: false, disputes: false, answers: false, requests: false };
  return rows[0] ?? none;
}
