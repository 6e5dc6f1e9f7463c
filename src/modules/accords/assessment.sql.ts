import type { LocalisedText } from '../../platform/i18n/localised.ts';
import type { Served } from '../../platform/serve.ts';
import { happened, type Ladder, ledger } from './ledger.sql.ts';

/** A verdict about the commitment `id`, true on a day (`YYYY-MM-DD`). */
export type Assessment = {
  id: string;
  verdict: 'on_track' | 'at_risk' | 'late';
  reasons?: LocalisedText | undefined;
  claim?: string | undefined;
  trueOn: string;
  visibility: Ladder['visibility'];
};
/** Enters a verdict, and returns its id. The event names the commitment. */
export async function insertAssessment(context: Served, asked: Assessment, shared: Ladder): Promise<string> {
  const { tx, actor, now, newId } = context;
  const { verdict, reasons = null, claim = null, trueOn: true_on } = asked;
  const id = newId();
  await ledger(tx)
    .insertInto('assessment')
    .values({
      id,
      commitment_id: asked.id,
      ...shared,
      verdict,
      reasons,
      claim_id: claim,
      true_on,
      person: actor.person,
      at: now,
    })
    .execute();
  await happened(context, shared, {
    subject: 'commitment',
    subjectId: asked.id,
    action: 'assess',
    fields: ['verdict'],
  });
  return id;
}
