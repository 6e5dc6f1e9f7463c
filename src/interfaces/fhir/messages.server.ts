import type { Communication } from '@medplum/fhirtypes';
import { writeMessage } from '../../modules/referrals/index.ts';
import type { Bound } from './binding.ts';
import { referralIn } from './case.server.ts';
import { asServed, heldBy, inItsLife, refused } from './held.server.ts';
import { refuse } from './outcome.ts';
import * as views from './heldViews.ts';

/** What is written to a patient's page and comes from there, behind Communication. */

export const communications: Bound = {
  concerns: (resource) => 'basedOn' in resource,
  ...heldBy({ type: 'Communication', views: [views.Communication], over: inItsLife }),
  written: async (serving, { id, resource, isHeld }) => {
    const communication = resource as Communication;
    if (isHeld) throw refuse(405, 'not-supported', 'What was written to a patient is not changed.');
    const referral = await referralIn(serving, communication.basedOn ?? []);
    const text = (communication.payload ?? []).flatMap(({ contentString }) => contentString ?? []).join('\n\n');
    if (referral === undefined || text === '') return { resource, isHeld: false };
    const done = await writeMessage(asServed(serving), { id: referral, text, message: id });
    if (done.refused !== undefined) refused({ refused: done.refused });
    return { resource, isHeld: true };
  },
  deleted: async () => {
    throw refuse(405, 'not-supported', 'What was written to a patient is not deleted.');
  },
};
