import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { missionStates } from './mission.ts';

const tags = Object.keys(localeTable) as [keyof typeof localeTable, ...(keyof typeof localeTable)[]];
/** One of the eight languages of the product. */
export const MissionLanguage = z.enum(tags);

/** The shapes that the endpoints of this module share. Browser-safe. */
export const MissionSchema = z.object({
  id: z.uuid(),
  slug: z.string(),
  title: LocalisedTextSchema,
  languages: z.array(MissionLanguage),
  /** The organisation that answers for what is done there. */
  host: z.uuid(),
  visitors: z.array(z.uuid()),
  commitment: z.nullable(z.uuid()),
  /** For how many days a device keeps what it holds, once all of it is safe elsewhere. */
  keepDays: z.int(),
  state: z.enum(missionStates),
  visibility: z.enum(['own_side', 'partnership', 'public']),
  isDemo: z.boolean(),
  /** The acting organisation's side keeps it, and alone may change it. */
  isOwn: z.boolean(),
  version: z.int(),
});
export type Mission = z.infer<typeof MissionSchema>;

export const MissionPage = z.extend(MissionSchema, { events: z.array(HappeningSchema) });
