import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { breakGlass, endCare, glassBroken, reviewGlass, shareCare } from './care.server.ts';
import { approveText, copiesOfConsent, giveConsent, listTexts, withdrawConsent } from './consent.server.ts';
import { patientsContract } from './contract.ts';
import { askErasure, decideErasure } from './erasure.server.ts';
import { keepEvidence, openEvidence } from './evidence.server.ts';
import { accessesFile, accessesOfPatient, heldFile } from './export.server.ts';
import { duplicatesOfPatient, mergePatient, undoMergePatient } from './merge.server.ts';
import { changePatient, duplicatesOfNew, recentPatients, registerPatient, searchPatients } from './patient.server.ts';
import { readPatient } from './read.server.ts';

const api = implement(patientsContract).$context<Served>();

const records = {
  recentPatients: api.recentPatients.handler(({ context }) => recentPatients(context)),
  searchPatients: api.searchPatients.handler(async ({ input, context, errors }) => {
    const found = await searchPatients(context, input);
    if ('refused' in found) throw errors[found.refused]();
    return found;
  }),
  duplicatesOfNew: api.duplicatesOfNew.handler(async ({ input, context, errors }) => {
    const found = await duplicatesOfNew(context, input.identity);
    if ('refused' in found) throw errors[found.refused]();
    return found.items;
  }),
  registerPatient: api.registerPatient.handler(async ({ input, context, errors }) => {
    const result = await registerPatient(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  patient: api.patient.handler(async ({ input, context, errors }) => {
    const found = await readPatient(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  changePatient: api.changePatient.handler(async ({ input, context, errors }) => {
    const result = await changePatient(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  duplicatesOfPatient: api.duplicatesOfPatient.handler(async ({ input, context, errors }) => {
    const found = await duplicatesOfPatient(context, input.id);
    if ('refused' in found) throw errors[found.refused]();
    return found.items;
  }),
  mergePatient: api.mergePatient.handler(async ({ input, context, errors }) => {
    const result = await mergePatient(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  undoMergePatient: api.undoMergePatient.handler(async ({ input, context, errors }) => {
    const result = await undoMergePatient(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};

const care = {
  breakGlass: api.breakGlass.handler(async ({ input, context, errors }) => {
    const result = await breakGlass(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  glassBroken: api.glassBroken.handler(({ context }) => glassBroken(context)),
  reviewGlass: api.reviewGlass.handler(async ({ input, context, errors }) => {
    const result = await reviewGlass(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  shareCare: api.shareCare.handler(async ({ input, context, errors }) => {
    const result = await shareCare(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  endCare: api.endCare.handler(async ({ input, context, errors }) => {
    const result = await endCare(context, input.id);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};

const consents = {
  consentTexts: api.consentTexts.handler(({ context }) => listTexts(context)),
  approveConsentText: api.approveConsentText.handler(({ input, context }) => approveText(context, input)),
  giveConsent: api.giveConsent.handler(async ({ input, context, errors }) => {
    const result = await giveConsent(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  withdrawConsent: api.withdrawConsent.handler(async ({ input, context, errors }) => {
    const result = await withdrawConsent(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.withdrawn;
  }),
  copiesOfConsent: api.copiesOfConsent.handler(async ({ input, context, errors }) => {
    const found = await copiesOfConsent(context, input.id);
    if ('refused' in found) throw errors[found.refused]();
    return found.items;
  }),
  keepEvidence: api.keepEvidence.handler(async ({ input, context, errors }) => {
    const result = await keepEvidence(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  evidence: api.evidence.handler(async ({ input, context, errors }) => {
    const found = await openEvidence(context, input.id);
    if ('refused' in found) throw errors[found.refused]();
    return found.file;
  }),
};

const persons = {
  accessesOfPatient: api.accessesOfPatient.handler(async ({ input, context, errors }) => {
    const found = await accessesOfPatient(context, input.id);
    if ('refused' in found) throw errors[found.refused]();
    return found;
  }),
  accessesFile: api.accessesFile.handler(async ({ input, context, errors }) => {
    const found = await accessesFile(context, input);
    if ('refused' in found) throw errors[found.refused]();
    return found.file;
  }),
  heldFile: api.heldFile.handler(async ({ input, context, errors }) => {
    const found = await heldFile(context, input);
    if ('refused' in found) throw errors[found.refused]();
    return found.file;
  }),
  askErasure: api.askErasure.handler(async ({ input, context, errors }) => {
    const result = await askErasure(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
  decideErasure: api.decideErasure.handler(async ({ input, context, errors }) => {
    const result = await decideErasure(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result;
  }),
};

export const patientsRoutes = api.router({ ...records, ...care, ...consents, ...persons });
