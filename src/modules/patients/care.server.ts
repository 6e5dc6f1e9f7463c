import { organisationsOf } from '../directory/index.ts';
import { recordTransfer } from '../protection/index.ts';
import type { Served } from '../../platform/serve.ts';
import {
  breakTheGlass,
  endPart,
  type Glass,
  glassOfId,
  glassOfOurs,
  insertPart,
  insertReview,
  isBreakable,
  partOf,
} from './care.sql.ts';
import { consentState, covers } from './consent.ts';
import { consentOf } from './consent.sql.ts';
import { lockPatients, patientHappened, patientOf } from './patient.sql.ts';

export const glassShown = ({ person: _person, at, until, ...glass }: Glass) => ({
  ...glass,
  at: new Date(at).toISOString(),
  until: new Date(until).toISOString(),
});

/** Opens a record without a part in the care. The record of it is written whatever the page then does. */
export async function breakGlass(context: Served, { id, reason }: { id: string; reason: string }) {
  if (!(await isBreakable(context.tx, id))) return { refused: 'not-found' as const };
  await breakTheGlass(context, id, reason);
  context.accesses.record({ kind: 'read', subject: 'patient', subjectId: id, purpose: 'break_glass', reason });
  const row = await patientOf(context.tx, id);
  if (row) await patientHappened(context, row, { action: 'breakGlass' });
  return { id };
}

/** Whom the directory knows of these, as pages name them. */
export const namedOrganisations = async ({ tx }: Pick<Served, 'tx'>, ids: readonly string[]) =>
  (await organisationsOf(tx, [...new Set(ids)])).map(({ id, names, country }) => ({ id, names, country }));

export async function glassBroken(context: Served) {
  const items = (await glassOfOurs(context.tx)).map(glassShown);
  return {
    items,
    organisations: await namedOrganisations(
      context,
      items.map(({ organisation }) => organisation),
    ),
  };
}

export async function reviewGlass(
  context: Served,
  { id, found }: { id: string; found: 'justified' | 'not_justified' },
) {
  const glass = await glassOfId(context.tx, id);
  const [row] = glass ? await lockPatients(context.tx, [glass.patient]) : [];
  if (!glass) return { refused: 'not-found' as const };
  if (!row || glass.person === context.actor.person) return { refused: 'not-yours-to-change' as const };
  if (!(await insertReview(context, id, found))) return { refused: 'decided-already' as const };
  await patientHappened(context, row, { action: 'reviewGlass' });
  return { id };
}

type Given = { patient: string; consent: string; receiver: { id: string; country: string } };

/** Whoever gets a part in the care gets the record: that is a transfer, and stands in the register. */
export async function enterTransfer(context: Served, { patient, consent, receiver }: Given): Promise<void> {
  const entered = await recordTransfer(context, {
    patient,
    consent,
    people: 1,
    ground: 'consent',
    reference: `consent ${consent}`,
    toOrganisation: receiver.id,
    toName: null,
    toCountry: receiver.country,
    categories: ['identity', 'contact'],
    sentAt: context.now,
  });
  if ('refused' in entered) throw new Error(`a transfer cannot be entered: ${entered.refused}`);
}

type Share = { id: string; organisation: string; consent: string };

/** Gives an organisation a part in the care as far as a consent covers it, and as long as that consent stands. */
export async function shareCare(context: Served, { id, organisation, consent: ground }: Share) {
  const { tx, now } = context;
  const [row] = await lockPatients(tx, [id]);
  if (!row) return { refused: (await patientOf(tx, id)) ? ('not-yours-to-change' as const) : ('not-found' as const) };
  const consent = await consentOf(tx, ground);
  const [receiver] = await organisationsOf(tx, [organisation]);
  if (!consent || consent.patient_id !== id || !receiver) return { refused: 'not-found' as const };
  const given = {
    purpose: consent.purpose,
    receivingCountry: consent.receiving_country,
    receivingOrganisation: consent.receiving_organisation,
  };
  if (!covers(given, { country: receiver.country, organisation }))
    return { refused: 'consent-does-not-cover' as const };
  const state = consentState({ from: consent.stands_from, until: consent.stands_until, end: consent.end_how }, now);
  if (state !== 'stands' && state !== 'to_come') return { refused: 'consent-move-impossible' as const };
  const part = await insertPart(context, row, { consent: ground, organisation });
  await enterTransfer(context, { patient: id, consent: ground, receiver });
  return { id: part };
}

export async function endCare(context: Served, id: string) {
  const part = await partOf(context.tx, id);
  if (!part) return { refused: 'not-found' as const };
  const [row] = await lockPatients(context.tx, [part.patient_id]);
  if (!row || part.ground === 'custodian') return { refused: 'not-yours-to-change' as const };
  await endPart(context, row, id);
  return { id };
}
