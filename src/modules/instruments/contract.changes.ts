import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { changing, describing, stepping } from './contract.shared.ts';
import { documentParts } from './instrument.ts';
import { ArticleInput, FirstStep, InstrumentChange, NextStep, Uuid, Version } from './schemas.ts';

const at = { id: Uuid, version: Version };

export const changes = {
  changeInstrument: endpoint
    .route({ method: 'POST', path: '/instruments/{id}/changes', summary: 'Change what an instrument is' })
    .meta({ needs: 'instruments.write' })
    .input(z.object({ ...at, change: InstrumentChange }))
    .output(z.object({ id: Uuid, version: Version }))
    .errors({ ...changing, ...describing }),
  recordStep: endpoint
    .route({ method: 'POST', path: '/instruments/{id}/steps', summary: 'Record a step of the lifecycle' })
    .meta({ needs: 'instruments.write' })
    .input(z.object({ ...at, step: NextStep }))
    .output(z.object({ id: Uuid, version: Version }))
    .errors({ ...changing, ...stepping }),
  correctStep: endpoint
    .route({
      method: 'POST',
      path: '/instruments/{id}/corrections',
      summary: 'Put a step right by a further one; what was recorded stays to be read',
    })
    .meta({ needs: 'instruments.write' })
    .input(
      z.object({
        ...at,
        step: Uuid,
        reason: LocalisedTextSchema,
        /** What is right; null: nothing of the kind happened. */
        right: z.nullable(FirstStep),
      }),
    )
    .output(z.object({ id: Uuid, version: Version }))
    .errors({ ...changing, ...stepping, 'step-needed': { status: 422 } }),
  setArticles: endpoint
    .route({ method: 'POST', path: '/instruments/{id}/articles', summary: 'Write the articles, all of them, in order' })
    .meta({ needs: 'instruments.write' })
    .input(z.object({ ...at, articles: z.array(ArticleInput).check(z.maxLength(300)) }))
    .output(z.object({ id: Uuid, version: Version }))
    .errors({ ...changing, 'article-twice': { status: 422 }, 'still-needed': { status: 409 } }),
  setDocument: endpoint
    .route({ method: 'POST', path: '/instruments/{id}/documents', summary: 'Attach a document, or take it away' })
    .meta({ needs: 'instruments.write' })
    .input(z.object({ ...at, document: Uuid, part: z.nullable(z.enum(documentParts)) }))
    .output(z.object({ id: Uuid, version: Version }))
    .errors({ ...changing, 'document-unknown': { status: 422 } }),
  setGround: endpoint
    .route({
      method: 'POST',
      path: '/instruments/{id}/grounds',
      summary: 'Lay an accepted claim under it, or take it up',
    })
    .meta({ needs: 'instruments.write' })
    .input(z.object({ ...at, claim: Uuid, isLaid: z.boolean() }))
    .output(z.object({ id: Uuid, version: Version }))
    .errors({ ...changing, 'claim-not-accepted': { status: 422 }, 'still-needed': { status: 409 } }),
  linkCommitment: endpoint
    .route({ method: 'POST', path: '/instruments/{id}/commitments', summary: 'Tie a commitment to it, or untie it' })
    .meta({ needs: 'instruments.write' })
    .input(
      z.object({
        id: Uuid,
        commitment: Uuid,
        /** Of the commitment. */
        version: Version,
        isTied: z.boolean(),
        article: z.nullable(Uuid),
      }),
    )
    .output(z.object({ commitment: Uuid, version: Version }))
    .errors({ ...changing, 'origin-unknown': { status: 422 }, 'tied-elsewhere': { status: 409 } }),
  publishInstrument: endpoint
    .route({ method: 'POST', path: '/instruments/{id}/publications', summary: 'Let others see it, with its proof' })
    .meta({ needs: 'instruments.publish' })
    .input(z.object({ ...at, visibility: z.enum(['partnership', 'public']) }))
    .output(z.object({ id: Uuid, version: Version, claims: z.int() }))
    .errors({ ...changing, 'narrows-what-was-shown': { status: 409 }, 'partnership-not-public': { status: 422 } })
    .errors({ 'may-not-publish': { status: 403 } }),
  retractInstrument: endpoint
    .route({ method: 'POST', path: '/instruments/{id}/retraction', summary: 'Take it out: it was recorded wrongly' })
    .meta({ needs: 'instruments.write' })
    .input(z.object(at))
    .output(z.object({ id: Uuid }))
    .errors({ ...changing, 'already-published': { status: 409 }, 'still-needed': { status: 409 } }),
};
