import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText, Names } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import type { Strength } from '../../vocabulary.ts';
import type { Part, PointKind } from './meeting.ts';
import type { KeptPoint } from './point.ts';
import type { ParticipantInput, PointInput } from './schemas.ts';

/** What belongs to a meeting: who took part, what was said, and which documents and claims tell of it. */
type Tables = {
  meeting_participant: {
    id: string;
    meeting_id: string;
    position: number;
    side_id: string | null;
    organisation_id: string | null;
    person_id: string | null;
    name: Names | null;
    post: LocalisedText | null;
    part: Part;
  };
  meeting_point: {
    id: string;
    meeting_id: string;
    position: number;
    side_id: string | null;
    kind: PointKind;
    strength: Strength | null;
    wording: LocalisedText;
    commitment_id: string | null;
  };
  meeting_document: { meeting_id: string; document_id: string };
  ground: { claim_id: string; meeting_id: string | null; part: 'statement' };
};
const tables = (tx: Tx) => tx.withTables<Tables>();

export const participantsOf = (tx: Tx, meeting: string) =>
  tables(tx)
    .selectFrom('meeting_participant')
    .select(['id', 'name', 'post', 'part'])
    .select(['side_id as side', 'organisation_id as organisation', 'person_id as person'])
    .where('meeting_id', '=', meeting)
    .orderBy('position')
    .execute();

export async function replaceParticipants(
  { tx, newId }: Served,
  meeting: string,
  participants: readonly ParticipantInput[],
): Promise<void> {
  await tables(tx).deleteFrom('meeting_participant').where('meeting_id', '=', meeting).execute();
  if (participants.length === 0) return;
  const rows = participants.map(({ side, organisation, person, ...rest }, position) => ({
    id: newId(),
    meeting_id: meeting,
    position,
    side_id: side,
    organisation_id: organisation,
    person_id: person,
    ...rest,
  }));
  await tables(tx).insertInto('meeting_participant').values(rows).execute();
}

const points = (tx: Tx) =>
  tables(tx)
    .selectFrom('meeting_point')
    .select(['id', 'kind', 'strength', 'wording', 'side_id as side', 'commitment_id as commitment']);

export const pointsOf = (tx: Tx, meeting: string): Promise<KeptPoint[]> =>
  points(tx).where('meeting_id', '=', meeting).orderBy('position').execute();

/** The points as they are now, in their order; those left out are gone. */
export async function savePoints({ tx, newId }: Served, meeting: string, asked: readonly PointInput[]): Promise<void> {
  const kept = asked.flatMap(({ id }) => id ?? []);
  await tables(tx)
    .deleteFrom('meeting_point')
    .where('meeting_id', '=', meeting)
    .where(sql<boolean>`id <> all (${kept}::uuid[])`)
    .execute();
  for (const [position, { id, side, kind, strength, wording }] of asked.entries()) {
    const said = { position, side_id: side, kind, strength, wording };
    if (id !== undefined) await tables(tx).updateTable('meeting_point').set(said).where('id', '=', id).execute();
    else
      await tables(tx)
        .insertInto('meeting_point')
        .values({ id: newId(), meeting_id: meeting, commitment_id: null, ...said })
        .execute();
  }
}

export const linkPoint = (tx: Tx, point: string, commitment: string) =>
  tables(tx).updateTable('meeting_point').set({ commitment_id: commitment }).where('id', '=', point).execute();

export const documentsTelling = async (tx: Tx, meeting: string): Promise<string[]> =>
  (
    await tables(tx)
      .selectFrom('meeting_document')
      .select('document_id')
      .where('meeting_id', '=', meeting)
      .orderBy('document_id')
      .execute()
  ).map(({ document_id }) => document_id);

export async function setTelling(
  tx: Tx,
  { meeting, document }: { meeting: string; document: string },
  tells: boolean,
): Promise<void> {
  const row = { meeting_id: meeting, document_id: document };
  if (tells)
    await tables(tx)
      .insertInto('meeting_document')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  else
    await tables(tx)
      .deleteFrom('meeting_document')
      .where('meeting_id', '=', meeting)
      .where('document_id', '=', document)
      .execute();
}

/** The claims that the record of a meeting rests on, as far as the actor may see them. */
export const claimsUnder = async (tx: Tx, meeting: string): Promise<string[]> =>
  (
    await tables(tx)
      .selectFrom('ground')
      .select('claim_id')
      .where('meeting_id', '=', meeting)
      .orderBy('claim_id')
      .execute()
  ).map(({ claim_id }) => claim_id);

export async function setGround(
  tx: Tx,
  { meeting, claim }: { meeting: string; claim: string },
  rests: boolean,
): Promise<void> {
  if (rests)
    await tables(tx)
      .insertInto('ground')
      .values({ claim_id: claim, meeting_id: meeting, part: 'statement' })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  else await tables(tx).deleteFrom('ground').where('claim_id', '=', claim).where('meeting_id', '=', meeting).execute();
}
