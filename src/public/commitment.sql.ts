import { sql } from 'kysely';
import type { Tx } from '../platform/database.ts';
import type { Assessment, CommitmentData, Confirmation } from './data.ts';
import { deliveriesOf, groundsOf, organisationsOf, partiesOf, promisedDetail, promisedRows } from './ledger.sql.ts';

const confirmationsOf = async (tx: Tx, commitment: string): Promise<Confirmation[]> =>
  (
    await sql<Confirmation>`
      select k.delivery_id as "deliveryId", k.organisation_id as "organisationId", k.confirmed_as as "confirmedAs", k.at
      from public_confirmation k where k.commitment_id = ${commitment} order by k.at limit 200`.execute(tx)
  ).rows;

const assessmentsOf = async (tx: Tx, commitment: string): Promise<Assessment[]> =>
  (
    await sql<Assessment>`select v.id, v.verdict, v.reasons, v.true_on as "trueOn" from public_assessment v
      where v.commitment_id = ${commitment} order by v.true_on, v.id limit 50`.execute(tx)
  ).rows;

/** One commitment with all that it rests on; undefined where there is none of that id, or it is not public. */
export async function commitmentPageOf(tx: Tx, id: string, today: string): Promise<CommitmentData | undefined> {
  const [row] = await promisedRows(tx, today, { where: sql`c.id = ${id}`, order: sql`c.id`, limit: 1 });
  const detail = row && (await promisedDetail(tx, id));
  if (!detail) return undefined;
  const deliveries = await deliveriesOf(tx, [id]);
  const confirmations = await confirmationsOf(tx, id);
  const assessments = await assessmentsOf(tx, id);
  const confirming = confirmations.map(({ organisationId }) => organisationId);
  const organisations = await organisationsOf(tx, [...partiesOf([row]), ...confirming]);
  const grounds = await groundsOf(tx, { commitments: [id] });
  return { commitment: { ...row, ...detail }, deliveries, confirmations, assessments, organisations, grounds };
}
