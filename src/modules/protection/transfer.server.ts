import type { Served } from '../../platform/serve.ts';
import { recordEvent } from '../../platform/event.sql.ts';
import { isDemonstration, organisationsOf } from '../directory/index.ts';
import { findTransfer, insertTransfer, type TransferFields, type TransferRow } from './transfer.sql.ts';

export type TransferRefusal = 'receiver-unclear' | 'in-the-future' | 'corrected-already' | 'one-patient-is-one';
type Given = Omit<TransferFields, 'corrects'> & { sentAt: Date; corrects?: string | null; consent?: string | null };

function whyNot(given: Given, now: Date): TransferRefusal | null {
  if ((given.toOrganisation === null) === (given.toName === null)) return 'receiver-unclear';
  if (given.sentAt > now) return 'in-the-future';
  if (given.patient !== null && given.people !== 1) return 'one-patient-is-one';
  return null;
}

/**
 * Enters in the register what the acting organisation gave to somebody. Other modules call it in the transaction in which
 * they give: a patient's papers that leave without a line here have not left.
 */
export async function recordTransfer(
  context: Served,
  given: Given,
): Promise<{ recorded: TransferRow } | { refused: TransferRefusal | 'not-found' }> {
  const { tx, actor, now, newId } = context;
  const refused = whyNot(given, now);
  if (refused) return { refused };
  if (given.toOrganisation && (await organisationsOf(tx, [given.toOrganisation])).length === 0)
    return { refused: 'receiver-unclear' };
  const corrects = given.corrects ? await findTransfer(tx, given.corrects) : null;
  if (corrects === undefined || (corrects && corrects.fromOrganisation !== actor.organisation))
    return { refused: 'not-found' };
  if (corrects?.correctedBy) return { refused: 'corrected-already' };
  const id = newId();
  const isDemo = await isDemonstration(context);
  const own = { id, organisation: actor.organisation, person: actor.person, recordedAt: now, isDemo };
  await insertTransfer(tx, { ...given, ...own, corrects: corrects?.id ?? null, consent: given.consent ?? null });
  await recordEvent(context, {
    subject: 'transfer',
    subjectId: id,
    action: corrects ? 'corrected' : 'recorded',
    fields: ['people', 'categories', 'toCountry', 'ground'],
    shared: {
      owner_organisation: actor.organisation,
      partnership_id: null,
      side_id: null,
      visibility: 'own_side',
      is_demo: isDemo,
    },
  });
  const recorded = await findTransfer(tx, id);
  if (!recorded) throw new Error('what was recorded can be read');
  return { recorded };
}
