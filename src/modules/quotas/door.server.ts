import type { Tx } from '../../platform/database.ts';
import type { Names } from '../../platform/i18n/shown.ts';
import { groupsByCode } from './shown.server.ts';
import { type FoundQuota, type PriorityRule, quotaFound } from './quota.sql.ts';
import type { Balance, QuotaState, QuotaUnit } from './quota.ts';

/** A quota as other modules know it. Amounts are whole: seats, or minor units of `currency`. */
export type QuotaShown = {
  id: string;
  partnership: string;
  isDemo: boolean;
  instrument: string | null;
  diseaseGroup: string;
  diseaseNames: Names;
  /** Who gives it, who treats, and who answers for the patients. */
  owner: string;
  centre: string;
  beneficiary: string;
  region: string | null;
  year: number;
  unit: QuotaUnit;
  currency: string | null;
  state: QuotaState;
  reservationDays: number;
  priorityRule: PriorityRule;
  path: string | null;
  /** The promise that it serves. */
  commitment: string | null;
  balance: Balance;
};

const shown = (row: FoundQuota, group: (code: string) => { names: Names }): QuotaShown => ({
  id: row.id,
  partnership: row.partnership_id,
  isDemo: row.is_demo,
  instrument: row.instrument_id,
  diseaseGroup: row.disease_group,
  diseaseNames: group(row.disease_group).names,
  owner: row.owner_organisation,
  centre: row.centre,
  beneficiary: row.beneficiary,
  region: row.region,
  year: row.year,
  unit: row.unit,
  currency: row.currency,
  state: row.state,
  reservationDays: row.reservation_days,
  priorityRule: row.priority_rule,
  path: row.path_id,
  commitment: row.commitment_id,
  balance: row.balance,
});

/** A quota that the actor sees, with where it stands; null where there is none. */
export async function quotaOf(tx: Tx, id: string): Promise<QuotaShown | null> {
  const row = await quotaFound(tx, id);
  return row ? shown(row, await groupsByCode({ tx })) : null;
}
