import ical, { type ICalCalendar, ICalEventClass, type ICalEventData, ICalEventStatus } from 'ical-generator';
import { nameIn, textIn } from '../../platform/i18n/shown.ts';
import type { Locale } from '../../platform/i18n/locales.ts';
import type { Translator } from '../../platform/i18n/translate.ts';
import { placeOf } from '../../platform/place/place.ts';
import { addDays } from '../../platform/time/calendar.ts';
import type { CalendarMeeting } from '../../modules/meetings/index.ts';
import { PlaceDate } from './placeDate.ts';
import { timezoneText } from './timezone.ts';

/** Meetings as an iCalendar object (RFC 5545). Pure: the same meetings give the same bytes. */
export type Reader = {
  t: Translator;
  locale: Locale;
  /** `https://host`, for links back. */
  origin: string;
};

/** Whether a meeting has a place in a calendar: an hour, or days that are known to the day. */
export const isDated = ({ hours, days }: CalendarMeeting): boolean => hours !== null || days !== null;

const statuses = {
  planned: ICalEventStatus.CONFIRMED,
  held: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

/** Whole days end before the day after the last. A day is a date without clock or zone. */
function whenOf({ hours, days }: CalendarMeeting): Pick<ICalEventData, 'start' | 'end' | 'allDay' | 'timezone'> {
  if (hours) {
    const { startsAt, endsAt, zone } = hours;
    return { start: new PlaceDate(startsAt, zone), end: endsAt && new PlaceDate(endsAt, zone), timezone: zone };
  }
  if (!days) throw new Error('a meeting without a date has no place in a calendar');
  const midnight = (day: string) => new Date(`${day}T00:00:00Z`);
  return { start: midnight(days.first), end: midnight(addDays(days.last, 1)), allDay: true };
}

function locationOf({ venue, place }: CalendarMeeting, { locale }: Reader): string | null {
  const where = place === null ? undefined : placeOf(place);
  const parts = [venue && textIn(locale, venue).text, where?.names[locale]].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : null;
}

function eventOf(meeting: CalendarMeeting, reader: Reader): ICalEventData {
  const { t, locale, origin } = reader;
  const title = textIn(locale, meeting.title).text;
  const address = `${origin}/app/meetings/${meeting.id}`;
  const agenda = meeting.agenda && textIn(locale, meeting.agenda).text;
  const lines = [meeting.isDemo ? t('meetings.ical.demo') : null, nameIn(locale, meeting.partnership), agenda, address];
  return {
    ...whenOf(meeting),
    id: `meeting-${meeting.id}@yntymaq`,
    sequence: meeting.version - 1,
    stamp: meeting.changedAt,
    lastModified: meeting.changedAt,
    status: statuses[meeting.state],
    class: meeting.visibility === 'public' ? ICalEventClass.PUBLIC : ICalEventClass.PRIVATE,
    summary: meeting.isDemo ? `${title} (${t('meetings.ical.demo')})` : title,
    location: locationOf(meeting, reader),
    description: lines.filter(Boolean).join('\n'),
    url: address,
  };
}

const aDay = 86_400_000;

/** Describes each zone for all the hours that are written in it. */
function describeZones(calendar: ICalCalendar, meetings: readonly CalendarMeeting[]): void {
  const instants = Map.groupBy(
    meetings.flatMap(({ hours }) => (hours ? [hours] : [])),
    ({ zone }) => zone,
  );
  calendar.timezone({
    name: null,
    generator: (zone) => {
      const found = instants.get(zone) ?? [];
      const times = found.flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), (endsAt ?? startsAt).getTime()]);
      return timezoneText(zone, new Date(Math.min(...times) - aDay), new Date(Math.max(...times) + aDay));
    },
  });
}

/** A calendar of meetings; those without a known date are left out, and the calendar says how many. */
export function calendarText(meetings: readonly CalendarMeeting[], reader: Reader, name: string): string {
  const { t } = reader;
  const dated = meetings.filter(isDated);
  const undated = meetings.length - dated.length;
  const calendar = ical({
    name,
    prodId: { company: 'yntymaq', product: 'meetings', language: reader.locale.toUpperCase() },
  });
  if (undated > 0) calendar.description(t('meetings.ical.undated', { count: undated }));
  describeZones(calendar, dated);
  for (const meeting of dated) calendar.createEvent(eventOf(meeting, reader));
  return calendar.toString();
}
