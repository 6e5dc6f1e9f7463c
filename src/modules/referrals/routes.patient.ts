import { implement } from '@orpc/server';
import type { Served } from '../../platform/serve.ts';
import { patientPage } from './contract.patient.ts';
import { endPage, issuePage, listMessages, listPages, writeMessage } from './patientStaff.server.ts';

const api = implement(patientPage).$context<Served>();

export const patientPageRoutes = {
  endPatientPage: api.endPatientPage.handler(async ({ input, context, errors }) => {
    const ended = await endPage(context, input);
    if (!ended) throw errors['not-found']();
    return ended;
  }),
  issuePatientPage: api.issuePatientPage.handler(async ({ input, context, errors }) => {
    const result = await issuePage(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.issued;
  }),
  patientMessages: api.patientMessages.handler(async ({ input, context, errors }) => {
    const found = await listMessages(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  patientPages: api.patientPages.handler(async ({ input, context, errors }) => {
    const found = await listPages(context, input.id);
    if (!found) throw errors['not-found']();
    return found;
  }),
  writeToPatient: api.writeToPatient.handler(async ({ input, context, errors }) => {
    const result = await writeMessage(context, input);
    if ('refused' in result) throw errors[result.refused]();
    return result.written;
  }),
};
