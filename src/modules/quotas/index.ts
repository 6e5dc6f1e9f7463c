/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { quotaOf, quotasFor, type QuotaShown } from './door.server.ts';
export type { Account, Balance, QuotaUnit, ReleaseReason, SeatState } from './quota.ts';
export { releaseReasons } from './quota.ts';
export { quotasRoutes } from './routes.ts';
export {
  confirmSeat,
  consumeSeat,
  expireSeats,
  type Posted,
  releaseSeat,
  reserveSeat,
  type Seat,
  seatOf,
} from './seat.server.ts';
export { decisionToSign } from './signing.server.ts';
export type { SeatRefusal } from './seat.sql.ts';
