import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { readable } from '../../platform/i18n/readable.ts';
import { patientLocales } from '../../platform/i18n/patientLocales.ts';
import { asks, handings, holders, longestMessage, pageWays, secondFactors } from './patientPage.ts';

const missing = { 'not-found': { status: 404 } } as const;
const Of = z.object({ id: z.uuid() });

/** A page as staff see it: whose, in which language, how it is opened; never the code, nor where messages go. */
export const PatientPageSchema = z.object({
  id: z.uuid(),
  holder: z.enum(holders),
  language: z.enum(patientLocales),
  way: z.nullable(z.enum(pageWays)),
  handing: z.enum(handings),
  factor: z.enum(secondFactors),
  issuedBy: z.uuid(),
  issuedAt: z.string(),
  /** When it was last opened by its holder; null: never. */
  openedAt: z.nullable(z.string()),
  endedAt: z.nullable(z.string()),
  /** Too many wrong answers: another code has to be given out. */
  isBlocked: z.boolean(),
});
export type PatientPageShown = z.infer<typeof PatientPageSchema>;

export const PatientMessageSchema = z.object({
  id: z.uuid(),
  from: z.enum(['patient', 'representative', 'organisation']),
  /** Who wrote for an organisation; null where the page's holder did. */
  organisation: z.nullable(z.uuid()),
  person: z.nullable(z.uuid()),
  about: z.enum(asks),
  at: z.string(),
  /** Null where its key is destroyed. */
  text: z.nullable(z.string()),
  /** When the other side opened it. */
  readAt: z.nullable(z.string()),
});
export type PatientMessageShown = z.infer<typeof PatientMessageSchema>;

/** The patient's page as staff deal with it: codes are given out, ended, and messages go both ways. */
export const patientPage = {
  endPatientPage: endpoint
    .route({
      method: 'POST',
      path: '/referrals/{id}/patient-pages/{page}/end',
      summary: 'End a code of the patient’s page',
    })
    .meta({ needs: 'referrals.write' })
    .input(z.object({ id: z.uuid(), page: z.uuid() }))
    .output(PatientPageSchema)
    .errors(missing),
  issuePatientPage: endpoint
    .route({ method: 'POST', path: '/referrals/{id}/patient-pages', summary: 'Give out a code of the patient’s page' })
    .meta({ needs: 'referrals.write', opens: 'personal' })
    .input(
      z.object({
        id: z.uuid(),
        /** One of the patient's representatives; null: the patient. */
        representative: z.nullable(z.uuid()),
        language: z.enum(patientLocales),
        handing: z.enum(handings),
        /** Where one-time numbers and news go; null: nowhere, then the birth date and a second code are asked. */
        reach: z.nullable(
          z.object({ way: z.enum(pageWays), to: z.string().check(readable(), z.minLength(3), z.maxLength(254)) }),
        ),
      }),
    )
    .output(
      z.object({
        page: PatientPageSchema,
        /** In fours. Told now and never again; null where it was sent. */
        code: z.nullable(z.string()),
        /** To be printed on a sheet of its own. */
        secondCode: z.nullable(z.string()),
        /** Where it is entered. */
        address: z.string(),
      }),
    )
    .errors({
      ...missing,
      'referral-over': { status: 409 },
      'reach-wrong': { status: 422 },
      'nothing-to-send-by': { status: 422 },
      'birth-date-missing': { status: 409 },
    }),
  patientMessages: endpoint
    .route({
      method: 'GET',
      path: '/referrals/{id}/patient-messages',
      summary: 'List what the patient and the hospitals wrote',
    })
    .meta({ needs: 'referrals.read', opens: 'clinical' })
    .input(Of)
    .output(z.object({ items: z.array(PatientMessageSchema) }))
    .errors(missing),
  patientPages: endpoint
    .route({ method: 'GET', path: '/referrals/{id}/patient-pages', summary: 'List the codes that were given out' })
    .meta({ needs: 'referrals.read' })
    .input(Of)
    .output(
      z.object({ items: z.array(PatientPageSchema), /** Messages that nobody has opened yet. */ unread: z.int() }),
    )
    .errors(missing),
  writeToPatient: endpoint
    .route({ method: 'POST', path: '/referrals/{id}/patient-messages', summary: 'Write to the patient’s page' })
    .meta({ needs: 'referrals.write', opens: 'clinical' })
    .input(z.object({ id: z.uuid(), text: z.string().check(readable(), z.minLength(1), z.maxLength(longestMessage)) }))
    .output(PatientMessageSchema)
    .errors({ ...missing, 'referral-over': { status: 409 } }),
};
