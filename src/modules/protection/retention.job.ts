import type { Tx } from '../../platform/database.ts';
import type { Job } from '../../platform/jobs/jobs.ts';
import { letGoDigests, letGoIncidentPeople, letGoInvitations, noteRetention, rulesAtWork } from './protection.sql.ts';
import { daysOf, type RetainedKind } from './retention.ts';

const day = 24 * 3_600_000;

/** Lets go what an organisation has kept long enough. @returns how many records are gone */
export type LetGo = (tx: Tx, kept: { organisation: string; before: Date }) => Promise<number>;
/** What this module itself knows how to let go; others add theirs where the program starts. */
export const ownRetention = {
  digests: letGoDigests,
  incident_people: letGoIncidentPeople,
  invitations: letGoInvitations,
} satisfies Partial<Record<RetainedKind, LetGo>>;

/** Every night: whatever each organisation has kept longer than it says goes, and how much it was is noted. */
export const applyRetention = (kinds: Partial<Record<RetainedKind, LetGo>>): Job => ({
  name: 'applyRetention',
  when: '40 20 * * *',
  work: async (tx, now) => {
    let all = 0;
    for (const { organisation, rules } of await rulesAtWork(tx))
      for (const [kind, letGo] of Object.entries(kinds) as [RetainedKind, LetGo][]) {
        const before = new Date(now.getTime() - daysOf(rules, kind) * day);
        const gone = await letGo(tx, { organisation, before });
        if (gone > 0) await noteRetention(tx, { organisation, kind, gone, at: now });
        all += gone;
      }
    return all;
  },
});
