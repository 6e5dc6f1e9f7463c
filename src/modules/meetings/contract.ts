import * as z from 'zod/mini';
import { readable } from '../../platform/i18n/readable.ts';
import { endpoint } from '../../platform/endpoint.ts';
import { LocalisedTextSchema } from '../../platform/i18n/localised.ts';
import { locales, localeTable } from '../../platform/i18n/locales.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { actions, states } from './meeting.ts';
import {
  Brief,
  BriefInput,
  Day,
  Instant,
  LongText,
  MeetingChange,
  MeetingInput,
  MeetingPage,
  MeetingRow,
  MinutesVersion,
  ParticipantInput,
  PointInput,
  PromiseInput,
  Slug,
  Uuid,
  Version,
} from './schemas.ts';

type Tag = keyof typeof localeTable;
const tags = Object.keys(localeTable) as [Tag, ...Tag[]];
/** One value or several: `labels=kk` and `labels[]=kk&labels[]=ru`. */
const manyOf = <T extends z.core.SomeType>(one: T, most: number) =>
  z.union([
    z.array(one).check(z.maxLength(most)),
    z.pipe(
      one,
      z.transform((value) => [value]),
    ),
  ]);

const filters = {
  /** The slug of a partnership; without it, all in which the acting organisation takes part. */
  partnership: z.optional(Slug),
  state: z.optional(z.enum(states)),
  /** Of the partnership. */
  field: z.optional(z.string().check(z.regex(/^[a-z_]{1,30}$/))),
  place: z.optional(z.string().check(z.maxLength(60))),
  /** Meetings that may lie between these days; one without a year may not. */
  from: z.optional(Day),
  until: z.optional(Day),
  /** Words of a title, in any of its languages. */
  q: z.optional(z.string().check(z.maxLength(200))),
  sort: z.optional(z.enum(['held', '-held', 'title', '-title', 'changed', '-changed'])),
};
const At = { id: Uuid, version: Version };
const counts = z.record(z.enum(states), z.int());
const missing = { 'not-found': { status: 404 }, 'not-own-side': { status: 403 } } as const;
const stale = { stale: { status: 409 } } as const;
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
const promiseErrors = {
  'point-unknown': { status: 422 },
  'point-is-commitment': { status: 409 },
  'informs-only': { status: 422 },
  'stronger-than-said': { status: 422 },
  'not-held-yet': { status: 409 },
  'amount-invalid': { status: 422 },
  'amount-too-large': { status: 422 },
  'unit-mismatch': { status: 422 },
  'party-unknown': { status: 422 },
  'owes-itself': { status: 422 },
  'measure-unknown': { status: 422 },
  'term-unclear': { status: 422 },
  'day-in-future': { status: 422 },
  'condition-incomplete': { status: 422 },
  'target-without-strength': { status: 422 },
  'claim-not-accepted': { status: 422 },
  'per-without-promise': { status: 422 },
  'related-elsewhere': { status: 422 },
  'goes-round': { status: 422 },
  'ground-missing': { status: 422 },
  'nothing-to-restate': { status: 422 },
} as const;
const Feed = z.object({
  id: Uuid,
  label: z.string(),
  madeAt: Instant,
  readOn: z.nullable(Day),
});
const Labels = z.optional(manyOf(z.enum(tags), tags.length));
const changed = z.object({ id: Uuid, version: Version });

