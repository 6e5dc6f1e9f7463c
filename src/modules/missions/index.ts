/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { missionsRoutes } from './routes.ts';
export { placesOf } from './booking.ts';
export { type Details as BookingDetails, bookingKey, openDetails } from './bookingDetails.server.ts';
export type { DaySession as DaySessionShown } from './bookingSession.ts';
export {
  type BookingDoor,
  type BookingHouse,
  openBookingDoor,
  type Ticket,
  type Times,
} from './bookingDoor.server.ts';
export { letGoBookings } from './bookingErasure.server.ts';
export { tendBookings } from './bookingJobs.server.ts';
export { countMissions } from './countsJob.server.ts';
export { dayRoutes } from './deviceRoutes.server.ts';
