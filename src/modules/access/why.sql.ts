import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import type { Ladder, Seats, Subject } from './why.ts';

/** What a row that the actor sees says about itself; the row policy decides whether there is one. */
type Laddered = Exclude<Subject, 'partnership' | 'organisation' | 'person' | 'patient'>;

export async function ladderOf(tx: Tx, subject: Laddered, id: string): Promise<Ladder | undefined> {
  const { rows } =
    await sql<Ladder>`select owner_organisation as owner, partnership_id as partnership, side_id as side, visibility
    from ${sql.table(subject)} where id = ${id}`.execute(tx);
  return rows[0];
}

type OfPartnership = { id: string; owner: string; visibility: 'partnership' | 'public' };
export const partnershipLadder = async (tx: Tx, id: string): Promise<OfPartnership | undefined> =>
  (
    await sql<OfPartnership>`select id, owner_organisation as owner, visibility from partnership where id = ${id}`.execute(
      tx,
    )
  ).rows[0];

/** Who registered a record that is known to all; undefined where there is none. */
export const registrarOf = async (tx: Tx, subject: 'organisation' | 'person', id: string) =>
  (
    await sql<{
      owner: string | null;
    }>`select registered_by as owner from ${sql.table(subject)} where id = ${id}`.execute(tx)
  ).rows[0];

export type PatientReason = { kind: 'custodian' | 'consent' | 'referral' | 'mission' | 'glass'; until: Date | null };
/** On what grounds a patient's record is open to the actor; undefined where it is not. */
export async function patientReasons(
  tx: Tx,
  id: string,
): Promise<{ custodian: string; reasons: PatientReason[] } | undefined> {
  const { rows } = await sql<{ custodian: string }>`select custodian from patient where id = ${id}`.execute(tx);
  if (!rows[0]) return undefined;
  const found = await sql<PatientReason>`
    select p.ground as kind, least(p.until, c.stands_until) as until
    from care_part p left join consent c on c.id = p.consent_id
    where p.patient_id = ${id} and p.organisation_id = (select actor_organisation()) and (p.until is null or p.until > now())
      and (p.ground = 'custodian' or (consent_stands(p.consent_id) and consent_covers(p.consent_id, p.organisation_id)))
    union all
    select 'glass', g.until from broken_glass g
    where g.patient_id = ${id} and g.person = (select actor_person())
      and g.organisation_id = (select actor_organisation()) and g.until > now()`.execute(tx);
  return { custodian: rows[0].custodian, reasons: found.rows };
}

/** Where the actor's organisation sits, as the policies see it. */
export async function seatsOf(tx: Tx): Promise<Seats> {
  const { rows } = await sql<Seats>`select actor_organisation() as organisation, actor_sides() as sides,
    actor_partnerships() as partnerships, actor_visits() as visits`.execute(tx);
  if (!rows[0]) throw new Error('an actor has an organisation');
  return rows[0];
}

type Named = { id: string; names: Names };
export const organisationNamed = async (tx: Tx, id: string): Promise<Named | null> =>
  (await sql<Named>`select id, names from organisation where id = ${id}`.execute(tx)).rows[0] ?? null;
export const sideNamed = async (tx: Tx, id: string): Promise<Named | null> =>
  (await sql<Named>`select id, names from side where id = ${id}`.execute(tx)).rows[0] ?? null;
export const partnershipNamed = async (tx: Tx, id: string) =>
  (await sql<Named & { slug: string }>`select id, slug, names from partnership where id = ${id}`.execute(tx)).rows[0] ??
  null;

/** Until when the actor may act here; null for a role that stands, and for a token. */
export async function roleEnd(tx: Tx, organisation: string): Promise<Date | null> {
  const { rows } = await sql<{ ends_at: Date | null }>`
    select ends_at from my_memberships() where organisation_id = ${organisation}`.execute(tx);
  return rows[0]?.ends_at ?? null;
}
