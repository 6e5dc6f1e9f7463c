import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import { recordEvent, type Shared } from '../../platform/event.sql.ts';
import type { Served } from '../../platform/serve.ts';
import { bandsOf, mostAlike } from './nearness.ts';
import type { ReleaseState } from './release.ts';

type Tables = {
  document_release: {
    document_id: string;
    side_id: string;
    partnership_id: string;
    owner_organisation: string;
    release_id: string;
    state: ReleaseState;
    sketch: number[];
  };
  document_band: { side_id: string; band: bigint; document_id: string };
};
const tables = (tx: Tx) => tx.withTables<Tables>();

/** Text that many papers begin with would bring them all here. */
const mostCompared = 500;
const numbers = (values: readonly bigint[]) => `{${values.join(',')}}`;

/** The side's documents that share a band with a sketch, but for those that somebody took apart from their release. */
const nearby = (tx: Tx, side: string, bands: readonly bigint[]) =>
  tables(tx)
    .selectFrom('document_release')
    .select(['document_id as id', 'release_id as release', 'sketch'])
    .where('side_id', '=', side)
    .where('state', '<>', 'apart')
    .where(
      sql<boolean>`document_id in (select b.document_id from document_band b
        where b.side_id = ${side} and b.band = any (${numbers(bands)}::bigint[]) limit ${mostCompared})`,
    )
    .orderBy('document_id')
    .execute();

type Placed = { document: string; shared: Shared & { partnership_id: string; side_id: string } };

/**
 * Finds the release to which a document belongs, or makes it the first of its own. Two of one release that come at the
 * same time wait for each other, so that the second sees the first.
 */
export async function placeInRelease(context: Served, { document, shared }: Placed, sketch: readonly number[]) {
  const { tx, actor } = context;
  const { side_id, partnership_id } = shared;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`release of ${side_id}`}, 0))`.execute(tx);
  const bands = bandsOf(sketch);
  const found = mostAlike(sketch, await nearby(tx, side_id, bands));
  await tables(tx)
    .insertInto('document_release')
    .values({
      document_id: document,
      side_id,
      partnership_id,
      owner_organisation: actor.organisation,
      release_id: found?.release ?? context.newId(),
      state: 'offered',
      sketch: [...sketch],
    })
    .execute();
  await sql`insert into document_band (side_id, band, document_id)
    select ${side_id}, band, ${document} from unnest(${numbers(bands)}::bigint[]) band
    on conflict do nothing`.execute(tx);
}

/** @returns false when the document is no longer in the state that its reader saw */
export async function moveInRelease(
  context: Served,
  { document, shared }: { document: string; shared: Shared },
  { from, to, action }: { from: ReleaseState; to: ReleaseState; action: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(context.tx)
    .updateTable('document_release')
    .set({ state: to })
    .where('document_id', '=', document)
    .where('state', '=', from)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  const happening = { subject: 'source_document', subjectId: document, fields: ['release'] };
  await recordEvent(context, { ...happening, action, shared });
  return true;
}
