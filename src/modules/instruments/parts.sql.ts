import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText, Names } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import type { documentParts } from './instrument.ts';
import type { ArticleInput, SignatoryInput } from './schemas.ts';

/** What belongs to an instrument: who signed, its articles, its documents, and the claims it rests on. */
type DocumentPart = (typeof documentParts)[number];
type Tables = {
  signatory: {
    id: string;
    instrument_id: string;
    position: number;
    organisation_id: string;
    person_id: string | null;
    name: Names | null;
    post: LocalisedText | null;
    signed: string | null;
  };
  article: {
    id: string;
    instrument_id: string;
    position: number;
    number: string;
    title: LocalisedText | null;
    wording: LocalisedText | null;
  };
  instrument_document: { instrument_id: string; document_id: string; part: DocumentPart };
  ground: { claim_id: string; instrument_id: string | null; part: 'statement' };
};
const tables = (tx: Tx) => tx.withTables<Tables>();

export const signatoriesOf = (tx: Tx, instrument: string) =>
  tables(tx)
    .selectFrom('signatory')
    .select(['id', 'name', 'post', 'signed', 'organisation_id as organisation', 'person_id as person'])
    .where('instrument_id', '=', instrument)
    .orderBy('position')
    .execute();

export async function replaceSignatories(
  { tx, newId }: Served,
  instrument: string,
  signatories: readonly SignatoryInput[],
): Promise<void> {
  await tables(tx).deleteFrom('signatory').where('instrument_id', '=', instrument).execute();
  if (signatories.length === 0) return;
  const rows = signatories.map(({ organisation, person, ...rest }, position) => ({
    id: newId(),
    instrument_id: instrument,
    position,
    organisation_id: organisation,
    person_id: person,
    ...rest,
  }));
  await tables(tx).insertInto('signatory').values(rows).execute();
}

export const articlesOf = (tx: Tx, instrument: string) =>
  tables(tx)
    .selectFrom('article')
    .select(['id', 'number', 'title', 'wording'])
    .where('instrument_id', '=', instrument)
    .orderBy('position')
    .execute();

/** The articles as they are now, in their order: one with the same number keeps its id, those left out are gone. */
export async function saveArticles(
  { tx, newId }: Served,
  instrument: string,
  articles: readonly ArticleInput[],
): Promise<void> {
  const numbers = articles.map(({ number }) => number);
  await tables(tx)
    .deleteFrom('article')
    .where('instrument_id', '=', instrument)
    .where(sql<boolean>`number <> all (${numbers}::text[])`)
    .execute();
  for (const [position, { number, title, wording }] of articles.entries())
    await tables(tx)
      .insertInto('article')
      .values({ id: newId(), instrument_id: instrument, position, number, title, wording })
      .onConflict((conflict) => conflict.columns(['instrument_id', 'number']).doUpdateSet({ position, title, wording }))
      .execute();
}

export const documentsUnder = (tx: Tx, instrument: string) =>
  tables(tx)
    .selectFrom('instrument_document')
    .select(['document_id as document', 'part'])
    .where('instrument_id', '=', instrument)
    .orderBy('document_id')
    .execute();

export async function setDocument(
  tx: Tx,
  instrument: string,
  { document, part }: { document: string; part: DocumentPart | null },
): Promise<void> {
  await tables(tx)
    .deleteFrom('instrument_document')
    .where('instrument_id', '=', instrument)
    .where('document_id', '=', document)
    .execute();
  if (part === null) return;
  await tables(tx)
    .insertInto('instrument_document')
    .values({ instrument_id: instrument, document_id: document, part })
    .execute();
}

/** Lays a claim under an instrument; a second time changes nothing. */
export const layGround = (tx: Tx, claim: string, instrument: string) =>
  tables(tx)
    .insertInto('ground')
    .values({ claim_id: claim, instrument_id: instrument, part: 'statement' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();

export const takeUpGround = (tx: Tx, claim: string, instrument: string) =>
  tables(tx).deleteFrom('ground').where('claim_id', '=', claim).where('instrument_id', '=', instrument).execute();

/** The claims under an instrument that the actor may see. */
export const groundsUnder = async (tx: Tx, instrument: string): Promise<string[]> =>
  (
    await tables(tx)
      .selectFrom('ground')
      .select('claim_id')
      .where('instrument_id', '=', instrument)
      .orderBy('claim_id')
      .limit(500)
      .execute()
  ).map(({ claim_id }) => claim_id);

/** What rests on a claim: instruments, and how much else in the ledger. */
export async function restingOn(tx: Tx, claim: string): Promise<{ instruments: string[]; others: number }> {
  const rows = await tables(tx).selectFrom('ground').select('instrument_id').where('claim_id', '=', claim).execute();
  const instruments = rows.flatMap(({ instrument_id }) => instrument_id ?? []);
  return { instruments, others: rows.length - instruments.length };
}

/** The sides on which the actor's organisation sits. */
export async function ownSides(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ sides: string[] | null }>`select actor_sides()::text[] as sides`.execute(tx);
  return rows[0]?.sides ?? [];
}

/** How many parts were added by hand or by others: an instrument with any of them is not taken out by itself. */
export async function dependentsOf(tx: Tx, instrument: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from instrument_version where instrument_id = ${instrument})::int
         + (select count(*) from instrument where parent_id = ${instrument} and retracted_at is null)::int as count`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
