import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { missing, stale } from './contract.shared.ts';
import { LongText, MinutesVersion, Uuid, Version } from './schemas.ts';

export const minutes = {
  writeMinutes: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/minutes', summary: 'Write the minutes, or mend approved ones' })
    .meta({ needs: 'meetings.write' })
    .input(
      z.object({
        id: Uuid,
        wording: LongText,
        /** Why approved minutes are mended. */
        reasons: z.nullable(LocalisedTextSchema),
        /** Of the text that is being written; null begins one. */
        version: z.nullable(Version),
      }),
    )
    .output(MinutesVersion)
    .errors({ ...missing, ...stale, 'reasons-missing': { status: 422 }, 'not-held-yet': { status: 409 } }),
  approveMinutes: endpoint
    .route({
      method: 'POST',
      path: '/meetings/{id}/minutes/approval',
      summary: 'Approve the minutes; then they are frozen',
    })
    .meta({ needs: 'meetings.approve' })
    .input(z.object({ id: Uuid, number: Version, version: Version }))
    .output(MinutesVersion)
    .errors({ ...missing, ...stale, 'nothing-to-approve': { status: 409 }, 'only-a-machine-wrote': { status: 422 } }),
  discardMinutes: endpoint
    .route({
      method: 'POST',
      path: '/meetings/{id}/minutes/discard',
      summary: 'Throw away minutes that nobody approved',
    })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ id: Uuid, number: Version, version: Version }))
    .output(z.object({ id: Uuid }))
    .errors({ ...missing, ...stale, 'nothing-to-approve': { status: 409 } }),
};
