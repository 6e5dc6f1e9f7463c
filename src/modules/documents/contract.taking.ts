import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { whyNotEdtf } from '../../platform/time/edtf.ts';
import { Problem, Summary, Version } from './contract.shared.ts';
import { releaseActions, releaseStates } from './release.ts';

const Line = (most: number) => z.string().check(readable(), z.minLength(1), z.maxLength(most));
const Edtf = z.string().check(
  z.maxLength(40),
  z.refine((text) => whyNotEdtf(text) === null),
);
const WebAddress = z.url({ protocol: /^https?$/ }).check(z.maxLength(2000));
const refused = { status: 422 } as const;
const intakeErrors = {
  'not-found': { status: 404 },
  'not-a-partner': { status: 403 },
  'document-kind-unsupported': { status: 415 },
  'document-empty': refused,
  'document-too-long': refused,
  'document-broken': refused,
  'document-encrypted': refused,
  'document-macros': refused,
  'document-no-text': refused,
  'document-unpacks-too-large': refused,
  'document-unsafe': refused,
  'document-official-use': refused,
} as const;
const addressErrors = {
  'address-invalid': refused,
  'address-scheme': refused,
  'address-credentials': refused,
  'address-port': refused,
  'address-private': refused,
  'address-unknown': refused,
  'address-unreachable': refused,
  'address-refused': refused,
  'address-redirects': refused,
  'address-too-large': refused,
  'address-too-slow': refused,
  'address-busy': { status: 429 },
} as const;
const said = {
  title: z.optional(Line(300)),
  publisher: z.optional(Line(300)),
  publishedOn: z.optional(Edtf),
};
const TakenIn = z.object({ document: Summary, isNew: z.boolean(), problems: z.array(Problem) });
const changing = { 'not-found': { status: 404 }, stale: { status: 409 } } as const;

export const taking = {
  intake: endpoint
    .route({
      method: 'POST',
      path: '/documents',
      summary: 'Take in a page: a file or a pasted text',
      successStatus: 201,
    })
    .meta({ needs: 'documents.write' })
    .input(
      z
        .object({
          partnership: z.uuid(),
          file: z.optional(z.file()),
          text: z.optional(z.string()),
          address: z.optional(WebAddress),
          ...said,
        })
        .check(z.refine(({ file, text }) => (file === undefined) !== (text === undefined), { path: ['file'] })),
    )
    .output(TakenIn)
    .errors(intakeErrors),
  intakeFromAddress: endpoint
    .route({
      method: 'POST',
      path: '/documents/from-address',
      summary: 'Fetch a page or a paper of the open internet and take it in',
      successStatus: 201,
    })
    .meta({ needs: 'documents.write' })
    .input(z.object({ partnership: z.uuid(), address: Line(2000), ...said }))
    .output(TakenIn)
    .errors({ ...intakeErrors, ...addressErrors }),
  changeDocument: endpoint
    .route({ method: 'POST', path: '/documents/{id}/change', summary: 'Correct what is said about a document' })
    .meta({ needs: 'documents.write' })
    .input(
      z.object({
        id: z.uuid(),
        version: Version,
        title: Line(300),
        publisher: z.nullable(Line(300)),
        address: z.nullable(WebAddress),
        publishedOn: z.nullable(Edtf),
        titles: z.nullable(LocalisedTextSchema),
      }),
    )
    .output(Summary)
    .errors(changing),
  moveInRelease: endpoint
    .route({
      method: 'POST',
      path: '/documents/{id}/release',
      summary: 'Keep a document in its release, take it apart, or take either back',
    })
    .meta({ needs: 'documents.write' })
    .input(z.object({ id: z.uuid(), action: z.enum(releaseActions), state: z.enum(releaseStates) }))
    .output(Summary)
    .errors(changing),
};
