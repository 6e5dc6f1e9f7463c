import * as z from 'zod/mini';
import { erasureAskers } from './erasure.ts';
import { AccessSchema, CareSchema, ConsentSchema, GlassSchema, IdentitySchema, PatientPage, Uuid } from './schemas.ts';

/** The shape of "all that is held on me". Its JSON Schema goes out with every export. Pure. */
export const ExportSchema = z.object({
  format: z.literal('yntymaq.patient/1'),
  madeAt: z.iso.datetime(),
  isDemo: z.boolean(),
  patient: Uuid,
  custodian: Uuid,
  registeredAt: z.iso.datetime(),
  identity: IdentitySchema,
  /** Records that were found to be of the same person. */
  merged: z.array(z.object({ patient: Uuid, identity: IdentitySchema })),
  /** What the record said before it was corrected. */
  earlier: z.array(z.object({ patient: Uuid, until: z.iso.datetime(), identity: IdentitySchema })),
  consents: z.array(ConsentSchema),
  evidence: z.array(z.object({ consent: Uuid, mediaType: z.string(), base64: z.string() })),
  care: z.array(CareSchema),
  accesses: z.array(AccessSchema),
  glass: z.array(GlassSchema),
  erasures: z.array(
    z.object({
      id: Uuid,
      askedBy: z.enum(erasureAskers),
      requestedAt: z.iso.datetime(),
      decision: z.nullable(z.enum(['approved', 'refused'])),
    }),
  ),
  /** What each other module holds, under its name. */
  modules: z.record(z.string(), z.unknown()),
  organisations: PatientPage.shape.organisations,
});
export type Exported = z.infer<typeof ExportSchema>;
