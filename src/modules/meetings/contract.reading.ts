import * as z from 'zod/mini';
import { endpoint } from '../../platform/endpoint.ts';
import { localeTable } from '../../platform/i18n/locales.ts';
import { tableFileInput } from '../../platform/table/schemas.ts';
import { states } from './meeting.ts';
import { Day, MeetingPage, MeetingRow, Slug, Uuid } from './schemas.ts';

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
const counts = z.record(z.enum(states), z.int());
const Labels = z.optional(manyOf(z.enum(tags), tags.length));

export const reading = {
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
  minutesPdf: endpoint
    .route({ method: 'GET', path: '/meetings/{id}/minutes.pdf', summary: 'The approved minutes as PDF' })
    .meta({ needs: 'meetings.read' })
    .input(z.object({ id: Uuid, labels: Labels }))
    .output(z.file())
    .errors({ 'not-found': { status: 404 }, 'nothing-to-print': { status: 409 } }),
};
