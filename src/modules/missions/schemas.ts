import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { missionStates } from './mission.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
export const MissionSchema = z.object({
  id: z.uuid(),
  title: LocalisedTextSchema,
  state: z.enum(missionStates),
  visibility: z.enum(['own_side', 'partnership', 'public']),
  isDemo: z.boolean(),
  /** The acting organisation's side keeps it, and alone may change it. */
  isOwn: z.boolean(),
  version: z.int(),
});
export type Mission = z.infer<typeof MissionSchema>;

export const MissionPage = z.extend(MissionSchema, { events: z.array(HappeningSchema) });
