import { namesOfCodes } from '../codes/index.ts';
import { organisationsOf } from '../directory/index.ts';
import { recordOpened } from '../patients/index.ts';
import type { Served } from '../../platform/serve.ts';
import { isCaseOpen, type PartKind, partKinds, writerOf } from './case.ts';
import { costsOf } from './caseCost.server.ts';
import { heldOf } from './caseHeld.server.ts';
import { documentsShown, papersShown, partShown, saidShown, translationShown } from './caseShown.server.ts';
import { documentsOf, earlierOf, isOpen, partsOf, statementsOf, thereOf, translationsOf } from './case.sql.ts';
import { letterLanguages } from './letterPages.server.ts';
import { findReferral, type Found } from './referral.sql.ts';
import type { Party } from './referral.ts';
import type { CasePart, ReferralCase } from './schemas.case.ts';

/** Puts on record that a case was opened: by a person as the care lets them in, or by an organisation's own system. */
export async function recordCaseOpened(context: Served, { referral }: Found): Promise<void> {
  if (context.actor.kind === 'token')
    context.accesses.record({ kind: 'read', subject: 'patient', subjectId: referral.patient_id, purpose: 'care' });
  else await recordOpened(context, [referral.patient_id]);
}

/** A referral whose case is open to who asks; nothing where it is not, or the patient was erased. */
export async function openedCase(context: Served, id: string): Promise<Found | undefined> {
  const found = await findReferral(context.tx, id);
  if (!found || !(await isOpen(context.tx, id))) return undefined;
  if (context.vault.isDestroyed(`patient:${found.referral.patient_id}`)) return undefined;
  await recordCaseOpened(context, found);
  return found;
}

const codesIn = (parts: readonly CasePart[]): string[] => [
  ...new Set(
    parts.flatMap(({ content }) => (content?.kind === 'diagnosis' ? content.codes.map(({ code }) => code) : [])),
  ),
];

/** In which languages the letters of a referral are written: those of both countries. */
export async function languagesOf({ tx }: Pick<Served, 'tx'>, { referral }: Found) {
  const { owner_organisation: sender, receiver_organisation: receiver } = referral;
  const organisations = await organisationsOf(tx, [sender, receiver]);
  const countryOf = (id: string) => organisations.find((each) => each.id === id)?.country ?? '';
  return letterLanguages(countryOf(sender), countryOf(receiver));
}

const mayWrite = ({ actor }: Served): boolean => actor.may.has('referrals.write');

/** The whole case: for whoever takes part in it and in the care. */
export async function readCase(context: Served, id: string): Promise<ReferralCase | null> {
  const found = await openedCase(context, id);
  if (!found) return null;
  const { tx, vault, actor, today } = context;
  const { patient_id: patient, stage, is_demo: isDemo } = found.referral;
  const opening = { vault, patient };
  const rows = await partsOf(tx, id);
  const parts = rows.map((row) => partShown(opening, row));
  const translations = await translationsOf(tx, id);
  return {
    referral: id,
    patient,
    isDemo,
    own: found.parties,
    writes: mayWrite(context) ? partKinds.filter((kind) => writerOf(kind, found.parties, stage) !== null) : [],
    mayAdd: mayWrite(context) && isCaseOpen(stage),
    parts: parts.toSorted((one, other) => partKinds.indexOf(one.kind) - partKinds.indexOf(other.kind)),
    papers: papersShown(found.config, heldOf(await thereOf(tx, id)), today),
    documents: documentsShown(opening, await documentsOf(tx, id)),
    said: (await statementsOf(tx, id)).map((row) => saidShown(opening, row)),
    translations: translations.map((row) => translationShown({ ...opening, person: actor.person }, row, rows)),
    costs: await costsOf(context, parts, isDemo),
    codes: await namesOfCodes(tx, 'icd-10', codesIn(parts)),
    letterLanguages: await languagesOf(context, found),
  };
}

/** What a part said before, the newest first; null where the case is not open to who asks. */
export async function readEarlier(
  context: Served,
  { id, kind, party }: { id: string; kind: PartKind; party: Party },
): Promise<CasePart[] | null> {
  const found = await openedCase(context, id);
  if (!found) return null;
  const opening = { vault: context.vault, patient: found.referral.patient_id };
  return (await earlierOf(context.tx, { referral: id, kind, party })).map((row) => partShown(opening, row));
}
