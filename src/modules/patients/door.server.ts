import type { Served } from '../../platform/serve.ts';
import { openOf } from './care.sql.ts';
import { patientsOfIds } from './patient.sql.ts';
import { recordOpened } from './patient.server.ts';
import type { Identity } from './schemas.ts';
import { identityOf } from './sealed.server.ts';

/** A patient as other modules name them. `leadsTo`: the record that is kept, where this one is merged into it. */
export type KnownPatient = {
  id: string;
  identity: Identity;
  custodian: string;
  isDemo: boolean;
  leadsTo: string | null;
};

/**
 * The patients of these ids that are open to the actor, in no order; the others, and who was erased, are left out. That they
 * were opened is put on record here.
 */
export async function patientsOf(context: Served, ids: readonly string[]): Promise<KnownPatient[]> {
  const rows = await patientsOfIds(context.tx, ids);
  const known = rows.flatMap((row): KnownPatient[] => {
    const identity = identityOf(context.vault, row);
    const { id, custodian, is_demo: isDemo, merged_into: leadsTo } = row;
    return identity ? [{ id, identity, custodian, isDemo, leadsTo }] : [];
  });
  await recordOpened(
    context,
    known.map(({ id }) => id),
  );
  return known;
}

/** Which of these patients the actor takes part in caring for now. Glass that somebody broke does not count. */
export const careOpenTo = async ({ tx }: Pick<Served, 'tx'>, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await openOf(tx, ids)).filter(({ isInCare }) => isInCare).map(({ id }) => id));
