import * as z from 'zod/mini';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { claimStates } from './claim.ts';
import { releaseStates } from './release.ts';
import { claimKinds } from './value.ts';

/** What several endpoints of this module take and refuse alike. */
export const Offset = z.int().check(z.minimum(0));
export const Version = z.int().check(z.minimum(1));
export const Summary = z.object({
  id: z.uuid(),
  partnership: z.uuid(),
  title: z.string(),
  publisher: z.nullable(z.string()),
  address: z.nullable(z.string()),
  language: z.string(),
  /** EDTF: as exact as the source. */
  publishedOn: z.nullable(z.string()),
  takenInAt: z.iso.datetime(),
  isDemo: z.boolean(),
  version: Version,
  drafts: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  /** Other versions of the title, with who translated them; its own language is `language`. */
  titles: z.nullable(LocalisedTextSchema),
  /** Null: too short to be compared. */
  releaseState: z.nullable(z.enum(releaseStates)),
  /** The other documents of the same release, and who published them. */
  others: z.array(z.object({ id: z.uuid(), title: z.string(), publisher: z.nullable(z.string()) })),
});
export const Claim = z.object({
  id: z.uuid(),
  document: z.uuid(),
  kind: z.enum(claimKinds),
  /** In the shape that belongs to `kind`. */
  value: z.record(z.string(), z.unknown()),
  state: z.enum(claimStates),
  quote: z.string(),
  sentence: z.string(),
  quoteOffset: Offset,
  language: z.string(),
  span: z.object({ start: Offset, end: Offset }),
  /** Of a paper with pages, counted from 1. */
  page: z.nullable(z.int()),
  stage: z.string(),
  confidence: z.number(),
  /** A person has changed what was read. */
  isChanged: z.boolean(),
  visibility: z.enum(['own_side', 'partnership', 'public']),
  decidedBy: z.nullable(z.uuid()),
  decidedAt: z.nullable(z.iso.datetime()),
  version: Version,
});
export const Problem = z.object({ code: z.string(), start: z.optional(Offset), end: z.optional(Offset) });
