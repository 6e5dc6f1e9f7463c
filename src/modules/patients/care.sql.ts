import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Served } from '../../platform/serve.ts';
import { patientHappened } from './patient.sql.ts';
import { anyOf, type CareTable, type PatientTable, tables } from './tables.sql.ts';

export type Part = CareTable & { is_open: boolean };

/** Who has or had a part in the care of these patients, and whether it is open now. */
export const partsOf = (tx: Tx, patients: readonly string[]): Promise<Part[]> =>
  tables(tx)
    .selectFrom('care_part')
    .selectAll()
    .select(
      sql<boolean>`(until is null or until > now())
        and (consent_id is null or (consent_stands(consent_id) and consent_covers(consent_id, organisation_id)))`.as(
        'is_open',
      ),
    )
    .where('patient_id', '=', anyOf(patients))
    .orderBy('since')
    .execute();

/** Which of these patients are open to the actor: by a part in their care, as a person or as a system, or through broken glass. */
export async function openOf(tx: Tx, ids: readonly string[]): Promise<{ id: string; isInCare: boolean }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; in_care: boolean }>`
    select id, is_in_care(id) or system_takes_part(id) as in_care from unnest(${[...new Set(ids)]}::uuid[]) as w (id)
    where is_care_open(id) or system_takes_part(id)`.execute(tx);
  return rows.map(({ id, in_care: isInCare }) => ({ id, isInCare }));
}

/** Organisations that a consent has let in, now or before. */
export const receiversOf = async (tx: Tx, consent: string): Promise<string[]> =>
  (
    await tables(tx)
      .selectFrom('care_part')
      .select('organisation_id')
      .distinct()
      .where('consent_id', '=', consent)
      .execute()
  ).map(({ organisation_id: id }) => id);

type New = { consent: string; organisation: string };

/** Gives a part on the ground of a consent; the one that there is already is answered. */
export async function insertPart(context: Served, patient: PatientTable, { consent, organisation }: New) {
  const { tx, actor, now, newId } = context;
  const found = await tables(tx)
    .selectFrom('care_part')
    .select('id')
    .where('patient_id', '=', patient.id)
    .where('organisation_id', '=', organisation)
    .where('consent_id', '=', consent)
    .where('until', 'is', null)
    .executeTakeFirst();
  if (found) return found.id;
  const id = newId();
  const part = { id, patient_id: patient.id, organisation_id: organisation, consent_id: consent } as const;
  await tables(tx)
    .insertInto('care_part')
    .values({ ...part, ground: 'consent', since: now, until: null, granted_by: actor.person })
    .execute();
  await patientHappened(context, patient, { action: 'shareCare', fields: ['care'] });
  return id;
}

export const partOf = (tx: Tx, id: string): Promise<CareTable | undefined> =>
  tables(tx).selectFrom('care_part').selectAll().where('id', '=', id).executeTakeFirst();

/** Ends a part at this moment; false where nobody but the custodian could, or it has ended. */
export async function endPart(context: Served, patient: PatientTable, id: string): Promise<boolean> {
  const { tx, now } = context;
  const { numUpdatedRows: ended } = await tables(tx)
    .updateTable('care_part')
    .set({ until: sql<Date>`greatest(since, ${now})` })
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (ended === 0n) return false;
  await patientHappened(context, patient, { action: 'endCare', fields: ['care'] });
  return true;
}

export type Glass = {
  id: string;
  patient: string;
  organisation: string;
  person: string;
  reason: string;
  at: Date;
  until: Date;
  found: 'justified' | 'not_justified' | null;
};
const glass = sql`
  select g.id, g.patient_id as patient, g.organisation_id as organisation, g.person, g.reason, g.at, g.until, r.found
  from broken_glass g left join broken_glass_review r on r.glass_id = g.id`;

/** Records of the own organisation that were opened without a part in the care, what is not looked at yet first. */
export const glassOfOurs = async (tx: Tx): Promise<Glass[]> =>
  (
    await sql<Glass>`${glass} where g.organisation_id <> (select actor_organisation())
      order by r.found is not null, g.at desc limit 200`.execute(tx)
  ).rows;

export const glassOf = async (tx: Tx, patients: readonly string[]): Promise<Glass[]> =>
  (await sql<Glass>`${glass} where g.patient_id = ${anyOf(patients)} order by g.at desc limit 100`.execute(tx)).rows;

/** The glass that the actor has broken and that is broken still. */
export const ownGlass = async (tx: Tx, patient: string): Promise<Glass | undefined> =>
  (
    await sql<Glass>`${glass} where g.patient_id = ${patient} and g.person = (select actor_person())
      and g.organisation_id = (select actor_organisation()) and g.until > now() order by g.until desc limit 1`.execute(
      tx,
    )
  ).rows[0];

export async function breakTheGlass({ tx, actor, newId }: Served, patient: string, reason: string): Promise<string> {
  const id = newId();
  await sql`insert into broken_glass (id, patient_id, person, organisation_id, reason)
    values (${id}, ${patient}, ${actor.person}, ${actor.organisation}, ${reason})`.execute(tx);
  return id;
}

export const glassOfId = async (tx: Tx, id: string): Promise<Glass | undefined> =>
  (await sql<Glass>`${glass} where g.id = ${id}`.execute(tx)).rows[0];

/** Says what the custodian found; false where somebody has said it already. */
export async function insertReview({ tx, actor, now }: Served, id: string, found: 'justified' | 'not_justified') {
  const { numInsertedOrUpdatedRows: said } = await tables(tx)
    .insertInto('broken_glass_review')
    .values({ glass_id: id, found, person: actor.person, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return said === 1n;
}

/** Whether there is such a patient at all whose glass the actor may break: clinical, of the same kind of installation data. */
export async function isBreakable(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ breakable: boolean }>`select is_breakable(${id}::uuid) as breakable`.execute(tx);
  return rows[0]?.breakable ?? false;
}

/** Opens the care to those to whom a referral goes, on its consents. To whom it was opened anew, and on which consent. */
export async function openForReferral({ tx, newId, now }: Pick<Served, 'tx' | 'newId' | 'now'>, referral: string) {
  const { rows } = await sql<{ organisation: string; consent: string }>`
    select organisation, consent from share_for_referral(${referral}, ${[newId(), newId()]}::uuid[], ${now})`.execute(
    tx,
  );
  return rows;
}
