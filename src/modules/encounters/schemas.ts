import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { encounterStates } from './encounter.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
export const EncounterSchema = z.object({
  id: z.uuid(),
  title: LocalisedTextSchema,
  state: z.enum(encounterStates),
  visibility: z.enum(['own_side', 'partnership', 'public']),
  isDemo: z.boolean(),
  /** The acting organisation's side keeps it, and alone may change it. */
  isOwn: z.boolean(),
  version: z.int(),
});
export type Encounter = z.infer<typeof EncounterSchema>;

export const EncounterPage = z.extend(EncounterSchema, { events: z.array(HappeningSchema) });
