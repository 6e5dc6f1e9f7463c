import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { own } from './contract.shared.ts';
import { Language, Uuid } from './schemas.ts';

export const versions = {
  addVersion: endpoint
    .route({
      method: 'POST',
      path: '/instruments/{id}/versions',
      summary: 'Lay down a version of the draft; only the own side sees it until it is shared',
      successStatus: 201,
    })
    .meta({ needs: 'instruments.write' })
    .input(
      z
        .object({
          id: Uuid,
          language: Language,
          label: z.optional(LocalisedTextSchema),
          text: z.optional(z.string()),
          /** Plain text in UTF-8. */
          file: z.optional(z.file()),
        })
        .check(z.refine(({ file, text }) => (file === undefined) !== (text === undefined), { path: ['text'] })),
    )
    .output(z.object({ id: Uuid, ownNumber: z.int(), isKnown: z.boolean() }))
    .errors({ ...own, 'version-empty': { status: 422 }, 'version-too-long': { status: 422 } })
    .errors({ 'version-not-text': { status: 415 } }),
  shareVersion: endpoint
    .route({ method: 'POST', path: '/instruments/versions/{id}/sharing', summary: 'Show a version to the other sides' })
    .meta({ needs: 'instruments.write' })
    .input(z.object({ id: Uuid }))
    .output(z.object({ id: Uuid, number: z.int() }))
    .errors({ ...own, 'wider-than-instrument': { status: 422 } }),
};
