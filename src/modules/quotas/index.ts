/** The only door to this module. Pages and the browser use contract.ts, the rules and ui/ directly. */
export { quotaOf } from './door.server.ts';
export type { ReleaseReason } from './quota.ts';
export { quotasRoutes } from './routes.ts';
export {
  confirmSeat,
  consumeSeat,
  expireSeats,
  type Posted,
  releaseSeat,
  reserveSeat,
  seatOf,
} from './seat.server.ts';
export { decisionToSign } from './signing.server.ts';
