/** The only door to this module. Pages and the browser use contract.ts, claim.ts, value.ts and ui/ directly. */
export type { ClaimState } from './claim.ts';
export {
  acceptClaim,
  type Citation,
  type ClaimRow,
  claimsOf,
  claimsOfDocument,
  type Decision,
  reopenClaim,
} from './claim.sql.ts';
export { type DocumentToReview, documentsToReview } from './document.sql.ts';
export { documentsRoutes } from './routes.ts';
export { showClaims } from './show.sql.ts';
export { takeIn } from './intake.server.ts';
export type { ClaimBody, ClaimKind, ClaimValues, Measure } from './value.ts';
