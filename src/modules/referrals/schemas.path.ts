import * as z from 'zod/mini';
import { NamesSchema } from '../../platform/i18n/localised.ts';
import { pathFaults } from './checkPath.ts';
import { paperKinds, stepStages } from './path.ts';
import { parties, stages } from './referral.ts';

const Uuid = z.uuid();
const Code = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(60));
export const PaperSchema = z.object({
  code: Code,
  names: NamesSchema,
  kind: z.enum(paperKinds),
  required: z.boolean(),
  from: z.enum(parties),
});
export const StepSchema = z.object({
  stage: z.enum(stepStages),
  days: z.nullable(z.int().check(z.minimum(1), z.maximum(3650))),
  board: z.nullable(Uuid),
  papers: z.array(PaperSchema).check(z.maxLength(40)),
});
export const PathConfigSchema = z.object({
  steps: z.array(StepSchema).check(z.minLength(1), z.maxLength(20)),
  receiverSeesEarly: z.boolean(),
});
export const PathFaultSchema = z.object({
  fault: z.enum(pathFaults),
  stage: z.enum(stages),
  paper: z.optional(z.string()),
});
export const PathSchema = z.object({
  id: Uuid,
  partnership: Uuid,
  owner: Uuid,
  names: NamesSchema,
  /** The newest approved version, on which new referrals begin; null: none yet. */
  approved: z.nullable(z.int()),
  isDemo: z.boolean(),
  isOwn: z.boolean(),
  version: z.int(),
});
export type PathShown = z.infer<typeof PathSchema>;
export const PathVersionSchema = z.object({
  number: z.int(),
  config: PathConfigSchema,
  writtenAt: z.iso.datetime(),
  approvedAt: z.nullable(z.iso.datetime()),
  approvedBy: z.nullable(Uuid),
});
export const PathPage = z.extend(PathSchema, {
  /** The newest first. */
  versions: z.array(PathVersionSchema),
  /** Why the newest version could dead-end; nothing where it cannot. */
  faults: z.array(PathFaultSchema),
});
export type PathPage = z.infer<typeof PathPage>;
