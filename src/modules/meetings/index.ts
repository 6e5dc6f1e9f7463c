/** The only door to this module. Pages and the browser use contract.ts, schemas.ts, meeting.ts, point.ts and ui/ directly. */
export { type CalendarMeeting, meetingForCalendar, meetingsForCalendar } from './calendar.server.ts';
export { withFeed } from './feed.server.ts';
export { meetingsRoutes } from './routes.ts';
export { minutesToSign } from './signing.server.ts';
