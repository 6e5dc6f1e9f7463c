import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { happened, type Ladder, ladderOf, takeTurns } from './instrument.sql.ts';

/** Versions of a draft. Each side counts its own; what is shared is counted once more, for all sides alike. */
type VersionTable = Ladder & {
  id: string;
  instrument_id: string;
  number: number;
  language: string;
  label: LocalisedText | null;
  wording: string;
  sha256: string;
  person: string;
  at: Date;
  shared_number: number | null;
  shared_at: Date | null;
};
const tables = (tx: Tx) => tx.withTables<{ instrument_version: VersionTable }>();
const isOwn = sql<boolean>`side_id = any ((select actor_sides())::uuid[])`;

const described = (tx: Tx) =>
  tables(tx)
    .selectFrom('instrument_version')
    .select(['id', 'language', 'label', 'sha256', 'instrument_id as instrument', 'owner_organisation as owner'])
    .select(['shared_number as sharedNumber', 'at', 'shared_at as sharedAt', 'number'])
    .select([isOwn.as('isOwn'), sql<number>`length(wording)`.as('length')]);
type Found = Awaited<ReturnType<ReturnType<typeof described>['execute']>>[number];

/** What a reader is told: of another side's version not when it was written, nor how many it has. */
export const versionShown = ({ number, sharedNumber, sharedAt, at, instrument: _of, ...found }: Found) => ({
  ...found,
  number: sharedNumber,
  ownNumber: found.isOwn ? number : null,
  isShared: sharedNumber !== null,
  at: (found.isOwn ? at : (sharedAt ?? at)).toISOString(),
});

/** Those the actor may see: shared ones in the order of sharing, then the own side's other ones. */
export const versionsOf = (tx: Tx, instrument: string): Promise<Found[]> =>
  described(tx)
    .where('instrument_id', '=', instrument)
    .orderBy('language')
    .orderBy('shared_number', (order) => order.asc().nullsLast())
    .orderBy('number')
    .execute();

export const versionText = (tx: Tx, id: string): Promise<(Found & { wording: string }) | undefined> =>
  described(tx).select('wording').where('id', '=', id).executeTakeFirst();

export type NewVersion = {
  instrument: string;
  language: string;
  label: LocalisedText | null;
  wording: string;
  sha256: string;
};

/** Lays down a version for the own side alone. The same text again is the version that is there. */
export async function insertVersion(
  context: Served,
  { instrument, ...version }: NewVersion,
  ladder: Ladder,
): Promise<{ id: string; ownNumber: number; isKnown: boolean }> {
  const { tx } = context;
  await takeTurns(tx, `versions of ${instrument} of ${ladder.side_id}`);
  const own = await tables(tx)
    .selectFrom('instrument_version')
    .select(['id', 'number', 'sha256'])
    .where('instrument_id', '=', instrument)
    .where('side_id', '=', ladder.side_id)
    .where('language', '=', version.language)
    .orderBy('number', 'desc')
    .execute();
  const [newest] = own;
  if (newest?.sha256 === version.sha256) return { id: newest.id, ownNumber: newest.number, isKnown: true };
  const [id, number] = [context.newId(), (newest?.number ?? 0) + 1];
  const frame = { id, instrument_id: instrument, number, person: context.actor.person, at: context.now };
  const kept = { ...ladderOf(ladder), visibility: 'own_side' as const };
  await tables(tx)
    .insertInto('instrument_version')
    .values({ ...frame, ...kept, ...version, shared_number: null, shared_at: null })
    .execute();
  const fields = ['language', 'wording'];
  await happened(context, kept, { subject: 'instrument_version', id, action: 'layDown', fields });
  return { id, ownNumber: number, isKnown: false };
}

/** A version as it is kept, if the actor may see it. */
export const findVersion = (tx: Tx, id: string) =>
  tables(tx)
    .selectFrom('instrument_version')
    .select(['id', 'instrument_id', 'language', 'shared_number', isOwn.as('isOwn')])
    .select(['owner_organisation', 'partnership_id', 'side_id', 'visibility', 'is_demo'])
    .where('id', '=', id)
    .executeTakeFirst();
type Kept = NonNullable<Awaited<ReturnType<typeof findVersion>>>;

/** Shows a version of the own side to the other sides, with the next number of what is shared. Twice changes nothing. */
export async function shareVersion(context: Served, version: Kept): Promise<number> {
  const { tx, now } = context;
  await takeTurns(tx, `shared versions of ${version.instrument_id}`);
  const known = await findVersion(tx, version.id);
  if (known?.shared_number) return known.shared_number;
  const { last } = await tables(tx)
    .selectFrom('instrument_version')
    .select(({ fn }) => fn.max('shared_number').as('last'))
    .where('instrument_id', '=', version.instrument_id)
    .where('language', '=', version.language)
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tables(tx)
    .updateTable('instrument_version')
    .set({ visibility: 'partnership', shared_number: number, shared_at: now })
    .where('id', '=', version.id)
    .execute();
  const shared = { ...ladderOf(version), visibility: 'partnership' as const };
  const happening = { subject: 'instrument_version', id: version.id, action: 'share', fields: ['visibility'] };
  await happened(context, shared, happening);
  return number;
}
