import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { bindings, documentParts, instrumentKinds, instrumentStates } from './instrument.ts';
import { sorts } from './list.ts';
import {
  ArticleInput,
  Edtf,
  FirstStep,
  InstrumentChange,
  InstrumentDetail,
  InstrumentEntry,
  InstrumentInput,
  InstrumentRow,
  Language,
  NextStep,
  Organisations,
  Slug,
  Uuid,
  Version,
  VersionText,
} from './schemas.ts';

/** One value or several: `state=signed` and `state[]=signed&state[]=in_force`. */
const manyOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.union([
    z.array(z.enum(values)).check(z.maxLength(20)),
    z.pipe(
      z.enum(values),
      z.transform((one) => [one]),
    ),
  ]);

const filters = {
  /** The slug of a partnership; without it, all in which the acting organisation takes part. */
  partnership: z.optional(Slug),
  kind: z.optional(manyOf(instrumentKinds)),
  state: z.optional(manyOf(instrumentStates)),
  binding: z.optional(z.enum(bindings)),
  party: z.optional(Uuid),
  /** Those made for a time that touches this one (EDTF). */
  period: z.optional(Edtf),
  /** Words of a title, in any of its languages. */
  q: z.optional(z.string().check(z.maxLength(200))),
  sort: z.optional(z.enum(sorts.flatMap((sort) => [sort, `-${sort}`] as const))),
};
const Counts = z.partialRecord(z.enum(instrumentStates), z.int());
const at = { id: Uuid, version: Version };

const missing = { 'not-found': { status: 404 } } as const;
const own = { ...missing, 'not-own-side': { status: 403 } } as const;
const changing = { ...own, stale: { status: 409 } } as const;
const describing = {
  'party-unknown': { status: 422 },
  'party-twice': { status: 422 },
  'instrument-parent-unknown': { status: 422 },
  'instrument-above-itself': { status: 422 },
  'instrument-parent-incomplete': { status: 422 },
  'signatory-unknown': { status: 422 },
} as const;
const stepping = {
  'step-undated': { status: 422 },
  'day-in-future': { status: 422 },
  'later-than-source': { status: 422 },
  'step-not-possible': { status: 409 },
  'step-out-of-order': { status: 422 },
  'claim-not-accepted': { status: 422 },
} as const;

const reading = {
  instruments: endpoint
    .route({ method: 'GET', path: '/instruments', summary: 'List the instruments of my partnerships' })
    .meta({ needs: 'instruments.read' })
    .input(
      z.object({
        ...filters,
        cursor: z.optional(z.string().check(z.maxLength(1200))),
        limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
      }),
    )
    .output(z.object({ items: z.array(InstrumentRow), organisations: Organisations, next: z.nullable(z.string()) }))
    .errors({ 'cursor-invalid': { status: 400 } }),
  instrumentCounts: endpoint
    .route({ method: 'GET', path: '/instruments/counts', summary: 'Count by state what the other filters leave' })
    .meta({ needs: 'instruments.read' })
    .input(z.object(filters))
    .output(z.object({ real: Counts, demo: Counts })),
  instrumentsFile: endpoint
    .route({ method: 'GET', path: '/instruments/file', summary: 'The same list as CSV or XLSX' })
    .meta({ needs: 'instruments.read' })
    .input(z.object({ ...filters, ...tableFileInput }))
    .output(z.file()),
  instrumentsWaiting: endpoint
    .route({
      method: 'GET',
      path: '/instruments/waiting',
      summary: 'What ends soon, has outlived its years, or is silent',
    })
    .meta({ needs: 'instruments.read' })
    .output(
      z.object({
        endingSoon: z.array(InstrumentRow),
        pastTheirYears: z.array(InstrumentRow),
        silentDrafts: z.array(InstrumentRow),
      }),
    ),
  instrument: endpoint
    .route({ method: 'GET', path: '/instruments/{id}', summary: 'Read an instrument with all that belongs to it' })
    .meta({ needs: 'instruments.read' })
    .input(z.object({ id: Uuid }))
    .output(InstrumentDetail)
    .errors(missing),
  version: endpoint
    .route({ method: 'GET', path: '/instruments/versions/{id}', summary: 'Read a version of a draft' })
    .meta({ needs: 'instruments.read' })
    .input(z.object({ id: Uuid }))
    .output(VersionText)
    .errors(missing),
};

const entering = {
  recordInstrument: endpoint
    .route({ method: 'POST', path: '/instruments', summary: 'Record an instrument', successStatus: 201 })
    .meta({ needs: 'instruments.write' })
    .input(
      z.object({
        partnership: Slug,
        instrument: InstrumentInput,
        step: FirstStep,
        /** Accepted claims it rests on, beside the one of the step. */
        claims: z.array(Uuid).check(z.maxLength(20)),
      }),
    )
    .output(z.object({ id: Uuid, version: Version }))
    .errors({ ...own, ...describing, ...stepping }),
  enterInstrumentClaim: endpoint
    .route({ method: 'POST', path: '/instruments/entries', summary: 'Accept a claim and enter what it says' })
    .meta({ needs: 'instruments.write' })
    .input(
      z.object({
        claim: Uuid,
        version: Version,
        /** As a person corrected it; left out, as it was read. */
        value: z.optional(z.record(z.string(), z.unknown())),
        entry: InstrumentEntry,
      }),
    )
    .output(z.object({ claim: Uuid, version: Version, instrument: Uuid }))
    .errors({ ...changing, ...describing, ...stepping, 'already-decided': { status: 409 } }),
  undoInstrumentEntry: endpoint
    .route({ method: 'POST', path: '/instruments/entries/undo', summary: 'Take an accepted claim out again' })
    .meta({ needs: 'instruments.write' })
    .input(z.object({ claim: Uuid, version: Version }))
    .output(z.object({ claim: Uuid, version: Version, retracted: z.array(Uuid) }))
    .errors({ ...changing, 'not-accepted': { status: 409 }, 'still-needed': { status: 409 } })
    .errors({ 'already-published': { status: 409 } }),
};

const changes = {
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

const versions = {
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

export const instrumentsContract = { ...reading, ...entering, ...changes, ...versions };
