import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { At, changed, missing, stale } from './contract.shared.ts';
import { actions } from './meeting.ts';
import { MeetingChange, MeetingInput, ParticipantInput, PointInput, Slug, Uuid } from './schemas.ts';

const whenErrors = {
  'zone-unknown': { status: 422 },
  'zone-missing': { status: 422 },
  'hour-does-not-exist': { status: 422 },
  'ends-before-it-begins': { status: 422 },
  'start-missing': { status: 422 },
  'date-and-hour-differ': { status: 422 },
  'place-unknown': { status: 422 },
} as const;
const pointErrors = {
  'side-unknown': { status: 422 },
  'point-unknown': { status: 422 },
  'point-is-commitment': { status: 409 },
  'informs-only': { status: 422 },
  'offer-needs-side': { status: 422 },
} as const;

export const recording = {
  recordMeeting: endpoint
    .route({ method: 'POST', path: '/meetings', summary: 'Record a meeting', successStatus: 201 })
    .meta({ needs: 'meetings.write' })
    .input(
      z.object({
        partnership: Slug,
        /** `held` for one that is known from a source. */
        state: z.enum(['planned', 'held']),
        meeting: MeetingInput,
      }),
    )
    .output(changed)
    .errors({ ...missing, ...whenErrors, 'day-in-future': { status: 422 } }),
  changeMeeting: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/changes', summary: 'Change when, where and about what' })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ ...At, change: MeetingChange }))
    .output(changed)
    .errors({ ...missing, ...stale, ...whenErrors, 'day-in-future': { status: 422 } }),
  moveMeeting: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/moves', summary: 'Say that it was held, or is cancelled' })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ ...At, action: z.enum(actions) }))
    .output(changed)
    .errors({ ...missing, ...stale, 'not-possible-now': { status: 409 }, 'day-in-future': { status: 422 } }),
  setParticipants: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/participants', summary: 'Say who took part, all at once' })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ ...At, participants: z.array(ParticipantInput).check(z.maxLength(100)) }))
    .output(changed)
    .errors({ ...missing, ...stale, 'side-unknown': { status: 422 }, 'participant-nameless': { status: 422 } })
    .errors({ 'organisation-unknown': { status: 422 }, 'person-unknown': { status: 422 } }),
  setPoints: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/points', summary: 'Say what each side offered, asked and agreed' })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ ...At, points: z.array(PointInput).check(z.maxLength(200)) }))
    .output(changed)
    .errors({ ...missing, ...stale, ...pointErrors }),
  tellOf: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/documents', summary: 'Say that a document tells of the meeting' })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ ...At, document: Uuid, tells: z.boolean() }))
    .output(changed)
    .errors({ ...missing, ...stale, 'document-unknown': { status: 422 } }),
  restOn: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/grounds', summary: 'Lay an accepted claim under the record' })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ ...At, claim: Uuid, rests: z.boolean() }))
    .output(changed)
    .errors({ ...missing, ...stale, 'claim-not-accepted': { status: 422 }, 'already-published': { status: 409 } }),
  publishMeeting: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/publications', summary: 'Show a meeting with its proof to others' })
    .meta({ needs: 'meetings.publish' })
    .input(z.object({ ...At, visibility: z.enum(['partnership', 'public']) }))
    .output(changed)
    .errors({ ...missing, ...stale, 'narrows-what-was-shown': { status: 409 } })
    .errors({ 'partnership-not-public': { status: 422 }, 'side-may-not-publish': { status: 403 } }),
  retractMeeting: endpoint
    .route({
      method: 'POST',
      path: '/meetings/{id}/retraction',
      summary: 'Take a meeting back: it was recorded wrongly',
    })
    .meta({ needs: 'meetings.write' })
    .input(z.object(At))
    .output(z.object({ id: Uuid }))
    .errors({ ...missing, ...stale, 'already-published': { status: 409 }, 'still-needed': { status: 409 } }),
};
