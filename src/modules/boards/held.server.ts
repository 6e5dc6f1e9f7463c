import type { Served } from '../../platform/serve.ts';
import { caseOf, type CaseTable, casesOfPatients, decisionsOf, reasonsOf, votesOf } from './case.sql.ts';
import { openReason } from './sealed.server.ts';

/** What boards hold on patients, for whoever asks what is held on them: in which case what was voted and why, without who voted. */
async function heldOf(context: Served, row: CaseTable) {
  const { tx, vault } = context;
  const reasons = new Map(
    (await reasonsOf(tx, [row.id])).map(({ id, content }) => [id, openReason(vault, row.patient_id, content)]),
  );
  const wordsOf = (id: string | null) => (id === null ? null : (reasons.get(id)?.words ?? null));
  return {
    case: row.id,
    kind: row.kind,
    state: row.state,
    openedAt: row.opened_at.toISOString(),
    priority: row.priority,
    region: row.region,
    disease: row.disease,
    votes: (await votesOf(tx, row.id)).map(({ round, vote, reason_id, at }) => ({
      round,
      vote,
      words: wordsOf(reason_id),
      at: at.toISOString(),
    })),
    decisions: (await decisionsOf(tx, [row.id])).map(({ round, outcome, reason_id, at }) => ({
      round,
      outcome,
      words: wordsOf(reason_id),
      condition: reasons.get(reason_id)?.condition ?? null,
      dissent: reasons.get(reason_id)?.dissent ?? null,
      at: at.toISOString(),
    })),
  };
}

/** Nothing has to be removed at an erasure: what was said lies under the patient's key, and a case says no more than a group. */
export const boardsHolding = {
  name: 'boards',
  async of(context: Served, patients: readonly string[]): Promise<unknown> {
    const ids = await casesOfPatients(context.tx, patients);
    const cases = await Promise.all(ids.map((id) => caseOf(context.tx, id)));
    const held = await Promise.all(cases.flatMap((row) => (row ? [heldOf(context, row)] : [])));
    return held.length > 0 ? held : undefined;
  },
};
