import type { Served } from '../../platform/serve.ts';
import { addDays, dayOf } from '../../platform/time/calendar.ts';
import { incidentsTouching, retentionRules } from './protection.sql.ts';
import { receivedOf, transfersOf } from './transfer.sql.ts';

type Record = { id: string; changedAt: Date };

/** How long the acting organisation has said that records of patients are kept, if it has. */
async function keeping({ tx }: Served, records: readonly Record[]) {
  const rule = (await retentionRules(tx)).find(({ kind }) => kind === 'patients');
  if (!rule) return [];
  return records.map(({ changedAt }) => ({ why: rule.law, until: addDays(dayOf(changedAt, 'UTC'), rule.days) }));
}

async function copies({ tx }: Served, asked: { patients: readonly string[]; receivers: readonly string[] }) {
  const found = await receivedOf(tx, asked);
  return found.map(({ organisation, count, lastAt }) => ({
    organisation,
    what: 'transfer',
    count,
    lastAt: lastAt.toISOString(),
  }));
}

/**
 * What this module holds on patients: lines of the register and incidents that touch them. An organisation's own time of
 * retention stands against an erasure; a line of the register names nobody and stays.
 */
export const protectionHolding = {
  name: 'protection',
  of: async ({ tx }: Served, patients: readonly string[]) => {
    const [transfers, incidents] = [await transfersOf(tx, patients), await incidentsTouching(tx, patients)];
    return transfers.length + incidents.length > 0 ? { transfers, incidents } : undefined;
  },
  keeping,
  copies,
};
