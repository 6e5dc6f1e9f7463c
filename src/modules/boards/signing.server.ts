import { sha256 } from '../../platform/hash.ts';
import type { FindSignable } from '../../platform/signature/signable.ts';
import { careOpenTo, recordOpened } from '../patients/index.ts';
import { toldOf } from './board.sql.ts';
import { caseOf, decisionOf, type DecisionTable, mayBeSigned, reasonsOf } from './case.sql.ts';
import { openReason, type Reason, type Words } from './sealed.server.ts';

const hashes = ({ salt }: Reason, words: Words): Record<string, string> =>
  Object.fromEntries(Object.entries(words).map(([language, text]) => [language, sha256(`${salt}\n${text}`)]));

/** What was decided, as it is signed: numbers and ids, no name, nothing that lies sealed but by a hash that tells nothing. */
const factsOf = (row: DecisionTable, subject: string, reason: Reason) => ({
  case: row.case_id,
  subject,
  outcome: row.outcome,
  votes: `for ${row.votes_for}, against ${row.votes_against}, defer ${row.votes_defer}, abstain ${row.votes_abstain}`,
  eligible: String(row.eligible),
  quorum: String(row.quorum),
  majority: row.majority,
  condition: reason.condition && JSON.stringify(hashes(reason, reason.condition)),
  dissent: reason.dissent ? JSON.stringify(hashes(reason, reason.dissent)) : null,
  conflicts: reason.conflicts ? String(reason.conflicts) : null,
  decidedAt: row.at.toISOString(),
});

/**
 * A decision, which never changes, is signed by who presided and by who voted: for which subject what was decided with which votes, and
 * the reasons by salted hashes. That it was opened is put on record.
 */
export const decisionToSign: FindSignable = async (context, id) => {
  const { tx, vault, actor } = context;
  const decision = await decisionOf(tx, id);
  const row = decision && (await caseOf(tx, decision.case_id));
  if (!decision || !row) return null;
  if (!(await careOpenTo(context, [row.patient_id])).has(row.patient_id)) return null;
  await recordOpened(context, [row.patient_id]);
  const sealed = (await reasonsOf(tx, [row.id])).find((reason) => reason.id === decision.reason_id);
  const reason = sealed && openReason(vault, row.patient_id, sealed.content);
  if (!reason) return 'nothing';
  const own = { ...toldOf(row), owner_organisation: actor.organisation };
  return {
    version: decision.round,
    texts: hashes(reason, reason.words),
    facts: factsOf(decision, row.subject_id, reason),
    href: `/app/boards/cases/${row.subject_id}`,
    shared: (await mayBeSigned(tx, id)) ? own : undefined,
    record: { subject: 'board_case', id: row.id },
  };
};
