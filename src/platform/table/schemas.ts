import * as z from 'zod/mini';
import { locales } from '../i18n/locales.ts';
import { tableFormats } from './columns.ts';

/** What every list's export takes beside its filters. */
export const tableFileInput = {
  format: z.enum(tableFormats),
  /** The language of the header. */
  locale: z.optional(z.enum(locales)),
};

const Text = z.nullable(z.string());
const Count = z.int().check(z.minimum(0));
const PreviewRowSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('added'), row: Count, values: z.record(z.string(), Text) }),
  z.object({
    is: z.literal('changed'),
    row: Count,
    id: z.uuid(),
    version: z.int(),
    values: z.record(z.string(), Text),
    changes: z.array(z.object({ column: z.string(), before: Text, after: Text })),
  }),
  z.object({ is: z.literal('unchanged'), row: Count, id: z.uuid() }),
  z.object({
    is: z.literal('refused'),
    row: Count,
    /** `text` says the cause in the reader's language. */
    faults: z.array(z.object({ column: z.nullable(z.string()), cause: z.string(), text: z.string() })),
  }),
]);
const Counts = z.object({ added: Count, changed: Count, unchanged: Count, refused: Count });

const locale = z.optional(z.enum(locales));
/** The file of an import, of either format; the language in which its preview speaks. */
export const importFileInput = { file: z.file(), locale };
/** The same file again, with the `seen` of its preview. */
export const importApplyInput = { file: z.file(), seen: z.string().check(z.regex(/^[0-9a-f]{64}$/)) };

export const ImportPreviewSchema = z.object({
  /** At most some hundred rows of each outcome; the counts are of all. */
  rows: z.array(PreviewRowSchema),
  counts: Counts,
  /** What the columns are called, in the reader's language, in the order of the file. */
  columns: z.array(z.object({ key: z.string(), header: z.string() })),
  /** Headers that are none of ours: these columns were not read. */
  unknown: z.array(z.string()),
  /** Formulas were found: what they last came to was read. */
  hasFormulas: z.boolean(),
  /** What was previewed, whole: to be sent back with the file when it is to be applied. */
  seen: z.string(),
});
export type ImportPreview = z.infer<typeof ImportPreviewSchema>;

/** How many rows were added, changed, left as they are and refused. */
export const ImportAppliedSchema = Counts;

/** Why a file is refused as a whole; the `errors` of both requests. */
export const importErrors = {
  'import-empty': { status: 422 },
  'import-kind-unsupported': { status: 415 },
  'import-too-large': { status: 413 },
  'import-damaged': { status: 422 },
  'import-too-many-rows': { status: 422 },
  'import-too-many-columns': { status: 422 },
  'import-header-missing': { status: 422 },
  'import-header-repeated': { status: 422 },
} as const;
/** What is there has changed since the preview, or it is another file: look again. */
export const applyErrors = { ...importErrors, 'import-preview-changed': { status: 409 } } as const;
