import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { reportTables } from './report.ts';
import { MissionLanguage } from './schemas.ts';

const Mission = z.object({ id: z.uuid() });
const Count = z.int().check(z.minimum(0));
const missing = { 'not-found': { status: 404 } } as const;
const byHost = { ...missing, 'not-host': { status: 403 } } as const;

const Row = z.object({ key: z.string(), encounters: Count, people: Count });
/** What is shown to everybody of a number: itself, that it is one to four, or nothing. */
export const ShownNumberSchema = z.union([
  z.object({ is: z.literal('number'), value: Count }),
  z.object({ is: z.literal('few') }),
  z.object({ is: z.literal('hidden') }),
]);
const Waiting = z.nullable(z.object({ median: Count, ninetieth: Count, measured: Count }));
const totals = ['encounters', 'people', 'treated', 'operated', 'operations'] as const;

const ReportSchema = z.object({
  encounters: Count,
  people: Count,
  treated: Count,
  operated: Count,
  operations: Count,
  tables: z.record(z.enum(reportTables), z.array(Row)),
  /** Minutes from the queue to the room. */
  waiting: Waiting,
});
const ShownReportSchema = z.object({
  ...(Object.fromEntries(totals.map((key) => [key, ShownNumberSchema])) as Record<
    (typeof totals)[number],
    typeof ShownNumberSchema
  >),
  tables: z.record(z.enum(reportTables), z.array(z.object({ key: z.string(), encounters: ShownNumberSchema }))),
  waiting: Waiting,
});

/** After the days of a mission: what was done, for whom it counts, and what everybody may read of it. */
export const report = {
  missionReport: endpoint
    .route({
      method: 'GET',
      path: '/missions/{id}/report',
      summary: 'Read what the closed encounters of a mission come to',
    })
    .meta({ needs: 'missions.read' })
    .input(Mission)
    .output(
      z.object({
        id: z.uuid(),
        title: LocalisedTextSchema,
        slug: z.string(),
        isDemo: z.boolean(),
        /** The acting organisation is the host. */
        isHost: z.boolean(),
        commitment: z.nullable(z.uuid()),
        languages: z.array(MissionLanguage),
        report: ReportSchema,
        /** What everybody would read. */
        shown: ShownReportSchema,
        publishedAt: z.nullable(z.string()),
      }),
    )
    .errors(missing),
  missionReportFile: endpoint
    .route({
      method: 'GET',
      path: '/missions/{id}/report/file',
      summary: 'The report of a mission as PDF or spreadsheet, in a language of the partnership',
    })
    .meta({ needs: 'missions.read' })
    .input(z.extend(Mission, { format: z.enum(['pdf', 'xlsx']), language: z.enum(['kk', 'ru', 'en', 'ko']) }))
    .output(z.file())
    .errors(missing),
  bringEncountersUpToDate: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/encounters',
      summary: 'Make the encounters of a mission say what its devices have said',
    })
    .meta({ needs: 'encounters.write', opens: 'clinical' })
    .input(Mission)
    .output(
      z.object({
        encounters: Count,
        new: Count,
        changed: Count,
        signed: Count,
        amended: Count,
        known: Count,
        withdrawn: Count,
        /** Those that cannot be closed yet. */
        waiting: Count,
        /** Those of which nobody can tell on which day they were. */
        unreadable: Count,
      }),
    )
    .errors(byHost),
  countMission: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/counts',
      summary: 'Enter in the ledger what the closed encounters come to',
    })
    .meta({ needs: 'missions.write' })
    .input(Mission)
    .output(
      z.array(
        z.object({
          commitment: z.uuid(),
          measure: z.string(),
          encounters: Count,
          entered: Count,
          known: Count,
          takenOut: Count,
        }),
      ),
    )
    .errors({ ...byHost, 'no-commitment': { status: 409 }, 'not-own-side': { status: 403 } })
    .errors({ 'may-not-publish': { status: 403 }, 'demonstration-not-counted': { status: 409 } }),
  publishResult: endpoint
    .route({
      method: 'POST',
      path: '/missions/{id}/result',
      summary: 'Show the result of a mission to everybody, or take it back',
    })
    .meta({ needs: 'missions.publish' })
    .input(z.extend(Mission, { isShown: z.boolean() }))
    .output(z.object({ publishedAt: z.nullable(z.string()) }))
    .errors({ ...byHost, 'not-public': { status: 409 }, 'nothing-counted': { status: 409 } }),
};
