import { ORPCError } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type CalendarMeeting,
  meetingForCalendar,
  meetingsForCalendar,
  withFeed,
} from '../../modules/meetings/index.ts';
import { credentialsOf } from '../../platform/auth/credentials.ts';
import { asPerson, type Database } from '../../platform/database.ts';
import type { OriginOf } from '../../platform/http/origin.ts';
import { translatorFor } from '../../platform/i18n/catalogues.server.ts';
import { isLocale, localeFor } from '../../platform/i18n/locales.ts';
import { problem } from '../../platform/problem.ts';
import { calendarText, isDated, type Reader } from './calendar.ts';

type Surface = { db: Database; originOf: OriginOf };
type Query = { language?: unknown };

function readerOf(request: FastifyRequest, originOf: OriginOf): Reader {
  const { language } = request.query as Query;
  const locale = isLocale(language) ? language : localeFor(request.headers['accept-language']);
  return { locale, t: translatorFor(locale), origin: originOf(request) };
}

const send = (reply: FastifyReply, text: string, name: string) =>
  reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    // The address is a secret: no page that it leads to may learn it.
    .header('referrer-policy', 'no-referrer')
    .send(text);

/** A meeting that somebody who is signed in may see. */
const meetingSeen = async (db: Database, request: FastifyRequest, id: string): Promise<CalendarMeeting> => {
  const credentials = credentialsOf(request);
  if (!credentials) throw problem('sign-in-first');
  const found = await asPerson(db, credentials, async (tx, entry) => {
    if ('refused' in entry) throw problem(entry.refused);
    if (!entry.actor.may.has('meetings.read')) throw problem('forbidden');
    return meetingForCalendar(tx, id);
  });
  if (!found) throw problem('not-found');
  return found;
};

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const secretShape = /^[A-Za-z0-9_-]{43}$/;

/** Meetings for calendar programs: one as a file, and all that an organisation sees at a person's secret address. */
export const calendarRoutes =
  ({ db, originOf }: Surface) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get<{ Params: { id: string } }>('/calendar/meetings/:id.ics', async (request, reply) => {
      const { id } = request.params;
      if (!uuid.test(id)) throw problem('not-found');
      const meeting = await meetingSeen(db, request, id);
      if (!isDated(meeting)) throw new ORPCError('date-unknown', { status: 409 });
      const reader = readerOf(request, originOf);
      return send(reply, calendarText([meeting], reader, reader.t('meetings.ical.name')), `meeting-${id}.ics`);
    });

    // The secret stands in the query, which no log of ours holds.
    app.get<{ Querystring: { key?: unknown } }>('/calendar/feed.ics', async (request, reply) => {
      const secret = String(request.query.key);
      const found = secretShape.test(secret) ? await withFeed(db, secret, meetingsForCalendar) : undefined;
      if (!found) throw problem('not-found');
      const reader = readerOf(request, originOf);
      return send(reply, calendarText(found, reader, reader.t('meetings.ical.name')), 'meetings.ics');
    });
  };
