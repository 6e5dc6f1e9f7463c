import * as z from 'zod/mini';
import { HappeningSchema } from '../../platform/happening.ts';
import { centreKinds } from './centre.ts';
import { ageGroups, encounterStates, followUps, nextSteps, openReasons, sexes } from './encounter.ts';

/** The shapes that the endpoints of this module share. Browser-safe. */
const NoteSchema = z.object({
  id: z.string(),
  by: z.string(),
  device: z.nullable(z.string()),
  at: z.string(),
  value: z.unknown(),
  /** Another note was put in its place by somebody who had read it. */
  isReplaced: z.boolean(),
});

const Content = z.object({
  /** Every value that stands: two devices may have heard different things. */
  person: z.record(z.string(), z.array(z.string())),
  parts: z.record(z.string(), z.array(NoteSchema)),
  photos: z.array(z.object({ id: z.string(), sha256: z.string(), bytes: z.int(), mediaType: z.string() })),
  signatures: z.array(
    z.object({ by: z.string(), clinician: z.string(), answeredFor: z.nullable(z.string()), at: z.string() }),
  ),
});

/** What a list says of one encounter. */
export const EncounterRow = z.object({
  id: z.uuid(),
  /** Of a mission, or of a referral at the centre that treats: then what was done there. */
  mission: z.nullable(z.uuid()),
  referral: z.nullable(z.uuid()),
  kind: z.nullable(z.enum(centreKinds)),
  specialty: z.string(),
  place: z.nullable(z.string()),
  day: z.string(),
  room: z.nullable(z.string()),
  openedAt: z.string(),
  signedAt: z.nullable(z.string()),
  nextStep: z.nullable(z.enum(nextSteps)),
  state: z.enum(encounterStates),
  openBecause: z.nullable(z.enum(openReasons)),
  /** The name and the telephone as they were said; empty once the person was erased. */
  name: z.string(),
  phone: z.string(),
  isDemo: z.boolean(),
  version: z.int(),
});
export type EncounterRow = z.infer<typeof EncounterRow>;

export const EncounterPage = z.extend(EncounterRow, {
  zone: z.nullable(z.string()),
  ageGroup: z.enum(ageGroups),
  sex: z.enum(sexes),
  wasTreated: z.boolean(),
  wasOperated: z.boolean(),
  /** The version that was signed first, where something was added since. */
  amendedFrom: z.nullable(z.int()),
  withdrawnBecause: z.nullable(z.string()),
  followedUp: z.nullable(z.object({ at: z.string(), how: z.enum(followUps) })),
  /** Null once the person was erased. */
  content: z.nullable(Content),
  /** What it said before, the newest first. */
  earlier: z.array(
    z.object({ version: z.int(), state: z.enum(encounterStates), until: z.string(), content: z.nullable(Content) }),
  ),
  events: z.array(HappeningSchema),
});
export type EncounterPage = z.infer<typeof EncounterPage>;
