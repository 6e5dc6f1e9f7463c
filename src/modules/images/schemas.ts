import * as z from 'zod/mini';
import { dateWays, findings, studyStates, suspicions } from './study.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */

/** Numbers by which a slice is drawn. A stored value times `slope` plus `intercept` is what is measured: for CT, Hounsfield units. */
export const Shape = z.object({
  rows: z.int(),
  columns: z.int(),
  /** Millimetres from one row, and one column, to the next; null where the file does not say. */
  spacing: z.nullable(z.tuple([z.number(), z.number()])),
  kind: z.enum(['grey', 'rgb']),
  /** The smallest value is white (MONOCHROME1). */
  isInverted: z.boolean(),
  slope: z.number(),
  intercept: z.number(),
  /** What the file proposes to show: the middle and the width, in measured units. */
  window: z.nullable(z.object({ centre: z.number(), width: z.number() })),
});
export type Shape = z.infer<typeof Shape>;

export const SliceSchema = z.object({
  id: z.uuid(),
  shape: Shape,
  /** Millimetres along the line of sight; null where the file does not say. */
  along: z.nullable(z.number()),
  suspicions: z.array(z.enum(suspicions)),
  found: z.nullable(z.enum(findings)),
});
export type Slice = z.infer<typeof SliceSchema>;

export const SeriesSchema = z.object({
  id: z.uuid(),
  number: z.int(),
  modality: z.string(),
  /** The day on which it was taken, as the copy says it. */
  takenOn: z.nullable(z.string()),
  /** What the tags call it: for who brought it, and empty for all others. */
  label: z.string(),
  /** In the order in which they lie in the body. */
  slices: z.array(SliceSchema),
});
export type Series = z.infer<typeof SeriesSchema>;

/** What a list says of a study. */
export const StudyRow = z.object({
  id: z.uuid(),
  patient: z.uuid(),
  /** The record that it belongs to. */
  subject: z.nullable(z.uuid()),
  owner: z.uuid(),
  /** Whether the reader's organisation brought it: it alone has the files as they were brought. */
  isOwn: z.boolean(),
  state: z.enum(studyStates),
  dates: z.enum(dateWays),
  modalities: z.array(z.string()),
  slices: z.int(),
  /** Slices that nobody else sees: names may be drawn in them, and nobody has looked. */
  waiting: z.int(),
  broughtAt: z.string(),
  isDemo: z.boolean(),
  version: z.int(),
});
export type StudyRow = z.infer<typeof StudyRow>;

export const StudyPage = z.extend(StudyRow, { series: z.array(SeriesSchema) });
export type StudyPage = z.infer<typeof StudyPage>;
