import * as z from 'zod/mini';

/** What happened to a record, as endpoints answer it: names of fields, never what they held. Browser-safe. */
export const HappeningSchema = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** Null where a service did it. */
  person: z.nullable(z.uuid()),
  organisation: z.uuid(),
  subject: z.string(),
  subjectId: z.uuid(),
  action: z.string(),
  fields: z.array(z.string()),
  isDemo: z.boolean(),
});
export type Happening = z.infer<typeof HappeningSchema>;
