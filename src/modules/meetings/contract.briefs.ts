import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { locales } from '../../platform/i18n/locales.ts';
import { At, missing, stale } from './contract.shared.ts';
import { Brief, BriefInput, Instant, MeetingPage, MeetingRow, Uuid } from './schemas.ts';

export const briefs = {
  brief: endpoint
    .route({ method: 'GET', path: '/meetings/{id}/brief', summary: 'What my side should know before a meeting' })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ id: Uuid }))
    .output(
      z.object({
        meeting: MeetingRow,
        notes: z.array(Brief),
        /** The meeting before it that was held, with what was said there. */
        last: z.nullable(z.pick(MeetingPage, { id: true, title: true, held: true, points: true })),
        sides: MeetingPage.shape.sides,
        ownSide: Uuid,
      }),
    )
    .errors(missing),
  writeBrief: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/briefs', summary: 'Write a note for my side', successStatus: 201 })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ id: Uuid, brief: BriefInput }))
    .output(Brief)
    .errors(missing),
  changeBrief: endpoint
    .route({ method: 'POST', path: '/briefs/{id}/changes', summary: 'Change a note; what it said before is kept' })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ ...At, brief: BriefInput }))
    .output(Brief)
    .errors({ ...missing, ...stale }),
  retractBrief: endpoint
    .route({ method: 'POST', path: '/briefs/{id}/retraction', summary: 'Take a note out of the brief' })
    .meta({ needs: 'meetings.write' })
    .input(z.object(At))
    .output(z.object({ id: Uuid }))
    .errors({ ...missing, ...stale }),
  briefVersions: endpoint
    .route({ method: 'GET', path: '/briefs/{id}/versions', summary: 'What a note said before, the newest first' })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ id: Uuid }))
    .output(z.array(z.extend(BriefInput, { number: z.int(), at: Instant })))
    .errors(missing),
  briefPdf: endpoint
    .route({ method: 'GET', path: '/meetings/{id}/brief.pdf', summary: 'The brief of my side as PDF' })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ id: Uuid, locale: z.optional(z.enum(locales)) }))
    .output(z.file())
    .errors(missing),
};
