import type { Consent, Resource } from '@medplum/fhirtypes';
import {
  type ConsentPurpose,
  consentPurposes,
  giveConsent,
  textAsked,
  withdrawConsent,
} from '../../modules/patients/index.ts';
import { organisationsOf } from '../../modules/directory/index.ts';
import type { Bound, Change } from './binding.ts';
import { asServed, heldBy, idIn, inItsLife, refused } from './held.server.ts';
import { codeIn } from './inputs.ts';
import { refuse } from './outcome.ts';
import { promoted } from './patients.server.ts';
import { systems } from './resources/common.ts';
import { receiverIn, wordingIn } from './resources/consent.ts';
import { rowsIn } from './rows.sql.ts';
import type { Serving } from './serving.server.ts';
import { isUuid } from './table.ts';
import * as views from './heldViews.ts';

/** Consents of patients of ours behind Consent: one whose category says for which of our purposes is given, and ended by its status. */

const isPurpose = (code: string | undefined): code is ConsentPurpose => consentPurposes.some((each) => each === code);

async function receiverOf(serving: Serving, consent: Consent) {
  const to = receiverIn(consent);
  if (!to)
    throw refuse(422, 'business-rule', 'A consent names one actor in its provision: an Organization, or a country.');
  if ('country' in to) return { receivingCountry: to.country, receivingOrganisation: null };
  const [found] = isUuid(to.organisation) ? await organisationsOf(serving.tx, [to.organisation]) : [];
  if (!found) throw refuse(422, 'business-rule', 'organisation-unknown');
  return { receivingCountry: found.country, receivingOrganisation: found.id };
}

const dayOf = (moment: string | undefined): string | null => moment?.slice(0, 10) ?? null;

async function given(serving: Serving, id: string, consent: Consent): Promise<void> {
  const purpose = codeIn(consent.category, systems.consent);
  const patient = idIn(consent.patient?.reference, 'Patient');
  if (!isPurpose(purpose)) throw refuse(422, 'business-rule', `Purposes: ${consentPurposes.join(', ')}.`);
  if (patient === undefined) throw refuse(422, 'business-rule', 'A consent names a Patient of this server.');
  if (consent.status !== 'active') throw refuse(422, 'business-rule', 'A new consent is active.');
  await promoted(serving, patient);
  const context = asServed(serving);
  const receiver = await receiverOf(serving, consent);
  const policy = consent.policy?.[0]?.uri?.replace('urn:uuid:', '');
  const text =
    policy !== undefined && isUuid(policy) ? policy : await textAsked(context, { purpose, asked: wordingIn(consent) });
  if (text === null) throw refuse(422, 'business-rule', 'consent-text-unknown');
  const period = consent.provision?.period;
  const done = await giveConsent(context, {
    id: patient,
    consent: id,
    purpose,
    ...receiver,
    text,
    ...giverOf(consent),
    givenHow: 'paper',
    givenOn: dayOf(consent.dateTime) ?? context.today,
    from: dayOf(period?.start),
    until: dayOf(period?.end),
    witness: null,
    supersedes: null,
  });
  if ('refused' in done) refused(done);
}

/** Whoever agreed: the patient, or the representative whom a performer names by the id of their contact. */
function giverOf({ performer: [by] = [] }: Consent) {
  const id = by?.identifier?.value?.replace('urn:uuid:', '');
  return by?.type === 'RelatedPerson' && id !== undefined && isUuid(id)
    ? ({ givenBy: 'representative', representative: id } as const)
    : ({ givenBy: 'patient', representative: null } as const);
}

const ended: readonly string[] = ['inactive', 'rejected', 'entered-in-error'];

async function changed(serving: Serving, { id, resource, before }: Change): Promise<void> {
  const consent = resource as Consent;
  const row = (await rowsIn(serving.tx, 'fhir_consent', [id])).get(id) as { state?: string } | undefined;
  if (row?.state === 'inactive' && !ended.includes(consent.status ?? ''))
    throw refuse(422, 'business-rule', 'consent-move-impossible');
  if (ended.includes(consent.status ?? '')) {
    if (row?.state === 'inactive') return;
    const done = await withdrawConsent(asServed(serving), {
      id,
      byWhom: 'patient',
      representative: null,
      remark: null,
    });
    if (done.refused !== undefined) refused({ refused: done.refused });
    return;
  }
  const was = before as Consent | null;
  if (was && JSON.stringify(was.provision) !== JSON.stringify(consent.provision))
    throw refuse(422, 'business-rule', 'A consent is not changed: end it, and give another.');
}

const isOfOurs = (resource: Resource): boolean => codeIn((resource as Consent).category, systems.consent) !== undefined;

export const consents: Bound = {
  concerns: isOfOurs,
  ...heldBy({ type: 'Consent', views: [views.Consent], over: inItsLife }),
  written: async (serving, change) => {
    const { id, resource, isHeld } = change;
    if (isHeld) {
      await changed(serving, change);
      return { resource, isHeld };
    }
    const isOurs = isOfOurs(resource);
    if (isOurs) await given(serving, id, resource as Consent);
    return { resource, isHeld: isOurs };
  },
  deleted: async (serving, id) => {
    if ((await rowsIn(serving.tx, 'fhir_consent', [id])).size > 0)
      throw refuse(405, 'not-supported', 'A consent is not deleted: end it by its status.');
  },
};
