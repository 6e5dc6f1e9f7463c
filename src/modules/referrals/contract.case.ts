import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { patientLocales } from '../../platform/i18n/patientLocales.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { partKinds, saidStates, translators } from './case.ts';
import { parties } from './referral.ts';
import { CaseSchema, PaperCode, PartContent, PartSchema, TranslationOf } from './schemas.case.ts';

/** The case of a referral: everything in it is clinical, sealed, and seen only where the care is open; each reading is recorded. */
const Uuid = z.uuid();
const Of = z.object({ id: Uuid });
const Day = z.iso.date();
const words = (most: number) => z.string().check(readable(), z.minLength(1), z.maxLength(most));
const missing = { 'not-found': { status: 404 } } as const;
const change = { ...missing, 'not-own-part': { status: 403 }, 'referral-over': { status: 409 } } as const;
const stale = { stale: { status: 409 } } as const;
/** Why a document is not taken in. */
const bringing = {
  'document-kind-refused': { status: 422 },
  'document-unreadable': { status: 422 },
  'document-unknown': { status: 422 },
  'paper-unknown': { status: 422 },
  'too-many-documents': { status: 409 },
} as const;
const opens = { needs: 'referrals.write', opens: 'clinical' } as const;

export const referralCase = {
  referralCase: endpoint
    .route({ method: 'GET', path: '/referrals/{id}/case', summary: 'Read the case of a referral' })
    .meta({ needs: 'referrals.read', opens: 'clinical' })
    .input(Of)
    .output(CaseSchema)
    .errors(missing),
  earlierOfCase: endpoint
    .route({ method: 'GET', path: '/referrals/{id}/case/earlier', summary: 'Read what a part of the case said before' })
    .meta({ needs: 'referrals.read', opens: 'clinical' })
    .input(z.object({ id: Uuid, kind: z.enum(partKinds), party: z.enum(parties) }))
    .output(z.array(PartSchema))
    .errors(missing),
  writeCase: endpoint
    .route({ method: 'POST', path: '/referrals/{id}/case', summary: 'Write a part of the case' })
    .meta(opens)
    .input(
      z.object({
        id: Uuid,
        /** That which was read; 0 where nobody has written it yet. */
        version: z.int().check(z.minimum(0)),
        content: PartContent,
      }),
    )
    .output(PartSchema)
    .errors({
      ...change,
      ...stale,
      'code-unknown': { status: 422 },
      'tnm-unwritten': { status: 422 },
      'tnm-not-for-this': { status: 422 },
      'tnm-in-situ-only': { status: 422 },
      'money-unreadable': { status: 422 },
      'days-wrong': { status: 422 },
    }),
  addCaseDocument: endpoint
    .route({
      method: 'POST',
      path: '/referrals/{id}/case/documents',
      summary: 'Bring a document to the case: a PDF or a picture',
      successStatus: 201,
    })
    .meta(opens)
    .input(
      z.object({
        id: Uuid,
        file: z.file(),
        /** What it is: a code of the path's papers, or `other`. */
        paper: PaperCode,
        title: words(200),
        dated: z.optional(Day),
        language: z.optional(z.enum(patientLocales)),
        /** An own document in whose place it comes. */
        replaces: z.optional(Uuid),
      }),
    )
    .output(Of)
    .errors({
      ...change,
      ...bringing,
      'file-too-large': { status: 413 },
    }),
  caseDocument: endpoint
    .route({ method: 'GET', path: '/referrals/{id}/case/documents/{document}', summary: 'Open a document of the case' })
    .meta({ needs: 'referrals.read', opens: 'clinical' })
    .input(z.object({ id: Uuid, document: Uuid }))
    .output(z.file())
    .errors(missing),
  takeBackDocument: endpoint
    .route({
      method: 'POST',
      path: '/referrals/{id}/case/documents/{document}/withdrawal',
      summary: 'Take back a document that was brought by mistake; its file is deleted',
    })
    .meta(opens)
    .input(z.object({ id: Uuid, document: Uuid }))
    .output(Of)
    .errors(change),
  sayOfCase: endpoint
    .route({
      method: 'POST',
      path: '/referrals/{id}/case/statements',
      summary: 'Say how a paper or a document is: there, seen, unreadable, missing',
      successStatus: 201,
    })
    .meta(opens)
    .input(
      z.object({
        id: Uuid,
        about: z.union([z.object({ paper: PaperCode }), z.object({ document: Uuid })]),
        state: z.enum(saidStates),
        pages: z.optional(z.array(z.int().check(z.minimum(1), z.maximum(5000))).check(z.maxLength(200))),
        words: z.optional(words(1000)),
        permitNumber: z.optional(words(60)),
        validUntil: z.optional(Day),
      }),
    )
    .output(Of)
    .errors({
      ...change,
      'paper-unknown': { status: 422 },
      'document-unknown': { status: 422 },
      'pages-wrong': { status: 422 },
    }),
  translateCase: endpoint
    .route({
      method: 'POST',
      path: '/referrals/{id}/case/translations',
      summary: 'Put a translation beside the original, or change one that is not approved',
      successStatus: 201,
    })
    .meta(opens)
    .input(
      z.object({
        id: Uuid,
        of: TranslationOf,
        language: z.enum(patientLocales),
        how: z.enum(translators),
        /** A person's name, or what the machine is called. */
        translator: words(200),
        text: words(40_000),
        /** Of the translation that was read; 0 where there is none in this language. */
        version: z.int().check(z.minimum(0)),
      }),
    )
    .output(Of)
    .errors({
      ...change,
      ...stale,
      'nothing-to-translate': { status: 422 },
      'same-language': { status: 422 },
    }),
  approveTranslation: endpoint
    .route({
      method: 'POST',
      path: '/referrals/{id}/case/translations/{translation}/approval',
      summary: 'Approve a translation of another person or of a machine',
    })
    .meta(opens)
    .input(
      z.object({
        id: Uuid,
        translation: Uuid,
        version: z.int().check(z.minimum(1)),
      }),
    )
    .output(Of)
    .errors({
      ...change,
      ...stale,
      'own-translation': { status: 403 },
      'approved-already': { status: 409 },
      'translation-outdated': { status: 409 },
    }),
  takeOverCase: endpoint
    .route({
      method: 'POST',
      path: '/referrals/{id}/case/copy',
      summary: 'Take over what was said and brought for the referral from which this one came',
    })
    .meta(opens)
    .input(Of)
    .output(Of)
    .errors({ ...change, 'nothing-to-take-over': { status: 409 } }),
  issueLetter: endpoint
    .route({
      method: 'POST',
      path: '/referrals/{id}/case/letters',
      summary: 'Make the PDF of an invitation or travel letter; it becomes a document of the case',
      successStatus: 201,
    })
    .meta(opens)
    .input(z.object({ id: Uuid, kind: z.enum(['invitation-letter', 'travel-letter']) }))
    .output(Of)
    .errors({ ...change, ...bringing, 'letter-unwritten': { status: 409 } }),
};