export const meetingsContract = {
  meetings: endpoint
    .route({ method: 'GET', path: '/meetings', summary: 'List the meetings of my partnerships' })
    .meta({ needs: 'meetings.read' })
    .input(
      z.object({
        ...filters,
        cursor: z.optional(z.string().check(z.maxLength(900))),
        limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
      }),
    )
    .output(z.object({ items: z.array(MeetingRow), next: z.nullable(z.string()) }))
    .errors({ 'cursor-invalid': { status: 400 } }),
  meetingCounts: endpoint
    .route({ method: 'GET', path: '/meetings/counts', summary: 'Count by state what the other filters leave' })
    .meta({ needs: 'meetings.read' })
    .input(z.object(filters))
    .output(z.object({ real: counts, demo: counts })),
  meetingsFile: endpoint
    .route({ method: 'GET', path: '/meetings/file', summary: 'The same list as CSV or XLSX' })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ ...filters, ...tableFileInput }))
    .output(z.file()),
  meetingsSoon: endpoint
    .route({
      method: 'GET',
      path: '/meetings/soon',
      summary: 'The next planned meetings, and planned ones whose day has passed',
    })
    .meta({ needs: 'meetings.read' })
    .output(z.object({ soon: z.array(MeetingRow), passed: z.array(MeetingRow) })),
  meeting: endpoint
    .route({ method: 'GET', path: '/meetings/{id}', summary: 'Read a meeting with all that belongs to it' })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ id: Uuid }))
    .output(MeetingPage)
    .errors({ 'not-found': { status: 404 } }),
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
  proposals: endpoint
    .route({ method: 'GET', path: '/meetings/{id}/proposals', summary: 'What points would be as commitments' })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ id: Uuid }))
    .output(z.object({ version: Version, proposals: z.array(z.object({ point: Uuid, commitment: PromiseInput })) }))
    .errors(missing),
  enterCommitments: endpoint
    .route({
      method: 'POST',
      path: '/meetings/{id}/commitments',
      summary: 'Enter several points as commitments at once',
      successStatus: 201,
    })
    .meta({ needs: 'meetings.write' })
    .input(
      z.object({
        ...At,
        entries: z
          .array(
            z.object({
              point: Uuid,
              commitment: PromiseInput,
              /** Accepted claims that say so too. */
              claims: z.optional(z.array(Uuid).check(z.maxLength(20))),
            }),
          )
          .check(z.minLength(1), z.maxLength(50)),
      }),
    )
    .output(z.object({ ...changed.shape, entered: z.array(z.object({ point: Uuid, commitment: Uuid })) }))
    .errors({ ...missing, ...stale, ...promiseErrors }),
  writeMinutes: endpoint
    .route({ method: 'POST', path: '/meetings/{id}/minutes', summary: 'Write the minutes, or mend approved ones' })
    .meta({ needs: 'meetings.write' })
    .input(
      z.object({
        id: Uuid,
        wording: LongText,
        /** Why approved minutes are mended. */
        reasons: z.nullable(LocalisedTextSchema),
        /** Of the text that is being written; null begins one. */
        version: z.nullable(Version),
      }),
    )
    .output(MinutesVersion)
    .errors({ ...missing, ...stale, 'reasons-missing': { status: 422 }, 'not-held-yet': { status: 409 } }),
  approveMinutes: endpoint
    .route({
      method: 'POST',
      path: '/meetings/{id}/minutes/approval',
      summary: 'Approve the minutes; then they are frozen',
    })
    .meta({ needs: 'meetings.approve' })
    .input(z.object({ id: Uuid, number: Version, version: Version }))
    .output(MinutesVersion)
    .errors({ ...missing, ...stale, 'nothing-to-approve': { status: 409 }, 'only-a-machine-wrote': { status: 422 } }),
  discardMinutes: endpoint
    .route({
      method: 'POST',
      path: '/meetings/{id}/minutes/discard',
      summary: 'Throw away minutes that nobody approved',
    })
    .meta({ needs: 'meetings.write' })
    .input(z.object({ id: Uuid, number: Version, version: Version }))
    .output(z.object({ id: Uuid }))
    .errors({ ...missing, ...stale, 'nothing-to-approve': { status: 409 } }),
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
  minutesPdf: endpoint
    .route({ method: 'GET', path: '/meetings/{id}/minutes.pdf', summary: 'The approved minutes as PDF' })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ id: Uuid, labels: Labels }))
    .output(z.file())
    .errors({ 'not-found': { status: 404 }, 'nothing-to-print': { status: 409 } }),
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
  feeds: endpoint
    .route({ method: 'GET', path: '/calendar-feeds', summary: 'My calendar addresses' })
    .meta({ needs: 'meetings.read' })
    .output(z.array(Feed)),
  makeFeed: endpoint
    .route({ method: 'POST', path: '/calendar-feeds', summary: 'Make a secret calendar address', successStatus: 201 })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ label: z.string().check(readable(), z.minLength(1), z.maxLength(80)) }))
    /** The address is told once. */
    .output(z.object({ id: Uuid, path: z.string() })),
  revokeFeed: endpoint
    .route({ method: 'POST', path: '/calendar-feeds/{id}/revocation', summary: 'End a calendar address' })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ id: Uuid }))
    .output(z.object({ id: Uuid }))
    .errors({ 'not-found': { status: 404 } }),
};
